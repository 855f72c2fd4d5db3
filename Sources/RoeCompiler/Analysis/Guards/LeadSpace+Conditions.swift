import RoeLogic
import RoeMachine

extension LeadSpace {
  /// The conditions all of which just these leads satisfy; nil where they take too many words.
  mutating func conditions(of leads: Diagram) throws(BudgetExceeded) -> [Guard]? {
    if leads == possible { return [] }
    var left = leads
    var parts: [Guard] = []
    while let cell = diagrams.pick(left) {
      if parts.count == Self.mostParts { return nil }
      let box = diagrams.box(containing: cell, within: leads)
      var tests: [Guard] = []
      for literal in box.literals {
        guard let test = test(literal.variable, literal.regions) else { return nil }
        tests.append(test)
      }
      let part = tests.count == 1 ? tests[0] : Guard.all(tests)
      let meant = try self.leads(part)
      guard try diagrams.implies(meant, leads) else { return nil }
      parts.append(part)
      let rest = try diagrams.difference(left, meant)
      if rest == left { return nil }
      left = rest
    }
    if parts.count > 1 { return [.any(parts)] }
    if case .all(let tests)? = parts.first { return tests }
    return parts
  }

  /// How many conditions, of which one is to hold, are read in one line.
  private static let mostParts = 3

  /// The test that holds in some regions of an axis; nil where none says so in few words.
  private func test(_ axis: Int, _ regions: RegionSet) -> Guard? {
    switch axes[axis] {
    case .field(let ref, let scale):
      let all = RegionSet(0..<scale.count)
      let known = regions.intersection(all)
      let test =
        known.isEmpty
        ? nil : known == all ? Guard.test(ref, .isPresent) : scale.test(known, of: ref)
      if !known.isEmpty, test == nil { return nil }
      guard regions.contains(scale.count) else { return test }
      return test.map { .any([$0, .test(ref, .isMissing)]) } ?? .test(ref, .isMissing)
    case .presence(let ref):
      return .test(ref, regions.contains(0) ? .isPresent : .isMissing)
    case .timed, .member, .part, .activity, .clock: return nil
    }
  }
}

extension Scale {
  /// The test that holds for the values of some regions; nil where none says so in few words.
  fileprivate func test(_ regions: RegionSet, of field: Ref<Field>) -> Guard? {
    switch self {
    case .values(let values, _):
      let meant = values.indices.filter(regions.contains).map { values[$0] }
      return .test(field, meant.count == 1 ? .compare(.equal, meant[0]) : .oneOf(meant))
    case .integers(let cuts, let domain):
      guard regions.ranges.count == 1, let range = regions.ranges.first else { return nil }
      let lower = cuts.range(of: range.lowerBound, within: domain).lowerBound
      let upper = cuts.range(of: range.upperBound - 1, within: domain).upperBound
      if lower == upper { return .test(field, .compare(.equal, .integer(lower))) }
      var ends: [Guard] = []
      if lower > domain.lowerBound {
        ends.append(.test(field, .compare(.greaterOrEqual, .integer(lower))))
      }
      if upper < domain.upperBound {
        ends.append(.test(field, .compare(.lessOrEqual, .integer(upper))))
      }
      return ends.count == 1 ? ends[0] : .all(ends)
    case .dates, .texts, .tested: return nil
    }
  }
}
