import RoeMachine
import RoeSource

extension Lint {
  static let clockOnClosedLead = Lint(
    Code(
      "ROE0609", "clock-on-closed-lead", .warning,
      title: "A closed lead has a running clock",
      rationale: """
        When a journey is over, nobody is obliged any more. A deadline on a closed lead calls \
        people to work that does not exist. A lead that is to be looked at again rests in a state \
        with `kind: nurture`.
        """,
      avoid: Example(
        """
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: rejected }] }
          rejected:
            kind: closed
            clocks: [{ after: 6 months, to: new }]  # ROE0609
        """),
      prefer: Example(
        """
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
          resting:
            kind: nurture
            owner: keep
            clocks: [{ after: 6 months, to: again }]
            moves: [{ event: done, to: lost }]
          again: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.journeys.flatMap { journey in
      journey.states.compactMap { ref -> Finding? in
        let state = journey.lifecycle.states[ref]
        guard state.kind == .closed, !state.clocks.isEmpty,
          let span = input.span(of: ref, in: journey.lifecycle, "clocks")
        else { return nil }
        return Finding(
          "a clock runs for a lead in “\(state.id)”, which is closed", at: span,
          help: "Delete its clocks; or, if the lead comes back one day, make it kind: nurture.",
          scenes: [Scene(journey.lifecycle, in: [ref], [.silence])])
      }
    }
  }
}
