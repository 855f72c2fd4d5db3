import RoeMachine

extension Amount {
  /// The least time on the wall that it can take, in seconds.
  func leastSeconds(_ machine: Machine) -> Int {
    switch self {
    case .seconds(let n), .businessSeconds(let n): n
    case .businessDays(let n):
      n.saturating(times: machine.calendars.map(\.daySeconds).min() ?? 0)
    case .endOfBusinessDay: 0
    // The clocks may go forward in between.
    case .months(let n): n.saturating(times: 28 * 86_400).saturating(minus: 3600)
    }
  }

  /// The most time on the wall that it can take, in seconds; nil where calendars decide.
  private var mostSeconds: Int? {
    switch self {
    case .seconds(let n): n
    case .months(let n): n.saturating(times: 31 * 86_400).saturating(plus: 3600)
    case .businessSeconds, .businessDays, .endOfBusinessDay: nil
    }
  }

  /// Whether it is over before the other, from whatever instant both are counted. False when it
  /// takes more than a look.
  ///
  /// - Parameter isSameHours: whether both are counted in the same business hours.
  func isAlwaysShorter(than other: Amount, isSameHours: Bool, _ machine: Machine) -> Bool {
    switch (self, other) {
    case (.months(let mine), .months(let theirs)): return mine < theirs
    case (.businessSeconds(let mine), .businessSeconds(let theirs)),
      (.businessDays(let mine), .businessDays(let theirs)),
      (.endOfBusinessDay(let mine), .endOfBusinessDay(let theirs)):
      return isSameHours && mine < theirs
    default: return mostSeconds.map { $0 < other.leastSeconds(machine) } ?? false
    }
  }
}
