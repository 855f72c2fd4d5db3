import RoeLogic
import RoeMachine

/// Looks for a lead to which happens what a scene asks for, by playing on the machine itself.
///
/// Whatever it finds has happened just so; it may find nothing although there is a way.
struct Player: Sendable {
  let interpreter: Interpreter

  private var machine: Machine { interpreter.machine }

  /// How many inputs and rings are tried for one question.
  private static let mostTries = 2000
  /// How many nodes the conditions of one way may take.
  private static let nodeBudget = 20_000
  /// How many owners pass a lead on by silence before somebody makes a move.
  private static let mostPatience = 3
  /// How often the capture is moved so that a lead arrives on time.
  private static let mostShifts = 20

  /// How many inputs and rings are tried for all questions about some rules.
  static let effort = 300_000

  /// A lead to which all this happens, if one is found.
  ///
  /// - Parameter effort: how many inputs and rings may still be tried, for this and for what is
  ///   asked after it.
  func play(
    _ scene: Scene, in journey: Journey, _ ref: Ref<Lifecycle>, effort: inout Int
  ) -> Play? {
    let most = min(Self.mostTries, effort)
    if most <= 0 { return nil }
    var attempt = Attempt(of: scene, in: journey, ref, by: self, tries: most)
    defer { effort -= most - attempt.triesLeft }
    // Whose turn it is may decide, so it is looked at after other leads, too.
    let starts = interpreter.books
    if let play = play(ref, starts.prefix(2), &attempt)
      ?? play(ref, starts.dropFirst(2), &attempt)
    {
      return play
    }
    // Whoever has the lead at first may not be able to, or have other hours.
    let dependsOnOwner = scene.acts.contains { act in
      if case .ring(let clock, _) = act {
        journey.lifecycle.clocks[clock].hours == .owner
      } else {
        act.isMove
      }
    }
    guard dependsOnOwner else { return nil }
    attempt.patience = Self.mostPatience
    return play(ref, starts.prefix(1), &attempt)
  }

  private func play(
    _ ref: Ref<Lifecycle>, _ starts: ArraySlice<RosterState>, _ attempt: inout Attempt
  ) -> Play? {
    if starts.isEmpty { return nil }
    let (scene, journey) = (attempt.scene, attempt.journey)
    attempt.isReadable = true
    func play(_ lead: SampleLead) -> Play? {
      for start in starts {
        attempt.start = start
        if let instant = scene.arriving {
          if let play = self.play(lead, arriving: instant, &attempt) { return play }
        } else if let play = attempt.play(lead) {
          return play
        }
      }
      return nil
    }
    if let lead = scene.lead, let play = play(lead) { return play }
    // For every entry a lead for which what is asked on the shortest way holds, if it can.
    var earlier: [Guard] = []
    for entry in journey.lifecycle.entries {
      let isMeant = [entry.when] + earlier
      earlier.append(.not(entry.when))
      let way = journey.conditions(from: entry.state, attempt.distances)
      var tried: [[Guard]] = []
      for wanted in [way + [scene.condition], way, []].map({ $0.filter { $0 != .always } })
      where !tried.contains(wanted) {
        tried.append(wanted)
        attempt.triesLeft -= 1
        guard let lead = sample(.all(isMeant + wanted), in: ref) else { continue }
        // What is wanted of it may be edited on the way, where such leads do not begin.
        let meant = scene.lead.map { lead.with($0) }.flatMap { lead in
          holds(.all(isMeant), for: lead, in: ref) ? lead : nil
        }
        if let play = play(meant ?? lead) { return play }
      }
    }
    // What nobody can read, the rules fail; and everybody whom nothing lets in.
    if let lost = journey.lifecycle.lostAndFound, scene.states.contains(lost),
      let lead = scene.lead ?? sample(scene.condition, in: ref)
    {
      attempt.isReadable = journey.lifecycle.entries.isEmpty
      return play(lead)
    }
    return nil
  }

  /// The same, for a lead that is captured just early enough.
  private func play(_ lead: SampleLead, arriving instant: Int, _ attempt: inout Attempt) -> Play? {
    var lead = lead.captured(at: instant)
    // Captures after which it comes too early, and too late.
    var (early, late): (Int?, Int?)
    for _ in 0..<Self.mostShifts {
      guard let there = attempt.play(lead, acts: []) else { return nil }
      let entered = there.lead.entered
      if entered == instant { return attempt.play(lead) }
      if entered < instant {
        early = max(early ?? lead.now, lead.now)
      } else {
        late = min(late ?? lead.now, lead.now)
      }
      var next = lead.now.saturating(plus: instant.saturating(minus: entered))
      // Where offices close on the way the same step goes to and fro.
      if let early, let late, !(early + 1..<late).contains(next) {
        next = (early + (late - early) / 2).wholeMinute
        if next >= late { return nil }
      }
      lead = lead.captured(at: next)
    }
    return nil
  }

  /// A lead that has just been captured.
  func capture(
    _ sample: SampleLead, in ref: Ref<Lifecycle>, _ start: RosterState? = nil,
    isReadable: Bool = true
  ) -> Play? {
    let lifecycle = machine.lifecycles[ref]
    var edits = lifecycle.fields.refs.compactMap { field -> Edit? in
      let value = sample.record[Int(field.offset)]
      if case .counter = lifecycle.fields[field].type { return nil }
      return value == .missing ? nil : Edit(field: field, value: value)
    }
    if !isReadable { edits.append(Edit(field: nil, value: .boolean(true))) }
    let input = Input(
      lead: "lead", lifecycle: ref, key: "1", occurred: sample.now, received: sample.now,
      actor: .system, edits: edits)
    var lead: Configuration?
    let start = start ?? interpreter.rosterState()
    var roster = start
    let decisions = interpreter.step(&lead, &roster, input)
    return lead.map {
      Play(
        start: start, lead: $0, roster: roster,
        steps: [.init(input: input, at: sample.now, decisions: decisions)],
        fields: sample.traits.map(\.field))
    }
  }

  /// What happens to the lead of a witness when it is captured, if it is then that a table gives it
  /// the answer which is claimed.
  func capture(_ witness: Witness) -> Play? {
    guard let play = capture(witness.lead, in: witness.lifecycle) else { return nil }
    let isShown = witness.claims.contains { claim in
      guard case .decides(let row, let table) = claim else { return false }
      return play.isDecided(byRow: row, of: table)
    }
    return isShown ? play : nil
  }

  func id(of person: Ref<Roster.Member>) -> String { interpreter.roster.people[person].id }

  private func holds(
    _ condition: Guard, for lead: SampleLead, in lifecycle: Ref<Lifecycle>
  ) -> Bool {
    interpreter.holds(
      condition,
      .init(
        lifecycle: lifecycle, record: lead.record, lastActivity: lead.lastActivity, now: lead.now))
  }

  func sample(_ condition: Guard, in lifecycle: Ref<Lifecycle>) -> SampleLead? {
    machine.lead(condition, in: lifecycle, budget: Self.nodeBudget)
  }
}

extension SampleLead {
  fileprivate func captured(at instant: Int) -> SampleLead {
    SampleLead(record: record, now: instant, lastActivity: lastActivity, traits: traits)
  }

  /// The same lead with what another one has in common with its like.
  fileprivate func with(_ other: SampleLead) -> SampleLead {
    var record = record
    let fields = Set(other.traits.map(\.field))
    for field in fields { record[Int(field.offset)] = other.record[Int(field.offset)] }
    return SampleLead(
      record: record, now: other.now, lastActivity: other.lastActivity,
      traits: other.traits + traits.filter { !fields.contains($0.field) })
  }
}

extension Interpreter {
  /// How many members of a group come to their turn.
  private static let mostTurns = 12

  /// The roster's books when it is the turn of the first member of each group, of the second, and
  /// so on.
  var books: [RosterState] {
    let turns = roster.pools.map(\.members.count).max() ?? 0
    return (0..<max(1, min(turns, Self.mostTurns))).map { turn in
      var state = rosterState()
      for pool in state.turns.indices { state.turns[pool] = turn }
      return state
    }
  }
}
