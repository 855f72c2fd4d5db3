import RoeMachine

extension RandomRules {
  /// A small machine in which the same few people are named in many ways: by themselves, through
  /// roles, pools, a queue and a table.
  mutating func machineWithGroups() -> Machine {
    var machine = machine()
    machine.roles = [Role(id: "first"), Role(id: "second")]
    machine.pools = [
      Pool(id: "all", pick: .roundRobin, steward: nil, atLeast: 1),
      Pool(id: "one", pick: .roundRobin, steward: nil, atLeast: 1),
    ]
    machine.queues = [Queue(id: "inbox", steward: Ref(roll(3)))]
    var lifecycle = machine.lifecycles[0]
    let rows = (0..<2).map { number in
      RoutingTable.Row(
        id: "r\(number)", when: condition(), outcome: .owner([.person(Ref(roll(3)))]))
    }
    lifecycle.tables = [
      RoutingTable(
        id: "table", isUnique: false, rows: rows, otherwise: .owner([way()]))
    ]
    for place in 0..<live where chance(60) {
      lifecycle.states[place].owner = chance(30) ? [.keep, .person(Ref(0))] : [way()]
    }
    for place in lifecycle.clocks.indices {
      for rung in lifecycle.clocks[place].rungs.indices
      where lifecycle.clocks[place].rungs[rung].outcome.owner != nil && chance(70) {
        lifecycle.clocks[place].rungs[rung].outcome.owner = [way()]
      }
    }
    machine.lifecycles[0] = lifecycle
    return machine
  }

  private mutating func way() -> OwnerSource {
    switch roll(9) {
    case 0, 1: .role(Ref(roll(2)))
    case 2: .pool(Ref(roll(2)))
    case 3: .queue(Ref(0))
    case 4: .managerOfOwner
    default: .person(Ref(roll(3)))
    }
  }

  /// People with roles, two of them in one pool.
  static let groups: Roster = {
    var roster = Self.roster
    let roles = ["ann": "first", "bob": "second", "cem": "second"]
    for place in roster.people.indices {
      roster.people[place].role = roles[roster.people[place].id]
    }
    roster.pools = [
      .init(id: "all", members: ["ann", "bob"].map { .init(person: $0, weight: 1) }),
      .init(id: "one", members: [.init(person: "cem", weight: 1)]),
    ]
    return roster
  }()
}
