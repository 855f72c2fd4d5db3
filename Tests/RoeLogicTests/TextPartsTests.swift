import RoeLogic
import RoeTestSupport
import Testing

@Suite struct TextPartsTests {
  private static let letters = ["a", "b", "é"]

  private static func text(_ lengths: ClosedRange<Int>, _ random: inout SeededRandom) -> String {
    (0..<Int.random(in: lengths, using: &random)).map { _ in
      letters[Int.random(in: 0..<letters.count, using: &random)]
    }.joined()
  }

  private static func pattern(_ random: inout SeededRandom) -> TextPattern {
    switch Int.random(in: 0..<9, using: &random) {
    case 0: .isOneOf((0..<Int.random(in: 0...3, using: &random)).map { _ in text(0...3, &random) })
    case 1: .hasPrefix(text(0...2, &random))
    case 2: .hasSuffix(text(0...2, &random))
    case 3: .isEmpty
    case 4: .compares(.notEqual, text(0...2, &random))
    default: .contains(text(0...3, &random))
    }
  }

  /// The same texts are told apart as where all patterns are looked at together.
  @Test func agreesWithRegions() throws {
    try withSeeds(0..<200) { random, seed in
      let patterns = (0..<Int.random(in: 1...7, using: &random)).map { _ in Self.pattern(&random) }
      let parts = try #require(TextParts(patterns))
      let regions = try TextRegions(patterns)
      func answers(_ text: String) -> [Bool] { patterns.map { $0.matches(text) } }
      let expected = Set(regions.samples.map(answers))
      var found: Set<[Bool]> = []
      for region in parts.regions.indices {
        for choice in Self.choices(of: parts, in: region) {
          let text = parts.sample(of: region, containing: choice)
          found.insert(answers(text))
          for pattern in patterns {
            guard let places = parts.regions(of: pattern) else { continue }
            #expect(places.contains(region) == pattern.matches(text), "seed \(seed): \(patterns)")
          }
          for (place, part) in parts.parts.enumerated() {
            #expect(
              choice.contains(place) == TextPattern.contains(part).matches(text),
              "seed \(seed): \(patterns) “\(text)”")
          }
        }
      }
      #expect(found == expected, "seed \(seed): \(patterns)")
    }
  }

  /// What texts of a region can contain.
  private static func choices(of parts: TextParts, in place: Int) -> [RegionSet] {
    let region = parts.regions[place]
    if region.isClosed { return [region.forced] }
    return (0..<(1 << parts.parts.count)).map { bits in
      RegionSet(parts.parts.indices.filter { bits >> $0 & 1 == 1 })
    }.filter { choice in
      region.forced.isSubset(of: choice)
        && choice.allSatisfy { parts.within[$0].isSubset(of: choice) }
    }
  }

  @Test func manyPartsAreFew() throws {
    let words = (0..<60).map { "word\($0)-" }
    let parts = try #require(TextParts(words.map { .contains($0) }))
    #expect(parts.regions.count == 1)
    #expect(parts.sample(of: 0, containing: [3, 40]) == "word3- word40-")
    #expect(parts.sample(of: 0, containing: []) == "x")
  }

  @Test func orderIsLeftAlone() {
    #expect(TextParts([.contains("a"), .compares(.less, "b")]) == nil)
  }
}
