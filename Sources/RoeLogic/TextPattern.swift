/// What a condition can ask about a text. Texts are compared byte by byte, as UTF-8.
package enum TextPattern: Hashable, Sendable {
  case isOneOf([String])
  case hasPrefix(String)
  case hasSuffix(String)
  case contains(String)
  case compares(Comparison, String)
  case isEmpty

  package func matches(_ text: String) -> Bool {
    let text = Array(text.utf8)
    return switch self {
    case .isOneOf(let list): list.contains { text.elementsEqual($0.utf8) }
    case .hasPrefix(let part): text.starts(with: part.utf8)
    case .hasSuffix(let part): text.reversed().starts(with: part.utf8.reversed())
    case .contains(let part):
      part.isEmpty || text.indices.contains { text[$0...].starts(with: part.utf8) }
    case .compares(let comparison, let constant):
      comparison.holds(Bytes(bytes: text), Bytes(bytes: Array(constant.utf8)))
    case .isEmpty: text.isEmpty
    }
  }

  /// The constants that a text must equal; nil: the pattern is about something else.
  var constants: [String]? {
    switch self {
    case .isOneOf(let list): list
    case .compares(.equal, let constant), .compares(.notEqual, let constant): [constant]
    case .isEmpty: [""]
    default: nil
    }
  }

  /// Whether a text must differ from the constants.
  var isNegated: Bool {
    if case .compares(.notEqual, _) = self { true } else { false }
  }

  /// A cut through the texts in their order, and whether the pattern holds from there on.
  var cut: (cut: TextCut, holdsAfter: Bool)? {
    switch self {
    case .compares(.less, let constant): (TextCut(constant, isAfter: false), false)
    case .compares(.atLeast, let constant): (TextCut(constant, isAfter: false), true)
    case .compares(.atMost, let constant): (TextCut(constant, isAfter: true), false)
    case .compares(.greater, let constant): (TextCut(constant, isAfter: true), true)
    default: nil
    }
  }
}

private struct Bytes: Comparable {
  var bytes: [UInt8]

  static func < (a: Bytes, b: Bytes) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

/// A text as its Unicode scalars, whose order is the order of its UTF-8 bytes.
typealias Scalars = [UInt32]

extension Scalars {
  init(_ text: String) { self = text.unicodeScalars.map(\.value) }
}

/// A place in the order of all texts: just before or just after one of them.
struct TextCut: Hashable, Comparable {
  let scalars: Scalars
  let isAfter: Bool

  init(_ text: String, isAfter: Bool) {
    scalars = Scalars(text)
    self.isAfter = isAfter
  }

  static func < (a: TextCut, b: TextCut) -> Bool {
    a.scalars == b.scalars
      ? !a.isAfter && b.isAfter : a.scalars.lexicographicallyPrecedes(b.scalars)
  }
}
