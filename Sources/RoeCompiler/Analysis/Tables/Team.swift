import RoeMachine

/// The people behind the rules, by id, without regard to who is away.
struct Team: Sendable {
  private let machine: Machine
  private let people: [String: Roster.Member]
  private let pools: [String: [String]]
  private let holders: [String: String]

  init(_ machine: Machine, _ roster: Roster) {
    self.machine = machine
    people = Dictionary(
      roster.people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let staying = Set(roster.people.filter { $0.lastDay == nil }.map(\.id))
    pools = Dictionary(
      roster.pools.map { ($0.id, $0.members.map(\.person).filter(staying.contains)) },
      uniquingKeysWith: { first, _ in first })
    var holders: [String: String] = [:]
    for person in roster.people where person.lastDay == nil {
      if let role = person.role, holders[role] == nil { holders[role] = person.id }
    }
    self.holders = holders
  }

  func name(of person: String) -> String { people[person]?.name ?? person }

  /// Of whoever has a last day, nobody knows who comes after them.
  func isStaying(_ person: String) -> Bool { people[person].map { $0.lastDay == nil } ?? false }

  func id(of person: Ref<Person>) -> String { machine.people[person].id }
  func manager(of person: String) -> String? { people[person]?.manager }
  func backup(of person: String) -> String? { people[person]?.backup }
  func holder(of role: Ref<Role>) -> String? { holders[machine.roles[role].id] }
  func members(of pool: Ref<Pool>) -> [String] { pools[machine.pools[pool].id] ?? [] }

  func isMatched(_ pool: Ref<Pool>) -> Bool {
    !machine.pools[pool].match.isEmpty || machine.pools[pool].cap != nil
  }

  func steward(of pool: Ref<Pool>) -> String? { machine.pools[pool].steward.map(id) }
  func steward(of queue: Ref<Queue>) -> String? { machine.queues[queue].steward.map(id) }
}
