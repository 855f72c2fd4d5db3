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

extension Clock {
  /// The longest that a length of time can take, in milliseconds, in whichever hours it may count;
  /// nil when that cannot be told.
  func longestWait(for amount: Amount, _ machine: Machine) -> Int? {
    if case .seconds(let count) = amount { return count.saturating(times: 1000) }
    return calendars(of: machine).compactMap { calendar in
      BusinessTime(machine.calendars[calendar]).longestWait(for: amount).map { $0.due - $0.start }
    }.max()
  }
}

extension BusinessTime {
  /// The longest that a length of business time can take, over all instants at which it may begin
  /// well before the calendar ends.
  func longestWait(for amount: Amount) -> (start: Int, due: Int)? {
    var worst: (start: Int, due: Int)?
    for closing in calendar.open.map(\.upperBound) {
      // Whoever begins when the offices close waits longest, up to what is left of the amount.
      for start in candidates(at: closing, amount) {
        guard let due = due(after: amount, since: start) else { continue }
        if due - start > worst.map({ $0.due - $0.start }) ?? -1 { worst = (start, due) }
      }
    }
    return worst
  }

  private func candidates(at closing: Int, _ amount: Amount) -> [Int] {
    switch amount {
    case .endOfBusinessDay: [closing, closing + 1]
    default: [closing]
    }
  }
}
