import RoeMachine

/// Two ways to find an owner that come to the same person for some leads, while everybody is there.
///
/// A lead that passes from one to the other hears nothing new: the one who has it is named again.
struct SharedOwners {
  /// In either order.
  struct Pair: Hashable {
    let sources: Set<OwnerSource>

    init(_ one: OwnerSource, _ other: OwnerSource) { sources = [one, other] }
  }

  let pair: Pair
  /// For which leads both name the same person.
  let condition: Guard
  /// Whether they never do for any other lead.
  let isAll: Bool

  /// Tables with more rows name too many to be told apart.
  private static let mostRows = 12

  /// All of them, and the tables of which this says for every lead whom they name.
  ///
  /// - Parameter written: the fields that rules write, so that a table may say otherwise later.
  static func all(
    of lifecycle: Lifecycle, in machine: Machine, written: Set<Ref<Field>>
  ) -> (pairs: [SharedOwners], tables: Set<Ref<RoutingTable>>) {
    let chains = lifecycle.states.map(\.owner) + lifecycle.outcomes.compactMap(\.owner)
    var known: [(source: OwnerSource, named: Named)] = []
    var seen: Set<OwnerSource> = []
    for source in chains.joined() where seen.insert(source).inserted {
      let named = people(source, lifecycle, machine, written)
      if !named.people.isEmpty { known.append((source, named)) }
    }
    let tables = known.compactMap { known -> Ref<RoutingTable>? in
      guard case .table(let table) = known.source, known.named.isAll else { return nil }
      return table
    }
    let pairs = known.indices.flatMap { place in
      known[..<place].compactMap { other -> SharedOwners? in
        let (source, named) = known[place]
        let shared = named.people.flatMap { one in
          other.named.people.compactMap { two in
            one.person == two.person ? Guard.all([one.when, two.when]) : nil
          }
        }
        return shared.isEmpty
          ? nil
          : SharedOwners(
            pair: Pair(source, other.source), condition: .any(shared),
            isAll: named.isAll && other.named.isAll)
      }
    }
    return (pairs, Set(tables))
  }

  /// Whom a source names in the first place, for which leads.
  private struct Named {
    var people: [(person: Ref<Person>, when: Guard)] = []
    /// Whether it names nobody else.
    var isAll = true
  }

  private static func people(
    _ source: OwnerSource, _ lifecycle: Lifecycle, _ machine: Machine,
    _ written: Set<Ref<Field>>, depth: Int = 0
  ) -> Named {
    switch source {
    case .person(let person): return Named(people: [(person, .always)])
    case .queue(let queue):
      guard let steward = machine.queues[queue].steward else { return Named(isAll: false) }
      return Named(people: [(steward, .always)])
    case .table(let ref) where depth < 3:
      let table = lifecycle.tables[ref]
      var found = Named()
      var before: [Guard] = []
      let rows = table.rows.map { ($0.when, $0.outcome) } + [(.always, table.otherwise)]
      guard table.rows.count <= mostRows,
        rows.allSatisfy({ $0.0.isLasting(lifecycle.definitions, besides: written) })
      else { return Named(isAll: false) }
      // Who has no room for more is passed over.
      let hasCaps = lifecycle.states.contains { $0.capPerOwner != nil }
      for (when, route) in rows {
        if case .owner(let chain) = route, let first = chain.first {
          if hasCaps, chain.count > 1 { found.isAll = false }
          let inner = people(first, lifecycle, machine, written, depth: depth + 1)
          found.isAll = found.isAll && inner.isAll
          found.people += inner.people.map { ($0, .all([when] + before + [$1])) }
        }
        before.append(.not(when))
      }
      return found
    default: return Named(isAll: false)
    }
  }
}
