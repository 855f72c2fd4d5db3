import RoeMachine

/// Where the leads of one lifecycle can go, with every condition taken as possible.
///
/// It is exact on the graph of states: what it calls unreachable no lead reaches, whatever its
/// fields.
struct Journey: Sendable {
  /// One way from a state to a state.
  struct Step: Sendable {
    let from: Ref<State>
    let to: Ref<State>
    let cause: Cause
  }

  enum Cause: Hashable, Sendable {
    case move(Ref<Move>)
    case rung(Int, of: Ref<Clock>)
    /// The table that is asked for an owner answers with a state.
    case table(Ref<RoutingTable>)
    /// A rule fails the lead.
    case lost
  }

  let lifecycle: Lifecycle
  let steps: [Step]
  /// The ways on which every lead is lost, since nobody can be found who would own it.
  let failing: [Step]
  /// The clocks that may run in each state.
  let running: RunningClocks
  /// The offsets of the steps that leave each state.
  let leaving: [[Int]]
  /// The offsets of the steps that lead into each state.
  let entering: [[Int]]
  let isReachable: [Bool]
  /// Whether a closed state can be reached from each state, other than by a rule's failure.
  let canEnd: [Bool]
  /// States in whose text something is wrong already, so that more may be missing than is seen.
  let isBroken: [Bool]
  /// The states that the lints look at.
  private(set) var states: [Ref<State>] = []
  /// Those of them in which each clock starts, and in which it may run.
  private var statesByClock: [(arming: [Ref<State>], running: [Ref<State>])] = []
  /// Every place at which somebody is looked for, in states that leads get to.
  private(set) var assignments: [Assignment] = []
  /// The different answers of each table, in the order of its rows.
  private let answersOfTables: [[RoutingTable.Route]]
  /// The moves that may be made in each state, in the order in which they are tried.
  private var movesByState: [[Ref<Move>]]
  /// The step by which a lead first gets into each state, counted from its capture.
  private let arrival: [Int?]

  /// All sets are of rule ids: states in whose text something is wrong, those of them that may
  /// lead anywhere, and states that a rule leads to which could not be understood otherwise.
  init(
    of lifecycle: Lifecycle, broken: Set<String> = [], opaque: Set<String> = [],
    alsoEntered: Set<String> = []
  ) {
    self.lifecycle = lifecycle
    let states = lifecycle.states
    let rules = states.map { RuleID.state(lifecycle.id, $0.id) }
    isBroken = rules.map(broken.contains)
    answersOfTables = lifecycle.tables.map { table in
      var seen: Set<RoutingTable.Route> = []
      return table.routes.filter { seen.insert($0).inserted }
    }
    let (steps, failing, running) = Self.steps(of: lifecycle, answersOfTables)
    var leaving = Array(repeating: [Int](), count: states.count)
    var entering = leaving
    for (offset, step) in steps.enumerated() {
      leaving[Int(step.from.offset)].append(offset)
      entering[Int(step.to.offset)].append(offset)
    }
    movesByState = Array(repeating: [], count: states.count)
    for move in lifecycle.moves.refs {
      for state in lifecycle.moves[move].from { movesByState[Int(state.offset)].append(move) }
    }
    self.steps = steps
    self.failing = failing
    self.running = running
    self.leaving = leaving
    self.entering = entering

    // Every lead can be lost; an unclear lost and found must not hide what no lead gets to.
    let isOpaque = states.indices.map {
      opaque.contains(rules[$0]) && states[$0].kind != .closed && states[$0].kind != .lostAndFound
    }
    (isReachable, arrival) = Self.forward(
      from: lifecycle.entries.map { Int($0.state.offset) },
      orElse: states.indices.filter { alsoEntered.contains(rules[$0]) },
      steps, leaving, everywhere: lifecycle.entries.isEmpty, isOpaque)
    let broken = isBroken
    let ends = states.indices.filter { states[$0].kind == .closed || broken[$0] }
    canEnd = Self.backward(from: ends, steps, entering)
    self.states = states.refs.filter { looksAt($0) }
    statesByClock = Array(repeating: ([], []), count: lifecycle.clocks.count)
    for state in self.states {
      for clock in states[state].clocks { statesByClock[Int(clock.offset)].arming.append(state) }
      for clock in running.clocks[Int(state.offset)] {
        statesByClock[Int(clock.offset)].running.append(state)
      }
    }
    var starting: [Ref<Clock>: Set<Ref<State>>] = [:]
    for move in lifecycle.moves where move.from.contains(where: looksAt) {
      for clock in move.outcome.started { starting[clock, default: []].formUnion(move.from) }
    }
    for clock in lifecycle.clocks.refs {
      let (arming, running) = statesByClock[Int(clock.offset)]
      if running.count == arming.count { continue }
      let starting = (starting[clock] ?? []).union(arming)
      statesByClock[Int(clock.offset)].running =
        running.filter(starting.contains) + running.filter { !starting.contains($0) }
    }
    assignments = everyAssignment()
  }

  /// The states that the lints look at in which a clock runs.
  func states(arming clock: Ref<Clock>) -> [Ref<State>] { statesByClock[Int(clock.offset)].arming }

  /// The states that the lints look at in which a clock may run: first those in which it starts.
  func states(running clock: Ref<Clock>) -> [Ref<State>] {
    statesByClock[Int(clock.offset)].running
  }

  /// All that a table may answer, in the order of its rows.
  func answers(of table: Ref<RoutingTable>) -> [RoutingTable.Route] {
    answersOfTables[Int(table.offset)]
  }

  /// The tables that a chain asks, and those that these ask, the last of the chain first.
  func tables(askedBy chain: OwnerChain) -> [Ref<RoutingTable>] {
    var found: [Ref<RoutingTable>] = []
    var open = chain
    while let source = open.popLast() {
      guard case .table(let ref) = source, !found.contains(ref) else { continue }
      found.append(ref)
      for case .owner(let inner) in answers(of: ref) { open += inner }
    }
    return found
  }

  /// The moves that may be made in a state, in the order in which they are tried.
  func moves(in state: Ref<State>) -> [Ref<Move>] { movesByState[Int(state.offset)] }

  /// Those of them that are tried before one of them, by what makes it happen.
  func moves(triedBefore ref: Ref<Move>, in state: Ref<State>) -> [Move] {
    moves(in: state).prefix { $0 < ref }.map { lifecycle.moves[$0] }.filter {
      $0.trigger == lifecycle.moves[ref].trigger
    }
  }

  /// Some states with lost and found last: a lead that the rules have failed shows less of what they
  /// do.
  func nearestFirst(_ states: [Ref<State>]) -> [Ref<State>] {
    let lost = lifecycle.lostAndFound
    return states.filter { $0 != lost } + states.filter { $0 == lost }
  }

  func steps(from state: Ref<State>) -> [Step] { leaving[Int(state.offset)].map { steps[$0] } }
  func steps(into state: Ref<State>) -> [Step] { entering[Int(state.offset)].map { steps[$0] } }

  /// Whether all is known that leads anywhere.
  var isCertain: Bool { !lifecycle.entries.isEmpty && !isBroken.contains(true) }

  /// Whether the lints look at a state: leads get there, and its text is sound.
  func looksAt(_ state: Ref<State>) -> Bool {
    isReachable[Int(state.offset)] && !isBroken[Int(state.offset)]
  }

  /// How a lead gets into a state, as a sentence such as `A lead gets there like this: captured → new
  /// → limbo.`; nothing when that is not known.
  func way(into state: Ref<State>) -> [String] {
    var way = [state]
    var place = state
    while let step = arrival[Int(place.offset)], way.count <= lifecycle.states.count {
      place = steps[step].from
      way.append(place)
    }
    guard lifecycle.entries.contains(where: { $0.state == place }) else { return [] }
    return [words(of: way.reversed())]
  }

  /// A way from where a lead is captured, as a sentence.
  func words(of way: [Ref<State>]) -> String {
    var names = way.map { lifecycle.states[$0].id }
    if names.first != "captured" { names.insert("captured", at: 0) }
    return "A lead gets there like this: \(names.joined(separator: " → "))."
  }

  /// The states that leads get to, and the step by which they first do.
  private static func forward(
    from starts: [Int], orElse further: [Int], _ steps: [Step], _ leaving: [[Int]],
    everywhere: Bool, _ opaque: [Bool]
  ) -> ([Bool], [Int?]) {
    var seen = Array(repeating: false, count: leaving.count)
    var arrival = Array(repeating: Int?.none, count: leaving.count)
    var isEverywhere = everywhere
    for sources in [starts, further] {
      var waiting = sources.filter { !seen[$0] }
      for source in waiting { seen[source] = true }
      var next = 0
      while next < waiting.count {
        let place = waiting[next]
        next += 1
        if opaque[place] { isEverywhere = true }
        for offset in leaving[place] {
          let target = Int(steps[offset].to.offset)
          if seen[target] { continue }
          seen[target] = true
          arrival[target] = offset
          waiting.append(target)
        }
      }
    }
    return (isEverywhere ? Array(repeating: true, count: leaving.count) : seen, arrival)
  }

  private static func backward(
    from ends: [Int], _ steps: [Step], _ entering: [[Int]]
  ) -> [Bool] {
    var seen = Array(repeating: false, count: entering.count)
    for end in ends { seen[end] = true }
    var waiting = ends
    while let place = waiting.popLast() {
      for offset in entering[place] {
        if case .lost = steps[offset].cause { continue }
        let source = Int(steps[offset].from.offset)
        if seen[source] { continue }
        seen[source] = true
        waiting.append(source)
      }
    }
    return seen
  }
}
