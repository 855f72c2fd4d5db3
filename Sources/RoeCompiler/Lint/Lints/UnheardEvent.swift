import RoeMachine
import RoeSource

extension Lint {
  static let unheardEvent = Lint(
    Code(
      "ROE0604", "unheard-event", .warning,
      title: "It happens and nothing happens",
      rationale: """
        The rules say what a lead or a system brings about for some leads of a state, and for the \
        others nothing: it happens, and nobody notices. Say what it does for the others too. If it \
        is meant to do nothing, a move without `to` says so. Events that only colleagues cause are \
        left alone: whoever presses a button without effect sees it.
        """,
      avoid: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: asked_again, when: score >= 50, to: won }]  # ROE0604
        """),
      prefer: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: asked_again, when: score >= 50, to: won }
              - { event: asked_again, when: score < 50, do: [{ remind: owner }] }
        """))
  ) { input in
    input.facts.moves.compactMap { facts -> Finding? in
      guard case .success(let known) = facts.result, let place = known.unheard,
        let lead = place.lead
      else { return nil }
      let lifecycle = input.machine.lifecycles[facts.lifecycle]
      let journey = input.journey(of: facts.lifecycle)
      // A colleague whose button does nothing sees it; a lead that calls into the void does not.
      if lifecycle.events[facts.event].isForColleagues { return nil }
      // An event that counts as work on the lead does something by that alone.
      if lifecycle.activities.contains(where: { $0.events.contains(facts.event) }) { return nil }
      let state = place.state
      guard journey.looksAt(state),
        case let places = facts.moves.compactMap({ move in
          input.span(RuleID.move(lifecycle.id, lifecycle.moves[move].id))
        }).sorted(), let last = places.last
      else { return nil }
      let event = lifecycle.events[facts.event].id
      let caller = known.unheardCaller
      let words =
        switch caller {
        case .lead?: " when it is the lead who causes it"
        case .system?: " when no person causes it"
        default: ""
        }
      let whom =
        caller != nil && lead.traits.isEmpty ? "" : " for a lead with \(lead.words)"
      return Finding(
        "“\(event)” does nothing in “\(lifecycle.states[state].id)”\(words)\(whom)",
        at: last, labels: places.dropLast().map { .init("this hears it, too", at: $0) },
        help: "Say what it does for the other leads; a move without to: says that it does nothing.",
        witness: Witness(
          lead, in: facts.lifecycle,
          claims: facts.moves.filter { lifecycle.moves[$0].isHeard(from: caller) }.map {
            .fails(lifecycle.moves[$0].when)
          }),
        scenes: [
          Scene(lifecycle, in: [state], as: lead, [.event(facts.event, .ignored)]),
          Scene(lifecycle, in: [state], as: lead),
        ])
    }
  }
}

extension Event {
  /// Whether only people of the house can cause it.
  fileprivate var isForColleagues: Bool {
    !by.isEmpty && !by.contains { $0 == .lead || $0 == .system }
  }
}
