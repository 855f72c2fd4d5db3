import RoeLogic
package import RoeMachine

/// What happens to the leads of a lifecycle about which nobody does anything.
///
/// - Parameters:
///   - brought: who may have leads besides those whom their states name; when left out, it is taken
///     for granted that rules name nobody of them.
///   - last: how far leads are followed; nothing is said about what comes after.
package func silence(
  of machine: Machine, lifecycle: Ref<Lifecycle>, brought: BroughtOwners? = nil,
  until last: SilenceGoal = .rested
) -> SilenceReport {
  var graph = SilentGraph(SilentModel(machine, lifecycle, brought: brought, until: last))
  let lateCalls = graph.lateCalls(lifecycle)
  // Whoever goes round for ever has seen all days pass.
  let later = machine.inTheLongRun(lifecycle) ?? machine
  func rounds(_ question: SilentWalk.Question) -> SilentGraph {
    func rounds(_ brought: BroughtOwners?) -> SilentGraph {
      SilentGraph(
        SilentModel(later, lifecycle, brought: brought), asking: question,
        sharing: graph.walk.dues)
    }
    // Where leads go does not depend on who has them, and to lost and found nobody brings them along.
    let anybody = rounds(nil)
    return anybody.goesRoundAtWork ? rounds(brought) : anybody
  }
  let namesAnyTime = graph.lifecycle.clocks.contains(where: \.namesAnyTime)
  return graph.report(
    lifecycle, lateCalls, [rounds(.ways)] + (namesAnyTime ? [rounds(.owners)] : []))
}

extension SilentGraph {
  /// - Parameter rounds: where leads go in the long run.
  func report(
    _ ref: Ref<Lifecycle>, _ lateCalls: [LateCall], _ rounds: [SilentGraph]
  ) -> SilenceReport {
    var cases: [SilentCase] = []
    var origins = Array(repeating: [Int](), count: lifecycle.states.count)
    for (place, node) in nodes.enumerated() where node.isOrigin {
      origins[Int(node.state.offset)].append(place)
    }
    for state in lifecycle.states.refs {
      let places = origins[Int(state.offset)]
      var classes: [LeadBox] = []
      var seen: Set<LeadBox> = []
      for run in places.flatMap({ runs[$0] }) {
        if let entry = run.entry, seen.insert(entry).inserted { classes.append(entry) }
      }
      for box in classes {
        let leads = LeadClass(
          limits: walk.model.space.limits(box),
          example: walk.model.space.example(box, in: lifecycle))
        func worst(_ goal: SilenceGoal) -> Silence {
          self.worst(goal.rawValue, places, box) ?? nothing(leads)
        }
        cases.append(
          SilentCase(
            state: state, leads: leads, called: worst(.called), escalated: worst(.escalated),
            rested: walk.model.last < .rested ? nil : worst(.rested),
            unobliged: unobliged(places, box) ?? nothing(leads)))
      }
    }
    // What only some of the leads may do that go both ways is no finding.
    let certain = Set(rounds.flatMap { $0.ownerCycles { !$0.goesBothWays } })
    let doubted = Set(rounds.flatMap { $0.ownerCycles { _ in true } }).subtracting(certain)
    let beyond = rounds.flatMap(\.unfollowed) + doubted.flatMap(\.states)
    return SilenceReport(
      lifecycle: ref, span: walk.model.span, cases: cases, ownerCycles: certain.sorted(),
      beyondRounds: Set(beyond).sorted(), lateCalls: lateCalls,
      assumptions: walk.assumptions.sorted(),
      limits: walk.model.limits
        + walk.limits.union(rounds.flatMap(\.walk.limits)).sorted { "\($0)" < "\($1)" })
  }

  private func nothing(_ leads: LeadClass) -> Silence {
    Silence(
      bound: .within(0), isExact: true, start: walk.model.span.lowerBound, story: [],
      record: leads.example)
  }

  private func worst(_ goal: Int, _ places: [Int], _ box: LeadBox) -> Silence? {
    var worst: (wait: Int, at: Int, place: Int)?
    for place in places {
      // The first of those that are equally long, whichever run has it.
      for run in runs(of: place, box) {
        let value = contribution(of: run, goal)
        guard
          let longest = walk.dues.algebra.longestWait(
            of: value, in: walk.model.span, on: run.domain)
        else { continue }
        let isEarlier = longest.wait == worst?.wait && worst?.place == place
        if longest.wait > worst?.wait ?? .min || (isEarlier && longest.at < worst?.at ?? .max) {
          worst = (longest.wait, longest.at, place)
        }
      }
    }
    return worst.map { worst in
      // Rather a whole minute, where the wait is as long then, too: people read no smaller ones.
      let minute = worst.at.wholeMinute
      let isAsLong = runs(of: worst.place, box).contains { run in
        walk.model.span.contains(minute) && run.domain.contains(minute)
          && contribution(of: run, goal).value(at: minute) >= minute.saturating(plus: worst.wait)
      }
      let at = isAsLong ? minute : worst.at
      let end = worst.wait >= DueFunction.never ? DueFunction.never : at + worst.wait
      return story(of: worst.place, goal, at: at, until: end, entry: box)
    }
  }

  private func unobliged(_ places: [Int], _ box: LeadBox) -> Silence? {
    // Whoever brings a lead along is obliged.
    let places = places.filter { nodes[$0].arrival == .named }
    for place in places {
      if let standstill = standstill(from: place, box) { return standstill }
    }
    return worst(SilenceGoal.allCases.count, places, box)
  }

  /// The way from a node to where nothing will ever happen.
  private func standstill(from place: Int, _ box: LeadBox) -> Silence? {
    if !canStop[place] { return nil }
    var entry: LeadBox? = box
    var story: [SilentStep] = []
    var place = place
    var instant = walk.model.span.lowerBound
    let start = instant
    var isExact = true
    var seen: Set<Int> = []
    while seen.insert(place).inserted {
      func isStop(_ run: SilentRun) -> Bool {
        if case .noClock = run.end { true } else { false }
      }
      guard
        let run = runs(of: place, entry).first(where: isStop)
          ?? runs(of: place, entry).first(where: { run in
            guard let next = run.next else { return false }
            return canStop[next] && !seen.contains(next)
          })
      else { break }
      if let begin = run.domain.ranges.first?.lowerBound, !run.domain.contains(instant) {
        instant = max(begin, instant)
      }
      isExact = isExact && run.isExact
      entry = nil
      let record = walk.model.space.example(run.first, in: lifecycle)
      for step in run.steps {
        var copy = step.step
        copy.at = step.at.value(at: instant)
        story.append(copy)
      }
      if isStop(run) {
        return Silence(
          bound: .never(.noClock(run.state)), isExact: isExact, start: start, story: story,
          record: record)
      }
      guard let next = run.next else { break }
      instant = run.now.value(at: instant)
      place = next
    }
    return nil
  }

  /// Whether some lead goes round outside lost and found.
  var goesRoundAtWork: Bool {
    func isAtWork(_ state: Ref<State>) -> Bool { lifecycle.states[state].kind != .lostAndFound }
    return groups.contains { group in
      let members = Set(group)
      return group.contains { place in
        runs[place].contains { run in
          if case .cycle = run.end { return isAtWork(run.state) }
          return isAtWork(nodes[place].state) && run.next.map(members.contains) ?? false
        }
      }
    }
  }

  /// The states from where not every way is followed to its end.
  fileprivate var unfollowed: Set<Ref<State>> {
    Set(nodes.indices.filter { runs[$0].contains(where: \.isUnknown) }.map { nodes[$0].state })
  }

  /// Ways round on which the owner changes.
  func ownerCycles(of isMeant: (SilentRun) -> Bool) -> Set<SilentCycle> {
    var cycles: Set<SilentCycle> = []
    for group in groups {
      let members = Set(group)
      var states: Set<Ref<State>> = []
      var clocks: Set<Ref<Clock>> = []
      var changes = false
      // What takes no time is no silence, and told by itself.
      var takesTime = false
      for place in group {
        for run in runs[place] where isMeant(run) {
          if case .cycle(let round) = run.end, run.changesOwner {
            cycles.insert(SilentCycle(states: [run.state], clocks: round))
          }
          guard let next = run.next, members.contains(next) else { continue }
          states.insert(nodes[place].state)
          states.formUnion(run.steps.map(\.step.state))
          clocks.formUnion(run.steps.compactMap(\.step.clock))
          changes = changes || run.changesOwner
          takesTime = takesTime || !isAtOnce(run)
        }
      }
      if changes, takesTime {
        cycles.insert(SilentCycle(states: states.sorted(), clocks: clocks.sorted()))
      }
    }
    return cycles
  }

  /// Whether nothing on the way waits for any time.
  private func isAtOnce(_ run: SilentRun) -> Bool {
    run.steps.allSatisfy { step in
      step.step.clock.map { lifecycle.clocks[$0].rungs[step.step.rung].after.isZero } ?? true
    }
  }
}

extension Clock {
  /// Whether it names an owner where the lead is, at a time of which nobody knows when it began.
  fileprivate var namesAnyTime: Bool {
    switch anchor {
    case .assignment, .capture:
      rungs.contains { $0.outcome.to == nil && $0.outcome.owner.map { $0 != [.keep] } ?? false }
    case .entry, .activity, .field: false
    }
  }
}

extension SilentCycle: Comparable {
  package static func < (a: Self, b: Self) -> Bool {
    a.states == b.states
      ? a.clocks.lexicographicallyPrecedes(b.clocks)
      : a.states.lexicographicallyPrecedes(b.states)
  }
}
