import RoeLogic
import RoeMachine

/// What changes the owner of leads: schema/machine.md, 5.8 to 5.10.
extension Possessions {
  func armed(_ rungs: [Int?], in state: Ref<State>) -> [Int?] {
    zip(ladders, rungs).map { clock, rung in
      if let rung, lifecycle.states[state].carries.contains(clock) { return rung }
      return lifecycle.states[state].clocks.contains(clock)
        ? lifecycle.clocks[clock].step(from: 0) : nil
    }
  }

  /// - Parameter path: the states that have been asked for their own answer, and have sent the leads on.
  mutating func enter(
    _ state: Ref<State>, _ chain: OwnerChain?, _ leads: Diagram, _ rungs: [Int?], _ mover: Mover,
    path: [Ref<State>] = []
  ) throws(BudgetExceeded) {
    if leads == .none { return }
    let sources = chain ?? lifecycle.states[state].owner
    let spot = Spot(state: state, holder: mover.holder, rungs: armed(rungs, in: state))
    if sources.isEmpty {
      try add(spot, leads)
      return
    }
    // Lost and found has somebody who is always there.
    if chain == nil, lifecycle.states[state].kind == .lostAndFound {
      if case .person(let keeper)? = sources.first {
        let holder = Possession(
          person: peers.person(peers.team.id(of: keeper)), pool: nil, hasPrevious: false)
        try give(leads, at: spot, to: holder, nil)
      }
      return
    }
    let place = Assignment(
      chain: sources, state: chain == nil ? state : mover.from,
      cause: chain == nil ? .state : mover.cause, isQuestion: false)
    var answer = Answer()
    var missing = try follow(sources, leads, Question(mover: mover, state: state), &answer)
    for (found, leads) in answer.found {
      try give(leads, at: spot, to: found.holder(after: spot.holder, self), nil)
    }
    let asked = path + (chain == nil ? [state] : [])
    for (target, leads) in answer.sent {
      if let source = sources.last, asked.contains(target) {
        missing.append(
          Missing(row: nil, source: source, leads: leads, isBarred: false, isSentRound: true))
      } else {
        try enter(target, nil, leads, spot.rungs, mover, path: asked)
      }
    }
    try note(missing, at: place, mover)
  }

  /// Gives leads another owner where they are.
  mutating func assign(
    _ chain: OwnerChain, _ spot: Spot, _ leads: Diagram, _ rungs: [Int?], _ mover: Mover,
    _ firing: Ref<Clock>?
  ) throws(BudgetExceeded) {
    var spot = spot
    spot.rungs = rungs
    var answer = Answer()
    let missing = try follow(chain, leads, Question(mover: mover, state: spot.state), &answer)
    for (found, leads) in answer.found {
      try give(leads, at: spot, to: found.holder(after: spot.holder, self), firing)
    }
    for (target, leads) in answer.sent { try enter(target, nil, leads, rungs, mover) }
    let place = Assignment(
      chain: chain, state: spot.state, cause: mover.cause, isQuestion: false)
    try note(missing, at: place, mover)
  }

  /// Leads that have an owner where they are; where it is another one, ladders may start again.
  private mutating func give(
    _ leads: Diagram, at spot: Spot, to holder: Possession, _ firing: Ref<Clock>?
  ) throws(BudgetExceeded) {
    var spot = spot
    spot.holder = holder
    try add(spot, leads)
    let rungs = spot.rungs
    for (place, clock) in ladders.enumerated() where clock != firing && rungs[place] != nil {
      let model = lifecycle.clocks[clock]
      if model.restarts ?? 0 > 0 { spot.rungs[place] = model.step(from: 0) }
    }
    if spot.rungs != rungs { try add(spot, leads) }
  }

  /// Notes for which leads nobody is found, once for each place and row.
  private mutating func note(
    _ missing: [Missing], at place: Assignment, _ mover: Mover
  ) throws(BudgetExceeded) {
    for missing in missing {
      // Whoever makes a move for which nobody may own the lead is refused, and nothing happens.
      if missing.leads == .none || mover.actors != nil && missing.isBarred { continue }
      if case .pool(let pool) = missing.source, peers.team.machine.pools[pool].steward == nil {
        // That nobody answers for the group is told as such.
        continue
      }
      let (rule, part) = place.rule(in: lifecycle)
      let row = missing.row.map { "\($0.table.offset)/\($0.row ?? -1)" } ?? "\(rule)#\(part)"
      if let (gap, first, known) = told[row] {
        let all = try or(known, missing.leads)
        if all == known { continue }
        told[row] = (gap, first, all)
        if let lead = namings.presence.space.sample(of: first, among: all) { gaps[gap].lead = lead }
        continue
      }
      guard let lead = namings.presence.space.sample(of: missing.leads) else { continue }
      told[row] = (gaps.count, missing.leads, missing.leads)
      let gap = try OwnerFacts.Gap(
        place: place, cause: mover.cause, from: mover.from, row: missing.row,
        source: missing.source, isBarred: missing.isBarred, isSentRound: missing.isSentRound,
        holder: mover.holder,
        people: people(mover.holder), trail: trail(of: missing.leads), lead: lead)
      gaps.append(gap)
    }
  }

  private func people(_ holder: Possession) -> [String] {
    if case .one(let kind) = holder.person { peers.members[kind] } else { [] }
  }
}
