import RoeLogic
import RoeMachine

/// The regions of a text of which some test asks for a part.
struct TextTests: Sendable {
  private let regions: TextRegions
  private let places: [Test: Int]

  init(_ tests: [Test]) throws(BudgetExceeded) {
    var patterns: [TextPattern] = []
    var places: [Test: Int] = [:]
    for test in tests {
      guard let pattern = test.pattern else { continue }
      places[test] = patterns.count
      patterns.append(pattern)
    }
    self.places = places
    regions = try TextRegions(patterns)
  }

  var count: Int { regions.count }

  func regions(_ test: Test) -> [Range<Int>] {
    guard let place = places[test] else { return [] }
    let found = regions.regions(of: place)
    if case .noneOf = test { return found.complement(in: count).ranges }
    return found.ranges
  }

  func sample(of region: Int) -> String { regions.samples[region] }
}

extension Test {
  /// What it asks of a text; for `noneOf` what must not be so.
  fileprivate var pattern: TextPattern? {
    switch self {
    case .isEmpty: .isEmpty
    case .compare(let comparison, .text(let text)): .compares(comparison.ofTexts, text)
    case .oneOf(let values), .noneOf(let values):
      .isOneOf(values.compactMap { if case .text(let text) = $0 { text } else { nil } })
    case .startsWith(let part): .hasPrefix(part)
    case .endsWith(let part): .hasSuffix(part)
    case .contains(let part): .contains(part)
    case .isMissing, .isPresent, .compare, .hasAny, .hasAll, .age: nil
    }
  }
}

extension RoeMachine.Comparison {
  fileprivate var ofTexts: RoeLogic.Comparison {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .atMost
    case .greater: .greater
    case .greaterOrEqual: .atLeast
    }
  }
}
