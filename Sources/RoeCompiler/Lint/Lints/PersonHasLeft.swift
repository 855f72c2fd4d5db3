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
      let id = input.machine.people[person].id
      let name = input.name(of: person)
      let rules = input.rules(thatName: person).compactMap { rule in
        input.span(rule).map {
          Finding(
            "“\(name)” has left, and this rule still counts on them", at: $0,
            labels: input.origins.spans[RuleID.person(id)].map {
              [Diagnostic.Label("left on or before \(day)", at: $0)]
            } ?? [],
            help: "Say who takes over.")
        }
      }
      return rules + input.rows(thatName: person, called: name)
    }
  }
}

extension LintInput {
  /// The rows that give leads to a person, each table's as one finding at the first of them.
  fileprivate func rows(thatName person: Ref<Person>, called name: String) -> [Finding] {
    machine.lifecycles.flatMap { lifecycle in
      lifecycle.tables.compactMap { table -> Finding? in
        let places = origins.rows[RuleID.table(lifecycle.id, table.id)] ?? []
        let rows = zip(table.rows, places).filter { $0.0.outcome.names(person) }
        guard let first = rows.map(\.1).min() else { return nil }
        return Finding(
          rows.count == 1
            ? "“\(name)” has left, and a row of “\(table.id)” still gives them leads"
            : "“\(name)” has left, and \(rows.count) rows of “\(table.id)” still give them leads",
          at: first, help: "Say who takes over.")
      }
    }
  }

  /// The rules, but for the rows of tables, that give leads to a person, or call them.
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
      for move in lifecycle.moves where move.outcome.mentions(.person(person)) {
        rules.append(RuleID.move(lifecycle.id, move.id))
      }
      for clock in lifecycle.clocks
      where clock.rungs.contains(where: { $0.outcome.mentions(.person(person)) }) {
        rules.append(RuleID.clock(lifecycle.id, clock.id))
      }
      for table in lifecycle.tables where table.otherwise.names(person) {
        rules.append(RuleID.table(lifecycle.id, table.id))
      }
    }
    return rules
  }
}

extension RoutingTable.Route {
  fileprivate func names(_ person: Ref<Person>) -> Bool {
    if case .owner(let chain) = self { chain.contains(.person(person)) } else { false }
  }
}
