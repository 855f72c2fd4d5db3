import RoeLogic
import RoeTestSupport
import Testing

@Suite struct RegionSetTests {
  @Test func agreesWithSets() throws {
    try withSeeds(0..<200) { random, seed in
      let size = [5, 64, 65, 130, 400][Int(seed % 5)]
      let density = Int.random(in: 1...10, using: &random)
      let lists = (0..<2).map { _ in
        (0..<size).filter { _ in Int.random(in: 0..<density, using: &random) == 0 }
      }
      let (a, b) = (RegionSet(lists[0]), RegionSet(lists[1]))
      let (x, y) = (Set(lists[0]), Set(lists[1]))
      #expect(Array(a) == lists[0], "seed \(seed)")
      #expect(a.count == x.count && a.min == x.min() && a.max == x.max(), "seed \(seed)")
      #expect(Set(a.union(b)) == x.union(y), "seed \(seed)")
      #expect(Set(a.intersection(b)) == x.intersection(y), "seed \(seed)")
      #expect(Set(a.subtracting(b)) == x.subtracting(y), "seed \(seed)")
      #expect(Set(a.complement(in: size)) == Set(0..<size).subtracting(x), "seed \(seed)")
      #expect(a.isDisjoint(with: b) == x.isDisjoint(with: y), "seed \(seed)")
      #expect(a.intersection(b).isSubset(of: a), "seed \(seed)")
      #expect(a.isSubset(of: b) == x.isSubset(of: y), "seed \(seed)")
      #expect(a.ranges.flatMap { $0 } == lists[0], "seed \(seed)")
      #expect((0..<size).allSatisfy { a.contains($0) == x.contains($0) }, "seed \(seed)")
      #expect(a.complement(in: size).complement(in: size) == a, "seed \(seed)")
    }
  }

  @Test func equalSetsAreEqualValues() {
    var set: RegionSet = [3, 500]
    set.remove(500)
    #expect(set == [3])
    #expect(RegionSet(60..<70) == RegionSet(Array(60..<70)))
    #expect(RegionSet(0..<128).count == 128)
    #expect(RegionSet(5..<5).isEmpty)
    #expect(RegionSet([200]).intersection([1, 200, 300]).subtracting([200]) == [])
  }
}
