import Foundation
import RoeSource
import RoeTestSupport
import Testing

@Suite("Hostile YAML")
struct YAMLHostileTests {
  /// The codes that a text is answered with.
  private func codes(_ text: String) -> [String] { codes(Array(text.utf8)).codes }

  private func codes(_ bytes: [UInt8]) -> (codes: [String], root: YAMLNode?) {
    var diagnostics: [Diagnostic] = []
    let source = SourceText(name: "a.yaml", bytes: bytes)
    let root = YAMLNode.parse(source, file: FileID(0), reporting: &diagnostics)
    _ = renderText(diagnostics, sources: [source], color: true)
    return (diagnostics.map(\.code.id), root)
  }

  @Test("nesting of any depth is answered")
  func depth() {
    let brackets = String(repeating: "[", count: 10_000)
    #expect(codes("a: \(brackets)\nb: 1\n") == ["ROE0003"])
    #expect(codes("a: \(String(repeating: "{a: ", count: 10_000))\n") == ["ROE0003"])
    #expect(codes(String(repeating: "- ", count: 10_000)) == ["ROE0003"])
    let blocks = (0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(codes(blocks) == ["ROE0003"])
    #expect(
      codes("a: \(String(repeating: "[", count: 150))\(String(repeating: "]", count: 150))") == [])
  }

  @Test("what stands behind nesting too deep is read")
  func resumption() throws {
    let (_, root) = codes(Array("a: \(String(repeating: "[", count: 999))\nb: 1\n".utf8))
    #expect(try #require(root).entries.map(\.key.text) == ["a", "b"])
  }

  @Test("aliases cannot blow a file up")
  func aliasBomb() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<10 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let found = codes(bomb)
    #expect(!found.isEmpty && Set(found) == ["ROE0003"])

    let chain = (1..<70).map { "b\($0): &b\($0) [*b\($0 - 1)]\n" }.joined()
    #expect(Set(codes("b0: &b0 x\n" + chain)) == ["ROE0003"])
    #expect(codes("a: &a [*a]\n") == ["ROE0015"])
  }

  @Test("a text of 50 MB is answered, and the next key is read")
  func longScalar() throws {
    let bytes =
      Array("a: \"".utf8) + Array(repeating: UInt8(ascii: "x"), count: 50_000_000)
      + Array("\"\nb: 1\n".utf8)
    let (found, root) = codes(bytes)
    #expect(found == ["ROE0003"])
    #expect(try #require(root).entries.map(\.key.text) == ["a", "b"])
  }

  @Test(
    "what is no text is answered",
    arguments: [
      [0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0x61, 0, 0x62], [0xFF],
      [0x61, 0x3A, 0x20, 0xC3],
      [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80], [0x1B], [0xC2, 0x9B],
      [0xEF, 0xBF, 0xBF],
    ] as [[UInt8]])
  func notText(bytes: [UInt8]) { #expect(codes(bytes).codes.first == "ROE0001") }

  @Test("a wrong byte is told with its place, and the rest is read")
  func wrongByte() throws {
    let (found, root) = codes(Array("a: caf".utf8) + [0xE9] + Array("\nb: 1\n".utf8))
    #expect(found == ["ROE0001"])
    #expect(try #require(root).entries.map(\.value.text) == ["caf?", "1"])
  }

  @Test("an empty file is answered", arguments: ["", "\n", "# x\n", "\u{FEFF}", "---\n", "~\n"])
  func empty(text: String) { #expect(codes(text) == ["ROE0002"]) }

  @Test("reading ends after a hundred errors")
  func manyErrors() {
    let found = codes((0..<5000).map { "k\($0): @\n" }.joined())
    #expect(found.count == 101 && found.last == "ROE0003")
  }

  @Test("a mapping of many keys finds the one written twice")
  func manyKeys() {
    let keys = (0..<5000).map { "  k\($0): 1\n" }.joined()
    #expect(codes("a:\n\(keys)  k17: 2\n  \"k18\": 2\n") == ["ROE0011", "ROE0011"])
  }

  @Test("damaged fixtures keep every place inside the file", arguments: 0..<40)
  func mutations(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let name = YAMLGoldenTests.names[seed % YAMLGoldenTests.names.count]
    let url = URL(fileURLWithPath: "\(YAMLGoldenTests.folder)/\(name).yaml")
    let original = Array(try Data(contentsOf: url))
    let favourites = Array("\"'[]{}:,-#&*!|>@%?\n\r\t \\~<é".utf8) + [0, 0xFF, 0xC3, 0xEF, 0xBB]
    for _ in 0..<50 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let byte = favourites.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(byte, at: place)
        case 1 where place < bytes.count: bytes.remove(at: place)
        case 2 where place < bytes.count: bytes[place] = byte
        default: bytes.removeLast(min(bytes.count, Int.random(in: 0...5, using: &random)))
        }
      }
      check(bytes, "\(name), seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  private func check(_ bytes: [UInt8], _ comment: String) {
    var diagnostics: [Diagnostic] = []
    let source = SourceText(name: "a.yaml", bytes: bytes)
    let root = YAMLNode.parse(source, file: FileID(0), reporting: &diagnostics)
    let spans =
      diagnostics.flatMap { [$0.span] + $0.labels.map(\.span) + ($0.fix?.edits.map(\.span) ?? []) }
    #expect(spans.allSatisfy { $0.lower <= $0.upper && $0.upper <= bytes.count }, "\(comment)")
    _ = renderText(diagnostics, sources: [source], color: false)
    var nodes = root.map { [$0] } ?? []
    while let node = nodes.popLast() {
      #expect(node.span.lower <= node.span.upper && node.span.upper <= bytes.count, "\(comment)")
      for child in node.items.map({ $0 }) + node.entries.flatMap({ [$0.key, $0.value] })
      where child.aliasSpan == nil {
        #expect(
          node.span.lower <= child.span.lower && child.span.upper <= node.span.upper
            || node.isIncomplete, "\(comment)")
        nodes.append(child)
      }
      let text = node.text.utf8.count
      let whole = node.span(ofText: 0..<text)
      #expect(node.span.lower <= whole.lower && whole.upper <= node.span.upper, "\(comment)")
    }
  }
}
