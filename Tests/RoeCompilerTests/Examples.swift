import Foundation
import RoeCompiler
import RoeMachine
import RoeSource
import RoeTestSupport

/// Compiles an example as its page says: with the frame around it, unless it stands alone.
func compile(_ example: Example) -> Compilation {
  var rules = [SourceText(name: "example.roe.yaml", text: example.text)]
  for (name, text) in example.files.sorted(by: { $0.key < $1.key })
  where name.hasSuffix(".roe.yaml") {
    rules.append(SourceText(name: name, text: text))
  }
  if !example.alone { rules.append(Example.frame) }
  // A day on which some of the examples are out of date.
  return RoeCompiler.compile(rules, asOf: CivilDate("2026-11-01")) { path in
    example.files[path].map { .bytes(Array($0.utf8)) } ?? .failure("it does not exist")
  }
}

/// Compiles one of the rule sets in `examples`.
func compileExample(_ name: String) throws -> Compilation {
  let folder = URL(fileURLWithPath: repositoryRoot() + "/examples/" + name)
  let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  let rules = try files.filter { $0.hasSuffix(".roe.yaml") }.map { name in
    try SourceText(
      name: name, bytes: [UInt8](Data(contentsOf: folder.appendingPathComponent(name))))
  }
  return RoeCompiler.compile(rules) { path in
    (try? Data(contentsOf: folder.appendingPathComponent(path))).map { .bytes([UInt8]($0)) }
      ?? .failure("it does not exist")
  }
}

extension Diagnostic {
  /// Whether its level is one that the explanation of its code tells.
  var hasLevelOfItsCode: Bool {
    severity == code.severity || severity == code.further
      || notes.contains { $0.hasPrefix("So, too") }
  }
}

extension Compilation {
  /// The findings outside the frame.
  private var own: [Diagnostic] {
    diagnostics.filter { sources[Int($0.span.file.offset)].name != Example.frame.name }
  }

  var text: String {
    renderText(own, sources: sources, color: false)
  }

  /// What is reported about a code, as `line: code`; everything: whatever else is as grave, too.
  func findings(of code: Code, everything: Bool) -> Set<String> {
    lines { $0.code.id == code.id || everything && $0.severity >= min(.warning, code.severity) }
  }

  func findings(above severity: Severity) -> Set<String> { lines { $0.severity >= severity } }

  private func lines(where isWanted: (Diagnostic) -> Bool) -> Set<String> {
    Set(
      own.filter(isWanted).map { finding in
        let source = sources[Int(finding.span.file.offset)]
        let line = source.bytes.prefix(Int(finding.span.lower)).count { $0 == 10 } + 1
        let file = finding.span.file == FileID(0) ? "" : "\(source.name):"
        return "\(file)\(line): \(finding.code.id)"
      })
  }
}

extension Example {
  /// The marked lines, as `line: code`.
  var marks: Set<String> {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return Set(
      lines.enumerated().flatMap { number, line in
        line.matches(of: /# .*?(ROE[0-9]{4})/).map { "\(number + 1): \($0.1)" }
      })
  }
}
