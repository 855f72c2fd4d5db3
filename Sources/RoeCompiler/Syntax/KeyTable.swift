package import RoeSource

/// The keys that one kind of mapping may have. It is the one source of the decoder, of
/// `schema/rules.schema.json` and of `schema/language.md`.
package protocol KeyTable: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// What such a mapping is called, as in "a state has no key …".
  static var subject: String { get }
  /// Whether the mapping may also say `title`, `says`, `because` and the like.
  static var allowsMetadata: Bool { get }
  static var index: KeyIndex<Self> { get }
  var doc: KeyDoc { get }
}

extension KeyTable {
  package static var allowsMetadata: Bool { true }
}

/// What the reference and the schema say about one key.
package struct KeyDoc: Sendable {
  package let shape: Shape
  /// What it means, as a sentence without the final stop.
  package let meaning: String
  /// A value as one would write it, in YAML flow style.
  package let example: String
  package let isRequired: Bool
  /// What it becomes in the core.
  package let becomes: String?

  package init(
    _ shape: Shape, _ meaning: String, example: String, required: Bool = false,
    becomes: String? = nil
  ) {
    self.shape = shape
    self.meaning = meaning
    self.example = example
    self.isRequired = required
    self.becomes = becomes
  }
}

/// The form of a value, as the JSON Schema describes it.
package indirect enum Shape: Sendable {
  case text, id, boolean, date, duration, guardText, file, zone, scalar
  case integer(min: Int?)
  case word([String])
  case owner
  case actors
  case action
  case list(Shape)
  /// One value, or a list of them.
  case oneOrMore(Shape)
  case map(Shape)
  /// A mapping with the keys of the table with this name.
  case table(String)
  case either([Shape])
}

/// Finds a key by its bytes without making a string.
package final class KeyIndex<Key: KeyTable>: Sendable {
  private let keys: [Key]
  /// All names one after the other, and where each ends.
  private let bytes: [UInt8]
  private let ends: [Int]

  package init() {
    keys = Array(Key.allCases)
    var bytes: [UInt8] = []
    ends = keys.map { key in
      bytes += key.rawValue.utf8
      return bytes.count
    }
    self.bytes = bytes
  }

  var count: Int { keys.count }
  var names: [String] { keys.map(\.rawValue) }

  func position(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for (position, end) in ends.enumerated() {
        if end - start == name.count, bytes[start..<end].elementsEqual(name) { return position }
        start = end
      }
      return nil
    }
  }

  func position(of key: Key) -> Int { keys.firstIndex(of: key) ?? 0 }
}

/// The keys that explain a rule to people; every named rule may have them.
package enum MetadataKey: String, KeyTable {
  case title, says, because, link, maintained_by, agreed_by, reviewer, review_by

  package static let subject = "a rule"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .title: KeyDoc(.text, "The name people use for it", example: "Hot lead")
    case .says:
      KeyDoc(.text, "What it means, in the team's words", example: "Nobody has called them yet.")
    case .because: KeyDoc(.text, "Why the rule is as it is", example: "Half of them buy elsewhere.")
    case .link: KeyDoc(.text, "Where more is written", example: "https://wiki.example.com/leads")
    case .maintained_by: KeyDoc(.id, "Who keeps the rule in order", example: "sam")
    case .agreed_by: KeyDoc(.oneOrMore(.id), "Who has agreed to it", example: "[kim, lena]")
    case .reviewer: KeyDoc(.id, "Who looks at it again", example: "kim")
    case .review_by: KeyDoc(.date, "By when it is looked at again", example: "2027-03-31")
    }
  }
}

/// A mapping whose keys have been checked: every unknown key is reported, and read as the one that
/// it is nearly, so that nothing counts as absent.
package struct Mapping<Key: KeyTable> {
  package let span: SourceSpan
  private var values: [YAMLNode?]
  private var metadata: [YAMLNode?]

  /// Reports every key that does not belong, and every key without a value; keeps the others.
  package init(_ node: YAMLNode, reporting diagnostics: inout [Diagnostic]) {
    span = node.span
    values = Array(repeating: nil, count: Key.index.count)
    metadata = []
    guard node.kind == .mapping else {
      if !node.isNull {
        diagnostics.append(
          .wrongShape(
            node,
            expected: "\(Key.subject) with keys such as "
              + Key.index.names.prefix(3).joined(separator: ", ")))
      }
      return
    }
    var misspelt: [(meant: String, value: YAMLNode)] = []
    for (key, value) in node.entries {
      if value.isNull, !value.isIncomplete { diagnostics.append(.blankKey(key, at: value.span)) }
      if let position = key.withUTF8({ Key.index.position(of: $0) }) {
        values[position] = value
      } else if Key.allowsMetadata,
        let position = key.withUTF8({ MetadataKey.index.position(of: $0) })
      {
        if metadata.isEmpty {
          metadata = Array(repeating: nil, count: MetadataKey.index.count)
        }
        metadata[position] = value
      } else {
        let known = Key.index.names + (Key.allowsMetadata ? MetadataKey.index.names : [])
        let finding = Diagnostic.unknownKey(key, in: Key.subject, known: known)
        diagnostics.append(finding)
        // A word of three letters is too soon near to another.
        if let meant = finding.fix?.edits.first?.replacement, key.text.count > 3 {
          misspelt.append((meant, value))
        }
      }
    }
    for (meant, value) in misspelt {
      guard let position = Key.index.names.firstIndex(of: meant) else { continue }
      values[position] = values[position] ?? value
    }
  }

  package subscript(_ key: Key) -> YAMLNode? { values[Key.index.position(of: key)] }

  var hasMetadata: Bool { !metadata.isEmpty }

  subscript(metadata key: MetadataKey) -> YAMLNode? {
    metadata.isEmpty ? nil : metadata[MetadataKey.index.position(of: key)]
  }
}

extension YAMLNode {
  /// Whether the scalar has this text; makes no string.
  func isText(_ text: String) -> Bool { withUTF8 { $0.elementsEqual(text.utf8) } }
}
