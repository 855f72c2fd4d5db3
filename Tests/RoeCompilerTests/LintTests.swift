import Foundation
import RoeCompiler
import RoeSource
import RoeTestSupport
import Testing

/// The registry of codes, and the two examples that each of them carries.
@Suite struct LintTests {
  @Test func everyCodeHasOneNumberAndOneName() {
    let codes = Registry.codes
    #expect(codes.map(\.id) == Set(codes.map(\.id)).sorted())
    #expect(Set(codes.map(\.name)).count == codes.count)
    for code in codes {
      #expect(code.id.wholeMatch(of: /ROE[0-9]{4}/) != nil)
      #expect(code.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(code.name)")
      #expect(!code.title.isEmpty && !code.title.hasSuffix("."), "\(code.id)")
      #expect(!code.rationale.isEmpty, "\(code.id)")
    }
  }

  @Test func everyCodeIsFoundByItsNumberAndItsName() {
    for code in Registry.codes {
      #expect(Registry.code(code.id.lowercased())?.id == code.id)
      #expect(Registry.code(code.name)?.id == code.id)
    }
    #expect(Registry.code("ROE9999") == nil)
  }

  @Test func theLintsStandInTheOrderOfTheirNumbers() {
    #expect(Lint.all.map(\.code.id) == Lint.all.map(\.code.id).sorted())
  }

  /// A code that is written down but not registered would be reported and never explained.
  @Test func everyCodeOfTheSourcesIsRegistered() throws {
    let numbers = try sourceFiles().flatMap { text in
      text.matches(of: /"(ROE[0-9]{4})",\s*"/).map { String($0.1) }
    }
    #expect(numbers.count == Set(numbers).count, "a number is given twice")
    #expect(Set(numbers) == Set(Registry.codes.map(\.id)))
  }

  @Test func everyLintIsInTheList() throws {
    let folder = sources.appendingPathComponent("RoeCompiler/Lint/Lints").path
    // Further causes of a lint stand beside it.
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      !$0.contains("+")
    }
    #expect(files.count == Lint.all.count)
  }

  @Test(arguments: Registry.codes)
  func reportsTheMarkedLines(of code: Code) {
    let example = code.avoid
    let result = compile(example)
    let found = result.findings(of: code, everything: !code.isAboutFiles)
    if code.isAboutData {
      #expect(
        !found.isEmpty && found.allSatisfy { $0.hasSuffix(code.id) }, "\(result.text)",
        sourceLocation: location(of: example))
    } else {
      #expect(found == example.marks, "\(result.text)", sourceLocation: location(of: example))
    }
    #expect(!result.diagnostics.contains { !$0.hasLevelOfItsCode }, "\(result.text)")
    expectGolden(
      result.text, at: "\(fixturesDirectory())/lints/\(code.id).txt",
      sourceLocation: location(of: example))
  }

  @Test(arguments: Registry.codes)
  func isSilentOnTheBetterExample(of code: Code) {
    let result = compile(code.prefer)
    let found = result.findings(of: code, everything: !code.isAboutFiles)
    #expect(found.isEmpty, "\(result.text)", sourceLocation: location(of: code.prefer))
  }

  @Test(arguments: Registry.codes)
  func safeFixesMendTheExample(of code: Code) {
    let result = compile(code.avoid)
    let fixes = result.diagnostics.filter { $0.code.id == code.id }.compactMap(\.fix)
      .filter { $0.safety == .safe }
    if fixes.isEmpty { return }
    let mended = Example(
      result.sources[0].applying(fixes), files: code.avoid.files, alone: code.avoid.alone)
    let left = compile(mended).diagnostics.filter { $0.code.id == code.id && $0.fix != nil }
    #expect(left.isEmpty, sourceLocation: location(of: code.avoid))
  }

  @Test func theReferenceIsUpToDate() {
    let page = sources.deletingLastPathComponent().appendingPathComponent("schema/lints.md")
    expectGolden(lintsReference(), at: page)
  }

  @Test func theFrameOfTheExamplesHasNoErrors() {
    let result = RoeCompiler.compile([Example.frame]) { _ in .failure("it does not exist") }
    #expect(!result.diagnostics.contains { $0.severity == .error && $0.code.id != "ROE0610" })
  }
}

extension Code {
  /// Findings about the text of a file, which is then hardly read as rules.
  fileprivate var isAboutFiles: Bool { id < "ROE0050" }

  /// Findings in a spreadsheet, where no comment can mark them.
  fileprivate var isAboutData: Bool { id >= "ROE0050" && id < "ROE0080" || !avoid.files.isEmpty }
}

extension SourceText {
  fileprivate func applying(_ fixes: [Fix]) -> String {
    var bytes = self.bytes
    let edits = fixes.flatMap(\.edits).sorted { $0.span > $1.span }
    for edit in edits {
      bytes.replaceSubrange(
        Int(edit.span.lower)..<Int(edit.span.upper), with: Array(edit.replacement.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private func location(of example: Example) -> SourceLocation {
  SourceLocation(
    fileID: example.fileID, filePath: example.fileID, line: example.line, column: 1)
}

// MARK: The sources

private let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

private func sourceFiles() throws -> [String] {
  let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
  return try files.filter { $0.hasSuffix(".swift") }.sorted().map {
    try String(contentsOf: sources.appendingPathComponent($0), encoding: .utf8)
  }
}
