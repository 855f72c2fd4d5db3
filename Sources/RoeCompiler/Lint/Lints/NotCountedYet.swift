import RoeMachine
import RoeSource

extension Lint {
  static let notCountedYet = Lint(
    Code(
      "ROE0708", "not-known-yet", .warning,
      title: "Asks for what isn't known yet",
      rationale: """
        Counters are changed by rules alone. A condition that asks for one where nothing has \
        counted yet finds 0 for every lead, and decides nothing. Count where the thing happens, or \
        ask later. So it is with a field that a rule requires, and that only what happens \
        in other states brings: nobody knows it yet, and the move is refused. And with a frozen field that a \
        lead was captured without: nobody can fill it in any more.
        """,
      avoid: Example(
        """
        fields:
          attempts: { type: counter, max: 9 }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: done, when: attempts < 3, to: working }  # ROE0708
              - { event: done, when: attempts >= 3, to: lost }
          working:
            owner: dana
            clocks: [{ after: 30 days, to: lost, do: [{ count: attempts }] }]
            moves: [{ event: asked_again, to: won }]
        """),
      prefer: Example(
        """
        fields:
          attempts: { type: counter, max: 9 }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: done, when: attempts < 3, do: [{ count: attempts }] }
              - { event: done, when: attempts >= 3, to: lost }
        """))
  ) { input in
    // A rule that could not be read may count it.
    if input.hasUnread { return [] }
    return input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      let counters = lifecycle.fields.refs.filter {
        if case .counter = lifecycle.fields[$0].type { true } else { false }
      }
      // More than anybody has; each of them takes a walk through all states.
      guard counters.count <= 100 else { return [] }
      return counters.compactMap { counter -> Finding? in
        let reached = journey.states(behindWriting: counter, with: [])
        for (guarded, rule, states) in journey.conditions
        where guarded.asks(for: counter, lifecycle.definitions) {
          let asked = states.filter { journey.isReachable[Int($0.offset)] }
          guard !asked.isEmpty, !asked.contains(where: { reached[Int($0.offset)] }),
            let span = input.span(rule)
          else { continue }
          let name = lifecycle.fields[counter].id
          let state = lifecycle.states[asked[0]].id
          let isCounted = reached.contains(true)
          // Whoever was lost later may be brought back, with all that was counted.
          let again = journey.states(behindWriting: counter, with: [], evenIfLost: true)
          let who = asked.contains { again[Int($0.offset)] } ? " that was never lost" : ""
          let place =
            journey.isCounted(counter, in: asked)
            ? "when a lead leaves it, or in states that come after" : "in states that come after"
          return Finding(
            isCounted
              ? "“\(name)” is still 0 for every lead in “\(state)”\(who): it is counted only \(place)"
              : "“\(name)” is 0 for every lead: no rule counts it", at: span,
            help: isCounted
              ? "Count it where it happens, or ask for it later."
              : "Add do: [{ count: \(name) }] to what is to be counted.",
            scenes: [Scene(lifecycle, in: asked)])
        }
        return nil
      }
    } + input.journeys.flatMap { input.requiredTooEarly(in: $0) + input.requiredTooLate(in: $0) }
  }
}

extension LintInput {
  /// Values that a rule requires and that only events of later states bring.
  fileprivate func requiredTooEarly(in journey: Journey) -> [Finding] {
    let lifecycle = journey.lifecycle
    let demands = journey.demands
    return Set(demands.map(\.field)).sorted().flatMap { field -> [Finding] in
      let model = lifecycle.fields[field]
      let bringing = Set(
        lifecycle.events.refs.filter { lifecycle.events[$0].carries.contains(field) })
      guard model.canBeMissing, !model.isFrozen, model.source == nil, !misspelt.contains(model.id)
      else { return [] }
      let reached = journey.states(behindWriting: field, with: bringing)
      let bringers = journey.nearestFirst(journey.states(hearing: bringing))
      let writers = journey.nearestFirst(journey.states(writing: field))
      // What is asked for before anybody can have learnt it comes with the lead.
      guard !bringers.isEmpty || !writers.isEmpty,
        !journey.asks(for: field, where: { !reached[Int($0.offset)] })
      else { return [] }
      var told: Set<SourceSpan> = []
      return demands.filter { $0.field == field }.compactMap { demand -> Finding? in
        let move = lifecycle.moves[demand.move]
        if case .event(let event) = move.trigger, bringing.contains(event) { return nil }
        let asked = move.from.filter(journey.looksAt)
        guard let state = asked.first, !asked.contains(where: { reached[Int($0.offset)] }),
          let span = demand.state.flatMap({ span(of: $0, in: lifecycle, "requires") })
            ?? span(RuleID.move(lifecycle.id, move.id)), told.insert(span).inserted
        else { return nil }
        let refusal: [Scene.Act] =
          if case .event(let event) = move.trigger { [.event(event, .refused)] } else { [] }
        let place = demand.state.map { "in “\(lifecycle.states[$0].id)”" } ?? "there"
        // A rule may fill it in as it takes the lead along.
        let source =
          asked.contains(where: writers.contains)
          ? "\(bringers.isEmpty ? "no event brings it" : "events bring it only in \(words(for: bringers, lifecycle))"), and other rules fill it in only in \(words(for: writers, lifecycle))"
          : "it comes only with what happens elsewhere, in \(words(for: journey.nearestFirst(bringers + writers.filter { !bringers.contains($0) }), lifecycle))"
        return Finding(
          "nobody knows “\(model.id)” in “\(lifecycle.states[state].id)”, and it is required \(place): \(source)",
          at: span,
          labels: self.span(RuleID.field(lifecycle.id, model.id)).map {
            [.init("this is required", at: $0)]
          } ?? [],
          help: help(for: demand, in: state, journey),
          scenes: [
            Scene(lifecycle, in: asked, where: .test(field, .isMissing), refusal),
            Scene(lifecycle, in: asked),
          ])
      }
    }
  }
}

extension LintInput {
  private func words(for states: [Ref<State>], _ lifecycle: Lifecycle) -> String {
    states.map { "“\(lifecycle.states[$0].id)”" }.shortened
  }

  /// What to do about a value that nobody knows in a state.
  private func help(
    for demand: Journey.Demand, in state: Ref<State>, _ journey: Journey
  ) -> String {
    let lifecycle = journey.lifecycle
    let field = lifecycle.fields[demand.field].id
    let target = demand.state.map { lifecycle.states[$0] }
    if state == lifecycle.lostAndFound, let target {
      // Leads come to lost and found from wherever the rules have failed them.
      let others = lifecycle.moves.refs.filter {
        $0 != demand.move && lifecycle.moves[$0].from == [state]
      }
      return others.isEmpty
        ? "Name a state in to: of lost and found that does not require it, or do not require it in “\(target.id)”."
        : "Take “\(target.id)” out of to: of lost and found, or do not require it there."
    }
    let bringer =
      if case .event(let event) = lifecycle.moves[demand.move].trigger {
        "Let “\(lifecycle.events[event].id)” bring it, or an event before"
      } else {
        "Let an event bring it before"
      }
    let later = target?.kind == .closed ? "do not require it there" : "require it later"
    return "\(bringer) (carries: \(field)), or \(later)."
  }
}

extension LintInput {
  /// Values that a rule requires and that nobody can fill in once a lead is captured without them.
  fileprivate func requiredTooLate(in journey: Journey) -> [Finding] {
    let lifecycle = journey.lifecycle
    let written = lifecycle.outcomes.changedFields
    let demands = journey.demands.filter { demand in
      let field = lifecycle.fields[demand.field]
      // What happens by itself, or where nobody sees the refusal, is told as such.
      guard case .event(let event) = lifecycle.moves[demand.move].trigger else { return false }
      // A state that requires it keeps such leads out on purpose.
      return demand.state == nil && field.isFrozen && field.canBeMissing
        && !written.contains(demand.field) && lifecycle.events[event].isForColleagues
    }
    let asked = demands.map(\.move) + demands.flatMap { journey.rivals(of: $0.move) }
    guard !demands.isEmpty, isExact, broken.isEmpty,
      // What is too complex is told where it stands.
      var presence = try? Presence(
        journey,
        asking: asked.map { lifecycle.moves[$0].when }
          + demands.map { .test($0.field, .isMissing) }, in: machine)
    else { return [] }
    var told: Set<SourceSpan> = []
    return demands.compactMap { demand -> Finding? in
      let move = lifecycle.moves[demand.move]
      guard case .event(let event) = move.trigger,
        let span = span(RuleID.move(lifecycle.id, move.id))
      else { return nil }
      for state in journey.nearestFirst(move.from.filter(journey.looksAt)) {
        let others = journey.moves(triedBefore: demand.move, in: state).map { Guard.not($0.when) }
        let lacking = Guard.all(others + [move.when, .test(demand.field, .isMissing)])
        guard let lead = try? presence.lead(lacking, in: state), told.insert(span).inserted else {
          continue
        }
        let field = lifecycle.fields[demand.field].id
        return Finding(
          "“\(lifecycle.events[event].id)” is refused in “\(lifecycle.states[state].id)” for every lead that was captured without “\(field)”: nobody can fill it in any more",
          at: span,
          labels: self.span(RuleID.field(lifecycle.id, field)).map {
            [.init("this is frozen", at: $0)]
          } ?? [],
          help:
            "Let people fill it in (leave out frozen:), ask for it where leads are captured, or say what happens to the other leads.",
          scenes: [Scene(lifecycle, in: [state], as: lead, [.event(event, .refused)])])
      }
      return nil
    }
  }
}

extension Journey {
  /// One value without which a move is refused.
  fileprivate struct Demand {
    let field: Ref<Field>
    let move: Ref<Move>
    /// The state that asks for it, rather than the move.
    let state: Ref<State>?
  }

  /// The moves that the same makes happen.
  fileprivate func rivals(of ref: Ref<Move>) -> [Ref<Move>] {
    lifecycle.moves.refs.filter { lifecycle.moves[$0].trigger == lifecycle.moves[ref].trigger }
  }

  fileprivate var demands: [Demand] {
    lifecycle.moves.refs.flatMap { ref -> [Demand] in
      let move = lifecycle.moves[ref]
      var demands = move.requires.map { Demand(field: $0, move: ref, state: nil) }
      if case .state(let target)? = move.outcome.to {
        let written = move.outcome.writtenFields
        demands += lifecycle.states[target].requires.filter {
          !written.contains($0) && !move.requires.contains($0)
        }.map { Demand(field: $0, move: ref, state: target) }
      }
      return demands
    }
  }

  /// The states to which leads get where one of some events makes a move.
  fileprivate func states(hearing events: Set<Ref<Event>>) -> [Ref<State>] {
    lifecycle.states.refs.filter { state in
      isReachable[Int(state.offset)]
        && moves(in: state).contains { move in
          if case .event(let event) = lifecycle.moves[move].trigger {
            events.contains(event)
          } else {
            false
          }
        }
    }
  }

  /// The states to which leads get where a rule gives a field a value.
  fileprivate func states(writing field: Ref<Field>) -> [Ref<State>] {
    lifecycle.states.refs.filter { state in
      isReachable[Int(state.offset)]
        && (moves(in: state).contains {
          lifecycle.moves[$0].outcome.writtenFields.contains(field)
        }
          || running.clocks[Int(state.offset)].contains { clock in
            lifecycle.clocks[clock].rungs.contains { $0.outcome.writtenFields.contains(field) }
          })
    }
  }

  /// Whether some condition asks for a field on capture, in a table, or in one of the states.
  fileprivate func asks(for field: Ref<Field>, where isMeant: (Ref<State>) -> Bool) -> Bool {
    let guards =
      lifecycle.entries.map(\.when) + lifecycle.tables.flatMap { $0.rows.map(\.when) }
      + conditions.filter { $0.states.contains(where: isMeant) }.map(\.when)
    return guards.contains { $0.asks(for: field, lifecycle.definitions) }
  }

  /// Whether a condition asks for a counter that is still 0 in all of some states, which is told as
  /// such.
  func asksTooEarly(_ condition: Guard, in states: [Ref<State>]) -> Bool {
    condition.fields(lifecycle.definitions).contains { field in
      guard case .counter = lifecycle.fields[field].type else { return false }
      let reached = self.states(behindWriting: field, with: [])
      return !states.contains { reached[Int($0.offset)] }
    }
  }

  /// Whether a rule of one of the states counts a counter.
  fileprivate func isCounted(_ counter: Ref<Field>, in states: [Ref<State>]) -> Bool {
    states.contains { state in
      (lifecycle.states[state].clocks + lifecycle.states[state].carries).contains { clock in
        lifecycle.clocks[clock].rungs.contains { $0.outcome.writtenFields.contains(counter) }
      }
    }
      || lifecycle.moves.contains { move in
        move.outcome.writtenFields.contains(counter) && move.from.contains(where: states.contains)
      }
  }

  /// For each state whether a lead can be there after some rule has written the field, or one of the
  /// events has brought it.
  ///
  /// - Parameter evenIfLost: whether also when the keeper of lost and found brings it back.
  fileprivate func states(
    behindWriting field: Ref<Field>, with events: Set<Ref<Event>>, evenIfLost: Bool = false
  ) -> [Bool] {
    var seen = Array(repeating: false, count: lifecycle.states.count)
    var waiting: [Int] = []
    func reach(_ state: Ref<State>) {
      if seen[Int(state.offset)] { return }
      seen[Int(state.offset)] = true
      waiting.append(Int(state.offset))
    }
    func note(_ outcome: Outcome, in places: [Ref<State>]) {
      guard outcome.writtenFields.contains(field) else { return }
      switch outcome.to {
      case .state(let target): reach(target)
      case .previous: for step in steps where places.contains(step.to) { reach(step.from) }
      case nil: for place in places { reach(place) }
      }
    }
    for move in lifecycle.moves {
      note(move.outcome, in: move.from)
      if case .event(let event) = move.trigger, events.contains(event) {
        for place in move.from where isReachable[Int(place.offset)] { reach(place) }
      }
    }
    for (ref, clock) in zip(lifecycle.clocks.refs, lifecycle.clocks) {
      for rung in clock.rungs where rung.outcome.writtenFields.contains(field) {
        note(
          rung.outcome,
          in: lifecycle.states.refs.filter {
            lifecycle.states[$0].clocks.contains(ref) || lifecycle.states[$0].carries.contains(ref)
          })
      }
    }
    while let place = waiting.popLast() {
      for offset in leaving[place] {
        if case .lost = steps[offset].cause, !evenIfLost { continue }
        reach(steps[offset].to)
      }
    }
    return seen
  }

  /// The conditions of moves and clocks, with the states in which they are asked.
  fileprivate var conditions: [(when: Guard, rule: String, states: [Ref<State>])] {
    var armed: [Ref<Clock>: [Ref<State>]] = [:]
    for ref in lifecycle.states.refs {
      for clock in lifecycle.states[ref].clocks { armed[clock, default: []].append(ref) }
    }
    return lifecycle.moves.filter { $0.when != .always }.map {
      ($0.when, RuleID.move(lifecycle.id, $0.id), $0.from)
    }
      + lifecycle.clocks.refs.filter { lifecycle.clocks[$0].when != .always }.map {
        let clock = lifecycle.clocks[$0]
        return (clock.when, RuleID.clock(lifecycle.id, clock.id), armed[$0] ?? [])
      }
  }
}
