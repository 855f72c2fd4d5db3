import RoeLogic
import RoeMachine

extension TableFacts {
  /// What falls to `otherwise` though each of its values is in some row.
  struct Fallback: Sendable {
    /// Fields of which some declared values are in no row, while most are.
    var unnamed: [(field: Ref<Field>, values: [Value], lead: SampleLead)] = []
    /// A lead whose values are all in rows, though never together, whatever its other fields are.
    var combination: SampleLead?
  }

  /// - Parameters:
  ///   - gap: all leads that no row fits.
  ///   - asked: those about which the table can be asked.
  static func fallback(
    _ gap: Diagram, among asked: Diagram, _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> Fallback {
    var fallback = Fallback()
    var named: [Int: RegionSet] = [:]
    for (axis, kind) in space.axes.enumerated() {
      guard case .field(let field, .values(let values, _)) = kind,
        // Of long lists, such as all countries, nobody means to name each.
        values.count <= 64
      else { continue }
      var (inside, outside) = (RegionSet(), RegionSet())
      for region in values.indices {
        let part = try space.diagrams.literal(axis, RegionSet(region))
        let leads = try space.diagrams.and(asked, part)
        if leads == .none { continue }
        if try space.diagrams.implies(leads, gap) {
          outside.insert(region)
        } else {
          inside.insert(region)
        }
      }
      if inside.isEmpty { continue }
      named[axis] = inside
      guard !outside.isEmpty, outside.count < inside.count else { continue }
      let part = try space.diagrams.literal(axis, outside)
      let leads = try space.diagrams.and(asked, part)
      guard let lead = space.sample(of: leads) else { continue }
      fallback.unnamed.append(
        (field, values.indices.filter(outside.contains).map { values[$0] }, lead))
    }
    guard named.count >= 2 else { return fallback }
    let others = RegionSet(space.axes.indices.filter { named[$0] == nil })
    let taken = try space.diagrams.difference(asked, gap)
    var lacking = try space.diagrams.difference(
      space.diagrams.exists(asked, others), space.diagrams.exists(taken, others))
    for (axis, regions) in named.sorted(by: { $0.key < $1.key }) {
      lacking = try space.diagrams.and(lacking, space.diagrams.literal(axis, regions))
    }
    lacking = try space.diagrams.and(lacking, asked)
    fallback.combination = space.sample(of: lacking)
    return fallback
  }
}
