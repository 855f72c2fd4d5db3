import RoeMachine

extension Journey {
  /// How leads that come into a state get their owner.
  struct Handing: Equatable {
    /// Whoever is named keeps them from there on.
    let chain: OwnerChain
    /// Whether nobody has let a deadline pass before.
    let isFirst: Bool
    /// What is true of them on their way here, since they have had this owner.
    let when: Guard
    /// Whether it is the state's own answer, as they come in.
    let isOwn: Bool
  }

  /// - Parameter path: the states in which they keep their owner from there on.
  func handings(into state: Ref<State>, path: [Ref<State>] = []) -> [Handing] {
    var handings: [Handing] = []
    func add(
      _ chain: OwnerChain, isFirst: Bool = true, when: Guard = .always, isOwn: Bool = false
    ) {
      let handing = Handing(chain: chain, isFirst: isFirst, when: when, isOwn: isOwn)
      if !chain.isEmpty, !handings.contains(handing) { handings.append(handing) }
    }
    let steps = steps(into: state)
    let own = lifecycle.states[state].owner
    if lifecycle.entries.contains(where: { $0.state == state })
      || steps.contains(where: { owner(on: $0) == nil })
    {
      add(own, isOwn: true)
    }
    for step in steps {
      let isFirst = if case .rung = step.cause { false } else { true }
      add(owner(on: step) ?? [], isFirst: isFirst, when: condition(of: step))
      // The keeper of lost and found places what the rules have failed.
      let chain = owner(on: step) ?? own
      guard chain.first == .keep || chain.isEmpty, step.from != lifecycle.lostAndFound,
        step.from != state, !path.contains(step.from), path.count < Self.longestKeeping
      else { continue }
      for handing in self.handings(before: step, path: path + [state]) {
        let when = Guard.all([handing.when, condition(of: step)])
        add(handing.chain, isFirst: handing.isFirst, when: when)
      }
    }
    return handings
  }

  /// How leads that take a step have got the owner whom they have till then.
  private func handings(before step: Step, path: [Ref<State>]) -> [Handing] {
    guard case .table(let table) = step.cause else { return handings(into: step.from, path: path) }
    // A table that sends a lead on names nobody: it is still with whoever had it before.
    func asks(_ chain: OwnerChain) -> Bool { tables(askedBy: chain).contains(table) }
    let isAskedThere = assignments.contains { place in
      place.state == step.from && place.cause != .state && !place.isQuestion && asks(place.chain)
        && place.outcome(in: lifecycle)?.to == nil
    }
    var handings = isAskedThere ? handings(into: step.from, path: path) : []
    for before in steps(into: step.from)
    where before.from != lifecycle.lostAndFound && !path.contains(before.from)
      && path.count < Self.longestKeeping
      && asks(owner(on: before) ?? lifecycle.states[step.from].owner)
    {
      for handing in self.handings(before: before, path: path + [step.from]) {
        handings.append(
          Handing(
            chain: handing.chain, isFirst: handing.isFirst,
            when: .all([handing.when, condition(of: before)]), isOwn: false))
      }
    }
    return handings
  }

  /// Through how many states an owner is followed who keeps leads.
  private static let longestKeeping = 3

  private func condition(of step: Step) -> Guard {
    switch step.cause {
    case .move(let move): lifecycle.moves[move].condition(in: lifecycle)
    case .rung(_, let clock): lifecycle.clocks[clock].armingCondition(in: lifecycle)
    case .table, .lost: .always
    }
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
