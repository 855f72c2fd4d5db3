import RoeLogic
import RoeMachine
import RoeSource

extension LintInput {
  /// Clocks that are never armed: no lead that gets to where they would run satisfies their condition.
  var idleClocks: [Finding] {
    if !broken.isEmpty || !isExact { return [] }
    return journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      // What is too complex to follow is told where it stands.
      guard var presence = presence(in: journey) else { return [] }
      return lifecycle.clocks.refs.compactMap { ref -> Finding? in
        let clock = lifecycle.clocks[ref]
        let states = journey.states(arming: ref)
        guard clock.when != .always, !states.isEmpty, journey.moves(starting: ref).isEmpty,
          !journey.asksTooEarly(clock.when, in: states),
          (try? presence.isNeverArmed(ref, in: states)) ?? false,
          let span = span(RuleID.clock(lifecycle.id, clock.id))
        else { return nil }
        let names = states.map { "“\(lifecycle.states[$0].id)”" }
        return Finding(
          "“\(clock.id)” never rings: no lead that gets to \(names.shortened("or")) satisfies its condition",
          at: span, help: "Correct the condition, or delete the clock.",
          scenes: [Scene(lifecycle, in: states)])
      }
    }
  }
}

extension Presence {
  /// Whether no lead that is in one of the states, whatever has been edited, satisfies the condition
  /// of a clock.
  fileprivate mutating func isNeverArmed(
    _ clock: Ref<Clock>, in states: [Ref<State>]
  ) throws(BudgetExceeded) -> Bool {
    let lifecycle = journey.lifecycle
    let leads = try space.leads(lifecycle.clocks[clock].armingCondition(in: lifecycle))
    for state in states {
      let here = try edited(arriving[Int(state.offset)])
      // A state to which no lead gets is told as such.
      if here == .none { return false }
      if try space.diagrams.intersects(leads, here) { return false }
    }
    return true
  }
}
