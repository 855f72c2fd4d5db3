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
  private(set) var values: SilentValues
  private var places: [SilentNode: Int] = [:]
  /// The groups of nodes that can all reach one another, each before those that lead to it.
  private(set) var groups: [[Int]] = []
  /// Whether a lead may get from the node to a place where nothing will ever happen.
  private(set) var canStop: [Bool] = []

  var lifecycle: Lifecycle { walk.lifecycle }

  /// From so many nodes on, or so many for each state, leads that enter a state are told apart no more.
  private static let mostNodes = (all: 2000, ofState: 8)

  /// - Parameters:
  ///   - dues: what has been worked out already for the same calendars.
  init(
    _ model: SilentModel, asking question: SilentWalk.Question = .times,
    sharing dues: DueTable? = nil
  ) {
    walk = SilentWalk(model, asking: question, sharing: dues)
    values = SilentValues([], until: model.last, never: walk.dues.algebra.never)
    for state in model.lifecycle.states.refs { addOrigins(state) }
    let mostNodes = max(Self.mostNodes.all, lifecycle.states.count * Self.mostNodes.ofState)
    var next = 0
    while next < nodes.count {
      let found = walk.runs(from: nodes[next]).map { lead in
        guard case .node(let node) = lead.end else { return SilentRun(lead, next: nil) }
        if nodes.count >= mostNodes, places[node] == nil, node.box != walk.model.space.everything {
          let (lead, node) = walk.untold(lead, in: node)
          return SilentRun(lead, next: add(node))
        }
        return SilentRun(lead, next: add(node))
      }
      runs.append(found)
      runsByEntry.append(
        Dictionary(grouping: found.filter { $0.entry != nil }) { $0.entry ?? $0.first })
      next += 1
    }
    groups = components(count: nodes.count) { place in successors(of: place) }
    if question == .times { evaluate() }
  }

  @discardableResult
  private mutating func add(_ node: SilentNode) -> Int {
    if let place = places[node] { return place }
    places[node] = nodes.count
    nodes.append(node)
    return nodes.count - 1
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
    func add(_ holder: Holder, _ arrival: SilentNode.Arrival) {
      for previous in walk.model.origins(of: ref) + [nil] {
        self.add(
          SilentNode(
            state: ref, box: box, holder: holder, previous: previous, asked: asked,
            arrival: arrival))
      }
    }
    if walk.model.isAnonymous { return add(.owner([]), .named) }
    for holder in others { add(holder, .named) }
    for (owner, ways) in walk.model.brought(into: ref)
    where ways.count > 1 || !ways.allSatisfy(sources.contains) {
      add(.somebody(ways), .brought(owner))
    }
  }

  /// The runs of a node, or those of a class of leads that was told apart on entry.
  func runs(of place: Int, _ entry: LeadBox?) -> [SilentRun] {
    entry.map { runsByEntry[place][$0] ?? [] } ?? runs[place]
  }

  func successors(of place: Int) -> [Int] { runs[place].compactMap(\.next) }

  // MARK: Values

  private mutating func evaluate() {
    values = SilentValues(runs, until: walk.model.last, never: walk.dues.algebra.never)
    if let delays = delays() {
      values.take(waits: delays, from: walk.model.span.lowerBound)
    } else {
      values.compose(groups.filter { !nodes[$0[0]].isOrigin })
    }
    canStop = Array(repeating: false, count: nodes.count)
    for group in groups {
      let stops = group.contains { place in
        runs[place].contains { run in
          if case .noClock = run.end { true } else { run.next.map { canStop[$0] } ?? false }
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
    for goal in 0..<SilentValues.goals {
      var graph = DelayGraph(placeCount: nodes.count + 2)
      for found in runs {
        graph.addPlace(
          found.map { run -> (target: Int, delay: Int) in
            if let delay = run.hits[goal]?.delay { return (goalPlace, delay) }
            let delay = run.now.delay ?? 0
            if let next = run.next { return (next, delay) }
            return run.isRest ? (goalPlace, delay) : (endlessPlace, 0)
          })
      }
      graph.addPlace([])
      graph.addPlace([])
      result.append(graph.longestDelays(toGoals: [goalPlace]))
    }
    return result
  }

  /// When a class of leads that has just come to an origin reaches a goal.
  func value(_ goal: Int, _ place: Int, of entry: LeadBox) -> DueFunction {
    values.value(goal, of: runs(of: place, entry)) ?? walk.dues.algebra.never
  }

  /// When a run reaches a goal.
  func contribution(of run: SilentRun, _ goal: Int) -> DueFunction {
    if let hit = run.hits[goal] { return hit }
    let algebra = walk.dues.algebra
    guard let next = run.next else { return run.isRest ? run.now : algebra.never }
    let value = values.latest[next][goal]
    return algebra.composed(run.isLate ? algebra.envelope(value) : value, after: run.now)
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
    let brought = nodes[place].brought
    var record = walk.model.space.example(first, in: lifecycle)
    func silence(
      _ bound: Silence.Bound, _ story: [SilentStep], isExact: Bool
    ) -> Silence {
      Silence(
        bound: bound, isExact: isExact, start: start, story: story, record: record,
        brought: brought)
    }
    while true {
      let wanted = entry == nil ? values.latest[place][goal].value(at: instant) : end
      visited[place] = story.count
      guard let run = worst(place, goal, at: instant, wanted, entry) else { break }
      entry = nil
      for (field, mask) in run.first.masks.enumerated() {
        first.masks[field] &= written[field].map { SilentLead.origins(of: mask, $0) } ?? mask
      }
      for (field, image) in run.written {
        written[field] = (written[field] ?? Array(image.indices)).map { image[$0] }
      }
      record = walk.model.space.example(first, in: lifecycle)
      isExact = isExact && run.isExact && !values.unsettled.contains(place)
      let hit = run.hits[goal]?.value(at: instant)
      for step in run.steps {
        var copy = step.step
        copy.at = step.at.value(at: instant)
        story.append(copy)
        if let hit, copy.at >= hit { break }
      }
      if hit != nil {
        return silence(
          .within(wanted - start), story.filter { $0.at <= wanted }, isExact: isExact)
      }
      func endless(_ reason: Endless) -> Silence {
        silence(.never(reason), story, isExact: isExact)
      }
      switch run.end {
      case .rest, .known, nil: return silence(.within(wanted - start), story, isExact: isExact)
      case .noClock: return endless(.noClock(run.state))
      case .farAway(let field): return endless(.farAway(run.state, field))
      case .unknown: return endless(.unknown(run.state))
      case .cycle(let clocks):
        return endless(.cycle(SilentCycle(states: [run.state], clocks: clocks)))
      case .node:
        guard let next = run.next else { return endless(.unknown(run.state)) }
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
    return silence(.never(.unknown(nodes[place].state)), story, isExact: false)
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
    guard let next = run.next else {
      return run.isRest ? run.now.value(at: instant) : DueFunction.never
    }
    let value = values.latest[next][goal]
    return (run.isLate ? value.envelope : value).value(at: run.now.value(at: instant))
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
