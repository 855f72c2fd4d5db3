import RoeMachine
import RoeSource

extension Lint {
  static let noRunningClock = Lint(
    Code(
      "ROE0401", "no-running-clock",
      title: "No clock is running",
      rationale: """
        A lead in a state without a deadline waits as long as everybody is busy, and nothing ever \
        says so. Every state in which somebody works on the lead has a clock that activity cannot \
        put off for ever, that is for every lead, and that ends by taking the lead elsewhere or by \
        beginning again. After a clock that only gives the lead to somebody else, none is running.
        """,
      avoid: Example(
        """
        states:
          waiting:  # ROE0401
            owner: dana
            entry: true
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """)),
    hiddenBy: .ways
  ) { input in
    var findings: [Finding] = []
    for journey in input.journeys {
      let lifecycle = journey.lifecycle
      for ref in journey.states {
        let state = lifecycle.states[ref]
        guard state.kind == .live, let clockless = input.clockless(in: ref, of: journey),
          // A state that nothing leaves has its own finding, and a clock with `to` mends both.
          journey.leads(on: ref),
          let span = input.span(of: ref, in: lifecycle)
        else { continue }
        let acts = clockless.puttingOff.map { "“\(lifecycle.activities[$0].id)”" }
        findings.append(
          Finding(
            state.clocks.isEmpty
              ? "no clock is running for a lead in “\(state.id)”: it can wait there for ever"
              : "\(clockless.who) can wait in “\(state.id)” for ever"
                + (acts.isEmpty
                  ? ", with no clock running"
                  : ": every \(acts.joined(separator: " or ")) puts its clock off"),
            at: span, labels: clockless.labels,
            help:
              "Add a clock that counts from the entry, such as clocks: [{ after: 30 days, to: … }].",
            scenes: clockless.scenes))
      }
    }
    return findings
  }
}

extension Journey {
  /// Whether some rule, other than a failure, takes a lead out of the state.
  fileprivate func leads(on state: Ref<State>) -> Bool {
    steps(from: state).contains { step in
      if case .lost = step.cause { false } else { step.to != state }
    }
  }
}
