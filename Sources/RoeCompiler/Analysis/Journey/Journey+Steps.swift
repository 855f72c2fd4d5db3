import RoeMachine

extension Journey {
  /// Every way from a state to a state that the rules know, and those on which every lead is lost
  /// since nobody can be found who would own it.
  ///
  /// - Parameter answers: of each table.
  static func steps(
    of lifecycle: Lifecycle, _ answers: [[RoutingTable.Route]]
  ) -> (taken: [Step], failing: [Step], running: RunningClocks) {
    var running = RunningClocks(in: lifecycle)
    while true {
      let (taken, failing) = steps(of: lifecycle, answers, running)
      if !running.spread(along: taken) { return (taken, failing, running) }
    }
  }

  private static func steps(
    of lifecycle: Lifecycle, _ answers: [[RoutingTable.Route]], _ running: RunningClocks
  ) -> (taken: [Step], failing: [Step]) {
    let detours = Detours(answers)
    let asking = lifecycle.statesThatAsk
    var steps: [Step] = []
    var failing: [Step] = []
    var returns: [(from: Ref<State>, cause: Cause)] = []

    func add(_ outcome: Outcome, from state: Ref<State>, _ cause: Cause) {
      switch outcome.to {
      case .state(let target):
        let step = Step(from: state, to: target, cause: cause)
        let chain = outcome.owner ?? lifecycle.states[target].owner
        if outcome.findsNobody(in: chain, onAsking: asking.contains(state)) {
          failing.append(step)
          return
        }
        steps.append(step)
      case .previous: returns.append((state, cause))
      case nil: break
      }
      // The table stands in the way of the state that is entered; without one, of this state.
      let place: Ref<State> = if case .state(let target) = outcome.to { target } else { state }
      for (table, target) in detours.of(outcome.owner ?? []) {
        steps.append(Step(from: place, to: target, cause: .table(table)))
      }
    }

    for (offset, move) in lifecycle.moves.enumerated() {
      for state in move.from { add(move.outcome, from: state, .move(Ref(offset))) }
    }
    for ref in lifecycle.states.refs {
      let state = lifecycle.states[ref]
      for clock in running.clocks(in: ref) {
        for (number, rung) in lifecycle.clocks[clock].rungs.enumerated() {
          add(rung.outcome, from: ref, .rung(number, of: clock))
        }
      }
      for (table, target) in detours.of(state.owner) {
        steps.append(Step(from: ref, to: target, cause: .table(table)))
      }
      if let lost = lifecycle.lostAndFound, lost != ref, state.kind != .closed {
        steps.append(Step(from: ref, to: lost, cause: .lost))
      }
    }
    return (steps + ways(back: returns, along: steps, count: lifecycle.states.count), failing)
  }

  /// A lead goes back to any state from which it can have come.
  private static func ways(
    back returns: [(from: Ref<State>, cause: Cause)], along steps: [Step], count: Int
  ) -> [Step] {
    guard !returns.isEmpty else { return [] }
    var sources = Array(repeating: Set<Ref<State>>(), count: count)
    for step in steps { sources[Int(step.to.offset)].insert(step.from) }
    return returns.flatMap { back in
      sources[Int(back.from.offset)].sorted().map {
        Step(from: back.from, to: $0, cause: back.cause)
      }
    }
  }
}

extension Outcome {
  /// Whether a chain names only whoever was asked, and nobody has been.
  ///
  /// - Parameter hasAsked: whether somebody may have been asked before.
  fileprivate func findsNobody(in chain: OwnerChain, onAsking hasAsked: Bool) -> Bool {
    !chain.isEmpty && !hasAsked && chain.allSatisfy { $0 == .asked }
      && !asksSomebody
  }
}

extension Lifecycle {
  /// The states in which somebody may have been asked to take a lead over.
  fileprivate var statesThatAsk: Set<Ref<State>> {
    var found = Set(states.refs.filter { states[$0].kind == .pending })
    for move in moves where move.outcome.asksSomebody { found.formUnion(move.from) }
    for ref in states.refs {
      let clocks = states[ref].clocks + states[ref].carries
      if clocks.contains(where: { self.clocks[$0].rungs.contains(where: \.outcome.asksSomebody) }) {
        found.insert(ref)
      }
    }
    return found
  }
}

/// The states to which tables send leads instead of giving them an owner.
private struct Detours {
  private var targets: [[Ref<State>]]

  init(_ answers: [[RoutingTable.Route]]) {
    targets = Array(repeating: [], count: answers.count)
    var own = Array(repeating: Set<Ref<State>>(), count: answers.count)
    var asked = Array(repeating: Set<Ref<RoutingTable>>(), count: answers.count)
    for (offset, answers) in answers.enumerated() {
      for route in answers {
        switch route {
        case .state(let state): own[offset].insert(state)
        case .owner(let chain):
          for case .table(let inner) in chain { asked[offset].insert(inner) }
        case .next: break
        }
      }
    }
    for offset in own.indices {
      var seen: Set<Ref<RoutingTable>> = [Ref(offset)]
      var waiting: [Ref<RoutingTable>] = [Ref(offset)]
      var all: Set<Ref<State>> = []
      while let table = waiting.popLast() {
        all.formUnion(own[Int(table.offset)])
        for inner in asked[Int(table.offset)] where seen.insert(inner).inserted {
          waiting.append(inner)
        }
      }
      targets[offset] = all.sorted()
    }
  }

  func of(_ chain: OwnerChain) -> [(Ref<RoutingTable>, Ref<State>)] {
    var found: [(Ref<RoutingTable>, Ref<State>)] = []
    for case .table(let table) in chain {
      for target in targets[Int(table.offset)] { found.append((table, target)) }
    }
    return found
  }
}
