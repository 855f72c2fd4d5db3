import RoeMachine
import RoeSource
import RoeTestSupport
import Testing

@testable import RoeCompiler

/// In random rules with promises of owners that they do not keep, the lead that is shown ends with
/// an owner whom the promise does not allow.
@Suite struct PromiseTraceTests {
  private static let count = Proof.isWhole ? 100 : 12

  @Test func tracesEndWithWhomThePromiseDoesNotAllow() {
    print("promises: \(Self.count) from seed \(Proof.seed) (ROE_SEED brings them back)")
    var shown = 0
    for seed in (0..<UInt64(Self.count)).map({ Proof.seed &+ $0 }) {
      var rules = SoundRules(seed: seed)
      var random = SeededRandom(seed: seed &+ 4111)
      let people = ["dana", "eli", "lena", "kim", "sam"]
      let conditions = rules.tables.flatMap(\.rows).map(\.condition).filter { !$0.isEmpty }
      rules.tree["expect"] = .map(
        people.map { person in
          var promise: Tree = ["never_owned_by": .text(person)]
          if Bool.random(using: &random), let condition = conditions.randomElement(using: &random) {
            promise["when"] = .text(condition)
          }
          return Tree.Entry(key: "not_\(person)", value: promise)
        })
      let result = Proof.compile(rules)
      let names = Dictionary(uniqueKeysWithValues: result.roster.people.map { ($0.id, $0.name) })
      for finding in result.diagnostics where finding.code.id == "ROE0411" {
        guard let trace = finding.notes.first(where: { $0.contains("like this:\n") }),
          let person = finding.message.firstMatch(of: /“not_([a-z]+)”/)
        else { continue }
        shown += 1
        let last = trace.matches(of: /owner ([^,\n]+)/).last.map { String($0.1) }
        #expect(
          last == names[String(person.1)], "seed \(seed): \(finding.message)\n\(trace)")
      }
    }
    #expect(shown > Self.count)
  }
}
