import RoeSource
import Testing

@Suite("Random YAML")
struct YAMLPropertyTests {
  @Test("texts are read as they were meant, and places lead back to them", arguments: 0..<100)
  func roundTrip(seed: Int) throws {
    let document = RandomYAML(seed: UInt64(seed))
    let source = SourceText(name: "a.yaml", text: document.text)
    var diagnostics: [Diagnostic] = []
    let root = try #require(
      YAMLNode.parse(source, file: FileID(0), reporting: &diagnostics), "\(document.text)")
    #expect(diagnostics.isEmpty, "seed \(seed): \(document.text)")
    var scalars: [YAMLNode] = []
    collect(root, into: &scalars)
    #expect(scalars.map(\.text) == document.scalars, "seed \(seed): \(document.text)")
    for scalar in scalars { check(scalar, in: source, seed: seed) }
  }

  private func collect(_ node: YAMLNode, into scalars: inout [YAMLNode]) {
    if node.kind == .scalar { scalars.append(node) }
    for item in node.items { collect(item, into: &scalars) }
    for (key, value) in node.entries {
      collect(key, into: &scalars)
      collect(value, into: &scalars)
    }
  }

  private func check(_ scalar: YAMLNode, in source: SourceText, seed: Int) {
    func slice(_ span: SourceSpan) -> [UInt8] {
      Array(source.bytes[Int(span.lower)..<Int(span.upper)])
    }
    let text = Array(scalar.text.utf8)
    let written = slice(scalar.span)
    let comment = "seed \(seed): \(String(decoding: written, as: UTF8.self))"
    switch scalar.style {
    case .singleQuoted: #expect(written.first == 0x27 && written.last == 0x27, "\(comment)")
    case .doubleQuoted: #expect(written.first == 0x22 && written.last == 0x22, "\(comment)")
    case .literal: #expect(written.first == UInt8(ascii: "|") && written.last != 0x0A, "\(comment)")
    case .folded: #expect(written.first == UInt8(ascii: ">") && written.last != 0x0A, "\(comment)")
    default: #expect(written.first == text.first && written.last == text.last, "\(comment)")
    }
    // A letter that no escape stands for is found where it is written, whatever folding did.
    var end = Int(scalar.span.lower)
    for index in text.indices {
      let span = scalar.span(ofText: index..<index + 1)
      #expect(Int(span.lower) >= end || text[index] >= 0x80 || text[index] <= 0x20, "\(comment)")
      end = max(end, Int(span.lower))
      let bytes = slice(span)
      guard text[index] > 0x20, bytes.first != UInt8(ascii: "\\"), bytes.first != 0x27 else {
        continue
      }
      #expect(bytes == [text[index]], "byte \(index) of \(comment)")
    }
    let whole = scalar.span(ofText: 0..<text.count)
    #expect(scalar.span.lower <= whole.lower && whole.upper <= scalar.span.upper, "\(comment)")
  }
}
