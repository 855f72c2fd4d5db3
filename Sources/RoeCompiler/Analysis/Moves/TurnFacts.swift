import RoeLogic
import RoeMachine

/// A move that waits until something becomes so, for leads that are so when they come.
struct TurnFacts: Sendable {
  let move: Ref<Move>
  let state: Ref<State>
  /// One that nobody has edited since it was captured, and that no other rule there takes on.
  let lead: SampleLead

  /// The first state of each such move in which there are such leads.
  static func all(
    of journey: Journey, _ presence: inout Presence
  ) throws(BudgetExceeded) -> [TurnFacts] {
    let lifecycle = journey.lifecycle
    var found: [TurnFacts] = []
    for ref in lifecycle.moves.refs {
      let move = lifecycle.moves[ref]
      guard case .becomes(let turned) = move.trigger, case .state(let target)? = move.outcome.to,
        turned.timedParts(lifecycle.definitions).isEmpty,
        // What nobody can edit never becomes so.
        !turned.fields(lifecycle.definitions).allSatisfy(lifecycle.isLasting)
      else { continue }
      // Who puts a lead to rest does so whatever it is; it is woken when that changes.
      let states = move.from.filter {
        journey.looksAt($0) && $0 != target && lifecycle.states[$0].kind == .live
      }
      if states.isEmpty { continue }
      // From where somebody waits for the same, and from where it leads, come leads that it has seen.
      let waiting = lifecycle.moves.filter { $0.trigger == move.trigger }
      let coming = try presence.untouched(until: waiting.flatMap(\.from) + [target])
      for state in states {
        let meant = try presence.space.leads(.all([turned, move.condition(in: lifecycle)]))
        var leads = try presence.space.diagrams.and(coming[Int(state.offset)], meant)
        leads = try presence.space.diagrams.difference(
          leads, presence.leaving[Int(state.offset)])
        for condition in lifecycle.waysOn(from: state, to: target, besides: ref)
        where leads != .none {
          leads = try presence.space.diagrams.difference(
            leads, presence.space.leads(condition))
        }
        guard let lead = presence.space.sample(of: leads) else { continue }
        found.append(TurnFacts(move: ref, state: state, lead: lead))
        break
      }
    }
    return found
  }
}

extension Lifecycle {
  /// For which leads other rules of a state lead to another one.
  fileprivate func waysOn(
    from state: Ref<State>, to target: Ref<State>, besides ref: Ref<Move>
  ) -> [Guard] {
    let others = moves.refs.filter {
      let move = moves[$0]
      // Another one that waits for an edit waits, too.
      if case .becomes = move.trigger { return false }
      return $0 != ref && move.from.contains(state) && move.outcome.to == .state(target)
    }
    let clocks = (states[state].clocks + states[state].carries).map { self.clocks[$0] }.filter {
      $0.rungs.contains { $0.outcome.to == .state(target) }
    }
    return others.map { moves[$0].when } + clocks.map(\.when)
  }
}
