import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let neverGetsALead = Lint(
    Code(
      "ROE0806", "never-gets-a-lead", .warning,
      title: "This rep can never get a lead",
      rationale: """
        Somebody stands in a group or in a row and is passed over for every lead: the group asks \
        for a column of the roster that no lead can match, or the table is only ever asked about \
        leads that the row is not for. They wait, and everybody thinks that they are served.
        """,
      avoid: Example(
        """
        fields:
          language: { type: enum, values: [german, english] }
        roster:
          people:
            ana: { name: Ana Ruiz, role: sdr, attributes: { language: german } }
            tom: { name: Tom Ott, role: sdr, attributes: { language: englisch } }
        pools:
          callers: { members: [ana, tom], match: { language: language }, steward: kim }  # ROE0806
        states:
          new: { owner: [callers, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          language: { type: enum, values: [german, english] }
        roster:
          people:
            ana: { name: Ana Ruiz, role: sdr, attributes: { language: german } }
            tom: { name: Tom Ott, role: sdr, attributes: { language: english } }
        pools:
          callers: { members: [ana, tom], match: { language: language }, steward: kim }
        states:
          new: { owner: [callers, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    let askers = input.machine.lifecycles.map(\.askersOfTables)
    return input.machine.pools.compactMap { input.findingOfPool($0) }
      + input.tables.compactMap { facts in
        askers[Int(facts.lifecycle.offset)][facts.table].flatMap {
          input.findingOfTable(facts, askedBy: $0.sorted())
        }
      }
  }
}

extension LintInput {
  /// The members of a pool whom no lead matches.
  fileprivate func findingOfPool(_ pool: Pool) -> Finding? {
    guard !pool.match.isEmpty, let span = span(RuleID.pool(pool.id)),
      let members = roster.pools.first(where: { $0.id == pool.id })?.members
    else { return nil }
    let people = Dictionary(roster.people.map { ($0.id, $0) }) { first, _ in first }
    var idle: [(name: String, reason: String)] = []
    for member in members.compactMap({ people[$0.person] }) {
      let reason = pool.match.lazy.compactMap { match -> String? in
        let value = member.attributes[match.column] ?? ""
        guard let values = values(of: match.field), !values.contains(value) else { return nil }
        return value.isEmpty
          ? "the roster says nothing about their “\(match.column)”"
          : "their “\(match.column)” is “\(value)”, which is no “\(match.field)” that a lead can have"
      }.first
      if let reason { idle.append((member.name, reason)) }
    }
    guard let first = idle.first else { return nil }
    return Finding(
      "“\(first.name)” is never picked from “\(pool.id)”: \(first.reason)", at: span,
      notes: idle.count > 1
        ? ["So it is with \(idle.dropFirst().map { "“\($0.name)”" }.shortened)."] : [],
      help: "Correct the roster or the field, or take them out of the pool.")
  }

  /// What a field with this id can be in the lifecycles that have it; nil when it can be anything.
  private func values(of field: String) -> Set<String>? {
    var values: Set<String>?
    for model in machine.lifecycles.lazy.flatMap(\.fields) where model.id == field {
      guard case .choice(let declared) = model.type else { return nil }
      values = (values ?? []).union(declared)
    }
    return values
  }

  /// The rows of a table that fit no lead about which the table is ever asked.
  fileprivate func findingOfTable(
    _ facts: TableFacts, askedBy refs: [Ref<RoutingTable>]
  ) -> Finding? {
    guard case .success(let known) = facts.result else { return nil }
    let lifecycle = machine.lifecycles[facts.lifecycle]
    let table = lifecycle.tables[facts.table]
    let askers = refs.map { lifecycle.tables[$0] }
    guard !refs.contains(facts.table), !lifecycle.asksDirectly(facts.table),
      askers.reduce(table.rows.count, { $0 + $1.rows.count }) <= 2_000,
      let idle = try? idleRows(facts.table, known, askers, lifecycle), let first = idle.first,
      let span = span(ofRow: first, of: facts)
    else { return nil }
    let others = idle.dropFirst().map { "“\(table.rows[$0].id)”" }
    return Finding(
      "the row “\(table.rows[first].id)” never gets a lead: “\(table.id)” is never asked about such leads",
      at: span,
      labels: askers.prefix(2).compactMap { asker in
        self.span(RuleID.table(lifecycle.id, asker.id)).map {
          .init("only this table asks it, for the leads of some rows", at: $0)
        }
      },
      notes: others.isEmpty ? [] : ["So it is with \(others.shortened)."],
      help: "Let the table be asked for these leads, too; or delete the row.")
  }

  private func idleRows(
    _ ref: Ref<RoutingTable>, _ known: TableFacts.Facts, _ askers: [RoutingTable],
    _ lifecycle: Lifecycle
  ) throws(BudgetExceeded) -> [Int] {
    let table = lifecycle.tables[ref]
    var space = try LeadSpace(
      lifecycle, zone: machine.zones[machine.zone],
      guards: (askers + [table]).flatMap { $0.rows.map(\.when) }, usual: machine.usualInstant,
      budget: TableFacts.nodeBudget)
    var asked = Diagram.none
    for asker in askers {
      var open = space.possible
      for row in asker.rows {
        let leads = try space.leads(row.when)
        if row.outcome.asks(ref) {
          asked = try space.diagrams.or(asked, space.diagrams.and(open, leads))
        }
        open = try space.diagrams.difference(open, leads)
      }
      if asker.otherwise.asks(ref) { asked = try space.diagrams.or(asked, open) }
    }
    // A table that is never asked at all is told as such.
    if asked == .none { return [] }
    var idle: [Int] = []
    for (index, row) in table.rows.enumerated() {
      let leads = try space.leads(row.when)
      if case .decides = known.rows[index], try !space.diagrams.intersects(leads, asked) {
        idle.append(index)
      }
      asked = try space.diagrams.difference(asked, leads)
    }
    return idle
  }
}

extension RoutingTable.Route {
  fileprivate func asks(_ table: Ref<RoutingTable>) -> Bool {
    if case .owner(let chain) = self { chain.contains(.table(table)) } else { false }
  }
}

extension Lifecycle {
  /// For each table that tables ask, which these are.
  fileprivate var askersOfTables: [Ref<RoutingTable>: Set<Ref<RoutingTable>>] {
    var askers: [Ref<RoutingTable>: Set<Ref<RoutingTable>>] = [:]
    for (asker, table) in zip(tables.refs, tables) {
      for route in table.rows.lazy.map(\.outcome) + [table.otherwise] {
        guard case .owner(let chain) = route else { continue }
        for case .table(let asked) in chain { askers[asked, default: []].insert(asker) }
      }
    }
    return askers
  }

  /// Whether a state or a rule asks a table itself, for whatever lead it has.
  fileprivate func asksDirectly(_ table: Ref<RoutingTable>) -> Bool {
    states.contains { $0.owner.contains(.table(table)) }
      || moves.contains { $0.outcome.mentions(.table(table)) }
      || clocks.contains { $0.rungs.contains { $0.outcome.mentions(.table(table)) } }
  }
}
