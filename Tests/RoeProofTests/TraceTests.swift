import RoeSource
import RoeTestSupport
import Testing

@testable import RoeCompiler

/// In random rules, too, what is found about the behaviour of leads is shown by one.
@Suite struct TraceTests {
  private static let count = Proof.isWhole ? 40 : 4

  @Test func mistakesAreShownByLeads() throws {
    print("traces: \(Self.count) of each kind from seed \(Proof.seed) (ROE_SEED brings them back)")
    let lints = Set(Lint.all.map(\.code.id)).subtracting(Self.withoutLead)
    for mutation in Mutation.all where !mutation.isSlow {
      var made = 0
      for seed in (0..<UInt64(10 * Self.count)).map({ Proof.seed &+ $0 }) where made < Self.count {
        var rules = SoundRules(seed: seed)
        var random = SeededRandom(seed: seed &+ 77)
        guard mutation.spoil(&rules, &random) else { continue }
        made += 1
        for finding in Proof.compile(rules).diagnostics
        where finding.severity >= .warning && lints.contains(finding.code.id) {
          #expect(
            finding.notes.contains { $0.contains("like this:\n") },
            "\(mutation.name), seed \(seed): \(finding.code.id) \(finding.message)")
        }
      }
    }
  }

  /// Without a lead, or without a machine that could be played on: those of the examples.
  private static let withoutLead = [
    "ROE0105", "ROE0202", "ROE0204", "ROE0206", "ROE0304", "ROE0405", "ROE0601", "ROE0701",
    "ROE0709", "ROE1101", "ROE1104", "ROE1201", "ROE1203",
  ]
}
