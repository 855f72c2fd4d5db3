import RoeLogic
import RoeMachine

/// Looks for a lead that gets into a state, by playing on the machine itself.
///
/// Whatever it finds has happened just so; it may find nothing although there is a way.
struct Player: Sendable {
  let interpreter: Interpreter

  private var machine: Machine { interpreter.machine }

  /// How many inputs and rings are tried for one question.
  private static let mostTries = 2000
  /// How many nodes the conditions of one way may take.
  private static let nodeBudget = 20_000

  /// A lead that gets into a state, if one is found.
  ///
  /// - Parameter sample: what the lead has to have there.
  func play(
    to state: Ref<State>, as sample: SampleLead? = nil, in journey: Journey, _ ref: Ref<Lifecycle>
  ) -> Play? {
    let distances = journey.distances(to: state)
    func play(_ lead: SampleLead) -> Play? {
      var attempt = Attempt(
        player: self, ref: ref, journey: journey, target: state, sample: sample,
        distances: distances, triesLeft: Self.mostTries)
      return capture(lead, in: ref).flatMap { attempt.goOn($0) }
    }
    if let sample { return play(sample) }
    // For every entry a lead for which what is asked on the shortest way holds, if it can.
    for entry in journey.lifecycle.entries {
      for wanted in [journey.conditions(from: entry.state, distances), []] {
        if let lead = self.sample(.all([entry.when] + wanted), in: ref), let play = play(lead) {
          return play
        }
      }
    }
    return nil
  }

  /// A lead that has just been captured.
  func capture(_ sample: SampleLead, in ref: Ref<Lifecycle>) -> Play? {
    let lifecycle = machine.lifecycles[ref]
    let edits = lifecycle.fields.refs.compactMap { field -> Edit? in
      let value = sample.record[Int(field.offset)]
      if case .counter = lifecycle.fields[field].type { return nil }
      return value == .missing ? nil : Edit(field: field, value: value)
    }
    let input = Input(
      lead: "lead", lifecycle: ref, key: "1", occurred: sample.now, received: sample.now,
      actor: .system, edits: edits)
    var lead: Configuration?
    var roster = interpreter.rosterState()
    let decisions = interpreter.step(&lead, &roster, input)
    return lead.map {
      Play(
        lead: $0, roster: roster, steps: [.init(input: input, decisions: decisions)],
        fields: sample.traits.map(\.field))
    }
  }

  /// What happens to the lead of a witness when it is captured, if it is then that a table gives it
  /// the answer which is claimed.
  func capture(_ witness: Witness) -> Play? {
    guard let play = capture(witness.lead, in: witness.lifecycle) else { return nil }
    let reasons = play.steps.flatMap(\.decisions).flatMap(\.because.rules)
    let isShown = witness.claims.contains { claim in
      guard case .decides(let row, let table) = claim else { return false }
      return reasons.contains { reason in
        if case .row(let passed) = reason {
          passed.table == table && passed.row == row.map { Ref($0) }
        } else {
          false
        }
      }
    }
    return isShown ? play : nil
  }

  /// The same lead after an event that changes nothing; nil when it does change something, or may
  /// not happen.
  func ignored(_ event: Ref<Event>, by play: Play) -> Play? {
    for actor in [Actor.lead, .system] {
      let instant = play.lead.clock.saturating(plus: Attempt.pause)
      let input = Input(
        lead: play.lead.lead, lifecycle: play.lead.lifecycle, key: String(play.steps.count + 1),
        occurred: instant, received: instant, actor: actor, event: .declared(event))
      var next = play
      var lead: Configuration? = play.lead
      let decisions = interpreter.step(&lead, &next.roster, input)
      if decisions.last?.input == input.key, decisions.last?.kind == .ignored {
        next.steps.append(.init(input: input, decisions: decisions))
        return next
      }
    }
    return nil
  }

  fileprivate func sample(_ condition: Guard, in lifecycle: Ref<Lifecycle>) -> SampleLead? {
    machine.lead(condition, in: lifecycle, budget: Self.nodeBudget)
  }
}

/// One lead on its way.
private struct Attempt {
  let player: Player
  let ref: Ref<Lifecycle>
  let journey: Journey
  let target: Ref<State>
  let sample: SampleLead?
  let distances: [Int?]
  var triesLeft: Int

  /// Things happen a minute after one another.
  static let pause = 60_000
  private static let mostRings = 20

  private var lifecycle: Lifecycle { journey.lifecycle }

  fileprivate mutating func goOn(_ play: Play) -> Play? {
    if play.lead.state == target { return fits(play.lead.record) ? play : nil }
    guard let distance = distances[Int(play.lead.state.offset)], distance > 0 else { return nil }
    for way in journey.steps(from: play.lead.state) where isNearer(way.to, than: distance) {
      switch way.cause {
      case .move(let move):
        for input in inputs(for: lifecycle.moves[move], play) where triesLeft > 0 {
          if let next = taken(input, play), isNearer(next.lead.state, than: distance),
            let found = goOn(next)
          {
            return found
          }
        }
      case .rung, .table, .lost:
        if let next = waited(play, until: distance), let found = goOn(next) { return found }
      }
    }
    return nil
  }

  /// Whether a lead has what was wanted of it.
  private func fits(_ record: [Value]) -> Bool {
    guard let sample else { return true }
    return sample.traits.allSatisfy {
      record[Int($0.field.offset)] == sample.record[Int($0.field.offset)]
    }
  }

  private func isNearer(_ state: Ref<State>, than distance: Int) -> Bool {
    distances[Int(state.offset)].map { $0 < distance } ?? false
  }

  private mutating func taken(_ input: Input, _ play: Play) -> Play? {
    triesLeft -= 1
    var next = play
    var lead: Configuration? = play.lead
    let decisions = player.interpreter.step(&lead, &next.roster, input)
    guard let lead else { return nil }
    next.lead = lead
    next.steps.append(.init(input: input, decisions: decisions))
    return next
  }

  /// The lead after clocks have rung until it is nearer to where it shall go.
  private mutating func waited(_ play: Play, until distance: Int) -> Play? {
    var next = play
    for _ in 0..<Self.mostRings where triesLeft > 0 {
      guard let due = next.lead.due else { return nil }
      triesLeft -= 1
      let lag = player.interpreter.machine.syncLag.saturating(times: 1000)
      let decisions = player.interpreter.close(
        &next.lead, &next.roster, at: due.saturating(plus: lag), limit: 1)
      if decisions.isEmpty { return nil }
      next.steps.append(.init(input: nil, decisions: decisions))
      if isNearer(next.lead.state, than: distance) { return next }
    }
    return nil
  }

  /// What may make a move happen: whoever may cause it, with the values that it asks for.
  private func inputs(for move: Move, _ play: Play) -> [Input] {
    let event: EventName?
    var wanted = move.when
    switch move.trigger {
    case .event(let ref): event = .declared(ref)
    case .becomes(let condition):
      event = nil
      wanted = .all([condition, move.when])
    case .watch: event = nil
    }
    let edits = self.edits(for: wanted, requires: move.requires, play.lead.record)
    if event == nil, edits.isEmpty { return [] }
    let instant = play.lead.clock.saturating(plus: Self.pause)
    return actors(play).map { actor in
      Input(
        lead: play.lead.lead, lifecycle: ref, key: String(play.steps.count + 1),
        occurred: instant, received: instant, actor: actor, event: event, edits: edits)
    }
  }

  /// The owner first, then whoever has been asked, the lead, a machine, and everybody else.
  private func actors(_ play: Play) -> [Actor] {
    let people = player.interpreter.roster.people.refs
    let first = [play.lead.owner, play.lead.asked.last].compactMap { $0 }
    let others = people.filter { !first.contains($0) }
    return first.map { .person($0) } + [.lead, .system] + others.map { .person($0) }
  }

  private func edits(
    for condition: Guard, requires: [Ref<Field>], _ record: [Value]
  ) -> [Edit] {
    var edits: [Edit] = []
    if case .always = condition {
    } else if let lead = player.sample(condition, in: ref) {
      for trait in lead.traits {
        let value = lead.record[Int(trait.field.offset)]
        if value != record[Int(trait.field.offset)],
          !edits.contains(where: { $0.field == trait.field })
        {
          edits.append(Edit(field: trait.field, value: value))
        }
      }
    }
    for field in requires
    where record[Int(field.offset)] == .missing && !edits.contains(where: { $0.field == field }) {
      edits.append(Edit(field: field, value: lifecycle.fields[field].knownValue))
    }
    return edits
  }
}

extension Journey {
  /// How many steps it is at least from each state to this one; nil where there is no way.
  fileprivate func distances(to state: Ref<State>) -> [Int?] {
    var distances = Array(repeating: Int?.none, count: lifecycle.states.count)
    distances[Int(state.offset)] = 0
    var waiting = [state]
    var next = 0
    while next < waiting.count {
      let place = waiting[next]
      next += 1
      let distance = distances[Int(place.offset)] ?? 0
      for step in steps(into: place) where distances[Int(step.from.offset)] == nil {
        if case .lost = step.cause { continue }
        distances[Int(step.from.offset)] = distance + 1
        waiting.append(step.from)
      }
    }
    return distances
  }

  /// What the moves on a shortest way ask for.
  fileprivate func conditions(from state: Ref<State>, _ distances: [Int?]) -> [Guard] {
    var conditions: [Guard] = []
    var place = state
    while let distance = distances[Int(place.offset)], distance > 0,
      let step = steps(from: place).first(where: { distances[Int($0.to.offset)] == distance - 1 })
    {
      switch step.cause {
      case .move(let ref):
        conditions.append(lifecycle.moves[ref].when)
      case .table(let ref):
        let row = lifecycle.tables[ref].rows.first { row in
          if case .state(step.to) = row.outcome { true } else { false }
        }
        if let row { conditions.append(row.when) }
      case .rung, .lost: break
      }
      place = step.to
    }
    return conditions
  }
}
