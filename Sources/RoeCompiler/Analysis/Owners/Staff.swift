import RoeMachine

/// Who has a lead, as far as it matters for those who are looked for next.
struct Possession: Hashable, Sendable {
  enum Person: Hashable, Sendable {
    case nobody
    /// Somebody of whom nothing is known, such as the one whom a field names. They are taken to have
    /// a manager and a backup, and to be permitted everywhere.
    case somebody
    /// One of people who are alike, by their place in `Staff`.
    case one(of: Int)
  }

  var person: Person
  /// The group in which they were found.
  var pool: Ref<Pool>?
  /// Whether somebody else had the lead before.
  var hasPrevious: Bool
}

/// The people of the roster, where those count as one who are permitted the same states, and whose
/// managers and backups are alike. All of them are taken to be there.
struct Staff {
  /// The ids of those who are alike.
  let members: [[String]]
  let machine: Machine
  private let kinds: [String: Int]
  private let people: [String: Roster.Member]
  private let holders: [String: [String]]
  private let pools: [String: [String]]
  /// The ids of those who are permitted in a state; nil where anybody is.
  private let permitted: [Set<String>?]
  private let hasManagers: Bool
  private let hasBackups: Bool

  /// - Parameter sources: all ways in which somebody is looked for.
  init(_ machine: Machine, _ roster: Roster, _ lifecycle: Lifecycle, _ sources: Set<OwnerSource>) {
    self.machine = machine
    let people = Dictionary(roster.people.map { ($0.id, $0) }) { first, _ in first }
    self.people = people
    holders = Dictionary(grouping: roster.people.filter { $0.role != nil }) { $0.role ?? "" }
      .mapValues { $0.map(\.id) }
    let pools = Dictionary(roster.pools.map { ($0.id, $0.members.map(\.person)) }) { first, _ in
      first
    }
    self.pools = pools
    permitted = lifecycle.states.map { state in
      if state.permitted.isEmpty { return nil }
      return state.permitted.reduce(into: Set<String>()) { found, source in
        switch source {
        case .person(let person): found.insert(machine.people[person].id)
        case .role(let role):
          found.formUnion(roster.people.lazy.filter { $0.role == machine.roles[role].id }.map(\.id))
        case .pool(let pool): found.formUnion(pools[machine.pools[pool].id] ?? [])
        default: break
        }
      }
    }
    // Where nobody has one, the spreadsheet lacks the column, which is told as such.
    hasManagers = roster.people.contains { $0.manager != nil }
    hasBackups = roster.people.contains { $0.backup != nil }

    let ids = people.keys.sorted()
    var lists: [Set<String>] = []
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
    part { id in lists.map { $0.contains(id) ? 1 : 0 } }
    var before = 0
    while count != before {
      before = count
      let known = kinds
      func kind(_ id: String?) -> Int { id.flatMap { known[$0] } ?? -1 }
      part { id in
        [
          kind(id), sources.contains(.managerOfOwner) ? kind(people[id]?.manager) : 0,
          sources.contains(.backupOfOwner) ? kind(people[id]?.backup) : 0,
        ]
      }
    }
    self.kinds = kinds
    var members = Array(repeating: [String](), count: count)
    for id in ids { if let kind = kinds[id] { members[kind].append(id) } }
    self.members = members
  }

  var everybody: Set<String> { Set(people.keys) }

  func person(_ id: String) -> Possession.Person { kinds[id].map { .one(of: $0) } ?? .somebody }
  func id(of person: Ref<Person>) -> String { machine.people[person].id }
  func holders(of role: Ref<Role>) -> [String] { holders[machine.roles[role].id] ?? [] }
  func members(of pool: Ref<Pool>) -> [String] { pools[machine.pools[pool].id] ?? [] }

  /// Whoever answers for a group or a queue, and then who stands in for them.
  func behind(_ steward: Ref<Person>?) -> [String] {
    guard let steward else { return [] }
    let id = machine.people[steward].id
    return [id] + [people[id]?.backup].compactMap { $0 }
  }

  func isPermitted(_ person: Possession.Person, in state: Ref<State>) -> Bool {
    guard let list = permitted[Int(state.offset)], case .one(let kind) = person else { return true }
    return members[kind].first.map(list.contains) ?? true
  }

  func isPermitted(_ id: String, in state: Ref<State>) -> Bool {
    permitted[Int(state.offset)]?.contains(id) ?? true
  }

  /// How many of a group must be there, at most, that nobody may own leads in a state.
  func barred(_ pool: Ref<Pool>, in state: Ref<State>) -> Int {
    members(of: pool).count { !isPermitted($0, in: state) }
  }

  /// Whether a group has somebody to give while as few are there as the rules promise, and some are
  /// passed over.
  func isSure(_ ref: Ref<Pool>, in state: Ref<State>, passingOver count: Int) -> Bool {
    let pool = machine.pools[ref]
    return pool.cap == nil && pool.match.isEmpty
      && pool.atLeast > barred(ref, in: state) + count
  }

  func manager(of person: Possession.Person) -> Possession.Person? {
    relative(of: person, hasManagers) { $0.manager }
  }

  func backup(of person: Possession.Person) -> Possession.Person? {
    relative(of: person, hasBackups) { $0.backup }
  }

  private func relative(
    of person: Possession.Person, _ isKnown: Bool, _ column: (Roster.Member) -> String?
  ) -> Possession.Person? {
    switch person {
    case .nobody: nil
    case .somebody: .somebody
    case .one(let kind):
      isKnown
        ? members[kind].first.flatMap { people[$0] }.flatMap(column).map { self.person($0) }
        : .somebody
    }
  }
}
