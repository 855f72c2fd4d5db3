import RoeMachine
import RoeSource

extension Lint {
  static let hiddenRow = Lint(
    Code(
      "ROE0704", "hidden-row", or: .warning,
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
      let hiddenRows = facts.rows.enumerated().compactMap {
        index, row -> (Int, TableFacts.Hidden)? in
        guard !twins.contains(index), case .hidden(let hidden) = row,
          hidden.isHarmless || !fighting.contains(index)
        else {
          return nil
        }
        return (index, hidden)
      }
      // Rows that are hidden by the same ones have one cause.
      let groups = Dictionary(grouping: hiddenRows) { HiddenRows($0.1) }.values
      return groups.sorted { ($0.first?.0 ?? 0) < ($1.first?.0 ?? 0) }.compactMap {
        group -> Finding? in
        // Rather one whose leads go to a row without which it would not be hidden.
        let told = group.first { $0.1.covering.contains($0.1.winner) } ?? group.first
        guard let (index, hidden) = told, let span = input.span(ofRow: index, of: table) else {
          return nil
        }
        let isOne = group.count == 1
        let above = (isOne ? hidden.rows : hidden.covering).map { "“\(rows[$0].id)”" }
        let names = group.map { "“\(rows[$0.0].id)”" }
        let others = group.filter { $0.0 != index }.prefix(3).compactMap { other in
          input.span(ofRow: other.0, of: table).map {
            Diagnostic.Label("nor does this", at: $0)
          }
        }
        let winner = rows[hidden.winner]
        let labels = hidden.rows.prefix(3).compactMap { place in
          input.span(ofRow: place, of: table).map {
            Diagnostic.Label("takes leads of it", at: $0)
          }
        }
        return Finding(
          "\(isOne ? "the row \(names[0]) never gets" : "the rows \(names.shortened) never get") a lead: \(above.shortened) \(above.count == 1 ? "takes all of them" : "take all of them, together")",
          at: span, severity: hidden.isHarmless ? .warning : nil, labels: labels + others,
          notes: hidden.lead.map {
            ["For example \($0.who): “\(winner.id)” decides about it."]
          } ?? [],
          help: hidden.isHarmless
            ? "They send the leads where \(isOne ? "the row would: delete it" : "these rows would: delete them")."
            : hidden.isByExceptions
              ? "Exceptions come first: let them leave some leads to \(isOne ? "the row, or delete it" : "these rows, or delete them")."
              : "Move \(isOne ? "the row up, or delete it" : "these rows up, or delete them").",
          witness: hidden.lead.map {
            Witness(
              $0, in: table.lifecycle,
              claims: [.decides(row: hidden.winner, of: table.table), .holds(rows[index].when)])
          })
      }
    }
  }
}

/// What rows that are told together have in common.
private struct HiddenRows: Hashable {
  let covering: [Int]
  let isHarmless: Bool
  let isByExceptions: Bool

  init(_ hidden: TableFacts.Hidden) {
    (covering, isHarmless) = (hidden.covering, hidden.isHarmless)
    isByExceptions = hidden.isByExceptions
  }
}
