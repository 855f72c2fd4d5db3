import RoeMachine
import RoeSource

extension Lint {
  static let missingFieldFalls = Lint(
    Code(
      "ROE0104", "missing-field-falls", .warning,
      title: "Empty field, and the rule doesn't say what then",
      rationale: """
        The rows decide by a field that may be empty, and none of them says what happens then. \
        A lead without it, which a row would take if it were known, ends up with whoever gets \
        everything else. One empty field can stop a lead for good; so say who gets such leads, or \
        make the field required.
        """,
      avoid: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT], optional: true }
        routing:
          inbound:
            match: first
            rows:
              - { id: dach, when: "country in [DE, AT]", owner: lena }
            otherwise: sam  # ROE0104
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT], optional: true }
        routing:
          inbound:
            match: first
            rows:
              - { id: dach, when: "country in [DE, AT]", owner: lena }
              - { id: unknown, when: country is missing, owner: sam }
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.facts.tables.flatMap { table -> [Finding] in
      guard case .success(let facts) = table.result else { return [] }
      let lifecycle = input.machine.lifecycles[table.lifecycle]
      let model = lifecycle.tables[table.table]
      // A table that has no answer passes the question on; that is said by `next`.
      if model.otherwise == .next { return [] }
      let rule = RuleID.table(lifecycle.id, model.id)
      guard let span = input.span(rule, "otherwise") ?? input.span(rule) else { return [] }
      return facts.fallsWithout.map { fall in
        let field = lifecycle.fields[fall.field]
        return Finding(
          fall.isWhole
            ? "a lead without \(field.words) fits no row of “\(model.id)” and gets what everybody else gets"
            : "a lead without \(field.words), with \(fall.lead.words(besides: fall.field)), fits no row of “\(model.id)” and gets what everybody else gets",
          at: span,
          help: "If that is meant, write a row for it: when: \(field.id) is missing.",
          witness: Witness(
            fall.lead, in: table.lifecycle, claims: [.decides(row: nil, of: table.table)]))
      }
    }
  }
}
