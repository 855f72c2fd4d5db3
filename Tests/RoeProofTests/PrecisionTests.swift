import RoeSource
import Testing

@testable import RoeCompiler

/// Rule sets without a mistake get no error and no warning.
@Suite struct PrecisionTests {
  /// Without optimisation a thousand take longer than a minute.
  private static let count = Proof.isWhole ? 10_000 : 400

  @Test func saysNothingOfSoundRules() throws {
    print(
      "precision: \(Self.count) sound rule sets from seed \(Proof.seed) (ROE_SEED brings them back)"
    )
    var complaints = 0
    for number in 0..<Self.count {
      let rules = SoundRules(seed: Proof.seed &+ UInt64(number))
      let result = Proof.compile(rules)
      let found = result.diagnostics.filter { $0.severity >= .warning }
      if found.isEmpty, result.contradictions.isEmpty { continue }
      complaints += 1
      if complaints > 3 { continue }
      Issue.record(
        """
        seed \(rules.seed): \(found.map { "\($0.code.id) \($0.message)" }) \(result.contradictions)
        \(rules.text)
        """)
    }
    #expect(complaints == 0)
    try Proof.report(
      "3-precision",
      """
      ## Precision

      | | |
      | --- | --- |
      | rule sets that are sound by the way they are made | \(Self.count) |
      | **with an error or a warning** | **\(complaints)** |

      """)
  }
}
