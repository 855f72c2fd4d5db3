import RoeLogic
import RoeTestSupport
import Testing

@Suite struct OverlapsTests {
  @Test func agreesWithEveryCell() throws {
    try withSeeds(0..<200) { random, seed in
      let counts = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        [1, 2, 5, 130][Int.random(in: 0..<4, using: &random)]
      }
      let rows = (0..<12).map { _ in
        Box(
          counts.enumerated().compactMap { variable, count in
            guard Int.random(in: 0..<3, using: &random) > 0 else { return nil }
            let kept = Int.random(in: 1...max(1, count / 3), using: &random)
            return Literal(variable, RegionSet((0..<count).shuffled(using: &random).prefix(kept)))
          } + (Int.random(in: 0..<9, using: &random) == 0 ? [Literal(0, [])] : []))
      }
      let outcomes = rows.map { _ in Int.random(in: 0..<3, using: &random) }
      let useOutcomes = Bool.random(using: &random)
      var expected: [[Int]] = []
      for second in rows.indices {
        for first in 0..<second {
          let both = Box(rows[first].literals + rows[second].literals)
          if both.literals.contains(where: \.regions.isEmpty) { continue }
          if useOutcomes, outcomes[first] == outcomes[second] { continue }
          expected.append([first, second])
        }
      }
      let overlaps = Overlaps(
        of: rows, regionCounts: counts, outcomes: useOutcomes ? outcomes : nil, limit: 7)
      #expect(
        overlaps.pairs.map { [$0.first, $0.second] } == Array(expected.prefix(7)), "seed \(seed)")
      #expect(overlaps.count == expected.count, "seed \(seed)")
      #expect(
        overlaps.countByRow == rows.indices.map { row in expected.count { $0.contains(row) } },
        "seed \(seed)")
    }
  }
}
