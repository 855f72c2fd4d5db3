package import RoeMachine

/// Who may have a lead as it comes into a state: somebody who keeps it, whom the rule names that
/// brings it, or whom the state finds through a group. Later rules may name the same person once more.
package struct BroughtOwners: Sendable {
  package struct Owner: Hashable, Sendable {
    /// One of them, by id.
    package var person: String
    /// All ways in which rules may name them, persons first.
    package var sources: [OwnerSource]
    /// Whether the state itself may find them, so that a lead that is captured there may be theirs.
    package var isFound: Bool
    /// Whether they may have any lead that the state may have.
    package var isSure: Bool
    /// The tables of the state that name them, where nobody else does.
    package var tables: Set<Ref<RoutingTable>>

    package init(
      _ person: String, _ sources: [OwnerSource], isFound: Bool = false, isSure: Bool = true,
      tables: Set<Ref<RoutingTable>> = []
    ) {
      self.person = person
      self.sources = sources
      self.isFound = isFound
      self.isSure = isSure
      self.tables = tables
    }

    /// Those of whom more is known come first.
    var rank: Int { isSure ? 0 : isFound ? 1 : 2 }
  }

  /// By state.
  package var owners: [[Owner]]
  /// Whether it is known who is in which group, and has which role.
  package var isComplete: Bool
  /// The ways that never lead to more than one person.
  package var single: Set<OwnerSource>
  /// Who has no manager, and who has no backup, where others have.
  var unmanaged = Lacking()
  var unbacked = Lacking()

  /// Those who have nobody to turn to.
  struct Lacking: Hashable, Sendable {
    /// By id.
    var people: Set<String> = []
    /// The states into which rules bring leads that are theirs while everybody is there.
    var states: Set<Ref<State>> = []
  }

  package init(_ owners: [[Owner]], isComplete: Bool, single: Set<OwnerSource> = []) {
    self.owners = owners
    self.isComplete = isComplete
    self.single = single
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
    let (lifecycle, team) = (owners.lifecycle, owners.team)
    var names: [(source: OwnerSource, people: Set<String>)] = []
    names += team.machine.people.refs.map { (.person($0), [team.id(of: $0)]) }
    names += team.machine.queues.refs.map { (.queue($0), Set(team.stewards(of: $0).prefix(1))) }
    names += team.machine.roles.refs.map { (.role($0), team.anybody(with: $0)) }
    names += team.machine.pools.refs.map { (.pool($0), team.anybody(in: $0)) }
    names += lifecycle.tables.refs.map { table in
      let sources = owners.journey.sources(in: [.table(table)])
      return (
        .table(table),
        sources.reduce(into: []) { $0.formUnion(team.possiblePeople(from: $1) ?? []) }
      )
    }
    var sources: [String: [OwnerSource]] = [:]
    for (source, people) in names {
      for person in people { sources[person, default: []].append(source) }
    }
    let single = names.filter { name in
      switch name.source {
      case .pool(let pool): name.people.count == 1 && !team.machine.isMatched(pool)
      case .table: false
      default: name.people.count == 1
      }
    }
    self.init(
      lifecycle.states.refs.map { owners.brought(into: $0, sources) },
      isComplete: !team.everybody.isEmpty, single: Set(single.map(\.source)))
    let first = owners.firstOwners
    func lacking(_ column: (String) -> String?) -> Lacking {
      let people = team.everybody.filter { column($0) == nil }
      return Lacking(
        people: people,
        states: Set(
          lifecycle.states.refs.filter { !first[Int($0.offset)].isDisjoint(with: people) })
      )
    }
    if team.hasManagers { unmanaged = lacking(team.manager) }
    if team.hasBackups { unbacked = lacking(team.backup) }
  }
}

extension PossibleOwners {
  /// Those who have leads of each state as they come in, while everybody is there: whom rules name
  /// first, or have named before.
  fileprivate var firstOwners: [Set<String>] {
    var found = Array(repeating: Set<String>(), count: lifecycle.states.count)
    var hasChanged = true
    func add(_ chain: OwnerChain?, _ before: Set<String>, to state: Ref<State>) {
      let model = lifecycle.states[state]
      var people = first(in: chain ?? model.owner, before)
      if let permitted = team.permitted(in: model) { people.formIntersection(permitted) }
      if people.isSubset(of: found[Int(state.offset)]) { return }
      found[Int(state.offset)].formUnion(people)
      hasChanged = true
    }
    for entry in lifecycle.entries { add(nil, [], to: entry.state) }
    while hasChanged {
      hasChanged = false
      for step in journey.steps where lifecycle.states[step.from].kind != .lostAndFound {
        switch step.cause {
        case .lost: continue
        case .move(let move) where lifecycle.isAboutPresence(move): continue
        case .move, .rung, .table:
          add(journey.owner(on: step), found[Int(step.from.offset)], to: step.to)
        }
      }
    }
    return found
  }

  /// - Parameter before: whoever may have the leads till then.
  private func first(
    in chain: OwnerChain, _ before: Set<String>, path: [Ref<RoutingTable>] = []
  ) -> Set<String> {
    switch chain.first {
    case nil, .keep?: return before
    case .table(let table)? where !path.contains(table):
      return journey.answers(of: table).reduce(into: []) { people, route in
        if case .owner(let chain) = route {
          people.formUnion(first(in: chain, before, path: path + [table]))
        }
      }
    case let source?: return Set(team.usualPeople(from: source, owner: nil) ?? [])
    }
  }

  fileprivate func brought(
    into ref: Ref<State>, _ names: [String: [OwnerSource]]
  ) -> [BroughtOwners.Owner] {
    let state = lifecycle.states[ref]
    if state.kind == .closed || state.kind == .lostAndFound { return [] }
    var own: OwnerChain = state.owner.isEmpty ? [.keep] : state.owner
    // Behind a person nobody is asked, but where they have no room for more.
    if state.capPerOwner == nil, let last = own.firstIndex(where: \.isPerson) {
      own = Array(own.prefix(through: last))
    }
    func people(_ sources: [OwnerSource]) -> Set<String> {
      sources.filter { !$0.dependsOnOwner }.reduce(into: []) {
        $0.formUnion(newcomers(from: $1, to: ref, from: ref, .state))
      }
    }
    let direct = people(own.filter { if case .table = $0 { false } else { true } })
    var routed: [String: Set<Ref<RoutingTable>>] = [:]
    for case .table(let table) in own {
      for person in people(journey.sources(in: [.table(table)])) {
        routed[person, default: []].insert(table)
      }
    }
    var kept: Set<String> = []
    for step in journey.steps(into: ref) where journey.isReachable[Int(step.from.offset)] {
      if case .lost = step.cause { continue }
      let chain = journey.owner(on: step).map(journey.sources)
      for source in chain ?? journey.sources(in: own).filter(\.dependsOnOwner) {
        kept.formUnion(newcomers(from: source, to: ref, from: step.from, step.naming, on: step))
      }
    }
    let all = direct.union(routed.keys).union(kept).intersection(owners[Int(ref.offset)])
    return all.sorted().compactMap { person in
      guard let sources = names[person] else { return nil }
      let isDirect = direct.contains(person)
      return .init(
        person, sources, isFound: isDirect || routed[person] != nil, isSure: isDirect,
        tables: isDirect || kept.contains(person) ? [] : routed[person] ?? [])
    }
  }
}

extension Holder {
  /// Whether it is known without the roster who it is.
  var isPerson: Bool {
    switch self {
    case .owner(let sources): !sources.isEmpty && sources.allSatisfy(\.isPerson)
    case .somebody(let sources): sources.allSatisfy(\.isPerson)
    case .nobody, .unowned: true
    }
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
}
