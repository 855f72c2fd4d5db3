import RoeMachine

/// One lead on its way.
struct Attempt {
  let player: Player
  let ref: Ref<Lifecycle>
  let journey: Journey
  let scene: Scene
  let distances: [Int?]
  var start: RosterState
  var isReadable = true
  var triesLeft: Int
  /// How many owners may pass a lead on by silence before somebody makes a move.
  var patience = 0
  /// How often the lead may still leave its place and come back.
  private var roundsLeft = 0

  /// Things happen a minute after one another.
  static let pause = 60_000
  private static let mostRings = 20
  private static let mostRounds = 4

  var lifecycle: Lifecycle { journey.lifecycle }

  /// Whether what is wanted of the lead, or what moves on its way wait for, is counted, so that
  /// nobody can edit it.
  private var asksForCounter: Bool {
    var survey = Survey(lifecycle)
    survey.visit(scene.condition)
    for move in lifecycle.moves where move.outcome.to != nil { survey.visit(move.when) }
    return lifecycle.fields.refs.contains { field in
      guard case .counter = lifecycle.fields[field].type else { return false }
      return survey.fields[Int(field.offset)].count > 0
        || scene.lead?.traits.contains { $0.field == field } == true
    }
  }

  init(
    of scene: Scene, in journey: Journey, _ ref: Ref<Lifecycle>, by player: Player, tries: Int
  ) {
    (self.scene, self.journey, self.ref, self.player) = (scene, journey, ref, player)
    distances = journey.distances(to: scene.states)
    start = player.interpreter.rosterState()
    triesLeft = tries
  }

  mutating func play(_ lead: SampleLead, acts: [Scene.Act]? = nil) -> Play? {
    let acts = (acts ?? scene.acts)[...]
    guard let play = player.capture(lead, in: ref, start, isReadable: isReadable) else {
      return nil
    }
    // The shortest story is the best one.
    for rounds in 0...(asksForCounter ? Self.mostRounds : 0) {
      roundsLeft = rounds
      if case .move? = acts.first, let found = passed(play, then: acts) { return found }
      if let found = goOn(play, then: acts) ?? passed(play, then: acts) { return found }
    }
    return nil
  }

  // MARK: The way there

  private mutating func goOn(_ play: Play, then acts: ArraySlice<Scene.Act>) -> Play? {
    let isThere = scene.states.contains(play.lead.state)
    if isThere {
      if let next = fitting(play) { return enacted(acts, next) }
      if let found = counted(play, then: acts) { return found }
      // What is counted on the way may be right when the lead comes back.
      if roundsLeft == 0 { return nil }
      roundsLeft -= 1
    }
    defer { if isThere { roundsLeft += 1 } }
    let distances = distances
    guard let distance = isThere ? Int.max : distances[Int(play.lead.state.offset)] else {
      return nil
    }
    func isNearer(_ state: Ref<State>) -> Bool {
      distances[Int(state.offset)].map { $0 < distance } ?? false
    }
    func hasComeNearer(_ next: Play) -> Bool {
      isNearer(next.lead.state) && next.lead.entered != play.lead.entered
    }
    if !isThere, let found = counted(play, then: acts) { return found }
    for way in journey.steps(from: play.lead.state) where isNearer(way.to) {
      switch way.cause {
      case .move(let move):
        for input in inputs(for: lifecycle.moves[move], play) where triesLeft > 0 {
          guard let next = taken(input, play) else { continue }
          let found = hasComeNearer(next) ? goOn(next, then: acts) : nil
          if let found = found ?? passed(next, then: acts) { return found }
        }
      case .rung, .table, .lost:
        let here = self
        var ways = [waited(play) { hasComeNearer($0) || here.passes($0) }].compactMap { $0 }
        if case .table(let table) = way.cause {
          ways += inputs(asking: table, for: way.to, play).compactMap { taken($0, play) }
        }
        for next in ways {
          let found = hasComeNearer(next) ? goOn(next, then: acts) : nil
          if let found = found ?? passed(next, then: acts) { return found }
        }
      }
    }
    return nil
  }

  /// The lead after something has been counted where it is, and on from there.
  private mutating func counted(_ play: Play, then acts: ArraySlice<Scene.Act>) -> Play? {
    if roundsLeft == 0 { return nil }
    roundsLeft -= 1
    defer { roundsLeft += 1 }
    for move in lifecycle.moves
    where move.from.contains(play.lead.state) && move.outcome.to == nil && move.outcome.writes {
      for input in inputs(for: move, play) where triesLeft > 0 {
        guard let next = taken(input, play), next.lead.state == play.lead.state,
          next.lead.record != play.lead.record
        else { continue }
        if let found = goOn(next, then: acts) { return found }
        break
      }
    }
    return nil
  }

  /// Whether the lead has come to its place, and has not stayed there.
  private func passes(_ play: Play) -> Bool {
    !scene.states.contains(play.lead.state)
      && play.latest.contains { decision in
        decision.to.map(scene.states.contains) ?? false || decision.kind == .lost
      }
  }

  /// What has happened to a lead at once, where it does not stay in its place.
  private mutating func passed(_ play: Play, then acts: ArraySlice<Scene.Act>) -> Play? {
    switch acts.first {
    case .row, .lost: return enacted(acts, play)
    case .move(let move, before: _) where lifecycle.moves[move].trigger == .watch:
      return passes(play) ? enacted(acts, play) : nil
    default: return nil
    }
  }

  /// The lead as it was wanted, if need be after somebody has edited it.
  private mutating func fitting(_ play: Play) -> Play? {
    if fits(play.lead) { return play }
    var edits: [Edit] = []
    if let lead = scene.lead {
      for field in Set(lead.traits.map(\.field)).sorted() {
        let value = lead.record[Int(field.offset)]
        if play.lead.record[Int(field.offset)] != value {
          edits.append(Edit(field: field, value: value))
        }
      }
    }
    edits += self.edits(for: scene.condition, play.lead).filter { edit in
      !edits.contains { $0.field == edit.field }
    }
    guard !edits.isEmpty, let next = taken(input(nil, by: .system, edits, play), play),
      scene.states.contains(next.lead.state), fits(next.lead)
    else { return nil }
    return next
  }

  /// Whether a lead has what was wanted of it.
  private func fits(_ lead: Configuration) -> Bool {
    if let wanted = scene.lead {
      let isLike = wanted.traits.allSatisfy {
        lead.record[Int($0.field.offset)] == wanted.record[Int($0.field.offset)]
      }
      if !isLike { return false }
    }
    return holds(scene.condition, for: lead)
  }

  func holds(_ condition: Guard, for lead: Configuration) -> Bool {
    condition == .always
      || player.interpreter.holds(
        condition,
        .init(
          lifecycle: ref, record: lead.record, lastActivity: lead.lastActivity, now: lead.clock))
  }

  // MARK: What happens there

  private mutating func enacted(_ acts: ArraySlice<Scene.Act>, _ play: Play) -> Play? {
    guard let act = acts.first else { return play }
    let rest = acts.dropFirst()
    switch act {
    case .move(let ref, let clock):
      let move = lifecycle.moves[ref]
      // What looks by itself has looked already.
      if move.trigger == .watch, play.isBecause(of: .move(ref)) { return enacted(rest, play) }
      let made = tried(inputs(for: move, play, before: clock), play, then: rest) { next in
        next.isBecause(of: .move(ref))
      }
      return made ?? handedOn(play, then: acts)
    case .turn(let ref, let condition):
      let edits = edits(for: condition, play.lead)
      if edits.isEmpty { return nil }
      let inputs = actors(play).map { input(nil, by: $0, edits, play) }
      return tried(inputs, play, then: rest) { $0.isBecause(of: .move(ref)) }
    case .handover(let ref, let clock):
      return tried(inputs(for: lifecycle.moves[ref], play, before: clock), play, then: rest) {
        $0.isBecause(of: .move(ref)) && $0.lead.owner != play.lead.owner
      }
    case .barred(let ref):
      return tried(inputs(for: lifecycle.moves[ref], play), play, then: rest) { next in
        next.latest.contains { $0.kind == .refused && $0.reason == .permitted }
      }
    case .event(let event, let kind, let caller):
      let first: [Actor] =
        kind == .refused
        ? play.lead.asked.suffix(1).map { .person($0) } : [.lead, .system]
      let everybody = caller.map { [$0] } ?? first + actors(play)
      var inputs = everybody.map { input(.declared(event), by: $0, [], play) }
      // A second may decide about what the lead has then.
      if let instant = scene.lead?.now, instant >= play.lead.clock {
        inputs += everybody.map { input(.declared(event), by: $0, [], play).received(at: instant) }
      }
      return tried(inputs, play, then: rest) { next in
        next.latest.last?.kind == kind && next.latest.last?.input != nil
      }
    case .rebuff(let event, let people):
      guard let asked = play.lead.asked.last, people.contains(player.id(of: asked)) else {
        return nil
      }
      return tried([input(.declared(event), by: .person(asked), [], play)], play, then: rest) {
        $0.latest.contains { $0.kind == .refused && $0.reason == .actor }
      }
    case .edited(let condition, let field):
      let edits = self.edits(for: condition, play.lead) + otherValue(of: field, play.lead)
      if edits.isEmpty { return holds(condition, for: play.lead) ? enacted(rest, play) : nil }
      guard let next = taken(input(nil, by: .system, edits, play), play),
        next.lead.state == play.lead.state, holds(condition, for: next.lead)
      else { return nil }
      return enacted(rest, next)
    case .bringing(let event, let condition, let move):
      let edits = edits(for: condition, play.lead)
      let inputs = actors(play).map { input(.declared(event), by: $0, edits, play) }
      return tried(edits.isEmpty ? [] : inputs, play, then: rest) { next in
        next.isBecause(of: .move(move))
      }
    case .ring(let clock, let rung):
      let next = waited(play) { next in
        next.latest.contains { $0.timer?.clock == clock && $0.timer?.rung == rung + 1 }
      }
      if let found = next.flatMap({ enacted(rest, $0) }) { return found }
      return lifecycle.clocks[clock].hours == .owner ? passedOn(play, then: acts) : nil
    case .silence:
      return waited(play) { _ in true }.flatMap { enacted(rest, $0) }
    case .nothing(let instant): return enacted(rest, waited(play, until: instant))
    case .unheard(let instant):
      let next = waited(play, until: instant)
      let decisions = next.steps.flatMap(\.decisions).dropFirst()
      return decisions.contains(where: lifecycle.calls) ? nil : enacted(rest, next)
    case .isIn(let state):
      return play.lead.state == state ? enacted(rest, play) : nil
    case .owned(let people):
      let owner = play.lead.owner.map(player.id)
      return owner.map(people.contains) == true ? enacted(rest, play) : nil
    case .holds(let condition):
      return holds(condition, for: play.lead) ? enacted(rest, play) : nil
    case .round:
      var hasGone = false
      let next = waited(play) { next in
        let isBack = next.lead.state == play.lead.state
        let isOwned = next.lead.owner == play.lead.owner
        let isPassing =
          next.lead.entered != play.lead.entered
          || next.latest.contains { $0.to != nil && $0.to != play.lead.state }
        if !isBack || !isOwned || isPassing { hasGone = true }
        return hasGone && isBack
          && (isOwned || next.latest.contains { $0.to != $0.from && $0.to == play.lead.state })
      }
      return next.flatMap { enacted(rest, $0) }
    case .handedOver(let states):
      return play.changesHands(between: states) ? enacted(rest, play) : nil
    case .stopped(let clock):
      func isRunning(_ play: Play) -> Bool { play.lead.running.contains { $0.clock == clock } }
      if !isRunning(play) { return enacted(rest, play) }
      let events = lifecycle.clocks[clock].metBy.flatMap { lifecycle.activities[$0].events }
      // What the same input edits may come first, and then the lead stays.
      let turns = lifecycle.moves.compactMap { move -> [Edit]? in
        guard case .becomes(let condition) = move.trigger, move.outcome.to == nil,
          move.from.contains(play.lead.state)
        else { return nil }
        return edits(for: condition, play.lead)
      }
      let inputs = ([[]] + turns).flatMap { edits in
        events.flatMap { event in
          actors(play).map { input(.declared(event), by: $0, edits, play) }
        }
      }
      return tried(inputs, play, then: rest) {
        !isRunning($0) && $0.lead.state == play.lead.state
      }
    case .clockless(let clocks):
      let isRunning = play.lead.running.contains { clocks.contains($0.clock) }
      return isRunning || !scene.states.contains(play.lead.state) ? nil : enacted(rest, play)
    case .lost:
      return play.latest.contains { $0.kind == .lost } ? enacted(rest, play) : nil
    case .notRow(let row, let table):
      return play.isDecided(byRow: row, of: table) ? nil : enacted(rest, play)
    case .row(let row, let table):
      return play.isDecided(byRow: row, of: table) ? enacted(rest, play) : nil
    }
  }

  /// The lead after the first of some inputs upon which it happens.
  private mutating func tried(
    _ inputs: [Input], _ play: Play, then acts: ArraySlice<Scene.Act>, _ isShown: (Play) -> Bool
  ) -> Play? {
    for input in inputs where triesLeft > 0 {
      if let next = taken(input, play), isShown(next), let found = enacted(acts, next) {
        return found
      }
    }
    return nil
  }

  /// The lead once a clock has given it to somebody else where it is, and on from there.
  private mutating func handedOn(_ play: Play, then acts: ArraySlice<Scene.Act>) -> Play? {
    if patience == 0 { return nil }
    patience -= 1
    defer { patience += 1 }
    let next = waited(play) {
      $0.lead.owner != play.lead.owner || $0.lead.state != play.lead.state
    }
    guard let next, next.lead.state == play.lead.state else { return nil }
    return enacted(acts, next)
  }

  /// The lead once somebody has given it to somebody else where it is, in whose hours clocks count that
  /// begin again, and on from there.
  private mutating func passedOn(_ play: Play, then acts: ArraySlice<Scene.Act>) -> Play? {
    if patience == 0 { return nil }
    patience -= 1
    defer { patience += 1 }
    for move in lifecycle.moves where move.from.contains(play.lead.state) {
      guard case .event = move.trigger, move.outcome.to == nil, move.outcome.owner != nil else {
        continue
      }
      let found = tried(inputs(for: move, play), play, then: acts) {
        $0.lead.owner != play.lead.owner && $0.lead.state == play.lead.state
      }
      if let found { return found }
    }
    return nil
  }

  private mutating func taken(_ input: Input, _ play: Play) -> Play? {
    var next = play
    var lead: Configuration? = play.lead
    let decisions = player.interpreter.step(&lead, &next.roster, input)
    // Where a lead goes round in one moment, one input makes many decisions.
    triesLeft -= max(1, decisions.count / 10)
    guard let lead else { return nil }
    next.lead = lead
    next.steps.append(.init(input: input, at: input.received, decisions: decisions))
    return next
  }

  /// The lead after all has rung that is due by an instant.
  private mutating func waited(_ play: Play, until instant: Int) -> Play {
    var next = play
    while let due = next.lead.due, due <= instant, let later = waited(next, until: { _ in true }) {
      next = later
    }
    return next
  }

  /// The lead after clocks have rung until something is so.
  private mutating func waited(_ play: Play, until isShown: (Play) -> Bool) -> Play? {
    var next = play
    for _ in 0..<Self.mostRings where triesLeft > 0 {
      guard let due = next.lead.due else { return nil }
      triesLeft -= 1
      let lag = player.interpreter.machine.syncLag.saturating(times: 1000)
      let instant = due.saturating(plus: lag)
      let decisions = player.interpreter.close(&next.lead, &next.roster, at: instant, limit: 1)
      if decisions.isEmpty { return nil }
      next.steps.append(.init(input: nil, at: instant, decisions: decisions))
      if isShown(next) { return next }
    }
    return nil
  }
}
