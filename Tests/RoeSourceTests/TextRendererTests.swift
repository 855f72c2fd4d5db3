import RoeSource
import RoeTestSupport
import Testing

@Suite("Text of findings")
struct TextRendererTests {
  static let code = Code(
    "ROE9999", "example", title: "An example", rationale: "",
    avoid: Example(""), prefer: Example(""))

  /// The span of the first `needle` in `source`.
  static func find(_ needle: String, in source: SourceText, file: Int = 0) -> SourceSpan {
    let needle = Array(needle.utf8)
    let start =
      source.bytes.indices.first { source.bytes[$0...].starts(with: needle) } ?? 0
    return SourceSpan(file: FileID(file), lower: start, upper: start + needle.count)
  }

  @Test("every shape of place is drawn as the golden file shows")
  func shapes() {
    let a = SourceText(
      name: "a.yaml",
      text: """
        owner: dana
        list:
        \t- wide 日本語 and 🇦🇹 here
          - two
          - three
          - four
          - five
          - six
          - seven
        \(String(repeating: "long ", count: 60))needle\(String(repeating: " long", count: 60))
        last: one two three
        """)
    let b = SourceText(name: "b.csv", text: "zip,owner\r\n01067,\u{1B}[31mdana\r\n")
    func find(_ needle: String) -> SourceSpan { Self.find(needle, in: a) }
    var removal = Diagnostic(Self.code, "A line goes away", at: find("owner"))
    removal.fix = Fix("delete the line", edits: [.init(replace: find("owner: dana\n"), with: "")])
    let diagnostics = [
      Diagnostic(
        Self.code, "Several marks on one line", at: find("two three"), caption: "the finding",
        labels: [.init("a word", at: find("last")), .init("one more", at: find("one"))]),
      Diagnostic(
        Self.code, "Wide characters", at: find("🇦🇹"), caption: "a flag",
        labels: [.init("wide", at: find("日本語"))], notes: ["One line.\nAnd another."]),
      Diagnostic(
        Self.code, "A long place", at: find("list:").joined(with: find("seven")),
        caption: "all of it"),
      Diagnostic(
        Self.code, "A long line", at: find("needle"),
        labels: [
          .init("elsewhere", at: Self.find("dana", in: b, file: 1))
        ]),
      Diagnostic(
        Self.code, "Two long places", at: find("two").joined(with: find("four")),
        caption: "inner",
        labels: [
          .init("outer", at: find("list").joined(with: find("five")))
        ]),
      Diagnostic(
        Self.code, "The end of the file",
        at: SourceSpan(file: FileID(0), lower: 99_999, upper: 99_999)),
      Diagnostic(
        Self.code, "A control character \u{1B}[0m", at: Self.find("\u{1B}", in: b, file: 1)),
      removal,
    ]
    expectGolden(
      renderText(diagnostics, sources: [a, b], color: false),
      at: fixturesDirectory() + "/rendering.txt")
    let colored = renderText(diagnostics, sources: [a, b], color: true)
    #expect(colored.contains("\u{1B}[1;31merror[ROE9999]\u{1B}[0m"))
    #expect(!colored.contains("\u{1B}[31mdana"))
  }

  @Test("no findings, no text")
  func nothing() { #expect(renderText([], sources: [], color: false) == "") }

  @Test("of a long line the part around the change is shown")
  func longFixes() {
    let text = "a: " + String(repeating: "long ", count: 60) + "-90 days" + ", and more of it"
    let source = SourceText(name: "a", text: text + "\n")
    var finding = Diagnostic(Self.code, "Far right", at: Self.find("-90", in: source))
    finding.fix = Fix("write 90", edits: [.init(replace: Self.find("-90", in: source), with: "90")])
    let lines = renderText([finding], sources: [source], color: false)
      .split(separator: "\n").filter { $0.contains(" - …") || $0.contains(" + …") }
    #expect(lines.count == 2)
    #expect(lines.first?.contains("long -90 days") == true)
    #expect(lines.last?.contains("long 90 days") == true)
  }

  @Test("lines and columns count what a person counts")
  func positions() {
    let map = LineMap(SourceText(name: "a", text: "\u{FEFF}é🇦🇹x\r\ny\rz\n"))
    #expect(map.count == 3)
    #expect(map.position(of: 3) == (1, 1))
    #expect(map.position(of: 13) == (1, 3))
    #expect(map.cell(of: 13) == 3)
    #expect(map.position(of: 16) == (2, 1))
    #expect(map.position(of: 18) == (3, 1))
  }
}
