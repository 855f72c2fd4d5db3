import RoeMachine

/// What may be done about a lead.
extension Attempt {
  func input(
    _ event: EventName?, by actor: Actor, _ edits: [Edit], _ play: Play, at instant: Int? = nil
  ) -> Input {
    let soon = play.lead.clock.saturating(plus: Self.pause)
    let instant = max(soon, instant ?? soon)
    return Input(
      lead: play.lead.lead, lifecycle: ref, key: String(play.steps.count + 1),
      occurred: instant, received: instant, actor: actor, event: event, edits: edits)
  }

  /// What may make a move happen: whoever may cause it, with the values that it asks for.
  func inputs(
    for move: Move, _ play: Play, before clock: Ref<Clock>? = nil
  ) -> [Input] {
    let due = clock.flatMap { clock in play.lead.running.first { $0.clock == clock }?.due }
    let event: EventName?
    var wanted = move.when
    switch move.trigger {
    case .event(let ref): event = .declared(ref)
    case .becomes(let condition):
      event = nil
      wanted = .all([condition, move.when])
    case .watch: event = nil
    }
    let edits = self.edits(for: wanted, requires: move.requires, play.lead)
    if event == nil, edits.isEmpty { return [] }
    return actors(play).map {
      input(event, by: $0, edits, play, at: due?.saturating(minus: Self.pause))
    }
  }

  /// What may make a lead that is there already one that a table sends to a state.
  func inputs(
    asking ref: Ref<RoutingTable>, for target: Ref<State>, _ play: Play
  ) -> [Input] {
    let rows = lifecycle.tables[ref].rows.filter { $0.outcome == .state(target) }
    let state = play.lead.state
    let moves = journey.moves(in: state).map { lifecycle.moves[$0] }.filter { move in
      move.outcome.to == nil && move.outcome.owner?.asksTables ?? false
    }
    return rows.flatMap { row -> [Input] in
      var inputs = moves.flatMap { move -> [Input] in
        var move = move
        move.when = .all([move.when, row.when])
        return self.inputs(for: move, play)
      }
      if !lifecycle.states[state].follow.isEmpty {
        inputs.append(input(nil, by: .system, edits(for: row.when, play.lead), play))
      }
      return inputs
    }
  }

  /// An edit that changes a field, if one is given that has not just been edited.
  func otherValue(of field: Ref<Field>?, _ lead: Configuration) -> [Edit] {
    guard let field else { return [] }
    let value = lead.record[Int(field.offset)]
    let other = player.sample(.not(.test(field, .compare(.equal, value))), in: ref)
    return other.map { [Edit(field: field, value: $0.record[Int(field.offset)])] } ?? []
  }

  /// The owner first, then whoever has been asked, the lead, a machine, and everybody else.
  func actors(_ play: Play) -> [Actor] {
    let roster = player.interpreter.roster
    let soon = play.lead.clock.saturating(plus: Self.pause)
    func isThere(_ person: Ref<Roster.Member>) -> Bool {
      let id = roster.people[person].id
      return !scene.away.contains(id)
        || !roster.absences.contains { $0.person == id && $0.span.contains(soon) }
    }
    let first = [play.lead.owner, play.lead.asked.last].compactMap { $0 }
    let others = roster.people.refs.filter { !first.contains($0) }
    return first.filter(isThere).map { .person($0) } + [.lead, .system]
      + others.filter(isThere).map { .person($0) }
  }

  /// A lead for which a condition holds, with all that this one has already if that can be, or else
  /// with what the scene asks for.
  func wanted(_ condition: Guard, of lead: Configuration) -> SampleLead? {
    var survey = Survey(lifecycle)
    survey.visit(condition)
    let asked = lifecycle.fields.refs.filter {
      survey.fields[Int($0.offset)].count > 0 && lead.record[Int($0.offset)] != .missing
    }
    let meant = Set(scene.lead?.traits.map(\.field) ?? [])
    for kept in [asked, asked.filter(meant.contains)] where !kept.isEmpty {
      let same = kept.map { Guard.test($0, .compare(.equal, lead.record[Int($0.offset)])) }
      if let sample = player.sample(.all([condition] + same), in: ref) { return sample }
    }
    return player.sample(condition, in: ref)
  }

  func edits(
    for condition: Guard, requires: [Ref<Field>] = [], _ lead: Configuration
  ) -> [Edit] {
    var edits: [Edit] = []
    let record = lead.record
    if !holds(condition, for: lead), let wanted = wanted(condition, of: lead) {
      for trait in wanted.traits {
        let value = wanted.record[Int(trait.field.offset)]
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

extension Input {
  /// The same at another instant.
  func received(at instant: Int) -> Input {
    var input = self
    (input.occurred, input.received) = (instant, instant)
    return input
  }
}
