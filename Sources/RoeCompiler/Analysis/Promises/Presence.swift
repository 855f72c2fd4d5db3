import RoeLogic
import RoeMachine

/// Which leads can be at rest in which states, as far as fields that nobody can change tell.
///
/// A field that is frozen, and that no rule sets, is after capture what it was before; every other
/// field may have been edited into anything. So the set is exact for what was captured, and takes
/// every edit as possible.
struct Presence {
  var space: LeadSpace
  let journey: Journey
  /// For each state the leads that may get there.
  private(set) var arriving: [Diagram]
  /// For each state the leads that some rule takes on at once.
  private var leaving: [Diagram]

  init(
    _ journey: Journey, asking further: [Guard], zone: Zone, usual: Int, budget: Int
  ) throws(BudgetExceeded) {
    let lifecycle = journey.lifecycle
    self.journey = journey
    let conditions = lifecycle.moves.map { $0.condition(in: lifecycle) }
    var guards =
      lifecycle.entries.map(\.when) + conditions + lifecycle.clocks.map(\.when) + further
    for clock in lifecycle.clocks {
      guards += clock.rungs.map { $0.outcome.entryCondition(in: lifecycle) }
    }
    // Tables matter as far as they send leads to states.
    for table in lifecycle.tables where table.sendsToStates { guards += table.rows.map(\.when) }
    space = try LeadSpace(lifecycle, zone: zone, guards: guards, usual: usual, budget: budget)
    arriving = Array(repeating: .none, count: lifecycle.states.count)
    leaving = arriving
    for (move, condition) in zip(lifecycle.moves, conditions)
    where move.trigger == .watch && move.by.isEmpty {
      guard case .state(let target) = move.outcome.to else { continue }
      let leads = try space.leads(condition)
      for state in move.from where state != target {
        let place = Int(state.offset)
        leaving[place] = try space.diagrams.or(leaving[place], leads)
      }
    }
    try spread()
  }

  /// A lead for which a guard holds and that may be at rest in a state; nil when there is none.
  mutating func lead(
    _ guarded: Guard, in state: Ref<State>
  ) throws(BudgetExceeded) -> SampleLead? {
    let place = Int(state.offset)
    var leads = try space.diagrams.and(space.leads(guarded), arriving[place])
    leads = try space.diagrams.difference(leads, leaving[place])
    return space.sample(of: leads)
  }

  /// A lead for which a guard holds and that may come into a state; nil when there is none.
  mutating func arrival(
    _ guarded: Guard, in state: Ref<State>
  ) throws(BudgetExceeded) -> SampleLead? {
    let leads = try space.diagrams.and(space.leads(guarded), arriving[Int(state.offset)])
    return space.sample(of: leads)
  }

  /// The leads for which somebody is looked for at a place in the rules.
  mutating func leads(at place: Assignment) throws(BudgetExceeded) -> Diagram {
    let lifecycle = journey.lifecycle
    let (offset, changing) = (Int(place.state.offset), changingAxes)
    var leads = arriving[offset]
    switch place.cause {
    case .state: return leads
    case .move(let move) where lifecycle.moves[move].trigger == .watch:
      leads = try space.diagrams.and(leads, space.leads(place.when(in: lifecycle)))
    case .move, .rung:
      // It was at rest until somebody did something, or the time came.
      leads = try space.diagrams.difference(leads, leaving[offset])
      leads = try space.diagrams.exists(leads, changing)
      var condition = try space.leads(place.when(in: lifecycle))
      if case .rung = place.cause { condition = try space.diagrams.exists(condition, changing) }
      leads = try space.diagrams.and(leads, condition)
    }
    let isChanged = place.outcome(in: lifecycle)?.actions.contains { action in
      switch action {
      case .set, .add: true
      default: false
      }
    }
    if isChanged == true { leads = try space.diagrams.exists(leads, changing) }
    return try space.diagrams.and(leads, space.possible)
  }

  /// Whether any lead that there can be may get into a state.
  mutating func isOpen(_ state: Ref<State>) throws(BudgetExceeded) -> Bool {
    try space.diagrams.implies(space.possible, arriving[Int(state.offset)])
  }

  /// Follows every way from state to state until nothing new arrives.
  private mutating func spread() throws(BudgetExceeded) {
    let lifecycle = journey.lifecycle
    let changing = changingAxes
    var open = space.possible
    var waiting: [Int] = []
    for entry in lifecycle.entries {
      let leads = try space.leads(entry.when)
      let place = Int(entry.state.offset)
      let entering = try space.diagrams.exists(space.diagrams.and(leads, open), changing)
      arriving[place] = try space.diagrams.or(arriving[place], entering)
      open = try space.diagrams.difference(open, leads)
      waiting.append(place)
    }
    while let place = waiting.popLast() {
      for offset in journey.leaving[place] {
        let step = journey.steps[offset]
        let passing = try space.diagrams.and(arriving[place], condition(of: step, changing))
        let target = Int(step.to.offset)
        let all = try space.diagrams.or(arriving[target], passing)
        if all == arriving[target] { continue }
        arriving[target] = all
        waiting.append(target)
      }
    }
  }

  /// What the fields that do not change must be for a step.
  private mutating func condition(
    of step: Journey.Step, _ changing: [Int]
  ) throws(BudgetExceeded) -> Diagram {
    let lifecycle = journey.lifecycle
    let leads: Diagram
    switch step.cause {
    case .move(let move): leads = try space.leads(lifecycle.moves[move].condition(in: lifecycle))
    case .rung(let rung, let clock):
      // The clock is judged when it is armed, the state when the time has come.
      let armed = try space.diagrams.exists(space.leads(lifecycle.clocks[clock].when), changing)
      let entering = lifecycle.clocks[clock].rungs[rung].outcome.entryCondition(in: lifecycle)
      leads = try space.diagrams.and(armed, space.leads(entering))
    case .table(let table): leads = try sent(by: table, to: step.to)
    case .lost: leads = space.possible
    }
    return try space.diagrams.exists(leads, changing)
  }

  /// The leads that a table sends to a state itself; all, when it asks other tables.
  private mutating func sent(
    by ref: Ref<RoutingTable>, to state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    let table = journey.lifecycle.tables[ref]
    if !table.sendsToStates { return space.possible }
    var open = space.possible
    var sent = Diagram.none
    for row in table.rows {
      let leads = try space.leads(row.when)
      if row.outcome.mayLead(to: state) {
        sent = try space.diagrams.or(sent, space.diagrams.and(open, leads))
      }
      open = try space.diagrams.difference(open, leads)
    }
    return table.otherwise.mayLead(to: state) ? try space.diagrams.or(sent, open) : sent
  }

  /// The axes on which a lead may move in the course of its journey.
  private var changingAxes: [Int] {
    let lasting = journey.lifecycle.lastingFields
    return space.axes.indices.filter { axis in
      guard let field = space.axes[axis].field else { return true }
      if case .timed = space.axes[axis] { return true }
      return !lasting.contains(field)
    }
  }
}

extension Lifecycle {
  /// The fields that keep the value that a lead was captured with.
  var lastingFields: Set<Ref<Field>> {
    var fields = Set(self.fields.refs.filter { self.fields[$0].isFrozen })
    for action in outcomes.lazy.flatMap(\.actions) {
      switch action {
      case .set(let field, _), .add(let field, _): fields.remove(field)
      default: break
      }
    }
    return fields
  }
}

extension RoutingTable {
  fileprivate var sendsToStates: Bool {
    (rows.lazy.map(\.outcome) + [otherwise]).contains {
      if case .state = $0 { true } else { false }
    }
  }
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
