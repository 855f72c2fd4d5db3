import RoeMachine

extension Machine {
  /// The local day of an instant in the zone of the rules, `2026-01-31`.
  func day(_ instant: Int) -> String {
    CivilDate(instant: instant, offset: offset(at: instant)).description
  }

  /// The local day and time of an instant in the zone of the rules.
  func moment(_ instant: Int) -> String {
    let day = 86_400_000
    let sinceMidnight = ((instant &+ offset(at: instant) &* 1000) % day + day) % day
    let minute = sinceMidnight / 60_000
    return "\(self.day(instant)) \(twoDigits(minute / 60)):\(twoDigits(minute % 60))"
  }

  private func offset(at instant: Int) -> Int {
    let offsets = zones.isEmpty ? [] : zones[zone].offsets
    return (offsets.last { $0.from <= instant } ?? offsets.first)?.seconds ?? 0
  }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
