import RoeMachine
import RoeSource

extension Lint {
  static let nurtureWithoutReturn = Lint(
    Code(
      "ROE1003", "nurture-without-return",
      title: "Nurture without a return ticket",
      rationale: """
        “Not now” is a promise to come back. A lead that rests has a date on which somebody looks \
        at it again, and a way back; otherwise nurture is a polite word for lost.
        """,
      avoid: Example(
        """
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
          resting:  # ROE1003
            kind: nurture
            owner: keep
            moves: [{ event: asked_again, to: new }, { event: done, to: lost }]
        """),
      prefer: Example(
        """
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
          resting:
            kind: nurture
            owner: keep
            clocks: [{ after: 6 months, to: again }]
            moves: [{ event: asked_again, to: new }, { event: done, to: lost }]
          again: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        """)),
    hiddenBy: .ways
  ) { input in
    let help = "Add a clock with a way back, such as clocks: [{ after: 6 months, to: … }]."
    return input.journeys.flatMap { journey in
      journey.states.compactMap { ref -> Finding? in
        let state = journey.lifecycle.states[ref]
        guard state.kind == .nurture, let span = input.span(of: ref, in: journey.lifecycle) else {
          return nil
        }
        let ways = journey.steps(from: ref).filter { step in
          if case .lost = step.cause { false } else { step.to != ref }
        }
        if ways.contains(where: { journey.lifecycle.states[$0.to].kind != .closed }) {
          guard let clockless = input.clockless(in: ref, of: journey) else { return nil }
          return Finding(
            state.clocks.isEmpty
              ? "no date brings a lead in “\(state.id)” back: it rests until somebody happens to think of it"
              : "\(clockless.who) can rest in “\(state.id)” for ever, with no clock running",
            at: span, labels: clockless.labels,
            help: help,
            scenes: clockless.scenes)
        }
        return Finding(
          ways.isEmpty
            ? "a lead in “\(state.id)” never comes back: nothing leads out of there"
            : "a lead in “\(state.id)” never comes back: all that leads out of there ends the journey",
          at: span,
          help: help,
          scenes: [Scene(journey.lifecycle, in: [ref])])
      }
    }
  }
}
