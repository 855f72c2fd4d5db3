import Foundation
import RoeCompiler
import RoeSource
import RoeTestSupport
import Testing

/// A standard validator and the decoder agree on what the language is.
@Suite struct SchemaTests {
  static let typeErrors = files(below: fixturesDirectory() + "/type-errors")
  static let examples = ["quiz-funnel", "northwind", "partner-channel", "broken"].map {
    repositoryRoot() + "/examples/" + $0
  }

  @Test(arguments: typeErrors)
  func decoderRejectsTypeErrors(_ path: String) throws {
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    let compilation = compile([SourceText(name: "rules.roe.yaml", bytes: bytes)]) { _ in
      .failure("it does not exist")
    }
    let codes = Set(compilation.diagnostics.filter { $0.severity == .error }.map(\.code.id))
    let typeCodes: Set = [
      "ROE0101", "ROE0102", "ROE0103", "ROE0107", "ROE0108", "ROE0201", "ROE0208", "ROE0308",
    ]
    #expect(!codes.isDisjoint(with: typeCodes), "\(codes)")
  }

  @Test(.enabled(if: isPythonThere, "python3 with jsonschema and PyYAML is not installed"))
  func validatorRejectsTypeErrors() throws {
    try validate("reject", Self.typeErrors)
  }

  @Test(.enabled(if: isPythonThere, "python3 with jsonschema and PyYAML is not installed"))
  func validatorAcceptsExamples() throws {
    // `broken` has the gaps that only the compiler sees, and one misspelt key.
    let clean = Self.examples.filter { !$0.hasSuffix("broken") }.flatMap { Self.files(below: $0) }
    try validate("accept", clean)
  }

  private func validate(_ expectation: String, _ files: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "python3", repositoryRoot() + "/Tests/Tools/check_rules_schema.py",
        repositoryRoot() + "/schema/rules.schema.json", expectation,
      ] + files
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(output)")
  }

  private static func files(below folder: String) -> [String] {
    (FileManager.default.subpaths(atPath: folder) ?? []).filter { $0.hasSuffix(".roe.yaml") }
      .sorted().map { "\(folder)/\($0)" }
  }

  /// In CI the tools must be there; elsewhere the test is skipped without them.
  static let isPythonThere: Bool = {
    if ProcessInfo.processInfo.environment["CI"] == "true" { return true }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import yaml, jsonschema"]
    process.standardError = Pipe()
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
