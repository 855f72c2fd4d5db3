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
      let places = journey.states.filter { state in
        let clocks = lifecycle.states[state].clocks.map { lifecycle.clocks[$0] }
        // What is wrong with a lost and found or an answer is told of it as a whole.
        return lifecycle.states[state].kind != .lostAndFound
          && lifecycle.states[state].kind != .pending
          && clocks.contains { $0.id == clock.id }
          && !lifecycle.losesLeads(in: state, by: clock)
          && !clocks.contains { journey.effect(of: $0) == .consequence }
      }
      guard let place = places.first else { return nil }
      let isOwned = lifecycle.states[place].owner.first != .nobody
      return Finding(
        "a lead in “\(lifecycle.states[place].id)” that everybody ignores stays \(isOwned ? "with its owner" : "without an owner") for ever",
        at: span, notes: ["“\(clock.id)” sends messages, and no step of it has a consequence."],
        help: "Add a last step: owner: and who takes over, or to: and where the lead goes.",
        scenes: [
          Scene(lifecycle, in: [place], where: clock.when, [.ring(ref, clock.rungs.count - 1)])
        ])
    }
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
