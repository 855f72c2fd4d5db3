import RoeLogic
import RoeMachine

/// The rounds that a lead goes by rules that need no event and no time, all in one moment.
struct InstantRounds {
  struct Round {
    let ways: [Circulation.Way]
    /// For each way one that goes round from there.
    let leads: [SampleLead?]
  }

  private let journey: Journey
  private var space: LeadSpace
  /// Where other leads come than the fields would allow.
  private let arriving: [Diagram]?

  private var lifecycle: Lifecycle { journey.lifecycle }

  /// One round for each group of states in which leads go round.
  static func all(of journey: Journey, in machine: Machine) -> [Round] {
    let groups = components(count: journey.lifecycle.states.count) { place in
      journey.isLooked(at: place) ? journey.instantSteps(from: place).map { Int($0.to.offset) } : []
    }.filter { group in
      group.count > 1
        || journey.instantSteps(from: group[0]).contains { Int($0.to.offset) == group[0] }
    }
    if groups.isEmpty { return [] }
    // What is too complex is told where it stands.
    guard var rounds = try? InstantRounds(journey, machine) else { return [] }
    return groups.sorted { ($0.first ?? 0) < ($1.first ?? 0) }.compactMap { group in
      try? rounds.round(among: Set(group.map { Ref($0) }))
    }
  }

  private init(_ journey: Journey, _ machine: Machine) throws(BudgetExceeded) {
    self.journey = journey
    let lifecycle = journey.lifecycle
    var guards = lifecycle.moves.filter { $0.trigger == .watch }.map { $0.condition(in: lifecycle) }
    guards += lifecycle.clocks.map { $0.armingCondition(in: lifecycle) }
    for case .table(let table) in journey.steps.map(\.cause) {
      for asked in journey.tables(askedBy: [.table(table)]) {
        guards += lifecycle.tables[asked].rows.map(\.when)
      }
    }
    guards += lifecycle.tests(ofWritingsIn: guards)
    if let presence = try? Presence(journey, asking: guards, in: machine) {
      (space, arriving) = (presence.space, presence.arriving)
      return
    }
    arriving = nil
    space = try LeadSpace(
      lifecycle, zone: machine.zones[machine.zone], guards: guards, usual: machine.usualInstant,
      budget: TableFacts.nodeBudget)
  }

  private mutating func round(
    among states: Set<Ref<State>>
  ) throws(BudgetExceeded) -> Round? {
    var ways: [Ref<State>: [Circulation.Way]] = [:]
    for state in states.sorted() {
      ways[state] = try instantWays(from: state).filter { states.contains($0.to) }
    }
    let (arriving, possible) = (arriving, space.possible)
    let found = try Circulation(ways, &space).round(
      of: { arriving?[Int($0.offset)] ?? possible }, &space)
    return found.map { round in
      Round(ways: round.map(\.way), leads: round.map { space.sample(of: $0.leads) })
    }
  }

  /// The ways out of a state, each for the leads that earlier ones do not take.
  private mutating func instantWays(
    from state: Ref<State>
  ) throws(BudgetExceeded) -> [Circulation.Way] {
    var ways: [Circulation.Way] = []
    var staying = space.possible
    for step in journey.instantSteps(from: Int(state.offset)) {
      var leads: Diagram
      switch step.cause {
      case .move(let move):
        let condition = try space.leads(lifecycle.moves[move].condition(in: lifecycle))
        leads = try space.diagrams.and(condition, staying)
        staying = try space.diagrams.difference(staying, condition)
      case .rung(_, let clock):
        leads = try space.leads(lifecycle.clocks[clock].armingCondition(in: lifecycle))
      case .table(let table):
        leads = try space.sent(by: [.table(table)], to: step.to) { _ in true }
        if journey.tables(askedOnTheWayTo: state).contains(table) { break }
        var asking = Diagram.none
        for clock in journey.clocks(askingAtOnce: table, in: state) {
          let armed = try space.leads(lifecycle.clocks[clock].armingCondition(in: lifecycle))
          asking = try space.diagrams.or(asking, armed)
        }
        leads = try space.diagrams.and(leads, asking)
      case .lost: continue
      }
      ways.append(
        Circulation.Way(
          from: step.from, to: step.to, cause: step.cause, actions: journey.actions(of: step),
          leads: leads))
    }
    return ways
  }
}

extension Journey {
  /// The tables that are asked for an owner when a lead enters a state, and not only while it stays.
  fileprivate func tables(askedOnTheWayTo state: Ref<State>) -> Set<Ref<RoutingTable>> {
    let chains = [lifecycle.states[state].owner] + steps(into: state).compactMap(owner(on:))
    return Set(chains.flatMap { tables(askedBy: $0) })
  }

  /// The clocks that may ring in the moment in which a lead enters a state, and ask a table for whoever
  /// gets the lead there.
  fileprivate func clocks(
    askingAtOnce table: Ref<RoutingTable>, in state: Ref<State>
  ) -> [Ref<Clock>] {
    running.clocks(in: state).filter { ref in
      let clock = lifecycle.clocks[ref]
      return clock.rungs.contains { rung in
        guard rung.outcome.to == nil, let chain = rung.outcome.owner else { return false }
        return clock.mayRingAtOnce(rung) && tables(askedBy: chain).contains(table)
      }
    }
  }

  fileprivate func isLooked(at place: Int) -> Bool { looksAt(Ref(place)) }

  /// Whether a lead surely has the same owner after a step as before.
  private func keepsOwner(_ step: Step) -> Bool {
    guard let first = (owner(on: step) ?? lifecycle.states[step.to].owner).first else {
      return true
    }
    if first == .keep { return true }
    guard case .person = first else { return false }
    var seen: Set<Ref<State>> = []
    return isOwned(by: first, in: step.from, &seen)
  }

  /// Whether nobody but whom a source names ever has a lead in a state.
  private func isOwned(
    by source: OwnerSource, in state: Ref<State>, _ seen: inout Set<Ref<State>>
  ) -> Bool {
    if !seen.insert(state).inserted { return true }
    let own = lifecycle.states[state].owner
    func isSame(_ chain: OwnerChain, from before: Ref<State>?) -> Bool {
      if chain.first == source { return true }
      guard let before, chain.isEmpty || chain.first == .keep else { return false }
      return isOwned(by: source, in: before, &seen)
    }
    return outcomes(stayingIn: state).allSatisfy { $0.owner == nil }
      && (!lifecycle.entries.contains { $0.state == state } || isSame(own, from: nil))
      && steps(into: state).allSatisfy { isSame(owner(on: $0) ?? own, from: $0.from) }
  }

  /// The steps out of a state that may happen in the moment in which a lead enters it, in the order
  /// in which they are tried.
  func instantSteps(from place: Int) -> [Step] {
    leaving[place].map { steps[$0] }.filter { step in
      switch step.cause {
      case .move(let ref):
        let move = lifecycle.moves[ref]
        return move.trigger == .watch && move.by.isEmpty && step.from != step.to
      case .rung(let number, let clock):
        let clock = lifecycle.clocks[clock]
        // It goes on counting where the owner stays the same.
        return clock.mayRingAtOnce(clock.rungs[number])
          || clock.anchor == .assignment && keepsOwner(step)
      case .table(let table):
        return tables(askedOnTheWayTo: Ref(place)).contains(table)
          || !clocks(askingAtOnce: table, in: Ref(place)).isEmpty
      case .lost: return false
      }
    }
  }
}

extension Clock {
  /// Whether a step may come in the moment in which the clock is armed.
  fileprivate func mayRingAtOnce(_ rung: Rung) -> Bool {
    // A day that has passed already rings the clock at once.
    if notAfter != nil { return true }
    return switch anchor {
    case .capture, .field: true
    case .entry, .assignment: rung.after.isZero
    case .activity: false
    }
  }
}
