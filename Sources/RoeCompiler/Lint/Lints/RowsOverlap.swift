import RoeMachine
import RoeSource

extension Lint {
  static let rowsOverlap = Lint(
    Code(
      "ROE0302", "overlapping-rows",
      title: "Two people own this lead",
      rationale: """
        The table says that at most one row fits, and here two rows fit the same lead and send it \
        to different places. Each of the two will think that the lead is theirs, or the other's. \
        Make the rows exclude each other, or say `match: first` and let the order decide. Exceptions \
        have no order among them, so no two to one table may fit the same lead.
        """,
      avoid: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        routing:
          inbound:
            match: unique
            rows:
              - { id: a-small, when: employees <= 50, owner: lena }
              - { id: b-large, when: employees >= 50, owner: dana }  # ROE0302
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
            match: unique
            rows:
              - { id: a-small, when: employees < 50, owner: lena }
              - { id: b-large, when: employees >= 50, owner: dana }
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.facts.tables.flatMap { table -> [Finding] in
      guard case .success(let facts) = table.result else { return [] }
      let rows = input.machine.lifecycles[table.lifecycle].tables[table.table].rows
      return facts.overlaps.compactMap { overlap -> Finding? in
        guard let span = input.span(ofRow: overlap.second, of: table) else { return nil }
        let (first, second) = (rows[overlap.first], rows[overlap.second])
        let isException = overlap.second < table.layers.exceptions
        return Finding(
          "“\(first.id)” and “\(second.id)” both fit \(overlap.lead?.who ?? "a lead")",
          at: span,
          labels: input.span(ofRow: overlap.first, of: table).map {
            [.init(isException ? "the other exception" : "the other row", at: $0)]
          } ?? [],
          help: isException
            ? "Make the two exclude each other, by their conditions or by from: and until:."
            : "Make the two exclude each other, or write match: first.",
          witness: overlap.lead.map {
            Witness($0, in: table.lifecycle, claims: [.holds(first.when), .holds(second.when)])
          },
          scenes: input.scenes(
            asking: table.table, overlap.first, for: overlap.lead,
            in: input.journey(of: table.lifecycle)))
      }
    }
  }
}
