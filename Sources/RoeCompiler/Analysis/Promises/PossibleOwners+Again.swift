package import RoeMachine

/// Somebody who may bring leads along into a state, and whom one of its clocks then names.
package struct NamedAgain: Hashable, Sendable {
  package let lifecycle: Ref<Lifecycle>
  package let state: Ref<State>
  /// An id.
  package let person: String
}

extension PossibleOwners {
  /// Those whom a clock may name while they have the lead already, since its state keeps whoever had
  /// it before.
  func namedAgain(in ref: Ref<Lifecycle>) -> [NamedAgain] {
    lifecycle.states.refs.filter(journey.looksAt).flatMap { state -> [NamedAgain] in
      let keeping = journey.steps(into: state).filter { step in
        if case .lost = step.cause { return false }
        let chain = journey.owner(on: step) ?? lifecycle.states[state].owner
        return step.from != state && (chain.isEmpty || chain.contains(.keep))
      }
      let brought = keeping.reduce(into: Set<String>()) {
        $0.formUnion(owners[Int($1.from.offset)])
      }
      var found: [NamedAgain] = []
      for rung in journey.clocks(in: state).flatMap({ lifecycle.clocks[$0].rungs }) {
        guard rung.outcome.to == nil, let person = rung.outcome.owner?.firstPerson else { continue }
        let again = NamedAgain(lifecycle: ref, state: state, person: team.id(of: person))
        if brought.contains(again.person), !found.contains(again) { found.append(again) }
      }
      return found
    }
  }
}
