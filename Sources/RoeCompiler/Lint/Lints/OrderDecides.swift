import RoeMachine
import RoeSource

extension Lint {
  static let orderDecides = Lint(
    Code(
      "ROE0705", "order-decides", .note,
      title: "Order decides",
      rationale: """
        Two rows divide the leads by the same fields, both fit some of them, and neither is the \
        special case of the other: whoever stands further up gets them. If it were the other way \
        round, nobody would be surprised either. So it is with two entries. Let each begin where the other ends.
        """,
      avoid: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        routing:
          inbound:
            match: first
            rows:
              - { id: small, when: employees < 100, owner: lena }
              - { id: mid, when: employees from 50 to 500, owner: dana }  # ROE0705
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        routing:
          inbound:
            match: first
            rows:
              - { id: small, when: employees < 100, owner: lena }
              - { id: mid, when: employees from 100 to 500, owner: dana }
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.crossingEntries
      + input.facts.tables.compactMap { table -> Finding? in
        guard case .success(let facts) = table.result, let crossing = facts.crossing,
          let span = input.span(ofRow: crossing.second, of: table)
        else { return nil }
        let rows = input.machine.lifecycles[table.lifecycle].tables[table.table].rows
        let (first, second) = (rows[crossing.first], rows[crossing.second])
        return Finding(
          "“\(first.id)” and “\(second.id)” both fit \(crossing.lead.who): only the order of the rows gives it to “\(first.id)”",
          at: span,
          labels: input.span(ofRow: crossing.first, of: table).map {
            [.init("this stands first", at: $0)]
          } ?? [],
          notes: crossing.others > 0
            ? [
              "\(crossing.others) more \(crossing.others == 1 ? "row crosses" : "rows cross") one with another owner above."
            ] : [],
          help: "If that is meant, say so in the condition of the second.",
          witness: Witness(
            crossing.lead, in: table.lifecycle,
            claims: [.decides(row: crossing.first, of: table.table), .holds(second.when)]))
      }
  }
}
