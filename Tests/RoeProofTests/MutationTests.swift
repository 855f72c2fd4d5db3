import RoeMachine
import RoeSource
import RoeTestSupport
import Testing

@testable import RoeCompiler

/// Every mistake that is put into sound rules is found, under its own code.
@Suite struct MutationTests {
  private static let count = Proof.isWhole ? 100 : 12

  private struct Result {
    let mutation: Mutation
    var mutants = 0
    var equivalent = 0
    var found = 0
    var ranks = 0
    var first = 0
    var others = 0
    var contradictions = 0
    var missed: [UInt64] = []
  }

  @Test func findsEveryMistake() throws {
    print(
      "mutation: \(Self.count) of each kind from seed \(Proof.seed) (ROE_SEED brings them back)")
    var results: [Result] = []
    for mutation in Mutation.all where Proof.isWhole || !mutation.isSlow {
      let result = try Self.result(of: mutation)
      #expect(
        result.mutants == Self.count,
        "\(mutation.code) \(mutation.name)")
      if let seed = result.missed.first {
        Issue.record(
          "\(mutation.code) \(mutation.name): missed with seeds \(result.missed)\n\(try Self.story(mutation, seed))"
        )
      }
      #expect(result.contradictions == 0, "\(mutation.code) \(mutation.name)")
      results.append(result)
    }
    try Proof.report("2-mutation", Self.table(results))
  }

  private static func result(of mutation: Mutation) throws -> Result {
    var result = Result(mutation: mutation)
    for number in 0..<(20 * count) where result.mutants < count {
      guard let rules = mutant(mutation, Proof.seed &+ UInt64(number)) else { continue }
      if let isSpoilt = mutation.isSpoilt, try !isSpoilt(rules) {
        result.equivalent += 1
        continue
      }
      result.mutants += 1
      let compilation = Proof.compile(rules)
      result.contradictions += compilation.contradictions.count
      let found = compilation.diagnostics.map(\.code.id)
      if let rank = found.firstIndex(of: mutation.code) {
        result.found += 1
        result.ranks += rank + 1
        if rank == 0 { result.first += 1 }
        result.others += Set(found).count - 1
      } else {
        result.missed.append(rules.seed)
      }
    }
    return result
  }

  private static func mutant(_ mutation: Mutation, _ seed: UInt64) -> SoundRules? {
    var rules = SoundRules(seed: seed)
    var random = SeededRandom(seed: seed &+ 77)
    return mutation.spoil(&rules, &random) ? rules : nil
  }

  private static func story(_ mutation: Mutation, _ seed: UInt64) throws -> String {
    guard let rules = mutant(mutation, seed) else { return "" }
    let found = Proof.compile(rules).diagnostics.map { "\($0.code.id) \($0.message)" }
    return "\(found)\n\(rules.text)"
  }

  private static func table(_ results: [Result]) -> String {
    func share(_ part: Int, _ whole: Int) -> String {
      whole == 0 ? "–" : "\(part * 1000 / whole / 10).\(part * 1000 / whole % 10) %"
    }
    func mean(_ sum: Int, _ count: Int) -> String {
      count == 0 ? "–" : "\(sum * 10 / count / 10).\(sum * 10 / count % 10)"
    }
    let lines = results.map {
      "| \($0.mutation.code) | \($0.mutation.name) | \($0.mutants) | \($0.equivalent) | \(share($0.found, $0.mutants)) | \(mean($0.ranks, $0.found)) | \(share($0.first, $0.found)) | \(mean($0.others, $0.found)) |"
    }
    let contradictions = results.reduce(0) { $0 + $1.contradictions }
    return """
      ## Mutation

      Every mutant is a sound rule set with one mistake. Mutants that are no mistake after all are left out by \
      enumeration, never by roe. *Rank* is the place of the code among all findings, in the order of the files; \
      *others* is how many other codes are reported beside it.

      | code | the mistake | mutants | no mistake | recall | rank | first | others |
      | --- | --- | --- | --- | --- | --- | --- | --- |
      \(lines.joined(separator: "\n"))

      Witnesses that the machine does not bear out: **\(contradictions)** (100 % replay).

      """
  }

  /// The facts about tables, sound and spoilt, against the machine tried on one lead of every kind.
  @Test func agreesWithEnumeration() throws {
    var (tables, leads) = (0, 0)
    let mutations = Mutation.ofTables.filter { !$0.isSlow }
    for number in 0..<(Proof.isWhole ? 1000 : 40) {
      var rules = SoundRules(seed: Proof.seed &+ UInt64(number))
      var random = SeededRandom(seed: rules.seed)
      if number % 4 > 0 { _ = mutations[number % mutations.count].spoil(&rules, &random) }
      let compilation = Proof.compile(rules)
      for facts in TableFacts.all(of: compilation.machine, except: []) {
        let id = compilation.machine.lifecycles[facts.lifecycle].tables[facts.table].id
        let truth = try Enumeration(compilation, table: id)
        guard case .success(let said) = facts.result else {
          Issue.record("seed \(rules.seed): \(id) is too complex")
          continue
        }
        tables += 1
        leads += truth.leads
        for (row, fate) in said.rows.enumerated() {
          let (fits, decides) =
            switch fate {
            case .never: (false, false)
            case .hidden: (true, false)
            case .decides: (true, true)
            }
          #expect(fits == truth.fits[row], "seed \(rules.seed), \(id), row \(row)")
          #expect(decides == truth.decides[row], "seed \(rules.seed), \(id), row \(row)")
        }
        #expect((said.rest != nil) == truth.leavesSomebody, "seed \(rules.seed), \(id)")
        for overlap in said.overlaps {
          #expect(truth.overlaps.contains([overlap.first, overlap.second]), "seed \(rules.seed)")
        }
      }
    }
    try Proof.report(
      "4-enumeration",
      """
      ## Small tables against enumeration

      | | |
      | --- | --- |
      | tables, sound and spoilt | \(tables) |
      | leads tried on the machine | \(leads) |
      | **disagreements** | none |

      """)
  }
}
