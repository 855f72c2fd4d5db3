import RoeLogic
import RoeMachine

/// What rules write and count, as far as guards ask for it.
extension LeadSpace {
  /// What becomes of leads when a rule has done what it says.
  ///
  /// - Parameter changing: axes on which everything is possible anyway.
  mutating func after(
    _ actions: [Action], _ leads: Diagram, except changing: RegionSet = []
  ) throws(BudgetExceeded) -> Diagram {
    var leads = leads
    for action in actions {
      switch action {
      case .set(let field, let value):
        let axes = axes(of: [field])
        if axes.isEmpty || !axes.isDisjoint(with: changing) { continue }
        leads = try diagrams.exists(leads, axes)
        leads = try diagrams.and(leads, self.leads(having: value, in: field))
      case .add(let field, let count):
        leads = try counted(count, field, leads) {
          leads, region, targets, space throws(BudgetExceeded) in
          let here = try space.diagrams.restrict(leads, targets.axis, to: region)
          let there = try space.diagrams.literal(targets.axis, RegionSet(targets.regions))
          return try space.diagrams.and(here, there)
        }
      default: break
      }
    }
    return leads
  }

  /// The leads that become some of the given ones when a rule has done what it says, if need be
  /// several times.
  mutating func before(_ actions: [Action], _ leads: Diagram) throws(BudgetExceeded) -> Diagram {
    var leads = leads
    for action in actions.reversed() {
      switch action {
      case .set(let field, let value):
        leads = try diagrams.and(leads, self.leads(having: value, in: field))
        leads = try diagrams.exists(leads, axes(of: [field]))
      case .add(let field, let count):
        leads = try counted(count, field, leads) {
          leads, region, targets, space throws(BudgetExceeded) in
          var there = Diagram.none
          // Where numbers are not told apart, enough rounds lead on.
          for target in targets.regions where target != region || targets.regions == [region] {
            let after = try space.diagrams.restrict(leads, targets.axis, to: target)
            there = try space.diagrams.or(there, after)
          }
          let here = try space.diagrams.literal(targets.axis, RegionSet(region))
          return try space.diagrams.and(there, here)
        }
      default: break
      }
    }
    return leads
  }

  /// What stands for anything but some fields and the time.
  func axes(besides fields: [Ref<Field>]) -> RegionSet {
    RegionSet(
      axes.indices.filter {
        if case .clock = axes[$0] { false } else { !(axes[$0].field.map(fields.contains) ?? false) }
      })
  }

  /// Whether every test tells one value of a field from all others.
  func tellsApart(_ value: Value, in field: Ref<Field>) -> Bool {
    axes.contains { axis in
      guard case .field(field, .texts(let cuts)) = axis, case .text(let text) = value else {
        return false
      }
      return cuts.bounds.contains(Bytes(text)) && cuts.bounds.contains(Bytes(text).next)
    }
  }

  private mutating func leads(
    having value: Value, in field: Ref<Field>
  ) throws(BudgetExceeded) -> Diagram {
    try leads(.test(field, value == .missing ? .isMissing : .compare(.equal, value)))
  }

  /// For every region of a counter, where counting leads from there.
  private mutating func counted(
    _ count: Int, _ field: Ref<Field>, _ leads: Diagram,
    _ step: (Diagram, Int, (axis: Int, regions: [Int]), inout LeadSpace) throws(BudgetExceeded) ->
      Diagram
  ) throws(BudgetExceeded) -> Diagram {
    guard let axis = axes(of: [field]).min,
      case .field(_, .integers(let cuts, let domain)) = axes[axis]
    else { return leads }
    var result = Diagram.none
    for region in 0..<cuts.count {
      let range = cuts.range(of: region, within: domain)
      func counted(_ number: Int) -> Int {
        min(domain.upperBound, max(domain.lowerBound, number.saturating(plus: count)))
      }
      let regions = (0..<cuts.count).filter {
        cuts.range(of: $0, within: domain)
          .overlaps(counted(range.lowerBound)...counted(range.upperBound))
      }
      result = try diagrams.or(result, step(leads, region, (axis, regions), &self))
    }
    return result
  }
}

extension Lifecycle {
  /// Tests that tell apart what rules write and count, of the fields that some guards ask for.
  ///
  /// - Parameter isMeant: which fields matter.
  func tests(ofWritingsIn guards: [Guard], where isMeant: (Ref<Field>) -> Bool = { _ in true })
    -> [Guard]
  {
    let written = outcomes.changedFields.filter(isMeant)
    if written.isEmpty { return [] }
    let asked = guards.reduce(into: Set<Ref<Field>>()) { $0.formUnion($1.fields(definitions)) }
    var tests: [Guard] = []
    for field in written.intersection(asked).sorted() {
      guard case .counter(let max) = fields[field].type, max <= Self.mostCounted else { continue }
      tests += (0...Swift.max(0, max)).map { .test(field, .compare(.equal, .integer($0))) }
    }
    for case .set(let field, let value) in outcomes.lazy.flatMap(\.actions)
    where written.contains(field) && asked.contains(field) && value != .missing {
      tests.append(.test(field, .compare(.equal, value)))
    }
    return tests
  }

  /// Tests that hold for leads just captured: the counters that some guards ask for, or that
  /// something is taken for granted about, are at 0.
  func uncounted(among guards: [Guard]) -> [Guard] {
    let asked = (guards + assumptions.map(\.holds)).reduce(into: Set<Ref<Field>>()) {
      $0.formUnion($1.fields(definitions))
    }
    return asked.sorted().compactMap { field in
      guard case .counter = fields[field].type else { return nil }
      return .test(field, .compare(.equal, .integer(0)))
    }
  }

  /// Counters up to here are followed number by number.
  private static let mostCounted = 100
}

extension Action {
  /// The field that it changes.
  var writtenField: Ref<Field>? {
    switch self {
    case .set(let field, _), .add(let field, _): field
    default: nil
    }
  }
}

extension Sequence<Outcome> {
  /// The fields that they write, raise or clear.
  var changedFields: Set<Ref<Field>> {
    Set(lazy.flatMap(\.actions).compactMap(\.writtenField))
  }
}

extension Outcome {
  /// Whether it changes fields.
  var writes: Bool { actions.contains { $0.writtenField != nil } }
}
