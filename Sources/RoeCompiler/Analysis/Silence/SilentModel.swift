import RoeLogic
import RoeMachine

/// When two rules name the same person.
struct SameOwner {
  let when: BoxGuard
  /// Whether they never do for any other lead.
  let isAll: Bool
}

/// One lifecycle, arranged by what matters when nobody acts.
struct SilentModel {
  let machine: Machine
  let lifecycle: Lifecycle
  /// What is asked for at every step, of each state.
  let watches: [[Ref<Move>]]
  /// Where each move leads.
  let targets: [Outcome.Target?]
  /// All answers of each table, each once.
  let routes: [[RoutingTable.Route]]
  let space: BoxSpace
  /// The fields of which it matters on the way what they have become: promises speak of leads as they
  /// were captured.
  private let noticed: Set<Ref<Field>>
  /// What is asked before each clock is armed.
  let clockGuards: [BoxGuard]
  /// What is asked of each move: its condition, and the values that it needs.
  let moveGuards: [BoxGuard]
  /// Whether each field has a value.
  let presence: [BoxGuard]
  /// Of the assumptions, those that the fields here can decide.
  let facts: [BoxGuard]
  /// For each state the fields, as the space counts them, on which its future depends.
  let needs: [[Bool]]
  /// For which leads a rule names the one again whom another rule has named.
  let sameOwner: [SharedOwners.Pair: SameOwner]
  /// The ways to find somebody by which it is asked whether it is the owner again.
  private let named: Set<OwnerSource>
  /// Whether some clock begins again with the next owner.
  private let hasRestarts: Bool
  /// The tables of which it is told for which leads they name whom.
  private let tablesToldApart: Set<Ref<RoutingTable>>
  /// For each state the ways to find somebody of which its future speaks.
  let mentions: [Set<OwnerSource>]
  /// Who may have leads besides those whom their states name; nil where that is not known.
  let brought: BroughtOwners?
  /// The states from which a lead may have come into each state.
  let predecessors: [[Ref<State>]]
  /// The tables that may come to the next member of the owner's pool.
  private let tablesForNext: Set<Ref<RoutingTable>>
  /// Whether some step leads back to where the lead came from.
  let asksForPrevious: Bool
  let entryStates: Set<Ref<State>>
  /// Until when months are worked out; nil where no clock counts them.
  let until: Int?
  /// When a silence may begin; from then on all functions are defined.
  let span: Range<Int>
  let lag: Int
  let limits: [SilenceLimit]

  /// How often something is followed round step by step that makes no difference to the way.
  static let mostRounds = 10
  /// The same for what does: longer than any counter is followed.
  static let mostTellingRounds = 70

  /// Whether nobody cares who owns a lead; then only the way to rest is worked out.
  let isAnonymous: Bool
  /// How far leads are followed.
  let last: SilenceGoal

  init(
    _ machine: Machine, _ ref: Ref<Lifecycle>, isAnonymous: Bool = false,
    brought: BroughtOwners? = nil, until last: SilenceGoal = .rested
  ) {
    self.isAnonymous = isAnonymous
    self.last = last
    self.brought = brought
    self.machine = machine
    let lifecycle = machine.lifecycles[ref]
    self.lifecycle = lifecycle
    var watches = Array(repeating: [Ref<Move>](), count: lifecycle.states.count)
    for ref in lifecycle.moves.refs {
      let move = lifecycle.moves[ref]
      guard move.trigger == .watch, move.by.isEmpty, move.outcome.to != nil else { continue }
      for state in move.from { watches[Int(state.offset)].append(ref) }
    }
    self.watches = watches
    targets = lifecycle.moves.map(\.outcome.to)
    let journey = Journey(of: lifecycle)
    routes = lifecycle.tables.refs.map(journey.answers)
    predecessors = lifecycle.states.refs.map { state in
      let from = journey.entering[Int(state.offset)].map { journey.steps[$0] }
      return Set(
        from.filter { step in if case .lost = step.cause { false } else { true } }.map(\.from)
      ).sorted()
    }
    asksForPrevious = lifecycle.outcomes.contains { $0.to == .previous }
    entryStates = Set(lifecycle.entries.map(\.state))
    (lag, _) = machine.syncLag.multipliedReportingOverflow(by: 1000)
    span = Self.time(machine, lifecycle)
    let countsMonths = lifecycle.clocks.flatMap(\.rungs).contains { rung in
      if case .months = rung.after { true } else { false }
    }
    until = countsMonths ? DueTable.end(of: machine, from: span.lowerBound) : nil
    let asked = SilentGuards(lifecycle, watches, predecessors)
    let (shared, tablesToldApart) = SharedOwners.all(
      of: lifecycle, in: machine, written: asked.counts.union(asked.sets.map(\.0)))
    let asking =
      asked.guards + shared.map(\.condition) + lifecycle.assumptions.map(\.holds)
    let space = BoxSpace(
      asking + (isAnonymous ? [] : Self.promised(lifecycle)), sets: asked.sets,
      counts: asked.counts, in: lifecycle)
    self.space = space
    var noticed: Set<Ref<Field>> = []
    for condition in asking {
      space.compile(condition, in: lifecycle).eachField { noticed.insert(space.fields[$0]) }
    }
    self.noticed = noticed
    limits = space.crowded.map { .values($0) }
    clockGuards = lifecycle.clocks.map { space.compile($0.when, in: lifecycle) }
    moveGuards = lifecycle.moves.refs.map { ref in
      space.compile(SilentGuards.condition(of: lifecycle.moves[ref], lifecycle), in: lifecycle)
    }
    presence = lifecycle.fields.refs.map { space.compile(.test($0, .isPresent), in: lifecycle) }
    facts = lifecycle.assumptions.map { space.compile($0.holds, in: lifecycle) }
    tablesForNext = Set(
      lifecycle.tables.refs.filter {
        SilentGuards.mentioned([.table($0)], lifecycle).contains(.nextInPool)
      })
    sameOwner = Dictionary(
      uniqueKeysWithValues: shared.map {
        ($0.pair, SameOwner(when: space.compile($0.condition, in: lifecycle), isAll: $0.isAll))
      })
    self.tablesToldApart = tablesToldApart
    // A table names somebody as a whole.
    let chains = lifecycle.states.map(\.owner) + lifecycle.outcomes.flatMap(\.chains)
    hasRestarts = lifecycle.clocks.contains { $0.restarts ?? 0 > 0 }
    named = Set(chains.joined()).union(sameOwner.keys.flatMap(\.sources))
      .subtracting(tablesToldApart.map { .table($0) })
    (needs, mentions) = asked.needs(lifecycle, watches, predecessors, space, sameOwner)
  }

  /// The states from which leads may have come that go back from here of their own accord, where
  /// that is told apart.
  func origins(of ref: Ref<State>) -> [Ref<State>?] {
    if isAnonymous || !asksForPrevious { return [] }
    let clocks = (lifecycle.states[ref].clocks + lifecycle.states[ref].carries)
    let goesBack =
      clocks.contains { lifecycle.clocks[$0].rungs.contains { $0.outcome.to == .previous } }
      || watches[Int(ref.offset)].contains { lifecycle.moves[$0].outcome.to == .previous }
    return goesBack ? predecessors[Int(ref.offset)] : []
  }

  /// Whether it is told for which leads somebody is named again whom a state's own table names.
  private func isToldApart(_ owner: BroughtOwners.Owner, _ ways: [OwnerSource]) -> Bool {
    !owner.tables.isEmpty && owner.tables.isSubset(of: tablesToldApart)
      && ways.allSatisfy(\.isPerson)
  }

  /// Those of whom one has to be followed, and how rules may name them in a state: whoever goes no
  /// other ways than somebody else is left out.
  func brought(into ref: Ref<State>) -> [(owner: BroughtOwners.Owner, ways: [OwnerSource])] {
    guard let brought else { return [] }
    let all = brought.owners[Int(ref.offset)].compactMap {
      owner -> (owner: BroughtOwners.Owner, ways: [OwnerSource])? in
      guard case .somebody(let ways) = holder(.somebody(owner.sources), in: ref),
        !isToldApart(owner, ways)
      else { return nil }
      return (owner, ways)
    }
    var found: [(owner: BroughtOwners.Owner, ways: [OwnerSource])] = []
    for next in all.sorted(by: { ($0.owner.rank, -$0.ways.count) < ($1.owner.rank, -$1.ways.count) }
    ) {
      let isCovered = found.contains { other in
        other.owner.rank <= next.owner.rank && next.ways.allSatisfy(other.ways.contains)
          && (!hasRestarts
            || other.ways.allSatisfy { next.ways.contains($0) || !brought.single.contains($0) })
      }
      if !isCovered { found.append(next) }
    }
    return found
  }

  /// Whether it makes no difference to where the lead goes, and how fast, when a rung fires: it
  /// tells people something, or names another owner for whom nothing starts again that makes one.
  func isMild(_ clock: Ref<Clock>, _ rung: Int) -> Bool {
    let outcome = lifecycle.clocks[clock].rungs[rung].outcome
    if !stays(outcome) { return false }
    guard let chain = outcome.owner, chain != [.keep] else { return true }
    // Where the owner changes, somebody is called; so only the way matters from there on.
    return lifecycle.states.allSatisfy { state in
      let clocks = state.clocks + state.carries
      return !clocks.contains(clock)
        || clocks.allSatisfy { other in
          other == clock || lifecycle.clocks[other].restarts ?? 0 == 0
            || lifecycle.clocks[other].rungs.allSatisfy { stays($0.outcome) }
        }
    }
  }

  /// Whether the lead stays where it is, with a person who owns it, and no guard notices.
  private func stays(_ outcome: Outcome) -> Bool {
    outcome.to == nil
      && outcome.actions.allSatisfy { action in
        switch action {
        case .remind, .notify, .send: true
        case .set(let field, _), .add(let field, _): !noticed.contains(field)
        case .ask, .start, .stop: false
        }
      }
      && (outcome.owner ?? []).allSatisfy { source in
        switch source {
        case .nobody: false
        case .table(let table): !answersWithState(table)
        default: true
        }
      }
  }

  /// A holder, as far as it matters in a state how they were found.
  func holder(_ holder: Holder, in state: Ref<State>) -> Holder {
    if isAnonymous { return .owner([]) }
    let mentions = mentions[Int(state.offset)]
    switch holder {
    case .owner(let sources): return mentions.isDisjoint(with: sources) ? .owner([]) : holder
    case .somebody(let sources):
      let ways = sources.filter { mentions.contains($0) && named.contains($0) }
      return ways.isEmpty ? .owner([]) : .somebody(ways)
    case .nobody, .unowned: return holder
    }
  }

  /// Whether whoever has a lead is one of some people, or may have come with it as one of them.
  func mayBeOneOf(_ lacking: BroughtOwners.Lacking?, _ lead: SilentLead) -> Bool {
    guard let lacking else { return false }
    let ways =
      switch lead.holder {
      case .owner(let sources) where sources.count == 1: sources
      case .somebody(let sources): sources
      case .owner, .nobody, .unowned: [OwnerSource]()
      }
    for case .person(let person) in ways {
      return lacking.people.contains(machine.people[person].id)
    }
    return lacking.states.contains(lead.state)
  }

  /// Whether a source may come to the next member of the owner's pool.
  func looksForNext(_ source: OwnerSource) -> Bool {
    switch source {
    case .nextInPool: true
    case .table(let table): tablesForNext.contains(table)
    default: false
    }
  }

  private func answersWithState(_ table: Ref<RoutingTable>) -> Bool {
    !SilentGuards.answers(of: [.table(table)], lifecycle).isEmpty
  }

  /// What tells leads apart for the promises that count time: about which of them they are, and where
  /// those enter.
  private static func promised(_ lifecycle: Lifecycle) -> [Guard] {
    let timed = lifecycle.promises.filter { promise in
      if case .calledWithin = promise.claim { true } else { false }
    }
    return timed.isEmpty ? [] : timed.map(\.when) + lifecycle.entries.map(\.when)
  }

  /// The instants that all calendars cover which clocks and promises ask.
  private static func time(_ machine: Machine, _ lifecycle: Lifecycle) -> Range<Int> {
    var calendars: Set<Ref<BusinessCalendar>> = []
    var hasMonths = false
    for clock in lifecycle.clocks {
      calendars.formUnion(clock.calendars(of: machine))
      for rung in clock.rungs { if case .months = rung.after { hasMonths = true } }
    }
    for case .calledWithin(let amount, let calendar) in lifecycle.promises.map(\.claim) {
      calendars.formUnion([calendar].compactMap { $0 })
      if case .months = amount { hasMonths = true }
    }
    let day = machine.effective.flatMap { CivilDate($0) } ?? CivilDate(days: 20_454)
    let effective = machine.zones[machine.zone].start(of: day)
    let spans = calendars.map { machine.calendars[$0].span }
    guard let low = spans.map(\.lowerBound).max(), let high = spans.map(\.upperBound).min(),
      low < high
    else {
      let years = hasMonths || !spans.isEmpty ? 2 * 366 * 86_400_000 : 1
      return effective..<effective + years
    }
    return (machine.effective != nil && effective < high ? max(low, effective) : low)..<high
  }
}

extension Outcome {
  /// All ways in which somebody is looked for, to have the lead or to hear of it.
  fileprivate var chains: [OwnerChain] {
    [owner ?? []]
      + actions.map { action in
        switch action {
        case .ask(let chain): chain
        case .remind(let source), .notify(let source): [source]
        case .set, .add, .send, .start, .stop: []
        }
      }
  }
}
