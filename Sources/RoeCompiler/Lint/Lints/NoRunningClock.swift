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
        put off for ever: one that counts from the entry, and still runs when a first answer has \
        been given.
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
        guard state.kind == .live, !state.clocks.contains(where: { journey.lasts($0, in: ref) }),
          // A state that nothing leaves has its own finding, and a clock with `to` mends both.
          journey.leads(on: ref),
          let span = input.span(of: ref, in: lifecycle)
        else { continue }
        let way = journey.way(into: ref)
        let help =
          "Add a clock that counts from the entry, such as clocks: [{ after: 30 days, to: … }]."
        guard let clock = state.clocks.first else {
          findings.append(
            Finding(
              "no clock is running for a lead in “\(state.id)”: it can wait there for ever",
              at: span, notes: way, help: help))
          continue
        }
        let label = input.span(of: ref, in: lifecycle, "clocks").map {
          [Diagnostic.Label(journey.reason(clock), at: $0)]
        }
        findings.append(
          Finding(
            "once somebody has acted, no clock need ever ring for a lead in “\(state.id)”",
            at: span, labels: label ?? [], notes: way, help: help))
      }
    }
    return findings
  }
}

extension Journey {
  /// Whether the clock rings some day for a lead that stays in the state.
  fileprivate func lasts(_ clock: Ref<Clock>, in state: Ref<State>) -> Bool {
    let clock = lifecycle.clocks[clock]
    if case .activity = clock.anchor { return false }
    // What stops the clock must take the lead elsewhere, where another one runs.
    let events = Set(clock.metBy.flatMap { lifecycle.activities[$0].events })
    if events.isEmpty { return true }
    var passing: Set<Ref<Event>> = []
    for step in steps(from: state) where step.to != state {
      if case .move(let move) = step.cause, case .event(let event) = lifecycle.moves[move].trigger {
        passing.insert(event)
      }
    }
    return events.isSubset(of: passing)
  }

  fileprivate func reason(_ clock: Ref<Clock>) -> String {
    let clock = lifecycle.clocks[clock]
    if case .activity(let activity) = clock.anchor {
      return "every “\(lifecycle.activities[activity].id)” starts it again"
    }
    let names = clock.metBy.map { "“\(lifecycle.activities[$0].id)”" }
    return "\(names.joined(separator: " or ")) stops it, and the lead stays here"
  }

  /// Whether some rule, other than a failure, takes a lead out of the state.
  fileprivate func leads(on state: Ref<State>) -> Bool {
    steps(from: state).contains { step in
      if case .lost = step.cause { false } else { step.to != state }
    }
  }
}
