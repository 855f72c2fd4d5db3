import RoeMachine
import RoeSource

extension Lint {
  static let rowAlwaysTrue = Lint(
    Code(
      "ROE0702", "row-always-true", .warning,
      title: "Always true",
      rationale: """
        The row asks for something, and yet every lead fits it. Either it asks for the wrong thing, \
        or it is what `otherwise` is for.
        """,
      avoid: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        routing:
          inbound:
            match: first
            rows:
              - { id: everybody, when: employees < 50 or employees >= 50, owner: lena }  # ROE0702
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
              - { id: small, when: employees < 50, owner: lena }
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.facts.tables.flatMap { table -> [Finding] in
      guard case .success(let facts) = table.result else { return [] }
      let rows = input.machine.lifecycles[table.lifecycle].tables[table.table].rows
      return facts.always.compactMap { row -> Finding? in
        input.span(ofRow: row, of: table).map { span in
          Finding(
            "every lead fits the row “\(rows[row].id)”, whatever it asks for", at: span,
            help: "Correct the condition, or write otherwise: for everybody else.",
            scenes: input.scenes(deciding: row, of: table))
        }
      }
    }
  }
}
