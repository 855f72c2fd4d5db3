import RoeMachine
import RoeSource

extension Lint {
  static let nothingFoundThroughOwner = Lint(
    Code(
      "ROE0906", "manager-of-nobody", .warning, or: .error,
      title: "The owner has no manager, or no backup",
      rationale: """
        The rules give the lead to the owner's manager or backup, and the roster names none for \
        somebody who can own it; then nobody is found, and the lead goes to lost and found. Where it \
        names none for anybody, the column of the spreadsheet often has another name: columns are \
        found by their names. So it is, too, where whoever leaves shall keep their leads.
        """,
      avoid: Example(
        """
        roe: 1
        name: Small team
        roster: { people: people.csv }
        states:
          new:
            owner: dana
            entry: true
            clocks: [{ after: 1 day, owner: { manager_of: owner } }, { after: 30 days, to: lost }]
          lost: { kind: closed }
        lost_and_found: { keeper: kim, within: 1 day, to: [new] }
        """,
        files: ["people.csv": "id,role,boss\ndana,ae,kim\nkim,director,\n"], alone: true),
      prefer: Example(
        """
        roe: 1
        name: Small team
        roster: { people: people.csv }
        states:
          new:
            owner: dana
            entry: true
            clocks: [{ after: 1 day, owner: { manager_of: owner } }, { after: 30 days, to: lost }]
          lost: { kind: closed }
        lost_and_found: { keeper: kim, within: 1 day, to: [new] }
        """,
        files: ["people.csv": "id,role,manager\ndana,ae,kim\nkim,director,\n"], alone: true))
  ) { input in
    if input.team.everybody.isEmpty { return [] }
    var findings: [Finding] = []
    if !input.team.hasManagers, let span = input.first(that: .managerOfOwner) {
      findings.append(finding("manager", at: span, input.scenes(lookingFor: .managerOfOwner)))
    }
    if !input.team.hasBackups, let span = input.first(that: .backupOfOwner) {
      findings.append(finding("backup", at: span, input.scenes(lookingFor: .backupOfOwner)))
    }
    return findings + OwnerGaps(input: input).findings(.step) + input.keptByLeavers
  }

  private static func finding(
    _ word: String, at span: SourceSpan, _ scenes: [Scene]
  ) -> Finding {
    Finding(
      "this rule calls the owner's \(word), and nobody in the roster has one", at: span,
      help: "Say who it is: \(word): in the rules, or a column “\(word)” in the spreadsheet.",
      scenes: scenes)
  }
}

extension LintInput {
  /// The place of the first rule in which an owner is looked for in this way.
  fileprivate func first(that source: OwnerSource) -> SourceSpan? {
    var rules: [String] = []
    for lifecycle in machine.lifecycles {
      for state in lifecycle.states where state.owner.contains(source) {
        rules.append(RuleID.state(lifecycle.id, state.id))
      }
      for move in lifecycle.moves where move.outcome.mentions(source) {
        rules.append(RuleID.move(lifecycle.id, move.id))
      }
      for clock in lifecycle.clocks
      where clock.rungs.contains(where: { $0.outcome.mentions(source) }) {
        rules.append(RuleID.clock(lifecycle.id, clock.id))
      }
    }
    return rules.compactMap { span($0) }.min()
  }
}
