import RoeMachine

extension Prose {
  /// The states in the order in which a lead can come by them: first where leads enter, then
  /// what each state leads to; lost and found and the ends of the journey come last.
  static func journey(of lifecycle: Lifecycle, _ movesByState: [[Int]]) -> [Ref<State>] {
    var order: [Ref<State>] = []
    var seen: Set<Ref<State>> = []
    func visit(_ state: Ref<State>) {
      if seen.insert(state).inserted { order.append(state) }
    }
    lifecycle.entries.map(\.state).forEach(visit)
    var next = 0
    while next < order.count {
      let moves = movesByState[Int(order[next].offset)].map { lifecycle.moves[$0] }
      targets(of: order[next], moves, in: lifecycle).forEach(visit)
      next += 1
    }
    lifecycle.states.refs.forEach(visit)
    func rank(_ state: Ref<State>) -> Int {
      switch lifecycle.states[state].kind {
      case .live, .pending, .nurture: 0
      case .lostAndFound: 1
      case .closed: 2
      }
    }
    // Stable: the order found is kept among states of one rank.
    return (0...2).flatMap { wanted in order.filter { rank($0) == wanted } }
  }

  private static func targets(
    of state: Ref<State>, _ moves: [Move], in lifecycle: Lifecycle
  ) -> [Ref<State>] {
    var outcomes = moves.filter { $0.layer == .state }.map(\.outcome)
    for clock in lifecycle.states[state].clocks {
      outcomes += lifecycle.clocks[clock].rungs.map(\.outcome)
    }
    return outcomes.compactMap { outcome in
      if case .state(let target)? = outcome.to { target } else { nil }
    }
  }
}
