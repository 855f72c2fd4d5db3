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
    private var low: [Int32] = []
    private var high: [Int32] = []
    private var isSolid: [Bool] = []
    private var words: [UInt64] = []
    /// How many words each box has.
    private let width: Int
    /// As many neighbouring regions as each box has words are one mesh of a sieve. For each mesh the
    /// boxes that begin in it or before, and those that end in it or after, a bit for each box.
    private var begun: [UInt64]
    private var unended: [UInt64]
    /// Where the words of the last mesh of each box begin, and those of the first.
    private var last: [Int] = []
    private var first: [Int] = []

    init(_ boxes: [Box], _ variable: Int, regionCount: Int) {
      width = (regionCount + 63) / 64
      let stride = (boxes.count + 63) / 64
      let meshes = (regionCount + width - 1) / width
      begun = [UInt64](repeating: 0, count: meshes * stride)
      unended = begun
      let all = RegionSet(0..<regionCount)
      for (number, box) in boxes.enumerated() {
        let regions = box[variable] ?? all
        low.append(Int32(clamping: regions.min ?? Int.max))
        high.append(Int32(clamping: regions.max ?? -1))
        isSolid.append(regions.nextOutside(from: regions.min ?? 0) > regions.max ?? 0)
        for word in 0..<width { words.append(regions.word(word)) }
        first.append((regions.min ?? 0) / width * stride)
        last.append((regions.max ?? 0) / width * stride)
        if regions.isEmpty { continue }
        begun[first[number] + number / 64] |= 1 << UInt64(number % 64)
        unended[last[number] + number / 64] |= 1 << UInt64(number % 64)
      }
      for word in begun.indices.dropFirst(stride) {
        begun[word] |= begun[word - stride]
        let mirrored = begun.count - 1 - word
        unended[mirrored] |= unended[mirrored + stride]
      }
    }

    /// Of 64 boxes, by the number of the word, those that may meet a box.
    func sieve(_ box: Int, _ word: Int) -> UInt64 {
      begun[last[box] + word] & unended[first[box] + word]
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
    var rows: [Int] = []
    for word in 0..<(row + 63) / 64 {
      let isLast = word == row / 64
      var open: UInt64 = isLast ? (1 << UInt64(row % 64)) - 1 : .max
      for column in columns {
        open &= column.sieve(row, word)
        if open == 0 { break }
      }
      while open != 0 {
        let other = word * 64 + open.trailingZeroBitCount
        open &= open - 1
        if columns.allSatisfy({ $0.meet(row, other) }) { rows.append(other) }
      }
    }
    return rows
  }
}
