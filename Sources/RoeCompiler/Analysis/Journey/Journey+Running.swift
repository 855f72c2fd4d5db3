import RoeMachine

extension Journey {
  /// The clocks that may run in each state, with every condition taken as possible: those that it
  /// arms, and those that a lead brings along that has been where they start.
  struct RunningClocks {
    private(set) var clocks: [Set<Ref<Clock>>]
    private let lifecycle: Lifecycle

    init(in lifecycle: Lifecycle) {
      self.lifecycle = lifecycle
      clocks = lifecycle.states.map { Set($0.clocks) }
      for move in lifecycle.moves where !move.outcome.started.isEmpty {
        for state in move.from { start(move.outcome, in: state) }
      }
    }

    /// Those of a state, as it names them.
    func clocks(in ref: Ref<State>) -> [Ref<Clock>] {
      let state = lifecycle.states[ref]
      return state.clocks + state.carries.filter(clocks[Int(ref.offset)].contains)
    }

    /// Lets them run on along the steps; whether any comes to where it was not known.
    mutating func spread(along steps: [Step]) -> Bool {
      let before = clocks
      var leaving = Array(repeating: [Ref<State>](), count: clocks.count)
      for step in steps { leaving[Int(step.from.offset)].append(step.to) }
      for step in steps {
        if let outcome = lifecycle.outcome(of: step.cause) { start(outcome, entering: step.to) }
      }
      var waiting = Array(clocks.indices)
      while let place = waiting.popLast() {
        for clock in clocks[place].sorted() {
          for rung in lifecycle.clocks[clock].rungs where rung.outcome.to == nil {
            start(rung.outcome, in: Ref(place))
          }
        }
        for target in leaving[place] {
          let brought = lifecycle.states[target].carries.filter(clocks[place].contains)
          if clocks[Int(target.offset)].isSuperset(of: brought) { continue }
          clocks[Int(target.offset)].formUnion(brought)
          waiting.append(Int(target.offset))
        }
      }
      return clocks != before
    }

    private mutating func start(_ outcome: Outcome, in state: Ref<State>) {
      if outcome.to == nil { clocks[Int(state.offset)].formUnion(outcome.started) }
    }

    private mutating func start(_ outcome: Outcome, entering state: Ref<State>) {
      let kept = outcome.started.filter(lifecycle.states[state].carries.contains)
      clocks[Int(state.offset)].formUnion(kept)
    }
  }

  /// The clocks that may run in a state: its own, and those that leads bring along.
  func clocks(in state: Ref<State>) -> [Ref<Clock>] { running.clocks(in: state) }

  /// What a rule does by which a lead goes along a step.
  func outcome(of step: Step) -> Outcome? { lifecycle.outcome(of: step.cause) }
}

extension Outcome {
  /// The clocks that it starts.
  var started: [Ref<Clock>] {
    actions.compactMap { if case .start(let clock) = $0 { clock } else { nil } }
  }
}

extension Lifecycle {
  /// What a rule does by which a lead goes on.
  fileprivate func outcome(of cause: Journey.Cause) -> Outcome? {
    switch cause {
    case .move(let move): moves[move].outcome
    case .rung(let rung, let clock): clocks[clock].rungs[rung].outcome
    case .table, .lost: nil
    }
  }
}
