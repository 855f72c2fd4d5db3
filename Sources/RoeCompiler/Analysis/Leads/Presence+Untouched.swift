import RoeLogic
import RoeMachine

/// What a lead is that nobody edits, from its capture on.
extension Presence {
  /// For each state the leads that come to it so by what people do with them, as they were captured
  /// but for what rules write: some of the leads that can be there.
  ///
  /// - Parameter ends: states past which they are not followed.
  mutating func untouched(until ends: [Ref<State>]) throws(BudgetExceeded) -> [Diagram] {
    let lifecycle = journey.lifecycle
    var found = Array(repeating: Diagram.none, count: lifecycle.states.count)
    var waiting: [Ref<State>] = []
    func come(
      _ leads: Diagram, to state: Ref<State>, _ chain: OwnerChain?, _ presence: inout Presence
    ) throws(BudgetExceeded) {
      let place = Int(state.offset)
      let sent = try presence.sentAway(by: chain ?? lifecycle.states[state].owner)
      let staying = try presence.space.diagrams.difference(leads, sent)
      let all = try presence.space.diagrams.or(found[place], staying)
      if all == found[place] { return }
      found[place] = all
      waiting.append(state)
    }
    for (state, leads) in try captures() { try come(leads, to: state, nil, &self) }
    while let state = waiting.popLast() {
      if ends.contains(state) { continue }
      let place = Int(state.offset)
      for step in journey.leaving[place].map({ journey.steps[$0] }) {
        guard case .move(let ref) = step.cause else { continue }
        let move = lifecycle.moves[ref]
        var leads = found[place]
        switch move.trigger {
        case .watch: break
        // It waits for an edit.
        case .becomes: continue
        case .event:
          leads = try space.diagrams.difference(leads, leaving[place])
          for earlier in journey.moves(triedBefore: ref, in: state)
          where earlier.by.isEmpty || earlier.by == move.by {
            leads = try space.diagrams.difference(leads, space.leads(earlier.when))
          }
        }
        leads = try space.diagrams.and(leads, space.leads(move.condition(in: lifecycle)))
        leads = try space.after(move.outcome.actions, leads)
        try come(
          space.diagrams.and(leads, space.possible), to: step.to, move.outcome.owner, &self)
      }
    }
    return found
  }

  /// The leads that the first source of a chain, a table, is sure to send to another state.
  mutating func sentAway(by chain: OwnerChain) throws(BudgetExceeded) -> Diagram {
    // Only of tables that send leads to states the rows are told apart.
    try space.sent(by: chain, where: journey.sendsToStates)
  }
}
