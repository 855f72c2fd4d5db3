import RoeMachine

/// Who may cause something.
struct Actors {
  /// By id.
  let people: Set<String>
  /// Whether somebody may of whom nothing is known.
  let hasStrangers: Bool
  /// Whether the lead itself or a system may, so that it comes about without a person.
  let hasMachines: Bool

  /// Whether anybody or anything may cause it.
  var exist: Bool { !people.isEmpty || hasStrangers || hasMachines }
}

extension Team {
  /// Who passes one test of each list; an empty list lets everybody pass.
  ///
  /// - Parameters:
  ///   - owners: those of whom one has the lead; nil where nothing is known of them.
  ///   - asked: those of whom one has been asked to accept it; nil where nothing is known of them.
  func actors(
    passing lists: [[ActorTest]], owners: Set<String>?, asked: Set<String>?
  ) -> Actors {
    var people: Set<String>?
    // Of an empty roster nobody knows who would be there.
    var hasStrangers = everybody.isEmpty
    for list in lists where !list.isEmpty {
      var passing: Set<String> = []
      func add(_ people: Set<String>) {
        if passing.isEmpty { passing = people } else { passing.formUnion(people) }
      }
      for test in list {
        switch test {
        case .person(let person): passing.insert(id(of: person))
        case .role(let role): add(anybody(with: role))
        case .pool(let pool): add(anybody(in: pool))
        case .owner:
          add(owners ?? [])
          if owners == nil { hasStrangers = true }
        case .asked:
          add(asked ?? [])
          if asked == nil { hasStrangers = true }
        case .lead, .system: break
        }
      }
      people = people?.intersection(passing) ?? passing
    }
    return Actors(
      people: people ?? everybody, hasStrangers: hasStrangers,
      hasMachines: [ActorTest.lead, .system].contains { machine in
        lists.allSatisfy { $0.isEmpty || $0.contains(machine) }
      })
  }
}

extension Lifecycle {
  /// The tests of which whoever makes a move passes one of each list: those of the move, and of its
  /// event.
  func tests(of ref: Ref<Move>) -> [[ActorTest]] {
    guard case .event(let event) = moves[ref].trigger else { return [moves[ref].by] }
    return [moves[ref].by, events[event].by]
  }
}
