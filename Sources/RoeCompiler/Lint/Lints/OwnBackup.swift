import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let ownBackup = Lint(
    Code(
      "ROE0305", "own-backup", or: .note,
      title: "The backup is the same person",
      rationale: """
        When the owner does not act, somebody else takes over: that is what a backup, a manager or \
        the next step of a ladder is for. For some leads the rules arrive at the same person again, \
        and then nothing has changed. It is worked out with the people of the roster, for every \
        lead that there can be, as if all of them were there.
        """,
      avoid: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, CH] }
        routing:
          inbound:
            match: first
            rows: [{ id: swiss, when: country is CH, owner: kim }]
            otherwise: lena
        slas:
          first_answer:
            due: 1 hour
            ladder:
              - { at: 1 hour, owner: kim }  # ROE0305
              - { at: 2 hours, owner: sam }
        states:
          new:
            owner: { routing: inbound }
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, CH] }
        routing:
          inbound:
            match: first
            rows: [{ id: swiss, when: country is CH, owner: dana }]
            otherwise: lena
        slas:
          first_answer:
            due: 1 hour
            ladder:
              - { at: 1 hour, owner: kim }
              - { at: 2 hours, owner: sam }
        states:
          new:
            owner: { routing: inbound }
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    let team = input.team.staying
    return input.journeys.indices.flatMap { place -> [Finding] in
      let journey = input.journeys[place]
      let echoes =
        input.isExact && input.broken.isEmpty
        ? Echoes(journey: journey, lifecycle: Ref(place), input: input, team: team).findings : []
      return input.keepersBehindThemselves(in: journey.lifecycle, team) + echoes
    }
  }
}

extension LintInput {
  /// Lost and found whose keeper is their own backup.
  fileprivate func keepersBehindThemselves(in lifecycle: Lifecycle, _ team: Team) -> [Finding] {
    guard let ref = lifecycle.lostAndFound, let span = span(of: ref, in: lifecycle) else {
      return []
    }
    let people = lifecycle.states[ref].owner.compactMap { source -> String? in
      if case .person(let person) = source { team.id(of: person) } else { nil }
    }
    guard people.count == 2, people[0] == people[1] else { return [] }
    let name = team.name(of: people[0])
    return [
      Finding(
        "\(name) keeps lost and found, and is their own backup: while they are away, nobody looks there",
        at: span, help: "Name somebody else as backup:, or leave it out.",
        scenes: [Scene(lifecycle, in: [ref]).without([people[0]])])
    ]
  }
}

/// The steps of the ladders of a lifecycle that give leads to those who have them.
private struct Echoes {
  let journey: Journey
  let lifecycle: Ref<Lifecycle>
  let input: LintInput
  let team: Team

  private var model: Lifecycle { journey.lifecycle }

  private struct Step: Hashable {
    let clock: Ref<Clock>
    let rung: Int
    let isFirst: Bool
  }

  var findings: [Finding] {
    var steps: [Step: [(echo: LadderOwners.Echo, state: Ref<State>)]] = [:]
    let presence = input.facts.namings[model.id]?.presence
    for state in journey.states where model.states[state].kind == .live {
      let handings = journey.handings(into: state)
      for clock in model.states[state].clocks where journey.isAlone(clock, in: state) {
        for handing in handings {
          // What is too complex to follow is told where it stands.
          let echoes = try? LadderOwners.echoes(
            of: model.clocks[clock], after: handing, into: state, of: journey, team, presence)
          for echo in echoes ?? [] {
            let step = Step(clock: clock, rung: echo.rung, isFirst: echo.isFirst)
            steps[step, default: []].append((echo, state))
          }
        }
      }
    }
    return steps.sorted {
      ($0.key.clock, $0.key.rung, $0.key.isFirst ? 0 : 1)
        < ($1.key.clock, $1.key.rung, $1.key.isFirst ? 0 : 1)
    }.compactMap { finding($0.key, $0.value) }
  }

  private func finding(
    _ step: Step, _ echoes: [(echo: LadderOwners.Echo, state: Ref<State>)]
  ) -> Finding? {
    let clock = model.clocks[step.clock]
    guard let (echo, state) = echoes.first,
      let span = input.span(RuleID.clock(model.id, clock.id), "\(step.rung + 1)")
    else { return nil }
    let name = team.name(of: echo.person)
    let place = model.states[state].id
    let people = Set(echoes.map(\.echo.person))
    let others = people.subtracting([echo.person]).map(team.name).sortedByBytes()
    var notes: [String] = []
    if let lead = echo.lead, !lead.traits.isEmpty {
      notes.append("For example \(lead.who).")
    }
    if !others.isEmpty { notes.append("The same holds for leads of \(others.shortened).") }
    func isElse(_ person: String?) -> Bool { person.map { !people.contains($0) } ?? false }
    let other =
      people.allSatisfy { isElse(team.manager(of: $0)) }
      ? "manager_of"
      : people.allSatisfy { isElse(team.backup(of: $0)) } ? "backup_of" : nil
    let example = other.map { ": owner: [{ \($0): owner }, …]" } ?? ""
    return Finding(
      "after \(clock.rungs[step.rung].after.words) a lead of \(name) in “\(place)” is given to \(name) again: nobody else takes over",
      at: span, severity: step.isFirst ? nil : .note, notes: notes,
      help: step.isFirst
        ? "Name somebody else before\(example), or let such leads begin with somebody else."
        : "Name somebody else here: for such leads the step changes nothing.",
      witness: echo.lead.map { lead in
        Witness(
          lead, in: lifecycle,
          claims: [.holds(clock.when)] + echo.tables.map { .names(echo.person, by: $0) })
      },
      scenes: [
        Scene(
          model, in: [state], as: echo.lead, where: clock.when,
          [
            .owned(by: [echo.person]), .ring(step.clock, step.rung), .owned(by: [echo.person]),
          ])
      ])
  }
}
