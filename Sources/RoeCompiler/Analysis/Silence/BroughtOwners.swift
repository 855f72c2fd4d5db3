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

    package init(_ source: OwnerSource, isFound: Bool = false) {
      self.source = source
      self.isFound = isFound
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

  /// Whether those found in these ways are followed by themselves where another rule may name them.
  func tellApart(_ holder: Holder, from next: OwnerSource) -> Bool {
    guard case .owner(let sources) = holder else { return true }
    if !isComplete { return !sources.isEmpty && (sources + [next]).allSatisfy(\.isPerson) }
    // Tables ask for fields, which may have been filled in otherwise since.
    if sources.contains(where: { if case .table = $0 { true } else { false } }) { return false }
    switch next {
    case .person, .queue, .role, .pool: return true
    case .managerOfOwner, .backupOfOwner, .coverOfOwner: return true
    case .field, .table, .keep, .previous, .actor, .asked, .nextInPool, .nobody: return false
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
    let own = journey.sources(in: state.owner.isEmpty ? [.keep] : state.owner)
    var found: Set<String> = []
    var named: Set<String> = []
    for source in own where !source.dependsOnOwner {
      let people = newcomers(from: source, to: ref, from: ref, .state)
      // Of a person it is told without the roster for which leads rules name them again.
      if source.isPerson { named.formUnion(people) } else { found.formUnion(people) }
    }
    var kept: Set<String> = []
    for step in journey.steps(into: ref) where journey.isReachable[Int(step.from.offset)] {
      if case .lost = step.cause { continue }
      let chain = journey.owner(on: step)
      for source in chain.map(journey.sources) ?? own.filter(\.dependsOnOwner) {
        kept.formUnion(newcomers(from: source, to: ref, from: step.from, step.naming))
      }
    }
    let allowed = self.owners[Int(ref.offset)]
    func owner(_ source: OwnerSource, _ people: Set<String>, besides named: Set<String>)
      -> BroughtOwners.Owner?
    {
      if !people.isDisjoint(with: found.union(named).intersection(allowed)) {
        return .init(source, isFound: true)
      }
      return people.isDisjoint(with: kept.intersection(allowed)) ? nil : .init(source)
    }
    let machine = team.machine
    return machine.people.refs.compactMap {
      owner(.person($0), [team.id(of: $0)], besides: [])
    }
      + machine.roles.refs.compactMap {
        owner(.role($0), team.anybody(with: $0), besides: named)
      }
      + machine.pools.refs.compactMap {
        owner(.pool($0), team.anybody(in: $0), besides: named)
      }
  }
}

extension OwnerSource {
  /// Whether it names one person, whoever is in which group.
  fileprivate var isPerson: Bool {
    switch self {
    case .person, .queue: true
    default: false
    }
  }
}
