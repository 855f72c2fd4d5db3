/// Texts by their beginnings: each node stands for a beginning, node 0 for the empty one. Nodes
/// are numbered by depth, the children of each node in a row and in the order of their scalars.
struct TextTrie {
  private(set) var parents = [0]
  /// The last scalar of each beginning; of node 0 it means nothing.
  private(set) var scalars: [UInt32] = [0]
  private(set) var children: [Range<Int>] = []
  /// The node of the longest end of each beginning that is a beginning too, but not itself.
  private(set) var fallbacks: [Int] = []

  init(_ texts: [Scalars]) {
    let texts = Set(texts).sorted { $0.lexicographicallyPrecedes($1) }
    // The texts below each node; those before it were shorter or smaller.
    var ranges = [texts.indices]
    var depth = 0
    var level = 0..<1
    while !level.isEmpty {
      for node in level {
        let first = parents.count
        var rest = ranges[node].drop { texts[$0].count == depth }
        while let start = rest.first {
          let scalar = texts[start][depth]
          let end = rest.first { texts[$0][depth] != scalar } ?? rest.endIndex
          parents.append(node)
          scalars.append(scalar)
          ranges.append(start..<end)
          rest = end..<rest.endIndex
        }
        children.append(first..<parents.count)
      }
      depth += 1
      level = level.upperBound..<parents.count
    }
    for node in parents.indices {
      var fallback = node
      if parents[node] != 0 {
        fallback = follow(scalars[node], fallbacks[parents[node]])
      } else {
        fallback = 0
      }
      fallbacks.append(fallback)
    }
  }

  var indices: Range<Int> { parents.indices }

  func child(_ node: Int, _ scalar: UInt32) -> Int? {
    var range = children[node]
    while let first = range.first {
      let middle = (first + range.upperBound) / 2
      if scalars[middle] == scalar { return middle }
      range = scalars[middle] < scalar ? middle + 1..<range.upperBound : first..<middle
    }
    return nil
  }

  /// The node of a text; nil: it is no beginning.
  func node(_ text: Scalars) -> Int? {
    var node = 0
    for scalar in text {
      guard let next = child(node, scalar) else { return nil }
      node = next
    }
    return node
  }

  /// The node of the longest end, after one more scalar, that is a beginning.
  func follow(_ scalar: UInt32, _ start: Int) -> Int {
    var node = start
    while true {
      if let next = child(node, scalar) { return next }
      if node == 0 { return 0 }
      node = fallbacks[node]
    }
  }
}
