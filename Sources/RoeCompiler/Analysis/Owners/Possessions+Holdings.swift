import RoeLogic
import RoeMachine

/// Who may have the leads of a state.
extension Possessions {
  /// The leads of a state that one holder may have.
  struct Holding {
    /// Who has handed them over, and where, if that is somebody else.
    var giver: Possession.Person?
    var from: Ref<State>?
    let holder: Possession.Person
    /// How the holder was found, as far as that matters.
    let origin: Questions.Origin
    var leads: Diagram
    /// What brings the nearest of them there; nil where people must edit them on the way.
    let way: OwnerFacts.Way?
  }

  /// With those who come there soonest first.
  mutating func holdings(in state: Ref<State>) throws(BudgetExceeded) -> [Holding] {
    var all: [Holding] = []
    for (number, site) in sites.enumerated() where site.spot.state == state {
      let spot = site.spot
      let staying = try without(site.leads, namings.presence.leaving[Int(state.offset)])
      let leads = try namings.presence.edited(staying)
      if leads == .none { continue }
      let known = all.firstIndex {
        $0.holder == spot.holder.person && $0.origin == spot.holder.origin
      }
      if let place = known {
        all[place].leads = try or(all[place].leads, leads)
      } else {
        all.append(
          Holding(
            holder: spot.holder.person, origin: spot.holder.origin, leads: leads,
            way: try way(of: leads, to: number)))
      }
    }
    return all
  }

  /// Those who get leads only once a move has been made that asks somebody to accept them; where
  /// steps are told apart, those who get them on the nearest way.
  mutating func holdings(after move: Ref<Move>) throws(BudgetExceeded) -> [Holding] {
    guard case .state(let state)? = lifecycle.moves[move].outcome.to else { return [] }
    if !tellsSteps { return holdings(in: state, after: move) }
    var all: [Holding] = []
    for (number, site) in sites.enumerated() where site.spot.state == state {
      let spot = site.spot
      guard let before = self.spot(before: move, to: number),
        before.holder.person != spot.holder.person
      else { continue }
      all.append(
        Holding(
          giver: before.holder.person, from: before.state, holder: spot.holder.person,
          origin: spot.holder.origin, leads: site.leads,
          way: try way(of: site.leads, to: number)))
    }
    return all
  }

  private func holdings(in state: Ref<State>, after move: Ref<Move>) -> [Holding] {
    var all: [Holding] = []
    // What does not depend on who has the lead is followed for one of those who may have it.
    let next = Dictionary(grouping: links) { sites[$0.from].twin }
    for (number, before) in sites.enumerated() {
      var reached: Set<Int> = []
      var waiting: [Int] = []
      func go(from site: Int, where isMeant: (Assignment.Cause) -> Bool) {
        for link in next[sites[site].twin] ?? []
        where isMeant(link.cause) && reached.insert(link.to).inserted {
          waiting.append(link.to)
        }
      }
      go(from: number) { $0 == .move(move) }
      while let site = waiting.popLast() {
        let spot = sites[site].spot
        if spot.state == state, spot.holder.person != before.spot.holder.person {
          all.append(
            Holding(
              giver: before.spot.holder.person, from: before.spot.state,
              holder: spot.holder.person, origin: spot.holder.origin, leads: sites[site].leads,
              way: nil))
        }
        go(from: site) { $0 != .move(move) }
      }
    }
    return all
  }
}

extension Possession {
  fileprivate var origin: Questions.Origin { .init(pool: pool, hasPrevious: hasPrevious) }
}
