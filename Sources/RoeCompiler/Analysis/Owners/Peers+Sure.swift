import RoeMachine

extension Peers {
  /// Whether somebody is found for every lead wherever one is looked for, whatever the leads are and
  /// whoever has them.
  func isAlwaysFound(in journey: Journey, _ sources: Set<OwnerSource>) -> Bool {
    let lifecycle = journey.lifecycle
    if sources.contains(.nobody) || lifecycle.states.contains(where: { !$0.permitted.isEmpty }) {
      return false
    }
    // Whoever is sent round by tables never gets an owner.
    for state in lifecycle.states.refs
    where SilentGuards.answers(of: lifecycle.states[state].owner, lifecycle).contains(
      Int(state.offset))
    {
      return false
    }
    var unowned = Set(lifecycle.entries.map(\.state))
    for table in lifecycle.tables.refs {
      for case .state(let state) in journey.answers(of: table) { unowned.insert(state) }
    }
    for ref in lifecycle.states.refs {
      let chain = lifecycle.states[ref].owner
      if !chain.isEmpty, !isSure(chain, journey, isOwned: !unowned.contains(ref)) { return false }
    }
    return lifecycle.outcomes.allSatisfy { outcome in
      outcome.owner.map { isSure($0, journey, isOwned: true) } ?? true
    }
  }

  private func isSure(
    _ chain: OwnerChain, _ journey: Journey, isOwned: Bool, path: [Ref<RoutingTable>] = []
  ) -> Bool {
    chain.contains { source in
      switch source {
      case .person, .role, .queue, .pool: true
      case .keep: isOwned
      case .managerOfOwner: isOwned && team.everybody.allSatisfy { manager(of: person($0)) != nil }
      case .backupOfOwner: isOwned && team.everybody.allSatisfy { backup(of: person($0)) != nil }
      case .field(let field): !journey.lifecycle.fields[field].canBeMissing
      case .table(let table):
        !path.contains(table)
          && journey.answers(of: table).allSatisfy { route in
            switch route {
            case .next: false
            case .state: true
            case .owner(let chain):
              isSure(chain, journey, isOwned: isOwned, path: path + [table])
            }
          }
      case .previous, .asked, .actor, .coverOfOwner, .nextInPool, .nobody: false
      }
    }
  }
}
