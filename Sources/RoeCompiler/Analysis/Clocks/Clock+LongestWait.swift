import RoeLogic
import RoeMachine

extension Clock {
  /// The calendars in which it may count.
  func calendars(of machine: Machine) -> [Ref<BusinessCalendar>] {
    switch hours {
    case .calendar(let calendar): [calendar]
    case .owner: Array(machine.calendars.refs)
    case .field(_, let calendars, let otherwise):
      Set(Array(calendars.values) + [otherwise]).sorted()
    case nil: []
    }
  }
}

extension Machine {
  /// The longest that a length of time can take, in milliseconds, and the first instant from which it
  /// does, of all from which it ends before its calendar does.
  func longestWait(
    for amount: Amount, in calendar: Ref<BusinessCalendar>?
  ) -> (wait: Int, start: Int)? {
    let span = usualSpan(of: calendar)
    if span.isEmpty { return nil }
    var dues = DueTable(self, from: span.lowerBound)
    let timing = dues.timing(amount, calendar)
    let ended = dues.ended(timing, after: dues.algebra.identity)
    guard let longest = timing.due.longestWait(in: span, on: ended.complement) else { return nil }
    // Whoever begins when the offices close mostly waits as long, and is easier to imagine.
    let closing = calendar.flatMap {
      calendars[$0].open.map(\.upperBound).first { $0 >= longest.at }
    }
    if let closing, timing.due.value(at: closing) - closing == longest.wait {
      return (longest.wait, closing)
    }
    return (longest.wait, longest.at)
  }

  /// How long it takes, in milliseconds, and from which instant, where a length of time ends later than
  /// another one by most; nil where it never does.
  func longestWait(
    for amount: Amount, in calendar: Ref<BusinessCalendar>?, beyond limit: Amount
  ) -> (wait: Int, start: Int)? {
    let lag = syncLag.saturating(times: 1000)
    if case .seconds(let most) = limit {
      guard var longest = longestWait(for: amount, in: calendar) else { return nil }
      longest.wait = longest.wait.saturating(plus: lag)
      return longest.wait > most.saturating(times: 1000) ? longest : nil
    }
    let span = usualSpan(of: calendar)
    if span.isEmpty { return nil }
    var dues = DueTable(self, from: span.lowerBound)
    let timing = dues.timing(amount, calendar)
    let due = dues.algebra.shifted(timing.due, by: lag)
    let allowed = dues.timing(limit, nil).due
    guard
      let worst = due.longestExcess(
        over: allowed, before: .max, in: span)
    else { return nil }
    return (due.value(at: worst.at) - worst.at, worst.at)
  }

  /// When leads may come in: months and leap years come round in four years.
  private func usualSpan(of calendar: Ref<BusinessCalendar>?) -> Range<Int> {
    let zone = zones[self.zone]
    let day = zone.day(at: usualInstant)
    return calendar.map { calendars[$0].span }
      ?? zone.start(of: day)..<zone.start(of: day.adding(days: 4 * 366))
  }
}
