import RoeLogic
import RoeMachine

/// Which leads follow which in silence, and when each end of silence is reached at the latest, as a
/// function of the instant at which a lead enters.
struct SilentGraph {
  var walk: SilentWalk
  private(set) var nodes: [SilentNode] = []
  private(set) var runs: [[SilentRun]] = []
  /// The runs of each node by the class of leads that was told apart on entry.
  private var runsByEntry: [[LeadBox: [SilentRun]]] = []
  /// For each node and goal the latest instant at which it is reached.
  private(set) var values: [[DueFunction]] = []
  private(set) var places: [SilentNode: Int] = [:]
  /// The groups of nodes that can all reach one another, each before those that lead to it.
  private(set) var groups: [[Int]] = []
  /// Nodes whose values still changed when they were taken for never.
  private var unsettled: Set<Int> = []
  /// Whether a lead may get from the node to a place where nothing will ever happen.
  private(set) var canStop: [Bool] = []

  /// How often a group is gone round until what still changes is taken for never.
  private static let mostRounds = 64

  var lifecycle: Lifecycle { walk.lifecycle }

  init(_ model: SilentModel) {
    walk = SilentWalk(model)
    for state in model.lifecycle.states.refs { addOrigins(state) }
    var next = 0
    while next < nodes.count {
      let found = walk.runs(from: nodes[next]).map(SilentRun.init)
      runs.append(found)
      runsByEntry.append(
        Dictionary(grouping: found.filter { $0.entry != nil }) { $0.entry ?? $0.first })
      for case .node(let node)? in found.map(\.end) { add(node) }
      next += 1
    }
    groups = components(count: nodes.count) { place in successors(of: place) }
    evaluate()
  }

  private mutating func add(_ node: SilentNode) {
    if places[node] != nil { return }
    places[node] = nodes.count
    nodes.append(node)
  }

  /// Every class of leads, however it came into the state.
  private mutating func addOrigins(_ ref: Ref<State>) {
    let state = lifecycle.states[ref]
    if state.kind == .closed { return }
    let asked = state.kind == .pending ? 1 : 0
    let box = walk.model.space.everything
    var sources: [OwnerSource] = []
    var others: [Holder] = []
    if state.owner.isEmpty {
      others.append(.owner([]))
      if walk.model.entryStates.contains(ref) { others.append(.unowned) }
    } else {
      let lead = SilentLead(
        state: ref, box: box, first: box, holder: .owner([]), asked: asked, domain: .all,
        now: DueFunction(from: 0), entered: DueFunction(from: 0))
      for answer in walk.answers(state.owner, lead) {
        switch answer {
        case .person(let source):
          let holder = walk.model.holder(.owner([source]), in: ref)
          if holder == .owner([source]) { sources.append(source) } else { others.append(holder) }
        case .nobody: others.append(.nobody)
        case .unchanged, .none: others.append(.owner([]))
        case .state: break
        }
      }
    }
    // Which of them owns the lead is told apart only where that makes a difference.
    if !sources.isEmpty { others.insert(.owner(sources), at: 0) }
    for holder in walk.model.isAnonymous ? [.owner([])] : others {
      add(
        SilentNode(
          state: ref, box: box, holder: holder, previous: nil, asked: asked, isOrigin: true))
    }
  }

  /// The runs of a node, or those of a class of leads that was told apart on entry.
  func runs(of place: Int, _ entry: LeadBox?) -> [SilentRun] {
    entry.map { runsByEntry[place][$0] ?? [] } ?? runs[place]
  }

  func successors(of place: Int) -> [Int] {
    runs[place].compactMap { run in
      if case .node(let node) = run.end { places[node] } else { nil }
    }
  }

  // MARK: Values

  private mutating func evaluate() {
    let never = walk.dues.algebra.never
    values = Array(
      repeating: Array(repeating: never, count: SilenceGoal.allCases.count + 1), count: nodes.count)
    canStop = Array(repeating: false, count: nodes.count)
    if let delays = delays() {
      for (goal, waits) in delays.enumerated() {
        for (place, wait) in waits.prefix(nodes.count).enumerated()
        where wait < DueFunction.never {
          values[place][goal] = DueFunction(from: walk.model.start, after: wait)
        }
      }
    } else {
      compose()
    }
    for group in groups {
      let stops = group.contains { place in
        runs[place].contains { run in
          switch run.end {
          case .noClock: true
          case .node(let node): places[node].map { canStop[$0] } ?? false
          default: false
          }
        }
      }
      for place in group { canStop[place] = stops }
    }
  }

  /// The longest delays, by goal and node, when all clocks count on the wall; nil otherwise.
  private func delays() -> [[Int]]? {
    for run in runs.joined() {
      let instants = [
        run.now, run.hits.called, run.hits.escalated, run.hits.rested, run.hits.owned,
      ]
      guard run.domain == .all, instants.allSatisfy({ $0?.delay != nil || $0 == nil }) else {
        return nil
      }
    }
    let (goalPlace, endlessPlace) = (nodes.count, nodes.count + 1)
    var result: [[Int]] = []
    for goal in 0...SilenceGoal.allCases.count {
      var graph = DelayGraph(placeCount: nodes.count + 2)
      for found in runs {
        graph.addPlace(
          found.map { run -> (target: Int, delay: Int) in
            if let delay = run.hits[goal]?.delay { return (goalPlace, delay) }
            let delay = run.now.delay ?? 0
            switch run.end {
            case .rest: return (goalPlace, delay)
            case .node(let node):
              return places[node].map { ($0, delay) } ?? (endlessPlace, 0)
            case .noClock, .cycle, .farAway, .unknown, nil: return (endlessPlace, 0)
            }
          })
      }
      graph.addPlace([])
      graph.addPlace([])
      result.append(graph.longestDelays(toGoals: [goalPlace]))
    }
    return result
  }

  /// The values of all nodes, by composing functions.
  private mutating func compose() {
    let never = walk.dues.algebra.never
    // Nothing leads to an origin, and each of its classes is asked about by itself.
    for group in groups where !nodes[group[0]].isOrigin {
      let members = Set(group)
      for goal in 0...SilenceGoal.allCases.count {
        // What does not depend on the group is worked out once.
        var open: [(place: Int, runs: [SilentRun], latest: DueFunction?)] = []
        for place in group {
          func isLater(_ run: SilentRun) -> Bool {
            guard run.hits[goal] == nil, case .node(let node) = run.end, let next = places[node]
            else { return false }
            return members.contains(next)
          }
          let later = runs[place].filter(isLater)
          let latest = latest(runs[place].filter { !isLater($0) }, goal)
          if later.isEmpty {
            values[place][goal] = latest ?? never
          } else {
            open.append((place, later, latest))
          }
        }
        // From above: what is not never after so many rounds is a bound, whatever way they go.
        for round in 0..<(open.isEmpty ? 0 : Self.mostRounds) {
          var hasChanged = false
          for (place, runs, latest) in open {
            let next = self.latest(runs, goal)
            let value = latest.map { latest in next.map { .latest(latest, $0) } ?? latest } ?? next
            if let value, value != values[place][goal] {
              values[place][goal] = value
              hasChanged = true
            }
          }
          if !hasChanged { break }
          if round + 1 == Self.mostRounds { unsettled.formUnion(group) }
        }
      }
    }
  }

  /// When a class of leads that has just come to an origin reaches a goal.
  func value(_ goal: Int, _ place: Int, of entry: LeadBox) -> DueFunction {
    latest(runs(of: place, entry), goal) ?? walk.dues.algebra.never
  }

  /// When the last of some runs reaches a goal; nil when there are none.
  private func latest(_ runs: [SilentRun], _ goal: Int) -> DueFunction? {
    // Most runs of a place reach a goal in the same way as another one.
    var places: [ObjectIdentifier: Int] = [:]
    var parts: [(value: DueFunction, domain: InstantSet)] = []
    for run in runs {
      let value = contribution(of: run, goal)
      if let place = places[value.identity] {
        parts[place].domain = parts[place].domain.union(run.domain)
      } else {
        places[value.identity] = parts.count
        parts.append((value, run.domain))
      }
    }
    guard let first = parts.first else { return nil }
    return parts.dropFirst().reduce(first.value.restricted(to: first.domain)) { latest, part in
      .latest(latest, part.value.restricted(to: part.domain))
    }
  }

  /// When a run reaches a goal.
  func contribution(of run: SilentRun, _ goal: Int) -> DueFunction {
    if let hit = run.hits[goal] { return hit }
    switch run.end {
    case .rest: return run.now
    case .node(let node):
      guard let place = places[node] else { break }
      let next = values[place][goal]
      let algebra = walk.dues.algebra
      return algebra.composed(run.isLate ? algebra.envelope(next) : next, after: run.now)
    case .noClock, .cycle, .farAway, .unknown, nil: break
    }
    return walk.dues.algebra.never
  }

  // MARK: Stories

  /// The run from a node at an instant in which a goal is reached last.
  func story(
    of place: Int, _ goal: Int, at start: Int, until end: Int, entry: LeadBox
  ) -> Silence {
    var story: [SilentStep] = []
    var first = entry
    var written: [Int: [Int]] = [:]
    var entry: LeadBox? = entry
    var isExact = true
    var place = place
    var instant = start
    var visited: [Int: Int] = [:]
    while true {
      let wanted = entry == nil ? values[place][goal].value(at: instant) : end
      visited[place] = story.count
      guard let run = worst(place, goal, at: instant, wanted, entry) else { break }
      entry = nil
      for (field, mask) in run.first.masks.enumerated() {
        first.masks[field] &= written[field].map { SilentLead.origins(of: mask, $0) } ?? mask
      }
      for (field, image) in run.written {
        written[field] = (written[field] ?? Array(image.indices)).map { image[$0] }
      }
      let record = walk.model.space.example(first, in: lifecycle)
      isExact = isExact && run.isExact && !unsettled.contains(place)
      let hit = run.hits[goal]?.value(at: instant)
      for step in run.steps {
        var copy = step.step
        copy.at = step.at.value(at: instant)
        story.append(copy)
        if let hit, copy.at >= hit { break }
      }
      if hit != nil {
        return Silence(
          bound: .within(wanted - start), isExact: isExact, start: start,
          story: story.filter { $0.at <= wanted }, record: record)
      }
      func endless(_ reason: Endless) -> Silence {
        Silence(bound: .never(reason), isExact: isExact, start: start, story: story, record: record)
      }
      switch run.end {
      case .rest, nil:
        return Silence(
          bound: .within(wanted - start), isExact: isExact, start: start, story: story,
          record: record)
      case .noClock: return endless(.noClock(run.state))
      case .farAway(let field): return endless(.farAway(run.state, field))
      case .unknown: return endless(.unknown(run.state))
      case .cycle(let clocks):
        return endless(.cycle(SilentCycle(states: [run.state], clocks: clocks)))
      case .node(let node):
        guard let next = places[node] else { return endless(.unknown(run.state)) }
        isExact = isExact && !run.isLate
        let now = run.now.value(at: instant)
        if wanted >= DueFunction.never, let from = visited[next] {
          return endless(.cycle(cycle(story[from...])))
        }
        place = next
        instant = now
      }
      if story.count > 10_000 { break }
    }
    return Silence(
      bound: .never(.unknown(nodes[place].state)), isExact: false, start: start, story: story,
      record: walk.model.space.example(first, in: lifecycle))
  }

  private func cycle(_ steps: ArraySlice<SilentStep>) -> SilentCycle {
    var states: [Ref<State>] = []
    var clocks: [Ref<Clock>] = []
    for step in steps {
      if !states.contains(step.state) { states.append(step.state) }
      if let clock = step.clock, !clocks.contains(clock) { clocks.append(clock) }
    }
    return SilentCycle(states: states, clocks: clocks)
  }

  private func worst(
    _ place: Int, _ goal: Int, at instant: Int, _ wanted: Int, _ entry: LeadBox?
  ) -> SilentRun? {
    var found: SilentRun?
    for run in runs(of: place, entry) where run.domain.contains(instant) {
      let value = run.hits[goal]?.value(at: instant) ?? reached(by: run, goal, at: instant)
      if value >= wanted, found == nil || (run.isExact && found?.isExact == false) { found = run }
    }
    return found
  }

  private func reached(by run: SilentRun, _ goal: Int, at instant: Int) -> Int {
    switch run.end {
    case .rest: return run.now.value(at: instant)
    case .node(let node):
      guard let place = places[node] else { return DueFunction.never }
      let next = values[place][goal]
      return (run.isLate ? next.envelope : next).value(at: run.now.value(at: instant))
    case .noClock, .cycle, .farAway, .unknown, nil: return DueFunction.never
    }
  }
}

extension SilentLead.Hits {
  /// By the number of a goal; the number after the goals means having an owner.
  subscript(goal: Int) -> DueFunction? {
    switch SilenceGoal(rawValue: goal) {
    case .called: called
    case .escalated: escalated
    case .rested: rested
    case nil: owned
    }
  }
}
