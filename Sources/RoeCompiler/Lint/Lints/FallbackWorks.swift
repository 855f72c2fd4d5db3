import RoeMachine
import RoeSource

extension Lint {
  static let fallbackWorks = Lint(
    Code(
      "ROE0802", "fallback-works", .note,
      title: "“Everything else” is doing the work",
      rationale: """
        Every value is in some row, and yet no row fits some of their combinations: those leads go \
        to whoever gets everything else. Often that is a row which nobody has thought of. If it is \
        meant, a row for them says so.
        """,
      avoid: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT] }
          size: { type: enum, values: [small, large] }
        routing:
          inbound:
            match: first
            rows:
              - { id: small, when: size is small, owner: lena }
              - { id: large-dach, when: size is large and country is DE, owner: dana }
            otherwise: sam  # ROE0802
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT] }
          size: { type: enum, values: [small, large] }
        routing:
          inbound:
            match: first
            rows:
              - { id: small, when: size is small, owner: lena }
              - { id: large-dach, when: "size is large and country in [DE, AT]", owner: dana }
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.facts.tables.compactMap { table -> Finding? in
      guard case .success(let facts) = table.result, facts.fallback.unnamed.isEmpty,
        let lead = facts.fallback.combination, let span = input.fallback(of: table)
      else { return nil }
      let name = input.machine.lifecycles[table.lifecycle].tables[table.table].id
      return Finding(
        "no row of “\(name)” is for \(lead.who): it gets what everybody else gets",
        at: span, help: "If that is meant, write a row that says so.",
        witness: Witness(
          lead, in: table.lifecycle, claims: [.decides(row: nil, of: table.table)]))
    }
  }
}

extension LintInput {
  /// Where a table says who gets everything else; nil where it leaves that to
  /// others, or to nobody.
  func fallback(of facts: TableFacts) -> SourceSpan? {
    let lifecycle = machine.lifecycles[facts.lifecycle]
    let table = lifecycle.tables[facts.table]
    switch table.otherwise {
    case .next: return nil
    case .owner(let chain):
      let leavesIt = chain.contains { source in
        if case .table = source { true } else { source == .nobody }
      }
      if leavesIt { return nil }
    case .state: break
    }
    return span(RuleID.table(lifecycle.id, table.id), "otherwise")
  }
}
