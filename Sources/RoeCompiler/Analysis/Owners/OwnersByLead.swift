import RoeLogic
import RoeMachine

/// Which leads somebody may have who passes tests of actors, where not everybody does who may have
/// a lead.
struct OwnersByLead {
  private var possessions: Possessions
  private let owners: PossibleOwners

  /// - Parameters:
  ///   - lists: the tests that will be asked about.
  ///   - guards: what will be asked of the leads.
  init(
    _ owners: PossibleOwners, telling lists: [[ActorTest]], asking guards: [Guard]
  ) throws(BudgetExceeded) {
    let (journey, team) = (owners.journey, owners.team)
    let sources = journey.lifecycle.ownerSources
    let groups = lists.map { team.actors(passing: [$0], owners: [], asked: []).people }
    let peers = Peers(team, journey.lifecycle, sources, groups: groups)
    possessions = Possessions(try Namings(journey, team, asking: guards), peers, sources)
    self.owners = owners
    try possessions.spread()
  }

  /// What tells the leads apart.
  var presence: Presence { possessions.namings.presence }

  /// The leads that may be in a state, where nobody who may have them there passes one of the tests
  /// of each list.
  mutating func leads(
    in state: Ref<State>, whereNobodyPasses lists: [[ActorTest]]
  ) throws(BudgetExceeded) -> Diagram {
    var (left, passing) = (Diagram.none, Diagram.none)
    for site in possessions.sites where site.spot.state == state {
      let people = possessions.peers.people(site.spot.holder.person)
      if owners.actors(passing: lists, of: people).exist {
        passing = try possessions.or(passing, site.leads)
      } else {
        left = try possessions.or(left, site.leads)
      }
    }
    return try possessions.without(left, passing)
  }
}

extension OwnersByLead {
  /// A lead for which a condition holds in a state, and there is none of some ways which anybody
  /// passes who may have it there.
  mutating func lead(
    in state: Ref<State>, where condition: Guard, nobodyPassingAnyOf ways: [[[ActorTest]]]
  ) throws(BudgetExceeded) -> SampleLead? {
    var left = try possessions.leads(condition)
    for way in ways {
      left = try possessions.and(left, leads(in: state, whereNobodyPasses: way))
    }
    return possessions.namings.presence.space.sample(of: left)
  }
}

extension PossibleOwners {
  /// Whether some of those who may have leads in a state may make a move, and not all.
  func areUnequal(for move: Ref<Move>, in state: Ref<State>) -> Bool {
    areUnequal(passing: lifecycle.tests(of: move), in: state)
  }

  /// Whether some of those who may have leads in a state pass one test of each list, and not all.
  func areUnequal(passing lists: [[ActorTest]], in state: Ref<State>) -> Bool {
    guard lists.joined().contains(.owner) else { return false }
    let passing = owners[Int(state.offset)].count { actors(passing: lists, of: [$0]).exist }
    return passing > 0 && passing < owners[Int(state.offset)].count
  }
}
