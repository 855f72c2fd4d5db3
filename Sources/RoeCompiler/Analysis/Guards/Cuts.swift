/// A line cut into pieces on which all tests agree: piece 0 lies before the first cut, piece i
/// begins with cut i − 1.
struct Cuts<Bound: Comparable & Sendable>: Sendable {
  let bounds: [Bound]

  init(_ bounds: some Sequence<Bound>) {
    var sorted = bounds.sorted()
    var kept = 0
    for index in sorted.indices where kept == 0 || sorted[kept - 1] < sorted[index] {
      sorted[kept] = sorted[index]
      kept += 1
    }
    sorted.removeSubrange(kept...)
    self.bounds = sorted
  }

  var count: Int { bounds.count + 1 }

  /// The pieces with lower ≤ x < upper; both must be cuts, or nil for no end.
  func pieces(from lower: Bound?, to upper: Bound?) -> Range<Int> {
    let first = lower.map { place(of: $0) + 1 } ?? 0
    let end = upper.map { place(of: $0) + 1 } ?? count
    return first..<max(first, end)
  }

  /// Where the cut stands, or would stand.
  private func place(of bound: Bound) -> Int {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Text as machines compare it: by its UTF-8 bytes.
struct Bytes: Comparable, Hashable, Sendable {
  var units: [UInt8]

  init(_ text: String) { units = Array(text.utf8) }
  init(units: [UInt8]) { self.units = units }

  static func < (a: Self, b: Self) -> Bool { a.units.lexicographicallyPrecedes(b.units) }

  /// The least text greater than this one.
  var next: Bytes { Bytes(units: units + [0]) }

  /// The least bytes greater than every text that begins with this one; nil when there are none.
  var endOfPrefix: Bytes? {
    var units = units
    while let last = units.popLast() {
      if last < 0xFF { return Bytes(units: units + [last + 1]) }
    }
    return nil
  }

  var text: String? { String(validating: units, as: UTF8.self) }
}
