import RoeMachine

extension LintInput {
  /// What is told of a lead to which a finding happens.
  enum Telling {
    case notes([String], of: Play? = nil)
    /// The machine did not do again what it had done.
    case contradiction
  }

  /// How it comes to a finding: the first of its scenes that can be played; else how a lead gets
  /// to where that would be, or through which states.
  ///
  /// - Parameter effort: how much may still be tried for all findings.
  func telling(_ finding: Finding, effort: inout Int) -> Telling {
    // Where it matters how it ends, that a table decides about the lead is not all.
    let witness = finding.scenes.contains(where: \.hasEnd) ? nil : finding.witness
    if let witness, let player, let play = player.capture(witness) {
      return told(
        play, by: player, Scene(machine.lifecycles[witness.lifecycle], in: [], [.silence]))
    }
    let scenes = finding.scenes + (witness.map { self.scenes(of: $0) } ?? [])
    for scene in scenes + scenes.compactMap(\.arrival) {
      guard let (player, leaving) = player(for: scene, effort: &effort),
        let play = play(scene, by: player, effort: &effort)
      else { continue }
      return told(play, by: player, scene, leaving: leaving)
    }
    if let otherwise = finding.otherwise { return .notes(otherwise) }
    guard let arrival = finding.scenes.last, arrival.acts.isEmpty, let state = arrival.states.first,
      let journey = journey(of: arrival.lifecycle)
    else { return .notes([]) }
    return .notes(journey.way(into: state))
  }

  func ref(of journey: Journey) -> Ref<Lifecycle> {
    Ref(machine.lifecycles.firstIndex { $0.id == journey.lifecycle.id } ?? 0)
  }

  /// Who plays a scene: with those away who shall be; and when they leave, if they are not away from
  /// the beginning.
  private func player(for scene: Scene, effort: inout Int) -> (Player, leaving: Int?)? {
    if scene.away.isEmpty { return player.map { ($0, nil) } }
    guard let player, effort > 0 else { return nil }
    var leaving: Int?
    if scene.isAwayLater {
      var arrival = scene
      arrival.acts = []
      guard let there = play(arrival, by: player, effort: &effort) else { return nil }
      leaving = there.lead.clock.saturating(plus: 1)
    }
    // Another machine is set up for it.
    effort -= 1000
    var roster = roster
    let span = (leaving ?? .min)..<Int.max
    // Nobody is away twice at a time.
    roster.absences = roster.absences.compactMap { absence in
      if !scene.away.contains(absence.person) { return absence }
      var absence = absence
      absence.span = absence.span.clamped(to: Int.min..<span.lowerBound)
      return absence.span.isEmpty ? nil : absence
    }
    roster.absences += scene.away.map { Roster.Absence(person: $0, span: span) }
    return (try? Interpreter(machine, roster: roster)).map { (Player(interpreter: $0), leaving) }
  }

  private func play(_ scene: Scene, by player: Player, effort: inout Int) -> Play? {
    guard !scene.states.isEmpty,
      let place = journeys.firstIndex(where: { $0.lifecycle.id == scene.lifecycle })
    else { return nil }
    return player.play(scene, in: journeys[place], Ref(place), effort: &effort)
  }

  private func told(
    _ play: Play, by player: Player, _ scene: Scene, leaving: Int? = nil
  ) -> Telling {
    guard play.replays(on: player.interpreter) else { return .contradiction }
    var title =
      scene.acts.isEmpty ? "a lead gets there like this:" : "it happens like this:"
    let names = scene.away.map { name(of: $0) }
    var departure: (at: Int, words: String)?
    if let leaving {
      departure = (leaving, "\(names.shortened) \(names.count == 1 ? "goes" : "go") away")
    } else if !names.isEmpty {
      title = "while \(names.shortened) \(names.count == 1 ? "is" : "are") away, \(title)"
    } else if play.earlier > 0 {
      title = "after \(play.earlier == 1 ? "another lead" : "other leads") \(title)"
    }
    title = title.prefix(1).uppercased() + title.dropFirst()
    let lines = play.lines(on: machine, roster, departure: departure)
    return .notes([([title] + lines).joined(separator: "\n")], of: play)
  }

  /// Where a table gives the lead of a witness the answer which is claimed.
  private func scenes(of witness: Witness) -> [Scene] {
    witness.claims.flatMap { claim -> [Scene] in
      guard case .decides(let row, let table) = claim else { return [] }
      let journey = journey(of: witness.lifecycle)
      return scenes(asking: table, row, for: witness.lead, in: journey)
    }
  }

  /// The ways in which a table can come to decide about a lead by one of its rows.
  func scenes(
    asking table: Ref<RoutingTable>, _ row: Int?, for lead: SampleLead? = nil,
    where condition: Guard = .always, in journey: Journey
  ) -> [Scene] {
    let asking = journey.lifecycle.tables(asking: table)
    return ([.always] + journey.lifecycle.conditions(asking: table)).flatMap { way in
      scenes(
        in: journey, for: lead, where: .all([condition, way].filter { $0 != .always }),
        then: [.row(row, of: table)]
      ) {
        if case .table(let other) = $0 { asking.contains(other) } else { false }
      }
    }
  }

  /// The same for whichever lead the row decides about; for none where the rows before it are more
  /// than anybody looks through.
  func scenes(deciding row: Int, of facts: TableFacts) -> [Scene] {
    let journey = journey(of: facts.lifecycle)
    let rows = journey.lifecycle.tables[facts.table].rows
    if row > 50 { return [] }
    let isLeft = rows.prefix(row).map { Guard.not($0.when) }
    return scenes(asking: facts.table, row, where: .all(isLeft + [rows[row].when]), in: journey)
  }

  /// The ways of leads that a row would fit, and that do not come to it: where what asks its table
  /// is, or else wherever they come.
  func scenes(passing row: Int, of facts: TableFacts) -> [Scene] {
    let journey = journey(of: facts.lifecycle)
    let asking = journey.lifecycle.tables(asking: facts.table)
    let condition = journey.lifecycle.tables[facts.table].rows[row].when
    let act = Scene.Act.notRow(row, of: facts.table)
    func asks(_ source: OwnerSource) -> Bool {
      if case .table(let table) = source { asking.contains(table) } else { false }
    }
    // Where no lead is as the row has it, some other one comes to the table.
    let others = scenes(in: journey, then: [act], lookingFor: asks).map { scene in
      var scene = scene
      if case .move(let move, _)? = scene.acts.first {
        scene.condition = journey.lifecycle.moves[move].when
      }
      return scene
    }
    return scenes(in: journey, where: condition, then: [act], lookingFor: asks)
      + [Scene(journey.lifecycle, in: journey.states, where: condition, [act])] + others
  }

  /// The ways in which somebody can come to be looked for so, through a table or without.
  func scenes(lookingFor source: OwnerSource, then acts: [Scene.Act] = []) -> [Scene] {
    journeys.flatMap { journey -> [Scene] in
      let tables = journey.lifecycle.tables.refs.filter { table in
        journey.lifecycle.tables[table].routes.contains { $0.names(source) }
      }
      let found = scenes(in: journey, then: acts) { $0 == source }
      return found
        + tables.flatMap { table -> [Scene] in
          let rows = journey.lifecycle.tables[table].rows
          guard let row = rows.firstIndex(where: { $0.outcome.names(source) }) else {
            return scenes(asking: table, nil, in: journey).map { $0.then(acts) }
          }
          return scenes(asking: table, row, where: rows[row].when, in: journey).map {
            $0.then(acts)
          }
        }
    }
  }

  /// The ways in which an owner can come to be looked for in one of some sources.
  func scenes(
    in journey: Journey, for lead: SampleLead? = nil, where condition: Guard = .always,
    then acts: [Scene.Act] = [], lookingFor isMeant: (OwnerSource) -> Bool
  ) -> [Scene] {
    let lifecycle = journey.lifecycle
    func isAsked(_ outcome: Outcome) -> Bool {
      outcome.chains.contains { $0.contains(where: isMeant) }
    }
    let states = journey.states.filter { lifecycle.states[$0].owner.contains(where: isMeant) }
    var scenes = states.isEmpty ? [] : [Scene(lifecycle, in: states, acts)]
    // Where it does not show in the nearest of them it may in another.
    if states.count > 1, !acts.isEmpty {
      scenes += states.prefix(10).map { Scene(lifecycle, in: [$0], acts) }
    }
    for move in lifecycle.moves.refs where isAsked(lifecycle.moves[move].outcome) {
      scenes.append(Scene(moves: [move], in: journey, then: acts))
    }
    for clock in lifecycle.clocks.refs {
      for (rung, step) in lifecycle.clocks[clock].rungs.enumerated() where isAsked(step.outcome) {
        scenes.append(Scene(ring: rung, of: clock, in: journey, then: acts))
      }
    }
    let found = scenes.map { scene in
      var scene = scene
      scene.lead = lead
      scene.condition = .all([scene.condition, condition].filter { $0 != .always })
      return scene
    }
    // Somebody may be looked for again because a field is edited.
    let meant = Guard.all([condition, lead?.guarded ?? .always].filter { $0 != .always })
    return found
      + states.filter { !lifecycle.states[$0].follow.isEmpty && meant != .all([]) }.map {
        Scene(lifecycle, in: [$0], where: .not(meant), [.edited(meant)] + acts)
      }
  }
}

extension LintInput {
  /// Somebody hands a lead over, and what then follows.
  func scenes(
    of handoff: HandoffText, from giver: Ref<State>? = nil, as lead: SampleLead? = nil,
    then acts: [Scene.Act] = []
  ) -> [Scene] {
    guard let journey = journey(of: handoff.lifecycle),
      let move = journey.lifecycle.moves.refs.first(where: {
        journey.lifecycle.moves[$0].id == handoff.move
      })
    else { return [] }
    if let giver {
      return [Scene(journey.lifecycle, in: [giver], as: lead, [.move(move)] + acts)]
    }
    return [Scene(moves: [move], in: journey, as: lead, then: acts)]
  }

  /// Whoever is asked answers.
  func answer(_ id: String?, in handoff: HandoffText) -> [Scene.Act] {
    guard let lifecycle = machine.lifecycles.first(where: { $0.id == handoff.lifecycle }) else {
      return []
    }
    return lifecycle.moves.refs.filter { lifecycle.moves[$0].id == id }.map { .move($0) }
  }

  /// Whoever is asked answers, and may not.
  func refusal(of id: String?, in handoff: HandoffText) -> [Scene.Act] {
    guard let lifecycle = machine.lifecycles.first(where: { $0.id == handoff.lifecycle }) else {
      return []
    }
    return lifecycle.moves.filter { $0.id == id }.compactMap { move in
      if case .event(let event) = move.trigger { .event(event, .refused) } else { nil }
    }
  }

  /// Nobody answers, until the last thing has happened that then does.
  func noAnswer(in handoff: HandoffText) -> [Scene.Act] {
    guard let lifecycle = machine.lifecycles.first(where: { $0.id == handoff.lifecycle }) else {
      return []
    }
    return lifecycle.clocks.refs.filter { lifecycle.clocks[$0].id == handoff.silence }.map {
      .ring($0, lifecycle.clocks[$0].rungs.count - 1)
    }
  }
}

extension Outcome {
  /// The chains in which somebody is looked for.
  fileprivate var chains: [OwnerChain] {
    (owner.map { [$0] } ?? [])
      + actions.compactMap { action in
        switch action {
        case .ask(let chain): chain
        case .remind(let source), .notify(let source): [source]
        case .set, .add, .send, .start, .stop: nil
        }
      }
  }
}

extension SampleLead {
  /// What is true of it in the fields that matter.
  fileprivate var guarded: Guard {
    .all(
      Set(traits.map(\.field)).sorted().map { field in
        let value = record[Int(field.offset)]
        return .test(field, value == .missing ? .isMissing : .compare(.equal, value))
      })
  }
}

extension Lifecycle {
  /// What holds for leads about which other tables ask one, as far as anybody looks through their
  /// rows.
  fileprivate func conditions(asking table: Ref<RoutingTable>) -> [Guard] {
    tables.refs.flatMap { other -> [Guard] in
      let rows = tables[other].rows
      if rows.count > 50 || other == table { return [] }
      return rows.indices.filter { rows[$0].outcome.names(.table(table)) }.map { number in
        .all(rows.prefix(number).map { .not($0.when) } + [rows[number].when])
      }
    }
  }

  /// A table, and all that ask it or one another on the way to it.
  fileprivate func tables(asking table: Ref<RoutingTable>) -> [Ref<RoutingTable>] {
    var found = [table]
    var next = 0
    while next < found.count {
      let asked = OwnerSource.table(found[next])
      next += 1
      for other in tables.refs where !found.contains(other) {
        if tables[other].routes.contains(where: { $0.names(asked) }) { found.append(other) }
      }
    }
    return found
  }
}
