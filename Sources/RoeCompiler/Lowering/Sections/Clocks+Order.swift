import RoeMachine

extension Lowering {
  /// Puts the clocks in the order of the machine file and follows every reference.
  mutating func sortClocks() {
    let old = scope.lifecycle.clocks
    let order = old.indices.sorted { old[$0].id.utf8.lexicographicallyPrecedes(old[$1].id.utf8) }
    var new = Array(repeating: Ref<Clock>(0), count: old.count)
    for (place, index) in order.enumerated() { new[index] = Ref(place) }
    func moved(_ outcome: Outcome) -> Outcome {
      var outcome = outcome
      outcome.actions = outcome.actions.map {
        switch $0 {
        case .start(let clock): .start(new[Int(clock.offset)])
        case .stop(let clock): .stop(new[Int(clock.offset)])
        default: $0
        }
      }
      return outcome
    }
    scope.lifecycle.clocks = order.map { index in
      var clock = old[index]
      for rung in clock.rungs.indices {
        clock.rungs[rung].outcome = moved(clock.rungs[rung].outcome)
      }
      return clock
    }
    for index in scope.lifecycle.states.indices {
      scope.lifecycle.states[index].clocks = scope.lifecycle.states[index].clocks.map {
        new[Int($0.offset)]
      }.sorted()
      scope.lifecycle.states[index].carries = scope.lifecycle.states[index].carries.map {
        new[Int($0.offset)]
      }.sorted()
    }
    for index in scope.lifecycle.moves.indices {
      scope.lifecycle.moves[index].outcome = moved(scope.lifecycle.moves[index].outcome)
    }
  }
}
