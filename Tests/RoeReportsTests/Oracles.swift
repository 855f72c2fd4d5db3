import Foundation
import Testing

/// Programs that read what the reports write, and judge it.
enum Oracle: String, CaseIterable {
  /// Debian's `graphviz`.
  case graphviz
  /// PyPI's `cmarkgfm`, GitHub's own Markdown.
  case markdown
  /// PyPI's `nicegui`, which brings Mermaid along, in Debian's `chromium`.
  case mermaid

  /// In CI every oracle must be there.
  var isThere: Bool {
    if ProcessInfo.processInfo.environment["CI"] != nil { return true }
    let attempt =
      switch self {
      case .graphviz: ["dot", "-V"]
      case .markdown, .mermaid: ["python3", script, "--is-there"]
      }
    return (try? Self.run(attempt, input: ""))?.status == 0
  }

  private var script: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/oracles/\(rawValue).py").path
  }

  /// What the oracle says of a text; a test fails when it cannot read it at all.
  func ask(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let command = self == .graphviz ? ["dot", "-Tsvg"] : ["python3", script]
    let (status, output, errors) = try Self.run(command, input: text)
    #expect(status == 0, "\(rawValue): \(errors)", sourceLocation: sourceLocation)
    if self == .graphviz { #expect(errors == "", sourceLocation: sourceLocation) }
    return output
  }

  private static func run(_ command: [String], input: String) throws
    -> (status: Int32, output: String, errors: String)
  {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("roe-reports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files instead of pipes: no reader has to keep up with a writer.
    let names = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
    try Data(input.utf8).write(to: names[0])
    for name in names[1...] { try Data().write(to: name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = try FileHandle(forReadingFrom: names[0])
    process.standardOutput = try FileHandle(forWritingTo: names[1])
    process.standardError = try FileHandle(forWritingTo: names[2])
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: try Data(contentsOf: names[1]), as: UTF8.self),
      String(decoding: try Data(contentsOf: names[2]), as: UTF8.self)
    )
  }
}
