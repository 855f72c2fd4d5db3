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
    let groups =
      input.isExact && input.broken.isEmpty
      ? input.journeys.indices.map { AskedLeads(Ref($0), input) } : []
    return input.machine.pools.refs.compactMap { input.finding(of: $0, groups) }
      + groups.flatMap { group in group.idleRows.compactMap { input.finding(of: $0) } }
  }
}

extension LintInput {
  /// The members of a pool whom no lead matches.
  fileprivate func finding(of ref: Ref<Pool>, _ groups: [AskedLeads]) -> Finding? {
    let pool = machine.pools[ref]
    guard !pool.match.isEmpty, let span = span(RuleID.pool(pool.id)) else { return nil }
    let served = AskedLeads.served(by: ref, groups)
    var idle: [(name: String, reason: String)] = []
    for member in team.members(of: ref).compactMap(team.member) {
      let reason = pool.match.lazy.compactMap { match -> String? in
        let value = member.attributes[match.column] ?? ""
        guard let values = values(of: match.field), !values.contains(value) else { return nil }
        return value.isEmpty
          ? "the roster says nothing about their “\(match.column)”"
          : "their “\(match.column)” is “\(value)”, which is no “\(match.field)” that a lead can have"
      }.first
      if let reason {
        idle.append((member.name, reason))
      } else if let served, !served.contains(member.id) {
        let wanted = pool.match.map { match in
          "\(match.field) \(member.attributes[match.column] ?? "")"
        }
        idle.append((member.name, "no lead about which the group is asked has \(wanted.listed)"))
      }
    }
    guard let first = idle.first else { return nil }
    return Finding(
      "“\(first.name)” is never picked from “\(pool.id)”: \(first.reason)", at: span,
      notes: idle.count > 1
        ? ["So it is with \(idle.dropFirst().map { "“\($0.name)”" }.shortened)."] : [],
      help: "Correct the roster or the field, or take them out of the pool.",
      scenes: scenes(lookingFor: .pool(ref)))
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
  fileprivate func finding(of idle: AskedLeads.IdleRows) -> Finding? {
    let lifecycle = machine.lifecycles[idle.facts.lifecycle]
    let table = lifecycle.tables[idle.facts.table]
    guard let first = idle.rows.first, let span = span(ofRow: first, of: idle.facts) else {
      return nil
    }
    let others = idle.rows.dropFirst().map { "“\(table.rows[$0].id)”" }
    let askers = idle.askers.compactMap { rule, part in self.span(rule, part) }
    return Finding(
      "the row “\(table.rows[first].id)” never gets a lead: “\(table.id)” is never asked about such leads",
      at: span,
      labels: Set(askers).sorted().prefix(2).map {
        .init("it is asked here, about other leads", at: $0)
      },
      notes: others.isEmpty ? [] : ["So it is with \(others.shortened)."],
      help: "Let the table be asked for these leads, too; or delete the row.",
      scenes: scenes(passing: first, of: idle.facts))
  }
}

/// Which rows of tables, and which members of groups, the leads of a lifecycle come to.
private struct AskedLeads {
  struct IdleRows {
    let facts: TableFacts
    let rows: [Int]
    /// The rules that ask the table, and the parts of them that do.
    let askers: [(rule: String, part: String?)]
  }

  /// Nothing where all leads come to a table, or that is too much to say.
  private(set) var idleRows: [IdleRows] = []
  /// For each group that leads come to and that is matched with them, the ids of those who are
  /// picked for some; nil when it is too much to say.
  private var served: [Ref<Pool>: Set<String>]? = [:]

  /// The members of a group who are picked for some lead; nil when that is not known, or nobody asks
  /// the group.
  static func served(by pool: Ref<Pool>, _ groups: [AskedLeads]) -> Set<String>? {
    var all: Set<String>?
    for group in groups {
      guard let served = group.served else { return nil }
      if let some = served[pool] { all = (all ?? []).union(some) }
    }
    return all
  }

  init(_ ref: Ref<Lifecycle>, _ input: LintInput) {
    do throws(BudgetExceeded) {
      try look(input.journey(of: ref), ref, input)
    } catch {
      // What is too complex is told where it stands.
      (idleRows, served) = ([], nil)
    }
  }

  private mutating func look(
    _ journey: Journey, _ ref: Ref<Lifecycle>, _ input: LintInput
  ) throws(BudgetExceeded) {
    guard var namings = input.facts.namings[journey.lifecycle.id] else {
      served = nil
      return
    }
    let lifecycle = journey.lifecycle
    let places = journey.assignments
    var isOpen: [Ref<State>: Bool] = [:]
    if lifecycle.fields.refs.contains(where: lifecycle.isLasting), !lifecycle.tables.isEmpty {
      for state in journey.states { isOpen[state] = try namings.presence.isOpen(state) }
    }
    // About some tables all leads come to be asked.
    var open: Set<Ref<RoutingTable>> = []
    for place in places {
      let isAlways = isOpen[place.state] ?? true && place.when(in: lifecycle) == .always
      guard isAlways, case .table(let table)? = place.chain.first else { continue }
      open.insert(table)
    }
    let tables = Set(places.flatMap { journey.tables(askedBy: $0.chain) }).sorted()
    let members = input.team.matches(in: lifecycle)
    if members.isEmpty, tables.allSatisfy(open.contains) { return }
    var pools: [Ref<Pool>: Diagram] = [:]
    var anywhere = Diagram.none
    for place in places {
      for naming in try namings.names(at: place) {
        switch naming.source {
        case .pool(let pool):
          pools[pool] = try namings.presence.space.diagrams.or(pools[pool] ?? .none, naming.leads)
        case .nextInPool:
          anywhere = try namings.presence.space.diagrams.or(anywhere, naming.leads)
        default: continue
        }
      }
    }
    for table in tables where !open.contains(table) {
      guard
        let facts = input.facts.tables.first(where: { $0.lifecycle == ref && $0.table == table }),
        case .success(let known) = facts.result,
        // A table that is never asked at all is told as such.
        let asked = namings.asked[table], asked != .none
      else { continue }
      var idle: [Int] = []
      for (row, leads) in try namings.leads(ofRows: table) {
        guard let row, case .decides = known.rows[row],
          try !namings.presence.space.diagrams.intersects(leads, asked)
        else { continue }
        idle.append(row)
      }
      if idle.isEmpty { continue }
      idleRows.append(
        IdleRows(facts: facts, rows: idle, askers: Self.askers(of: table, places, journey)))
    }
    for pool in pools.keys { served?[pool] = [] }
    for match in members {
      guard let asked = pools[match.pool] else { continue }
      let leads = try namings.presence.space.leads(match.fits)
      let all = try namings.presence.space.diagrams.or(asked, anywhere)
      if try namings.presence.space.diagrams.intersects(leads, all) {
        served?[match.pool]?.insert(match.member)
      }
    }
  }

  private static func askers(
    of table: Ref<RoutingTable>, _ places: [Assignment], _ journey: Journey
  ) -> [(rule: String, part: String?)] {
    let lifecycle = journey.lifecycle
    let tables = lifecycle.tables.refs.filter { asker in
      journey.answers(of: asker).contains { $0.names(.table(table)) }
    }
    return places.filter { $0.chain.contains(.table(table)) }.map { place in
      let rule = place.rule(in: lifecycle)
      return (rule.id, rule.part)
    } + tables.map { (RuleID.table(lifecycle.id, lifecycle.tables[$0].id), nil) }
  }
}
