import RoeMachine
import RoeSource

extension Lint {
  static let unownedState = Lint(
    Code(
      "ROE0301", "unowned-state",
      title: "No one owns this lead",
      rationale: """
        Everyone sees the lead, and everyone assumes that somebody else has it. In every state one \
        person is responsible from the first moment, by name or by a rule that always arrives at \
        one. `owner: keep` says that whoever has the lead keeps it; `owner: nobody` is possible \
        too, when `because:` gives the reason.
        """,
      avoid: Example(
        """
        states:
          captured:
            owner: lena
            entry: true
            clocks: [{ after: 1 day, to: waiting }]
          waiting:  # ROE0301
            clocks: [{ after: 1 day, to: won }]
        """),
      prefer: Example(
        """
        states:
          captured:
            owner: lena
            entry: true
            clocks: [{ after: 1 day, to: waiting }]
          waiting:
            owner: dana
            clocks: [{ after: 1 day, to: won }]
        """)),
    hiddenBy: .ways
  ) { input in
    var findings: [Finding] = []
    for journey in input.journeys {
      for state in journey.states {
        if let finding = finding(state, journey, input) { findings.append(finding) }
      }
      findings += OwnerlessRules(journey: journey, input: input).findings
    }
    // What follows from nobody's owning a lead is not told besides.
    let told = Set(findings.map(\.span))
    let isOwned =
      findings.isEmpty
      && input.journeys.indices.allSatisfy {
        input.unroutedToNobody(in: input.journeys[$0], Ref($0)).isEmpty
      }
    return findings
      + OwnerGaps(input: input).findings(.other, ofUnowned: isOwned).filter {
        !told.contains($0.span)
      }
  }

  private static func finding(
    _ ref: Ref<State>, _ journey: Journey, _ input: LintInput
  ) -> Finding? {
    let lifecycle = journey.lifecycle
    let state = lifecycle.states[ref]
    let rule = RuleID.state(lifecycle.id, state.id)
    guard state.kind == .live || state.kind == .nurture, !input.origins.undecided.contains(rule),
      let span = input.span(rule)
    else { return nil }
    let isEntry = lifecycle.entries.contains { $0.state == ref }
    if state.owner.isEmpty {
      // An owner that was said, but not understood, has been reported.
      if input.origins.spans["\(rule)#owner"] != nil { return nil }
      let ways = journey.steps(into: ref).filter { $0.from != ref && !journey.names(ownerOn: $0) }
      guard isEntry || !ways.isEmpty || journey.steps(into: ref).isEmpty else { return nil }
      return Finding(
        "nobody is named as the owner of a lead in “\(state.id)”", at: span,
        help: isEntry
          ? "Say owner: and one person, or a table that finds one."
          : "Say owner: and one person; or owner: keep, if whoever has the lead keeps it.",
        scenes: isEntry ? [Scene(lifecycle, in: [ref])] : journey.scenes(of: ways, into: ref))
    }
    let place = input.span(rule, "owner") ?? span
    if isEntry, state.owner.allSatisfy(\.needsOwnerBefore) {
      return Finding(
        "nobody owns a new lead in “\(state.id)”: there is no earlier owner to start from",
        at: place, help: "Add one person at the end: owner: [keep, dana].",
        scenes: [Scene(lifecycle, in: [ref], [.lost])])
    }
    return nil
  }
}

extension Journey {
  /// How a lead goes one of some ways into a state.
  fileprivate func scenes(of ways: [Step], into state: Ref<State>) -> [Scene] {
    ways.compactMap { way in
      switch way.cause {
      case .move, .rung: Scene(step: way, in: self, where: .always).then([.isIn(state)])
      case .table, .lost: nil
      }
    } + [Scene(lifecycle, in: [state])]
  }

  /// Whether the rule that makes the step says who owns the lead afterwards.
  fileprivate func names(ownerOn step: Step) -> Bool {
    switch step.cause {
    case .move(let move): lifecycle.moves[move].outcome.owner != nil
    case .rung(let rung, let clock): lifecycle.clocks[clock].rungs[rung].outcome.owner != nil
    case .table, .lost: false
    }
  }
}

extension OwnerSource {
  /// Whether it can only answer for a lead that has, or had, an owner.
  fileprivate var needsOwnerBefore: Bool {
    switch self {
    case .keep, .previous, .asked, .managerOfOwner, .backupOfOwner, .coverOfOwner, .nextInPool:
      true
    case .person, .role, .field, .pool, .queue, .table, .actor, .nobody: false
    }
  }
}
