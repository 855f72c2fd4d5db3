import RoeLogic
import RoeMachine

/// Assumptions that no lead satisfies together; without any one of them some would.
struct Contradiction: Sendable {
  let lifecycle: Ref<Lifecycle>
  /// By id.
  let assumptions: [String]

  /// Of each lifecycle whose assumptions exclude each other the smallest set that does.
  static func all(in machine: Machine) -> [Contradiction] {
    machine.lifecycles.refs.compactMap { ref in
      let all = machine.lifecycles[ref].assumptions
      func isContrary(_ some: [Assumption]) -> Bool {
        var other = machine
        other.lifecycles[Int(ref.offset)].assumptions = some
        return other.hasNoLead(.always, in: ref)
      }
      guard !all.isEmpty, isContrary(all) else { return nil }
      let found = smallest(of: all, isContrary)
      return Contradiction(lifecycle: ref, assumptions: found.map(\.id))
    }
  }

  /// How many assumptions are tried two by two.
  private static let mostPaired = 40

  private static func smallest(
    of all: [Assumption], _ isContrary: ([Assumption]) -> Bool
  ) -> [Assumption] {
    if let one = all.first(where: { isContrary([$0]) }) { return [one] }
    if all.count <= mostPaired {
      for (place, second) in all.enumerated() {
        if let first = all.prefix(place).first(where: { isContrary([$0, second]) }) {
          return [first, second]
        }
      }
    }
    var left = all
    for assumption in all {
      let rest = left.filter { $0 != assumption }
      if isContrary(rest) { left = rest }
    }
    return left
  }
}

extension Machine {
  /// Whether no lead can satisfy a condition; false where that is too complex to say.
  func hasNoLead(_ condition: Guard, in ref: Ref<Lifecycle>) -> Bool {
    do throws(BudgetExceeded) {
      var space = try LeadSpace(
        lifecycles[ref], zone: zones[zone], guards: [condition], usual: usualInstant,
        budget: TableFacts.nodeBudget)
      return try space.leads(condition) == .none
    } catch {
      return false
    }
  }

  /// The same without the assumptions of lifecycles where they exclude each other, and without the
  /// promises that may rest on them: of no lead at all everything would be true.
  func without(_ contradictions: [Contradiction]) -> Machine {
    var machine = self
    for contradiction in contradictions {
      machine.lifecycles[Int(contradiction.lifecycle.offset)].assumptions = []
      machine.lifecycles[Int(contradiction.lifecycle.offset)].promises = []
    }
    return machine
  }
}
