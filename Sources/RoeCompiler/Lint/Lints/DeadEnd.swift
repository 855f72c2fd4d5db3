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
    input.journeys.indices.flatMap { place -> [Finding] in
      let journey = input.journeys[place]
      return input.traps(in: journey, Ref(place)).compactMap { input.finding($0, in: journey) }
    }
  }
}

extension LintInput {
  /// Where leads are trapped, as far as they are looked at, else as the graph of states has it.
  fileprivate func traps(in journey: Journey, _ ref: Ref<Lifecycle>) -> [WaysOut.Trap] {
    if case .success(let traps)? = facts.traps.first(where: { $0.lifecycle == ref })?.result {
      return traps
    }
    let stuck = journey.states.filter { state in
      !journey.canEnd[Int(state.offset)] && journey.lifecycle.states[state].kind != .lostAndFound
    }
    // Where a lead can still move on to another such place, that place is told.
    return journey.groups(of: stuck).filter { !$0.hasWayOut }.map {
      WaysOut.Trap(states: $0.members, lead: nil, closed: [])
    }
  }

  fileprivate func finding(_ trap: WaysOut.Trap, in journey: Journey) -> Finding? {
    let lifecycle = journey.lifecycle
    let written = trap.states.filter { lifecycle.states[$0].kind != .pending }
    let members = written.isEmpty && trap.lead != nil ? trap.states : written
    let live = members.filter { lifecycle.states[$0].kind == .live }
    let told =
      trap.lead == nil
      ? firstWritten(of: live.isEmpty ? members : live, in: lifecycle)
      : members.first.flatMap { state in span(of: state, in: lifecycle).map { (state, $0) } }
    guard let (first, span) = told,
      // A resting lead without a way back has its own finding.
      lifecycle.states[first].kind != .nurture || members.count > 1 || !trap.closed.isEmpty
    else { return nil }
    let names = members.map { "“\(lifecycle.states[$0].id)”" }
    let lead =
      trap.lead?.who ?? "a lead"
    let rest =
      trap.closed.isEmpty
      ? "nothing leads from there to an end" : "no rule that leads on is open to it"
    let hasEnd = lifecycle.states.contains { $0.kind == .closed }
    return Finding(
      names.count == 1
        ? "\(lead) in \(names[0]) can never leave: \(rest)"
        : "\(lead) goes round between \(names.listed) for ever: \(rest)",
      at: span, labels: labels(trap, in: lifecycle),
      help: !hasEnd
        ? "Declare how the journey ends: a state with kind: closed, and what leads to it."
        : trap.lead == nil
          ? "Add a move, or a clock with to:, that leads to a closed state."
          : "Add a move, or a clock with to:, that takes such leads to a closed state.",
      scenes: scenes(trap, in: first, lifecycle))
  }

  /// The rules that lead on, and why they do not take such leads.
  private func labels(_ trap: WaysOut.Trap, in lifecycle: Lifecycle) -> [Diagnostic.Label] {
    var labels: [Diagnostic.Label] = []
    for (step, obstacle) in trap.closed where labels.count < 3 {
      let reason =
        switch obstacle {
        case .isForNobody: "nobody may do this"
        case .owner: "nobody who may have such a lead may do this"
        case .lead: trap.lead == nil ? "no lead fits this" : "such a lead does not fit this"
        case .time: "the time for this passes"
        }
      let place: SourceSpan? =
        switch step.cause {
        case .move(let move): span(RuleID.move(lifecycle.id, lifecycle.moves[move].id))
        case .rung(let rung, let clock):
          span(RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id), "\(rung + 1)")
        case .table, .lost: nil
        }
      if let place, !labels.contains(where: { $0.span == place }) {
        labels.append(.init(reason, at: place))
      }
    }
    return labels
  }

  private func scenes(
    _ trap: WaysOut.Trap, in state: Ref<State>, _ lifecycle: Lifecycle
  ) -> [Scene] {
    let tried = trap.closed.compactMap { step, obstacle -> Scene? in
      guard case .move(let move) = step.cause, case .lead = obstacle, step.from == state,
        case .event(let event) = lifecycle.moves[move].trigger
      else { return nil }
      return Scene(lifecycle, in: [state], as: trap.lead, [.event(event, .ignored)])
    }
    return tried + [Scene(lifecycle, in: [state], as: trap.lead)]
  }
}
