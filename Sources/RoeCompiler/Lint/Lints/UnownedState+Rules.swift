import RoeMachine
import RoeSource

/// The moves, steps of clocks and tables that leave a lead without an owner where somebody works
/// on it.
struct OwnerlessRules {
  let journey: Journey
  let input: LintInput

  private var lifecycle: Lifecycle { journey.lifecycle }

  var findings: [Finding] {
    var findings: [Finding?] = []
    for ref in lifecycle.moves.refs {
      let move = lifecycle.moves[ref]
      let states = move.from.filter { journey.isReachable[Int($0.offset)] }
      let rule = RuleID.move(lifecycle.id, move.id)
      findings.append(
        finding(
          move.outcome, from: states, rule: rule, part: "owner",
          scene: Scene(moves: [ref], in: journey)))
    }
    for ref in lifecycle.clocks.refs {
      let clock = lifecycle.clocks[ref]
      let states = journey.states(running: ref)
      let rule = RuleID.clock(lifecycle.id, clock.id)
      for (number, rung) in clock.rungs.enumerated() {
        // Where the rules have failed the lead by then, that is what is told.
        if number + 1 == clock.rungs.count, input.isForFailed(clock, in: lifecycle) { continue }
        findings.append(
          finding(
            rung.outcome, from: states, rule: rule, part: "\(number + 1)",
            scene: Scene(ring: number, of: ref, in: journey)))
      }
    }
    findings += lifecycle.tables.refs.flatMap { self.findings(of: $0) }
    return findings.compactMap { $0 }
  }

  private func finding(
    _ outcome: Outcome, from states: [Ref<State>], rule: String, part: String, scene: Scene
  ) -> Finding? {
    guard let owner = outcome.owner, !input.broken.contains(rule),
      let span = input.span(rule, part)
    else { return nil }
    let places =
      switch outcome.to {
      case .state(let target): states.isEmpty ? [] : [target]
      case .previous, nil: states
      }
    guard
      let place = places.first(where: { lifecycle.states[$0].kind == .live })
        ?? places.first(where: { lifecycle.states[$0].kind != .closed })
    else { return nil }
    let name = lifecycle.states[place].id
    if owner.contains(.nobody), input.texts.rules[rule]?.because == nil {
      return Finding(
        "from here on nobody owns a lead in “\(name)”", at: span,
        help: "Name one person; or say because: and why nobody owns it.", scenes: [scene])
    }
    return nil
  }

  private func findings(of ref: Ref<RoutingTable>) -> [Finding] {
    let table = lifecycle.tables[ref]
    let rule = RuleID.table(lifecycle.id, table.id)
    guard input.texts.rules[rule]?.because == nil, !input.broken.contains(rule) else { return [] }
    func finding(
      _ route: RoutingTable.Route, _ row: Int?, at span: SourceSpan?
    ) -> Finding? {
      guard case .owner(let chain) = route, chain.contains(.nobody), let span else { return nil }
      let condition = row.map { table.rows[$0].when } ?? .always
      return Finding(
        "“\(table.id)” answers that nobody owns the lead", at: span,
        help: "Name one person; or say because: and why nobody owns it.",
        scenes: input.scenes(asking: ref, row, where: condition, in: journey))
    }
    var findings: [Finding?] = []
    for (number, (row, span)) in zip(table.rows, input.origins.rows[rule] ?? []).enumerated() {
      if let finding = finding(row.outcome, number, at: span),
        input.texts.rules["\(rule)/\(row.id)"]?.because == nil
      {
        findings.append(finding)
      }
    }
    // Those whom no row fits have fallen through, which is told as such.
    if table.rows.isEmpty {
      findings.append(finding(table.otherwise, nil, at: input.span(rule, "otherwise")))
    }
    return findings.compactMap { $0 }
  }
}
