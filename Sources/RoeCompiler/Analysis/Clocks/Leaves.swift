import RoeLogic
import RoeMachine

/// The steps of clocks that never come, since another clock surely takes the lead away before.
struct Leaves {
  struct Leave {
    let state: Ref<State>
    let clock: Clock
    let departure: Departures.Departure
  }

  private let journey: Journey
  private let machine: Machine
  private let departures: Departures
  private var order: DueOrder

  init(of journey: Journey, in machine: Machine) {
    self.journey = journey
    self.machine = machine
    departures = Departures(journey.lifecycle)
    order = DueOrder(machine)
  }

  /// Of every clock the first step that never comes in any state that arms the clock, and what
  /// takes the lead away before.
  mutating func overtaken() -> [(clock: Ref<Clock>, rung: Int, leaves: [Leave])] {
    var all: [(clock: Ref<Clock>, rung: Int, leaves: [Leave])] = []
    clocks: for clock in journey.lifecycle.clocks.refs {
      var first: (rung: Int, leaves: [Leave])?
      for state in journey.states(arming: clock) {
        guard let found = firstOvertaken(clock, in: state) else { continue clocks }
        if first.map({ $0.rung < found.rung }) ?? true { first = found }
      }
      if let first { all.append((clock, first.rung, first.leaves)) }
    }
    return all
  }

  /// Whether a step of a clock never comes in a state.
  mutating func overtakes(_ rung: Int, of clock: Ref<Clock>, in state: Ref<State>) -> Bool {
    firstOvertaken(clock, in: state).map { $0.rung <= rung } ?? false
  }

  private mutating func firstOvertaken(
    _ ref: Ref<Clock>, in state: Ref<State>
  ) -> (rung: Int, leaves: [Leave])? {
    let lifecycle = journey.lifecycle
    let clock = lifecycle.clocks[ref]
    guard departures.countsFromEntry(ref) else { return nil }
    let leaves = lifecycle.states[state].clocks.compactMap { other in
      departures.departure(by: other, from: state, before: ref).map {
        Leave(state: state, clock: lifecycle.clocks[other], departure: $0)
      }
    }
    for (number, rung) in clock.rungs.enumerated() {
      let earlier = leaves.filter { leave in
        order.isAlwaysEarlier(
          leave.departure.after, of: leave.clock, than: rung.after, of: clock,
          isSameHours: departures.isSameHours(leave.departure.clock, as: ref))
          || comes(leave, before: number, of: ref)
      }
      let needed = self.leaves(among: earlier, taking: ref)
      if !needed.isEmpty { return (number, needed) }
    }
    return nil
  }

  /// Whether two steps are due in one moment, of which the machine carries the one out that takes the
  /// lead away, so that what the other would do is lost.
  private func comes(_ leave: Leave, before number: Int, of ref: Ref<Clock>) -> Bool {
    let clock = journey.lifecycle.clocks[ref]
    let rung = clock.rungs[number]
    guard clock.anchor == leave.clock.anchor, rung.after == leave.departure.after,
      !rung.after.isBusiness || departures.isSameHours(leave.departure.clock, as: ref)
    else { return false }
    // That both take it elsewhere is told as such.
    switch rung.outcome.to {
    case nil: break
    case .state(leave.departure.target) where !rung.outcome.actions.isEmpty: break
    case .state, .previous: return false
    }
    return (leave.departure.rung, leave.departure.clock) < (number, ref)
  }

  /// The first steps that together take away all leads for which a clock runs; none where they do
  /// not.
  private func leaves(among leaves: [Leave], taking ref: Ref<Clock>) -> [Leave] {
    let clock = journey.lifecycle.clocks[ref]
    if let one = leaves.first(where: { $0.clock.when == .always || $0.clock.when == clock.when }) {
      return [one]
    }
    // One that runs on from another state was judged there.
    if leaves.isEmpty || departures.isCarried(ref) { return [] }
    do throws(BudgetExceeded) {
      var space = try LeadSpace(
        journey.lifecycle, zone: machine.zones[machine.zone],
        guards: [clock.when] + leaves.map(\.clock.when), usual: machine.usualInstant,
        budget: TableFacts.nodeBudget)
      var left = try space.leads(clock.when)
      var needed: [Leave] = []
      for leave in leaves {
        let rest = try space.diagrams.difference(left, space.leads(leave.clock.when))
        if rest != left { needed.append(leave) }
        left = rest
        if left == .none { return needed }
      }
    } catch {
      // What is too complex is told where it stands.
    }
    return []
  }
}
