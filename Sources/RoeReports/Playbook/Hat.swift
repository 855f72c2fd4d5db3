import RoeMachine

/// A part that somebody plays in the rules, and that has a card of its own in the playbook.
enum Hat: Hashable {
  case role(String)
  /// A pool whose members have no role in the roster.
  case pool(String)
  case person(String)
  /// Whoever stands in a field of the record, by lifecycle and field.
  case field(String, String)
  /// The manager of whoever owns a lead.
  case manager

  /// Whoever wears it has a role as well.
  var isSecond: Bool {
    switch self {
    case .field, .manager: true
    case .role, .pool, .person: false
    }
  }

  /// Several people wear it, so that one can follow another.
  var isShared: Bool {
    switch self {
    case .role, .pool: true
    case .person, .field, .manager: false
    }
  }
}

extension Prose {
  /// The hats that a source names, whoever owned the lead before. With `byRole`, people wear the
  /// hat that they share with others: else a territory table would fill the page with cards.
  func hats(of source: OwnerSource, byRole: Bool = false) -> Set<Hat> {
    switch source {
    case .person(let person):
      let id = machine.people[person].id
      if byRole, let role = names.member(id)?.role, names.holders(of: role).count > 1 {
        return [.role(role)]
      }
      return [.person(id)]
    case .role(let role): return [.role(machine.roles[role].id)]
    case .field(let field): return [.field(lifecycle.id, lifecycle.fields[field].id)]
    case .pool(let pool): return Set(names.hats(ofPool: machine.pools[pool].id))
    case .queue(let queue):
      return machine.queues[queue].steward.map { [.person(machine.people[$0].id)] } ?? []
    case .keep, .previous, .actor, .asked, .managerOfOwner, .backupOfOwner, .coverOfOwner,
      .nextInPool, .nobody, .table:
      return []
    }
  }

  /// The hats of those who can set a move off in their own name.
  func hatsActing(in move: Move) -> Set<Hat> {
    guard case .event(let event) = move.trigger else { return [] }
    return hats(passing: move.by.isEmpty ? lifecycle.events[event].by : move.by)
  }

  /// The hats of those who pass one of the tests in their own name.
  func hats(passing tests: [ActorTest]) -> Set<Hat> {
    Set(
      tests.flatMap { test -> [Hat] in
        switch test {
        case .person(let person): [.person(machine.people[person].id)]
        case .role(let role): [.role(machine.roles[role].id)]
        case .pool(let pool): names.hats(ofPool: machine.pools[pool].id)
        case .owner, .asked, .lead, .system: []
        }
      })
  }
}

extension Names {
  /// The roles of a pool's members; the pool itself when the roster does not say.
  func hats(ofPool id: String) -> [Hat] {
    let roles = Set(members(of: id).compactMap { member($0)?.role })
    return roles.isEmpty ? [.pool(id)] : roles.sorted().map(Hat.role)
  }

  /// The order of the cards: roles, pools, fields, managers, then persons.
  func precedes(_ a: Hat, _ b: Hat) -> Bool {
    (rank(a), title(of: a), "\(a)") < (rank(b), title(of: b), "\(b)")
  }

  private func rank(_ hat: Hat) -> Int {
    switch hat {
    case .role: 0
    case .pool: 1
    case .field: 2
    case .manager: 3
    case .person: 4
    }
  }

  func title(of hat: Hat) -> String {
    switch hat {
    case .role(let id): role(id)
    case .pool(let id): title(RuleID.pool(id), id: id)
    case .field(let lifecycle, let id):
      title(RuleID.field(lifecycle, id), id: id).capitalisingFirst
    case .manager: "Managers"
    case .person(let id): person(id)
    }
  }
}
