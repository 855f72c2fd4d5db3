import RoeMachine

extension Journey {
  /// How many steps it is at least from each state to one of these; nil where there is no way.
  func distances(to states: [Ref<State>]) -> [Int?] {
    var distances = Array(repeating: Int?.none, count: lifecycle.states.count)
    for state in states { distances[Int(state.offset)] = 0 }
    var waiting = states
    var next = 0
    while next < waiting.count {
      let place = waiting[next]
      next += 1
      let distance = distances[Int(place.offset)] ?? 0
      for step in steps(into: place) where distances[Int(step.from.offset)] == nil {
        if case .lost = step.cause { continue }
        distances[Int(step.from.offset)] = distance + 1
        waiting.append(step.from)
      }
    }
    return distances
  }

  /// What the rules on a shortest way ask for.
  func conditions(from state: Ref<State>, _ distances: [Int?]) -> [Guard] {
    var conditions: [Guard] = []
    var place = state
    while let distance = distances[Int(place.offset)], distance > 0,
      let step = steps(from: place).first(where: { distances[Int($0.to.offset)] == distance - 1 })
    {
      switch step.cause {
      case .move(let ref):
        conditions.append(lifecycle.moves[ref].when)
      case .table(let ref):
        let row = lifecycle.tables[ref].rows.first { row in
          if case .state(step.to) = row.outcome { true } else { false }
        }
        if let row { conditions.append(row.when) }
      case .rung(_, let clock): conditions.append(lifecycle.clocks[clock].when)
      case .lost: break
      }
      place = step.to
    }
    return conditions
  }
}
