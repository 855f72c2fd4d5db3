import RoeMachine

/// The guards that matter when nobody acts, and what rules write meanwhile.
struct SilentGuards {
  private(set) var guards: [Guard] = []
  private(set) var sets: [(Ref<Field>, Value)] = []
  private(set) var counts: Set<Ref<Field>> = []

  init(_ lifecycle: Lifecycle, _ watches: [[Ref<Move>]], _ predecessors: [[Ref<State>]]) {
    var seen: Set<Ref<Move>> = []
    let origins = Set(predecessors.joined()).sorted()
    for clock in lifecycle.clocks {
      guards += Self.guards(of: clock, lifecycle)
      for rung in clock.rungs { collect(rung.outcome, lifecycle, origins) }
    }
    for ref in watches.joined() where seen.insert(ref).inserted {
      guards.append(Self.condition(of: lifecycle.moves[ref], lifecycle))
      collect(lifecycle.moves[ref].outcome, lifecycle, origins)
    }
  }

  /// - Parameter origins: the states from which leads come into another one.
  private mutating func collect(
    _ outcome: Outcome, _ lifecycle: Lifecycle, _ origins: [Ref<State>]
  ) {
    for action in outcome.actions {
      switch action {
      case .set(let field, let value): sets.append((field, value))
      case .add(let field, _): counts.insert(field)
      default: break
      }
    }
    let targets: [Ref<State>]
    switch outcome.to {
    case .state(let target): targets = [target]
    case .previous: targets = origins
    case nil: targets = []
    }
    for target in targets {
      guards += lifecycle.states[target].requires.map { .test($0, .isPresent) }
    }
  }

  private static func guards(of clock: Clock, _ lifecycle: Lifecycle) -> [Guard] {
    var guards = [clock.when]
    if case .field(let field) = clock.anchor { guards.append(.test(field, .isPresent)) }
    for field in [clock.notBefore, clock.notAfter].compactMap({ $0 }) {
      guards.append(.test(field, .isPresent))
    }
    if case .field(let field, let values, _) = clock.hours {
      guards += values.keys.sorted().map { .test(field, .compare(.equal, .text($0))) }
    }
    return guards
  }

  /// What must hold for a `watch` move: its condition, and the values that it needs.
  static func condition(of move: Move, _ lifecycle: Lifecycle) -> Guard {
    let required = move.requiredFields(in: lifecycle)
    return required.isEmpty ? move.when : .all([move.when] + required.map { .test($0, .isPresent) })
  }

  // MARK: What each state needs

  /// For each state, on which fields its future depends while nobody acts, and of which ways to
  /// find somebody it speaks.
  func needs(
    _ lifecycle: Lifecycle, _ watches: [[Ref<Move>]], _ predecessors: [[Ref<State>]],
    _ space: BoxSpace, _ sameOwner: [SharedOwners.Pair: SameOwner]
  ) -> ([[Bool]], [Set<OwnerSource>]) {
    var mentions = Array(repeating: Set<OwnerSource>(), count: lifecycle.states.count)
    var needs = Array(
      repeating: Array(repeating: false, count: space.fields.count), count: lifecycle.states.count)
    var next = Array(repeating: Set<Int>(), count: lifecycle.states.count)
    for ref in lifecycle.states.refs where lifecycle.states[ref].kind != .closed {
      let place = Int(ref.offset)
      let state = lifecycle.states[ref]
      func need(_ condition: Guard) {
        space.compile(condition, in: lifecycle).eachField { needs[place][$0] = true }
      }
      var open = state.clocks + state.carries
      var seen: Set<Ref<Clock>> = []
      func follow(_ outcome: Outcome) {
        for action in outcome.actions {
          switch action {
          case .start(let clock): open.append(clock)
          case .remind(let source), .notify(let source): mentions[place].insert(source)
          default: break
          }
        }
        func ask(_ chain: OwnerChain) {
          Self.mention(chain, lifecycle, &mentions[place])
          for state in Self.answers(of: chain, lifecycle) {
            next[place].insert(state)
            Self.mention(lifecycle.states[Ref(state)].owner, lifecycle, &mentions[place])
          }
        }
        ask(outcome.owner ?? [])
        switch outcome.to {
        case .state(let target):
          next[place].insert(Int(target.offset))
          ask(lifecycle.states[target].owner)
          for field in lifecycle.states[target].requires { need(.test(field, .isPresent)) }
        case .previous: next[place].formUnion(predecessors[place].map { Int($0.offset) })
        case nil: break
        }
      }
      for ref in watches[place] {
        need(Self.condition(of: lifecycle.moves[ref], lifecycle))
        follow(lifecycle.moves[ref].outcome)
      }
      while let ref = open.popLast() {
        if !seen.insert(ref).inserted { continue }
        for condition in Self.guards(of: lifecycle.clocks[ref], lifecycle) { need(condition) }
        for rung in lifecycle.clocks[ref].rungs { follow(rung.outcome) }
      }
      let named = mentions[place]
      for (pair, same) in sameOwner where !pair.sources.isDisjoint(with: named) {
        same.when.eachField { needs[place][$0] = true }
        mentions[place].formUnion(pair.sources)
      }
    }
    let own = (needs, mentions)
    for group in components(count: next.count, next: { next[$0].sorted() }) {
      var union = Array(repeating: false, count: space.fields.count)
      var named: Set<OwnerSource> = []
      func add(_ other: [Bool]) {
        for place in other.indices where other[place] { union[place] = true }
      }
      for place in group {
        add(needs[place])
        named.formUnion(mentions[place])
        for other in next[place] {
          // What comes after a rest does not matter to those who wait for it.
          let isRest = lifecycle.states[other].kind == .nurture
          add(isRest ? own.0[other] : needs[other])
          named.formUnion(isRest ? own.1[other] : mentions[other])
        }
      }
      for place in group {
        needs[place] = union
        mentions[place] = named
      }
    }
    return (needs, mentions)
  }

  /// The sources of a chain, with those to which its tables lead.
  static func mentioned(_ chain: OwnerChain, _ lifecycle: Lifecycle) -> Set<OwnerSource> {
    var mentions: Set<OwnerSource> = []
    mention(chain, lifecycle, &mentions)
    return mentions
  }

  private static func mention(
    _ chain: OwnerChain, _ lifecycle: Lifecycle, _ mentions: inout Set<OwnerSource>
  ) {
    var open = chain
    while let source = open.popLast() {
      guard mentions.insert(source).inserted, case .table(let ref) = source else { continue }
      let table = lifecycle.tables[ref]
      for case .owner(let chain) in table.routes { open += chain }
    }
  }

  /// The states with which the tables of a chain may answer.
  static func answers(of chain: OwnerChain, _ lifecycle: Lifecycle) -> Set<Int> {
    var found: Set<Int> = []
    var seen: Set<Ref<RoutingTable>> = []
    var open = chain
    while let source = open.popLast() {
      guard case .table(let ref) = source, seen.insert(ref).inserted else { continue }
      let table = lifecycle.tables[ref]
      for route in table.routes {
        switch route {
        case .owner(let chain): open += chain
        case .state(let state):
          if found.insert(Int(state.offset)).inserted { open += lifecycle.states[state].owner }
        case .next: break
        }
      }
    }
    return found
  }
}
