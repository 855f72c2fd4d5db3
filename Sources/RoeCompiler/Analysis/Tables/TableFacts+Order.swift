import RoeLogic
import RoeMachine

extension TableFacts {
  /// Two rows that divide the leads by the same fields among different owners, of which neither
  /// fits all leads of the other, so that the one that stands first gets what both fit.
  struct Crossing: Sendable {
    let first: Int
    let second: Int
    let lead: SampleLead
    /// How many more rows cross one above them.
    var others: Int
  }

  /// The crossing that most leads are in. Rows that ask for different fields are left alone: there
  /// the order says what matters more.
  ///
  /// - Parameter leads: for each row the leads that it fits.
  static func crossing(
    of table: RoutingTable, _ layers: RowLayers, _ rows: [Row], _ leads: [Diagram],
    _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> Crossing? {
    // Of long tables nobody reads the order, and each row is compared with those above it. Rows that
    // exclude each other have none.
    guard table.rows.count <= 2_000, !layers.isUnique else { return nil }
    // What becomes of rows that decide nothing has its own findings.
    let owners = zip(table.rows, rows).map { row, fate -> OwnerSource? in
      guard case .decides = fate, case .owner(let chain) = row.outcome else { return nil }
      return chain.first.flatMap { $0.isNamed ? $0 : nil }
    }
    let definitions = space.lifecycle.definitions
    let fields = table.rows.map { $0.when.fields(definitions) }
    // The rows above, and the leads that they fit, by the fields that they ask for.
    var above: [Set<Ref<Field>>: [Int]] = [:]
    var taken: [Set<Ref<Field>>: Diagram] = [:]
    var found: [(first: Int, second: Int, size: Double)] = []
    for (second, row) in leads.enumerated() where owners[second] != nil {
      let same = taken[fields[second]] ?? .none
      if found.count < 40, try space.diagrams.intersects(row, same) {
        for first in above[fields[second]] ?? [] where owners[first] != owners[second] {
          // Neither have exceptions.
          guard second >= layers.exceptions,
            try space.diagrams.intersects(row, leads[first]),
            try !space.diagrams.implies(row, leads[first]),
            try !space.diagrams.implies(leads[first], row)
          else { continue }
          let both = try space.diagrams.and(row, leads[first])
          found.append((first, second, space.diagrams.count(both)))
          break
        }
      }
      above[fields[second], default: []].append(second)
      taken[fields[second]] = try space.diagrams.or(same, row)
    }
    found.sort { $0.size != $1.size ? $0.size > $1.size : $0.second < $1.second }
    for pair in found.prefix(8) {
      // What rows above both take is not theirs to fight for.
      var both = try space.diagrams.and(leads[pair.first], leads[pair.second])
      for row in leads[..<pair.first] { both = try space.diagrams.difference(both, row) }
      if let lead = space.sample(of: both) {
        return Crossing(
          first: pair.first, second: pair.second, lead: lead, others: found.count - 1)
      }
    }
    return nil
  }
}

extension OwnerSource {
  /// Whether it is a person or a group whom the rule names.
  fileprivate var isNamed: Bool {
    switch self {
    case .person, .role, .pool, .queue: true
    default: false
    }
  }
}
