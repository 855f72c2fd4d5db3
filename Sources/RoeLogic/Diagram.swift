/// A set of cells, kept by the `Diagrams` that made it; there, equal sets are equal values.
package struct Diagram: Hashable, Sendable {
  let id: UInt32

  /// No cell.
  package static let none = Diagram(id: noneID)
  /// Every cell.
  package static let all = Diagram(id: allID)
}

/// A function from cells to outcomes, kept by the `Diagrams` that made it; there, equal functions
/// are equal values. It may leave cells undecided.
package struct OutcomeDiagram: Hashable, Sendable {
  let id: UInt32

  /// Decides nothing.
  package static let undecided = OutcomeDiagram(id: noneID)

  /// The same outcome, a number from 0 on, for every cell.
  package static func always(_ outcome: Int) -> OutcomeDiagram {
    OutcomeDiagram(id: allID + UInt32(clamping: outcome))
  }
}

/// The question needs more nodes or steps than its budget allows.
package struct BudgetExceeded: Error, Hashable {
  package init() {}
}

/// The values that one variable may have.
package struct Literal: Hashable, Sendable {
  package var variable: Int
  package var regions: RegionSet

  package init(_ variable: Int, _ regions: RegionSet) {
    self.variable = variable
    self.regions = regions
  }
}

/// A conjunction of literals: a row of a decision table.
package struct Box: Hashable, Sendable {
  /// At most one for each variable, in the order of the variables.
  package private(set) var literals: [Literal] = []

  package init(_ literals: some Sequence<Literal> = []) {
    for literal in literals.sorted(by: { $0.variable < $1.variable }) {
      if let last = self.literals.indices.last, self.literals[last].variable == literal.variable {
        self.literals[last].regions.formIntersection(literal.regions)
      } else {
        self.literals.append(literal)
      }
    }
  }

  /// The regions allowed for a variable; nil: all of them.
  package subscript(variable: Int) -> RegionSet? {
    let index = literals.partition { $0.variable >= variable }
    guard index < literals.count, literals[index].variable == variable else { return nil }
    return literals[index].regions
  }
}

/// Ids from here on are terminals: no cell or undecided, then all cells or outcome 0, outcome 1, …
let noneID: UInt32 = 1 << 31
let allID: UInt32 = noneID + 1
