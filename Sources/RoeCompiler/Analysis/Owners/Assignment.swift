import RoeMachine

/// A place in the rules at which somebody is looked for, to own a lead of a state or to accept it.
struct Assignment: Sendable {
  enum Cause: Hashable, Sendable {
    /// The state's own answer.
    case state
    case move(Ref<Move>)
    case rung(Int, of: Ref<Clock>)
  }

  let chain: OwnerChain
  /// Where the lead is: for a move or a clock before it goes anywhere.
  let state: Ref<State>
  let cause: Cause
  /// Whether somebody is only asked to accept the lead.
  let isQuestion: Bool

  /// Which leads of the state it concerns.
  func when(in lifecycle: Lifecycle) -> Guard {
    switch cause {
    case .state: .always
    case .move(let move): lifecycle.moves[move].condition(in: lifecycle)
    case .rung(_, let clock): lifecycle.clocks[clock].when
    }
  }

  /// What else the rule does.
  func outcome(in lifecycle: Lifecycle) -> Outcome? {
    switch cause {
    case .state: nil
    case .move(let move): lifecycle.moves[move].outcome
    case .rung(let rung, let clock): lifecycle.clocks[clock].rungs[rung].outcome
    }
  }

  /// Where a lead is that is given to whoever is found; nil where it goes back, or they are only
  /// asked.
  func target(in lifecycle: Lifecycle) -> Ref<State>? {
    if isQuestion { return nil }
    return switch outcome(in: lifecycle)?.to {
    case .state(let target): target
    case .previous: nil
    case nil: state
    }
  }

  /// Those who may own it there; nil where anybody may, or that is not known.
  func permitted(in lifecycle: Lifecycle, _ team: Team) -> Set<String>? {
    target(in: lifecycle).flatMap { team.permitted(in: lifecycle.states[$0]) }
  }

  /// The rule, and the part of it that names who is looked for.
  func rule(in lifecycle: Lifecycle) -> (id: String, part: String) {
    switch cause {
    case .state: (RuleID.state(lifecycle.id, lifecycle.states[state].id), "owner")
    case .move(let move): (RuleID.move(lifecycle.id, lifecycle.moves[move].id), "owner")
    case .rung(let rung, let clock):
      (RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id), "\(rung + 1)")
    }
  }
}

extension Journey {
  /// Every place at which somebody is looked for, worked out for `assignments`.
  func everyAssignment() -> [Assignment] {
    var all = states.map {
      Assignment(chain: lifecycle.states[$0].owner, state: $0, cause: .state, isQuestion: false)
    }
    func add(_ outcome: Outcome, in states: [Ref<State>], _ cause: Assignment.Cause) {
      for state in states {
        if let chain = outcome.owner {
          all.append(Assignment(chain: chain, state: state, cause: cause, isQuestion: false))
        }
        for case .ask(let chain) in outcome.actions {
          all.append(Assignment(chain: chain, state: state, cause: cause, isQuestion: true))
        }
      }
    }
    for ref in lifecycle.moves.refs {
      let move = lifecycle.moves[ref]
      add(move.outcome, in: move.from.filter { looksAt($0) }, .move(ref))
    }
    for ref in lifecycle.clocks.refs {
      for (number, rung) in lifecycle.clocks[ref].rungs.enumerated() {
        add(rung.outcome, in: states(running: ref), .rung(number, of: ref))
      }
    }
    return all
  }

  /// The moves that start a clock, in states that the lints look at.
  func moves(starting clock: Ref<Clock>) -> [Ref<Move>] {
    lifecycle.moves.refs.filter { ref in
      lifecycle.moves[ref].outcome.actions.contains(.start(clock))
        && lifecycle.moves[ref].from.contains { looksAt($0) }
    }
  }
}
