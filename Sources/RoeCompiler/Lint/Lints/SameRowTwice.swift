import RoeMachine
import RoeSource

extension Lint {
  static let sameRowTwice = Lint(
    Code(
      "ROE0703", "same-row-twice", .warning,
      title: "The same rule twice",
      rationale: """
        Two rows fit exactly the same leads and send them to the same place. One of them will be \
        changed some day, and the other not.
        """,
      avoid: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        routing:
          inbound:
            match: first
            rows:
              - { id: small, when: employees < 50, owner: lena }
              - { id: tiny, when: employees <= 49, owner: lena }  # ROE0703
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
      return facts.twins.compactMap { twin -> Finding? in
        input.span(ofRow: twin.second, of: table).map { span in
          Finding(
            "“\(rows[twin.second].id)” fits the same leads as “\(rows[twin.first].id)” and sends them to the same place",
            at: span,
            labels: input.span(ofRow: twin.first, of: table).map {
              [.init("the other row", at: $0)]
            } ?? [], help: "Delete one of the two.",
            scenes: input.scenes(deciding: twin.first, of: table))
        }
      }
    }
  }
}
