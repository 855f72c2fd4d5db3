import RoeLogic
import RoeMachine

/// Follows every lead together with who has it, to find the places at which nobody can be found.
///
/// Persons and holders of roles whom the rules name are taken to be there, and of each group as many
/// as the rules promise; a step of a clock comes only after those before it, and after what is
/// always due earlier.
struct Possessions {
  /// Leads in a state that one holder has.
  struct Spot: Hashable {
    var state: Ref<State>
    var holder: Possession
    /// Of each ladder that hands leads on, the step that comes next and does more than tell people
    /// something; nil while it does not run.
    var rungs: [Int?]

    func hash(into hasher: inout Hasher) {
      hasher.combine(state)
      hasher.combine(holder)
      // Taken together, since there are many spots to look up.
      hasher.combine(rungs.reduce(0) { $0 &* 31 &+ ($1 ?? -1) })
    }
  }

  /// What makes a lead go on.
  struct Mover {
    let cause: Assignment.Cause
    /// Where the lead was.
    let from: Ref<State>
    /// What was true of its owner then.
    let holder: Possession
    /// Whether somebody has been asked to accept it.
    let hasAsked: Bool
    /// Who may cause it, when it is an input, which can be refused; nil where it comes by itself.
    var actors: Actors?
    /// Whether it answers to the absence of somebody, who is then not there.
    var isAboutPresence = false
  }

  /// A move of leads that somebody has.
  private struct Doing: Hashable {
    let move: Ref<Move>
    let holder: Possession.Person
    let isPending: Bool
  }

  /// All on which it depends what becomes of leads by rules that ask nothing about who has them.
  private struct Crowd: Hashable {
    let state: Ref<State>
    let rungs: [Int?]
    let leads: Diagram
    let isOwned: Bool
  }

  var namings: Namings
  let lifecycle: Lifecycle
  let peers: Peers
  let ladders: [Ref<Clock>]
  let sources: Set<OwnerSource>
  var gaps: [OwnerFacts.Gap] = []
  var told: Set<String> = []
  private var found: [Spot: Diagram] = [:]
  private var isWaiting: Set<Spot> = []
  private var waiting: [Spot] = []
  /// From where, and by what, leads first get to each spot; with which leads each begins in which
  /// they are captured.
  private var origins: [Spot: (spot: Spot, cause: Assignment.Cause)] = [:]
  private var captured: [Spot: Diagram] = [:]
  /// What is being followed.
  private var current: Spot?
  var currentCause = Assignment.Cause.state
  private var order: DueOrder
  private let rules: [RulesOfState]
  private let handled: Set<Ref<Clock>>
  /// Who may make moves, as has been worked out.
  private var actors: [Doing: Actors] = [:]
  /// The answers of a table, each with all leads that get it.
  var routes: [Ref<RoutingTable>: [(row: Int?, route: RoutingTable.Route, leads: Diagram)]] = [:]
  private var followed: Set<Crowd> = []
  /// What tables have said, and for which leads nobody is found.
  var answers: [Inquiry: (Answer, [Missing])] = [:]
  /// The ways to find somebody for which it makes a difference who has had the leads.
  let personal: Set<OwnerSource>
  /// For each move the leads that satisfy its condition.
  private var making: [Diagram?]
  /// The leads that each rule can take to where it leads.
  private var entering: [Assignment.Cause: Diagram] = [:]

  /// How many spots are looked at before that is too much.
  private static let mostSpots = 20_000

  var journey: Journey { namings.presence.journey }

  init(_ namings: Namings, _ peers: Peers, _ sources: Set<OwnerSource>) {
    self.namings = namings
    self.peers = peers
    self.sources = sources
    let lifecycle = namings.presence.journey.lifecycle
    self.lifecycle = lifecycle
    ladders = lifecycle.clocks.refs.filter { ref in
      lifecycle.clocks[ref].rungs.contains { $0.outcome.to == nil && $0.outcome.owner != nil }
    }
    order = DueOrder(peers.team.machine)
    personal = lifecycle.personal(among: sources)
    making = Array(repeating: nil, count: lifecycle.moves.count)
    var handled: Set<Ref<Clock>> = []
    var started = Set(lifecycle.states.flatMap(\.clocks))
    for action in lifecycle.outcomes.lazy.flatMap(\.actions) {
      switch action {
      case .start(let clock):
        handled.insert(clock)
        started.insert(clock)
      case .stop(let clock): handled.insert(clock)
      default: break
      }
    }
    self.handled = handled
    let (personal, ladders) = (personal, ladders)
    rules = lifecycle.states.refs.map {
      RulesOfState($0, of: lifecycle, started: started, ladders: ladders, personal: personal)
    }
  }

  /// What brings leads, of which some are best, to where they are being followed; nil where people
  /// must edit them on the way.
  mutating func trail(of leads: Diagram) throws(BudgetExceeded) -> OwnerFacts.Trail? {
    guard var spot = current else { return nil }
    var causes: [Assignment.Cause] = []
    while let origin = origins[spot], causes.count < 30 {
      if case .state = origin.cause { return nil }
      causes.append(origin.cause)
      spot = origin.spot
    }
    if lifecycle.states[spot.state].kind == .lostAndFound { return nil }
    let first = captured[spot] ?? .none
    let best = try and(first, leads)
    return OwnerFacts.Trail(
      entry: spot.state, lead: namings.presence.space.sample(of: best == .none ? first : best),
      causes: causes.reversed())
  }

  /// The states in which nobody may own a lead.
  var unowned: [Ref<State>] {
    Set(found.keys.filter { $0.holder.person == .nobody }.map(\.state)).filter {
      lifecycle.states[$0].kind != .closed
    }.sorted()
  }

  // MARK: Sets of leads

  mutating func and(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    try namings.presence.space.diagrams.and(a, b)
  }

  mutating func or(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    try namings.presence.space.diagrams.or(a, b)
  }

  mutating func without(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    try namings.presence.space.diagrams.difference(a, b)
  }

  mutating func leads(_ condition: Guard) throws(BudgetExceeded) -> Diagram {
    try namings.presence.space.leads(condition)
  }

  private mutating func edited(_ leads: Diagram) throws(BudgetExceeded) -> Diagram {
    try namings.presence.edited(leads)
  }

  // MARK: The way of leads

  mutating func spread() throws(BudgetExceeded) {
    let unstarted = Array(repeating: Int?.none, count: ladders.count)
    let new = Possession(person: .nobody, pool: nil, hasPrevious: false)
    var open = namings.presence.space.possible
    for entry in lifecycle.entries {
      let meant = try leads(entry.when)
      let entering = try and(open, meant)
      open = try without(open, meant)
      let mover = Mover(cause: .state, from: entry.state, holder: new, hasAsked: false)
      try enter(entry.state, nil, entering, unstarted, mover)
    }
    if let lost = lifecycle.lostAndFound,
      case .person(let keeper)? = lifecycle.states[lost].owner.first
    {
      let holder = Possession(
        person: peers.person(peers.team.id(of: keeper)), pool: nil,
        hasPrevious: sources.contains(.previous))
      let spot = Spot(state: lost, holder: holder, rungs: armed(unstarted, in: lost))
      try add(spot, namings.presence.space.possible)
    }
    // The nearest come first, so that what is told is short.
    var next = 0
    while next < waiting.count {
      let spot = waiting[next]
      next += 1
      if next > Self.mostSpots { throw BudgetExceeded() }
      isWaiting.remove(spot)
      current = spot
      try goOn(from: spot, found[spot] ?? .none)
    }
  }

  mutating func add(_ spot: Spot, _ leads: Diagram) throws(BudgetExceeded) {
    let known = found[spot] ?? .none
    let all = try or(known, edited(leads))
    if all == known { return }
    if found[spot] == nil {
      if let current { origins[spot] = (current, currentCause) } else { captured[spot] = leads }
    }
    found[spot] = all
    if isWaiting.insert(spot).inserted { waiting.append(spot) }
  }

  private mutating func goOn(from spot: Spot, _ leads: Diagram) throws(BudgetExceeded) {
    let state = lifecycle.states[spot.state]
    let resting = try edited(
      without(leads, namings.presence.leaving[Int(spot.state.offset)]))
    let crowd = Crowd(
      state: spot.state, rungs: spot.rungs, leads: leads, isOwned: spot.holder.person != .nobody)
    let isNew = followed.insert(crowd).inserted
    let rules = rules[Int(spot.state.offset)]
    if !state.follow.isEmpty, !state.owner.isEmpty, resting != .none,
      isNew || rules.hasPersonalAnswer
    {
      let mover = Mover(
        cause: .state, from: spot.state, holder: spot.holder, hasAsked: false)
      currentCause = .state
      try assign(state.owner, spot, resting, spot.rungs, mover, nil)
    }
    for ref in isNew ? rules.moves : rules.personalMoves {
      let actors = actors(of: ref, at: spot)
      if !actors.exist { continue }
      let isWatch = lifecycle.moves[ref].trigger == .watch
      let outcome = lifecycle.moves[ref].outcome
      if isWatch, outcome.to == .state(spot.state) { continue }
      let here = try and(isWatch ? leads : resting, self.leads(making: ref))
      if here == .none { continue }
      var mover = Mover(
        cause: .move(ref), from: spot.state, holder: spot.holder,
        hasAsked: hasAsked(outcome, state), actors: isWatch ? nil : actors)
      mover.isAboutPresence = lifecycle.isAboutPresence(ref)
      try carryOut(outcome, spot, here, mover, nil)
    }
    for clock in isNew ? rules.clocks : rules.personalClocks { try ring(clock, spot, resting) }
  }

  private mutating func leads(making ref: Ref<Move>) throws(BudgetExceeded) -> Diagram {
    if let known = making[Int(ref.offset)] { return known }
    let leads = try leads(lifecycle.moves[ref].condition(in: lifecycle))
    making[Int(ref.offset)] = leads
    return leads
  }

  private mutating func leads(
    entering outcome: Outcome, _ cause: Assignment.Cause
  ) throws(BudgetExceeded) -> Diagram {
    if let known = entering[cause] { return known }
    let leads = try leads(outcome.entryCondition(in: lifecycle))
    entering[cause] = leads
    return leads
  }

  private func hasAsked(_ outcome: Outcome, _ state: State) -> Bool {
    state.kind == .pending
      || outcome.actions.contains { if case .ask = $0 { true } else { false } }
  }

  private mutating func actors(of ref: Ref<Move>, at spot: Spot) -> Actors {
    let isPending = lifecycle.states[spot.state].kind == .pending
    let doing = Doing(move: ref, holder: spot.holder.person, isPending: isPending)
    if let known = actors[doing] { return known }
    let found = peers.team.actors(
      passing: lifecycle.tests(of: ref), owners: peers.people(spot.holder.person),
      asked: isPending ? nil : [])
    actors[doing] = found
    return found
  }

  private mutating func ring(
    _ ref: Ref<Clock>, _ spot: Spot, _ resting: Diagram
  ) throws(BudgetExceeded) {
    let clock = lifecycle.clocks[ref]
    let place = ladders.firstIndex(of: ref)
    var numbers = Array(clock.rungs.indices)
    if let place {
      guard let next = spot.rungs[place] else { return }
      numbers = clock.rungs.indices.contains(next) ? [next] : []
      let first = clock.step(from: 0)
      if next > first ?? 0, case .activity = clock.anchor {
        var again = spot
        again.rungs[place] = first
        try add(again, resting)
      }
    }
    let here = try and(resting, edited(leads(clock.when)))
    if here == .none { return }
    for number in numbers where !isOvertaken(ref, number, spot) {
      let outcome = clock.rungs[number].outcome
      var after = spot
      if let place {
        after.rungs[place] =
          clock.step(from: number + 1) ?? (clock.repeats ? clock.step(from: 0) : nil)
      }
      let mover = Mover(
        cause: .rung(number, of: ref), from: spot.state, holder: spot.holder,
        hasAsked: hasAsked(outcome, lifecycle.states[spot.state]))
      try carryOut(outcome, after, here, mover, ref)
      if case .state(let target) = outcome.to, !lifecycle.states[target].carries.contains(ref) {
        return
      }
    }
  }

  /// Whether something that surely comes is always due before a step of a clock, and would have come
  /// by then.
  private mutating func isOvertaken(_ ref: Ref<Clock>, _ number: Int, _ spot: Spot) -> Bool {
    let state = lifecycle.states[spot.state]
    let clock = lifecycle.clocks[ref]
    if clock.notAfter != nil || state.carries.contains(ref) || handled.contains(ref) {
      return false
    }
    switch clock.anchor {
    case .entry, .assignment, .activity: break
    case .capture, .field: return false
    }
    for other in state.clocks where other != ref && !handled.contains(other) {
      let first = lifecycle.clocks[other]
      guard first.anchor == .entry, first.metBy.isEmpty, first.notBefore == nil,
        (first.restarts ?? 0) == 0, first.when == .always || first.when == clock.when
      else { continue }
      for (step, rung) in first.rungs.enumerated() {
        let isAhead =
          if let place = ladders.firstIndex(of: other) {
            spot.rungs[place].map { step >= $0 } ?? false
          } else {
            rung.outcome.to.map { $0 != .state(spot.state) } ?? false
          }
        if isAhead,
          order.isAlwaysEarlier(rung.after, of: first, than: clock.rungs[number].after, of: clock)
        {
          return true
        }
      }
    }
    return false
  }

  /// What a rule does to leads of one holder.
  ///
  /// - Parameter spot: with the steps that have come by then.
  private mutating func carryOut(
    _ outcome: Outcome, _ spot: Spot, _ leads: Diagram, _ mover: Mover, _ firing: Ref<Clock>?
  ) throws(BudgetExceeded) {
    if leads == .none { return }
    currentCause = mover.cause
    let entering = try and(leads, self.leads(entering: outcome, mover.cause))
    let after = try written(outcome.actions, entering)
    if after == .none { return }
    var rungs = spot.rungs
    for action in outcome.actions {
      switch action {
      case .start(let clock):
        if let place = ladders.firstIndex(of: clock) {
          rungs[place] = lifecycle.clocks[clock].step(from: 0)
        }
      case .stop(let clock): if let place = ladders.firstIndex(of: clock) { rungs[place] = nil }
      default: break
      }
    }
    switch outcome.to {
    case .state(let target): try enter(target, outcome.owner, after, rungs, mover)
    case .previous:
      let targets = Set(
        journey.steps(from: spot.state).filter { $0.cause.isSame(as: mover.cause) }.map(\.to))
      for target in targets.sorted() { try enter(target, outcome.owner, after, rungs, mover) }
    case nil:
      if let chain = outcome.owner {
        try assign(chain, spot, after, rungs, mover, firing)
      } else {
        var next = spot
        next.rungs = rungs
        try add(next, after)
      }
    }
  }

  /// What becomes of leads by what a rule writes; of fields that name persons it matters whether
  /// they do.
  private mutating func written(
    _ actions: [Action], _ leads: Diagram
  ) throws(BudgetExceeded) -> Diagram {
    let changing = namings.presence.changing
    var leads = try namings.presence.space.after(actions, leads, except: changing)
    for case .set(let field, let value) in actions where sources.contains(.field(field)) {
      let axes = RegionSet(
        namings.presence.space.axes.indices.filter {
          namings.presence.space.axes[$0].field == field
        })
      leads = try namings.presence.space.diagrams.exists(leads, axes)
      leads = try and(
        leads, self.leads(.test(field, value == .missing ? .isMissing : .isPresent)))
    }
    return try and(leads, namings.presence.space.possible)
  }
}

extension Journey.Cause {
  fileprivate func isSame(as cause: Assignment.Cause) -> Bool {
    switch (self, cause) {
    case (.move(let a), .move(let b)): a == b
    case (.rung(let a, let clock), .rung(let b, let other)): a == b && clock == other
    default: false
    }
  }
}

extension Lifecycle {
  /// All ways in which somebody is looked for to own a lead.
  var ownerSources: Set<OwnerSource> {
    var all = Set(states.flatMap(\.owner)).union(outcomes.flatMap { $0.owner ?? [] })
    for table in tables {
      for case .owner(let chain) in table.routes { all.formUnion(chain) }
    }
    return all
  }

  /// What tells apart whether fields name a person who is to own the lead.
  var ownerTests: [Guard] {
    let sources = ownerSources
    return fields.refs.filter { fields[$0].canBeMissing && sources.contains(.field($0)) }.map {
      .test($0, .isPresent)
    }
  }
}

extension Clock {
  /// The next step from one on that does more than tell people something; nil when none does.
  func step(from number: Int) -> Int? {
    rungs.indices.dropFirst(number).first { !rungs[$0].outcome.isMessage }
  }
}
