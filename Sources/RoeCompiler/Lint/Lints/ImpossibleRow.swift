import RoeMachine
import RoeSource

extension Lint {
  static let impossibleRow = Lint(
    Code(
      "ROE0701", "impossible-row",
      title: "Never true",
      rationale: """
        No lead can satisfy the condition of this row, whatever its fields are: two parts of it \
        exclude each other, or what the rules assume excludes it. Whoever is named in the row \
        waits in vain.
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
    input.facts.tables.flatMap { table -> [Finding] in
      guard case .success(let facts) = table.result else { return [] }
      let rows = input.machine.lifecycles[table.lifecycle].tables[table.table].rows
      return facts.rows.enumerated().compactMap { index, row -> Finding? in
        guard case .never = row, let span = input.span(ofRow: index, of: table) else { return nil }
        return Finding(
          "no lead can ever fit the row “\(rows[index].id)”", at: span,
          help: "Look for two parts that exclude each other; correct one, or delete the row.")
      }
    }
  }
}
