import RoeMachine

/// The people behind the rules, by id, without regard to who is away: how every question about them
/// reads the roster.
struct Team: Sendable {
  let machine: Machine
  let roster: Roster
  let everybody: Set<String>
  /// Whether anybody has a manager, or a backup; where nobody has, the spreadsheet lacks the column,
  /// which is told as such.
  let hasManagers: Bool
  let hasBackups: Bool
  private let people: [String: Roster.Member]
  private let pools: [Group]
  private let roles: [Group]
  /// For each person the groups that they are members of.
  private let memberships: [String: [Ref<Pool>]]

  /// Those of a group, or with a role, in the order in which they are asked.
  private struct Group {
    let people: [String]
    let ids: Set<String>

    init(_ people: [String]) {
      self.people = people
      ids = Set(people)
    }
  }

  init(_ machine: Machine, _ roster: Roster) {
    let pools = Dictionary(roster.pools.map { ($0.id, $0.members.map(\.person)) }) { first, _ in
      first
    }
    let holders = Dictionary(grouping: roster.people.filter { $0.role != nil }) { $0.role ?? "" }
    self.init(
      machine, roster, machine.pools.map { pools[$0.id] ?? [] },
      machine.roles.map { holders[$0.id]?.map(\.id) ?? [] })
  }

  private init(
    _ machine: Machine, _ roster: Roster, _ pools: [[String]], _ roles: [[String]]
  ) {
    self.machine = machine
    self.roster = roster
    everybody = Set(roster.people.map(\.id))
    hasManagers = roster.people.contains { $0.manager != nil }
    hasBackups = roster.people.contains { $0.backup != nil }
    people = Dictionary(roster.people.map { ($0.id, $0) }) { first, _ in first }
    self.pools = pools.map(Group.init)
    self.roles = roles.map(Group.init)
    memberships = zip(machine.pools.refs, self.pools).reduce(into: [:]) { memberships, pool in
      for person in pool.1.ids { memberships[person, default: []].append(pool.0) }
    }
  }

  /// The same, where whoever has a last day is in no group and has no role: nobody knows who comes
  /// after them.
  var staying: Team {
    Team(
      machine, roster, pools.map { $0.people.filter(isStaying) },
      roles.map { $0.people.filter(isStaying) })
  }

  func isStaying(_ person: String) -> Bool { people[person].map { $0.lastDay == nil } ?? false }

  /// Whether the roster knows of no day on which somebody is away.
  func isAlwaysThere(_ person: String) -> Bool {
    isStaying(person) && !roster.absences.contains { $0.person == person }
  }

  func member(_ person: String) -> Roster.Member? { people[person] }
  func id(of person: Ref<Person>) -> String { machine.people[person].id }
  func name(of person: String) -> String { people[person]?.name ?? person }
  func manager(of person: String) -> String? { people[person]?.manager }
  func backup(of person: String) -> String? { people[person]?.backup }

  /// In the order in which they are asked.
  func holders(of role: Ref<Role>) -> [String] { roles[Int(role.offset)].people }
  func members(of pool: Ref<Pool>) -> [String] { pools[Int(pool.offset)].people }

  func anybody(with role: Ref<Role>) -> Set<String> { roles[Int(role.offset)].ids }
  func anybody(in pool: Ref<Pool>) -> Set<String> { pools[Int(pool.offset)].ids }
  func pools(of person: String) -> [Ref<Pool>] { memberships[person] ?? [] }

  /// Whoever answers for a group or a queue, and then who stands in for them.
  func stewards(of pool: Ref<Pool>) -> [String] { behind(machine.pools[pool].steward) }
  func stewards(of queue: Ref<Queue>) -> [String] { behind(machine.queues[queue].steward) }

  private func behind(_ steward: Ref<Person>?) -> [String] {
    steward.map(id).map { [$0] + [backup(of: $0)].compactMap { $0 } } ?? []
  }

  /// Those who may own leads in a state; nil where anybody may.
  func permitted(in state: State) -> Set<String>? {
    if state.permitted.isEmpty { return nil }
    return state.permitted.reduce(into: []) { found, source in
      switch source {
      case .person(let person): found.insert(id(of: person))
      case .role(let role): found.formUnion(anybody(with: role))
      case .pool(let pool): found.formUnion(anybody(in: pool))
      default: break
      }
    }
  }
}
