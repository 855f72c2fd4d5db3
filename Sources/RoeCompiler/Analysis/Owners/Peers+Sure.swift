import RoeMachine

extension Peers {
  /// Whether somebody is found for every lead wherever one is looked for, whatever the leads are and
  /// whoever has them.
  func isAlwaysFound(in lifecycle: Lifecycle, _ sources: Set<OwnerSource>) -> Bool {
    if sources.contains(.nobody) || lifecycle.states.contains(where: { !$0.permitted.isEmpty }) {
      return false
    }
    var unowned = Set(lifecycle.entries.map(\.state))
    for case .state(let state) in lifecycle.tables.flatMap(\.routes) { unowned.insert(state) }
    for ref in lifecycle.states.refs {
      let chain = lifecycle.states[ref].owner
      if !chain.isEmpty, !isSure(chain, lifecycle, isOwned: !unowned.contains(ref)) { return false }
    }
    let moves = lifecycle.moves.refs.filter { !lifecycle.isAboutPresence($0) }
    let outcomes =
      moves.map { lifecycle.moves[$0].outcome }
      + lifecycle.clocks.flatMap { $0.rungs.map(\.outcome) }
    return outcomes.allSatisfy { outcome in
      outcome.owner.map { isSure($0, lifecycle, isOwned: true) } ?? true
    }
  }

  private func isSure(
    _ chain: OwnerChain, _ lifecycle: Lifecycle, isOwned: Bool, path: [Ref<RoutingTable>] = []
  ) -> Bool {
    chain.contains { source in
      switch source {
      case .person, .role, .queue, .pool: true
      case .keep: isOwned
      case .managerOfOwner: isOwned && team.everybody.allSatisfy { manager(of: person($0)) != nil }
      case .backupOfOwner: isOwned && team.everybody.allSatisfy { backup(of: person($0)) != nil }
      case .field(let field): !lifecycle.fields[field].canBeMissing
      case .table(let table):
        !path.contains(table)
          && Set(lifecycle.tables[table].routes).allSatisfy { route in
            switch route {
            case .next: false
            case .state: true
            case .owner(let chain):
              isSure(chain, lifecycle, isOwned: isOwned, path: path + [table])
            }
          }
      case .previous, .asked, .actor, .coverOfOwner, .nextInPool, .nobody: false
      }
    }
  }
}
