/// A place in a YAML file: a scalar, a list of nodes, or keys with their values.
///
/// It is a cursor into the file's `YAMLTree`, and as cheap to copy as two numbers.
package struct YAMLNode: Sendable {
  package enum Kind: Sendable { case scalar, sequence, mapping }

  /// How it is written: the first five are scalars.
  package enum Style: UInt8, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded, block, flow
  }

  let tree: YAMLTree
  let index: UInt32
  /// The alias through which the node was reached.
  let alias: UInt32?

  /// Follows `entry` of the tree to the node that it stands for.
  init(tree: YAMLTree, entry: UInt32) {
    self.tree = tree
    let node = tree.nodes[Int(entry)]
    self.index = node.shape == .alias ? node.first : entry
    self.alias = node.shape == .alias ? entry : nil
  }

  var node: YAMLTree.Node { tree.nodes[Int(index)] }

  package var kind: Kind {
    switch node.shape {
    case .sequence: .sequence
    case .mapping: .mapping
    case .verbatim, .decoded, .alias: .scalar
    }
  }

  package var style: Style { node.style }

  /// Where the node is written, quotes and brackets included, an anchor before it left out; a block
  /// ends where its last child does.
  package var span: SourceSpan {
    let node = node
    return SourceSpan(file: tree.file, lower: Int(node.lower), upper: Int(node.upper))
  }

  /// Where the alias stands through which this node was reached.
  package var aliasSpan: SourceSpan? {
    guard let alias else { return nil }
    let node = tree.nodes[Int(alias)]
    return SourceSpan(file: tree.file, lower: Int(node.lower), upper: Int(node.upper))
  }

  /// Whether a syntax error ended the node early, so that something may be missing from it which
  /// the author did write.
  package var isIncomplete: Bool { node.isIncomplete }

  /// The decoded text of a scalar; empty for anything else.
  package var text: String { withUTF8 { String(decoding: $0, as: UTF8.self) } }

  /// Whether it is `~`, `null` or nothing at all, without quotes.
  package var isNull: Bool {
    let node = node
    guard node.style == .plain else { return false }
    switch node.count {
    case 0: return true
    case 1: return withUTF8 { $0[0] == UInt8(ascii: "~") }
    case 4: return ["null", "Null", "NULL"].contains(text)
    default: return false
    }
  }

  /// Calls `body` with the decoded text of a scalar, and with nothing for anything else.
  package func withUTF8<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    let node = node
    switch node.shape {
    case .verbatim: return try slice(tree.bytes, of: node, body)
    case .decoded: return try slice(tree.decoded, of: node, body)
    case .sequence, .mapping, .alias: return try body(UnsafeBufferPointer(start: nil, count: 0))
    }
  }

  private func slice<R>(
    _ bytes: [UInt8], of node: YAMLTree.Node, _ body: (UnsafeBufferPointer<UInt8>) throws -> R
  ) rethrows -> R {
    try bytes.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[Int(node.first)..<Int(node.first + node.count)]))
    }
  }
}

extension YAMLNode {
  /// The nodes of a list; empty for anything else.
  package var items: Items { Items(tree: tree, children: children(of: .sequence)) }

  /// The keys of a mapping with their values, as written; empty for anything else.
  package var entries: Entries { Entries(tree: tree, children: children(of: .mapping)) }

  private func children(of shape: YAMLTree.Shape) -> Range<Int> {
    let node = node
    return node.shape == shape ? Int(node.first)..<Int(node.first + node.count) : 0..<0
  }

  /// The nodes of a list.
  package struct Items: RandomAccessCollection, Sendable {
    let tree: YAMLTree
    let children: Range<Int>
    package var startIndex: Int { 0 }
    package var endIndex: Int { children.count }
    package subscript(position: Int) -> YAMLNode {
      YAMLNode(tree: tree, entry: tree.children[children.lowerBound + position])
    }
  }

  /// The keys of a mapping with their values, in the order of the file.
  package struct Entries: RandomAccessCollection, Sendable {
    let tree: YAMLTree
    let children: Range<Int>
    package var startIndex: Int { 0 }
    package var endIndex: Int { children.count / 2 }
    package subscript(position: Int) -> (key: YAMLNode, value: YAMLNode) {
      let key = children.lowerBound + 2 * position
      return (
        YAMLNode(tree: tree, entry: tree.children[key]),
        YAMLNode(tree: tree, entry: tree.children[key + 1])
      )
    }
  }
}
