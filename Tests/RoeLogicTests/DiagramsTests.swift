import RoeLogic
import RoeTestSupport
import Testing

@Suite struct DiagramsTests {
  @Test func algebraAgreesWithEveryCell() throws {
    try withSeeds(0..<300) { random, seed in
      let space = Space.random(&random)
      var diagrams = Diagrams(regionCounts: space.regionCounts)
      let (x, y) = (space.randomMarks(&random), space.randomMarks(&random))
      let a = try space.diagram(of: x, in: &diagrams)
      let b = try space.diagram(of: y, in: &diagrams)
      func expect(_ diagram: Diagram, _ marks: [Bool], _ operation: String) throws {
        #expect(space.marks(of: diagram, in: diagrams) == marks, "\(operation), seed \(seed)")
        #expect(
          try space.diagram(of: marks, in: &diagrams) == diagram, "\(operation), seed \(seed)")
      }
      try expect(a, x, "itself")
      try expect(try diagrams.and(a, b), zip(x, y).map { $0 && $1 }, "and")
      try expect(try diagrams.or(a, b), zip(x, y).map { $0 || $1 }, "or")
      try expect(try diagrams.xor(a, b), zip(x, y).map { $0 != $1 }, "xor")
      try expect(try diagrams.difference(a, b), zip(x, y).map { $0 && !$1 }, "difference")
      try expect(try diagrams.not(a), x.map { !$0 }, "not")
      let isInside = zip(x, y).allSatisfy { !$0 || $1 }
      #expect(try diagrams.implies(a, b) == isInside, "seed \(seed)")
      let meets = zip(x, y).contains { $0 && $1 }
      #expect(try diagrams.intersects(a, b) == meets, "seed \(seed)")
    }
  }

  @Test func boxesAndCountsOfMany() throws {
    try withSeeds(0..<200) { random, seed in
      let space = Space.random(&random)
      var diagrams = Diagrams(regionCounts: space.regionCounts)
      let boxes = (0..<4).map { _ in space.randomBox(&random) }
      let marks = boxes.map(space.marks)
      var list: [Diagram] = []
      for box in boxes { list.append(try diagrams.box(box)) }
      for (diagram, marks) in zip(list, marks) {
        #expect(space.marks(of: diagram, in: diagrams) == marks, "seed \(seed)")
      }
      for count in -1...5 {
        let expected = space.cells.indices.map { cell in
          marks.count { $0[cell] } >= count
        }
        let diagram = try diagrams.atLeast(count, of: list)
        #expect(space.marks(of: diagram, in: diagrams) == expected, "at least \(count), \(seed)")
      }
      #expect(try diagrams.all(of: list) == diagrams.atLeast(4, of: list), "seed \(seed)")
      #expect(try diagrams.any(of: list) == diagrams.atLeast(1, of: list), "seed \(seed)")
    }
  }

  @Test func questionsAgreeWithEveryCell() throws {
    try withSeeds(0..<300) { random, seed in
      let space = Space.random(&random)
      var diagrams = Diagrams(regionCounts: space.regionCounts)
      let marks = space.randomMarks(&random)
      let diagram = try space.diagram(of: marks, in: &diagrams)
      let members = zip(space.cells, marks).filter(\.1).map(\.0)
      #expect(diagrams.exactCount(diagram) == members.count, "seed \(seed)")
      #expect(diagrams.count(diagram) == Double(members.count), "seed \(seed)")
      let weights = space.regionCounts.map { count in
        (0..<count).map { _ in Double(Int.random(in: 0...9, using: &random)) }
      }
      let weight = members.reduce(0.0) { sum, cell in
        sum + zip(weights, cell).reduce(1.0) { $0 * $1.0[$1.1] }
      }
      #expect(diagrams.count(diagram, weights: weights) == weight, "seed \(seed)")

      let variable = Int.random(in: 0..<space.regionCounts.count, using: &random)
      let region = Int.random(in: 0..<space.regionCounts[variable], using: &random)
      let isMember = { (cell: [Int]) in diagrams.contains(cell, in: diagram) }
      func moved(_ cell: [Int], _ region: Int) -> [Int] {
        var cell = cell
        cell[variable] = region
        return cell
      }
      let regions = 0..<space.regionCounts[variable]
      let restricted = space.cells.map { isMember(moved($0, region)) }
      let projected = space.cells.map { cell in regions.contains { isMember(moved(cell, $0)) } }
      let depends = space.cells.contains { cell in
        regions.contains { isMember(moved(cell, $0)) != isMember(cell) }
      }
      #expect(diagrams.support(diagram).contains(variable) == depends, "seed \(seed)")
      let restriction = try diagrams.restrict(diagram, variable, to: region)
      #expect(space.marks(of: restriction, in: diagrams) == restricted, "seed \(seed)")
      let projection = try diagrams.exists(diagram, [variable])
      #expect(space.marks(of: projection, in: diagrams) == projected, "seed \(seed)")
      let everything = try diagrams.exists(diagram, RegionSet(space.regionCounts.indices))
      #expect(everything == (members.isEmpty ? .none : .all), "seed \(seed)")
    }
  }

  @Test func pickedBoxesAreInsideAndCannotGrow() throws {
    try withSeeds(0..<300) { random, seed in
      let space = Space.random(&random)
      var diagrams = Diagrams(regionCounts: space.regionCounts)
      let marks = space.randomMarks(&random)
      let diagram = try space.diagram(of: marks, in: &diagrams)
      let ranking = space.regionCounts.map { Array((0..<$0).shuffled(using: &random).prefix(2)) }
      let picked = diagrams.pick(diagram, preferring: ranking)
      #expect((picked == nil) == !marks.contains(true), "seed \(seed)")
      guard let cell = picked else { return }
      let first = space.marks(
        of: Box(
          cell.enumerated().compactMap { variable, region in
            region.map { Literal(variable, RegionSet($0)) }
          }))
      #expect(zip(first, marks).allSatisfy { !$0 || $1 }, "seed \(seed)")
      let order = Array(space.regionCounts.indices.shuffled(using: &random).prefix(2))
      let box = diagrams.box(containing: cell, within: diagram, growing: order)
      let inside = space.marks(of: box)
      #expect(zip(first, inside).allSatisfy { !$0 || $1 }, "seed \(seed)")
      #expect(zip(inside, marks).allSatisfy { !$0 || $1 }, "seed \(seed)")
      for literal in box.literals {
        for region in literal.regions.complement(in: space.regionCounts[literal.variable]) {
          let sides = box.literals.map {
            $0 == literal ? Literal($0.variable, literal.regions.union([region])) : $0
          }
          let larger = space.marks(of: Box(sides))
          #expect(zip(larger, marks).contains { $0 && !$1 }, "seed \(seed)")
        }
      }
    }
  }

  @Test func prefersWhatItCanGet() throws {
    var diagrams = Diagrams(regionCounts: [4, 3, 70])
    let set = try diagrams.box(Box([Literal(0, [1, 3]), Literal(2, RegionSet(66..<69))]))
    #expect(diagrams.pick(set) == [1, nil, 66])
    #expect(diagrams.pick(set, preferring: [[0, 3], [2], [5, 68, 900]]) == [3, nil, 68])
    #expect(diagrams.pick(.none) == nil)
    #expect(diagrams.pick(.all) == [nil, nil, nil])
    #expect(
      diagrams.box(containing: [1, nil, 66], within: set)
        == Box([Literal(0, [1, 3]), Literal(2, RegionSet(66..<69))]))
    #expect(diagrams.exactCount(set) == 18)
  }

  @Test func countsThatAnIntCannotHold() throws {
    var diagrams = Diagrams(regionCounts: Array(repeating: 1_000, count: 10))
    #expect(diagrams.exactCount(.all) == nil)
    #expect(diagrams.exactCount(.none) == 0)
    #expect(abs(diagrams.count(.all) - 1e30) < 1e16)
    let cell = try diagrams.box(Box((0..<10).map { Literal($0, [7]) }))
    #expect(diagrams.exactCount(cell) == 1)
    let rest = try diagrams.not(cell)
    #expect(diagrams.exactCount(rest) == nil)
  }

  @Test func theSameCallsGiveTheSameDiagrams() throws {
    func ids() throws -> [Diagram] {
      var random = SeededRandom(seed: 11)
      let space = Space([4, 4, 4, 4])
      var diagrams = Diagrams(regionCounts: space.regionCounts)
      return try (0..<20).map { _ in
        try space.diagram(of: space.randomMarks(&random), in: &diagrams)
      }
    }
    #expect(try ids() == ids())
  }

  /// Pairs of equal bits, all first halves before all second halves, need 2^n nodes.
  @Test func stopsAtTheBudget() throws {
    func build(_ budget: Int, pairs: Int = 16) throws(BudgetExceeded) -> Int {
      var diagrams = Diagrams(
        regionCounts: Array(repeating: 2, count: 2 * pairs), budget: budget)
      var equal = Diagram.all
      for first in 0..<pairs {
        let a = try diagrams.literal(first, [0])
        let b = try diagrams.literal(first + pairs, [0])
        let differ = try diagrams.xor(a, b)
        equal = try diagrams.difference(equal, differ)
      }
      return diagrams.nodeCount
    }
    #expect(throws: BudgetExceeded()) { try build(10_000) }
    #expect(throws: BudgetExceeded()) { try build(0) }
    #expect(try build(10_000, pairs: 4) < 10_000)
  }

  @Test func worksOnAfterTheBudgetWasUsedUp() throws {
    var diagrams = Diagrams(regionCounts: [3, 3, 3], budget: 4)
    let a = try diagrams.box(Box([Literal(0, [0]), Literal(1, [1])]))
    let b = try diagrams.box(Box([Literal(1, [2]), Literal(2, [1])]))
    #expect(throws: BudgetExceeded()) { try diagrams.or(a, b) }
    #expect(throws: BudgetExceeded()) { try diagrams.not(a) }
    #expect(try diagrams.and(a, a) == a)
    #expect(try !diagrams.intersects(a, b))
    #expect(diagrams.exactCount(a) == 3)
  }

  @Test func tooManyVariablesHaveNoBudget() throws {
    var diagrams = Diagrams(
      regionCounts: Array(repeating: 2, count: Diagrams.variableLimit + 1))
    #expect(throws: BudgetExceeded()) { try diagrams.literal(0, [1]) }
    diagrams = Diagrams(regionCounts: Array(repeating: 2, count: Diagrams.variableLimit))
    let deep = try diagrams.box(Box((0..<Diagrams.variableLimit).map { Literal($0, [1]) }))
    let other = try diagrams.box(Box((0..<Diagrams.variableLimit).map { Literal($0, [0]) }))
    #expect(try diagrams.or(deep, other) != .none)
    #expect(diagrams.count(deep) == 1)
  }
}
