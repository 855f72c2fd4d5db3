import Foundation
import RoeSource
import Testing

@Suite("YAML codes")
struct YAMLCodeTests {
  private func lines(reportedIn example: Example) -> [String] {
    let source = SourceText(name: "a.yaml", text: example.text)
    var diagnostics: [Diagnostic] = []
    _ = YAMLNode.parse(source, file: FileID(0), reporting: &diagnostics)
    let map = LineMap(source)
    return diagnostics.map { "\(map.line(at: Int($0.span.lower))) \($0.code.id)" }
  }

  @Test("each fires exactly on the marked lines of its example", arguments: Code.yamlCodes)
  func avoid(code: Code) {
    let marked = code.avoid.text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().filter { $0.element.hasSuffix("# \(code.id)") }
      .map { "\($0.offset + 1) \(code.id)" }
    #expect(!marked.isEmpty)
    #expect(lines(reportedIn: code.avoid) == marked)
  }

  @Test("each is silent where its example does better", arguments: Code.yamlCodes)
  func prefer(code: Code) { #expect(lines(reportedIn: code.prefer) == []) }

  @Test("they are in order, and each has a name of its own")
  func order() {
    #expect(Code.yamlCodes.map(\.id) == Code.yamlCodes.map(\.id).sorted())
    #expect(Set(Code.yamlCodes.map(\.id)).count == Code.yamlCodes.count)
    #expect(Set(Code.yamlCodes.map(\.name)).count == Code.yamlCodes.count)
  }

  @Test("each fix leaves nothing to report", arguments: Code.yamlCodes)
  func fix(code: Code) {
    let source = SourceText(name: "a.yaml", text: code.avoid.text)
    var diagnostics: [Diagnostic] = []
    _ = YAMLNode.parse(source, file: FileID(0), reporting: &diagnostics)
    guard let edits = diagnostics.first?.fix?.edits else { return }
    var bytes = source.bytes
    for edit in edits.sorted(by: { $1.span < $0.span }) {
      bytes.replaceSubrange(
        Int(edit.span.lower)..<Int(edit.span.upper), with: edit.replacement.utf8)
    }
    let mended = Example(String(decoding: bytes, as: UTF8.self))
    #expect(lines(reportedIn: mended) == [], "\(mended.text)")
  }
}
