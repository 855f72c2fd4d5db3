import RoeMachine

extension LintInput {
  /// How somebody is called.
  func name(of person: String) -> String {
    team.name(of: person)
  }

  func name(of person: Ref<Person>) -> String { name(of: machine.people[person].id) }

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
