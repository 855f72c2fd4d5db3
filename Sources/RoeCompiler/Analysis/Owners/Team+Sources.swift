import RoeMachine

/// Who is found through a source, as far as the team alone tells: schema/machine.md, 5.10.
extension Team {
  /// Those of whom one is found, whoever is away; nil where that depends on more than the team.
  func possiblePeople(from source: OwnerSource) -> Set<String>? {
    switch source {
    case .person(let person): [id(of: person)]
    case .role(let role): anybody(with: role)
    case .pool(let pool): anybody(in: pool).union(stewards(of: pool))
    case .queue(let queue): Set(stewards(of: queue))
    case .keep, .managerOfOwner, .backupOfOwner, .coverOfOwner, .previous, .actor, .asked,
      .nextInPool, .field, .table, .nobody:
      nil
    }
  }

  /// Those of whom one is found while everybody is there, in the order in which they are asked; nil
  /// where that depends on the lead, or is not known.
  ///
  /// - Parameters:
  ///   - owner: whoever has the lead, if that is known.
  ///   - passed: those who are passed over.
  func usualPeople(
    from source: OwnerSource, owner: String?, passingOver passed: Set<String> = []
  ) -> [String]? {
    func left(_ people: [String]) -> [String] { people.filter { !passed.contains($0) } }
    func first(_ people: [String]) -> [String] { Array(left(people).prefix(1)) }
    func relative(_ column: (String) -> String?) -> [String]? {
      if everybody.isEmpty { return nil }
      return owner.map { left([column($0)].compactMap { $0 }) }
    }
    switch source {
    case .person(let person): return left([id(of: person)])
    case .role(let role): return first(holders(of: role))
    case .queue(let queue): return first(stewards(of: queue))
    case .pool(let pool):
      if machine.isMatched(pool) { return nil }
      let members = left(members(of: pool))
      return members.isEmpty ? first(stewards(of: pool)) : members
    case .keep: return owner.map { left([$0]) }
    case .managerOfOwner: return relative(manager)
    case .backupOfOwner: return relative(backup)
    case .nobody: return []
    case .field, .previous, .actor, .asked, .coverOfOwner, .nextInPool, .table: return nil
    }
  }
}

extension Pool {
  /// Whether it has somebody to give while as few are there as the rules promise.
  ///
  /// - Parameter count: how many of those who are there are passed over, at most.
  func isSure(passingOver count: Int) -> Bool {
    cap == nil && match.isEmpty && atLeast > count
  }
}

extension Machine {
  /// Whether who is picked from a group depends on the lead, or on what else they have.
  func isMatched(_ pool: Ref<Pool>) -> Bool {
    !pools[pool].match.isEmpty || pools[pool].cap != nil
  }
}
