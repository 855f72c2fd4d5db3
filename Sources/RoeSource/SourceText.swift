/// One input file: its name as people know it, and its bytes as they are on disk.
package struct SourceText: Sendable {
  /// The path relative to the root of the rule set, with `/`.
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  package init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}

/// The place of a file in the list of sources of one compilation.
package struct FileID: Hashable, Comparable, Sendable {
  package let offset: UInt32
  package init(_ offset: Int) { self.offset = UInt32(truncatingIfNeeded: offset) }
  package static func < (a: Self, b: Self) -> Bool { a.offset < b.offset }
}

/// A half-open range of bytes of one source. Lines and columns are worked out when a person is
/// told, from the bytes.
package struct SourceSpan: Hashable, Comparable, Sendable {
  package let file: FileID
  package let lower: UInt32
  package let upper: UInt32

  package init(file: FileID, lower: Int, upper: Int) {
    self.file = file
    self.lower = UInt32(truncatingIfNeeded: lower)
    self.upper = UInt32(truncatingIfNeeded: max(lower, upper))
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.file, a.lower, a.upper) < (b.file, b.lower, b.upper)
  }

  package func contains(_ other: SourceSpan) -> Bool {
    file == other.file && lower <= other.lower && other.upper <= upper
  }

  /// The place where it begins, or its first byte.
  package var start: SourceSpan {
    SourceSpan(file: file, lower: Int(lower), upper: Int(min(lower + 1, upper)))
  }

  /// From the start of this span to the end of `other`, which is in the same file.
  package func joined(with other: SourceSpan) -> SourceSpan {
    SourceSpan(file: file, lower: Int(min(lower, other.lower)), upper: Int(max(upper, other.upper)))
  }
}

/// A value and where it was written. Two are equal when their values are.
package struct Located<Value> {
  package var value: Value
  package var span: SourceSpan

  package init(_ value: Value, at span: SourceSpan) {
    self.value = value
    self.span = span
  }
}

extension Located: Sendable where Value: Sendable {}

extension Located: Equatable where Value: Equatable {
  package static func == (a: Self, b: Self) -> Bool { a.value == b.value }
}
