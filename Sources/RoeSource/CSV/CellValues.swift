/// The typed values of cells. A cell that is written in a form of its own country is reported with
/// the form that is meant, not read.
extension CSVTable {
  /// A whole number.
  package func integer(
    _ row: Int, _ column: Int, reporting diagnostics: inout [Diagnostic]
  ) -> Int? {
    let cell = cell(row, column)
    let text = cell.text
    if let value = Int(text), text.first != "+" { return value }
    diagnostics.append(
      trap(row, column) ?? formattedNumber(row, column)
        ?? unreadable(row, column, expected: "a whole number"))
    return nil
  }

  /// `1.000`, `1,5`, `1'000`: a number written in the way of one country.
  package func formattedNumber(_ row: Int, _ column: Int) -> Diagnostic? {
    let cell = cell(row, column)
    let text = cell.text
    guard let number = WrittenNumber(text) else { return nil }
    let (help, instead) = number.advice(decimals: 0)
    return Diagnostic(
      .formattedNumber, "\(place(row, column)): \(text) \(WrittenNumber.message)", at: cell.span,
      help: help,
      fix: instead.map { Fix("write \($0)", edits: [.init(replace: cell.span, with: $0)]) })
  }

  /// A calendar day that exists, `YYYY-MM-DD`.
  package func date(
    _ row: Int, _ column: Int, reporting diagnostics: inout [Diagnostic]
  ) -> String? {
    let cell = cell(row, column)
    let text = cell.text
    if let date = WrittenDate(text), date.isISO {
      if date.exists { return text }
      diagnostics.append(
        Diagnostic(
          .cellUnreadable, "\(place(row, column)): the calendar has no day \(text)", at: cell.span))
      return nil
    }
    diagnostics.append(
      trap(row, column) ?? dateFormat(row, column)
        ?? unreadable(row, column, expected: "a date like 2026-12-31"))
    return nil
  }

  /// `31.12.2026`, `12/31/2026`: a date in the way of one country.
  package func dateFormat(_ row: Int, _ column: Int) -> Diagnostic? {
    let cell = cell(row, column)
    let text = cell.text
    guard let date = WrittenDate(text), !date.isISO else { return nil }
    let candidates = date.candidates
    var diagnostic = Diagnostic(
      .cellDateFormat, "\(place(row, column)): \(text) is not written as year-month-day",
      at: cell.span,
      help: "Write the date as YYYY-MM-DD"
        + (candidates.isEmpty ? "." : ": " + candidates.joined(separator: ", or ") + "?"))
    if candidates.count == 1 {
      diagnostic.fix = Fix(
        "write \(candidates[0])", edits: [.init(replace: cell.span, with: candidates[0])])
    }
    return diagnostic
  }

  /// `true` or `false`, in any case, or `yes` or `no`.
  package func boolean(
    _ row: Int, _ column: Int, reporting diagnostics: inout [Diagnostic]
  ) -> Bool? {
    let cell = cell(row, column)
    let text = cell.text
    switch text.lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default: break
    }
    diagnostics.append(
      trap(row, column) ?? translatedBoolean(row, column)
        ?? unreadable(row, column, expected: "true or false"))
    return nil
  }

  /// `WAHR`, `FAUX`: what a spreadsheet in another language writes for true and false.
  package func translatedBoolean(_ row: Int, _ column: Int) -> Diagnostic? {
    let cell = cell(row, column)
    let text = cell.text
    guard let value = Self.translations[text.lowercased()] else { return nil }
    return Diagnostic(
      .cellTranslatedBoolean,
      "\(place(row, column)): \(text) is “\(value)” in another language", at: cell.span,
      help: "Write \(value).",
      fix: Fix("write \(value)", edits: [.init(replace: cell.span, with: "\(value)")]))
  }

  private static let translations: [String: Bool] = [
    "wahr": true, "falsch": false, "vrai": true, "faux": false, "verdadero": true, "falso": false,
    "verdadeiro": true, "vero": true, "waar": true, "onwaar": false, "prawda": true,
    "fałsz": false, "sant": true, "falskt": false, "sand": true, "falsk": false, "tosi": true,
    "epätosi": false, "pravda": true, "nepravda": false, "ja": true, "nein": false, "oui": true,
    "non": false, "sí": true, "истина": true, "ложь": false,
  ]

  /// The last word on a cell that is none of the known traps.
  package func unreadable(_ row: Int, _ column: Int, expected: String) -> Diagnostic {
    let cell = cell(row, column)
    if cell.isBlank {
      return Diagnostic(
        .cellBlank, "\(place(row, column)) is blank", at: cell.span, help: "Write \(expected).")
    }
    return Diagnostic(
      .cellUnreadable, "\(place(row, column)): “\(cell.text)” is not \(expected)", at: cell.span)
  }
}

/// Three numbers that make a date in some country.
private struct WrittenDate {
  let separator: Character
  let numbers: [Int]
  /// Year first, four digits; month and day with two.
  let isISO: Bool

  init?(_ text: String) {
    guard let separator = text.first(where: { !$0.isASCIIDigit }), "-./".contains(separator) else {
      return nil
    }
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ $0.isDigits && $0.utf8.count <= 4 }) else {
      return nil
    }
    self.separator = separator
    numbers = parts.compactMap { Int($0) }
    isISO = separator == "-" && parts.map(\.utf8.count) == [4, 2, 2]
  }

  var exists: Bool { Self.exists(numbers[0], numbers[1], numbers[2]) }

  /// The days that may be meant, in order of likelihood, each as `YYYY-MM-DD`.
  var candidates: [String] {
    var found: [String] = []
    let dayFirst = (full(numbers[2]), numbers[1], numbers[0])
    let monthFirst = (full(numbers[2]), numbers[0], numbers[1])
    let yearFirst = (numbers[0], numbers[1], numbers[2])
    let readings =
      numbers[0] > 31 ? [yearFirst] : separator == "." ? [dayFirst] : [monthFirst, dayFirst]
    for (year, month, day) in readings where Self.exists(year, month, day) {
      let text = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
      if !found.contains(text) { found.append(text) }
    }
    return found
  }

  private func full(_ year: Int) -> Int { year < 100 ? 2000 + year : year }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  private static func exists(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && day >= 1 && day <= lengths[month - 1] && year >= 1
  }
}
