import RoeMachine

extension State {
  /// Whether leads are on their journey there, and the rules have not failed them.
  var isBetween: Bool { kind != .closed && kind != .lostAndFound }
}

extension Clock {
  /// Whether no earlier step takes the lead away.
  func comes(to number: Int) -> Bool {
    rungs.prefix(number).allSatisfy { $0.outcome.to == nil }
  }
}

extension Journey {
  /// What rules do to leads that stay in a state.
  func outcomes(stayingIn state: Ref<State>) -> [Outcome] {
    let all =
      moves(in: state).map { lifecycle.moves[$0].outcome }
      + clocks(in: state).flatMap { lifecycle.clocks[$0].rungs.map(\.outcome) }
    return all.filter { $0.to == nil }
  }

  /// Whether the owner of leads that stay in a state may be looked for again in tables.
  func asksTables(in state: Ref<State>) -> Bool {
    let model = lifecycle.states[state]
    return !model.follow.isEmpty && model.owner.asksTables
      || outcomes(stayingIn: state).contains { $0.owner?.asksTables ?? false }
  }

  /// Whether leads may get to a state when all days that rules name have passed.
  func isReachableAtLast(_ state: Ref<State>) -> Bool {
    func ends(_ condition: Guard) -> Bool {
      condition.conjuncts(lifecycle.definitions).contains {
        if case .clockBefore = $0 { true } else { false }
      }
    }
    if lifecycle.entries.contains(where: { $0.state == state && !ends($0.when) }) { return true }
    return steps(into: state).contains { step in
      switch step.cause {
      case .move(let move): !ends(lifecycle.moves[move].when)
      case .rung(_, let clock): !ends(lifecycle.clocks[clock].when)
      case .table: true
      case .lost: false
      }
    }
  }

  /// Whether every lead can come to an end from everywhere by rules that ask for nothing.
  func isOpen(for owners: PossibleOwners) -> Bool {
    var open = Set(lifecycle.states.refs.filter { lifecycle.states[$0].kind == .closed })
    var waiting = Array(open)
    while let state = waiting.popLast() {
      for step in steps(into: state) where !open.contains(step.from) {
        switch step.cause {
        case .move(let ref):
          let move = lifecycle.moves[ref]
          guard case .event = move.trigger, isEditable(move.condition(in: lifecycle)),
            moves(triedBefore: ref, in: step.from).isEmpty,
            owners.actors(of: ref, in: step.from).exist,
            !owners.areUnequal(for: ref, in: step.from)
          else { continue }
        case .rung(let number, let ref):
          let clock = lifecycle.clocks[ref]
          guard clock.when == .always, clock.comes(to: number),
            lifecycle.states[step.from].clocks.contains(ref),
            isEditable(clock.rungs[number].outcome.entryCondition(in: lifecycle))
          else { continue }
          if case .field = clock.anchor { continue }
        case .table, .lost: continue
        }
        open.insert(step.from)
        waiting.append(step.from)
      }
    }
    return states.allSatisfy { open.contains($0) || !lifecycle.states[$0].isBetween }
  }

  /// Whether a condition asks only for values that people can fill in.
  private func isEditable(_ condition: Guard) -> Bool {
    condition.conjuncts(lifecycle.definitions).allSatisfy { part in
      if case .test(let field, .isPresent) = part {
        return !lifecycle.isLasting(field) && lifecycle.assumptions.isEmpty
      }
      return part == .always
    }
  }
}
