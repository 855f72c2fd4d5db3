import RoeMachine

/// A member of a group that is matched with leads, and the leads that they fit.
struct PoolMatch {
  let pool: Ref<Pool>
  /// The id of a person.
  let member: String
  let fits: Guard
}

extension Team {
  /// Every member of every group that is matched with the leads of a lifecycle.
  func matches(in lifecycle: Lifecycle) -> [PoolMatch] {
    machine.pools.refs.flatMap { ref -> [PoolMatch] in
      let pool = machine.pools[ref]
      if pool.match.isEmpty { return [] }
      return members(of: ref).map { member in
        let parts = pool.match.map { match in
          Self.fits(self.member(member)?.attributes[match.column], match.field, lifecycle)
        }
        return PoolMatch(pool: ref, member: member, fits: .all(parts))
      }
    }
  }

  private static func fits(_ value: String?, _ field: String, _ lifecycle: Lifecycle) -> Guard {
    guard let value,
      let ref = lifecycle.fields.refs.first(where: { lifecycle.fields[$0].id == field })
    else { return .not(.always) }
    switch lifecycle.fields[ref].type {
    case .choice, .text, .person: return .test(ref, .compare(.equal, .text(value)))
    default: return .not(.always)
    }
  }
}
