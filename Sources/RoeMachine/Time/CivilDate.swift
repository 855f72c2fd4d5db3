/// A day of the (proleptic) Gregorian calendar.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; may be negative.
  public var days: Int

  /// The first and the last day that can be written as `YYYY-MM-DD`.
  public static let range = CivilDate(days: -719_528)...CivilDate(days: 2_932_896)

  public init(days: Int) { self.days = days }

  /// Nil when there is no such day, or the year is not within 0...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    self.days = Self.days(year: year, month: month, day: day)
  }

  /// Reads exactly `YYYY-MM-DD`; nil for anything else, and for days that do not exist.
  public init?(_ text: some StringProtocol) {
    var parts = (0, 0, 0)
    var position = 0
    for byte in text.utf8 {
      switch (position, byte) {
      case (4, 45), (7, 45): break
      case (0...3, 48...57): parts.0 = parts.0 * 10 + Int(byte - 48)
      case (5...6, 48...57): parts.1 = parts.1 * 10 + Int(byte - 48)
      case (8...9, 48...57): parts.2 = parts.2 * 10 + Int(byte - 48)
      default: return nil
      }
      position += 1
    }
    guard position == 10 else { return nil }
    let (year, month, day) = parts
    self.init(year: year, month: month, day: day)
  }

  /// The local day of an instant (milliseconds UTC) at an offset in seconds east of UTC.
  public init(instant: Int, offset: Int = 0) {
    let (local, overflow) = instant.addingReportingOverflow(offset.saturating(times: 1000))
    days = (overflow ? instant : local).floorDivided(by: 86_400_000)
  }

  public static func < (a: Self, b: Self) -> Bool { a.days < b.days }

  public var year: Int { parts.year }
  /// From 1.
  public var month: Int { parts.month }
  /// Of the month, from 1.
  public var day: Int { parts.day }

  /// From 0 for Monday to 6 for Sunday.
  public var weekday: Int { (days &+ 3).modulo(7) }

  public var parts: (year: Int, month: Int, day: Int) {
    // Counting from March puts the leap day at the end of the year: then the lengths of the
    // months follow one formula.
    let shifted = Self.clamp(days) + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The same day so many months later, or the last day of a month that is too short.
  public func adding(months: Int) -> CivilDate {
    let (year, month, day) = parts
    let total = (year * 12 + month - 1).saturating(plus: months)
    let bounded = min(max(total, -Self.mostMonths), Self.mostMonths)
    let newYear = bounded.floorDivided(by: 12)
    let newMonth = bounded.modulo(12) + 1
    let length = Self.length(ofMonth: newMonth, year: newYear)
    return CivilDate(days: Self.days(year: newYear, month: newMonth, day: min(day, length)))
  }

  public func adding(days count: Int) -> CivilDate {
    CivilDate(days: days.saturating(plus: count))
  }

  public static func isLeap(year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// The number of days of a month from 1 to 12.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Far beyond every instant within ±(2^53 − 1), and far from overflow.
  private static let mostMonths = 12 * 1_000_000
  private static func clamp(_ days: Int) -> Int { min(max(days, -400_000_000), 400_000_000) }

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.floorDivided(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension CivilDate: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = parts
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(abs(number))
      let sign = number < 0 ? "-" : ""
      return sign + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
