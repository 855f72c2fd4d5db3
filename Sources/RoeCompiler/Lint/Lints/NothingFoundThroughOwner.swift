import RoeMachine
import RoeSource

extension Lint {
  static let nothingFoundThroughOwner = Lint(
    Code(
      "ROE0906", "manager-of-nobody", .warning,
      title: "The owner has no manager, or no backup",
      rationale: """
        The rules give the lead to the owner's manager or backup, and the roster names none for \
        somebody who can own it; then nobody is found, and the lead goes to lost and found. Where it \
        names none for anybody, the column of the spreadsheet often has another name: columns are \
        found by their names.
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
    let people = input.roster.people
    if people.isEmpty { return [] }
    var findings: [Finding] = []
    if people.allSatisfy({ $0.manager == nil }), let span = input.first(that: .managerOfOwner) {
      findings.append(finding("manager", at: span, input.scenes(lookingFor: .managerOfOwner)))
    }
    if people.allSatisfy({ $0.backup == nil }), let span = input.first(that: .backupOfOwner) {
      findings.append(finding("backup", at: span, input.scenes(lookingFor: .backupOfOwner)))
    }
    return findings + ladderGaps(input)
  }

  /// Steps of clocks that find nobody for the leads of some of those who can own them.
  private static func ladderGaps(_ input: LintInput) -> [Finding] {
    if !input.isExact || !input.broken.isEmpty { return [] }
    let team = Team(input.machine, input.roster)
    return input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      var told: Set<String> = []
      return journey.states.filter { lifecycle.states[$0].kind == .live }.flatMap { state in
        lifecycle.states[state].clocks.filter { journey.isAlone($0, in: state) }.flatMap { ref in
          journey.chains(into: state).flatMap { chain, _ -> [Finding] in
            let clock = lifecycle.clocks[ref]
            // What is too complex to follow is told where it stands.
            let gaps = try? LadderOwners.gaps(
              of: clock, after: chain, in: lifecycle, team,
              zone: input.machine.zones[input.machine.zone], usual: input.machine.usualInstant)
            return (gaps ?? []).compactMap { gap in
              let rule = RuleID.clock(lifecycle.id, clock.id)
              guard let lacking = clock.rungs[gap.rung].lacking(gap.person, in: input.roster),
                let span = input.span(rule, "\(gap.rung + 1)") ?? input.span(rule),
                told.insert("\(rule) \(gap.rung)").inserted
              else { return nil }
              let name = team.name(of: gap.person)
              return Finding(
                "after \(clock.rungs[gap.rung].after.words) nobody is found for a lead of \(name) in “\(lifecycle.states[state].id)”, who has no \(lacking): it goes to lost and found",
                at: span,
                help:
                  "Name somebody behind: owner: [{ \(lacking)_of: owner }, …]; or give \(name) a \(lacking).",
                scenes: [
                  Scene(
                    lifecycle, in: [state], as: gap.lead, where: clock.when,
                    [.ring(ref, gap.rung)])
                ])
            }
          }
        }
      }
    }
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

extension Clock.Rung {
  /// What somebody lacks for whom the step finds nobody, where the roster has it for others.
  fileprivate func lacking(_ person: String, in roster: Roster) -> String? {
    guard let member = roster.people.first(where: { $0.id == person }),
      let chain = outcome.owner
    else { return nil }
    if chain.contains(.backupOfOwner), member.backup == nil {
      return roster.people.contains { $0.backup != nil } ? "backup" : nil
    }
    if chain.contains(.managerOfOwner), member.manager == nil {
      return roster.people.contains { $0.manager != nil } ? "manager" : nil
    }
    return nil
  }
}
