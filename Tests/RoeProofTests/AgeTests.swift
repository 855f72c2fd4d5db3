import RoeMachine
import RoeTestSupport
import Testing

@testable import RoeCompiler

/// Dates and their ages in one condition, against every pair of a day and a date.
@Suite struct AgeTests {
  private static let count = Proof.isWhole ? 1000 : 100

  @Test func aLeadIsFoundWhereverThereIsOne() throws {
    print("ages: \(Self.count) conditions from seed \(Proof.seed) (ROE_SEED brings them back)")
    let rules = """
      effective: 2026-11-02
      fields:
        renewal: { type: date }
      states:
        new: { owner: kim, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """
    let machine = Proof.compile(rules).machine
    let lifecycle = try #require(machine.lifecycles.refs.first)
    let field = try #require(
      machine.lifecycles[lifecycle].fields.refs.first { ref in
        machine.lifecycles[lifecycle].fields[ref].id == "renewal"
      })
    for number in 0..<Self.count {
      let seed = Proof.seed &+ UInt64(number)
      let tests = Self.tests(seed)
      let lead = machine.lead(.all(tests.map { .test(field, $0) }), in: lifecycle)
      #expect((lead != nil) == Self.isThere(tests), "seed \(seed): \(tests)")
    }
  }

  private static let base = CivilDate(days: 20_484)

  private static func tests(_ seed: UInt64) -> [RoeMachine.Test] {
    var random = SeededRandom(seed: seed)
    return (0..<Int.random(in: 2...4, using: &random)).map { _ in
      let comparison = Comparison.allCases.randomElement(using: &random) ?? .less
      switch Int.random(in: 0...2, using: &random) {
      case 0:
        let day = base.adding(days: Int.random(in: -2...2, using: &random))
        return .compare(comparison, .text(day.description))
      case 1: return .age(comparison, .days(Int.random(in: 28...32, using: &random)))
      default: return .age(comparison, .months(Int.random(in: 1...2, using: &random)))
      }
    }
  }

  /// Every date of five years, in which months have all the lengths that there are, and more.
  private static let dates = (-1600...200).map { offset in
    let day = base.adding(days: offset)
    return (day: day, value: Value.text(day.description))
  }

  private static func isThere(_ tests: [RoeMachine.Test]) -> Bool {
    let (ages, comparisons) = (tests.filter(isAge), tests.filter { !isAge($0) })
    return dates.contains { date in
      func holds(_ test: RoeMachine.Test, on today: CivilDate) -> Bool {
        test.holds(for: date.value, at: today.days * 86_400_000, today: today)
      }
      guard comparisons.allSatisfy({ holds($0, on: date.day) }) else { return false }
      // No age that is asked for is greater than two months.
      return (-3...70).contains { age in
        ages.allSatisfy { holds($0, on: date.day.adding(days: age)) }
      }
    }
  }

  private static func isAge(_ test: RoeMachine.Test) -> Bool {
    if case .age = test { true } else { false }
  }
}
