import RoeLogic
import RoeMachine

/// The regions of a text of which some test asks for a part.
struct TextTests: Sendable {
  private enum Regions {
    case of(TextRegions)
    /// Which of many parts a text contains is told apart part by part.
    case beside(TextParts)
  }

  private let regions: Regions
  private let places: [Test: Int]

  /// Fewer parts are told apart together with all else.
  private static let manyParts = 4

  init(_ tests: [Test]) throws(BudgetExceeded) {
    var patterns: [TextPattern] = []
    var places: [Test: Int] = [:]
    for test in tests {
      guard let pattern = test.pattern else { continue }
      places[test] = patterns.count
      patterns.append(pattern)
    }
    self.places = places
    if let apart = TextParts(patterns), apart.parts.count >= Self.manyParts {
      regions = .beside(apart)
    } else {
      regions = .of(try TextRegions(patterns))
    }
  }

  var count: Int {
    switch regions {
    case .of(let regions): regions.count
    case .beside(let apart): apart.regions.count
    }
  }

  /// The parts that are told apart each for itself.
  var parts: TextParts? { if case .beside(let apart) = regions { apart } else { nil } }

  func regions(_ test: Test) -> [Range<Int>] {
    guard let place = places[test], let pattern = test.pattern else { return [] }
    let found =
      switch regions {
      case .of(let regions): regions.regions(of: place)
      case .beside(let apart): apart.regions(of: pattern) ?? []
      }
    if case .noneOf = test { return found.complement(in: count).ranges }
    return found.ranges
  }

  func sample(of region: Int) -> String {
    switch regions {
    case .of(let regions): regions.samples[region]
    case .beside(let apart): apart.sample(of: region, containing: [])
    }
  }
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
