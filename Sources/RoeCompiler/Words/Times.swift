import RoeMachine

extension Int {
  /// A length of time in milliseconds, as in `3 days 16 hours`: the two largest units.
  var spanWords: String {
    let minutes = Swift.max(0, self) / 60_000
    let parts = [(minutes / 1440, "day"), (minutes / 60 % 24, "hour"), (minutes % 60, "minute")]
    let said = parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
    return said.isEmpty
      ? "less than a minute"
      : said.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: " ")
  }
}

extension Zone {
  /// A local day and time, as in `Fri 2026-11-06 17:15`.
  func stamp(_ instant: Int) -> String {
    let local = instant.saturating(plus: offset(at: instant).saturating(times: 1000))
    let minute = local.modulo(86_400_000) / 60_000
    let day = CivilDate(days: local.floorDivided(by: 86_400_000))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday]
    return "\(weekday) \(day) \(two(minute / 60)):\(two(minute % 60))"
  }
}
