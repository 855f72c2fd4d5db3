import RoeMachine

/// Who has a lead, as far as it matters for those who are looked for next.
struct Possession: Hashable, Sendable {
  enum Person: Hashable, Sendable {
    case nobody
    /// Somebody of whom nothing is known, such as the one whom a field names. They are taken to have
    /// a manager and a backup, and to be permitted everywhere.
    case somebody
    /// One of people who are alike, by their place in `Peers`.
    case one(of: Int)
  }

  var person: Person
  /// The group in which they were found.
  var pool: Ref<Pool>?
  /// Whether somebody else had the lead before.
  var hasPrevious: Bool
}

/// The people of a team, where those count as one who are permitted the same states, and whose
/// managers and backups are alike. All of them are taken to be there.
struct Peers {
  let team: Team
  /// The ids of those who are alike.
  let members: [[String]]
  private let kinds: [String: Int]
  /// The ids of those who are permitted in a state; nil where anybody is.
  private let permitted: [Set<String>?]
  private var pools: [[Possession.Person]] = []
  private var roles: [[Possession.Person]] = []

  /// - Parameters:
  ///   - sources: all ways in which somebody is looked for.
  ///   - apart: the ids of those who are like nobody else.
  ///   - groups: the ids of people who are not like others.
  init(
    _ team: Team, _ lifecycle: Lifecycle, _ sources: Set<OwnerSource>, apart: Set<String> = [],
    groups: [Set<String>] = []
  ) {
    self.team = team
    permitted = lifecycle.states.map(team.permitted)
    let ids = team.everybody.sorted()
    var lists = groups
    for case .some(let list) in permitted where !lists.contains(list) { lists.append(list) }
    var kinds: [String: Int] = [:]
    var count = 0
    func part(_ key: (String) -> [Int]) {
      var numbers: [[Int]: Int] = [:]
      var parted: [String: Int] = [:]
      for id in ids {
        let key = key(id)
        let number = numbers[key] ?? numbers.count
        numbers[key] = number
        parted[id] = number
      }
      (kinds, count) = (parted, numbers.count)
    }
    // Whoever is found again has not had the lead before, unlike somebody who is alike.
    let isApart = sources.contains(.previous)
    let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    part { id in
      let own = isApart || apart.contains(id) ? places[id] : nil
      return lists.map { $0.contains(id) ? 1 : 0 } + [own ?? -1]
    }
    var before = 0
    while count != before {
      before = count
      let known = kinds
      func kind(_ id: String?) -> Int { id.flatMap { known[$0] } ?? -1 }
      part { id in
        [
          kind(id), sources.contains(.managerOfOwner) ? kind(team.manager(of: id)) : 0,
          sources.contains(.backupOfOwner) ? kind(team.backup(of: id)) : 0,
        ]
      }
    }
    self.kinds = kinds
    var members = Array(repeating: [String](), count: count)
    for id in ids { if let kind = kinds[id] { members[kind].append(id) } }
    self.members = members
    pools = team.machine.pools.refs.map { alike(team.members(of: $0)) }
    roles = team.machine.roles.refs.map { alike(team.holders(of: $0)) }
  }

  /// Those with some ids, each kind once.
  func alike(_ ids: [String]) -> [Possession.Person] {
    var known: Set<Possession.Person> = []
    return ids.map(person).filter { known.insert($0).inserted }
  }

  /// Each kind of those in a group once, in the order in which they are asked.
  func members(of pool: Ref<Pool>) -> [Possession.Person] { pools[Int(pool.offset)] }

  /// The same for those who have a role.
  func holders(of role: Ref<Role>) -> [Possession.Person] { roles[Int(role.offset)] }

  func person(_ id: String) -> Possession.Person { kinds[id].map { .one(of: $0) } ?? .somebody }

  /// Those of whom one is meant; nil where nothing is known of them.
  func people(_ person: Possession.Person) -> Set<String>? {
    switch person {
    case .nobody: []
    case .somebody: nil
    case .one(let kind): Set(members[kind])
    }
  }

  func isPermitted(_ person: Possession.Person, in state: Ref<State>) -> Bool {
    guard let list = permitted[Int(state.offset)], case .one(let kind) = person else { return true }
    return members[kind].first.map(list.contains) ?? true
  }

  /// How many of a group must be there, at most, that nobody may own leads in a state.
  private func barred(_ pool: Ref<Pool>, in state: Ref<State>) -> Int {
    guard let list = permitted[Int(state.offset)] else { return 0 }
    return team.members(of: pool).count { !list.contains($0) }
  }

  /// Whether a group has somebody to give while as few are there as the rules promise, and some are
  /// passed over.
  func isSure(_ ref: Ref<Pool>, in state: Ref<State>, passingOver count: Int) -> Bool {
    team.machine.pools[ref].isSure(passingOver: barred(ref, in: state) + count)
  }

  func manager(of person: Possession.Person) -> Possession.Person? {
    relative(of: person, team.hasManagers, team.manager)
  }

  func backup(of person: Possession.Person) -> Possession.Person? {
    relative(of: person, team.hasBackups, team.backup)
  }

  private func relative(
    of person: Possession.Person, _ isKnown: Bool, _ column: (String) -> String?
  ) -> Possession.Person? {
    switch person {
    case .nobody: nil
    case .somebody: .somebody
    case .one(let kind):
      isKnown ? members[kind].first.flatMap(column).map { self.person($0) } : .somebody
    }
  }
}
