import RoeLogic
import RoeMachine

/// Follows a lead from its entry into a state, in all ways in which silence can go on, until it
/// rests or enters a state with no clock running.
struct SilentWalk {
  let model: SilentModel
  var dues: DueTable
  var assumptions: Set<SilenceAssumption> = []
  var limits: Set<SilenceLimit> = []

  /// Whether a lead is followed through states in which time counts from its capture: how much of
  /// that has passed is known only as long as it is followed.
  private var followsCapture: Bool

  private let question: Question

  /// What is asked about silent leads.
  enum Question {
    /// How long things take.
    case times
    /// Where leads go.
    case ways
    /// Where leads go and who has them, whenever clocks ring of which it is not known when they began.
    case owners
  }

  /// Where tables have sent the lead that is being followed, at one instant.
  var redirected: Set<Redirection> = []

  /// All on which it depends what becomes of a lead that a table sends on.
  struct Redirection: Hashable {
    let state: Ref<State>
    let previous: Ref<State>
    let box: LeadBox
    let running: [Ref<Clock>]

    init(_ lead: SilentLead, to state: Ref<State>) {
      self.state = state
      previous = lead.state
      box = lead.box
      running = lead.running.map(\.clock)
    }
  }

  /// How often leads have been divided by what guards ask.
  var divisions = 0

  /// How much may have been worked out when the last lead is followed on.
  private let lastWork: Int

  static let mostRuns = 1000
  static let mostSteps = 300
  /// Into how many parts one guard divides a lead at the most, and how often they all do.
  static let mostParts = 512
  static let mostDivisions = 100_000
  /// How many pieces of functions are worked out.
  private static let mostWork = 20_000_000
  private static let mostStepsSinceCapture = 6

  var lifecycle: Lifecycle { model.lifecycle }

  init(_ model: SilentModel, asking question: Question = .times, sharing dues: DueTable? = nil) {
    self.model = model
    self.question = question
    followsCapture = question == .times && !model.isAnonymous
    let known = dues.flatMap { $0.start == model.span.lowerBound ? $0 : nil }
    self.dues = known ?? DueTable(model)
    lastWork = self.dues.algebra.worked + Self.mostWork
  }

  /// All runs of a lead that has just entered a state; their domains cover all instants.
  mutating func runs(from node: SilentNode) -> [SilentLead] {
    let (before, follows) = (limits, followsCapture)
    let runs = allRuns(from: node)
    if !follows || limits == before || before.contains(.paths(node.state)) { return runs }
    // Rather less is known about time than nothing at all.
    limits = before
    followsCapture = false
    defer { followsCapture = follows }
    return allRuns(from: node)
  }

  /// Whether a lead is followed on that has just entered its state with no clock running.
  func goesOn(_ lead: SilentLead) -> Bool {
    followsCapture && lead.steps.count <= Self.mostStepsSinceCapture
      && lifecycle.states[lead.state].clocks.contains { lifecycle.clocks[$0].anchor == .capture }
  }

  private mutating func allRuns(from node: SilentNode) -> [SilentLead] {
    let identity = dues.algebra.identity
    let lead = SilentLead(
      state: node.state, box: node.box, first: node.box, holder: node.holder,
      previous: node.previous, asked: node.asked, domain: .all, now: identity, entered: identity)
    let state = lifecycle.states[node.state]
    var open = [lead]
    if node.isOrigin { open = mayBring(state.carries, lead) }
    open = each(of: open) { $0.armed($1) }
    open = each(of: open) { $0.settled($1) }
    open = open.map { lead in
      var lead = lead
      // Who waits for a day is at rest as long as something will wake the lead.
      if state.kind == .nurture, lead.end == nil, lead.state == node.state, !lead.running.isEmpty {
        lead.hits.rested = lead.now
        // Whoever waited for this waits no longer; what comes after is asked about by itself.
        lead.beganAtRest = node.isOrigin
      }
      if state.kind == .lostAndFound { lead.hits.rested = identity }
      // Nobody by design is nobody all the same.
      if node.holder.isOwner { lead.hits.owned = identity }
      lead.entry = lead.first
      return lead
    }
    var result: [SilentLead] = []
    while var lead = open.popLast() {
      if lead.end == nil, isKnown(lead) { lead.end = .known }
      if lead.end != nil {
        result.append(lead)
      } else if result.count + open.count > Self.mostRuns || lead.steps.count > Self.mostSteps
        || dues.algebra.worked > lastWork
      {
        result.append(givenUp(lead, in: node.state))
      } else {
        open += next(lead).reversed()
      }
    }
    return result
  }

  /// All leads that come of some; those that follow on too many others are not followed.
  mutating func each(
    of leads: [SilentLead], _ next: (inout SilentWalk, SilentLead) -> [SilentLead]
  ) -> [SilentLead] {
    var result: [SilentLead] = []
    for lead in leads {
      if lead.end != nil {
        result.append(lead)
      } else if result.count > Self.mostRuns {
        result.append(givenUp(lead, in: lead.state))
      } else {
        result += next(&self, lead)
      }
    }
    return result
  }

  /// The lead, where nothing is known of what comes.
  mutating func givenUp(_ lead: SilentLead, in state: Ref<State>) -> SilentLead {
    limits.insert(.paths(state))
    var lead = lead
    lead.isExact = false
    lead.end = .unknown
    return lead
  }

  /// Whether all that is asked about a lead has happened.
  private func isKnown(_ lead: SilentLead) -> Bool {
    switch model.last {
    case .called: lead.hits.called != nil && lead.hits.owned != nil
    case .escalated: lead.hits.escalated != nil && lead.hits.owned != nil
    case .rested: false
    }
  }

  /// Whether it makes no difference to what is asked when a rung fires.
  func isMild(_ clock: Ref<Clock>, _ rung: Int) -> Bool {
    let namesNobody =
      lifecycle.clocks[clock].rungs[rung].outcome.owner.map { $0 == [.keep] } ?? true
    return (question != .owners || namesNobody) && model.isMild(clock, rung)
  }

  // MARK: What happens next

  /// The lead after whatever may happen next.
  private mutating func next(_ lead: SilentLead) -> [SilentLead] {
    var lead = lead
    if lifecycle.states[lead.state].kind == .nurture, !lead.beganAtRest, !lead.running.isEmpty {
      lead.rest()
      return [lead]
    }
    let places = lead.running.indices.sorted {
      let (a, b) = (lead.running[$0], lead.running[$1])
      return (a.rung, a.clock) < (b.rung, b.clock)
    }
    // What makes no difference to the way does no harm by coming late: it is taken to come at last.
    var inOrder: [Int] = []
    var anyTime: [Int] = []
    for place in places {
      let clock = lead.running[place]
      let rungs = clock.rung..<lifecycle.clocks[clock.clock].rungs.count
      if clock.isLate, !rungs.allSatisfy({ isMild(clock.clock, $0) }) {
        anyTime.append(place)
      } else if clock.field == nil {
        inOrder.append(place)
      }
    }
    let isRound = inOrder.allSatisfy { lead.rounds.contains(lead.running[$0].clock) }
    if isRound, anyTime.isEmpty {
      lead.end =
        lead.running.compactMap(\.field).first.map { .farAway($0) }
        ?? (lead.rounds.isEmpty ? .noClock : .cycle(lead.rounds))
      return [lead]
    }
    if inOrder.isEmpty, let field = anyTime.compactMap({ lead.running[$0].field }).first,
      anyTime.allSatisfy({ lead.running[$0].field != nil })
    {
      lead.end = .farAway(field)
      return [lead]
    }
    var first: DueFunction?
    for place in inOrder {
      first =
        first.map { dues.algebra.earliest($0, lead.running[place].due) } ?? lead.running[place].due
    }
    var result: [SilentLead] = []
    var rest = lead.domain
    for place in anyTime {
      let clock = lead.running[place]
      let latest = first.map { dues.algebra.earliest($0, clock.due) } ?? clock.due
      var other = lead
      other.isExact = false
      if other.hits.rested == nil { other.isBlurred = true }
      other.isLate = true
      other.now = dues.algebra.latest(lead.now, dues.algebra.shifted(latest, by: model.lag))
      result += fired(other, place)
    }
    guard let first else { return result }
    for place in anyTime where lead.running[place].field == nil {
      rest = rest.intersection(dues.algebra.span(of: first, notAfter: lead.running[place].due))
    }
    // What may come earlier than it is taken to come may change what happens until then.
    let isSure = !lead.running.contains { $0.isLate && $0.field == nil }
    for place in inOrder {
      let clock = lead.running[place]
      var other = lead
      if !isSure { other.isExact = false }
      if inOrder.count > 1 {
        let wins = dues.algebra.span(of: clock.due, notAfter: first)
        other.domain = rest.intersection(wins)
        rest = rest.subtracting(wins)
      } else {
        other.domain = rest
      }
      if other.domain.isEmpty { continue }
      other.isLate = clock.isLate
      other.now = dues.algebra.shifted(clock.due, by: model.lag)
      if other.domain != lead.domain { other.forgetOthers(dues.algebra) }
      switch lifecycle.clocks[clock.clock].anchor {
      // It may have been due before it was armed.
      case .assignment, .capture: other.now = dues.algebra.latest(lead.now, other.now)
      case .entry, .activity, .field: break
      }
      result += fired(other, place)
    }
    return result
  }

  private mutating func fired(_ lead: SilentLead, _ place: Int) -> [SilentLead] {
    var lead = lead
    let running = lead.running[place]
    let clock = lifecycle.clocks[running.clock]
    let outcome = clock.rungs[running.rung].outcome
    var step = SilentStep(
      at: 0, clock: running.clock, rung: running.rung, state: lead.state)
    var result: [SilentLead] = []
    let ended = lead.domain.intersection(running.ended)
    if !ended.isEmpty {
      var lost = lead
      lost.domain = ended
      step.hasCalendarEnded = true
      if let state = lifecycle.lostAndFound { step.state = state }
      lost.note(step)
      lost.rest()
      result.append(lost)
      step.hasCalendarEnded = false
      step.state = lead.state
      lead.domain = lead.domain.subtracting(ended)
      if lead.domain.isEmpty { return result }
    }
    lead.note(step)
    lead.running.remove(at: place)
    if running.rung + 1 < clock.rungs.count {
      run(
        &lead, running.clock, running.anchor, running.rung + 1, running.calendar, running.restarts,
        isLate: running.isLate, field: running.field)
    } else if clock.repeats {
      if let last = clock.notAfter, presence(last).truth(in: lead.box) != false {
        // Once that day has begun it stops.
        var stopped = lead
        stopped.isExact = false
        result += carriedOut(stopped, outcome, firing: running.clock).flatMap { settled($0) }
      }
      let stops = stops(lead, running)
      if !stops.isEmpty {
        var stopped = lead
        stopped.domain = stops
        result += carriedOut(stopped, outcome, firing: running.clock).flatMap { settled($0) }
        lead.domain = lead.domain.subtracting(stops)
        if lead.domain.isEmpty { return result }
      }
      beginAgain(&lead, running)
      if lead.end != nil { return result + [lead] }
    }
    return result
      + each(of: carriedOut(lead, outcome, firing: running.clock)) { $0.settled($1) }
  }

  /// For which instants of entry a clock that repeats stops: its calendar ends just when it rings.
  private mutating func stops(_ lead: SilentLead, _ running: SilentClock) -> InstantSet {
    if running.calendar == nil || running.isLate { return .none }
    let amount = lifecycle.clocks[running.clock].rungs[0].after
    let next = dues.algebra.composed(
      dues.timing(amount, running.calendar).due, after: running.due)
    return lead.domain.intersection(dues.algebra.span(of: next, notAfter: running.due))
  }

  /// Starts a clock that repeats once more, or sees that it only goes round.
  private mutating func beginAgain(_ lead: inout SilentLead, _ running: SilentClock) {
    let clock = lifecycle.clocks[running.clock]
    if clock.rungs.allSatisfy(\.outcome.isMessage) {
      // It has said to everybody what it has to say.
      leaveOut(&lead, running)
      return
    }
    let others = lead.running.filter { $0.field == nil && !lead.rounds.contains($0.clock) }
    let round = SilentLead.Round(
      box: lead.box, holder: lead.holder, asked: lead.asked,
      others: others.map { lead.repeated[$0.clock]?.count ?? 0 })
    // All is as it was before, and every other clock has gone round since as well.
    let isCycle = lead.repeated[running.clock]?.contains { before in
      before.box == round.box && before.holder == round.holder && before.asked == round.asked
        && before.others.count == round.others.count
        && zip(before.others, round.others).allSatisfy { $0 < $1 }
    }
    if isCycle ?? false {
      lead.end = .cycle([running.clock])
      return
    }
    lead.repeated[running.clock, default: []].append(round)
    let areMild = clock.rungs.indices.allSatisfy { isMild(running.clock, $0) }
    let most = areMild ? SilentModel.mostRounds : SilentModel.mostTellingRounds
    if lead.repeated[running.clock]?.count ?? 0 > most {
      limits.insert(.rounds(running.clock))
      lead.isExact = false
      if areMild { leaveOut(&lead, running) } else { lead.end = .unknown }
      return
    }
    run(
      &lead, running.clock, running.due, 0, running.calendar, running.restarts,
      isLate: running.isLate, field: running.field)
  }

  /// Leaves out the rounds to come of a clock, which make no difference to the way.
  private mutating func leaveOut(_ lead: inout SilentLead, _ running: SilentClock) {
    let clock = lifecycle.clocks[running.clock]
    if !lead.rounds.contains(running.clock) { lead.rounds.append(running.clock) }
    if namesOwners(running.clock) { lead.assigned = nil }
    // Only where its calendar ends, which nobody waits for, the lead is lost.
    guard model.isAnonymous, !running.isLate, let ref = running.calendar,
      !dues.timing(clock.rungs[0].after, ref).calendarEnds.isEmpty
    else { return }
    let calendar = model.machine.calendars[ref]
    guard clock.rungs.count == 1, calendar.open.last?.upperBound != calendar.span.upperBound else {
      // Which of its rungs comes last, or whether it stops there, depends on every round.
      if lead.hits.rested == nil { lead.isBlurred = true }
      return
    }
    let end = DueFunction(from: dues.start, constant: calendar.span.upperBound)
    lead.running.append(
      SilentClock(
        clock: running.clock, rung: 0, anchor: running.due, calendar: ref,
        restarts: running.restarts, due: dues.algebra.latest(running.due, end), isLate: false,
        ended: .all, field: nil))
  }
}

extension Outcome {
  /// Whether it only tells people something.
  var isMessage: Bool {
    to == nil && owner == nil
      && actions.allSatisfy {
        switch $0 {
        case .remind, .notify, .send: true
        case .set, .add, .ask, .start, .stop: false
        }
      }
  }
}
