import RoeMachine

/// Where new leads go whose owner would be somebody who is away.
extension Prose {
  /// One sentence for each way in which a chain finds an owner.
  func whenAway(_ chain: OwnerChain) -> [Markdown] {
    guard let first = chain.first else { return [] }
    let rest = Array(chain.dropFirst())
    switch first {
    case .pool, .role, .nextInPool: return ["New \(noun.plural) skip whoever is away."]
    case .queue:
      // The backup of a steward comes before the next source.
      return [
        "While \(person(first)) is away, new \(noun.plural) go to that person’s backup, or else to "
          + "\(fallback(rest))."
      ]
    case .person, .field:
      return ["While \(person(first)) is away, new \(noun.plural) go to \(fallback(rest))."]
    case .table:
      var sentences: [Markdown] = []
      let asked = tables(of: chain)
      if asked.contains(where: { hasTurns($0.table) }) {
        sentences.append("Where \(noun.plural) go round in turn, whoever is away is skipped.")
      }
      for (table, rest) in asked where !lonely(table).isEmpty {
        sentences.append(
          "Where a row of \(self.table(table)) names one person only, who is away, the \(noun) "
            + "goes to \(fallback(rest)).")
      }
      return sentences
    default: return []
    }
  }

  /// What sets off a rule for the leads of somebody who is away.
  func absence(_ move: Move) -> String {
    if case .event(let event) = move.trigger, lifecycle.events[event].id == "owner_absent" {
      return "When the system reports \(isToOwner ? "you" : "the owner") away"
    }
    return trigger(move.trigger, when: move.when).capitalisingFirst
  }

  /// The tables that a chain can ask, those that other tables send on to among them; each with
  /// the sources that are tried when it names nobody who is there.
  func tables(of chain: OwnerChain) -> [(table: Ref<RoutingTable>, rest: OwnerChain)] {
    var found: [(table: Ref<RoutingTable>, rest: OwnerChain)] = []
    func visit(_ chain: OwnerChain, before rest: OwnerChain) {
      for (place, source) in chain.enumerated() {
        guard case .table(let table) = source, !found.contains(where: { $0.table == table }) else {
          continue
        }
        let rest = Array(chain[(place + 1)...]) + rest
        found.append((table, rest))
        for chain in outcomes(of: table) { visit(chain, before: rest) }
      }
    }
    visit(chain, before: [])
    return found
  }

  /// The chains that the rows of a table name, the last one for everything else.
  func outcomes(of table: Ref<RoutingTable>) -> [OwnerChain] {
    let table = lifecycle.tables[table]
    return table.routes.compactMap { route in
      if case .owner(let chain) = route { chain } else { nil }
    }
  }

  private func hasTurns(_ table: Ref<RoutingTable>) -> Bool {
    outcomes(of: table).contains { chain in
      switch chain.first {
      case .pool?, .role?, .nextInPool?: true
      default: false
      }
    }
  }

  /// The persons who stand alone in a row.
  func lonely(_ table: Ref<RoutingTable>) -> [OwnerSource] {
    outcomes(of: table).compactMap { chain in
      guard chain.count == 1, let source = chain.first else { return nil }
      switch source {
      case .person, .field: return source
      default: return nil
      }
    }
  }

  private func fallback(_ rest: OwnerChain) -> String {
    rest.isEmpty ? "lost and found" : owner(rest)
  }
}
