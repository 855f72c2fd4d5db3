/// What becomes of the rows of a table of which the first that matches decides.
package struct FirstMatch: Sendable {
  /// What becomes of one row.
  package enum Fate: Hashable, Sendable {
    /// No possible cell satisfies the row.
    case neverTrue
    /// Rows above take every possible cell of the row.
    case hidden
    /// The row decides for some cell.
    case effective
  }

  /// One for each row.
  package let fates: [Fate]
  /// Possible cells that no row matches; `.none` if there are none.
  package let gap: Diagram
  /// Whether these are all of them; if not, they are the first few boxes that cannot grow.
  package let isGapComplete: Bool
}

/// Why a row never comes to its turn.
package struct Blockers: Hashable, Sendable {
  /// Rows above, by the size of what they take away, until nothing of the row is left.
  package let covering: [Int]
  /// The row above with another outcome that takes the most.
  package let otherOutcome: Int?
}

extension Diagrams {
  /// Goes through the rows of a table, the first of which decides that matches.
  ///
  /// - Parameter possible: the cells that there can be.
  package mutating func firstMatch(
    rows: [Diagram], assuming possible: Diagram = .all
  ) throws(BudgetExceeded) -> FirstMatch {
    var fates: [FirstMatch.Fate] = []
    for row in rows {
      fates.append(try intersects(row, possible) ? .hidden : .neverTrue)
    }
    // What takes more for each row than this would take far more in the end.
    let quick = attempt(nodes: 5000 + 25 * rows.count) { diagrams throws(BudgetExceeded) in
      try diagrams.takeInTurn(rows, from: possible, fates)
    }
    if let quick { return quick }
    return try takeApart(rows, from: possible, fates)
  }

  /// Takes each row off what the rows above it have left.
  private mutating func takeInTurn(
    _ rows: [Diagram], from possible: Diagram, _ fates: [FirstMatch.Fate]
  ) throws(BudgetExceeded) -> FirstMatch {
    var fates = fates
    var open = possible
    for (index, row) in rows.enumerated() where try intersects(row, open) {
      fates[index] = .effective
      open = try difference(open, row)
    }
    return FirstMatch(fates: fates, gap: open, isGapComplete: true)
  }

  /// Explains why row `index` is hidden.
  ///
  /// - Parameter outcomes: for each row, a number that says what it decides.
  package mutating func blockers(
    of index: Int, rows: [Diagram], outcomes: [Int], assuming possible: Diagram = .all
  ) throws(BudgetExceeded) -> Blockers {
    var rest = try and(rows[index], possible)
    var overlaps: [(row: Int, size: Double)] = []
    for (number, row) in rows[..<index].enumerated() where try intersects(row, rest) {
      let common = try and(row, rest)
      overlaps.append((number, count(common)))
    }
    overlaps.sort { $0.size != $1.size ? $0.size > $1.size : $0.row < $1.row }
    var covering: [Int] = []
    for overlap in overlaps {
      if rest == .none { break }
      guard try intersects(rest, rows[overlap.row]) else { continue }
      rest = try difference(rest, rows[overlap.row])
      covering.append(overlap.row)
    }
    let other = overlaps.first { outcomes[$0.row] != outcomes[index] }
    return Blockers(covering: covering, otherOutcome: other?.row)
  }
}
