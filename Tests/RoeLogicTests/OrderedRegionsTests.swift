import RoeLogic
import RoeTestSupport
import Testing

@Suite struct OrderedRegionsTests {
  @Test func agreesWithEveryValue() throws {
    try withSeeds(0..<300) { random, seed in
      let lower = Bool.random(using: &random) ? Int.random(in: -4...2, using: &random) : nil
      let upper = Bool.random(using: &random) ? Int.random(in: -2...6, using: &random) : nil
      let comparisons = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        (
          Comparison.allCases[Int.random(in: 0..<6, using: &random)],
          Int.random(in: -6...8, using: &random)
        )
      }
      let regions = OrderedRegions(lower: lower, upper: upper, comparisons: comparisons)
      let values = (-20...20).filter { $0 >= lower ?? -20 && $0 <= upper ?? 20 }
      #expect((regions.count == 0) == values.isEmpty, "seed \(seed)")
      #expect(
        Set(values.compactMap { regions.region(of: $0) }) == Set(0..<regions.count), "seed \(seed)")
      for value in -20...20 where !values.contains(value) {
        #expect(regions.region(of: value) == nil, "seed \(seed)")
      }
      for (comparison, constant) in comparisons {
        let chosen = regions.regions(comparison, constant)
        for value in values {
          #expect(
            regions.region(of: value).map(chosen.contains) == comparison.holds(value, constant),
            "seed \(seed): \(value) \(comparison) \(constant)")
        }
      }
      for region in 0..<regions.count {
        let sample = regions.sample(region)
        #expect(regions.region(of: sample) == region, "seed \(seed)")
        let bounds = regions.bounds(of: region)
        #expect(bounds.lower ?? sample <= sample && sample <= bounds.upper ?? sample)
      }
    }
  }

  @Test func rangesAndSamples() {
    let regions = OrderedRegions(
      lower: 0, comparisons: [(.atLeast, 50), (.less, 200), (.equal, 1000)])
    #expect((0..<regions.count).map(regions.sample) == [49, 50, 200, 1000, 1001])
    #expect(regions.regions(in: 50...999) == [1, 2])
    #expect(regions.regions(in: 60...999) == [2])
    #expect(regions.regions(in: -5...49) == [0])
    #expect(regions.bounds(of: 4).upper == nil)
  }

  @Test func endsOfTheIntegers() {
    let regions = OrderedRegions(
      comparisons: [
        (.greater, Int.max), (.atMost, Int.max), (.equal, Int.min), (.less, Int.min),
        (.equal, Int.max),
      ])
    #expect(regions.count == 3)
    #expect(regions.regions(.greater, Int.max) == [])
    #expect(regions.regions(.atMost, Int.max) == [0, 1, 2])
    #expect(regions.regions(.less, Int.min) == [])
    #expect(regions.regions(.equal, Int.min) == [0])
    #expect(regions.regions(.less, Int.max) == [0, 1])
    #expect(regions.regions(.notEqual, Int.max) == [0, 1])
    #expect(OrderedRegions(lower: 3, upper: 2, comparisons: [(.less, 3)]).count == 0)
  }
}
