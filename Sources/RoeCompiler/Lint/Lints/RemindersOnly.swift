import RoeMachine
import RoeSource

extension Lint {
  static let remindersOnly = Lint(
    Code(
      "ROE0905", "reminders-only", .warning,
      title: "Only reminders, no consequence",
      rationale: """
        Messages can be ignored one after the other. A ladder in which nobody ever takes the lead \
        over, and no other clock of the state does so, leaves it with the person who ignores it.
        """,
      avoid: Example(
        """
        states:
          waiting:
            owner: dana
            entry: true
            clocks:
              - repeats: true  # ROE0905
                ladder:
                  - { at: 1 hour, do: [{ remind: owner }] }
                  - { at: 2 hours, do: [{ notify: kim }] }
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        states:
          waiting:
            owner: dana
            entry: true
            clocks:
              - repeats: true
                ladder:
                  - { at: 1 hour, do: [{ remind: owner }] }
                  - { at: 2 hours, owner: kim }
            moves: [{ event: done, to: won }]
        """)),
    hiddenBy: .ways
  ) { input in
    input.armedClocks { journey, ref, span in
      let clock = journey.lifecycle.clocks[ref]
      guard journey.effect(of: clock) == .messages else { return nil }
      let lifecycle = journey.lifecycle
      // Another clock of the same state may well have a consequence; then this one is a courtesy.
      let places = journey.states.compactMap { state -> (state: Ref<State>, lead: SampleLead?)? in
        // What is wrong with a lost and found or an answer is told of it as a whole.
        guard lifecycle.states[state].kind != .lostAndFound,
          lifecycle.states[state].kind != .pending, lifecycle.states[state].clocks.contains(ref),
          !lifecycle.losesLeads(in: state, by: clock)
        else { return nil }
        let others = lifecycle.states[state].clocks.filter {
          journey.effect(of: lifecycle.clocks[$0]) == .consequence
        }
        if others.isEmpty { return (state, nil) }
        return input.leadLeft(by: others, to: ref, in: state, of: journey).map { (state, $0) }
      }
      guard let (place, lead) = places.first else { return nil }
      let isOwned = lifecycle.states[place].owner.first != .nobody
      return Finding(
        "a lead in “\(lifecycle.states[place].id)” that everybody ignores stays \(isOwned ? "with its owner" : "without an owner") for ever",
        at: span,
        notes: ["“\(clock.id)” sends messages, and no step of it has a consequence."]
          + (lead.map { ["No other clock runs, for example, for \($0.who)."] } ?? []),
        help: "Add a last step: owner: and who takes over, or to: and where the lead goes.",
        scenes: [
          Scene(
            lifecycle, in: [place], as: lead, where: clock.when,
            [.ring(ref, clock.rungs.count - 1)])
        ])
    }
  }
}

extension LintInput {
  /// A lead in a state for which a clock runs, and none of some others; nil when there is none, or it
  /// is too much to say.
  fileprivate func leadLeft(
    by others: [Ref<Clock>], to ref: Ref<Clock>, in state: Ref<State>, of journey: Journey
  ) -> SampleLead? {
    let lifecycle = journey.lifecycle
    let conditions = others.map { lifecycle.clocks[$0].armingCondition(in: lifecycle) }
    let own = lifecycle.clocks[ref].armingCondition(in: lifecycle)
    guard isExact, broken.isEmpty, !conditions.contains(.always), !conditions.contains(own),
      var presence = presence(in: journey)
    else { return nil }
    return try? presence.lead(.all([own] + conditions.map { .not($0) }), in: state)
  }
}

extension Lifecycle {
  /// Whether nobody owns the leads of a state, and a step of a clock says that the owner keeps them:
  /// then it finds nobody, and they are lost.
  fileprivate func losesLeads(in state: Ref<State>, by clock: Clock) -> Bool {
    states[state].owner.first == .nobody
      && clock.rungs.contains { $0.outcome.owner?.allSatisfy { $0 == .keep } == true }
  }
}
