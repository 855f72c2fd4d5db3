import Foundation
import RoeCompiler
import RoeMachine
import RoeSource
import RoeTestSupport
import Testing

/// What the compiler passes, the machine's own reader and interpreter accept.
@Suite struct SoundMachineTests {
  @Test func compiledExamplesAreSound() throws {
    var count = 0
    for code in Registry.codes {
      for example in [code.avoid, code.prefer] { count += try check(compile(example), code.id) }
    }
    for example in LintCase.all + HoleTests.cases {
      count += try check(compile(Example(example.rules)), "\(example)")
    }
    #expect(count > 65)
  }

  @Test(arguments: yamlSnippets(of: languageReference()))
  func snippetIsSound(_ snippet: String) throws {
    var rules = [SourceText(name: "snippet.roe.yaml", text: snippet)]
    if !snippet.contains("roe: 1") { rules.append(Example.frame) }
    _ = try check(compile(rules) { _ in .failure("it does not exist") }, snippet)
  }

  @Test(arguments: ["northwind", "partner-channel", "quiz-funnel"])
  func exampleIsSound(_ name: String) throws {
    let result = try compileExample(name)
    #expect(result.diagnostics.isEmpty)
    #expect(try check(result, name) == 1)
  }

  /// Ladders may mix units of the same hours; tables and definitions may be many, but not deep.
  @Test func deepRulesAreRefused() throws {
    let tables = (0..<120).map { number in
      """
        r\(number): { match: first, rows: [], otherwise: \(number == 0 ? "dana" : "{ routing: r\(number - 1) }") }
      """
    }
    let definitions = (0..<20_000).map { number in
      "  d\(number): \(number == 0 ? "score > 1" : "not d\(number - 1)")"
    }
    let rules = """
      routing:
      \(tables.joined(separator: "\n"))
      fields:
        score: { type: integer }
      definitions:
      \(definitions.joined(separator: "\n"))
      states:
        new:
          owner: { routing: r119 }
          entry: d19999
          clocks: [{ ladder: [{ at: 20 days, owner: kim }, { at: 1 month, to: lost }] }]
      """
    let result = compile(Example(rules))
    #expect(
      result.diagnostics.filter { $0.severity == .error }.map(\.code.id) == [
        "ROE0210", "ROE0109",
      ])
  }

  /// How many machines were looked at: none after an error.
  private func check(_ result: Compilation, _ name: String) throws -> Int {
    if result.hasErrors { return 0 }
    #expect(result.machine.verify() == [], "\(name)")
    #expect(result.roster.verify() == [], "\(name)")
    #expect(throws: Never.self, "\(name)") {
      _ = try Interpreter(result.machine, roster: result.roster)
      let file = try MachineFile(parsing: result.file.encoded())
      #expect(file.meaning == result.machine)
      #expect(try Roster(parsing: result.roster.encoded()) == result.roster)
    }
    return 1
  }
}
