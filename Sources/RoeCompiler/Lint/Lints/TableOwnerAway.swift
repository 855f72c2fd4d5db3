import RoeMachine
import RoeSource

extension Lint {
  static let tableOwnerAway = Lint(
    Code(
      "ROE0808", "table-owner-away", .note,
      title: "When the owner in the table is away, nobody is next",
      rationale: """
        A table names one person for a lead. While that person is away, a new lead of theirs goes to \
        lost and found, unless somebody stands behind the table: `owner: [{ routing: territories }, \
        reps]`. What `absences` says is for the leads that they own already.
        """,
      avoid: Example(
        """
        fields:
          domain: text
        routing:
          inbound: { match: first, rows: [{ id: others, when: domain is not own.com, owner: dana }], otherwise: kim }
        states:
          waiting:
            owner: { routing: inbound }  # ROE0808
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """),
      prefer: Example(
        """
        fields:
          domain: text
        routing:
          inbound: { match: first, rows: [{ id: others, when: domain is not own.com, owner: dana }], otherwise: next }
        states:
          waiting:
            owner: [{ routing: inbound }, eli]
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """))
  ) { input in
    input.journeys.flatMap { journey in
      let rowsByTable = journey.lifecycle.tables.map(\.rowsWithOnePerson)
      return journey.states.compactMap { ref -> Finding? in
        let state = journey.lifecycle.states[ref]
        guard case .table(let table)? = state.owner.last,
          let span = input.span(of: ref, in: journey.lifecycle, "owner")
        else { return nil }
        let (rows, person) = rowsByTable[Int(table.offset)]
        guard rows > 0, let person else { return nil }
        let name = input.name(of: person)
        let others = rows == 1 ? "" : "; \(rows) rows name one person alone"
        return Finding(
          "while \(name) is away, new leads for them go to lost and found\(others)", at: span,
          help: "Name who is next, such as owner: [{ routing: "
            + "\(journey.lifecycle.tables[table].id) }, …] with a pool or a person.")
      }
    }
  }
}

extension RoutingTable {
  /// How many rows name one person and nobody else, and the first of these persons.
  fileprivate var rowsWithOnePerson: (Int, Ref<Person>?) {
    var count = 0
    var first: Ref<Person>?
    for row in rows {
      guard case .owner(let chain) = row.outcome, chain.count == 1,
        case .person(let person) = chain[0]
      else { continue }
      count += 1
      first = first ?? person
    }
    return (count, first)
  }
}
