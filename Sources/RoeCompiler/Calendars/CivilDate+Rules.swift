import RoeMachine

extension CivilDate {
  /// The first, second, … of a weekday (0 is Monday) in a month; nil when the month has no such.
  static func nth(_ n: Int, weekday: Int, month: Int, year: Int) -> CivilDate? {
    guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    let date = first.adding(days: (weekday - first.weekday + 7) % 7 + 7 * (n - 1))
    return date.month == month ? date : nil
  }

  /// The last of a weekday (0 is Monday) in a month.
  static func last(weekday: Int, month: Int, year: Int) -> CivilDate? {
    nth(5, weekday: weekday, month: month, year: year)
      ?? nth(4, weekday: weekday, month: month, year: year)
  }

  /// Easter Sunday of the western churches.
  static func easter(_ year: Int) -> CivilDate? {
    let golden = year % 19
    let century = year / 100
    let corrected = century - century / 4 - (8 * century + 13) / 25
    let epact = (19 * golden + corrected + 15) % 30
    let moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11))
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7
    return CivilDate(year: year, month: 3, day: 28)?.adding(days: moon - weekday)
  }
}

extension CivilDate {
  /// A date that is written day, month, year, with dots; with slashes it may be either way round.
  static func meant(by text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].utf8.count == 4, parts.allSatisfy({ $0.utf8.count <= 4 }),
      let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)?.description
  }
}
