import RoeMachine

extension Int {
  /// A length of time in milliseconds, as in `3 days 16 hours`: the two largest units; years alone,
  /// where they are many.
  var spanWords: String {
    let minutes = Swift.max(0, self) / 60_000
    let years = minutes / (1440 * 365)
    if years >= 100 { return "more than a hundred years" }
    if years >= 2 { return "\(minutes % (1440 * 365) == 0 ? "" : "more than ")\(years) years" }
    let parts = [(minutes / 1440, "day"), (minutes / 60 % 24, "hour"), (minutes % 60, "minute")]
    let said = parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
    return said.isEmpty
      ? "less than a minute"
      : said.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: " ")
  }
}

extension Int {
  /// An instant, milliseconds UTC, as in `2026-01-06T09:00:00Z`.
  var isoWords: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let second = modulo(86_400_000) / 1000
    let time = [second / 3600, second / 60 % 60, second % 60].map(two).joined(separator: ":")
    return "\(CivilDate(days: floorDivided(by: 86_400_000)))T\(time)Z"
  }

  /// How long before an instant this one is, in whole seconds as ages are judged, as in
  /// `1 hour before`.
  func ageWords(at now: Int) -> String {
    let seconds = now.saturating(minus: self).floorDivided(by: 1000)
    let words = Amount.seconds(Int(clamping: seconds.magnitude)).words
    return seconds < 0 ? "\(words) later" : "\(words) before"
  }
}

extension Zone {
  /// The same for an instant that may lie a moment after a full minute, as in
  /// `just after Fri 2026-11-06 17:15`.
  func moment(_ instant: Int) -> String {
    instant.isJustAfter ? "just after \(stamp(instant))" : stamp(instant)
  }

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

extension Int {
  /// Whether an instant lies less than a second after a full minute: what is so then was not so in
  /// that minute.
  package var isJustAfter: Bool { (1..<1000).contains(modulo(60_000)) }

  /// The first full minute from an instant on.
  var wholeMinute: Int { saturating(plus: 59_999).floorDivided(by: 60_000) * 60_000 }
}
