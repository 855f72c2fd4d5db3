import RoeLogic
import RoeMachine

/// What rules do to leads of one holder.
extension Possessions {
  mutating func goOn(from site: Int) throws(BudgetExceeded) {
    let (spot, leads) = (sites[site].spot, sites[site].leads)
    let state = lifecycle.states[spot.state]
    let resting = try namings.presence.withoutOverridden(
      edited(without(leads, namings.presence.leaving[Int(spot.state.offset)])), in: spot.state)
    let isNew = followed.insert(Crowd(twin: sites[site].twin, leads: leads)).inserted
    let rules = rules[Int(spot.state.offset)]
    if !state.follow.isEmpty, !state.owner.isEmpty, resting != .none,
      isNew || rules.hasPersonalAnswer
    {
      let mover = Mover(
        cause: .state, from: spot.state, holder: spot.holder, hasAsked: false)
      currentCause = .state
      try assign(state.owner, spot, resting, spot.rungs, mover, nil)
    }
    for ref in isNew ? rules.moves : rules.personalMoves {
      if isEverybodyThere, lifecycle.isAboutPresence(ref) { continue }
      let actors = actors(of: ref, at: spot)
      if !actors.exist { continue }
      let isWatch = lifecycle.moves[ref].trigger == .watch
      let outcome = lifecycle.moves[ref].outcome
      if isWatch, outcome.to == .state(spot.state) { continue }
      let here = try and(isWatch ? edited(leads) : resting, self.leads(making: ref))
      if here == .none { continue }
      let mover = Mover(
        cause: .move(ref), from: spot.state, holder: spot.holder,
        hasAsked: hasAsked(outcome, state), actors: isWatch ? nil : actors)
      try carryOut(outcome, spot, here, mover, nil)
    }
    for clock in isNew ? rules.clocks : rules.personalClocks { try ring(clock, spot, resting) }
  }

  private mutating func leads(making ref: Ref<Move>) throws(BudgetExceeded) -> Diagram {
    if let known = making[Int(ref.offset)] { return known }
    let leads = try leads(lifecycle.moves[ref].condition(in: lifecycle))
    making[Int(ref.offset)] = leads
    return leads
  }

  private mutating func leads(
    entering outcome: Outcome, _ cause: Assignment.Cause
  ) throws(BudgetExceeded) -> Diagram {
    if let known = entering[cause] { return known }
    let leads = try leads(outcome.entryCondition(in: lifecycle))
    entering[cause] = leads
    return leads
  }

  private func hasAsked(_ outcome: Outcome, _ state: State) -> Bool {
    state.kind == .pending || outcome.asksSomebody
  }

  private mutating func actors(of ref: Ref<Move>, at spot: Spot) -> Actors {
    let isPending = lifecycle.states[spot.state].kind == .pending
    let person = asksOwner[Int(ref.offset)] ? spot.holder.person : .nobody
    let doing = Doing(move: ref, holder: person, isPending: isPending)
    if let known = actors[doing] { return known }
    let found = peers.team.actors(
      passing: lifecycle.tests(of: ref), owners: peers.people(person), asked: isPending ? nil : [])
    actors[doing] = found
    return found
  }

  private mutating func ring(
    _ ref: Ref<Clock>, _ spot: Spot, _ resting: Diagram
  ) throws(BudgetExceeded) {
    let clock = lifecycle.clocks[ref]
    let place = ladders.firstIndex(of: ref)
    var numbers = Array(clock.rungs.indices)
    if let place {
      guard let next = spot.rungs[place] else { return }
      numbers = clock.rungs.indices.contains(next) ? [next] : []
      let first = clock.step(from: 0)
      if next > first ?? 0, case .activity = clock.anchor {
        var again = spot
        again.rungs[place] = first
        try add(again, resting)
      }
    }
    let here = try and(resting, namings.presence.armed(ref, in: spot.state))
    if here == .none { return }
    for number in numbers where !isOvertaken(ref, number, spot) {
      let outcome = clock.rungs[number].outcome
      var after = spot
      if let place {
        after.rungs[place] =
          clock.step(from: number + 1) ?? (clock.repeats ? clock.step(from: 0) : nil)
      }
      let mover = Mover(
        cause: .rung(number, of: ref), from: spot.state, holder: spot.holder,
        hasAsked: hasAsked(outcome, lifecycle.states[spot.state]))
      try carryOut(outcome, after, here, mover, ref)
      if case .state(let target) = outcome.to, !lifecycle.states[target].carries.contains(ref) {
        return
      }
    }
  }

  /// Whether something that surely comes is always due before a step of a clock, and would have come
  /// by then.
  private mutating func isOvertaken(_ ref: Ref<Clock>, _ number: Int, _ spot: Spot) -> Bool {
    let ring = Ring(clock: ref, number: number, state: spot.state)
    let steps: [(ladder: Int?, step: Int)]
    if let known = earlier[ring] {
      steps = known
    } else {
      steps = self.steps(before: ring)
      earlier[ring] = steps
    }
    return steps.contains { ladder, step in
      guard let ladder else { return true }
      return spot.rungs[ladder].map { step >= $0 } ?? false
    }
  }

  /// The steps that surely come, and are always due before another one.
  private mutating func steps(before ring: Ring) -> [(ladder: Int?, step: Int)] {
    let state = lifecycle.states[ring.state]
    let clock = lifecycle.clocks[ring.clock]
    if state.carries.contains(ring.clock) || !departures.countsFromEntry(ring.clock) { return [] }
    var steps: [(ladder: Int?, step: Int)] = []
    for other in state.clocks where other != ring.clock && departures.isSteady(other) {
      let first = lifecycle.clocks[other]
      // Which round a ladder that repeats is in is not known.
      guard !first.repeats, first.when == .always || first.when == clock.when,
        tellsSteps || !first.handsLeadsOn
      else { continue }
      let ladder = ladders.firstIndex(of: other)
      for (step, rung) in first.rungs.enumerated() {
        let leadsAway = rung.outcome.to.map { $0 != .state(ring.state) } ?? false
        if ladder != nil || leadsAway,
          order.isAlwaysEarlier(
            rung.after, of: first, than: clock.rungs[ring.number].after, of: clock,
            isSameHours: departures.isSameHours(other, as: ring.clock))
        {
          steps.append((ladder, step))
        }
      }
    }
    return steps
  }

  /// What a rule does to leads of one holder.
  ///
  /// - Parameter spot: with the steps that have come by then.
  private mutating func carryOut(
    _ outcome: Outcome, _ spot: Spot, _ leads: Diagram, _ mover: Mover, _ firing: Ref<Clock>?
  ) throws(BudgetExceeded) {
    if leads == .none { return }
    currentCause = mover.cause
    let entering = try and(leads, self.leads(entering: outcome, mover.cause))
    let after = try written(outcome.actions, entering)
    if after == .none { return }
    var rungs = spot.rungs
    for action in outcome.actions {
      switch action {
      case .start(let clock):
        if let place = ladders.firstIndex(of: clock) {
          rungs[place] = lifecycle.clocks[clock].step(from: 0)
        }
      case .stop(let clock): if let place = ladders.firstIndex(of: clock) { rungs[place] = nil }
      default: break
      }
    }
    switch outcome.to {
    case .state(let target): try enter(target, outcome.owner, after, rungs, mover)
    case .previous:
      let targets = Set(
        journey.steps(from: spot.state).filter { $0.cause.isSame(as: mover.cause) }.map(\.to))
      for target in targets.sorted() { try enter(target, outcome.owner, after, rungs, mover) }
    case nil:
      if let chain = outcome.owner {
        try assign(chain, spot, after, rungs, mover, firing)
      } else {
        var next = spot
        next.rungs = rungs
        try add(next, after)
      }
    }
  }

  /// What becomes of leads by what a rule writes; of fields that name persons it matters whether
  /// they do.
  private mutating func written(
    _ actions: [Action], _ leads: Diagram
  ) throws(BudgetExceeded) -> Diagram {
    let changing = namings.presence.changing
    var leads = try namings.presence.space.after(actions, leads, except: changing)
    for case .set(let field, let value) in actions where sources.contains(.field(field)) {
      let axes = namings.presence.space.axes(of: [field])
      leads = try namings.presence.space.diagrams.exists(leads, axes)
      leads = try and(
        leads, self.leads(.test(field, value == .missing ? .isMissing : .isPresent)))
    }
    return try and(leads, namings.presence.space.possible)
  }
}

extension Journey.Cause {
  fileprivate func isSame(as cause: Assignment.Cause) -> Bool {
    switch (self, cause) {
    case (.move(let a), .move(let b)): a == b
    case (.rung(let a, let clock), .rung(let b, let other)): a == b && clock == other
    default: false
    }
  }
}

extension Clock {
  /// Whether it is a ladder that gives leads to other people where they are.
  var handsLeadsOn: Bool {
    rungs.contains { $0.outcome.to == nil && $0.outcome.owner != nil }
  }

  /// The next step from one on that does more than tell people something; nil when none does.
  func step(from number: Int) -> Int? {
    rungs.indices.dropFirst(number).first { !rungs[$0].outcome.isMessage }
  }
}
