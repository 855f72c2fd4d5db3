import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let noWayBack = Lint(
    Code(
      "ROE1008", "no-way-back",
      title: "There is no earlier state to go back to",
      rationale: """
        `to: previous` leads back to where the lead was before. A lead that has just come in was \
        nowhere before: the rules lose it, and lost and found has to find out why. Name the state \
        where new leads may be.
        """,
      avoid: Example(
        """
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: parked }]
            moves: [{ event: done, to: previous }]  # ROE1008
          parked: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: parked }]
          parked:
            owner: keep
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, to: previous }]
        """))
  ) { input in
    guard input.isExact, input.broken.isEmpty else { return [] }
    return input.journeys.flatMap { journey -> [Finding] in
      let steps = journey.stepsBackFromEntries
      // What is too complex to follow is told where it stands.
      guard !steps.isEmpty, var presence = input.presence(in: journey) else { return [] }
      var told: Set<SourceSpan> = []
      return steps.compactMap { step in
        guard let lead = try? presence.newLead(in: step.from, of: step.condition),
          let finding = input.finding(step, lead, journey), told.insert(finding.span).inserted
        else { return nil }
        return finding
      }
    }
  }
}

/// A rule that leads back from where leads may be new.
private struct StepBack {
  let from: Ref<State>
  let cause: Assignment.Cause
  let condition: Guard
}

extension Journey {
  fileprivate var stepsBackFromEntries: [StepBack] {
    Set(lifecycle.entries.map(\.state)).sorted().flatMap { state -> [StepBack] in
      let moves = moves(in: state).filter { lifecycle.moves[$0].outcome.to == .previous }.map {
        StepBack(
          from: state, cause: .move($0), condition: lifecycle.moves[$0].condition(in: lifecycle))
      }
      let rungs = lifecycle.states[state].clocks.flatMap { ref -> [StepBack] in
        let clock = lifecycle.clocks[ref]
        guard let number = clock.rungs.firstIndex(where: { $0.outcome.to != nil }),
          clock.rungs[number].outcome.to == .previous
        else { return [] }
        return [
          StepBack(
            from: state, cause: .rung(number, of: ref),
            condition: clock.armingCondition(in: lifecycle))
        ]
      }
      return moves + rungs
    }
  }
}

extension Presence {
  /// A lead that is captured in a state and may satisfy a condition there.
  fileprivate mutating func newLead(
    in state: Ref<State>, of condition: Guard
  ) throws(BudgetExceeded) -> SampleLead? {
    var here = Diagram.none
    for (place, leads) in try captures() where place == state {
      here = try space.diagrams.or(here, leads)
    }
    let leads = try space.diagrams.and(edited(here), space.leads(condition))
    return space.sample(of: try space.diagrams.and(leads, space.possible))
  }
}

extension LintInput {
  fileprivate func finding(
    _ step: StepBack, _ lead: SampleLead, _ journey: Journey
  ) -> Finding? {
    let lifecycle = journey.lifecycle
    let place: SourceSpan?
    switch step.cause {
    case .move(let move):
      if !possibleOwners(in: journey).actors(of: move, in: step.from).exist { return nil }
      place = span(RuleID.move(lifecycle.id, lifecycle.moves[move].id))
    case .rung(let rung, let clock):
      place = span(RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id), "\(rung + 1)")
    case .state: place = nil
    }
    guard let place else { return nil }
    let name = lifecycle.states[step.from].id
    let acts = [step.cause.act].compactMap { $0 } + [.lost]
    return Finding(
      "a new lead in “\(name)” is lost here: there is no earlier state to go back to", at: place,
      help: "Name the state to which it leads, in place of “previous”.",
      scenes: [
        Scene(lifecycle, in: [step.from], as: lead, acts),
        Scene(lifecycle, in: [step.from], where: step.condition, acts),
        Scene(lifecycle, in: [step.from], where: step.condition, [.lost]),
      ])
  }
}
