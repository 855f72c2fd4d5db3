/// Two outcomes, and a cell for which one becomes the other.
package struct OutcomeChange: Hashable, Sendable {
  /// nil: undecided.
  package let from: Int?
  package let to: Int?
  /// For each variable a region, or nil where any region will do.
  package let cell: [Int?]
  /// For two neighbouring cells, the region that the second has instead.
  package let region: Int?
}

extension Diagrams {
  /// What a table decides of which the first row decides that matches.
  ///
  /// - Parameter outcomes: for each row a number from 0 on; with the numbers of the rows
  ///   themselves, the diagram tells which row decides.
  package mutating func outcomes(
    of rows: [Diagram], _ outcomes: [Int], otherwise: Int? = nil
  ) throws(BudgetExceeded) -> OutcomeDiagram {
    var labels: [UInt32] = []
    for (row, outcome) in zip(rows, outcomes) {
      labels.append(try run(.label, row.id, OutcomeDiagram.always(outcome).id))
    }
    if let otherwise { labels.append(OutcomeDiagram.always(otherwise).id) }
    return OutcomeDiagram(id: try fold(.overlay, labels, whenEmpty: noneID))
  }

  /// The decision of the first, and where it leaves a cell undecided, that of the second.
  package mutating func overlay(
    _ a: OutcomeDiagram, _ b: OutcomeDiagram
  ) throws(BudgetExceeded) -> OutcomeDiagram {
    OutcomeDiagram(id: try run(.overlay, a.id, b.id))
  }

  /// The cells with this outcome; nil: the undecided ones.
  package mutating func region(
    of outcome: Int?, in diagram: OutcomeDiagram
  ) throws(BudgetExceeded) -> Diagram {
    let terminal = outcome.map { OutcomeDiagram.always($0) } ?? .undecided
    return Diagram(id: try run(.region, diagram.id, terminal.id))
  }

  /// The cells for which the two decide differently.
  package mutating func difference(
    _ a: OutcomeDiagram, _ b: OutcomeDiagram
  ) throws(BudgetExceeded) -> Diagram {
    Diagram(id: try run(.differ, a.id, b.id))
  }

  /// The outcomes that some cell has, ascending; nil, for undecided cells, comes first.
  package func reachableOutcomes(_ diagram: OutcomeDiagram) -> [Int?] {
    var terminals: Set<UInt32> = diagram.id >= noneID ? [diagram.id] : []
    visit(diagram.id) { id in
      for run in runs[nodes[Int(id)].range] where run.child >= noneID {
        terminals.insert(run.child)
      }
    }
    return terminals.sorted().map(outcome)
  }

  package func outcome(of cell: [Int], in diagram: OutcomeDiagram) -> Int? {
    outcome(terminal(of: cell, from: diagram.id))
  }

  private func outcome(_ terminal: UInt32) -> Int? {
    terminal == noneID ? nil : Int(terminal - allID)
  }

  /// For each two outcomes that some cell has before and after, one such cell.
  package mutating func changes(
    from a: OutcomeDiagram, to b: OutcomeDiagram
  ) throws(BudgetExceeded) -> [OutcomeChange] {
    var walk = ChangeWalk(cell: [Int?](repeating: nil, count: regionCounts.count))
    try walk.compare(&self, a.id, b.id)
    return walk.changes(outcome)
  }

  /// For each two outcomes of which one turns into the other when nothing but this variable
  /// changes, one such cell and the region to change to. Each two are listed once.
  package mutating func neighbours(
    in diagram: OutcomeDiagram, along variable: Int
  ) throws(BudgetExceeded) -> [OutcomeChange] {
    var walk = ChangeWalk(cell: [Int?](repeating: nil, count: regionCounts.count))
    try walk.visit(&self, diagram.id, variable)
    return walk.changes(outcome)
  }
}

/// Collects pairs of terminals that two diagrams have for a cell, and looks at each pair of nodes
/// once.
private struct ChangeWalk {
  private struct Ends: Hashable {
    var from: UInt32
    var to: UInt32
  }

  var cell: [Int?]
  var region: Int?
  private var found: [Ends: (cell: [Int?], region: Int?)] = [:]
  private var compared: Set<Ends> = []
  private var visited: Set<UInt32> = []

  init(cell: [Int?]) { self.cell = cell }

  func changes(_ outcome: (UInt32) -> Int?) -> [OutcomeChange] {
    found.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }.map {
      OutcomeChange(
        from: outcome($0.key.from), to: outcome($0.key.to), cell: $0.value.cell,
        region: $0.value.region)
    }
  }

  mutating func compare(
    _ diagrams: inout Diagrams, _ a: UInt32, _ b: UInt32
  ) throws(BudgetExceeded) {
    let ends = Ends(from: a, to: b)
    if a == b || compared.contains(ends) { return }
    try diagrams.step()
    compared.insert(ends)
    if a >= noneID, b >= noneID {
      let isKnown = region != nil && found[Ends(from: b, to: a)] != nil
      if !isKnown { found[ends] = (cell, region) }
      return
    }
    var pair = Pair(diagrams, a, b)
    let variable = Int(pair.variable)
    while true {
      let start = Int(pair.end)
      guard pair.next(diagrams) else { break }
      cell[variable] = start
      try compare(&diagrams, pair.a, pair.b)
    }
    cell[variable] = nil
  }

  /// Compares what the regions of the variable lead to, below every path to it.
  mutating func visit(
    _ diagrams: inout Diagrams, _ id: UInt32, _ variable: Int
  ) throws(BudgetExceeded) {
    guard diagrams.variable(id) <= variable, visited.insert(id).inserted else { return }
    try diagrams.step()
    let node = diagrams.nodes[Int(id)]
    let own = Int(node.variable)
    var start = 0
    for index in node.range {
      let run = diagrams.runs[index]
      cell[own] = start
      if own == variable {
        var otherStart = 0
        for other in Int(node.start)..<index {
          region = start
          cell[own] = otherStart
          otherStart = Int(diagrams.runs[other].end)
          try compare(&diagrams, diagrams.runs[other].child, run.child)
        }
      } else {
        try visit(&diagrams, run.child, variable)
      }
      start = Int(run.end)
    }
    cell[own] = nil
    region = nil
  }
}
