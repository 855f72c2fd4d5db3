/// A set of regions of one variable, by their numbers from 0 on.
///
/// Up to 64 regions need no memory of their own.
package struct RegionSet: Hashable, Sendable {
  private var first: UInt64 = 0
  /// The words after the first; the last one is never zero, so that equal sets are equal values.
  private var rest: [UInt64] = []

  package init() {}

  package init(_ region: Int) { insert(region) }

  package init(_ range: Range<Int>) { insert(range) }

  package init(_ regions: some Sequence<Int>) {
    for region in regions { insert(region) }
  }

  package var isEmpty: Bool { first == 0 && rest.isEmpty }

  package var count: Int {
    rest.reduce(first.nonzeroBitCount) { $0 + $1.nonzeroBitCount }
  }

  package var min: Int? { next(from: 0) }

  package var max: Int? {
    guard let last = rest.last else {
      return first == 0 ? nil : 63 - first.leadingZeroBitCount
    }
    return rest.count * 64 + 63 - last.leadingZeroBitCount
  }

  package func contains(_ region: Int) -> Bool {
    word(region >> 6) & (1 << UInt64(region & 63)) != 0
  }

  /// The first region of the set that is not below `start`.
  package func next(from start: Int) -> Int? {
    var index = start >> 6
    var bits = word(index) & (UInt64.max << UInt64(start & 63))
    while bits == 0 {
      index += 1
      if index > rest.count { return nil }
      bits = word(index)
    }
    return index * 64 + bits.trailingZeroBitCount
  }

  /// The first region outside the set that is not below `start`.
  package func nextOutside(from start: Int) -> Int {
    var index = start >> 6
    var bits = ~word(index) & (UInt64.max << UInt64(start & 63))
    while bits == 0 {
      index += 1
      bits = ~word(index)
    }
    return index * 64 + bits.trailingZeroBitCount
  }

  /// The longest stretches of neighbouring regions, in ascending order.
  package var ranges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while let lower = next(from: start) {
      start = nextOutside(from: lower)
      ranges.append(lower..<start)
    }
    return ranges
  }

  package mutating func insert(_ region: Int) {
    reserve(region >> 6)
    self[word: region >> 6] |= 1 << UInt64(region & 63)
  }

  package mutating func insert(_ range: Range<Int>) {
    guard let last = range.last else { return }
    reserve(last >> 6)
    for index in (range.lowerBound >> 6)...(last >> 6) {
      var bits = UInt64.max
      if index == range.lowerBound >> 6 { bits &= UInt64.max << UInt64(range.lowerBound & 63) }
      if index == last >> 6 { bits &= UInt64.max >> UInt64(63 - last & 63) }
      self[word: index] |= bits
    }
  }

  package mutating func remove(_ region: Int) {
    guard contains(region) else { return }
    self[word: region >> 6] &= ~(1 << UInt64(region & 63))
    trim()
  }

  package mutating func formUnion(_ other: RegionSet) {
    reserve(other.rest.count)
    first |= other.first
    for index in other.rest.indices { rest[index] |= other.rest[index] }
  }

  package mutating func formIntersection(_ other: RegionSet) {
    first &= other.first
    if rest.count > other.rest.count { rest.removeLast(rest.count - other.rest.count) }
    for index in rest.indices { rest[index] &= other.rest[index] }
    trim()
  }

  package mutating func subtract(_ other: RegionSet) {
    first &= ~other.first
    for index in 0..<Swift.min(rest.count, other.rest.count) { rest[index] &= ~other.rest[index] }
    trim()
  }

  package func union(_ other: RegionSet) -> RegionSet {
    var result = self
    result.formUnion(other)
    return result
  }

  package func intersection(_ other: RegionSet) -> RegionSet {
    var result = self
    result.formIntersection(other)
    return result
  }

  package func subtracting(_ other: RegionSet) -> RegionSet {
    var result = self
    result.subtract(other)
    return result
  }

  /// The other regions of a variable that has `count`.
  package func complement(in count: Int) -> RegionSet {
    RegionSet(0..<Swift.max(count, 0)).subtracting(self)
  }

  package func isDisjoint(with other: RegionSet) -> Bool {
    guard first & other.first == 0 else { return false }
    for index in 0..<Swift.min(rest.count, other.rest.count)
    where rest[index] & other.rest[index] != 0 {
      return false
    }
    return true
  }

  package func isSubset(of other: RegionSet) -> Bool {
    guard first & ~other.first == 0, rest.count <= other.rest.count else { return false }
    return rest.indices.allSatisfy { rest[$0] & ~other.rest[$0] == 0 }
  }

  /// 64 regions as the bits of a number: those from `64 * index` on.
  func word(_ index: Int) -> UInt64 {
    if index == 0 { return first }
    return index <= rest.count ? rest[index - 1] : 0
  }

  private subscript(word index: Int) -> UInt64 {
    get { word(index) }
    set { if index == 0 { first = newValue } else { rest[index - 1] = newValue } }
  }

  private mutating func reserve(_ index: Int) {
    while rest.count < index { rest.append(0) }
  }

  private mutating func trim() {
    while rest.last == 0 { rest.removeLast() }
  }
}

extension RegionSet: Sequence, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// Walks the regions in ascending order.
  package struct Iterator: IteratorProtocol {
    fileprivate let set: RegionSet
    fileprivate var position = 0

    package mutating func next() -> Int? {
      guard let region = set.next(from: position) else { return nil }
      position = region + 1
      return region
    }
  }

  package func makeIterator() -> Iterator { Iterator(set: self) }

  package var underestimatedCount: Int { 0 }

  package init(arrayLiteral regions: Int...) { self.init(regions) }

  package var description: String { "\(Array(self))" }
}
