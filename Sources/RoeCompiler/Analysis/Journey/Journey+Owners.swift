import RoeMachine

extension Journey {
  /// For each state the one person who owns every lead there, as long as nobody is away; nil where
  /// it may be more than one.
  var soleOwners: [Ref<Person>?] {
    var owners = lifecycle.states.map(\.owner.firstPerson)
    func note(_ chain: OwnerChain?, at place: Ref<State>, from state: Ref<State>?) {
      guard let chain, chain != [.keep] || !comesBack(to: place, from: state) else { return }
      if chain.firstPerson == nil || chain.firstPerson != owners[Int(place.offset)] {
        owners[Int(place.offset)] = nil
      }
    }
    for step in steps {
      if case .move(let move) = step.cause, lifecycle.isAboutPresence(move) { continue }
      note(owner(on: step), at: step.to, from: step.from)
    }
    for ref in lifecycle.moves.refs where !lifecycle.isAboutPresence(ref) {
      let move = lifecycle.moves[ref]
      guard move.outcome.to == nil, move.outcome.owner != nil else { continue }
      for state in move.from { note(move.outcome.owner, at: state, from: state) }
    }
    for ref in lifecycle.states.refs {
      for clock in clocks(in: ref) {
        for rung in lifecycle.clocks[clock].rungs where rung.outcome.to == nil {
          note(rung.outcome.owner, at: ref, from: ref)
        }
      }
    }
    return owners
  }
}

extension Journey {
  /// The owner that a rule names for a lead on its way to another state.
  func owner(on step: Step) -> OwnerChain? { outcome(of: step)?.owner }

  /// Whether whoever has a lead in one state has had it in the other before: the same state, or one
  /// that waits for an answer to somebody there.
  func comesBack(to place: Ref<State>, from state: Ref<State>?) -> Bool {
    guard let state, state != place else { return true }
    return lifecycle.states[state].kind == .pending
      && steps(into: state).allSatisfy { $0.from == place || $0.from == state }
  }
}

extension OwnerChain {
  /// The person who comes first.
  var firstPerson: Ref<Person>? {
    if case .person(let person)? = first { person } else { nil }
  }
}

extension Lifecycle {
  /// Whether the move answers to somebody's leaving or absence, as `policies` say.
  func isAboutPresence(_ move: Ref<Move>) -> Bool {
    guard case .event(let event) = moves[move].trigger else { return false }
    return Lowering.hostEvents.contains(events[event].id)
  }
}
