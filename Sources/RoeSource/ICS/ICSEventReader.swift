/// Reads one event of an iCalendar file: a day or several, once or every year.
struct ICSEventReader {
  /// The file's name, for messages.
  let file: String
  let begin: ICSLine
  let lines: [ICSLine]

  func event(reporting diagnostics: inout [Diagnostic]) -> ICSCalendar.Event? {
    if line("STATUS")?.text.uppercased() == "CANCELLED" { return nil }
    do {
      return try event()
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }

  private struct Problem: Error { let diagnostic: Diagnostic }

  private func event() throws(Problem) -> ICSCalendar.Event {
    if let line = lines.first(where: { Self.unsupported.contains($0.name) }) {
      throw unsupported("\(line.name) is not understood", at: line.span)
    }
    guard let start = line("DTSTART") else {
      throw broken("it has no DTSTART", at: begin.span)
    }
    let first = try day(start)
    let recurrence = try recurrence(first)
    let length = try length(from: first)
    if case .weekday = recurrence, length != 1 {
      throw unsupported("only an event of one day can come back on a weekday", at: start.span)
    }
    return ICSCalendar.Event(
      name: line("SUMMARY").map { Located($0.unescaped, at: $0.valueSpan) },
      first: Located(first, at: start.valueSpan), length: length, recurrence: recurrence)
  }

  private static let unsupported: Set<String> = ["RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"]

  private func line(_ name: String) -> ICSLine? { lines.first { $0.name == name } }

  private func day(_ line: ICSLine) throws(Problem) -> ICSCalendar.Day {
    let text = line.text
    guard line.parameter("VALUE") != "DATE-TIME", !text.contains("T") else {
      throw unsupported(
        "it has a time of the day, and only whole days are read", at: line.valueSpan,
        help: "Make it a whole-day event, or write half days in a CSV file.")
    }
    guard text.isDigits, text.utf8.count == 8, let number = Int(text),
      let day = ICSCalendar.Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    else {
      throw broken("“\(text)” is not a date like 20261225", at: line.valueSpan)
    }
    return day
  }

  private func length(from first: ICSCalendar.Day) throws(Problem) -> Int {
    if let end = line("DTEND") {
      let length = try day(end).number - first.number
      // Some programs write the last day where the day after it belongs.
      guard length >= 0, length <= Self.longest else {
        throw broken(
          length < 0 ? "it ends before it begins" : "it lasts more than a year", at: end.valueSpan)
      }
      return max(1, length)
    }
    guard let duration = line("DURATION") else { return 1 }
    let text = duration.text.uppercased()
    let digits = text.dropFirst().dropLast()
    guard text.first == "P", digits.isDigits, digits.utf8.count <= 3, let count = Int(digits),
      let days = text.last == "D" ? count : text.last == "W" ? count * 7 : nil,
      (1...Self.longest).contains(days)
    else {
      throw unsupported(
        "the duration \(duration.text) is not a number of days", at: duration.valueSpan)
    }
    return days
  }

  private static let longest = 366

  private func recurrence(
    _ first: ICSCalendar.Day
  ) throws(Problem) -> ICSCalendar.Recurrence {
    guard let rule = line("RRULE") else { return .once }
    var parts: [String: String] = [:]
    for item in rule.text.uppercased().split(separator: ";") {
      let sides = item.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { throw broken("its RRULE is damaged", at: rule.valueSpan) }
      parts[String(sides[0])] = String(sides[1])
    }
    parts["WKST"] = nil
    if parts["INTERVAL"] == "1" { parts["INTERVAL"] = nil }
    let frequency = parts.removeValue(forKey: "FREQ")
    let month = parts.removeValue(forKey: "BYMONTH")
    let weekday = parts.removeValue(forKey: "BYDAY")
    let monthDay = parts.removeValue(forKey: "BYMONTHDAY")
    let isPlain = month == nil || month == "\(first.month)"
    guard frequency == "YEARLY", parts.isEmpty, isPlain else {
      throw unsupported(
        "roe reads only events that come back every year, for ever", at: rule.valueSpan)
    }
    if let weekday, month != nil, monthDay == nil, let n = Int(weekday.dropLast(2)),
      n == -1 || (1...5).contains(n),
      let number = Self.weekdays.firstIndex(of: String(weekday.suffix(2)))
    {
      return .weekday(n, weekday: number, month: first.month)
    }
    guard weekday == nil, monthDay == nil || monthDay == "\(first.day)" else {
      throw unsupported("this rule of repetition is not understood", at: rule.valueSpan)
    }
    return .yearly
  }

  private static let weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  private var subject: String {
    line("SUMMARY").map { "\(file): “\($0.unescaped)” cannot be read" }
      ?? "\(file): an event cannot be read"
  }

  private func broken(_ reason: String, at span: SourceSpan) -> Problem {
    Problem(diagnostic: Diagnostic(.icsBrokenEvent, "\(subject), \(reason)", at: span))
  }

  private func unsupported(
    _ reason: String, at span: SourceSpan,
    help: String =
      "Write this holiday in the rules, or in a CSV file: 2026-12-25, 12-25, last monday of may"
  ) -> Problem {
    Problem(
      diagnostic: Diagnostic(.icsUnsupportedEvent, "\(subject), \(reason)", at: span, help: help))
  }
}

extension ICSCalendar.Day {
  /// Days from a fixed day far in the past.
  fileprivate var number: Int {
    // Counted from March, so that the leap day ends the year.
    let years = month < 3 ? year - 1 : year
    let months = (month + 9) % 12
    return years * 365 + years / 4 - years / 100 + years / 400 + (months * 153 + 2) / 5 + day
  }
}
