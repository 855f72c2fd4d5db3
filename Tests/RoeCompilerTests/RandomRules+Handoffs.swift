import RoeMachine

extension RandomRules {
  /// A small machine in which people are asked, lost and sent back, days in fields are waited for,
  /// and counters are counted far.
  mutating func machineWithHandoffs() -> Machine {
    var machine = machine()
    var lifecycle = machine.lifecycles[0]
    let day = Ref<Field>(lifecycle.fields.count)
    lifecycle.fields[2].type = .counter(max: 2 + roll(25))
    lifecycle.fields.append(Field(id: "until", type: .date, isOptional: true))
    lifecycle.tables = [table()]
    for place in 0..<live {
      if chance(25) { lifecycle.states[place].kind = .pending }
      if chance(40) { lifecycle.states[place].owner = chainOfHandoffs() }
      if chance(10) { lifecycle.states[place].requires = [day] }
    }
    for place in lifecycle.clocks.indices {
      var clock = lifecycle.clocks[place]
      if chance(25) { clock.when = counted() }
      switch roll(20) {
      case 0: clock.notBefore = day
      case 1: clock.notAfter = day
      case 2: clock.anchor = .field(day)
      case 3: clock.when = .all([clock.when, .test(day, [.isPresent, .isMissing][roll(2)])])
      case 4: clock.when = .any([clock.when, .test(day, .age(.greater, .days(30)))])
      default: break
      }
      for number in clock.rungs.indices { change(&clock.rungs[number].outcome) }
      lifecycle.clocks[place] = clock
    }
    machine.lifecycles[0] = lifecycle
    return machine
  }

  private mutating func change(_ outcome: inout Outcome) {
    if chance(15) { outcome.actions.append(.ask(chainOfHandoffs())) }
    if chance(20) { outcome.actions.append(.add(Ref(2), 1)) }
    if outcome.to != nil, chance(10) { outcome.to = .previous }
    if outcome.to != nil || outcome.owner != nil, chance(20) { outcome.owner = chainOfHandoffs() }
  }

  private mutating func chainOfHandoffs() -> OwnerChain {
    switch roll(8) {
    case 0, 1: [.asked]
    case 2: [.asked, .person(Ref(1))]
    case 3: [.coverOfOwner]
    case 4: [.keep]
    case 5: [.table(Ref(0))]
    case 6: [.table(Ref(0)), .person(Ref(2))]
    default: [.actor, .previous]
    }
  }

  private mutating func counted() -> Guard {
    let test = Guard.test(
      Ref(2), .compare([.less, .greaterOrEqual][roll(2)], .integer(2 + roll(12))))
    return chance(30) ? .any([test, condition()]) : test
  }

  private mutating func table() -> RoutingTable {
    func route(_ number: Int) -> RoutingTable.Route {
      switch number {
      // Only to where leads rest, so that none goes round at one instant.
      case 0: .state(Ref(live))
      case 1: .state(Ref(live + 2))
      case 2: .next
      case 3: .owner([.asked])
      default: .owner([.person(Ref(1))])
      }
    }
    let rows = (0..<1 + roll(2)).map { number in
      RoutingTable.Row(id: "r\(number)", when: condition(), outcome: route(roll(6)))
    }
    return RoutingTable(id: "table", isUnique: false, rows: rows, otherwise: route(roll(6)))
  }
}
