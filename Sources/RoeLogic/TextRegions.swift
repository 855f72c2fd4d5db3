/// All texts, divided into the regions that a list of patterns can tell apart; each pattern holds
/// for all texts of a region or for none.
package struct TextRegions: Sendable {
  package let patterns: [TextPattern]
  /// A short text of each region, in the order of their bytes. The empty text is the sample of a
  /// region only if the region has no other.
  package let samples: [String]
  private let regionsByPattern: [RegionSet]

  /// Finds exactly the regions in which there are texts.
  ///
  /// - Parameter budget: how many texts the search may look at.
  package init(_ patterns: [TextPattern], budget: Int = 4_000_000) throws(BudgetExceeded) {
    self.patterns = patterns
    let classes = TextClasses(patterns)
    let found = try TextSearch(classes, budget: budget).samples
      .sorted { $0.sample.lexicographicallyPrecedes($1.sample) }
    samples = found.map {
      String(String.UnicodeScalarView($0.sample.compactMap(Unicode.Scalar.init)))
    }
    regionsByPattern = classes.regionsByPattern(found.map(\.class))
  }

  package var count: Int { samples.count }

  /// The regions for which a pattern holds, by the pattern's place in the list.
  package func regions(of pattern: Int) -> RegionSet { regionsByPattern[pattern] }

  package func region(of text: String) -> Int? {
    var regions = RegionSet(0..<count)
    for (index, pattern) in patterns.enumerated() {
      if pattern.matches(text) {
        regions.formIntersection(regionsByPattern[index])
      } else {
        regions.subtract(regionsByPattern[index])
      }
    }
    return regions.min
  }
}
