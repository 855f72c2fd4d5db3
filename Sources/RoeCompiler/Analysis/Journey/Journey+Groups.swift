import RoeMachine

extension Journey {
  /// States that can all reach one another.
  struct Group {
    let members: [Ref<State>]
    /// Whether another of the states asked about leads here.
    var hasWayIn = false
    /// Whether it leads to another of the states asked about.
    var hasWayOut = false
  }

  /// The states asked about, grouped by mutual reach along the rules' own ways, each group in the
  /// order of its first state.
  func groups(of states: [Ref<State>]) -> [Group] {
    let place = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($1, $0) })
    let next = states.map { state in
      steps(from: state).compactMap { step -> Int? in
        if case .lost = step.cause { return nil }
        return place[step.to]
      }
    }
    let found = components(count: states.count) { next[$0] }
    var groups = found.map { Group(members: $0.map { states[$0] }) }
    var home = Array(repeating: 0, count: states.count)
    for (group, members) in found.enumerated() {
      for member in members { home[member] = group }
    }
    for (source, targets) in next.enumerated() {
      for target in targets where home[source] != home[target] {
        groups[home[source]].hasWayOut = true
        groups[home[target]].hasWayIn = true
      }
    }
    return groups.sorted { ($0.members.first ?? Ref(0)) < ($1.members.first ?? Ref(0)) }
  }
}
