/// A second way to go through the rows of a table, for rows that divide the cells so finely that
/// what some of them leave over needs too many nodes.
extension Diagrams {
  mutating func takeApart(
    _ rows: [Diagram], from possible: Diagram, _ fates: [FirstMatch.Fate]
  ) throws(BudgetExceeded) -> FirstMatch {
    let hulls = rows.map { hull($0) }
    let masks = BoxMasks(hulls, regionCounts: regionCounts)
    var fates = fates
    // What rows decide has no cell in common, so that counting tells whether there is a gap.
    var parts: [Diagram] = []
    for (index, row) in rows.enumerated() {
      var rest = try and(row, possible)
      for other in masks.rows(above: index) {
        if rest == .none { break }
        rest = try difference(rest, rows[other])
      }
      if rest != .none {
        fates[index] = .effective
        parts.append(rest)
      }
    }
    var counter = try CellCounter(self, parts + [possible])
    var gap = Diagram.none
    for _ in 0..<Self.gapBoxLimit {
      guard let cell = try cell(of: possible, beside: parts, &counter) else {
        return FirstMatch(fates: fates, gap: gap, isGapComplete: true)
      }
      let box = try freeBox(around: cell, in: possible, rows, hulls)
      parts.append(try difference(box, gap))
      gap = try or(gap, box)
    }
    return FirstMatch(
      fates: fates, gap: gap,
      isGapComplete: try cell(of: possible, beside: parts, &counter) == nil)
  }

  /// The smallest box around a set that is not empty.
  func hull(_ diagram: Diagram) -> Box {
    if diagram == .none { return Box(regionCounts.indices.prefix(1).map { Literal($0, []) }) }
    var sides = [RegionSet](repeating: [], count: regionCounts.count)
    // A variable that some path skips may have any region there.
    var skipped = RegionSet(0..<firstVariable(diagram.id))
    visit(diagram.id) { id in
      let node = nodes[Int(id)]
      let variable = Int(node.variable)
      var start = 0
      for run in runs[node.range] {
        defer { start = Int(run.end) }
        guard run.child != noneID else { continue }
        sides[variable].insert(start..<Int(run.end))
        let next = firstVariable(run.child)
        if next > variable + 1 { skipped.insert(variable + 1..<next) }
      }
    }
    return Box(
      sides.indices.filter { !skipped.contains($0) && sides[$0].count < regionCounts[$0] }
        .map { Literal($0, sides[$0]) })
  }

  private func firstVariable(_ id: UInt32) -> Int {
    id >= noneID ? regionCounts.count : Int(nodes[Int(id)].variable)
  }

  /// A cell of a set beside parts of it that have no cell in common.
  private mutating func cell(
    of whole: Diagram, beside parts: [Diagram], _ counter: inout CellCounter
  ) throws(BudgetExceeded) -> [Int]? {
    var whole = whole.id
    var parts = parts.map(\.id)
    var cell: [Int] = []
    for variable in regionCounts.indices {
      var excess = [UInt128](repeating: 0, count: regionCounts[variable])
      counter.add(self, whole, at: variable, to: &excess) { $0 &+= $1 }
      for part in parts {
        try step()
        counter.add(self, part, at: variable, to: &excess) { $0 &-= $1 }
      }
      guard let region = excess.firstIndex(where: { $0 != 0 }) else { return nil }
      cell.append(region)
      func below(_ id: UInt32) -> UInt32 {
        self.variable(id) == variable ? child(id, region) : id
      }
      whole = below(whole)
      parts = parts.map(below).filter { $0 != noneID }
    }
    return cell
  }

  /// A box of possible cells in no row that cannot grow.
  private mutating func freeBox(
    around cell: [Int], in possible: Diagram, _ rows: [Diagram], _ hulls: [Box]
  ) throws(BudgetExceeded) -> Diagram {
    var sides = cell.map { RegionSet($0) }
    for variable in regionCounts.indices.reversed() {
      var free = regions(along: variable, of: sides, in: possible.id, everywhere: true)
      for (row, hull) in zip(rows, hulls) {
        let isNear = hull.literals.allSatisfy {
          $0.variable == variable || !$0.regions.isDisjoint(with: sides[$0.variable])
        }
        guard isNear else { continue }
        try step()
        free.subtract(regions(along: variable, of: sides, in: row.id, everywhere: false))
      }
      sides[variable].formUnion(free)
    }
    return try box(Box(sides.enumerated().map { Literal($0, $1) }))
  }

  /// A table with more gaps than this is far from done.
  private static let gapBoxLimit = 16
}

/// Counts cells exactly.
struct CellCounter {
  /// How many cells the variables from a place on have; those that no set mentions have one region.
  private var cells: [UInt128]
  private var known: [UInt32: UInt128] = [allID: 1]

  /// Throws if there are more cells than the largest number.
  init(_ diagrams: borrowing Diagrams, _ sets: [Diagram]) throws(BudgetExceeded) {
    cells = [UInt128](repeating: 1, count: diagrams.regionCounts.count + 1)
    let used = RegionSet(Set(sets.flatMap { diagrams.support($0) }))
    for variable in diagrams.regionCounts.indices.reversed() {
      let count = used.contains(variable) ? diagrams.regionCounts[variable] : 1
      let (product, overflow) = cells[variable + 1].multipliedReportingOverflow(by: UInt128(count))
      if overflow { throw BudgetExceeded() }
      cells[variable] = product
    }
  }

  /// The number of cells of the variables from `variable` on.
  mutating func count(_ diagrams: borrowing Diagrams, _ id: UInt32, from variable: Int) -> UInt128 {
    if id == noneID { return 0 }
    let own = id == allID ? cells.count - 1 : Int(diagrams.nodes[Int(id)].variable)
    let skipped = cells[variable] / cells[own]
    if let result = known[id] { return result * skipped }
    var sum: UInt128 = 0
    var start: UInt32 = 0
    for index in diagrams.nodes[Int(id)].range {
      let run = diagrams.runs[index]
      sum += UInt128(run.end - start) * count(diagrams, run.child, from: own + 1)
      start = run.end
    }
    known[id] = sum
    return sum * skipped
  }

  /// Combines, for each region of a variable, how many cells of the later variables go with it.
  mutating func add(
    _ diagrams: borrowing Diagrams, _ id: UInt32, at variable: Int, to sums: inout [UInt128],
    _ combine: (inout UInt128, UInt128) -> Void
  ) {
    guard diagrams.variable(id) == variable else {
      let cells = count(diagrams, id, from: variable + 1)
      for region in sums.indices { combine(&sums[region], cells) }
      return
    }
    var start = 0
    for index in diagrams.nodes[Int(id)].range {
      let run = diagrams.runs[index]
      let cells = count(diagrams, run.child, from: variable + 1)
      for region in start..<Int(run.end) { combine(&sums[region], cells) }
      start = Int(run.end)
    }
  }
}
