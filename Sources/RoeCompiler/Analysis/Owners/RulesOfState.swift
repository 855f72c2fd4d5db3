import RoeMachine

/// What may happen to leads of a state, and that for which it makes a difference who has them.
struct RulesOfState {
  let moves: [Ref<Move>]
  let personalMoves: [Ref<Move>]
  let clocks: [Ref<Clock>]
  let personalClocks: [Ref<Clock>]
  /// Whether it makes a difference for whom the state itself names.
  let hasPersonalAnswer: Bool

  /// - Parameters:
  ///   - ladders: those that hand leads on.
  ///   - personal: the ways to find somebody for which it makes a difference who has had the leads.
  init(
    _ ref: Ref<State>, of journey: Journey, ladders: [Ref<Clock>],
    personal: Set<OwnerSource>
  ) {
    let lifecycle = journey.lifecycle
    let state = lifecycle.states[ref]
    moves = journey.moves(in: ref)
    personalMoves = moves.filter {
      lifecycle.asksWhoOwns($0) || lifecycle.isPersonal(lifecycle.moves[$0].outcome, personal)
    }
    clocks = Set(journey.clocks(in: ref)).sorted()
    personalClocks = clocks.filter { clock in
      ladders.contains(clock)
        || lifecycle.clocks[clock].rungs.contains { lifecycle.isPersonal($0.outcome, personal) }
    }
    hasPersonalAnswer = state.owner.contains(where: personal.contains)
  }
}

extension OwnerSource {
  /// Whether it means somebody who has to do with the owner, or is of their group.
  var speaksOfOwner: Bool { dependsOnOwner || self == .nextInPool }
}

extension Lifecycle {
  /// Of all ways to find somebody those for which it makes a difference who has had the leads.
  func personal(among sources: Set<OwnerSource>) -> Set<OwnerSource> {
    // Whoever had a lead before matters wherever another one is named.
    if sources.contains(.previous) { return sources }
    return sources.filter { $0.speaksOfOwner || leadsToOwner($0) }
  }

  /// Whether a table names somebody who has to do with the owner, or sends leads to where they are
  /// looked for.
  private func leadsToOwner(_ source: OwnerSource) -> Bool {
    guard case .table = source else { return false }
    let chains =
      [[source]] + SilentGuards.answers(of: [source], self).map { states[Ref($0)].owner }
    return chains.contains { chain in
      chain.isEmpty || SilentGuards.mentioned(chain, self).contains(where: \.speaksOfOwner)
    }
  }

  /// Whether it depends on who the owner is, and not only on whether there is one, if anybody may make
  /// a move.
  fileprivate func asksWhoOwns(_ move: Ref<Move>) -> Bool {
    let lists = tests(of: move).filter { !$0.isEmpty }
    return lists.count > 1 && lists.contains { $0.contains(.owner) }
  }

  /// Whether it makes a difference for what a rule does who has had the leads.
  fileprivate func isPersonal(_ outcome: Outcome, _ personal: Set<OwnerSource>) -> Bool {
    let chain: OwnerChain
    switch outcome.to {
    case .state(let target): chain = outcome.owner ?? states[target].owner
    case .previous: return true
    case nil: chain = outcome.owner ?? []
    }
    return chain.isEmpty || chain.contains(where: personal.contains)
  }
}
