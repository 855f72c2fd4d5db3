import RoeMachine
import RoeSource

extension Lint {
  static let deadlineNeverFires = Lint(
    Code(
      "ROE0404", "deadline-never-fires", .warning,
      title: "This deadline can never fire",
      rationale: """
        Another clock of the state always rings first and takes the lead away, so nobody will ever \
        see this one ring. It reads like a promise, and it is none. Bring it forward, or delete it.
        """,
      avoid: Example(
        """
        states:
          waiting:
            owner: dana
            entry: true
            clocks:
              - { after: 14 days, to: lost }
              - { id: month, after: 30 days, owner: kim }  # ROE0404
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        states:
          waiting:
            owner: dana
            entry: true
            clocks:
              - { id: week, after: 7 days, owner: kim }
              - { after: 14 days, to: lost }
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    input.journeys.flatMap { journey -> [Finding] in
      var leaves = Leaves(of: journey, in: input.machine)
      return leaves.overtaken().compactMap { clock, rung, leave in
        let lifecycle = journey.lifecycle
        let late = lifecycle.clocks[clock]
        let rule = RuleID.clock(lifecycle.id, late.id)
        guard let place = input.span(rule, "\(rung + 1)") ?? input.span(rule) else { return nil }
        let state = lifecycle.states[leave.state].id
        let time = late.rungs[rung].after.words
        return Finding(
          late.rungs.count == 1
            ? "“\(late.id)” never rings in “\(state)”: “\(leave.clock.id)” always takes the lead away before"
            : "the step of “\(late.id)” after \(time) never comes in “\(state)”: “\(leave.clock.id)” always takes the lead away before",
          at: place,
          labels: input.span(RuleID.clock(lifecycle.id, leave.clock.id)).map {
            [.init("after \(leave.after.words) the lead leaves", at: $0)]
          } ?? [],
          help: "Let it ring earlier, or delete it.",
          scenes: [
            Scene(
              lifecycle, in: [leave.state], where: late.when, [.ring(leave.ref, leave.rung)])
          ])
      }
    }
  }
}

/// The clocks of states that take every lead away at a time that nothing puts off.
private struct Leaves {
  struct Leave {
    let state: Ref<State>
    let ref: Ref<Clock>
    let clock: Clock
    /// Counted from 0.
    let rung: Int
    let after: Amount
    let target: Ref<State>
  }

  private let journey: Journey
  private var order: DueOrder
  /// Clocks that an action starts or stops.
  private var handled: Set<Ref<Clock>> = []
  private var carriedIn: [Ref<Clock>: [Ref<State>]] = [:]

  init(of journey: Journey, in machine: Machine) {
    self.journey = journey
    order = DueOrder(machine)
    for action in journey.lifecycle.outcomes.lazy.flatMap(\.actions) {
      switch action {
      case .start(let clock), .stop(let clock): handled.insert(clock)
      default: break
      }
    }
    for ref in journey.states {
      for clock in journey.lifecycle.states[ref].carries {
        carriedIn[clock, default: []].append(ref)
      }
    }
  }

  /// Of every clock the first step that never comes in any state that arms the clock, and what
  /// takes the lead away before.
  mutating func overtaken() -> [(clock: Ref<Clock>, rung: Int, leave: Leave)] {
    var all: [(clock: Ref<Clock>, rung: Int, leave: Leave)] = []
    clocks: for clock in journey.lifecycle.clocks.refs {
      var first: (rung: Int, leave: Leave)?
      for state in journey.states(arming: clock) {
        guard let found = firstOvertaken(clock, in: state) else { continue clocks }
        if first.map({ $0.rung < found.rung }) ?? true { first = found }
      }
      if let first { all.append((clock, first.rung, first.leave)) }
    }
    return all
  }

  private mutating func firstOvertaken(
    _ ref: Ref<Clock>, in state: Ref<State>
  ) -> (rung: Int, leave: Leave)? {
    let lifecycle = journey.lifecycle
    let clock = lifecycle.clocks[ref]
    guard clock.notAfter == nil, !handled.contains(ref), !clock.repeats else { return nil }
    switch clock.anchor {
    case .entry, .activity: break
    case .assignment, .capture, .field: return nil
    }
    let leaves = lifecycle.states[state].clocks.compactMap { leave($0, from: state, before: ref) }
    for (number, rung) in clock.rungs.enumerated() {
      let earlier = leaves.first {
        order.isAlwaysEarlier($0.after, of: $0.clock, than: rung.after, of: clock)
      }
      if let earlier { return (number, earlier) }
    }
    return nil
  }

  /// The step of a clock that surely takes a lead away for which another clock runs.
  private func leave(
    _ ref: Ref<Clock>, from state: Ref<State>, before other: Ref<Clock>
  ) -> Leave? {
    let lifecycle = journey.lifecycle
    let (clock, late) = (lifecycle.clocks[ref], lifecycle.clocks[other])
    guard ref != other, clock.anchor == .entry, clock.metBy.isEmpty, clock.notBefore == nil,
      (clock.restarts ?? 0) == 0, !handled.contains(ref),
      clock.when == .always || clock.when == late.when,
      // Wherever the late one runs on, this one does.
      Set(carriedIn[other] ?? []).isSubset(of: carriedIn[ref] ?? [])
    else { return nil }
    for (number, rung) in clock.rungs.enumerated() {
      guard case .state(let target) = rung.outcome.to else { continue }
      return lifecycle.states[target].carries.contains(other)
        ? nil
        : Leave(
          state: state, ref: ref, clock: clock, rung: number, after: rung.after, target: target)
    }
    return nil
  }
}
