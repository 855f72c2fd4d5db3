import RoeLogic
import RoeMachine

/// What is certain about one event in one state, or in several states where the same rules hear it.
struct MoveFacts: Sendable {
  let lifecycle: Ref<Lifecycle>
  /// The states in which exactly these moves hear the event.
  let states: [Ref<State>]
  let event: Ref<Event>
  /// In the order in which they are tried.
  let moves: [Ref<Move>]
  let result: Result<Facts, TableFacts.TooComplex>

  struct Facts: Sendable {
    /// For each move what becomes of it.
    let fates: [Fate]
    /// Leads for which the event does nothing, though it does something for others; nil for none.
    let unheard: SampleLead?
    /// Pairs of moves, of one layer, that want different things for one lead.
    let fights: [Fight]
  }

  enum Fate: Sendable {
    case happens
    /// No lead satisfies its condition.
    case never
    /// Moves that are tried before take all its leads.
    case hidden(by: [Int])
  }

  struct Fight: Sendable {
    let first: Int
    let second: Int
    let lead: SampleLead?
    /// Whether whoever may make one may make the other; else it depends on who they are.
    let isForAll: Bool
  }

  /// The facts about all events that some move hears.
  ///
  /// - Parameter broken: ids of rules in whose text something is wrong already. With one among
  ///   them that moves depend on nothing is certain.
  static func all(of machine: Machine, except broken: Set<String>) -> [MoveFacts] {
    if !broken.isEmpty { return [] }
    let usual = machine.usualInstant
    return machine.lifecycles.refs.flatMap {
      all(of: $0, in: machine, usual: usual, budget: TableFacts.nodeBudget)
    }
  }

  private static func all(
    of ref: Ref<Lifecycle>, in machine: Machine, usual: Int, budget: Int
  ) -> [MoveFacts] {
    let lifecycle = machine.lifecycles[ref]
    var heard: [Key: [Ref<Move>]] = [:]
    for move in lifecycle.moves.refs {
      guard case .event(let event) = lifecycle.moves[move].trigger else { continue }
      for state in lifecycle.moves[move].from {
        heard[Key(state: state, event: event), default: []].append(move)
      }
    }
    var groups: [Rules: [Ref<State>]] = [:]
    for (key, moves) in heard {
      groups[Rules(event: key.event, moves: moves), default: []].append(key.state)
    }
    return groups.map { (rules: $0.key, states: $0.value.sorted()) }
      .sorted { a, b in
        a.states == b.states
          ? a.rules.event < b.rules.event : a.states.lexicographicallyPrecedes(b.states)
      }
      .compactMap { group in
        // A single rule without a condition hears every lead.
        if group.rules.moves.count == 1, lifecycle.moves[group.rules.moves[0]].when == .always {
          return nil
        }
        return MoveFacts(
          group.rules, in: group.states, of: ref, machine, usual: usual, budget: budget)
      }
  }

  private struct Key: Hashable {
    let state: Ref<State>
    let event: Ref<Event>
  }

  private struct Rules: Hashable {
    let event: Ref<Event>
    let moves: [Ref<Move>]
  }

  private init(
    _ rules: Rules, in states: [Ref<State>], of ref: Ref<Lifecycle>, _ machine: Machine,
    usual: Int, budget: Int
  ) {
    lifecycle = ref
    self.states = states
    event = rules.event
    moves = rules.moves
    let model = machine.lifecycles[ref]
    let moves = rules.moves.map { model.moves[$0] }
    do throws(BudgetExceeded) {
      var space = try LeadSpace(
        model, zone: machine.zones[machine.zone], guards: moves.map(\.when), usual: usual,
        budget: budget)
      result = .success(try Self.facts(moves, &space))
    } catch {
      var survey = Survey(model)
      for move in moves { survey.visit(move.when) }
      result = .failure(TableFacts.TooComplex(fields: survey.mostAsked))
    }
  }

  private static func facts(
    _ moves: [Move], _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> Facts {
    var leads: [Diagram] = []
    for move in moves { leads.append(try space.leads(move.when)) }
    var fates: [Fate] = []
    var fights: [Fight] = []
    var unheard = space.possible
    for (index, move) in moves.enumerated() {
      if leads[index] == .none {
        fates.append(.never)
        continue
      }
      // Only a rule that listens to everybody takes a lead away from whoever causes the event.
      var left = leads[index]
      var takers: [Int] = []
      for earlier in 0..<index where moves[earlier].by.isEmpty || moves[earlier].by == move.by {
        let rest = try space.diagrams.difference(left, leads[earlier])
        if rest != left { takers.append(earlier) }
        left = rest
        if left == .none { break }
      }
      fates.append(left == .none ? .hidden(by: takers) : .happens)
      for earlier in 0..<index
      where moves[earlier].layer == move.layer
        && (moves[earlier].outcome != move.outcome || moves[earlier].requires != move.requires)
      {
        let both = try space.diagrams.and(leads[index], leads[earlier])
        if both == .none { continue }
        fights.append(
          Fight(
            first: earlier, second: index, lead: space.sample(of: both),
            isForAll: moves[earlier].isForSame(as: move)))
      }
      unheard = try space.diagrams.difference(unheard, leads[index])
    }
    return Facts(fates: fates, unheard: space.sample(of: unheard), fights: fights)
  }
}

extension Move {
  /// Whether one test lets somebody make both.
  fileprivate func isForSame(as other: Move) -> Bool {
    by.isEmpty || other.by.isEmpty || by.contains { other.by.contains($0) }
  }
}
