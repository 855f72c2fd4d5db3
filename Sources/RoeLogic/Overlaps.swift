/// Pairs of rows of a table that hold for a common cell.
package struct Overlaps: Hashable, Sendable {
  /// Two rows, by their places in the table.
  package struct Pair: Hashable, Sendable {
    package let first: Int
    package let second: Int
  }

  /// The first pairs, in the order of their second rows and then of their first.
  package fileprivate(set) var pairs: [Pair] = []
  /// How many pairs there are in all.
  package fileprivate(set) var count = 0
  /// For each row, in how many pairs it is.
  package fileprivate(set) var countByRow: [Int]

  /// - Parameters:
  ///   - outcomes: for each row what it decides, if only rows that decide differently matter.
  ///   - limit: how many pairs to list.
  package init(
    of rows: [Box], regionCounts: [Int], outcomes: [Int]? = nil, limit: Int
  ) {
    let masks = BoxMasks(rows, regionCounts: regionCounts)
    countByRow = [Int](repeating: 0, count: rows.count)
    for second in rows.indices {
      for first in masks.rows(above: second) {
        if let outcomes, outcomes[first] == outcomes[second] { continue }
        count += 1
        countByRow[first] += 1
        countByRow[second] += 1
        if pairs.count < limit { pairs.append(Pair(first: first, second: second)) }
      }
    }
  }
}

/// Boxes laid out for asking which of them meet, one column for each variable that some box
/// restricts.
struct BoxMasks {
  /// What the boxes allow for one variable: for each box the lowest and the highest region, whether
  /// they are all between these, and all of them as bits.
  private struct Column {
    var low: [Int32] = []
    var high: [Int32] = []
    var isSolid: [Bool] = []
    var words: [UInt64] = []
    /// How many words each box has.
    let width: Int

    init(_ boxes: [Box], _ variable: Int, regionCount: Int) {
      width = (regionCount + 63) / 64
      let all = RegionSet(0..<regionCount)
      for box in boxes {
        let regions = box[variable] ?? all
        low.append(Int32(clamping: regions.min ?? Int.max))
        high.append(Int32(clamping: regions.max ?? -1))
        isSolid.append(regions.nextOutside(from: regions.min ?? 0) > regions.max ?? 0)
        for word in 0..<width { words.append(regions.word(word)) }
      }
    }

    func meet(_ a: Int, _ b: Int) -> Bool {
      let (low, high) = (max(low[a], low[b]), min(high[a], high[b]))
      if low > high { return false }
      if isSolid[a], isSolid[b] { return true }
      for word in Int(low) / 64...Int(high) / 64
      where words[a * width + word] & words[b * width + word] != 0 {
        return true
      }
      return false
    }
  }

  /// The one that keeps most boxes apart first.
  private let columns: [Column]

  init(_ boxes: [Box], regionCounts: [Int]) {
    var weights = [Double](repeating: 0, count: regionCounts.count)
    for literal in boxes.lazy.flatMap(\.literals) {
      let allowed = Double(literal.regions.count) / Double(regionCounts[literal.variable])
      weights[literal.variable] += 1 - min(allowed, 1)
    }
    columns = weights.indices.filter { weights[$0] > 0 }
      .sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
      .map { Column(boxes, $0, regionCount: regionCounts[$0]) }
  }

  /// The boxes above `row` that meet it, in ascending order.
  func rows(above row: Int) -> [Int] {
    guard let first = columns.first else { return Array(0..<row) }
    var rows: [Int] = []
    let (low, high) = (first.low[row], first.high[row])
    for other in 0..<row where first.low[other] <= high && low <= first.high[other] {
      rows.append(other)
    }
    for column in columns where !rows.isEmpty { rows.removeAll { !column.meet(row, $0) } }
    return rows
  }
}
