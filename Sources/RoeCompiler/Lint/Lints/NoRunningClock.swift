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
        guard state.kind == .live, let leads = input.clockless(in: ref, of: journey),
          // A state that nothing leaves has its own finding, and a clock with `to` mends both.
          journey.leads(on: ref),
          let span = input.span(of: ref, in: lifecycle)
        else { continue }
        let clocks = state.clocks
        let reasons = clocks.map { journey.reason($0, in: ref) }
        let labels = zip(clocks, reasons).compactMap { clock, reason in
          input.span(RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id)).map {
            Diagnostic.Label(reason, at: $0)
          }
        }
        let lasting = journey.lastingClocks(in: ref)
        let who = leads.traits.isEmpty ? "a lead" : "a lead with \(leads.words)"
        findings.append(
          Finding(
            clocks.isEmpty
              ? "no clock is running for a lead in “\(state.id)”: it can wait there for ever"
              : "\(who) can wait in “\(state.id)” for ever, with no clock running", at: span,
            labels: labels,
            help:
              "Add a clock that counts from the entry, such as clocks: [{ after: 30 days, to: … }].",
            // Where no clock lasts, coming there is all.
            scenes: lasting.isEmpty
              ? [Scene(lifecycle, in: [ref], as: leads), Scene(lifecycle, in: [ref])]
              : [
                Scene(lifecycle, in: [ref], as: leads, [.clockless(lasting)]),
                Scene(
                  lifecycle, in: [ref],
                  where: .all(
                    lasting.map { .not(lifecycle.clocks[$0].armingCondition(in: lifecycle)) }),
                  [.clockless(lasting)]),
              ]))
      }
    }
    return findings
  }
}

extension LintInput {
  /// A lead that may be at rest in a state while no clock runs that lasts; nil when there is none.
  fileprivate func clockless(in state: Ref<State>, of journey: Journey) -> SampleLead? {
    // What is not understood may be the very condition on which a lead gets there.
    if let known = facts.clockless[journey.lifecycle.id], broken.isEmpty { return known[state] }
    return journey.lastingClocks(in: state).isEmpty
      ? .any(in: journey.lifecycle, at: machine.usualInstant) : nil
  }
}

extension Journey {
  /// Why there may come a time when the clock does not run; nil when it lasts, for those whom it
  /// is for.
  ///
  /// - Parameter isDated: whether a field that it counts from has a value.
  func gap(_ ref: Ref<Clock>, in state: Ref<State>, isDated: Bool = false) -> String? {
    let clock = lifecycle.clocks[ref]
    switch clock.anchor {
    case .activity(let activity):
      return "every “\(lifecycle.activities[activity].id)” starts it again"
    case .field(let field) where lifecycle.mayLose(field) && !isDated:
      return "it does not run while “\(lifecycle.fields[field].id)” is missing"
    case .entry, .assignment, .capture, .field: break
    }
    // What stops the clock must take the lead elsewhere, where another one runs.
    let events = Set(clock.metBy.flatMap { lifecycle.activities[$0].events })
    var passing: Set<Ref<Event>> = []
    for step in steps(from: state) where step.to != state {
      if case .move(let move) = step.cause, case .event(let event) = lifecycle.moves[move].trigger {
        passing.insert(event)
      }
    }
    if !events.isSubset(of: passing) {
      let names = clock.metBy.map { "“\(lifecycle.activities[$0].id)”" }
      return "\(names.joined(separator: " or ")) stops it, and the lead stays here"
    }
    if clock.repeats { return nil }
    return clock.rungs.last?.outcome.to == nil
      ? "after its last step the lead stays here, and it does not run again" : nil
  }

  fileprivate func reason(_ clock: Ref<Clock>, in state: Ref<State>) -> String {
    gap(clock, in: state) ?? "it is not for every lead"
  }

  /// Whether some rule, other than a failure, takes a lead out of the state.
  fileprivate func leads(on state: Ref<State>) -> Bool {
    steps(from: state).contains { step in
      if case .lost = step.cause { false } else { step.to != state }
    }
  }
}

extension Lifecycle {
  /// Whether a lead that has a value of a field may be without it later.
  fileprivate func mayLose(_ field: Ref<Field>) -> Bool {
    fields[field].isOptional && !fields[field].isFrozen
  }
}
