package import RoeMachine

/// A day on which a calendar is closed, or closes early.
package struct Holiday: Equatable, Sendable {
  /// How the day is found in a year.
  package enum Day: Equatable, Sendable {
    case date(CivilDate)
    case yearly(month: Int, day: Int)
    /// `n` from 1; weekday 0 is Monday. A year without a fifth one has no such holiday.
    case nth(Int, weekday: Int, month: Int)
    case last(weekday: Int, month: Int)
    /// So many days after Easter Sunday.
    case easter(Int)
  }

  /// Where a holiday is kept that falls on a weekend.
  package enum Observed: String, Equatable, Sendable, CaseIterable {
    /// On Monday; if that is a holiday already, on the next day that is none. The day of the
    /// weekend stays a holiday too.
    case monday
  }

  package var day: Day
  package var name: String?
  package var observed: Observed?
  /// Open until this minute of the day; nil when closed all day.
  package var openUntil: Int?
  /// The ids of the calendars (sites) that keep it; empty for all.
  package var calendars: [String]

  package init(
    _ day: Day, name: String? = nil, observed: Observed? = nil, openUntil: Int? = nil,
    calendars: [String] = []
  ) {
    self.day = day
    self.name = name
    self.observed = observed
    self.openUntil = openUntil
    self.calendars = calendars
  }
}

extension Holiday.Day {
  func date(in year: Int) -> CivilDate? {
    switch self {
    case .date(let date): date.year == year ? date : nil
    case .yearly(let month, let day): CivilDate(year: year, month: month, day: day)
    case .nth(let n, let weekday, let month):
      CivilDate.nth(n, weekday: weekday, month: month, year: year)
    case .last(let weekday, let month): CivilDate.last(weekday: weekday, month: month, year: year)
    case .easter(let offset): CivilDate.easter(year)?.adding(days: offset)
    }
  }

  /// Reads `2026-12-25`, `12-25`, `last monday of may`, `1st monday of september`, `easter -2`.
  package init(parsing text: String) throws(Unreadable) {
    let plain = text.trimmed.lowercased()
    if let first = plain.first, first.isNumber, plain.utf8.allSatisfy({ $0 < 0x3A && $0 > 0x20 }) {
      self = try Self.digits(plain)
      return
    }
    let words = plain.split { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
    if plain.hasPrefix("easter") {
      self = try Self.easter(plain.dropFirst(6), text)
      return
    }
    guard words.count == 4, words[2] == "of" || words[2] == "in" else {
      throw Unreadable(
        "“\(text.trimmed)” is not a day; write 2026-12-25, 12-25, last monday of may, or easter +1")
    }
    guard let ordinal = Self.ordinals[words[0]] else {
      throw Unreadable("“\(words[0])” is not one of first, second, third, fourth, fifth, last")
    }
    guard let weekday = Weekdays.weekday(words[1]) else {
      throw Unreadable("“\(words[1])” is not a day of the week")
    }
    guard let month = Self.month(words[3]) else {
      throw Unreadable("“\(words[3])” is not a month")
    }
    self =
      ordinal == 0
      ? .last(weekday: weekday, month: month) : .nth(ordinal, weekday: weekday, month: month)
  }

  private static func digits(_ text: String) throws(Unreadable) -> Self {
    if let date = CivilDate(text) { return .date(date) }
    if let date = CivilDate.meant(by: text) {
      throw Unreadable("“\(text)” is written \(date) here")
    }
    let dotted = text.split(separator: ".").map { Int($0) }
    if text.contains("."), dotted.count == 2, let day = dotted[0], let month = dotted[1],
      let date = CivilDate(year: 2000, month: month, day: day)
    {
      throw Unreadable("“\(text)” is written \(date.description.suffix(5)) here")
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let widths = parts.map(\.utf8.count)
    guard widths == [2, 2], let month = Int(parts[0]), let day = Int(parts[1]) else {
      throw Unreadable(
        widths == [4, 2, 2]
          ? "the calendar has no day \(text)"
          : "“\(text)” is not a date; write 2026-12-25, or 12-25 for every year")
    }
    // A leap year, so that 02-29 can be kept when there is one.
    guard CivilDate(year: 2000, month: month, day: day) != nil else {
      throw Unreadable("the calendar has no day \(text); 12-25 is the 25th of December")
    }
    return .yearly(month: month, day: day)
  }

  private static func easter(_ rest: Substring, _ text: String) throws(Unreadable) -> Self {
    let offset = String(rest.filter { $0 != " " })
    if offset.isEmpty { return .easter(0) }
    guard offset.first == "+" || offset.first == "-", let days = Int(offset), abs(days) <= 100
    else {
      throw Unreadable(
        "“\(text.trimmed)” is not a day; write easter, easter +1 or easter -2, within 100 days")
    }
    return .easter(days)
  }

  private static let ordinals: [Substring: Int] = [
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "fifth": 5, "5th": 5, "last": 0,
  ]

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  private static func month(_ word: Substring) -> Int? {
    months.firstIndex { $0 == word || $0.prefix(3) == word }.map { $0 + 1 }
  }
}
