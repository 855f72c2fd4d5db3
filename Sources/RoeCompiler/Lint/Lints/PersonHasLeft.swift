import RoeMachine
import RoeSource

extension Lint {
  static let personHasLeft = Lint(
    Code(
      "ROE0203", "person-has-left", .warning,
      title: "This person has left",
      rationale: """
        Leads go to somebody who is not there any more, and every one of them falls through to \
        whoever stands behind. It is looked for when the day is named: `roe check --as-of 2026-11-01`.
        """,
      avoid: Example(
        """
        roster:
          people:
            ben: { name: Ben Ode, role: ae, manager: kim, last_day: 2026-09-30 }
        states:
          waiting: # ROE0203
            owner: [ben, dana]
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """),
      prefer: Example(
        """
        states:
          waiting:
            owner: [eli, dana]
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """))
  ) { input in
    guard let day = input.asOf, !input.machine.zones.isEmpty else { return [] }
    let now = input.machine.zones[input.machine.zone].start(of: day)
    let left = Set(input.roster.people.filter { $0.lastDay ?? .max <= now }.map(\.id))
    let gone = input.machine.people.refs.filter { left.contains(input.machine.people[$0].id) }
    return gone.flatMap { person in
      input.rules(thatName: person).compactMap { rule in
        let id = input.machine.people[person].id
        let name = input.roster.people.first { $0.id == id }?.name ?? id
        return input.span(rule).map {
          Finding(
            "“\(name)” has left, and this rule still counts on them", at: $0,
            labels: input.origins.spans[RuleID.person(id)].map {
              [Diagnostic.Label("left on or before \(day)", at: $0)]
            } ?? [],
            help: "Say who takes over.")
        }
      }
    }
  }
}

extension LintInput {
  /// The rules that give leads to a person, or call them.
  fileprivate func rules(thatName person: Ref<Person>) -> [String] {
    var rules: [String] = []
    for pool in machine.pools where pool.steward == person { rules.append(RuleID.pool(pool.id)) }
    for queue in machine.queues where queue.steward == person {
      rules.append(RuleID.queue(queue.id))
    }
    for lifecycle in machine.lifecycles {
      for state in lifecycle.states where state.owner.contains(.person(person)) {
        rules.append(RuleID.state(lifecycle.id, state.id))
      }
      for move in lifecycle.moves where move.outcome.names(person) {
        rules.append(RuleID.move(lifecycle.id, move.id))
      }
      for clock in lifecycle.clocks where clock.rungs.contains(where: { $0.outcome.names(person) })
      {
        rules.append(RuleID.clock(lifecycle.id, clock.id))
      }
      for table in lifecycle.tables {
        for row in table.rows where row.outcome == .owner([.person(person)]) {
          rules.append(RuleID.row(lifecycle.id, table.id, row.id))
        }
      }
    }
    return rules
  }
}

extension Outcome {
  fileprivate func names(_ person: Ref<Person>) -> Bool {
    if owner?.contains(.person(person)) == true { return true }
    return actions.contains { action in
      switch action {
      case .remind(let source), .notify(let source): source == .person(person)
      case .ask(let chain): chain.contains(.person(person))
      case .set, .add, .send, .start, .stop: false
      }
    }
  }
}
