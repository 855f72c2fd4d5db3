import Foundation
import RoeMachine
import RoeSource
import Testing

@testable import RoeCompiler

/// Every verdict about random tables and moves against z3, which knows nothing of our diagrams;
/// every witness against the interpreter in Python.
@Suite struct GuardOracleTests {
  private static let count = Proof.isWhole ? 2200 : 150

  @Test(.enabled(if: Python.isThere("z3"), "python3 has no z3-solver; CI needs it"))
  func agreesWithZ3() throws {
    print(
      "guards: \(Self.count) random rule sets from seed \(Proof.seed) (ROE_SEED brings them back)")
    let cases = (0..<Self.count).map { RandomRules(seed: Proof.seed &+ UInt64($0)) }
    let answer = try Self.ask(cases)
    for (name, _) in answer.disagreements.sorted(by: { $0.key < $1.key }).prefix(3) {
      guard let failing = cases.first(where: { "\($0.seed)" == name }) else { continue }
      let small = try Self.shrunk(failing)
      let problems = try Self.ask([small]).disagreements.values.flatMap { $0 }
      Issue.record("seed \(name)\n\(small.text)\n\(problems.joined(separator: "\n"))")
    }
    #expect(answer.disagreements.count == 0)
    #expect(answer.undecided == 0)
    try Proof.report(
      "1-guards",
      """
      ## Guards against z3

      | | |
      | --- | --- |
      | random rule sets (a table and moves, all kinds of fields and tests) | \(Self.count) |
      | questions put to z3 | \(answer.questions) |
      | of these unknown to z3, and put to cvc5 | \(answer.unknown) |
      | undecided by both | \(answer.undecided) |
      | witnesses replayed by the second interpreter | \(answer.witnesses) |
      | **disagreements** | **\(answer.disagreements.count)** |

      Tests in the conditions: \(answer.tests.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")).

      """)
  }

  private struct Answer: Decodable {
    var questions: Int
    var unknown: Int
    var undecided: Int
    var witnesses: Int
    var tests: [String: Int]
    var disagreements: [String: [String]]
  }

  private static func ask(_ cases: [RandomRules]) throws -> Answer {
    var lines = ""
    for rules in cases {
      let compilation = Proof.compile(rules.text)
      let unreadable = compilation.diagnostics.filter {
        $0.severity == .error && $0.code.id < "ROE0300"
      }
      #expect(unreadable.isEmpty, "\(rules.seed): \(unreadable.map(\.message))\n\(rules.text)")
      #expect(compilation.contradictions == [], "\(rules.seed)")
      guard let verdicts = Verdicts(of: compilation.machine, name: "\(rules.seed)") else {
        Issue.record("seed \(rules.seed) is too complex")
        continue
      }
      lines += String(decoding: try JSONEncoder().encode(verdicts), as: UTF8.self) + "\n"
    }
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("roe-cases-\(UUID().uuidString).jsonl")
    try Data(lines.utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    return try JSONDecoder().decode(Answer.self, from: Python.script("z3_oracle.py", path.path))
  }

  /// The same disagreement in as few words as possible.
  private static func shrunk(_ rules: RandomRules) throws -> RandomRules {
    var rules = rules
    for _ in 0..<60 {
      let smaller = rules.smaller.filter { candidate in
        !Proof.compile(candidate.text).diagnostics.contains {
          $0.severity == .error && $0.code.id < "ROE0300"
        }
      }.enumerated().map { place, candidate in
        var candidate = candidate
        candidate.seed = UInt64(place)
        return candidate
      }
      let failing = try ask(smaller).disagreements.keys.compactMap(UInt64.init).min()
      guard let failing, let next = smaller.first(where: { $0.seed == failing }) else { break }
      rules = next
    }
    return rules
  }
}
