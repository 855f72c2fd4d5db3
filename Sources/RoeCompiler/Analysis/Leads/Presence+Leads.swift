import RoeLogic
import RoeMachine

/// The leads at a place in the rules.
extension Presence {
  /// The leads that each entry takes, one after the other.
  mutating func captures() throws(BudgetExceeded) -> [(state: Ref<State>, leads: Diagram)] {
    var open = captured
    var all: [(state: Ref<State>, leads: Diagram)] = []
    for entry in journey.lifecycle.entries {
      let meant = try space.leads(entry.when)
      all.append((entry.state, try space.diagrams.and(open, meant)))
      open = try space.diagrams.difference(open, meant)
    }
    return all
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

  /// The leads for which a state names an owner as they come in: what they are at that moment, and
  /// not what people may have made of them since.
  mutating func entering(_ state: Ref<State>) throws(BudgetExceeded) -> Diagram {
    var all = Diagram.none
    for (entry, leads) in try captures() where entry == state {
      all = try space.diagrams.or(all, leads)
    }
    for step in journey.steps(into: state) where journey.owner(on: step) == nil {
      let before =
        journey.isAtOnce(step)
        ? arriving[Int(step.from.offset)] : try self.waiting(in: step.from)
      let passing = try space.diagrams.and(before, moment(of: step))
      let leads = try space.after(journey.actions(of: step), passing)
      all = try space.diagrams.or(all, leads)
    }
    return try space.diagrams.and(all, space.possible)
  }

  /// The leads for which somebody is looked for at a place in the rules.
  mutating func leads(at place: Assignment) throws(BudgetExceeded) -> Diagram {
    var leads = try leads(before: place)
    if let actions = place.outcome(in: journey.lifecycle)?.actions {
      leads = try space.after(actions, leads, except: changing)
    }
    return try space.diagrams.and(leads, space.possible)
  }

  /// A lead for which a guard holds at rest in a state, just after a move has brought it there; nil
  /// when there is none.
  mutating func lead(
    _ guarded: Guard, in state: Ref<State>, after place: Assignment
  ) throws(BudgetExceeded) -> SampleLead? {
    var leads = try leads(before: place)
    if let actions = place.outcome(in: journey.lifecycle)?.actions {
      leads = try space.after(actions, leads)
    }
    leads = try space.diagrams.and(leads, space.leads(guarded))
    leads = try space.diagrams.difference(leads, leaving[Int(state.offset)])
    return space.sample(of: leads)
  }

  /// The leads to which a rule applies, before it changes anything.
  private mutating func leads(before place: Assignment) throws(BudgetExceeded) -> Diagram {
    let lifecycle = journey.lifecycle
    let offset = Int(place.state.offset)
    var leads = arriving[offset]
    switch place.cause {
    case .state:
      return lifecycle.states[place.state].follow.isEmpty ? answered[offset] : leads
    case .move(let move) where lifecycle.moves[move].trigger == .watch:
      return try space.diagrams.and(leads, space.leads(place.when(in: lifecycle)))
    case .move, .rung:
      // It was at rest until somebody did something, or the time came.
      leads = try self.waiting(in: place.state)
      if case .rung(_, let clock) = place.cause {
        return try space.diagrams.and(leads, armed(clock, in: place.state))
      }
      return try space.diagrams.and(leads, space.leads(place.when(in: lifecycle)))
    }
  }

  /// Whether any lead that there can be may get into a state.
  mutating func isOpen(_ state: Ref<State>) throws(BudgetExceeded) -> Bool {
    try space.diagrams.implies(space.possible, arriving[Int(state.offset)])
  }
}
