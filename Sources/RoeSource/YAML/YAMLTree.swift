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

  init(file: FileID, bytes: [UInt8], decoded: [UInt8], nodes: [Node], children: [UInt32]) {
    self.file = file
    self.bytes = bytes
    self.decoded = decoded
    self.nodes = nodes
    self.children = children
  }
}
