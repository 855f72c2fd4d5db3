import RoeLogic
import RoeMachine

/// The rounds that a lead can make for ever while nobody does anything: from state to state, by
/// clocks and by moves of their own accord, with all that rules count and write on the way.
struct SilentRounds {
  /// States that can all reach one another on such rounds.
  struct Round {
    let states: Set<Ref<State>>
    let steps: [Step]
  }

  struct Step {
    let from: Ref<State>
    let to: Ref<State>
    /// The clock that rings, and its step; nil for a move.
    let rung: (clock: Ref<Clock>, number: Int)?
    /// The move; nil for a clock.
    let move: Ref<Move>?
    /// A lead that takes this step again and again.
    let lead: SampleLead?
  }

  private typealias Way = Circulation.Way

  private let journey: Journey
  private var presence: Presence
  /// The states that may lie on a round, with conditions not looked at.
  private let states: [Ref<State>]
  private var departures: Departures { presence.departures }
  /// The clocks that can start while nobody does anything: others can ring but once.
  private let startedInSilence: Set<Ref<Clock>>
  /// The fields that rules write.
  private let written: Set<Ref<Field>>
  /// By the state that they leave.
  private var ways: [Ref<State>: [Way]] = [:]

  private var lifecycle: Lifecycle { journey.lifecycle }

  /// The rounds that touch a state of a kind, or any.
  static func all(
    through kind: State.Kind?, _ journey: Journey, _ machine: Machine
  ) throws(BudgetExceeded) -> [Round] {
    let states = journey.silentGroups.filter { group in
      group.contains { kind == nil || journey.lifecycle.states[$0].kind == kind }
    }.flatMap(\.self)
    if states.isEmpty { return [] }
    var rounds = try SilentRounds(journey, states, machine)
    return try rounds.groups()
  }

  private init(
    _ journey: Journey, _ states: [Ref<State>], _ machine: Machine
  ) throws(BudgetExceeded) {
    self.journey = journey
    self.states = states.sorted()
    let lifecycle = journey.lifecycle
    let definitions = lifecycle.definitions
    var guards = lifecycle.clocks.map { $0.when.inTheLongRun(definitions) }
    guards += lifecycle.moves.map { $0.condition(in: lifecycle).inTheLongRun(definitions) }
    for table in lifecycle.tables.refs where journey.sendsToStates(table) {
      guards += lifecycle.tables[table].rows.map { $0.when.inTheLongRun(definitions) }
    }
    guards += lifecycle.tests(ofWritingsIn: guards)
    for clock in lifecycle.clocks {
      if case .field(let field) = clock.anchor { guards.append(.test(field, .isPresent)) }
    }
    presence = try Presence(journey, asking: guards, in: machine)
    startedInSilence = lifecycle.clocksStartedInSilence
    written = lifecycle.outcomes.changedFields
    let handled = lifecycle.handledClocks
    var watches: [Ref<State>: [Ref<Move>]] = [:]
    for ref in lifecycle.moves.refs {
      let move = lifecycle.moves[ref]
      guard move.trigger == .watch, move.by.isEmpty else { continue }
      for state in move.from { watches[state, default: []].append(ref) }
    }
    for state in self.states { try addWays(from: state, machine, handled, watches[state] ?? []) }
  }

  // MARK: Ways from state to state

  private mutating func leads(_ condition: Guard) throws(BudgetExceeded) -> Diagram {
    try presence.space.leads(condition.inTheLongRun(lifecycle.definitions))
  }

  private mutating func without(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    try presence.space.diagrams.difference(a, b)
  }

  private mutating func addWays(
    from ref: Ref<State>, _ machine: Machine, _ handled: Set<Ref<Clock>>, _ watches: [Ref<Move>]
  ) throws(BudgetExceeded) {
    let state = lifecycle.states[ref]
    if state.kind == .closed { return }
    var staying = presence.space.possible
    for place in watches {
      let move = lifecycle.moves[place]
      guard case .state(let target)? = move.outcome.to, target != ref else { continue }
      let condition = try leads(move.condition(in: lifecycle))
      try addWays(
        from: ref, .move(place), move.outcome,
        presence.space.diagrams.and(staying, condition))
      staying = try without(staying, condition)
    }
    let clocks = Set(journey.clocks(in: ref)).intersection(startedInSilence).sorted()
    for clock in clocks {
      var open = try presence.space.diagrams.and(staying, armed(clock))
      for (number, rung) in lifecycle.clocks[clock].rungs.enumerated() where open != .none {
        var leads = open
        for other in clocks where other != clock && !handled.contains(other) {
          let earlier = inTheLongRun(lifecycle.clocks[other]).leaves(
            before: rung.after, of: lifecycle.clocks[clock],
            isSameHours: departures.isSameHours(other, as: clock), machine)
          guard earlier, state.clocks.contains(other) else { continue }
          leads = try without(leads, armed(other))
        }
        let left = try addWays(from: ref, .rung(number, of: clock), rung.outcome, leads)
        open = rung.outcome.to == nil ? try without(open, left) : .none
      }
    }
  }

  /// Adds where an outcome takes leads; those that it takes elsewhere than where they are.
  @discardableResult
  private mutating func addWays(
    from ref: Ref<State>, _ cause: Journey.Cause, _ outcome: Outcome, _ leads: Diagram
  ) throws(BudgetExceeded) -> Diagram {
    var target: Ref<State>?
    switch outcome.to {
    case .state(let state): target = state
    case nil: break
    case .previous: return .none
    }
    var left = Diagram.none
    // What a step writes the tables see, which is not followed.
    let chain =
      outcome.writes ? [] : outcome.owner ?? target.map { lifecycle.states[$0].owner } ?? []
    for (state, leads) in try arrivals(at: target, chain, leads, Set([target].compactMap(\.self)))
    where state != ref {
      ways[ref, default: []].append(
        Way(from: ref, to: state, cause: cause, actions: outcome.actions, leads: leads))
      left = try presence.space.diagrams.or(left, leads)
    }
    return left
  }

  /// Where leads come to that enter a state, or stay where they are, when the first that is asked for
  /// their owner is a table that may send them on.
  ///
  /// - Parameter path: the states whose own answer has been asked already.
  private mutating func arrivals(
    at target: Ref<State>?, _ chain: OwnerChain, _ leads: Diagram, _ path: Set<Ref<State>>
  ) throws(BudgetExceeded) -> [(state: Ref<State>, leads: Diagram)] {
    var found: [(state: Ref<State>, leads: Diagram)] = []
    var open = leads
    if case .table(let ref)? = chain.first, journey.sendsToStates(ref) {
      let table = lifecycle.tables[ref]
      var staying = Diagram.none
      let last = [(Guard.always, table.otherwise)]
      for (condition, route) in table.rows.map({ ($0.when, $0.outcome) }) + last {
        let condition = try self.leads(condition)
        let taken = try presence.space.diagrams.and(open, condition)
        open = try without(open, condition)
        guard case .state(let state) = route else {
          staying = try presence.space.diagrams.or(staying, taken)
          continue
        }
        // One that comes back in the same moment is lost.
        if taken == .none || path.contains(state) { continue }
        let owner = lifecycle.states[state].owner
        found += try arrivals(at: state, owner, taken, path.union([state]))
      }
      open = staying
    }
    if let target, open != .none { found.append((target, open)) }
    return found
  }

  /// A clock when every day has passed that a lead names, and that no rule puts off.
  private func inTheLongRun(_ clock: Clock) -> Clock {
    guard let day = clock.notBefore, !written.contains(day) else { return clock }
    var clock = clock
    clock.notBefore = nil
    return clock
  }

  /// The leads for which a clock runs.
  private mutating func armed(_ ref: Ref<Clock>) throws(BudgetExceeded) -> Diagram {
    let clock = lifecycle.clocks[ref]
    let leads = try leads(clock.when)
    guard case .field(let field) = clock.anchor else { return leads }
    return try presence.space.diagrams.and(leads, self.leads(.test(field, .isPresent)))
  }

  // MARK: Rounds

  /// The ways on which leads that get there go round, by states that can all reach one another.
  private mutating func groups() throws(BudgetExceeded) -> [Round] {
    let rounds = try Circulation(ways, &presence.space)
    var taken: [(way: Way, leads: Diagram)] = []
    for way in states.flatMap({ ways[$0] ?? [] }) {
      let leads = try presence.space.diagrams.and(
        rounds.taking(way, &presence.space), presence.arriving[Int(way.from.offset)])
      if leads != .none { taken.append((way, leads)) }
    }
    var next = Array(repeating: [Int](), count: lifecycle.states.count)
    for (way, _) in taken { next[Int(way.from.offset)].append(Int(way.to.offset)) }
    let groups = components(count: lifecycle.states.count) { next[$0] }
    return groups.filter { $0.count > 1 }.map { group in
      let states = Set(group.map { Ref<State>($0) })
      return Round(
        states: states,
        steps: taken.filter { states.contains($0.way.from) && states.contains($0.way.to) }.map {
          Step(
            from: $0.way.from, to: $0.way.to, rung: $0.way.cause.rung, move: $0.way.cause.move,
            lead: presence.space.sample(of: $0.leads))
        })
    }.sorted { ($0.states.min() ?? Ref(0)) < ($1.states.min() ?? Ref(0)) }
  }
}

extension Journey.Cause {
  fileprivate var rung: (clock: Ref<Clock>, number: Int)? {
    if case .rung(let number, let clock) = self { (clock, number) } else { nil }
  }

  fileprivate var move: Ref<Move>? { if case .move(let move) = self { move } else { nil } }
}

extension Journey {
  /// States that can all reach one another while nobody does anything, with every condition taken
  /// as possible.
  fileprivate var silentGroups: [[Ref<State>]] {
    components(count: lifecycle.states.count) { place in
      leaving[place].compactMap { number in
        let step = steps[number]
        let isSent = if case .table = step.cause { true } else { false }
        return isSilent(step) || isSent ? Int(step.to.offset) : nil
      }
    }.filter { $0.count > 1 }.map { $0.map { Ref($0) }.filter { looksAt($0) } }
  }

  /// Whether a rule takes the step of its own accord.
  func isSilent(_ step: Step) -> Bool {
    switch step.cause {
    case .rung: true
    case .move(let move): lifecycle.moves[move].trigger == .watch
    case .table, .lost: false
    }
  }
}

extension Clock {
  /// Whether it surely takes a lead away before another clock of the state has run for so long, when
  /// both run, enough time has passed since the capture, and nobody does anything.
  fileprivate func leaves(
    before amount: Amount, of other: Clock, isSameHours: Bool, _ machine: Machine
  ) -> Bool {
    guard let first = rungs.first(where: { $0.outcome.to != nil }) else { return false }
    switch (anchor, other.anchor) {
    // Its time has come long ago.
    case (.capture, .entry), (.capture, .activity), (.field, .entry), (.field, .activity):
      return amount.leastSeconds(machine) > 0
    case (.entry, .entry), (.activity, .entry), (.entry, .activity), (.activity, .activity):
      return notBefore == nil && other.notAfter == nil && !(restarts ?? 0 > 0)
        && first.after.isAlwaysShorter(than: amount, isSameHours: isSameHours, machine)
    default: return false
    }
  }
}

extension Lifecycle {
  /// The clocks that start while nobody does anything.
  fileprivate var clocksStartedInSilence: Set<Ref<Clock>> {
    var started = Set(states.flatMap(\.clocks))
    for clock in clocks { started.formUnion(clock.rungs.flatMap(\.outcome.started)) }
    for move in moves where move.trigger == .watch && move.by.isEmpty {
      started.formUnion(move.outcome.started)
    }
    return started.union(clocks.refs.filter { clocks[$0].repeats })
  }

  /// The clocks that an action starts or stops.
  var handledClocks: Set<Ref<Clock>> {
    var clocks: Set<Ref<Clock>> = []
    for action in outcomes.lazy.flatMap(\.actions) {
      switch action {
      case .start(let clock), .stop(let clock): clocks.insert(clock)
      default: break
      }
    }
    return clocks
  }
}
