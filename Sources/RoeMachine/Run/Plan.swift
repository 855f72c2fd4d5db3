/// A machine and a roster, with everything worked out that no step should have to look for.
final class Plan: Sendable {
  let machine: Machine
  let roster: Roster
  let people: PeoplePlan
  let lifecycles: [LifecyclePlan]
  let calendars: [BusinessTime]
  /// The length of `RosterState.counts`.
  let countCount: Int
  /// Milliseconds that a timer waits for acts reported late.
  let lag: Int

  init(_ machine: Machine, _ roster: Roster) throws(MachineError) {
    if let problem = machine.verify().first { throw problem }
    if let problem = roster.verify().first { throw problem }
    self.machine = machine
    self.roster = roster
    lag = machine.syncLag.saturating(times: 1000)
    calendars = machine.calendars.map(BusinessTime.init)
    let people = try PeoplePlan(machine, roster)
    self.people = people
    let clocks = machine.lifecycles.flatMap { lifecycle in
      lifecycle.clocks.map { RuleID.clock(lifecycle.id, $0.id) }
    }
    let order = clocks.indices.sorted { clocks[$0].precedes(clocks[$1]) }
    var ranks = [Int](repeating: 0, count: clocks.count)
    for (rank, offset) in order.enumerated() { ranks[offset] = rank }
    var plans: [LifecyclePlan] = []
    var firstClock = 0
    var counts = 0
    for lifecycle in machine.lifecycles {
      let end = firstClock + lifecycle.clocks.count
      plans.append(
        LifecyclePlan(
          lifecycle, people, clockRanks: Array(ranks[firstClock..<end]), firstCount: counts))
      firstClock = end
      counts += lifecycle.states.count { $0.capPerOwner != nil } * people.members.count
    }
    countCount = counts
    lifecycles = plans
  }

  var zone: Zone { machine.zones[machine.zone] }
}

/// One lifecycle, arranged by what a step asks.
final class LifecyclePlan: Sendable {
  let model: Lifecycle
  /// A move that may apply in a state, with what decides quickest that it does not.
  struct Candidate: Sendable {
    var move: Ref<Move>
    /// Nil for a trigger that is no event.
    var event: Ref<Event>?
  }

  /// The moves that may apply in each state, in order.
  let moves: [[Candidate]]
  /// Whether some of a state's moves look at the record before the edits.
  let comparesRecords: [Bool]
  /// The `watch` moves of each state, in order.
  let watches: [[Ref<Move>]]
  /// The activities that each event may count as.
  let activities: [[Ref<Activity>]]
  /// Who may own a lead in each state; nil means anybody.
  let permitted: [Set<Ref<Roster.Member>>?]
  /// Whether some state limits its owners.
  let limitsOwners: Bool
  /// Whether some move or state needs values, so that an input may be refused once it is chosen.
  let requiresValues: Bool
  /// Whether a move may be refused when part of it has been carried out.
  let refusesHalfway: Bool
  let fields: [String: Ref<Field>]
  let events: [String: Ref<Event>]
  /// The place of each clock's rule id among those of the whole machine.
  let clockRanks: [Int]

  /// Where the counts of each state begin in `RosterState.counts`; nil without a cap.
  let counts: [Int?]

  init(_ model: Lifecycle, _ people: PeoplePlan, clockRanks: [Int], firstCount: Int) {
    var count = firstCount
    counts = model.states.map { state in
      if state.capPerOwner == nil { return nil }
      defer { count += people.members.count }
      return count
    }
    self.model = model
    self.clockRanks = clockRanks
    var moves = [[Candidate]](repeating: [], count: model.states.count)
    var watches = [[Ref<Move>]](repeating: [], count: model.states.count)
    var compares = [Bool](repeating: false, count: model.states.count)
    for ref in model.moves.refs {
      let move = model.moves[ref]
      for state in move.from {
        var event: Ref<Event>?
        switch move.trigger {
        case .watch: if move.by.isEmpty { watches[Int(state.offset)].append(ref) }
        case .becomes: compares[Int(state.offset)] = true
        case .event(let ref): event = ref
        }
        moves[Int(state.offset)].append(Candidate(move: ref, event: event))
      }
    }
    self.moves = moves
    self.watches = watches
    comparesRecords = compares
    var activities = [[Ref<Activity>]](repeating: [], count: model.events.count)
    for ref in model.activities.refs {
      for event in model.activities[ref].events { activities[Int(event.offset)].append(ref) }
    }
    self.activities = activities
    permitted = model.states.map { state in
      state.permitted.isEmpty ? nil : Set(state.permitted.flatMap(people.all))
    }
    limitsOwners = model.states.contains { !$0.permitted.isEmpty || $0.capPerOwner != nil }
    let statesRequire = model.states.contains { !$0.requires.isEmpty }
    requiresValues = statesRequire || model.moves.contains { !$0.requires.isEmpty }
    let clears = model.moves.contains { move in
      move.outcome.actions.contains { if case .set(_, .missing) = $0 { true } else { false } }
    }
    refusesHalfway = limitsOwners || (statesRequire && clears)
    fields = Dictionary(
      zip(model.fields.map(\.id), model.fields.refs), uniquingKeysWith: { first, _ in first })
    events = Dictionary(
      zip(model.events.map(\.id), model.events.refs), uniquingKeysWith: { first, _ in first })
  }
}
