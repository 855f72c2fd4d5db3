import RoeMachine
import RoeSource
import RoeTestSupport
import Testing

@testable import RoeCompiler

/// Rules of which roe finds nothing lose no lead: sound rules are changed at random, and where no
/// error and no warning is told, the machine is played with random leads, people and times.
@Suite struct CleanRulesTests {
  private static let count = Proof.isWhole ? 4000 : 150
  private static let leads: UInt64 = 12

  @Test func loseNoLead() throws {
    print(
      "clean rules: \(Self.count) changed rule sets from seed \(Proof.seed) (ROE_SEED brings them back)"
    )
    var (clean, lost) = (0, 0)
    for seed in (0..<UInt64(Self.count)).map({ Proof.seed &+ $0 }) {
      let sound = SoundRules(seed: seed)
      var random = SeededRandom(seed: seed &+ 1313)
      var edits = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        RandomEdit(of: sound, using: &random)
      }
      guard let found = try Self.complaint(sound, edits, seed) else { continue }
      clean += 1
      guard var complaint = found else { continue }
      lost += 1
      // The fewest changes with which it happens.
      for place in edits.indices.reversed() where edits.count > 1 {
        var fewer = edits
        fewer.remove(at: place)
        if let same = try Self.complaint(sound, fewer, seed) ?? nil {
          (edits, complaint) = (fewer, same)
        }
      }
      Issue.record("seed \(seed): \(complaint)")
    }
    print("clean rules: \(clean) without a finding, \(lost) of them lose a lead")
    #expect(clean > Self.count / 20)
    try Proof.report(
      "4-clean",
      """
      ## Rules without a finding

      Sound rule sets with one to three random changes. Those of which roe says nothing, no error and no warning, are \
      played with \(Self.leads) random leads each, random people and random times: no lead may be lost, be without an \
      owner, or be without a running clock.

      | | |
      | --- | --- |
      | changed rule sets | \(Self.count) |
      | without an error or a warning | \(clean) |
      | **that lose a lead** | **\(lost)** |

      """)
  }

  /// What goes wrong with a lead under rules of which nothing is said, if anything does; nil for
  /// rules of which something is said.
  private static func complaint(
    _ sound: SoundRules, _ edits: [RandomEdit], _ seed: UInt64
  ) throws -> String?? {
    var rules = sound
    for edit in edits { edit.apply(to: &rules) }
    let compilation = Proof.compile(rules)
    if let contradiction = compilation.contradictions.first {
      return "roe contradicts itself: \(contradiction)\n\(rules.text)"
    }
    if compilation.diagnostics.contains(where: { $0.severity >= .warning }) { return nil }
    let interpreter = try Interpreter(compilation.machine, roster: compilation.roster)
    for number in 0..<leads {
      var play = RandomPlay(interpreter, seed: seed &* 31 &+ number)
      if let complaint = play.complaint() {
        return "\(complaint)\n\(play.story)\n\(rules.text)"
      }
    }
    return .some(nil)
  }
}
