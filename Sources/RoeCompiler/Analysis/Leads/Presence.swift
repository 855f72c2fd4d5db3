import RoeLogic
import RoeMachine

/// A clock in a state in which it runs.
struct Running: Hashable {
  let clock: Ref<Clock>
  let state: Ref<State>
}

/// Which leads can be at rest in which states, as far as fields that nobody can edit tell.
///
/// A frozen field is after capture what it was before, and a counter what it was counted to, unless
/// a rule sets it; every other field may have been edited into anything. So the set is exact for
/// what is captured, counted from 0 and set, and takes every edit as possible.
struct Presence {
  var space: LeadSpace
  let journey: Journey
  let machine: Machine
  /// The axes on which a lead may move in the course of its journey.
  let changing: RegionSet
  /// Those, and the ones on which rules move a lead: anywhere, and while it stays in a state.
  let written: RegionSet
  let changingInState: [RegionSet]
  /// The clocks that surely take leads away.
  let departures: Departures
  /// The leads that may be captured: nothing has been counted for them.
  let captured: Diagram
  /// For each state the leads that may get there.
  private(set) var arriving: [Diagram]
  /// For each state the leads that come there without an owner, so that the state names one.
  private(set) var answered: [Diagram]
  /// For each state the leads that some rule takes on at once.
  private(set) var leaving: [Diagram]
  /// For each state the leads that an override takes on whatever else happens to them.
  private var overridden: [Diagram]
  /// The leads for which clocks may run that they have brought along.
  var brought: [Running: Diagram] = [:]
  /// The leads for which a clock may run in a state that arms it, as has been worked out.
  private var armed: [Running: Diagram] = [:]
  /// What steps ask of leads, and where tables send them, as has been worked out.
  private var asked: [Journey.Cause: Diagram] = [:]
  private var sent: [Ref<RoutingTable>: [Diagram]] = [:]

  /// - Parameter further: what will be asked besides what moves and clocks ask.
  init(
    _ journey: Journey, asking further: [Guard], in machine: Machine, hasEdits: Bool = true
  ) throws(BudgetExceeded) {
    let lifecycle = journey.lifecycle
    self.journey = journey
    self.machine = machine
    departures = Departures(lifecycle)
    let conditions = lifecycle.moves.map { $0.condition(in: lifecycle) }
    var guards =
      lifecycle.entries.map(\.when) + conditions + further
      + lifecycle.clocks.map { $0.armingCondition(in: lifecycle) }
    for clock in lifecycle.clocks {
      guards += clock.rungs.map { $0.outcome.entryCondition(in: lifecycle) }
      guards += clock.metBy.compactMap { lifecycle.activities[$0].except }
    }
    // Tables matter as far as they send leads to states.
    for table in lifecycle.tables.refs where journey.sendsToStates(table) {
      guards += lifecycle.tables[table].rows.map(\.when)
    }
    guards += lifecycle.tests(ofWritingsIn: guards) { !hasEdits || lifecycle.isLasting($0) }
    let uncounted = lifecycle.uncounted(among: guards)
    guards += uncounted
    space = try LeadSpace(
      lifecycle, zone: machine.zones[machine.zone], guards: guards, usual: machine.usualInstant,
      budget: TableFacts.nodeBudget)
    let starting = try space.leads(.all(uncounted))
    // What rules take for granted may leave none of them.
    captured = starting == .none ? space.possible : starting
    let axes = space.axes
    func changing(writing outcomes: [Outcome]) -> RegionSet {
      let written = outcomes.changedFields
      return RegionSet(
        axes.indices.filter { place in
          guard let field = axes[place].field else { return true }
          if case .timed = axes[place] { return true }
          return hasEdits && !lifecycle.isLasting(field) || written.contains(field)
        })
    }
    self.changing = changing(writing: [])
    written = changing(writing: lifecycle.outcomes)
    changingInState = lifecycle.states.refs.map {
      changing(writing: journey.outcomes(stayingIn: $0))
    }
    arriving = Array(repeating: .none, count: lifecycle.states.count)
    answered = arriving
    leaving = arriving
    overridden = arriving
    for (move, condition) in zip(lifecycle.moves, conditions)
    where move.trigger == .watch && move.by.isEmpty {
      guard case .state(let target) = move.outcome.to else { continue }
      let leads = try space.leads(condition)
      for state in move.from where state != target {
        let place = Int(state.offset)
        leaving[place] = try space.diagrams.or(leaving[place], leads)
        if move.layer == .override, !condition.asksForTime(lifecycle.definitions) {
          overridden[place] = try space.diagrams.or(overridden[place], leads)
        }
      }
    }
    repeat { try spread() } while try bringClocks()
  }

  /// Follows every way from state to state until nothing new arrives.
  private mutating func spread() throws(BudgetExceeded) {
    let lifecycle = journey.lifecycle
    var waiting = arriving.indices.filter { arriving[$0] != .none }
    for (state, leads) in try captures() {
      let place = Int(state.offset)
      let entering = try space.diagrams.exists(leads, changing)
      arriving[place] = try space.diagrams.or(arriving[place], entering)
      answered[place] = arriving[place]
      waiting.append(place)
    }
    if let lost = lifecycle.lostAndFound {
      // So goes whoever finds no entry, or cannot be read whole.
      let entering = try space.diagrams.exists(captured, changing)
      arriving[Int(lost.offset)] = try space.diagrams.or(arriving[Int(lost.offset)], entering)
      answered[Int(lost.offset)] = arriving[Int(lost.offset)]
      waiting.append(Int(lost.offset))
    }
    let staying = waysToStay
    var conditions: [Diagram?] = Array(repeating: nil, count: journey.steps.count)
    while let place = waiting.popLast() {
      func add(_ leads: Diagram, to target: Int) throws(BudgetExceeded) {
        let all = try space.diagrams.or(arriving[target], edited(leads))
        if all == arriving[target] { return }
        arriving[target] = all
        waiting.append(target)
      }
      // A rule that finds no owner has counted all the same.
      func lose(
        _ step: Journey.Step, _ resting: Diagram, _ passing: Diagram
      ) throws(BudgetExceeded) {
        guard let lost = lifecycle.lostAndFound else { return }
        let actions = journey.actions(of: step)
        if !actions.contains(where: { $0.writtenField != nil }) { return }
        var leads = passing
        if case .rung(_, let clock) = step.cause {
          leads = try space.diagrams.and(resting, armed(clock, in: step.from))
        }
        leads = try edited(space.after(actions, leads, except: changing))
        answered[Int(lost.offset)] = try space.diagrams.or(answered[Int(lost.offset)], leads)
        try add(leads, to: Int(lost.offset))
      }
      // Only what a rule does not take on at once is there for something else to happen.
      let resting = try self.waiting(in: Ref(place))
      for way in staying[place] {
        let leads = try condition(of: way, in: Ref(place))
        try add(
          space.after(way.actions, space.diagrams.and(resting, leads), except: changing),
          to: place)
      }
      for offset in journey.leaving[place] {
        let step = journey.steps[offset]
        let leads: Diagram
        if let known = conditions[offset] {
          leads = known
        } else {
          leads = try condition(of: step)
          conditions[offset] = leads
        }
        let passing = try space.diagrams.and(try ready(for: step, resting), leads)
        try lose(step, resting, passing)
        let next = try space.after(journey.actions(of: step), passing, except: changing)
        let target = Int(step.to.offset)
        if journey.owner(on: step) == nil {
          answered[target] = try space.diagrams.or(answered[target], edited(next))
        }
        try add(next, to: target)
      }
    }
  }

  /// The leads of a state to which a step may happen, if they satisfy its condition.
  private mutating func ready(
    for step: Journey.Step, _ resting: Diagram
  ) throws(BudgetExceeded) -> Diagram {
    let arriving = arriving[Int(step.from.offset)]
    if case .lost = step.cause { return try edited(arriving) }
    return journey.isAtOnce(step) ? arriving : resting
  }

  /// What the fields that do not change must be for a step.
  mutating func condition(
    of step: Journey.Step
  ) throws(BudgetExceeded) -> Diagram {
    let leads = try moment(of: step)
    return try space.diagrams.exists(leads, changing)
  }

  /// What leads must be at the moment in which they take a step.
  mutating func moment(of step: Journey.Step) throws(BudgetExceeded) -> Diagram {
    let lifecycle = journey.lifecycle
    switch step.cause {
    case .move(let move):
      return try self.leads(for: step.cause, lifecycle.moves[move].condition(in: lifecycle))
    case .rung(let rung, let clock):
      // The clock is judged when it is armed, the state when the time has come.
      let armed = try space.diagrams.difference(
        armed(clock, in: step.from), taken(before: rung, of: clock, in: step.from))
      let entering = try self.leads(
        for: step.cause,
        lifecycle.clocks[clock].rungs[rung].outcome.entryCondition(in: lifecycle))
      return try space.diagrams.and(armed, entering)
    case .table(let table): return try sent(by: table, to: step.to)
    case .lost: return space.possible
    }
  }

  private mutating func leads(
    for cause: Journey.Cause, _ condition: @autoclosure () -> Guard
  ) throws(BudgetExceeded) -> Diagram {
    if let known = asked[cause] { return known }
    let leads = try space.leads(condition())
    asked[cause] = leads
    return leads
  }

  /// What the leads of a state must be that something changes there.
  mutating func condition(
    of way: WayToStay, in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    switch way.cause {
    case .move(let condition): try edited(space.leads(condition))
    case .clock(let clock): try armed(clock, in: state)
    }
  }

  /// What can change a lead that stays where it is.
  struct WayToStay {
    enum Cause {
      case move(Guard)
      case clock(Ref<Clock>)
    }

    let cause: Cause
    let actions: [Action]
  }

  /// For each state all of them.
  var waysToStay: [[WayToStay]] {
    let lifecycle = journey.lifecycle
    var ways = Array(repeating: [WayToStay](), count: lifecycle.states.count)
    for move in lifecycle.moves where move.outcome.to == nil && move.outcome.writes {
      let way = WayToStay(
        cause: .move(move.condition(in: lifecycle)), actions: move.outcome.actions)
      for state in move.from { ways[Int(state.offset)].append(way) }
    }
    for ref in lifecycle.states.refs {
      for clock in journey.clocks(in: ref) {
        for rung in lifecycle.clocks[clock].rungs
        where rung.outcome.to == nil && rung.outcome.writes {
          ways[Int(ref.offset)].append(
            WayToStay(cause: .clock(clock), actions: rung.outcome.actions))
        }
      }
    }
    return ways
  }

  /// The leads that a table sends to a state itself; all, when it asks other tables.
  mutating func sent(
    by ref: Ref<RoutingTable>, to state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    if !journey.sendsToStates(ref) { return space.possible }
    if let known = sent[ref] { return known[Int(state.offset)] }
    let table = journey.lifecycle.tables[ref]
    var open = space.possible
    var sent = Array(repeating: Diagram.none, count: journey.lifecycle.states.count)
    func send(
      _ leads: Diagram, _ route: RoutingTable.Route, _ space: inout LeadSpace
    ) throws(BudgetExceeded) {
      for state in journey.lifecycle.states.refs where route.mayLead(to: state) {
        sent[Int(state.offset)] = try space.diagrams.or(sent[Int(state.offset)], leads)
      }
    }
    for row in table.rows {
      let leads = try space.leads(row.when)
      try send(space.diagrams.and(open, leads), row.outcome, &space)
      open = try space.diagrams.difference(open, leads)
    }
    try send(open, table.otherwise, &space)
    self.sent[ref] = sent
    return sent[Int(state.offset)]
  }

  /// The leads that may be at rest in a state.
  mutating func resting(in state: Ref<State>) throws(BudgetExceeded) -> Diagram {
    let place = Int(state.offset)
    return try space.diagrams.difference(arriving[place], leaving[place])
  }

  /// The leads of a state when something happens to them, whatever people have made of them there.
  mutating func waiting(in state: Ref<State>) throws(BudgetExceeded) -> Diagram {
    try withoutOverridden(edited(resting(in: state)), in: state)
  }

  /// Those that no override takes on.
  mutating func withoutOverridden(
    _ leads: Diagram, in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    try space.diagrams.difference(leads, overridden[Int(state.offset)])
  }

  /// The leads for which a clock may run in a state.
  mutating func armed(
    _ clock: Ref<Clock>, in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    let running = Running(clock: clock, state: state)
    let brought = brought[running] ?? .none
    if !journey.lifecycle.states[state].clocks.contains(clock) { return brought }
    if let known = armed[running] { return try space.diagrams.or(known, brought) }
    let condition = journey.lifecycle.clocks[clock].armingCondition(in: journey.lifecycle)
    let leads = try later(space.leads(condition), clock, in: state)
    armed[running] = leads
    return try space.diagrams.or(leads, brought)
  }

  /// What leads may have become since a clock that runs in a state was armed, by edits and by what
  /// rules write meanwhile.
  mutating func later(
    _ leads: Diagram, _ clock: Ref<Clock>, in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    // One that is brought along has been running elsewhere.
    let isCarried = !journey.lifecycle.states[state].clocks.contains(clock)
    return try space.diagrams.exists(
      leads, isCarried ? written : changingInState[Int(state.offset)])
  }

  /// What leads may have become when people have edited what they can.
  mutating func edited(_ leads: Diagram) throws(BudgetExceeded) -> Diagram {
    try space.diagrams.exists(leads, changing)
  }

}

extension Lifecycle {
  /// Whether nobody can edit a field once a lead is captured.
  func isLasting(_ field: Ref<Field>) -> Bool {
    if case .counter = fields[field].type { true } else { fields[field].isFrozen }
  }
}

extension Journey {
  /// Whether a lead takes the step before it comes to rest.
  func isAtOnce(_ step: Step) -> Bool {
    switch step.cause {
    case .move(let move): lifecycle.moves[move].trigger == .watch
    case .rung: false
    case .table, .lost: true
    }
  }

  /// Whether a table itself sends leads to states.
  func sendsToStates(_ table: Ref<RoutingTable>) -> Bool {
    answers(of: table).contains { if case .state = $0 { true } else { false } }
  }

  /// What a rule does besides taking the lead along a step.
  func actions(of step: Step) -> [Action] { outcome(of: step)?.actions ?? [] }
}

extension RoutingTable.Route {
  /// Whether it sends leads to a state, or asks another table that may.
  fileprivate func mayLead(to state: Ref<State>) -> Bool {
    switch self {
    case .state(let target): target == state
    case .owner(let chain): chain.contains { if case .table = $0 { true } else { false } }
    case .next: false
    }
  }
}
