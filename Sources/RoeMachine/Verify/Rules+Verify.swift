/// Clocks, moves and what they do.
extension Verifier {
  mutating func check(_ clock: Clock, _ lifecycle: Lifecycle, _ path: String) {
    check(clock.when, lifecycle, "\(path).when")
    if case .field(let field) = clock.anchor {
      requireTime(field, lifecycle, "\(path).anchor")
    }
    if let field = clock.notBefore { requireTime(field, lifecycle, "\(path).not_before") }
    if let field = clock.notAfter { requireTime(field, lifecycle, "\(path).not_after") }
    require(clock.restarts ?? 0 >= 0, "\(path).restarts", "a number of restarts is not negative")
    if clock.hours == .owner {
      require(
        !machine.calendars.isEmpty, "\(path).hours", "the machine has no calendar to choose from")
    }
    require(!clock.rungs.isEmpty, "\(path).rungs", "a clock has at least one rung")
    for (index, rung) in clock.rungs.enumerated() {
      let path = "\(path).rungs[\(index)]"
      require(
        (0...Int.safeMax).contains(rung.after.number), "\(path).after",
        "an amount of time is not negative")
      require(
        clock.hours != nil || !rung.after.isBusiness, "\(path).after",
        "business time needs the hours of a calendar")
      if index > 0 {
        require(
          clock.rungs[index - 1].after.isBefore(rung.after), "\(path).after",
          "each rung comes later than the one before it, and counts the same hours")
      }
      check(rung.outcome, lifecycle, "\(path).do")
    }
    if clock.repeats, let last = clock.rungs.last?.after {
      require(
        !last.isZero, "\(path).repeats", "a clock that repeats needs time to pass")
    }
  }

  private mutating func requireTime(
    _ field: Ref<Field>, _ lifecycle: Lifecycle, _ path: @autoclosure () -> String
  ) {
    switch lifecycle.fields[field].type {
    case .date, .instant: break
    default:
      require(false, path(), "\(lifecycle.fields[field].id) is neither a date nor an instant")
    }
  }

  mutating func check(_ move: Move, _ lifecycle: Lifecycle, _ path: String) {
    check(move.when, lifecycle, "\(path).when")
    switch move.trigger {
    case .event: break
    case .becomes(let test): check(test, lifecycle, "\(path).on.becomes")
    case .watch:
      require(move.outcome.to != nil, "\(path).do", "a watch move leads somewhere")
    }
    for (a, b) in zip(move.from, move.from.dropFirst()) {
      require(a < b, "\(path).from", "states stand in the order of their ids, each once")
    }
    check(move.outcome, lifecycle, "\(path).do")
  }

  private mutating func check(_ outcome: Outcome, _ lifecycle: Lifecycle, _ path: String) {
    if let owner = outcome.owner {
      require(!owner.isEmpty, "\(path).owner", "an owner is needed")
      check(owner, lifecycle, "\(path).owner")
    }
    for (index, action) in outcome.actions.enumerated() {
      check(action, lifecycle, "\(path).actions[\(index)]")
    }
  }

  private mutating func check(_ action: Action, _ lifecycle: Lifecycle, _ path: String) {
    switch action {
    case .remind(let source), .notify(let source): check([source], lifecycle, path)
    case .ask(let chain):
      require(!chain.isEmpty, "\(path).ask", "somebody to ask is needed")
      check(chain, lifecycle, "\(path).ask")
    case .set(let ref, let value):
      let field = lifecycle.fields[ref]
      require(
        value == .missing || field.type.isComparable(with: value), "\(path).value",
        "this is not a value of \(field.id)")
    case .add(let ref, let count):
      requireSafe(count, "\(path).by")
      if case .counter = lifecycle.fields[ref].type { break }
      require(false, "\(path).add", "\(lifecycle.fields[ref].id) is not a counter")
    case .send(let event, let ref):
      let link = lifecycle.links[ref]
      guard let other = machine.lifecycles.first(where: { $0.id == link.lifecycle }) else { break }
      require(
        other.events.contains { $0.id == event }, "\(path).send",
        "\(other.id) declares no event \(event)")
    case .start, .stop: break
    }
  }
}

extension Amount {
  /// Whether no time need pass.
  package var isZero: Bool {
    if case .endOfBusinessDay = self { false } else { number == 0 }
  }

  var isBusiness: Bool {
    switch self {
    case .businessSeconds, .businessDays, .endOfBusinessDay: true
    case .seconds, .months: false
    }
  }

  /// Whether this amount is less than another of the same unit.
  func isBefore(_ other: Amount) -> Bool {
    switch (self, other) {
    case (.seconds(let a), .seconds(let b)), (.businessSeconds(let a), .businessSeconds(let b)),
      (.businessDays(let a), .businessDays(let b)),
      (.endOfBusinessDay(let a), .endOfBusinessDay(let b)), (.months(let a), .months(let b)):
      a < b
    // How long a business day or a month is, is known when the clock is armed.
    default: isBusiness == other.isBusiness
    }
  }
}
