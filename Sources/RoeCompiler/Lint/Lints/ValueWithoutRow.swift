import RoeMachine
import RoeSource

extension Lint {
  static let valueWithoutRow = Lint(
    Code(
      "ROE0805", "value-without-row", .note,
      title: "A value that no row names slips into “everything else”",
      rationale: """
        The rows name most of the values that a field is declared to have, and not this one. \
        Perhaps it was added to the field later, and nobody thought of the table. Give it a row, \
        even if it goes where everything else goes.
        """,
      avoid: Example(
        """
        fields:
          source: { type: enum, values: [web, fair, referral] }
        routing:
          inbound:
            match: first
            rows:
              - { id: web, when: source is web, owner: lena }
              - { id: fair, when: source is fair, owner: dana }
            otherwise: sam  # ROE0805
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          source: { type: enum, values: [web, fair, referral] }
        routing:
          inbound:
            match: first
            rows:
              - { id: web, when: source is web, owner: lena }
              - { id: fair, when: source is fair, owner: dana }
              - { id: referral, when: source is referral, owner: sam }
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.facts.tables.compactMap { table -> Finding? in
      guard case .success(let facts) = table.result, let slip = facts.fallback.unnamed.first,
        let span = input.fallback(of: table)
      else { return nil }
      let lifecycle = input.machine.lifecycles[table.lifecycle]
      let field = lifecycle.fields[slip.field]
      let name = lifecycle.tables[table.table].id
      let rule = RuleID.field(lifecycle.id, field.id)
      return Finding(
        "no row of “\(name)” is for “\(field.words)” \(slip.values.map { $0.words(in: field) }.shortened("or")): such a lead gets what everybody else gets",
        at: span, labels: input.span(rule).map { [.init("declared here", at: $0)] } ?? [],
        help: "Write a row for it, even if it goes to the same person.",
        witness: Witness(
          slip.lead, in: table.lifecycle, claims: [.decides(row: nil, of: table.table)]))
    }
  }
}
