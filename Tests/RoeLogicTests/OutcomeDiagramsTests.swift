import RoeLogic
import RoeTestSupport
import Testing

@Suite struct OutcomeDiagramsTests {
  /// A random table, and what it decides cell by cell.
  private struct Table {
    let outcomes: [Int?]
    let diagram: OutcomeDiagram

    init(_ space: Space, _ diagrams: inout Diagrams, _ random: inout SeededRandom) throws {
      let marks = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        space.randomMarks(&random)
      }
      let decisions = marks.map { _ in Int.random(in: 0..<4, using: &random) }
      let otherwise = Bool.random(using: &random) ? 4 : nil
      var rows: [Diagram] = []
      for row in marks { rows.append(try space.diagram(of: row, in: &diagrams)) }
      outcomes = space.cells.indices.map { cell in
        marks.firstIndex { $0[cell] }.map { decisions[$0] } ?? otherwise
      }
      diagram = try diagrams.outcomes(of: rows, decisions, otherwise: otherwise)
    }
  }

  @Test func agreesWithEveryCell() throws {
    try withSeeds(0..<300) { random, seed in
      let space = Space.random(&random)
      var diagrams = Diagrams(regionCounts: space.regionCounts)
      let a = try Table(space, &diagrams, &random)
      let b = try Table(space, &diagrams, &random)
      #expect(
        space.cells.map { diagrams.outcome(of: $0, in: a.diagram) } == a.outcomes, "seed \(seed)")
      let reachable = diagrams.reachableOutcomes(a.diagram)
      #expect(reachable == Set(a.outcomes).sorted { $0 ?? -1 < $1 ?? -1 }, "seed \(seed)")
      for outcome in reachable {
        let region = try diagrams.region(of: outcome, in: a.diagram)
        #expect(space.marks(of: region, in: diagrams) == a.outcomes.map { $0 == outcome })
      }
      let absent = try diagrams.region(of: 9, in: a.diagram)
      #expect(absent == .none, "seed \(seed)")
      let difference = try diagrams.difference(a.diagram, b.diagram)
      #expect(
        space.marks(of: difference, in: diagrams) == zip(a.outcomes, b.outcomes).map { $0 != $1 },
        "seed \(seed)")
      #expect((a.diagram == b.diagram) == (a.outcomes == b.outcomes), "seed \(seed)")
      let overlay = try diagrams.overlay(a.diagram, b.diagram)
      #expect(
        space.cells.map { diagrams.outcome(of: $0, in: overlay) }
          == zip(a.outcomes, b.outcomes).map { $0 ?? $1 }, "seed \(seed)")
    }
  }

  @Test func changesAgreeWithEveryCell() throws {
    try withSeeds(0..<200) { random, seed in
      let space = Space.random(&random)
      var diagrams = Diagrams(regionCounts: space.regionCounts)
      let a = try Table(space, &diagrams, &random)
      let b = try Table(space, &diagrams, &random)
      let changes = try diagrams.changes(from: a.diagram, to: b.diagram)
      let expected = Set(zip(a.outcomes, b.outcomes).filter { $0 != $1 }.map { [$0, $1] })
      #expect(Set(changes.map { [$0.from, $0.to] }) == expected, "seed \(seed)")
      #expect(changes.count == expected.count, "seed \(seed)")
      for change in changes {
        let cell = change.cell.map { $0 ?? 0 }
        #expect(diagrams.outcome(of: cell, in: a.diagram) == change.from, "seed \(seed)")
        #expect(diagrams.outcome(of: cell, in: b.diagram) == change.to, "seed \(seed)")
      }

      let variable = Int.random(in: 0..<space.regionCounts.count, using: &random)
      let neighbours = try diagrams.neighbours(in: a.diagram, along: variable)
      var pairs: Set<Set<Int?>> = []
      for (cell, outcome) in zip(space.cells, a.outcomes) {
        for region in 0..<space.regionCounts[variable] {
          var other = cell
          other[variable] = region
          let second = diagrams.outcome(of: other, in: a.diagram)
          if second != outcome { pairs.insert([outcome, second]) }
        }
      }
      #expect(Set(neighbours.map { [$0.from, $0.to] }) == pairs, "seed \(seed)")
      #expect(neighbours.count == pairs.count, "seed \(seed)")
      for neighbour in neighbours {
        var cell = neighbour.cell.map { $0 ?? 0 }
        #expect(diagrams.outcome(of: cell, in: a.diagram) == neighbour.from, "seed \(seed)")
        cell[variable] = try #require(neighbour.region)
        #expect(diagrams.outcome(of: cell, in: a.diagram) == neighbour.to, "seed \(seed)")
      }
    }
  }
}
