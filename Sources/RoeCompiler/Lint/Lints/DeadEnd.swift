import RoeMachine
import RoeSource

extension Lint {
  static let deadEnd = Lint(
    Code(
      "ROE0602", "dead-end",
      title: "A lead can never leave",
      rationale: """
        From here no move, deadline or handoff leads to an end of the journey. Leads pile up, and \
        every report shows them as work in progress. Each journey ends in a closed state, won, \
        lost or disqualified.
        """,
      avoid: Example(
        """
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 1 day, to: limbo }]
            moves: [{ event: done, to: lost }]
          limbo:  # ROE0602
            owner: dana
            clocks: [{ after: 1 day, do: [{ notify: kim }], owner: kim }]
        """),
      prefer: Example(
        """
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 1 day, to: limbo }]
            moves: [{ event: done, to: lost }]
          limbo:
            owner: dana
            clocks: [{ after: 1 day, do: [{ notify: kim }], to: lost }]
        """)),
    hiddenBy: .ways
  ) { input in
    input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      let stuck = journey.states.filter { state in
        !journey.canEnd[Int(state.offset)] && lifecycle.states[state].kind != .lostAndFound
      }
      return journey.groups(of: stuck).compactMap { group in
        // Where a lead can still move on to another such place, that place is told.
        guard !group.hasWayOut else { return nil }
        let members = group.members.filter { lifecycle.states[$0].kind != .pending }
        let live = members.filter { lifecycle.states[$0].kind == .live }
        guard
          let (first, span) = input.firstWritten(of: live.isEmpty ? members : live, in: lifecycle),
          // A resting lead without a way back has its own finding.
          lifecycle.states[first].kind != .nurture || members.count > 1
        else { return nil }
        let names = members.map { "“\(lifecycle.states[$0].id)”" }
        return Finding(
          names.count == 1
            ? "a lead in \(names[0]) can never leave: nothing leads from there to an end"
            : "a lead goes round between \(names.listed) for ever: nothing leads from there to an end",
          at: span,
          help: lifecycle.states.contains { $0.kind == .closed }
            ? "Add a move, or a clock with to:, that leads to a closed state."
            : "Declare how the journey ends: a state with kind: closed, and what leads to it.",
          scenes: [Scene(lifecycle, in: [first])])
      }
    }
  }
}
