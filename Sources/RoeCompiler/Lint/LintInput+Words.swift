import RoeMachine

extension LintInput {
  /// How somebody is called.
  func name(of person: String) -> String {
    team.name(of: person)
  }

  func name(of person: Ref<Person>) -> String { name(of: machine.people[person].id) }

  /// Why nobody is found through a source through which nobody can be.
  func reason(forNobodyFrom source: OwnerSource, of owner: String?) -> String {
    let owner = owner.map { name(of: $0) }
    return switch source {
    case .keep: "it has no owner who could keep it"
    case .previous: "nobody has had it before"
    case .asked: "nobody has been asked to accept it"
    case .actor: "it comes by itself, and nobody does it"
    case .managerOfOwner:
      owner.map { "\($0) has no manager" } ?? "it has no owner whose manager that would be"
    case .backupOfOwner:
      owner.map { "\($0) has no backup" } ?? "it has no owner whose backup that would be"
    case .coverOfOwner: "nobody covers for \(owner ?? "the owner"), except while they are away"
    case .nextInPool: "no group gave it to its owner"
    case .person, .role, .field, .pool, .queue, .table, .nobody: "nobody is there"
    }
  }

  /// Whom a source means, in a sentence.
  func words(for source: OwnerSource) -> String {
    switch source {
    case .person(let person): name(of: person)
    case .role(let role): "whoever has the role “\(machine.roles[role].id)”"
    case .pool(let pool): "whoever is in “\(machine.pools[pool].id)”"
    case .queue(let queue): "whoever looks after “\(machine.queues[queue].id)”"
    case .managerOfOwner: "the owner's manager"
    case .backupOfOwner: "the owner's backup"
    case .coverOfOwner: "whoever covers for the owner"
    case .actor: "whoever does it"
    case .nextInPool: "the next of the group"
    case .field, .table, .keep, .previous, .asked, .nobody: "somebody else"
    }
  }
}
