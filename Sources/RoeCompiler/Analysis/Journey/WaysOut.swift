import RoeLogic
import RoeMachine

/// Where leads are trapped: they can never come to an end.
struct TrapFacts: Sendable {
  let lifecycle: Ref<Lifecycle>
  let result: Result<[WaysOut.Trap], TableFacts.TooComplex>
  /// Whether it is taken for enough that somebody may make a move who may have some leads, since who
  /// has which is too much to follow.
  private(set) var leavesOwnersOut = false

  init(
    _ ref: Ref<Lifecycle>, _ journey: Journey, _ owners: PossibleOwners, in machine: Machine
  ) {
    lifecycle = ref
    do throws(BudgetExceeded) {
      result = .success(try WaysOut.traps(in: journey, owners, machine, &leavesOwnersOut))
    } catch {
      result = .failure(TableFacts.TooComplex(rulesOf: journey.lifecycle))
    }
  }
}

/// From where which leads can come to an end, when people edit what they can, somebody causes every
/// event that somebody may cause, and every clock rings. What nobody can edit stays what it is.
struct WaysOut {
  /// One rule that takes leads on, or changes them where they are.
  private struct Way {
    let from: Ref<State>
    let to: Ref<State>
    let cause: Journey.Cause
    let actions: [Action]
    /// As far as what nobody can edit tells.
    let leads: Diagram
  }

  /// Why leads cannot take a way.
  enum Obstacle: Sendable {
    case isForNobody
    /// Nobody may who may have such leads.
    case owner
    /// What they are keeps them from it.
    case lead
    /// They could take it until some day, or some age of a date.
    case time
  }

  /// Leads that can never leave some states which can all reach one another.
  struct Trap: Sendable {
    let states: [Ref<State>]
    /// One of them in the first of these states; nil where it is so of all leads.
    let lead: SampleLead?
    /// The rules that lead from there to an end, and not such leads.
    let closed: [(step: Journey.Step, obstacle: Obstacle)]
  }

  /// A move in one of the states from which it may be made.
  private struct Doing: Hashable {
    let move: Ref<Move>
    let state: Ref<State>
  }

  private let journey: Journey
  private var presence: Presence
  private let owners: PossibleOwners
  /// The leads for which nobody may make a move who may have them, where not everybody may.
  private var unfit: [Doing: Diagram] = [:]
  private let leavesOwnersOut: Bool
  private var ways: [Way] = []
  private var entering: [[Int]]
  /// For each state the leads that can come to an end from there, as far as what nobody can edit
  /// tells.
  private var ending: [Diagram]

  private var lifecycle: Lifecycle { journey.lifecycle }

  /// Where leads are trapped.
  static func traps(
    in journey: Journey, _ owners: PossibleOwners, _ machine: Machine,
    _ leavesOwnersOut: inout Bool
  ) throws(BudgetExceeded) -> [Trap] {
    if journey.isOpen(for: owners) { return [] }
    var ways = try WaysOut(journey, owners, machine)
    leavesOwnersOut = ways.leavesOwnersOut
    try ways.spread()
    return try ways.traps()
  }

  private init(
    _ journey: Journey, _ owners: PossibleOwners, _ machine: Machine
  ) throws(BudgetExceeded) {
    self.journey = journey
    self.owners = owners
    let lifecycle = journey.lifecycle
    var guards = lifecycle.moves.flatMap { move in
      [move.condition(in: lifecycle), move.when].map { $0.atLast(in: lifecycle) }
    }
    for clock in lifecycle.clocks {
      guards.append(clock.when.afterAllDates(lifecycle.definitions))
      if case .field(let field) = clock.anchor { guards.append(.test(field, .isPresent)) }
    }
    let unequal = journey.states.flatMap { state in
      journey.moves(in: state).filter { owners.areUnequal(for: $0, in: state) }.map {
        Doing(move: $0, state: state)
      }
    }
    let tests = unequal.flatMap { lifecycle.tests(of: $0.move) }
    if !unequal.isEmpty, !Namings.hasManyRows(lifecycle),
      var byLead = try? OwnersByLead(owners, telling: tests, asking: guards)
    {
      for doing in unequal {
        unfit[doing] = try byLead.leads(
          in: doing.state, whereNobodyPasses: lifecycle.tests(of: doing.move))
      }
      presence = byLead.presence
      leavesOwnersOut = false
    } else {
      leavesOwnersOut = !unequal.isEmpty
      presence = try Presence(journey, asking: guards, in: machine)
    }
    ending = lifecycle.states.map { $0.kind == .closed ? .all : .none }
    entering = Array(repeating: [], count: lifecycle.states.count)
    for ref in journey.states where lifecycle.states[ref].kind != .closed { try addWays(from: ref) }
  }

  // MARK: Ways from state to state

  private mutating func addWays(from ref: Ref<State>) throws(BudgetExceeded) {
    for step in journey.steps(from: ref) {
      try add(step.cause, from: ref, to: step.to)
    }
    for move in journey.moves(in: ref) {
      let outcome = lifecycle.moves[move].outcome
      if outcome.to == nil, outcome.writes { try add(.move(move), from: ref, to: ref) }
    }
    for clock in journey.clocks(in: ref) {
      for (number, rung) in lifecycle.clocks[clock].rungs.enumerated()
      where rung.outcome.to == nil && rung.outcome.writes {
        try add(.rung(number, of: clock), from: ref, to: ref)
      }
    }
  }

  private mutating func add(
    _ cause: Journey.Cause, from: Ref<State>, to: Ref<State>
  ) throws(BudgetExceeded) {
    let leads: Diagram
    var actions: [Action] = []
    switch cause {
    case .move(let move):
      if !owners.actors(of: move, in: from).exist { return }
      actions = lifecycle.moves[move].outcome.actions
      leads = try presence.space.diagrams.difference(
        self.leads(making: move, in: from),
        unfit[Doing(move: move, state: from)] ?? .none)
    case .rung(let number, let clock):
      if !lifecycle.clocks[clock].comes(to: number) { return }
      actions = lifecycle.clocks[clock].rungs[number].outcome.actions
      leads = try self.leads(ringing: clock, number, in: from)
    case .table(let table):
      // It is asked again only where something asks it.
      if !journey.asksTables(in: from) { return }
      leads = try presence.edited(presence.sent(by: table, to: to))
    case .lost: return
    }
    if leads == .none { return }
    entering[Int(to.offset)].append(ways.count)
    ways.append(Way(from: from, to: to, cause: cause, actions: actions, leads: leads))
  }

  private mutating func leads(
    making ref: Ref<Move>, in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    let move = lifecycle.moves[ref]
    var leads = try presence.space.leads(move.condition(in: lifecycle).atLast(in: lifecycle))
    if case .event = move.trigger {
      // What is tried before, and may be done by the same people, takes its leads.
      for earlier in journey.moves(triedBefore: ref, in: state)
      where earlier.by.isEmpty || earlier.by == move.by {
        let taken = try presence.space.leads(earlier.when.atLast(in: lifecycle))
        leads = try presence.space.diagrams.difference(leads, taken)
      }
    }
    if case .becomes(let turned) = move.trigger {
      // It was not so before an edit.
      let before = try presence.space.leads(.not(turned.atLast(in: lifecycle)))
      let editable = presence.space.axes(
        of: lifecycle.fields.refs.filter { !lifecycle.isLasting($0) })
      leads = try presence.space.diagrams.and(
        leads, presence.space.diagrams.exists(before, editable))
    }
    return try presence.edited(leads)
  }

  /// The leads for which a clock that runs comes to a step.
  private mutating func leads(
    ringing ref: Ref<Clock>, _ number: Int, in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    let clock = lifecycle.clocks[ref]
    let definitions = lifecycle.definitions
    var armed = try presence.space.leads(
      journey.isReachableAtLast(state) ? clock.when.afterAllDates(definitions) : clock.when)
    armed = try presence.later(armed, ref, in: state)
    if case .field(let field) = clock.anchor {
      armed = try presence.space.diagrams.and(
        armed, presence.edited(presence.space.leads(.test(field, .isPresent))))
    }
    let entering = clock.rungs[number].outcome.entryCondition(in: lifecycle)
    return try presence.space.diagrams.and(
      armed, presence.edited(presence.space.leads(entering)))
  }

  private mutating func spread() throws(BudgetExceeded) {
    var waiting = lifecycle.states.indices.filter { ending[$0] != .none }
    while let place = waiting.popLast() {
      for offset in entering[place] {
        let source = Int(ways[offset].from.offset)
        let leads = try taking(ways[offset], into: ending[place])
        let next = try presence.space.diagrams.or(ending[source], leads)
        if next == ending[source] { continue }
        ending[source] = next
        waiting.append(source)
      }
    }
  }

  /// The leads that go a way and are then some of the given ones.
  private mutating func taking(_ way: Way, into leads: Diagram) throws(BudgetExceeded) -> Diagram {
    let before = try presence.edited(presence.space.before(way.actions, leads))
    return try presence.space.diagrams.and(way.leads, before)
  }

  // MARK: Traps

  private mutating func traps() throws(BudgetExceeded) -> [Trap] {
    var trapped = ending.map { _ in Diagram.none }
    for state in journey.states where lifecycle.states[state].isBetween {
      let place = Int(state.offset)
      trapped[place] = try presence.space.diagrams.difference(staying(in: state), ending[place])
    }
    // Where such a lead can still move on to another such place, that place is told.
    var next = Array(repeating: [Int](), count: trapped.count)
    for (offset, way) in ways.enumerated() where way.from != way.to {
      if try goingOn(way, trapped) != .none { next[Int(way.from.offset)].append(offset) }
    }
    let groups = components(count: trapped.count) { next[$0].map { Int(ways[$0].to.offset) } }
    var traps: [Trap] = []
    for group in groups {
      let places = group.filter { trapped[$0] != .none }.sorted()
      if let trap = try trap(places, trapped, next) { traps.append(trap) }
    }
    return traps.sorted { ($0.states.first ?? Ref(0)) < ($1.states.first ?? Ref(0)) }
  }

  /// The leads that rest in a state, and are not all sent elsewhere by its table.
  private mutating func staying(in state: Ref<State>) throws(BudgetExceeded) -> Diagram {
    let resting = try presence.resting(in: state)
    var left = presence.space.possible
    for step in journey.steps(from: state) {
      guard case .table(let table) = step.cause else { continue }
      left = try presence.space.diagrams.difference(left, presence.sent(by: table, to: step.to))
    }
    return try presence.space.diagrams.and(resting, presence.edited(left))
  }

  /// The trapped leads that go a way to where they are trapped, too.
  private mutating func goingOn(
    _ way: Way, _ trapped: [Diagram]
  ) throws(BudgetExceeded) -> Diagram {
    let leads = try taking(way, into: trapped[Int(way.to.offset)])
    return try presence.space.diagrams.and(leads, trapped[Int(way.from.offset)])
  }

  private mutating func trap(
    _ group: [Int], _ trapped: [Diagram], _ next: [[Int]]
  ) throws(BudgetExceeded) -> Trap? {
    let members = Set(group)
    for place in group {
      var leads = trapped[place]
      for offset in next[place] where !members.contains(Int(ways[offset].to.offset)) {
        leads = try presence.space.diagrams.difference(leads, goingOn(ways[offset], trapped))
      }
      guard let lead = presence.space.sample(of: leads) else { continue }
      let states = [place] + group.filter { $0 != place }
      let isOfAll = try presence.space.diagrams.implies(presence.arriving[place], leads)
      return Trap(
        states: isOfAll ? group.map { Ref($0) } : states.map { Ref($0) },
        lead: isOfAll ? nil : lead, closed: try closed(to: members, trapped))
    }
    return nil
  }

  /// The rules that lead on from some states to where a lead can come to an end.
  private mutating func closed(
    to group: Set<Int>, _ trapped: [Diagram]
  ) throws(BudgetExceeded) -> [(step: Journey.Step, obstacle: Obstacle)] {
    var found: [(step: Journey.Step, obstacle: Obstacle)] = []
    for place in group.sorted() {
      for step in journey.steps(from: Ref(place))
      where !group.contains(Int(step.to.offset)) && ending[Int(step.to.offset)] != .none {
        switch step.cause {
        case .move(let move) where !owners.actors(of: move, in: step.from).exist:
          found.append((step, .isForNobody))
        case .move(let move):
          let model = lifecycle.moves[move]
          let condition = model.condition(in: lifecycle)
          var isOpen = false
          if case .event = model.trigger, condition.atLast(in: lifecycle) != condition {
            let once = try presence.edited(presence.space.leads(condition))
            isOpen = try presence.space.diagrams.intersects(once, trapped[place])
          }
          let isUnfit = try unfit[Doing(move: move, state: step.from)].map {
            (leads) throws(BudgetExceeded) in
            try presence.space.diagrams.implies(trapped[place], leads)
          }
          found.append((step, isUnfit ?? false ? .owner : isOpen ? .time : .lead))
        case .rung: found.append((step, .lead))
        case .table, .lost: break
        }
      }
    }
    return found
  }
}
