/// Text as the machine compares it: by its bytes, where Swift's own comparison takes different
/// spellings of one character for equal.
extension String {
  package func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && self == other && utf8.elementsEqual(other.utf8)
  }

  /// Whether this text comes first in the order of the UTF-8 bytes.
  package func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

  /// Whether this text comes first in the order of the UTF-16 code units, as keys of canonical
  /// JSON do.
  func precedesAsKey(_ other: String) -> Bool { utf16.lexicographicallyPrecedes(other.utf16) }
}
