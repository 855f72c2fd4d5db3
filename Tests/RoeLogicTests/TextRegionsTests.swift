import RoeLogic
import RoeTestSupport
import Testing

@Suite struct TextRegionsTests {
  /// All texts over a few letters, some of several bytes, up to a length that a difference needs.
  private static let texts: [String] = {
    let letters = ["", "a", "b", "c", "é", "z", "日", "🙂"]
    var texts: Set<[String]> = [[]]
    for _ in 0..<4 {
      texts.formUnion(texts.flatMap { text in letters.map { text + [$0] }.filter { $0 != [""] } })
    }
    return texts.map { $0.joined() }.sorted()
  }()

  @Test func agreesWithShortTexts() throws {
    try withSeeds(0..<60) { random, seed in
      let patterns = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        Self.pattern(&random)
      }
      let regions = try TextRegions(patterns)
      let vectors = regions.samples.map { text in patterns.map { $0.matches(text) } }
      #expect(Set(vectors).count == vectors.count, "seed \(seed): \(patterns)")
      for (region, vector) in vectors.enumerated() {
        let claimed = patterns.indices.map { regions.regions(of: $0).contains(region) }
        #expect(claimed == vector, "seed \(seed): \(patterns) \(regions.samples[region])")
        #expect(regions.region(of: regions.samples[region]) == region, "seed \(seed)")
      }
      // Every short text is in a region, and its region knows what holds for it.
      let known = Set(vectors)
      for text in Self.texts {
        let vector = patterns.map { $0.matches(text) }
        if !known.contains(vector) {
          Issue.record("seed \(seed): \(patterns): nothing for “\(text)”")
          return
        }
      }
    }
  }

  private static func pattern(_ random: inout SeededRandom) -> TextPattern {
    func text(_ lengths: ClosedRange<Int>) -> String {
      (0..<Int.random(in: lengths, using: &random)).map { _ in
        ["a", "b", "é"][Int.random(in: 0..<3, using: &random)]
      }.joined()
    }
    return switch Int.random(in: 0..<8, using: &random) {
    case 0: .isOneOf((0..<Int.random(in: 0...3, using: &random)).map { _ in text(0...3) })
    case 1: .hasPrefix(text(0...2))
    case 2: .hasSuffix(text(0...2))
    case 3: .contains(text(0...2))
    case 4: .isEmpty
    default:
      .compares(Comparison.allCases[Int.random(in: 0..<6, using: &random)], text(0...2))
    }
  }

  @Test func samplesAreNice() throws {
    #expect(try TextRegions([]).samples == ["x"])
    #expect(
      try TextRegions([.isOneOf(["DE", "AT"]), .isOneOf(["CH"])]).samples == ["AT", "CH", "x"])
    #expect(try TextRegions([.isEmpty]).samples == ["", "x"])
    #expect(
      try TextRegions([.hasPrefix("VP "), .hasSuffix("Sales")]).samples
        == ["Sales", "VP Sales", "VP x", "x"])
    #expect(try TextRegions([.compares(.less, "M"), .hasPrefix("é")]).samples == ["0", "x", "é"])
    #expect(try TextRegions([.isOneOf(["x", "a"])]).samples == ["b", "x"])
  }

  /// Only the text itself lies between the two; and no text is smaller than the empty one.
  @Test func emptyRegionsAreLeftOut() throws {
    let point = try TextRegions([.compares(.atLeast, "a"), .compares(.less, "a\u{0}")])
    #expect(point.samples.contains("a"))
    #expect(point.count == 3)
    let none = try TextRegions([.compares(.less, ""), .compares(.greater, "")])
    #expect(none.regions(of: 0) == [])
    #expect(none.samples == ["", "x"])
    let contradiction = try TextRegions([.hasPrefix("ab"), .hasPrefix("b"), .contains("b")])
    #expect(contradiction.samples == ["ab", "b", "x", "xb"])
    let last = "\u{10FFFF}"
    #expect(try TextRegions([.compares(.greater, last), .hasPrefix(last)]).count == 3)
  }

  /// Letters that look the same may be different bytes.
  @Test func textsAreBytes() throws {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    let regions = try TextRegions([.isOneOf([composed]), .isOneOf([decomposed])])
    #expect(regions.count == 3)
    #expect(!TextPattern.isOneOf([composed]).matches(decomposed))
    #expect(!TextPattern.hasPrefix("e").matches(composed))
    #expect(TextPattern.hasPrefix("e").matches(decomposed))
  }

  @Test func manyConstants() throws {
    let codes = (0..<5_000).map { String(10_000 + $0 * 7) }
    let regions = try TextRegions(codes.map { .isOneOf([$0]) } + [.hasPrefix("12"), .isEmpty])
    #expect(regions.count == 5_003)
    #expect(regions.regions(of: 17) == RegionSet(regions.region(of: codes[17]) ?? -1))
    let inTwelve = codes.count { $0.hasPrefix("12") }
    #expect(regions.regions(of: 5_000).count == inTwelve + 1)
    let shared = try TextRegions([.isOneOf(codes), .isOneOf(Array(codes.prefix(10)))])
    #expect(shared.count == 3)
  }

  @Test func longConstants() throws {
    let long = String(repeating: "\u{7}", count: 2_000)
    let regions = try TextRegions([
      .isOneOf([long]), .compares(.less, long + "b"), .hasPrefix(long + "a"),
    ])
    #expect(regions.count == 4)
    #expect(regions.samples.contains(long))
  }

  @Test func stopsAtTheBudget() throws {
    let parts = (0..<20).map {
      TextPattern.contains(String(repeating: "\($0 % 10)", count: $0 + 1))
    }
    #expect(throws: BudgetExceeded()) { try TextRegions(parts, budget: 1_000) }
    let many = "abcdefghijklmnopqrst".map { TextPattern.contains(String($0)) }
    #expect(throws: BudgetExceeded()) { try TextRegions(many, budget: 10_000) }
  }
}
