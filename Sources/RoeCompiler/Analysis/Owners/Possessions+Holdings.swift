import RoeLogic
import RoeMachine

/// Who may have the leads of a state.
extension Possessions {
  /// The leads of a state that one holder may have.
  struct Holding {
    let holder: Possession.Person
    var leads: Diagram
    /// What brings the nearest of them there; nil where people must edit them on the way.
    let trail: OwnerFacts.Trail?
  }

  /// With those who come there soonest first.
  mutating func holdings(in state: Ref<State>) throws(BudgetExceeded) -> [Holding] {
    var all: [Holding] = []
    for spot in spots where spot.state == state {
      let staying = try without(
        found[spot] ?? .none, namings.presence.leaving[Int(state.offset)])
      let leads = try namings.presence.edited(staying)
      if leads == .none { continue }
      if let place = all.firstIndex(where: { $0.holder == spot.holder.person }) {
        all[place].leads = try or(all[place].leads, leads)
      } else {
        let trail = try trail(of: leads, to: spot)
        all.append(Holding(holder: spot.holder.person, leads: leads, trail: trail))
      }
    }
    return all
  }
}
