import RoeLogic
import RoeMachine

/// What brings leads to where a promise does not want them.
extension Presence {
  /// What first brings a lead of a guard into a state where such leads may be at rest, or makes it
  /// one there; nil when nothing does, or they are captured there.
  mutating func origin(
    of guarded: Guard, in state: Ref<State>
  ) throws(BudgetExceeded) -> (origin: PromiseFacts.Origin, lead: SampleLead)? {
    let wanted = try space.diagrams.difference(
      space.leads(guarded), leaving[Int(state.offset)])
    let captures = try captures()
    for (entry, leads) in captures where entry == state {
      if try space.diagrams.intersects(leads, wanted) { return nil }
    }
    let sending = journey.steps(into: state).filter {
      if case .table = $0.cause { true } else { false }
    }
    for (entry, leads) in captures {
      for step in sending where step.from == entry {
        if let found = try row(on: step, taking: leads, wanted) { return found }
      }
    }
    let rule = try self.rule(making: guarded, wanted, in: state)
    if let rule, !rule.isPlaced { return (rule.origin, rule.lead) }
    // What the rules fail can be placed anywhere: rather a row on the usual way.
    for step in sending where step.from != journey.lifecycle.lostAndFound {
      let leads = arriving[Int(step.from.offset)]
      if let found = try row(on: step, taking: leads, wanted) { return found }
    }
    return rule.map { ($0.origin, $0.lead) }
  }

  /// The states on a way of such leads, or of those who become such on it, from where they are
  /// captured into a state; nil when none is known.
  mutating func way(
    of guarded: Guard, into state: Ref<State>
  ) throws(BudgetExceeded) -> [Ref<State>]? {
    let meant = try space.diagrams.exists(space.leads(guarded), written)
    var way: [Ref<State>: [Ref<State>]] = [:]
    for (entry, leads) in try captures() where way[entry] == nil {
      if try space.diagrams.intersects(leads, meant) { way[entry] = [entry] }
    }
    // That the rules fail them is the last thing to be thought of.
    for isLost in [false, true] {
      var waiting = way.keys.sorted()
      var next = 0
      while way[state] == nil, next < waiting.count {
        let place = waiting[next]
        next += 1
        for step in journey.steps(from: place) where way[step.to] == nil {
          if !isLost, case .lost = step.cause { continue }
          guard try space.diagrams.intersects(passing(step), meant) else { continue }
          way[step.to] = (way[place] ?? []) + [step.to]
          waiting.append(step.to)
        }
      }
    }
    return way[state]
  }

  /// The first row that sends some of the leads of a step along it, so that they are as wanted.
  private mutating func row(
    on step: Journey.Step, taking leads: Diagram, _ wanted: Diagram
  ) throws(BudgetExceeded) -> (origin: PromiseFacts.Origin, lead: SampleLead)? {
    guard case .table(let first) = step.cause else { return nil }
    for table in journey.tables(askedBy: [.table(first)]) where journey.sendsToStates(table) {
      let model = journey.lifecycle.tables[table]
      var open = try space.diagrams.and(leads, wanted)
      for (row, when, route) in model.rows.enumerated().map({ ($0, $1.when, $1.outcome) })
        + [(nil, .always, model.otherwise)] as [(Int?, Guard, RoutingTable.Route)]
      {
        let meant = try space.leads(when)
        let here = try space.diagrams.and(open, meant)
        if route == .state(step.to), let lead = space.sample(of: here) {
          return (.row(Namings.Row(table: table, row: row)), lead)
        }
        open = try space.diagrams.difference(open, meant)
      }
    }
    return nil
  }

  private struct Rule {
    let origin: PromiseFacts.Origin
    let lead: SampleLead
    let isMade: Bool
    /// Whether whoever keeps lost and found does it.
    let isPlaced: Bool
  }

  /// The move or the step of a clock that makes a lead of a guard one, or brings it along; nil when
  /// there is none.
  private mutating func rule(
    making guarded: Guard, _ wanted: Diagram, in state: Ref<State>
  ) throws(BudgetExceeded) -> Rule? {
    let lifecycle = journey.lifecycle
    var found: Rule?
    func look(
      _ outcome: Outcome, _ cause: Assignment.Cause, in from: Ref<State>, from leads: Diagram,
      _ presence: inout Presence
    ) throws(BudgetExceeded) {
      let changing = presence.changing
      let after = try presence.space.after(outcome.actions, leads, except: changing)
      let here = try presence.space.diagrams.and(after, wanted)
      guard let lead = presence.space.sample(of: here) else { return }
      // Rather the rule that writes what the guard asks for.
      let before = try presence.space.leads(guarded)
      let isMade = try !presence.space.diagrams.intersects(leads, before)
      // What finds such leads there already has not brought them.
      if !isMade, from == state { return }
      let isPlaced = from == lifecycle.lostAndFound
      if let found, found.isMade || !isMade && (!found.isPlaced || isPlaced) { return }
      found = Rule(
        origin: .rule(cause, isMade: isMade), lead: lead, isMade: isMade, isPlaced: isPlaced)
    }
    for move in lifecycle.moves.refs {
      let model = lifecycle.moves[move]
      for from in model.from where model.outcome.mayLead(from: from, to: state) {
        let condition = try space.diagrams.exists(
          space.leads(model.condition(in: lifecycle)), changing)
        let there =
          model.trigger == .watch ? arriving[Int(from.offset)] : try self.waiting(in: from)
        let leads = try space.diagrams.and(there, condition)
        try look(model.outcome, .move(move), in: from, from: leads, &self)
      }
    }
    for clock in lifecycle.clocks.refs {
      for (number, rung) in lifecycle.clocks[clock].rungs.enumerated() {
        for from in journey.states(running: clock) where rung.outcome.mayLead(from: from, to: state)
        {
          let leads = try space.diagrams.and(self.waiting(in: from), armed(clock, in: from))
          try look(rung.outcome, .rung(number, of: clock), in: from, from: leads, &self)
        }
      }
    }
    return found
  }
}

extension Outcome {
  /// Whether a lead that it finds in one state is then in the other, by what it does.
  fileprivate func mayLead(from source: Ref<State>, to state: Ref<State>) -> Bool {
    switch to {
    case .state(let target): target == state
    case .previous: true
    case nil: source == state && writes
    }
  }
}
