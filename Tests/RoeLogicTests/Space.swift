import RoeLogic
import RoeTestSupport

/// A small space of cells, and sets of its cells as lists of what each cell answers.
struct Space {
  let regionCounts: [Int]
  let cells: [[Int]]

  init(_ regionCounts: [Int]) {
    self.regionCounts = regionCounts
    cells = regionCounts.reduce([[]]) { cells, count in
      cells.flatMap { cell in (0..<count).map { cell + [$0] } }
    }
  }

  static func random(_ random: inout SeededRandom) -> Space {
    let count = Int.random(in: 1...5, using: &random)
    return Space((0..<count).map { _ in Int.random(in: 1...4, using: &random) })
  }

  /// The set that holds the cells which the list marks.
  func diagram(of marks: [Bool], in diagrams: inout Diagrams) throws -> Diagram {
    var boxes: [Diagram] = []
    for (cell, isIn) in zip(cells, marks) where isIn {
      boxes.append(
        try diagrams.box(Box(cell.enumerated().map { Literal($0, RegionSet($1)) })))
    }
    return try diagrams.any(of: boxes)
  }

  func marks(of diagram: Diagram, in diagrams: Diagrams) -> [Bool] {
    cells.map { diagrams.contains($0, in: diagram) }
  }

  func marks(of box: Box) -> [Bool] {
    cells.map { cell in box.literals.allSatisfy { $0.regions.contains(cell[$0.variable]) } }
  }

  /// A random set of cells, as an expression of literals would give it.
  func randomMarks(_ random: inout SeededRandom) -> [Bool] {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: cells.map { _ in Bool.random(using: &random) }
    case 1: marks(of: randomBox(&random))
    case 2: zip(marks(of: randomBox(&random)), marks(of: randomBox(&random))).map { $0 || $1 }
    default: zip(marks(of: randomBox(&random)), randomMarks(&random)).map { $0 != $1 }
    }
  }

  func randomBox(_ random: inout SeededRandom) -> Box {
    var literals: [Literal] = []
    for (variable, count) in regionCounts.enumerated() where Bool.random(using: &random) {
      var regions = RegionSet((0..<count).filter { _ in Bool.random(using: &random) })
      if regions.isEmpty { regions = [Int.random(in: 0..<count, using: &random)] }
      literals.append(Literal(variable, regions))
    }
    return Box(literals)
  }
}

/// Runs a body with the seeds of a range, each of which a failure names.
func withSeeds(_ seeds: Range<UInt64>, _ body: (inout SeededRandom, UInt64) throws -> Void) throws {
  for seed in seeds {
    var random = SeededRandom(seed: seed)
    try body(&random, seed)
  }
}
