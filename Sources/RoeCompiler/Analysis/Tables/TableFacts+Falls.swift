import RoeLogic
import RoeMachine

extension TableFacts {
  /// Leads that fall to `otherwise` for want of a field.
  struct Fall: Sendable {
    let field: Ref<Field>
    let lead: SampleLead
    /// Whether no row fits any lead without the field.
    let isWhole: Bool
    /// What else is true of just such leads, all of it; nil where that takes too many words.
    var conditions: [Guard]?
  }

  /// The fields for want of which leads fall to `otherwise` though other rows, or exceptions, take
  /// some without them: fields that rows weigh, and that none asks to be there at all. Either every
  /// value of the field would lead into some row; or only exceptions, and rows that weigh nothing,
  /// take leads without it. Where another field explains the same leads, it alone is told.
  ///
  /// - Parameters:
  ///   - exceptions: how many of the rows are exceptions; a lead without what one of them asks for
  ///     is just no exception.
  ///   - facts: what is known already, falls of all leads without a field among it.
  ///   - gap: the leads that no row fits, of those asked about.
  static func falls(
    of table: RoutingTable, after exceptions: Int, _ facts: Facts, _ leads: [Diagram],
    _ gap: Diagram, among asked: Diagram, _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> [Fall] {
    if gap == .none || table.rows.count > 2_000 { return [] }
    var weighed: [Ref<Field>: Diagram] = [:]
    var isAskedToBeThere: Set<Ref<Field>> = []
    var (special, weighing) = (Diagram.none, Diagram.none)
    for (index, row) in table.rows.enumerated() {
      let (fields, present) = row.when.weighing(space.lifecycle.definitions)
      isAskedToBeThere.formUnion(present)
      if index < exceptions || fields.isEmpty {
        special = try space.diagrams.or(special, leads[index])
        continue
      }
      weighing = try space.diagrams.or(weighing, leads[index])
      guard case .decides = facts.rows[index], row.outcome != table.otherwise else { continue }
      for field in fields {
        weighed[field] = try space.diagrams.or(weighed[field] ?? .none, leads[index])
      }
    }
    var found: [(field: Ref<Field>, leads: Diagram, isKnown: Bool)] = []
    for fall in facts.fallsWithout {
      let lacking = try space.leads(.test(fall.field, .isMissing))
      found.append((fall.field, try space.diagrams.and(asked, lacking), true))
    }
    for (field, taken) in weighed.sorted(by: { $0.key < $1.key }) {
      guard space.lifecycle.fields[field].canBeMissing, !isAskedToBeThere.contains(field),
        !facts.fallsWithout.contains(where: { $0.field == field })
      else { continue }
      let lacking = try space.leads(.test(field, .isMissing))
      let without = try space.diagrams.difference(space.diagrams.and(asked, lacking), special)
      let isAlone = try !space.diagrams.intersects(weighing, without)
      let falling = try space.leads(
        wanting: field, in: gap, to: taken, withAnyValue: !isAlone)
      if falling != .none { found.append((field, falling, false)) }
    }
    var falls: [Fall] = []
    for (place, fall) in found.enumerated() where !fall.isKnown {
      var isExplained = false
      for (other, wide) in found.enumerated() where other != place && !isExplained {
        guard other < place || wide.leads != fall.leads else { continue }
        isExplained = try space.diagrams.implies(fall.leads, wide.leads)
      }
      if !isExplained, let lead = space.sample(of: fall.leads) {
        let axes = space.axes(of: [fall.field])
        let others = try space.diagrams.exists(fall.leads, axes)
        let conditions = try space.conditions(of: others)
        falls.append(
          Fall(field: fall.field, lead: lead, isWhole: false, conditions: conditions))
      }
    }
    return falls
  }
}
