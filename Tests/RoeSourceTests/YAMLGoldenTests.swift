import Foundation
import RoeSource
import RoeTestSupport
import Testing

@Suite("YAML fixtures")
struct YAMLGoldenTests {
  static let folder = fixturesDirectory() + "/yaml"

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()

  @Test("the tree and the findings are those of the golden files", arguments: names)
  func golden(name: String) throws {
    let path = "\(Self.folder)/\(name)"
    let data = try Data(contentsOf: URL(fileURLWithPath: path + ".yaml"))
    let source = SourceText(name: "\(name).yaml", bytes: Array(data))
    var diagnostics: [Diagnostic] = []
    let root = YAMLNode.parse(source, file: FileID(0), reporting: &diagnostics)
    let tree = root.map { outline($0, in: LineMap(source)) } ?? "nothing\n"
    expectGolden(tree, at: path + ".tree")
    expectGolden(
      renderText(diagnostics, sources: [source], color: false), at: path + ".diagnostics")
  }

  @Test("there are fixtures")
  func fixtures() { #expect(Self.names.count > 10) }
}

/// One line for every node: kind, style, place, text.
func outline(_ node: YAMLNode, in map: LineMap, indent: String = "") -> String {
  func place(_ span: SourceSpan) -> String {
    let lower = map.position(of: Int(span.lower))
    let upper = map.position(of: Int(span.upper))
    return "\(lower.line):\(lower.column)-\(upper.line):\(upper.column)"
  }
  var line = "\(indent)\(node.kind) \(node.style) \(place(node.span))"
  if let alias = node.aliasSpan { line += " alias \(place(alias))" }
  if node.isIncomplete { line += " incomplete" }
  if node.kind == .scalar { line += " \(node.text.debugDescription)" }
  if let reading = node.yaml11Reading { line += " (\(reading))" }
  let children = node.items.map { $0 } + node.entries.flatMap { [$0.key, $0.value] }
  return line + "\n" + children.map { outline($0, in: map, indent: indent + "  ") }.joined()
}
