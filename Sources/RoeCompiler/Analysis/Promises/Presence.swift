import RoeLogic
import RoeMachine

/// Which leads can be at rest in which states, as far as fields that nobody can change tell.
///
/// A field that is frozen, and that no rule sets, is after capture what it was before; every other
/// field may have been edited into anything. So the set is exact for what was captured, and takes
/// every edit as possible.
struct Presence {
  private var space: LeadSpace
  private let journey: Journey
  /// For each state the leads that may get there.
  private var arriving: [Diagram]
  /// For each state the leads that some rule takes on at once.
  private var leaving: [Diagram]

  init(
    _ journey: Journey, asking further: [Guard], zone: Zone, usual: Int, budget: Int
  ) throws(BudgetExceeded) {
    let lifecycle = journey.lifecycle
    self.journey = journey
    var guards =
      lifecycle.entries.map(\.when) + lifecycle.moves.map(\.when) + lifecycle.clocks.map(\.when)
      + further
    // Tables matter as far as they send leads to states.
    for table in lifecycle.tables where table.sendsToStates { guards += table.rows.map(\.when) }
    space = try LeadSpace(lifecycle, zone: zone, guards: guards, usual: usual, budget: budget)
    arriving = Array(repeating: .none, count: lifecycle.states.count)
    leaving = arriving
    for move in lifecycle.moves where move.trigger == .watch && move.by.isEmpty {
      guard case .state(let target) = move.outcome.to, move.requires.isEmpty else { continue }
      let leads = try space.leads(move.when)
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
    let leads =
      switch step.cause {
      case .move(let move): try space.leads(journey.lifecycle.moves[move].when)
      case .rung(_, let clock): try space.leads(journey.lifecycle.clocks[clock].when)
      case .table(let table): try sent(by: table, to: step.to)
      case .lost: space.possible
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
    let lifecycle = journey.lifecycle
    var written: Set<Ref<Field>> = []
    for action in lifecycle.outcomes.lazy.flatMap(\.actions) {
      switch action {
      case .set(let field, _), .add(let field, _): written.insert(field)
      default: break
      }
    }
    return space.axes.indices.filter { axis in
      guard let field = space.axes[axis].field else { return true }
      if case .timed = space.axes[axis] { return true }
      return !lifecycle.fields[field].isFrozen || written.contains(field)
    }
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
