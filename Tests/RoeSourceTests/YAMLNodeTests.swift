import RoeSource
import RoeTestSupport
import Testing

@Suite("YAML nodes")
struct YAMLNodeTests {
  @Test("positions count bytes whatever the characters are")
  func positions() throws {
    let text = "\u{FEFF}é: 日本語\r\n\"🇦🇹\": [a, 'it''s']\r\nlist:\r\n  - one\r\n  - two three\r\n"
    var diagnostics: [Diagnostic] = []
    let source = SourceText(name: "a.yaml", text: text)
    let root = try #require(
      YAMLNode.parse(source, file: FileID(0), reporting: &diagnostics))
    #expect(diagnostics.isEmpty)
    #expect(root.kind == .mapping && root.entries.count == 3)
    func slice(_ span: SourceSpan) -> String {
      String(decoding: source.bytes[Int(span.lower)..<Int(span.upper)], as: UTF8.self)
    }
    #expect(root.entries.map { slice($0.key.span) } == ["é", "\"🇦🇹\"", "list"])
    #expect(root.entries.map(\.key.text) == ["é", "🇦🇹", "list"])
    #expect(slice(root.entries[0].value.span) == "日本語")
    #expect(slice(root.entries[1].value.span) == "[a, 'it''s']")
    #expect(root.entries[1].value.items[1].text == "it's")
    #expect(slice(root.entries[1].value.items[1].span(ofText: 2..<4)) == "''s")
    #expect(slice(root.entries[2].value.span) == "- one\r\n  - two three")
  }
}
