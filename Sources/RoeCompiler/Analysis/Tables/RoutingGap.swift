import RoeLogic
import RoeMachine

/// The leads to which a chain of owners that ends with a table gives nobody: no row fits them, and
/// the table leaves them to a next owner who is not there.
struct RoutingGap {
  private let lifecycle: Lifecycle
  private var space: LeadSpace
  private var known: [Ref<RoutingTable>: Diagram] = [:]

  /// Such a lead, and the table by which no row of which it fits.
  struct Gap {
    let table: Ref<RoutingTable>
    let lead: SampleLead
  }

  /// - Throws: when the tables are too complex, which is told where they stand.
  static func gap(
    of chain: OwnerChain, in journey: Journey, zone: Zone, usual: Int
  ) throws(BudgetExceeded) -> Gap? {
    let lifecycle = journey.lifecycle
    let tables = journey.tables(askedBy: chain)
    let open = tables.filter { lifecycle.tables[$0].otherwise == .next }
    guard case .table? = chain.last, !open.isEmpty else { return nil }
    var search = RoutingGap(
      lifecycle: lifecycle,
      space: try LeadSpace(
        lifecycle, zone: zone, guards: tables.flatMap { lifecycle.tables[$0].rows.map(\.when) },
        usual: usual, budget: TableFacts.nodeBudget))
    let gap = try search.unanswered(by: chain, depth: 0)
    if gap == .none { return nil }
    for table in open {
      var left = gap
      for row in lifecycle.tables[table].rows where left != .none {
        let leads = try search.space.leads(row.when)
        left = try search.space.diagrams.difference(left, leads)
      }
      if let lead = search.space.sample(of: left) { return Gap(table: table, lead: lead) }
    }
    return nil
  }

  /// The leads to which no table of a chain gives an answer.
  private mutating func unanswered(
    by chain: OwnerChain, depth: Int
  ) throws(BudgetExceeded) -> Diagram {
    guard case .table? = chain.last, depth <= RoutingTable.greatestDepth else { return .none }
    var left = space.possible
    for case .table(let table) in chain where left != .none {
      left = try space.diagrams.and(left, unanswered(by: table, depth: depth))
    }
    return left
  }

  private mutating func unanswered(
    by ref: Ref<RoutingTable>, depth: Int
  ) throws(BudgetExceeded) -> Diagram {
    if let found = known[ref] { return found }
    let table = lifecycle.tables[ref]
    var open = space.possible
    var left = Diagram.none
    func inner(
      _ route: RoutingTable.Route, _ search: inout RoutingGap
    ) throws(BudgetExceeded) -> Diagram {
      switch route {
      case .next: .all
      case .state: .none
      case .owner(let chain): try search.unanswered(by: chain, depth: depth + 1)
      }
    }
    for row in table.rows {
      let leads = try space.leads(row.when)
      let passed = try inner(row.outcome, &self)
      if passed != .none {
        let own = try space.diagrams.and(leads, open)
        left = try space.diagrams.or(left, space.diagrams.and(own, passed))
      }
      open = try space.diagrams.difference(open, leads)
    }
    let passed = try inner(table.otherwise, &self)
    left = try space.diagrams.or(left, space.diagrams.and(open, passed))
    known[ref] = left
    return left
  }
}
