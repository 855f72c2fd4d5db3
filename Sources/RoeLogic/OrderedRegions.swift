/// An order comparison with a constant.
package enum Comparison: Hashable, Sendable, CaseIterable {
  case less, atMost, equal, notEqual, atLeast, greater

  package func holds<Value: Comparable>(_ value: Value, _ constant: Value) -> Bool {
    switch self {
    case .less: value < constant
    case .atMost: value <= constant
    case .equal: value == constant
    case .notEqual: value != constant
    case .atLeast: value >= constant
    case .greater: value > constant
    }
  }
}

/// The integers of a domain, cut into the intervals that a list of comparisons cannot tell apart.
package struct OrderedRegions: Hashable, Sendable {
  /// The first and last integer that the field may hold; nil: no such limit.
  package let lower: Int?
  package let upper: Int?
  /// The first integer of every region but the first, ascending.
  private let starts: [Int]

  /// Cuts at the comparisons that will be asked for; a domain with `lower > upper` has no regions.
  package init(
    lower: Int? = nil, upper: Int? = nil, comparisons: some Sequence<(Comparison, Int)>
  ) {
    self.lower = lower
    self.upper = upper
    var starts: Set<Int> = []
    for (comparison, constant) in comparisons {
      if comparison != .atMost && comparison != .greater { starts.insert(constant) }
      if comparison != .less && comparison != .atLeast, constant < Int.max {
        starts.insert(constant + 1)
      }
    }
    let least = lower ?? Int.min
    let greatest = upper ?? Int.max
    self.starts = starts.filter { $0 > least && $0 <= greatest }.sorted()
  }

  package var count: Int { isEmpty ? 0 : starts.count + 1 }

  private var isEmpty: Bool { (lower ?? Int.min) > (upper ?? Int.max) }

  /// The first and last integer of a region; nil: it goes on for ever.
  package func bounds(of region: Int) -> (lower: Int?, upper: Int?) {
    (
      region > 0 ? starts[region - 1] : lower,
      region < starts.count ? starts[region] - 1 : upper
    )
  }

  /// The region that holds the value; nil: the value is outside the domain.
  package func region(of value: Int) -> Int? {
    guard value >= lower ?? Int.min, value <= upper ?? Int.max else { return nil }
    return starts.partition { $0 > value }
  }

  /// The regions whose integers all satisfy the comparison: exactly those that satisfy it, where
  /// it was among the comparisons at the start.
  package func regions(_ comparison: Comparison, _ constant: Int) -> RegionSet {
    switch comparison {
    case .less: regions(from: nil, to: constant, isOpen: true)
    case .atMost: regions(from: nil, to: constant)
    case .equal: regions(from: constant, to: constant)
    case .notEqual:
      regions(.less, constant).union(regions(.greater, constant))
    case .atLeast: regions(from: constant, to: nil)
    case .greater:
      constant == Int.max ? [] : regions(from: constant + 1, to: nil)
    }
  }

  /// The regions inside the range.
  package func regions(in range: ClosedRange<Int>) -> RegionSet {
    regions(from: range.lowerBound, to: range.upperBound)
  }

  /// An integer of the region: where the region begins or ends at a cut, the one at the cut.
  package func sample(_ region: Int) -> Int {
    let bounds = bounds(of: region)
    if region == 0, !starts.isEmpty, let upper = bounds.upper { return upper }
    return bounds.lower ?? bounds.upper ?? 0
  }

  private func regions(from first: Int?, to last: Int?, isOpen: Bool = false) -> RegionSet {
    guard !isEmpty else { return [] }
    let low = first.map { first in
      first <= lower ?? Int.min ? 0 : starts.partition { $0 >= first } + 1
    }
    let high = last.map { last in
      let isWhole = isOpen ? last > upper ?? Int.max : last >= upper ?? Int.max
      if isWhole { return starts.count + 1 }
      return starts.partition { isOpen ? $0 > last : $0 - 1 > last }
    }
    let range = (low ?? 0, high ?? starts.count + 1)
    return range.0 < range.1 ? RegionSet(range.0..<range.1) : []
  }
}

extension Array {
  /// The first index whose element satisfies a predicate that, once true, stays true.
  func partition(where isTrue: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isTrue(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
