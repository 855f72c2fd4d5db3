import RoeMachine

extension LintInput {
  /// Whether a lead that goes a way round changes hands time after time, with the people of the
  /// roster as if all of them were there: a chain of managers comes to its top. Nil where whom the
  /// rules name is not the same for every lead, or not known.
  func changesHands(on cycle: SilentCycle, in journey: Journey) -> Bool? {
    let lifecycle = journey.lifecycle
    let states = Set(cycle.states)
    let chains = lifecycle.chains(on: cycle)
    let owners = possibleOwners(in: journey)
    var people = Set(states.flatMap { owners.owners[Int($0.offset)] }).sortedByBytes()
    var place = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, $0) })
    var next: [[Int]] = []
    while next.count < people.count {
      var targets: [Int] = []
      for chain in chains {
        guard let heirs = heirs(of: people[next.count], by: chain) else { return nil }
        for heir in heirs {
          if place[heir] == nil {
            place[heir] = people.count
            people.append(heir)
          }
          if let target = place[heir] { targets.append(target) }
        }
      }
      next.append(targets)
    }
    return components(count: people.count) { next[$0] }.contains { $0.count > 1 }
  }

  /// Who gets a lead of somebody; nil where that is not the same for every lead, or not known.
  private func heirs(of person: String, by chain: OwnerChain) -> [String]? {
    for source in chain {
      guard let found = team.usualPeople(from: source, owner: person) else { return nil }
      if !found.isEmpty || source == .nobody { return found }
    }
    // Nobody is found, and the lead is lost.
    return []
  }
}

extension Lifecycle {
  /// The chains that name owners on a way round.
  fileprivate func chains(on cycle: SilentCycle) -> Set<OwnerChain> {
    let members = Set(cycle.states)
    var chains: Set<OwnerChain> = []
    func add(_ chain: OwnerChain) { if !chain.isEmpty { chains.insert(chain) } }
    // Tables may send a lead on to a state of the way round.
    func leads(_ chain: OwnerChain) -> Bool {
      let further = SilentGuards.answers(of: chain, self).map { Ref<State>($0) }
      for state in further where members.contains(state) { add(states[state].owner) }
      return !members.isDisjoint(with: further)
    }
    func add(_ outcome: Outcome) {
      switch outcome.to {
      case nil:
        if let chain = outcome.owner, !chain.isEmpty {
          add(chain)
          _ = leads(chain)
        }
      case .state(let target):
        let chain = outcome.owner ?? states[target].owner
        if leads(chain) || members.contains(target) { add(chain) }
      case .previous:
        for target in cycle.states {
          let chain = outcome.owner ?? states[target].owner
          add(chain)
          _ = leads(chain)
        }
      }
    }
    for clock in cycle.clocks {
      for rung in clocks[clock].rungs { add(rung.outcome) }
    }
    for move in moves where move.trigger == .watch && !members.isDisjoint(with: move.from) {
      add(move.outcome)
    }
    return chains
  }
}
