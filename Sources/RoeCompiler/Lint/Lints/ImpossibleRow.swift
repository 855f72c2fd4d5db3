import RoeMachine
import RoeSource

extension Lint {
  static let impossibleRow = Lint(
    Code(
      "ROE0701", "impossible-row", or: .warning,
      title: "Never true",
      rationale: """
        No lead can satisfy this condition, whatever its fields are: two parts of it exclude each \
        other, or what the rules assume excludes it. Whoever is named in such a row waits in vain; \
        such a promise holds since it speaks of nobody; and where no lead fits what the rules \
        assume, nothing that they say could ever be wrong.
        """,
      avoid: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        routing:
          inbound:
            match: first
            rows:
              - { id: large, when: employees >= 200 and employees < 50, owner: dana }  # ROE0701
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        routing:
          inbound:
            match: first
            rows:
              - { id: large, when: employees >= 50 and employees < 200, owner: dana }
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.facts.contradictions.compactMap(input.finding) + impossibleRows(input)
      + input.emptyPromises
  }

  private static func impossibleRows(_ input: LintInput) -> [Finding] {
    input.facts.tables.flatMap { table -> [Finding] in
      guard case .success(let facts) = table.result else { return [] }
      let rows = input.machine.lifecycles[table.lifecycle].tables[table.table].rows
      let idle = facts.rows.indices.filter {
        if case .never = facts.rows[$0] { true } else { false }
      }
      let assumed = input.rows(idle, of: table, ruledOutByAssumptions: rows)
      let byAssumption = assumed.first.flatMap { first -> Finding? in
        guard let span = input.span(ofRow: first, of: table) else { return nil }
        let names = assumed.map { "“\(rows[$0].id)”" }
        let isOne = names.count == 1
        return Finding(
          "what is assumed of every lead leaves none for the \(isOne ? "row" : "rows") \(names.shortened)",
          at: span, labels: input.assumptionLabels(in: table.lifecycle),
          help: "Delete \(isOne ? "the row" : "these rows"), or assume less.")
      }
      let early = input.rowsOverTooEarly(rows, of: table).filter { !idle.contains($0) }
      return [byAssumption].compactMap { $0 }
        + early.compactMap { index in
          input.span(ofRow: index, of: table).map {
            Finding(
              "the row “\(rows[index].id)” is never in force: its last day comes before these rules take effect",
              at: $0, help: "Delete the row, or correct its until: or the effective: of the rules.")
          }
        }
        + idle.filter { !assumed.contains($0) }.compactMap { index -> Finding? in
          guard let span = input.span(ofRow: index, of: table) else { return nil }
          return Finding(
            "no lead can ever fit the row “\(rows[index].id)”", at: span,
            help: "Look for two parts that exclude each other; correct one, or delete the row.")
        }
    }
  }
}

extension LintInput {
  /// Those of some rows which leads could fit if nothing were assumed of them.
  fileprivate func rows(
    _ idle: [Int], of table: TableFacts, ruledOutByAssumptions rows: [RoutingTable.Row]
  ) -> [Int] {
    if machine.lifecycles[table.lifecycle].assumptions.isEmpty { return [] }
    var machine = machine
    machine.lifecycles[Int(table.lifecycle.offset)].assumptions = []
    return idle.filter { !machine.hasNoLead(rows[$0].when, in: table.lifecycle) }
  }

  /// The rows whose last day is over when the rules take effect.
  fileprivate func rowsOverTooEarly(_ rows: [RoutingTable.Row], of table: TableFacts) -> [Int] {
    guard let start = machine.effectiveInstant else { return [] }
    let definitions = machine.lifecycles[table.lifecycle].definitions
    return rows.indices.filter { rows[$0].when.isOver(at: start, definitions) }
  }

  fileprivate func assumptionLabels(in ref: Ref<Lifecycle>) -> [Diagnostic.Label] {
    let lifecycle = machine.lifecycles[ref]
    return lifecycle.assumptions.prefix(3).compactMap { assumption in
      span(RuleID.assumption(lifecycle.id, assumption.id)).map { .init("this is assumed", at: $0) }
    }
  }

  /// Assumptions that no lead satisfies.
  fileprivate func finding(_ contradiction: Contradiction) -> Finding? {
    let lifecycle = machine.lifecycles[contradiction.lifecycle]
    let told = contradiction.assumptions.compactMap { id in
      span(RuleID.assumption(lifecycle.id, id)).map { (id: id, place: $0) }
    }.sorted { $0.place < $1.place }
    guard let last = told.last else { return nil }
    let names = told.map { "“\($0.id)”" }
    return Finding(
      names.count == 1
        ? "no lead can ever be what \(names[0]) assumes"
        : "no lead can ever be all that \(names.listed) assume: they exclude each other",
      at: last.place,
      labels: told.dropLast().map { .init("together with this", at: $0.place) },
      notes: ["All rules were checked without assumptions, and what is expected of them was not."],
      help: "Assume what is true of every real lead, or delete the assumption.")
  }

  /// Promises about leads that there cannot be.
  fileprivate var emptyPromises: [Finding] {
    guard isExact, broken.isEmpty else { return [] }
    return machine.lifecycles.refs.flatMap { ref -> [Finding] in
      let lifecycle = machine.lifecycles[ref]
      return lifecycle.promises.compactMap { promise -> Finding? in
        guard promise.when != .always, machine.hasNoLead(promise.when, in: ref),
          let span = span(RuleID.promise(lifecycle.id, promise.id))
        else { return nil }
        return Finding(
          "the promise “\(promise.id)” is about leads that there cannot be", at: span,
          severity: .warning,
          help:
            "Look for two parts of when: that exclude each other; correct one, or take the promise back."
        )
      }
    }
  }
}
