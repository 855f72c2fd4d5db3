import RoeMachine

extension PossibleOwners {
  /// Those who can have a lead in the moment in which a clock starts, by id.
  func owners(starting ref: Ref<Clock>) -> Set<String> {
    let clock = lifecycle.clocks[ref]
    var startsLater = clock.restarts ?? 0 > 0
    if case .field = clock.anchor { startsLater = true }
    let places =
      startsLater
      ? journey.states(running: ref)
      : journey.moves(starting: ref).flatMap { lifecycle.moves[$0].from }
    return journey.states(arming: ref).reduce(
      into: places.reduce(into: []) { $0.formUnion(owners[Int($1.offset)]) }
    ) {
      $0.formUnion(owners(entering: $1))
    }
  }

  /// Those who can have a lead as it enters a state.
  private func owners(entering state: Ref<State>) -> Set<String> {
    let model = lifecycle.states[state]
    let own = model.owner.isEmpty ? [.keep] : model.owner
    var found: Set<String> = []
    if lifecycle.entries.contains(where: { $0.state == state }) {
      for source in journey.sources(in: own) where !source.dependsOnOwner {
        found.formUnion(newcomers(from: source, to: state, from: state, .state))
      }
    }
    for step in journey.steps(into: state) {
      for source in journey.sources(in: journey.owner(on: step) ?? own) {
        found.formUnion(newcomers(from: source, to: state, from: step.from, step.naming, on: step))
      }
    }
    return found.intersection(owners[Int(state.offset)])
  }

  /// Those who are found through a source, without whoever stands behind a group that always has
  /// somebody to give.
  func newcomers(
    from source: OwnerSource, to target: Ref<State>, from state: Ref<State>,
    _ cause: Assignment.Cause, on step: Journey.Step? = nil
  ) -> Set<String> {
    let model = lifecycle.states[target]
    if case .pool(let pool) = source, model.permitted.isEmpty, model.capPerOwner == nil,
      team.machine.pools[pool].isSure(passingOver: 0)
    {
      return team.anybody(in: pool)
    }
    return people(from: source, in: state, cause, on: step)
  }
}

extension Journey.Step {
  /// What looks for an owner on it.
  var naming: Assignment.Cause {
    switch cause {
    case .move(let move): .move(move)
    case .rung(let rung, let clock): .rung(rung, of: clock)
    case .table, .lost: .state
    }
  }
}
