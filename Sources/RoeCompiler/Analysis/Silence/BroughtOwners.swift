package import RoeMachine

/// Who may have a lead as it comes into a state besides those whom the state itself names: somebody
/// who keeps it, or whom the rule names that brings it. The next clock may name the same person.
package struct BroughtOwners: Sendable {
  package struct Owner: Hashable, Sendable {
    /// How other rules name them.
    package var source: OwnerSource
    /// Whether the state finds them itself, through a group or a role, so that a lead that is
    /// captured there may be theirs.
    package var isFound: Bool
    /// The tables that say for which leads it is them; none where they may have any.
    package var tables: Set<Ref<RoutingTable>>

    package init(
      _ source: OwnerSource, isFound: Bool = false, tables: Set<Ref<RoutingTable>> = []
    ) {
      self.source = source
      self.isFound = isFound
      self.tables = tables
    }
  }

  /// By state.
  package var owners: [[Owner]]
  /// Whether it is known who is in which group, and has which role.
  package var isComplete: Bool

  package init(_ owners: [[Owner]], isComplete: Bool) {
    self.owners = owners
    self.isComplete = isComplete
  }

  /// Whether those who are named next, and may have the lead already, are followed by themselves.
  func areFollowed(_ next: OwnerSource, after holder: Holder) -> Bool {
    if !isComplete { return holder.isPerson && next.isPerson }
    switch next {
    case .person, .queue, .role, .pool, .table: return true
    case .managerOfOwner, .backupOfOwner, .coverOfOwner: return true
    // A field may name anybody.
    case .field, .keep, .previous, .actor, .asked, .nextInPool, .nobody: return false
    }
  }
}

extension BroughtOwners {
  init(_ owners: PossibleOwners) {
    self.init(
      owners.lifecycle.states.refs.map(owners.brought),
      isComplete: !owners.team.everybody.isEmpty)
  }
}

extension PossibleOwners {
  fileprivate func brought(into ref: Ref<State>) -> [BroughtOwners.Owner] {
    let state = lifecycle.states[ref]
    if state.kind == .closed || state.kind == .lostAndFound { return [] }
    let own: OwnerChain = state.owner.isEmpty ? [.keep] : state.owner
    let allowed = owners[Int(ref.offset)]
    func people(_ sources: [OwnerSource]) -> Set<String> {
      sources.filter { !$0.dependsOnOwner }.reduce(into: Set<String>()) {
        $0.formUnion(newcomers(from: $1, to: ref, from: ref, .state))
      }.intersection(allowed)
    }
    var kept: Set<String> = []
    for step in journey.steps(into: ref) where journey.isReachable[Int(step.from.offset)] {
      if case .lost = step.cause { continue }
      let chain = journey.owner(on: step).map(journey.sources)
      for source in chain ?? journey.sources(in: own).filter(\.dependsOnOwner) {
        kept.formUnion(newcomers(from: source, to: ref, from: step.from, step.naming))
      }
    }
    let named = people(own.filter(\.isPerson))
    let found = people(own.filter { !$0.isPerson && !$0.isTable })
    let routed = own.filter(\.isTable).map { people(journey.sources(in: [$0])) }
    let tables = own.compactMap { if case .table(let table) = $0 { table } else { nil } }

    func owner(
      _ source: OwnerSource, _ people: Set<String>, asked: Set<Ref<RoutingTable>> = []
    ) -> BroughtOwners.Owner? {
      // Of persons whom the state names it is told without the roster who names them again.
      let found = source.isPerson ? found : found.union(named)
      if !people.isDisjoint(with: found) { return .init(source, isFound: true, tables: asked) }
      if !people.isDisjoint(with: kept.intersection(allowed)) {
        return .init(source, tables: asked)
      }
      let place = routed.firstIndex { !people.isDisjoint(with: $0) }
      return place.map { .init(source, isFound: true, tables: asked.union([tables[$0]])) }
    }
    let machine = team.machine
    let persons = machine.people.refs.map { owner(.person($0), [team.id(of: $0)]) }
    let roles = machine.roles.refs.map { owner(.role($0), team.anybody(with: $0)) }
    let pools = machine.pools.refs.map { owner(.pool($0), team.anybody(in: $0)) }
    let others = lifecycle.tables.refs.map {
      owner(.table($0), people(journey.sources(in: [.table($0)])), asked: [$0])
    }
    return (persons + roles + pools + others).compactMap { $0 }
  }
}

extension Holder {
  /// Whether it is known without the roster who it is.
  var isPerson: Bool {
    guard case .owner(let sources) = self else { return true }
    return !sources.isEmpty && sources.allSatisfy(\.isPerson)
  }
}

extension OwnerSource {
  /// Whether it names one person, whoever is in which group.
  var isPerson: Bool {
    switch self {
    case .person, .queue: true
    default: false
    }
  }

  fileprivate var isTable: Bool { if case .table = self { true } else { false } }
}
