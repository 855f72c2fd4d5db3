import RoeLogic
import RoeMachine

/// Which leads come into which states while certain clocks do not run.
///
/// A clock is armed when a lead enters, by what the lead is then: so unlike in a `Presence`, what an
/// input has just asked for still holds for fields that people may edit later.
struct Arrivals {
  /// A state, and clocks that do not run there.
  private struct Place: Hashable {
    let state: Ref<State>
    /// In order.
    let clocks: [Ref<Clock>]
  }

  private struct Leads {
    /// Those that come in, before clocks are armed.
    var entering = Diagram.none
    /// Those of them that no table sends elsewhere.
    var staying = Diagram.none
  }

  private var presence: Presence
  private var found: [Place: Leads] = [:]
  private var places: [Place] = []
  /// The leads for which a clock lasts in a state, as has been worked out, by the clocks that may take
  /// its place.
  private var lasting: [Running: [[Ref<Clock>]: Diagram]] = [:]

  private var journey: Journey { presence.journey }
  private var lifecycle: Lifecycle { presence.journey.lifecycle }

  /// For every state in which work waits, or leads rest, a lead that may stay there while no clock
  /// runs that lasts, if there is one.
  static func clockless(_ presence: Presence) throws(BudgetExceeded) -> [Ref<State>: SampleLead] {
    var arrivals = Arrivals(presence)
    let states = presence.journey.states.filter {
      [.live, .nurture].contains(presence.journey.lifecycle.states[$0].kind)
    }
    let asked = states.map { state in
      Place(state: state, clocks: presence.journey.lastingClocks(in: state))
    }
    for place in asked { arrivals.add(place) }
    try arrivals.spread()
    var leads: [Ref<State>: SampleLead] = [:]
    for place in asked {
      let resting = try arrivals.resting(in: place)
      leads[place.state] = arrivals.presence.space.sample(of: resting)
    }
    return leads
  }

  /// The same for each lifecycle; none where it is too much to say.
  static func clockless(
    of journeys: [Journey], _ namings: [String: Namings], in machine: Machine
  ) -> [String: [Ref<State>: SampleLead]] {
    var all: [String: [Ref<State>: SampleLead]] = [:]
    for journey in journeys {
      let presence =
        namings[journey.lifecycle.id]?.presence
        ?? (try? Presence(journey, asking: [], in: machine))
      all[journey.lifecycle.id] = presence.flatMap { try? clockless($0) }
    }
    return all
  }

  /// For each of some states, and clocks that it arms and that start together, a lead for which all of
  /// them are armed; nil where there is none.
  static func armed(
    together asked: [(state: Ref<State>, clocks: [Ref<Clock>])], _ presence: Presence
  ) throws(BudgetExceeded) -> [SampleLead?] {
    var arrivals = Arrivals(presence)
    for (state, _) in asked { arrivals.add(Place(state: state, clocks: [])) }
    try arrivals.spread()
    var found: [SampleLead?] = []
    for (state, clocks) in asked {
      var leads = try arrivals.resting(in: Place(state: state, clocks: []))
      if clocks.contains(where: { arrivals.lifecycle.isArmedByEdits(arrivals.lifecycle.clocks[$0]) }
      ) {
        leads = try arrivals.presence.edited(leads)
      }
      var armed = Diagram.all
      for clock in clocks {
        armed = try arrivals.presence.space.diagrams.and(armed, arrivals.arming(clock))
      }
      // With which acts behind them leads come is not followed: both run for one without any, too.
      let untouched = try arrivals.presence.space.untouched(armed)
      leads = try arrivals.presence.space.diagrams.and(leads, armed)
      leads = try arrivals.presence.space.diagrams.and(leads, untouched)
      found.append(arrivals.presence.space.sample(of: leads))
    }
    return found
  }

  private init(_ presence: Presence) { self.presence = presence }

  /// Notes that a place is asked about, and all on which the answer depends.
  private mutating func add(_ place: Place) {
    if found[place] != nil { return }
    found[place] = Leads()
    places.append(place)
    for step in journey.steps(into: place.state) { add(source(of: step, into: place)) }
  }

  /// Where a step comes from, and which of the clocks may then have been brought along: without
  /// them it was without all.
  private func source(of step: Journey.Step, into place: Place) -> Place {
    let from = lifecycle.states[step.from]
    var clocks = place.clocks.filter(lifecycle.states[place.state].carries.contains)
    switch step.cause {
    case .table: clocks.removeAll { !from.carries.contains($0) }
    case .lost: clocks = []
    case .move, .rung:
      let stopped = journey.actions(of: step).compactMap { action in
        if case .stop(let clock) = action { clock } else { nil }
      }
      clocks.removeAll { clock in
        stopped.contains(clock) || !(from.clocks.contains(clock) || from.carries.contains(clock))
      }
      if case .rung(let rung, let clock) = step.cause, !lifecycle.clocks[clock].repeats,
        rung + 1 == lifecycle.clocks[clock].rungs.count
      {
        clocks.removeAll { $0 == clock }
      }
    }
    return Place(state: step.from, clocks: clocks)
  }

  /// Follows every way until nothing new comes in.
  private mutating func spread() throws(BudgetExceeded) {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      // What was asked for first depends on what came after it.
      for place in places.reversed() {
        let leads = try incoming(place)
        if leads.entering == found[place]?.entering, leads.staying == found[place]?.staying {
          continue
        }
        found[place] = leads
        hasChanged = true
      }
    }
  }

  private mutating func incoming(_ place: Place) throws(BudgetExceeded) -> Leads {
    var leads = found[place] ?? Leads()
    func come(
      _ coming: Diagram, _ chain: OwnerChain?, _ arrivals: inout Arrivals
    ) throws(BudgetExceeded) {
      // What has been counted meanwhile is known of all that arrive.
      let coming = try arrivals.presence.space.diagrams.and(
        coming, arrivals.presence.arriving[Int(place.state.offset)])
      leads.entering = try arrivals.presence.space.diagrams.or(leads.entering, coming)
      let sent = try arrivals.presence.sentAway(
        by: chain ?? arrivals.lifecycle.states[place.state].owner)
      let staying = try arrivals.presence.space.diagrams.difference(coming, sent)
      leads.staying = try arrivals.presence.space.diagrams.or(leads.staying, staying)
    }
    var open = presence.space.possible
    for entry in lifecycle.entries {
      let meant = try presence.space.leads(entry.when)
      if entry.state == place.state {
        try come(presence.space.diagrams.and(open, meant), nil, &self)
      }
      open = try presence.space.diagrams.difference(open, meant)
    }
    for step in journey.steps(into: place.state) {
      var passing = try presence.space.diagrams.and(
        self.leads(before: step, from: source(of: step, into: place)), condition(of: step))
      let actions = journey.actions(of: step)
      for case .start(let clock) in actions
      where place.clocks.contains(clock)
        && lifecycle.states[place.state].carries.contains(clock)
      {
        passing = try presence.space.diagrams.difference(
          passing, lasting(clock, in: place))
      }
      passing = try presence.space.after(actions, passing)
      passing = try presence.space.diagrams.and(passing, presence.space.possible)
      try come(passing, journey.owner(on: step), &self)
    }
    return leads
  }

  /// The leads to which a step may happen.
  private mutating func leads(
    before step: Journey.Step, from place: Place
  ) throws(BudgetExceeded) -> Diagram {
    switch step.cause {
    case .lost: return try presence.edited(presence.arriving[Int(step.to.offset)])
    case .table:
      let entering = found[place]?.entering ?? .none
      // Where a lead that stays may be given to somebody else, the table is asked again.
      return journey.asksTables(in: step.from)
        ? try presence.space.diagrams.or(entering, presence.edited(resting(in: place))) : entering
    case .rung: return try presence.edited(resting(in: place))
    case .move(let move):
      let later = try presence.edited(resting(in: place))
      if lifecycle.moves[move].trigger != .watch { return later }
      return try presence.space.diagrams.or(later, unarmed(place))
    }
  }

  /// What holds of leads at the moment in which they take a step.
  private mutating func condition(of step: Journey.Step) throws(BudgetExceeded) -> Diagram {
    switch step.cause {
    case .lost: return presence.space.possible
    case .table(let table): return try presence.sent(by: table, to: step.to)
    case .move(let ref):
      // What has just been done counts before anything is asked.
      let move = lifecycle.moves[ref]
      return try presence.space.diagrams.and(
        presence.space.leads(move.condition(in: lifecycle)),
        presence.space.leads(justAfter: lifecycle.activities(countedBy: move)))
    case .rung(let rung, let clock):
      // The clock was judged when it was armed, the state is when the time has come.
      let armed = try presence.armed(clock, in: step.from)
      let entering = lifecycle.clocks[clock].rungs[rung].outcome.entryCondition(in: lifecycle)
      return try presence.space.diagrams.and(armed, presence.space.leads(entering))
    }
  }

  /// The leads for which a clock is armed.
  private mutating func arming(_ clock: Ref<Clock>) throws(BudgetExceeded) -> Diagram {
    try presence.space.leads(lifecycle.clocks[clock].armingCondition(in: lifecycle))
  }

  /// The leads that have come to a place and for which none of its clocks is armed.
  private mutating func unarmed(_ place: Place) throws(BudgetExceeded) -> Diagram {
    var leads = found[place]?.staying ?? .none
    for clock in place.clocks where lifecycle.states[place.state].clocks.contains(clock) {
      leads = try presence.space.diagrams.difference(leads, lasting(clock, in: place))
    }
    return leads
  }

  /// The leads for which a clock is armed, and for which nothing stops it while they stay, but where
  /// another clock of the place then takes its place.
  private mutating func lasting(
    _ clock: Ref<Clock>, in place: Place
  ) throws(BudgetExceeded) -> Diagram {
    let running = Running(clock: clock, state: place.state)
    let others = successors(of: clock, in: place)
    if let known = lasting[running]?[others] { return known }
    var lost = try stopped(clock, in: place.state)
    if lifecycle.isArmedByEdits(lifecycle.clocks[clock]) {
      var unarmed = try unfit([clock], in: place.state)
      if !others.isEmpty {
        var ended = try unfit([clock] + others, in: place.state)
        for other in others {
          ended = try presence.space.diagrams.or(ended, stopped(other, in: place.state))
        }
        unarmed = try presence.space.diagrams.and(unarmed, ended)
      }
      lost = try presence.space.diagrams.or(lost, unarmed)
    }
    let leads = try presence.space.diagrams.difference(arming(clock), lost)
    lasting[running, default: [:]][others] = leads
    return leads
  }

  /// The other clocks of a place that an edit arms together with this one.
  private func successors(of clock: Ref<Clock>, in place: Place) -> [Ref<Clock>] {
    let own = lifecycle.states[place.state].clocks
    guard lifecycle.isArmedByEdits(lifecycle.clocks[clock]), own.contains(clock) else { return [] }
    return place.clocks.filter {
      $0 != clock && own.contains($0)
        && lifecycle.clocks[$0].anchor == lifecycle.clocks[clock].anchor
    }
  }

  /// The leads that may be such that an edit of the field from which some clocks count arms none of
  /// them: it arms each anew by what the lead is then, schema/machine.md, 5.13.6.
  private mutating func unfit(
    _ clocks: [Ref<Clock>], in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    var leads = try presence.edited(presence.resting(in: state))
    for clock in clocks {
      leads = try presence.space.diagrams.difference(
        leads, presence.space.leads(lifecycle.clocks[clock].when))
    }
    return try presence.edited(presence.space.diagrams.and(leads, presence.space.possible))
  }

  /// The leads that may stay in a state when what stops a clock is done, whatever has been edited by
  /// then: schema/machine.md, 5.6.3 and 5.7.
  private mutating func stopped(
    _ clock: Ref<Clock>, in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    var all = Diagram.none
    for activity in lifecycle.clocks[clock].metBy.map({ lifecycle.activities[$0] }) {
      for event in activity.events {
        let callers = activity.by.isEmpty ? lifecycle.events[event].by : activity.by
        var open = try presence.edited(presence.resting(in: state))
        open = try presence.space.diagrams.and(open, presence.space.possible)
        if let except = activity.except {
          open = try presence.space.diagrams.difference(open, presence.space.leads(except))
        }
        for ref in journey.moves(in: state) {
          let move = lifecycle.moves[ref]
          if case .becomes(let condition) = move.trigger, move.outcome.to == nil {
            // The same input may edit the lead, so that this comes first.
            let before = try presence.space.diagrams.difference(
              presence.resting(in: state), presence.space.leads(condition))
            var turned = try presence.space.diagrams.and(presence.edited(before), open)
            turned = try presence.space.diagrams.and(
              turned, presence.space.leads(move.condition(in: lifecycle)))
            all = try presence.space.diagrams.or(all, turned)
          }
          // Somebody who owns the lead is taken to be one of those whom the move names.
          guard move.trigger == .event(event),
            move.by.isEmpty || callers.contains(.owner) && !move.by.contains(.owner)
              || !callers.isEmpty && callers.allSatisfy(move.by.contains)
          else { continue }
          let leads = try presence.space.leads(move.when)
          // Whoever comes back into the state has the clock armed anew.
          if move.outcome.to == nil {
            let staying = try presence.space.diagrams.and(open, leads)
            all = try presence.space.diagrams.or(all, staying)
          }
          open = try presence.space.diagrams.difference(open, leads)
        }
        all = try presence.space.diagrams.or(all, open)
      }
    }
    all = try presence.space.diagrams.difference(all, presence.leaving[Int(state.offset)])
    return try presence.edited(all)
  }

  /// Those of them that no rule takes on at once.
  private mutating func resting(in place: Place) throws(BudgetExceeded) -> Diagram {
    try presence.space.diagrams.difference(
      unarmed(place), presence.leaving[Int(place.state.offset)])
  }
}

extension Lifecycle {
  /// Whether a clock starts anew when somebody edits a field.
  fileprivate func isArmedByEdits(_ clock: Clock) -> Bool {
    if case .field(let field) = clock.anchor { !isLasting(field) } else { false }
  }
}

extension Journey {
  /// The clocks that run in a state as long as a lead stays there, for those for whom they run.
  func lastingClocks(in state: Ref<State>) -> [Ref<Clock>] {
    let model = lifecycle.states[state]
    return Set(model.clocks + model.carries).filter { gap($0, in: state) == nil }.sorted()
  }
}

extension Clock {
  /// What must hold for it to be armed.
  func armingCondition(in lifecycle: Lifecycle) -> Guard {
    guard case .field(let field) = anchor, lifecycle.fields[field].canBeMissing else {
      return when
    }
    return .all([when, .test(field, .isPresent)])
  }
}
