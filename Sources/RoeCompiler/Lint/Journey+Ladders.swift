import RoeMachine

extension Journey {
  /// The chains that name an owner for leads that come into a state, and whether nobody has let a
  /// deadline pass before.
  func chains(into state: Ref<State>) -> [(OwnerChain, isFirst: Bool)] {
    var chains: [(OwnerChain, isFirst: Bool)] = []
    func add(_ chain: OwnerChain, isFirst: Bool = true) {
      if !chain.isEmpty, !chains.contains(where: { $0.0 == chain && $0.isFirst == isFirst }) {
        chains.append((chain, isFirst))
      }
    }
    let steps = steps(into: state)
    if lifecycle.entries.contains(where: { $0.state == state })
      || steps.contains(where: { owner(on: $0) == nil })
    {
      add(lifecycle.states[state].owner)
    }
    for step in steps {
      if case .rung = step.cause {
        add(owner(on: step) ?? [], isFirst: false)
      } else {
        add(owner(on: step) ?? [])
      }
    }
    return chains
  }

  /// Whether no other clock gives the same leads to somebody meanwhile, and no move of the state:
  /// then a step may be there to give them back.
  func isAlone(_ ref: Ref<Clock>, in state: Ref<State>) -> Bool {
    let clock = lifecycle.clocks[ref]
    guard clock.rungs.contains(where: { $0.outcome.isReassignment }),
      // A ladder on which nothing ever changes is told as such.
      effect(of: clock) == .consequence,
      !moves(in: state).map({ lifecycle.moves[$0] }).contains(where: {
        $0.layer == .state && $0.outcome.isReassignment
      })
    else { return false }
    return lifecycle.states[state].clocks.allSatisfy { other in
      other == ref || !lifecycle.clocks[other].rungs.contains { $0.outcome.isReassignment }
        || clock.when.excludes(lifecycle.clocks[other].when)
    }
  }
}

extension Outcome {
  /// Whether it gives the lead to somebody where it is.
  fileprivate var isReassignment: Bool { to == nil && (owner.map { $0 != [.keep] } ?? false) }
}
