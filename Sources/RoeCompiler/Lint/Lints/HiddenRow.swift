import RoeMachine
import RoeSource

extension Lint {
  static let hiddenRow = Lint(
    Code(
      "ROE0704", "hidden-row",
      title: "Hidden by the rows above it, together",
      rationale: """
        The first row that fits decides, so a row whose leads are all taken by rows above it never \
        gets one. Often no single row hides it, but several together do, and nobody sees it. Move \
        the row up, or delete it.
        """,
      avoid: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, CH] }
          size: { type: enum, values: [small, large] }
        routing:
          inbound:
            match: first
            rows:
              - { id: small, when: size is small, owner: lena }
              - { id: large, when: size is large, owner: dana }
              - { id: swiss, when: country is CH, owner: eli }  # ROE0704
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, CH] }
          size: { type: enum, values: [small, large] }
        routing:
          inbound:
            match: first
            rows:
              - { id: swiss, when: country is CH, owner: eli }
              - { id: small, when: size is small, owner: lena }
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.facts.tables.flatMap { table -> [Finding] in
      guard case .success(let facts) = table.result else { return [] }
      let lifecycle = input.machine.lifecycles[table.lifecycle]
      let rows = lifecycle.tables[table.table].rows
      let twins = Set(facts.twins.map(\.second))
      // That two rows fit one lead is told as such.
      let fighting = Set(facts.overlaps.map(\.second))
      return facts.rows.enumerated().compactMap { index, row -> Finding? in
        guard !twins.contains(index), case .hidden(let hidden) = row,
          hidden.isHarmless || !fighting.contains(index),
          let span = input.span(ofRow: index, of: table)
        else {
          return nil
        }
        let above = hidden.rows.map { "“\(rows[$0].id)”" }
        let winner = rows[hidden.winner]
        let labels = hidden.rows.prefix(3).compactMap { place in
          input.span(ofRow: place, of: table).map {
            Diagnostic.Label("takes leads of it", at: $0)
          }
        }
        return Finding(
          "the row “\(rows[index].id)” never gets a lead: \(above.shortened) \(above.count == 1 ? "takes all of them" : "take all of them, together")",
          at: span, severity: hidden.isHarmless ? .warning : nil, labels: labels,
          notes: hidden.lead.map {
            ["For example a lead with \($0.words): “\(winner.id)” decides about it."]
          } ?? [],
          help: hidden.isHarmless
            ? "They send the leads where the row would: delete it."
            : hidden.isByExceptions
              ? "Exceptions come first: let them leave some leads to the row, or delete it."
              : "Move the row up, or delete it.",
          witness: hidden.lead.map {
            Witness(
              $0, in: table.lifecycle,
              claims: [.decides(row: hidden.winner, of: table.table), .holds(rows[index].when)])
          })
      }
    }
  }
}
