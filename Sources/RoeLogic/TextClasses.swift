/// What patterns say about a text, by their kinds: texts of one class satisfy the same patterns, and
/// texts of different classes do not.
struct TextClass: Hashable {
  /// The group of constants that the same patterns name; -1: no constant.
  var equality = -1
  /// The node of the longest prefix; -1: none.
  var prefix = -1
  /// How many cuts lie before the text.
  var order = 0
  /// The node of the longest suffix; -1: none.
  var suffix = -1
  /// The patterns whose parts it contains.
  var parts: RegionSet = []
}

/// The patterns by kind.
struct TextClasses {
  private let patterns: [TextPattern]
  /// Constants, prefixes and texts to compare with.
  let starts: TextTrie
  /// Suffixes and parts.
  let ends: TextTrie
  private let cuts: [TextCut]
  /// For each node of `starts`: how many cuts lie before every text that begins so, and how many
  /// more before the next text that does not.
  private var cutsBefore: [Int]
  private var cutsWithin: [Int]
  /// How many cuts lie before the text of the node itself.
  private(set) var orders: [Int]
  private(set) var equality: [Int]
  private(set) var prefix: [Int] = []
  /// For each node of `ends`.
  private(set) var suffix: [Int] = []
  private(set) var parts: [RegionSet] = []

  private var patternsByEquality: [[Int]] = []
  private var patternsByPrefix: [Int: [Int]] = [:]
  private var patternsBySuffix: [Int: [Int]] = [:]

  init(_ patterns: [TextPattern]) {
    self.patterns = patterns
    cuts = Set(patterns.compactMap { $0.cut?.cut }).sorted()
    let constants = patterns.map { Set(($0.constants ?? []).map(Scalars.init)) }
    starts = TextTrie(
      constants.flatMap { $0 } + cuts.map(\.scalars)
        + patterns.compactMap { if case .hasPrefix(let part) = $0 { Scalars(part) } else { nil } })
    ends = TextTrie(
      patterns.compactMap {
        switch $0 {
        case .hasSuffix(let part), .contains(let part): Scalars(part)
        default: nil
        }
      })

    var named = [[Int]](repeating: [], count: starts.indices.count)
    parts = [RegionSet](repeating: [], count: ends.indices.count)
    for (index, pattern) in patterns.enumerated() {
      for node in constants[index].compactMap(starts.node) { named[node].append(index) }
      switch pattern {
      case .hasPrefix(let part):
        if let node = starts.node(Scalars(part)) {
          patternsByPrefix[node, default: []].append(index)
        }
      case .hasSuffix(let part):
        if let node = ends.node(Scalars(part)) {
          patternsBySuffix[node, default: []].append(index)
        }
      case .contains(let part):
        if let node = ends.node(Scalars(part)) { parts[node].insert(index) }
      default: break
      }
    }

    var groups: [[Int]: Int] = [:]
    equality = [Int](repeating: -1, count: starts.indices.count)
    for node in starts.indices where !named[node].isEmpty {
      let group = groups[named[node]] ?? groups.count
      if group == groups.count {
        groups[named[node]] = group
        patternsByEquality.append(named[node])
      }
      equality[node] = group
    }
    cutsBefore = [Int](repeating: 0, count: starts.indices.count)
    cutsWithin = cutsBefore
    orders = cutsBefore
    var own = cutsBefore
    for cut in cuts {
      guard let node = starts.node(cut.scalars) else { continue }
      own[node] += 1
      if !cut.isAfter { orders[node] = 1 }
    }
    for node in starts.indices.reversed() {
      cutsWithin[node] += own[node]
      if node != 0 { cutsWithin[starts.parents[node]] += cutsWithin[node] }
    }
    for node in starts.indices {
      orders[node] += cutsBefore[node]
      var count = cutsBefore[node] + own[node]
      for child in starts.children[node] {
        cutsBefore[child] = count
        count += cutsWithin[child]
      }
    }

    for node in starts.indices {
      let above = node == 0 ? -1 : prefix[starts.parents[node]]
      prefix.append(patternsByPrefix[node] == nil ? above : node)
    }
    for node in ends.indices {
      let shorter = node == 0 ? -1 : suffix[ends.fallbacks[node]]
      suffix.append(patternsBySuffix[node] == nil ? shorter : node)
      if node != 0 { parts[node].formUnion(parts[ends.fallbacks[node]]) }
    }
  }

  var haveOrder: Bool { !cuts.isEmpty }

  /// How many cuts lie before a text that goes on from a node with a scalar that no child has.
  func order(leaving node: Int, by scalar: UInt32) -> Int {
    let next = starts.children[node].first { starts.scalars[$0] > scalar }
    return next.map { cutsBefore[$0] } ?? cutsBefore[node] + cutsWithin[node]
  }

  /// For each pattern, which of the classes satisfy it.
  func regionsByPattern(_ classes: [TextClass]) -> [RegionSet] {
    var result = [RegionSet](repeating: [], count: patterns.count)
    for (region, one) in classes.enumerated() {
      if one.equality >= 0 {
        for pattern in patternsByEquality[one.equality] { result[pattern].insert(region) }
      }
      var node = one.prefix
      while node >= 0 {
        for pattern in patternsByPrefix[node] ?? [] { result[pattern].insert(region) }
        node = node == 0 ? -1 : prefix[starts.parents[node]]
      }
      node = one.suffix
      while node >= 0 {
        for pattern in patternsBySuffix[node] ?? [] { result[pattern].insert(region) }
        node = node == 0 ? -1 : suffix[ends.fallbacks[node]]
      }
      for pattern in one.parts { result[pattern].insert(region) }
    }
    let orders = classes.map(\.order)
    for (index, pattern) in patterns.enumerated() {
      if pattern.isNegated { result[index] = result[index].complement(in: classes.count) }
      guard let cut = pattern.cut else { continue }
      let passed = cuts.partition { $0 >= cut.cut }
      // Classes come in the order of their samples.
      let first = orders.partition { $0 > passed }
      result[index] = RegionSet(cut.holdsAfter ? first..<classes.count : 0..<first)
    }
    return result
  }
}
