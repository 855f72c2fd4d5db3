/// All nodes of one YAML file, in one array, immutable once read.
///
/// A scalar is a range of the file's bytes wherever its text stands there unchanged; only text
/// that escapes, folding or indentation alter is kept a second time, in `decoded`.
package final class YAMLTree: Sendable {
  /// One node; children follow their parent in the array.
  struct Node: Sendable {
    /// The bytes of the node in the file, quotes and brackets included.
    var lower: UInt32
    var upper: UInt32
    /// A scalar's text in the file or in `decoded`; the children of a sequence or a mapping (key,
    /// value, key, value) in `children`; the target of an alias.
    var first: UInt32
    var count: UInt32
    var shape: Shape
    var style: YAMLNode.Style
    /// Whether reading broke off inside the node.
    var isIncomplete = false
  }

  /// What kind of entry of the tree it is.
  enum Shape: UInt8, Sendable { case verbatim, decoded, sequence, mapping, alias }

  let file: FileID
  /// The bytes that were read: the file's, with `?` for every byte that is not text.
  let bytes: [UInt8]
  let decoded: [UInt8]
  let nodes: [Node]
  let children: [UInt32]
  let gaps: YAMLGaps

  init(
    file: FileID, bytes: [UInt8], decoded: [UInt8], nodes: [Node], children: [UInt32],
    gaps: YAMLGaps
  ) {
    self.file = file
    self.bytes = bytes
    self.decoded = decoded
    self.nodes = nodes
    self.children = children
    self.gaps = gaps
  }
}

extension YAMLNode {
  /// What could not be read of the file that holds the node.
  package var gaps: YAMLGaps { tree.gaps }

  /// What the mapping says under a key.
  package func value(of key: StaticString) -> YAMLNode? {
    let name = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    return tree.value(of: name, in: node).map { YAMLNode(tree: tree, entry: $0) }
  }

  /// Calls `body` with the text of every value inside the node; keys are left out.
  ///
  /// The one walk that counts no references, for questions to all of a large file.
  package func forEachText(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    tree.forEachText(in: index, body)
  }
}

extension YAMLTree {
  fileprivate func value(of key: UnsafeBufferPointer<UInt8>, in mapping: Node) -> UInt32? {
    guard mapping.shape == .mapping else { return nil }
    let range = Int(mapping.first)..<Int(mapping.first + mapping.count)
    for place in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      let node = nodes[Int(children[place])]
      guard node.shape == .verbatim, Int(node.count) == key.count,
        bytes[Int(node.first)..<Int(node.first + node.count)].elementsEqual(key)
      else { continue }
      return children[place + 1]
    }
    return nil
  }

  fileprivate func forEachText(in entry: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    nodes.withUnsafeBufferPointer { nodes in
      children.withUnsafeBufferPointer { children in
        bytes.withUnsafeBufferPointer { bytes in
          decoded.withUnsafeBufferPointer { decoded in
            func visit(_ entry: UInt32) {
              let node = nodes[Int(entry)]
              let range = Int(node.first)..<Int(node.first + node.count)
              switch node.shape {
              case .verbatim: body(UnsafeBufferPointer(rebasing: bytes[range]))
              case .decoded: body(UnsafeBufferPointer(rebasing: decoded[range]))
              case .sequence: for child in range { visit(children[child]) }
              case .mapping:
                for value in stride(from: range.lowerBound + 1, to: range.upperBound, by: 2) {
                  visit(children[value])
                }
              case .alias: visit(node.first)
              }
            }
            visit(entry)
          }
        }
      }
    }
  }
}
