import RoeMachine

/// With whom a silence is carried out.
extension SilenceReplay {
  /// The people and the lead with which a silence is carried out.
  struct Setting {
    let cast: Cast
    let roster: Roster
    let start: Int
    let record: [Value]
    /// Whoever has the lead, by id; nil when it is the stranger.
    let brought: String?
  }

  /// Where a field says who owns a lead, it may name somebody who is there, or nobody: both are tried,
  /// as far as that is left open.
  func settings(of silence: SilentCase, in ref: Ref<Lifecycle>) -> some Sequence<Setting> {
    let record = silence.called.record
    let (named, people) = namingOwners(in: record, of: silence.leads, ref)
    return Cast.allCases.lazy.flatMap { cast in
      [(record, []), (named, people)].prefix(people.isEmpty ? 1 : 2).lazy.map { record, people in
        let roster = roster(cast, for: record, ref).with(people, in: machine.calendars.first?.id)
        return Setting(
          cast: cast, roster: roster, start: silence.called.start, record: record,
          brought: silence.called.brought?.person)
      }
    }
  }

  /// The record with somebody in every field that says who owns a lead, and who these people are.
  private func namingOwners(
    in record: [Value], of leads: LeadClass, _ ref: Ref<Lifecycle>
  ) -> (record: [Value], people: [String]) {
    var (record, people) = (record, [String]())
    let lifecycle = machine.lifecycles[ref]
    let sources = lifecycle.ownerSources
    for field in lifecycle.fields.refs where sources.contains(.field(field)) {
      switch record[Int(field.offset)] {
      case .text(let id): people.append(id)
      case .missing where !leads.limits.contains { $0.field == field }:
        let id = "\(Self.stranger)f\(field.offset)"
        record[Int(field.offset)] = .text(id)
        people.append(id)
      default: break
      }
    }
    return (record, people)
  }

  /// Who is there: those of the present roster, or all whom the proof takes for granted.
  enum Cast: CaseIterable {
    case present
    /// Whose turn it is depends on other leads; it may be the same person's all the time.
    case presentOne
    /// There is always somebody else.
    case ample
    /// As few in each pool as the rules promise.
    case least
    case one
  }

  /// People who are made up have no roles, and may own everything all the same.
  func machine(for cast: Cast, _ ref: Ref<Lifecycle>) -> Machine {
    if cast == .present || cast == .presentOne { return machine }
    var machine = machine
    for state in machine.lifecycles[ref].states.indices {
      machine.lifecycles[Int(ref.offset)].states[state].permitted = []
    }
    return machine
  }

  func roster(_ cast: Cast, for record: [Value], _ ref: Ref<Lifecycle>) -> Roster {
    func least(_ pool: Pool) -> Int { max(1, min(pool.atLeast, 100)) }
    return switch cast {
    case .present: presentTeam(poolsOf: .max)
    case .presentOne: presentTeam(poolsOf: 1)
    case .ample: fullTeam(for: record, ref) { max(3, least($0) + 1) }
    case .least: fullTeam(for: record, ref, poolsOf: least)
    case .one: fullTeam(for: record, ref) { _ in 1 }
    }
  }

  private func presentTeam(poolsOf count: Int) -> Roster {
    var team = roster
    team.people.append(
      Roster.Member(id: Self.stranger, name: Self.stranger, calendar: machine.calendars.first?.id))
    team.pools = roster.pools.map { .init(id: $0.id, members: Array($0.members.prefix(count))) }
    return team
  }

  /// People enough for everything that the proof takes for granted: all are there, and all differ.
  private func fullTeam(
    for record: [Value], _ ref: Ref<Lifecycle>, poolsOf count: (Pool) -> Int
  ) -> Roster {
    let calendar = machine.calendars.first?.id
    func member(_ id: String, role: String? = nil, _ attributes: [String: String] = [:])
      -> Roster.Member
    {
      Roster.Member(
        id: id, name: id, role: role, manager: id == "~m1" ? "~m2" : "~m1",
        backup: id == "~b1" ? "~b2" : "~b1", calendar: calendar, attributes: attributes)
    }
    var people = [Self.stranger, "~b1", "~b2", "~m1", "~m2"].map { member($0) }
    people += machine.people.map { member($0.id) }
    people += machine.roles.map { member("~r\($0.id)", role: $0.id) }
    var pools: [Roster.PoolMembers] = []
    for pool in machine.pools {
      var attributes: [String: String] = [:]
      for match in pool.match {
        guard let field = machine.lifecycles[ref].fields.firstIndex(where: { $0.id == match.field })
        else { continue }
        if case .text(let text) = record[field] { attributes[match.column] = text }
      }
      let members = (1...count(pool)).map { "~p\($0)\(pool.id)" }
      people += members.map { member($0, attributes) }
      pools.append(
        Roster.PoolMembers(id: pool.id, members: members.map { .init(person: $0, weight: 1) }))
    }
    people.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    return Roster(people: people, pools: pools)
  }
}

extension Roster {
  /// The roster with these people, too.
  fileprivate func with(_ ids: [String], in calendar: String?) -> Roster {
    var roster = self
    for id in ids where !roster.people.contains(where: { $0.id == id }) {
      roster.people.append(Member(id: id, name: id, calendar: calendar))
    }
    roster.people.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    return roster
  }
}
