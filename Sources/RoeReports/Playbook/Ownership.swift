import RoeMachine

/// Who can own the leads of one lifecycle in each state, and how they come to own them.
struct Ownership {
  /// One way in which somebody comes to own a lead.
  struct Way: Hashable {
    enum Cause: Hashable {
      /// The state's own owner.
      case state
      /// The lead was theirs before and stays so.
      case kept
      /// They stand in for the owner, who is away.
      case cover
      /// The offset of a move that names its own owner.
      case move(Int)
      /// A step of a clock, counted from 0, that names its own owner, in the state given.
      case rung(Ref<Clock>, Int, in: Ref<State>)
    }
    var hat: Hat
    var state: Ref<State>
    var cause: Cause
    /// The first choice, not somebody who stands in when others are away.
    var isFirstChoice: Bool
  }

  /// In the order of the journey.
  private(set) var ways: [Way] = []
  private var known: Set<Way> = []
  private var owners: [Set<Hat>]
  /// Those whose job the state is, not those who come in when others fail.
  private var regulars: [Set<Hat>]
  /// Those to whom a pool may have given the leads that they own: another one of it can be next.
  private var poolMembers: [Set<Hat>]
  private let prose: Prose
  /// Those who can be asked to accept: by each move, by each clock, and all of them.
  private let askedByMove: [Set<Hat>]
  private let askedByClock: [Set<Hat>]
  private let asked: Set<Hat>
  private let tables: [Set<Hat>]
  /// Those whom the rows of each table name themselves.
  let named: [Set<Hat>]

  init(of prose: Prose) {
    self.prose = prose
    let lifecycle = prose.lifecycle
    owners = lifecycle.states.map { _ in [] }
    regulars = owners
    poolMembers = owners
    named = lifecycle.tables.refs.map { table in
      let sources = prose.outcomes(of: table).compactMap(\.first)
      return sources.reduce(into: []) { $0.formUnion(prose.hats(of: $1, byRole: true)) }
    }
    let tables = Self.tables(of: prose, named)
    self.tables = tables
    askedByMove = lifecycle.moves.map { Self.asked(by: $0.outcome, prose, tables) }
    askedByClock = lifecycle.clocks.map { clock in
      clock.rungs.reduce(into: []) { $0.formUnion(Self.asked(by: $1.outcome, prose, tables)) }
    }
    asked = (askedByMove + askedByClock).reduce(into: []) { $0.formUnion($1) }
    // Owners that stay with their leads follow them from state to state, until nothing is new.
    var size = -1
    while size != self.size {
      size = self.size
      for ref in prose.journey { follow(ref) }
    }
    let rank = Dictionary(
      prose.journey.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    ways = ways.enumerated().sorted { a, b in
      (rank[a.element.state] ?? 0, a.offset) < (rank[b.element.state] ?? 0, b.offset)
    }.map(\.element)
  }

  func regulars(in state: Ref<State>) -> Set<Hat> { regulars[Int(state.offset)] }

  /// Those who can have been asked when a lead is in a state: by the handoff that waits there.
  private func asked(in state: Ref<State>?) -> Set<Hat> {
    let id = state.map { prose.lifecycle.states[$0].id }
    let waiting = prose.handoffs.filter { $0.pending != nil && $0.pending == id }
    return waiting.isEmpty ? asked : waiting.reduce(into: []) { $0.formUnion(asked(by: $1)) }
  }

  /// Those whom a handoff can ask to accept.
  func asked(by handoff: HandoffText) -> Set<Hat> {
    var hats: Set<Hat> = []
    for (move, asked) in zip(prose.lifecycle.moves, askedByMove) where move.id == handoff.move {
      hats.formUnion(asked)
    }
    for (clock, asked) in zip(prose.lifecycle.clocks, askedByClock)
    where clock.id == handoff.silence {
      hats.formUnion(asked)
    }
    return hats
  }

  /// The first choices of every row of every table; those of tables that ask tables, too.
  private static func tables(of prose: Prose, _ named: [Set<Hat>]) -> [Set<Hat>] {
    let tables = prose.lifecycle.tables
    var hats = named
    var inner: [Set<Int>] = tables.map { _ in [] }
    for (place, table) in tables.refs.enumerated() {
      for case .table(let ref)? in prose.outcomes(of: table).map(\.first) {
        inner[place].insert(Int(ref.offset))
      }
    }
    for _ in tables {
      for place in tables.indices {
        for other in inner[place].sorted() { hats[place].formUnion(hats[other]) }
      }
    }
    return hats
  }

  private static func asked(
    by outcome: Outcome, _ prose: Prose, _ tables: [Set<Hat>]
  ) -> Set<Hat> {
    var hats: Set<Hat> = []
    for case .ask(let chain) in outcome.actions {
      for source in chain {
        if case .table(let table) = source { hats.formUnion(tables[Int(table.offset)]) }
        hats.formUnion(prose.hats(of: source))
      }
    }
    return hats
  }

  private var size: Int { ways.count + (regulars + poolMembers).reduce(0) { $0 + $1.count } }

  private mutating func follow(_ ref: Ref<State>) {
    let lifecycle = prose.lifecycle
    if lifecycle.entries.contains(where: { $0.state == ref }) || lifecycle.lostAndFound == ref {
      enter(ref, lifecycle.states[ref].owner, from: nil, cause: .state)
    }
    for offset in prose.offsetsOfMoves(from: ref) {
      let move = lifecycle.moves[offset]
      carryOut(move.outcome, in: ref, cause: .move(offset), by: prose.hatsActing(in: move))
    }
    for clock in Set(lifecycle.states[ref].clocks + lifecycle.states[ref].carries).sorted() {
      for (offset, rung) in lifecycle.clocks[clock].rungs.enumerated() {
        carryOut(rung.outcome, in: ref, cause: .rung(clock, offset, in: ref), by: [])
      }
    }
    for case .table(let table) in lifecycle.states[ref].owner {
      let table = lifecycle.tables[table]
      let targets = Set(
        table.routes.compactMap { route in
          if case .state(let target) = route { target } else { nil }
        })
      for target in targets.sorted() {
        enter(target, lifecycle.states[target].owner, from: ref, cause: .state)
      }
    }
  }

  private mutating func carryOut(
    _ outcome: Outcome, in state: Ref<State>, cause: Way.Cause, by actors: Set<Hat>
  ) {
    switch (outcome.to, outcome.owner) {
    case (.state(let target)?, let chain?):
      enter(target, chain, from: state, cause: cause, by: actors)
    case (.state(let target)?, nil):
      let chain = prose.lifecycle.states[target].owner
      enter(target, chain, from: state, cause: .state, by: actors)
    case (nil, let chain?): enter(state, chain, from: state, cause: cause, by: actors)
    case (.previous?, _), (nil, nil): break
    }
  }

  private mutating func enter(
    _ state: Ref<State>, _ chain: OwnerChain, from origin: Ref<State>?, cause: Way.Cause,
    by actors: Set<Hat> = []
  ) {
    let before = origin.map { owners[Int($0.offset)] } ?? []
    let regular = origin.map { regulars[Int($0.offset)] } ?? []
    let members = origin.map { poolMembers[Int($0.offset)] } ?? []
    // A table may leave the answer to the next source.
    var isFirst = true
    for source in chain.isEmpty ? [.keep] : chain {
      defer { isFirst = isFirst && leavesOpen(source) }
      switch source {
      case .keep, .previous:
        add(before, state, .kept, isFirst)
        if isFirst { regulars[Int(state.offset)].formUnion(regular) }
        if source == .keep { addPoolMembers(members, state) }
      case .actor: add(actors, state, cause, isFirst)
      case .asked: add(asked(in: origin), state, cause, isFirst)
      case .managerOfOwner: add([.manager], state, cause, isFirst)
      case .table(let table):
        add(tables[Int(table.offset)], state, cause, isFirst)
        addPoolMembers(tables[Int(table.offset)], state)
      case .backupOfOwner, .coverOfOwner: add(regular, state, .cover, false)
      case .nextInPool:
        add(members, state, cause, isFirst)
        addPoolMembers(members, state)
      case .pool(let pool):
        add(prose.hats(of: source), state, cause, isFirst)
        addPoolMembers(prose.hats(of: source), state)
        if let steward = prose.machine.pools[pool].steward {
          add([.person(prose.machine.people[steward].id)], state, cause, false)
        }
      default: add(prose.hats(of: source), state, cause, isFirst)
      }
    }
  }

  private mutating func addPoolMembers(_ hats: Set<Hat>, _ state: Ref<State>) {
    poolMembers[Int(state.offset)].formUnion(hats.filter(\.isShared))
  }

  private func leavesOpen(_ source: OwnerSource) -> Bool {
    guard case .table(let ref) = source else { return false }
    let table = prose.lifecycle.tables[ref]
    return table.otherwise == .next || table.rows.contains { $0.outcome == .next }
  }

  private mutating func add(
    _ hats: Set<Hat>, _ state: Ref<State>, _ cause: Way.Cause, _ isFirst: Bool
  ) {
    owners[Int(state.offset)].formUnion(hats)
    switch cause {
    case .state, .move: if isFirst { regulars[Int(state.offset)].formUnion(hats) }
    case .kept, .cover, .rung: break
    }
    for hat in hats.sorted(by: prose.names.precedes) {
      let way = Way(hat: hat, state: state, cause: cause, isFirstChoice: isFirst)
      if known.insert(way).inserted { ways.append(way) }
    }
  }
}
