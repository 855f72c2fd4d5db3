@testable import RoeLogic
import RoeTestSupport
import Testing

@Suite struct FirstMatchTests {
  @Test func agreesWithEveryCell() throws {
    try withSeeds(0..<400) { random, seed in
      let space = Space.random(&random)
      var diagrams = Diagrams(regionCounts: space.regionCounts)
      let marks = (0..<Int.random(in: 0...7, using: &random)).map { _ in
        space.randomMarks(&random)
      }
      let possibleMarks =
        Bool.random(using: &random)
        ? space.cells.map { _ in true } : space.randomMarks(&random)
      var rows: [Diagram] = []
      for row in marks { rows.append(try space.diagram(of: row, in: &diagrams)) }
      let possible = try space.diagram(of: possibleMarks, in: &diagrams)
      let result = try diagrams.firstMatch(rows: rows, assuming: possible)

      var open = possibleMarks
      for (index, row) in marks.enumerated() {
        let fate: FirstMatch.Fate =
          if zip(row, open).contains(where: { $0 && $1 }) {
            .effective
          } else if zip(row, possibleMarks).contains(where: { $0 && $1 }) {
            .hidden
          } else {
            .neverTrue
          }
        #expect(result.fates[index] == fate, "row \(index), seed \(seed)")
        open = zip(open, row).map { $0 && !$1 }
      }
      #expect(result.fates.count == marks.count)
      #expect(space.marks(of: result.gap, in: diagrams) == open, "seed \(seed)")

      // The other way through the rows says the same.
      let start = result.fates.map { $0 == .neverTrue ? $0 : .hidden }
      let apart = try diagrams.takeApart(rows, from: possible, start)
      #expect(apart.fates == result.fates, "seed \(seed)")
      #expect((apart.gap == .none) == (result.gap == .none), "seed \(seed)")
      #expect(try diagrams.implies(apart.gap, result.gap), "seed \(seed)")
      #expect(apart.isGapComplete == (apart.gap == result.gap), "seed \(seed)")

      let outcomes = marks.map { _ in Int.random(in: 0..<3, using: &random) }
      for index in marks.indices where result.fates[index] == .hidden {
        let blockers = try diagrams.blockers(
          of: index, rows: rows, outcomes: outcomes, assuming: possible)
        var rest = zip(marks[index], possibleMarks).map { $0 && $1 }
        let whole = rest
        for row in blockers.covering {
          #expect(row < index, "seed \(seed)")
          #expect(zip(rest, marks[row]).contains { $0 && $1 }, "seed \(seed)")
          rest = zip(rest, marks[row]).map { $0 && !$1 }
        }
        #expect(!rest.contains(true), "seed \(seed)")
        let others = (0..<index).filter { outcomes[$0] != outcomes[index] }
        let sizes = others.map { row in zip(whole, marks[row]).count { $0 && $1 } }
        let largest = sizes.max().flatMap { $0 > 0 ? $0 : nil }
        let expected = largest.flatMap { size in sizes.firstIndex(of: size).map { others[$0] } }
        #expect(blockers.otherOutcome == expected, "seed \(seed)")
      }
    }
  }

  /// A table on which the first way needs too much of the budget.
  @Test func finelyDividedTables() throws {
    var random = SeededRandom(seed: 5)
    let counts = Array(repeating: 16, count: 8)
    var boxes = [counts.map { RegionSet(0..<$0) }]
    while boxes.count < 400 {
      let box = boxes.remove(at: Int.random(in: 0..<boxes.count, using: &random))
      let variable = Int.random(in: 0..<counts.count, using: &random)
      let side = Array(box[variable])
      let cut = side.count < 2 ? 0 : Int.random(in: 1..<side.count, using: &random)
      for part in cut == 0 ? [side] : [Array(side[..<cut]), Array(side[cut...])] {
        var box = box
        box[variable] = RegionSet(part)
        boxes.append(box)
      }
    }
    boxes.shuffle(using: &random)
    let missing = Box(boxes.removeLast().enumerated().map { Literal($0, $1) })
    boxes.append(boxes[7])
    var diagrams = Diagrams(regionCounts: counts, budget: 20_000)
    var rows: [Diagram] = []
    for box in boxes {
      rows.append(try diagrams.box(Box(box.enumerated().map { Literal($0, $1) })))
    }
    let result = try diagrams.firstMatch(rows: rows)
    #expect(result.fates.indices.filter { result.fates[$0] != .effective } == [boxes.count - 1])
    #expect(result.isGapComplete)
    #expect(try result.gap == diagrams.box(missing))
  }

  @Test func manyGaps() throws {
    let space = Space([9, 9])
    var diagrams = Diagrams(regionCounts: space.regionCounts)
    let isRow = space.cells.map { $0[0] != $0[1] }
    let row = try space.diagram(of: isRow, in: &diagrams)
    let result = try diagrams.takeApart([row], from: .all, [.hidden])
    #expect(result.isGapComplete)
    #expect(diagrams.exactCount(result.gap) == 9)
    let wide = Space([20, 20])
    diagrams = Diagrams(regionCounts: wide.regionCounts)
    let manyRows = try wide.diagram(of: wide.cells.map { $0[0] != $0[1] }, in: &diagrams)
    let part = try diagrams.takeApart([manyRows], from: .all, [.hidden])
    #expect(!part.isGapComplete)
    #expect(diagrams.exactCount(part.gap) == 16)
    #expect(try !diagrams.intersects(part.gap, manyRows))
  }

  /// No single row covers the last one: two do together.
  @Test func severalRowsHideOne() throws {
    var diagrams = Diagrams(regionCounts: [3, 2])
    let rows = try [
      diagrams.box(Box([Literal(0, [0]), Literal(1, [0])])),
      diagrams.box(Box([Literal(0, [0]), Literal(1, [1])])),
      diagrams.box(Box([Literal(0, [0])])),
      diagrams.box(Box([Literal(0, [])])),
    ]
    let result = try diagrams.firstMatch(rows: rows)
    #expect(result.fates == [.effective, .effective, .hidden, .neverTrue])
    #expect(try result.gap == diagrams.literal(0, [1, 2]))
    let blockers = try diagrams.blockers(of: 2, rows: rows, outcomes: [0, 1, 0, 0])
    #expect(blockers.covering == [0, 1])
    #expect(blockers.otherOutcome == 1)
  }
}
