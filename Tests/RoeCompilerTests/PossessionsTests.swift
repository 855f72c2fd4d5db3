import RoeLogic
import RoeMachine
import RoeTestSupport
import Testing

@testable import RoeCompiler

/// Who has which leads.
@Suite struct PossessionsTests {
  /// What is not met where ladders may be at any step is not looked for any closer, so that it must
  /// not be there.
  @Test func nobodyIsMissedWhereStepsAreNotToldApart() throws {
    print("possessions: random machines of the seeds \(Vector.seed)..<\(Vector.seed + 300)")
    var (places, gaps, handed) = (0, 0, 0)
    for seed in Vector.seed..<Vector.seed + 300 {
      var rules = RandomRules(seed: seed, hasCalendars: seed % 2 == 0, hasUncertainty: true)
      let machine = rules.machineThatIsHandedOver()
      let team = Team(machine, rules.roster())
      let lifecycle = machine.lifecycles[0]
      let journey = Journey(of: lifecycle)
      let sources = lifecycle.ownerSources
      let peers = Peers(team, lifecycle, sources)
      var all = Possessions(
        try Namings(journey, team), peers, sources, tellsSteps: false)
      try all.spread()
      // They speak of the same leads.
      var exact = Possessions(all.namings, peers, sources)
      try exact.spread()

      for site in exact.sites {
        var leads = Diagram.none
        for other in all.sites
        where other.spot.state == site.spot.state && other.spot.holder == site.spot.holder {
          leads = try exact.or(leads, other.leads)
        }
        #expect(try exact.without(site.leads, leads) == .none, "seed \(seed)")
      }
      #expect(Set(exact.told.keys).isSubset(of: all.told.keys), "seed \(seed)")
      for move in lifecycle.moves.refs where lifecycle.moves[move].outcome.asksSomebody {
        let wide = try all.holdings(after: move).map(Handing.init)
        let narrow = try exact.holdings(after: move).map(Handing.init)
        #expect(Set(narrow).isSubset(of: wide), "seed \(seed)")
        handed += narrow.count
      }
      places += exact.sites.count
      gaps += exact.told.count
    }
    // Else it would say nothing.
    #expect(places > 1_000 && gaps > 50 && handed > 30)
    print("possessions: \(places) places, \(gaps) gaps, \(handed) handed over")
  }

  private struct Handing: Hashable {
    let giver: Possession.Person?
    let from: Ref<State>?
    let holder: Possession.Person

    init(_ holding: Possessions.Holding) {
      (giver, from, holder) = (holding.giver, holding.from, holding.holder)
    }
  }
}

extension RandomRules {
  /// A machine with a move that asks somebody, into a state in which its owner may change.
  fileprivate mutating func machineThatIsHandedOver() -> Machine {
    var machine = machineWithHandoffs()
    var lifecycle = machine.lifecycles[0]
    lifecycle.events = [Event(id: "handed")]
    let outcome = Outcome(
      actions: [.ask([.person(Ref(roll(3)))])], to: .state(Ref(1)),
      owner: chance(50) ? [.keep] : [.managerOfOwner, .person(Ref(1))])
    lifecycle.moves.append(
      Move(
        id: "z", layer: .state, from: [Ref(0), Ref(2)], trigger: .event(Ref(0)), outcome: outcome))
    lifecycle.states[1].kind = .pending
    // A clock that is stopped does not take leads away before others ring.
    for clock in lifecycle.clocks.refs {
      let stopped = Ref<Clock>(roll(lifecycle.clocks.count))
      lifecycle.clocks[clock].rungs[0].outcome.actions.append(.stop(stopped))
      if chance(50) { lifecycle.clocks[clock].when = .always }
    }
    machine.lifecycles[0] = lifecycle
    return machine
  }

  /// Not everybody has a manager, or a backup.
  fileprivate mutating func roster() -> Roster {
    let ids = ["ann", "bob", "cem", "zoe"]
    return Roster(
      people: ids.map { id in
        Roster.Member(
          id: id, name: id, manager: chance(60) ? ids[roll(4)] : nil,
          backup: chance(60) ? ids[roll(4)] : nil)
      })
  }
}
