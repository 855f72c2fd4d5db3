import RoeLogic
import RoeMachine

/// What is certain about the moves of one lifecycle that happen by themselves.
struct WatchFacts: Sendable {
  /// Two moves of one layer that some lead makes at the same moment, so that the order of their names
  /// decides.
  struct Fight: Sendable {
    let state: Ref<State>
    let moves: [Ref<Move>]
    let lead: SampleLead?
    /// The event for which one of them waits, where it brings along what makes the other.
    var event: Ref<Event>?
  }

  /// A move that no lead ever makes.
  struct Idle: Sendable {
    let move: Ref<Move>
    /// The states in which it looks, if leads get there for which it was meant.
    let states: [Ref<State>]
    /// Whether there can be leads for which its condition holds.
    let isPossible: Bool
    /// One that gets there.
    let lead: SampleLead?
  }

  /// Leads that a move is meant for, and that stay since the state to which it leads asks for what
  /// they lack.
  struct Lack: Sendable {
    let move: Ref<Move>
    let state: Ref<State>
    let target: Ref<State>
    let field: Ref<Field>
    let lead: SampleLead
  }

  let lifecycle: Ref<Lifecycle>
  private(set) var lacks: [Lack] = []
  private(set) var fights: [Fight] = []
  private(set) var idle: [Idle] = []

  /// For each lifecycle, but where that is too much to say.
  static func all(of journeys: [Journey], _ presences: [String: Presence]) -> [WatchFacts] {
    zip(journeys.indices, journeys).compactMap { place, journey in
      guard var presence = presences[journey.lifecycle.id] else { return nil }
      return try? WatchFacts(Ref(place), journey, &presence)
    }
  }

  private init(
    _ ref: Ref<Lifecycle>, _ journey: Journey, _ presence: inout Presence
  ) throws(BudgetExceeded) {
    lifecycle = ref
    let model = journey.lifecycle
    let moves = model.moves.refs.filter { model.moves[$0].looksByItself }
    for state in journey.nearestFirst(journey.states) {
      let here = journey.moves(in: state).filter {
        let move = model.moves[$0]
        return move.looksByItself && move.by.isEmpty && move.outcome.to != .state(state)
      }
      for (place, second) in here.enumerated() {
        for first in here[..<place] where model.moves[first].competes(with: model.moves[second]) {
          let leads = try presence.leads(making: [first, second], in: state)
          if leads == .none { continue }
          fights.append(
            Fight(
              state: state, moves: [first, second], lead: presence.space.sample(of: leads)))
        }
      }
    }
    for second in moves {
      for (first, event) in model.moves(bringing: second) {
        for state in model.moves[second].from
        where model.moves[first].from.contains(state) && journey.looksAt(state)
          && !(model.moves[second].trigger == .watch
            && model.moves[second].outcome.to == .state(state))
        {
          let leads = try presence.leads(making: second, on: event, orElse: first, in: state)
          if leads == .none { continue }
          fights.append(
            Fight(
              state: state, moves: [first, second], lead: presence.space.sample(of: leads),
              event: event))
        }
      }
    }
    for move in moves where model.moves[move].trigger == .watch {
      let states = model.moves[move].from.filter(journey.looksAt)
      if states.isEmpty { continue }
      let meant = try presence.space.leads(model.moves[move].when)
      var isIdle = true
      for state in states where isIdle {
        isIdle = try !presence.space.diagrams.intersects(presence.looking(in: state), meant)
      }
      if !isIdle { continue }
      let resting = try presence.resting(in: states[0])
      idle.append(
        Idle(
          move: move, states: states, isPossible: meant != .none,
          lead: presence.space.sample(of: resting)))
    }
    for move in moves where !idle.contains(where: { $0.move == move }) {
      if let lack = try presence.lack(of: move) { lacks.append(lack) }
    }
  }
}

extension Presence {
  /// Leads that stay where they are for want of what the state asks for to which a move by itself
  /// would take them; nil where there are none. What the move asks for itself belongs to whom it is
  /// meant for.
  fileprivate mutating func lack(of ref: Ref<Move>) throws(BudgetExceeded) -> WatchFacts.Lack? {
    let lifecycle = journey.lifecycle
    let move = lifecycle.moves[ref]
    guard move.trigger == .watch, move.by.isEmpty, case .state(let target)? = move.outcome.to else {
      return nil
    }
    let given = move.outcome.writtenFields
    let needed = lifecycle.states[target].requires.filter {
      lifecycle.fields[$0].canBeMissing && !given.contains($0) && !move.requires.contains($0)
    }
    for field in needed {
      let meant = try space.leads(.all([move.when, .test(field, .isMissing)]))
      // The keeper of lost and found sees what waits there.
      for state in move.from
      where state != target && state != lifecycle.lostAndFound && journey.looksAt(state) {
        var staying = try edited(resting(in: state))
        staying = try space.diagrams.difference(staying, leaving[Int(state.offset)])
        staying = try space.diagrams.and(staying, meant)
        guard let lead = space.sample(of: staying) else { continue }
        return WatchFacts.Lack(
          move: ref, state: state, target: target, field: field, lead: lead)
      }
    }
    return nil
  }

  /// The leads that come into a state, or are edited there.
  fileprivate mutating func looking(in state: Ref<State>) throws(BudgetExceeded) -> Diagram {
    let rested = try edited(resting(in: state))
    let all = try space.diagrams.or(rested, arriving[Int(state.offset)])
    return try space.diagrams.and(all, space.possible)
  }

  /// The leads that come into a state so that they make all of some moves, or become so at rest.
  fileprivate mutating func leads(
    making moves: [Ref<Move>], in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    let moves = moves.map { journey.lifecycle.moves[$0] }
    var leads = try looking(in: state)
    if moves.contains(where: { $0.trigger != .watch }) {
      var before = try resting(in: state)
      for case .becomes(let condition) in moves.map(\.trigger) {
        before = try space.diagrams.difference(before, space.leads(condition))
      }
      leads = try space.diagrams.and(leads, edited(before))
    }
    for move in moves {
      leads = try space.diagrams.and(leads, space.leads(move.condition(in: journey.lifecycle)))
    }
    return leads
  }
}

extension Lifecycle {
  /// Whether some event would make two moves at once if it brought along more than it carries.
  var trustsWhatEventsCarry: Bool {
    moves.contains { waiting in
      guard waiting.by.isEmpty, let condition = waiting.awaited else { return false }
      let fields = condition.fields(definitions).filter { !isLasting($0) }
      return moves.contains { other in
        guard case .event(let event) = other.trigger, other.layer == waiting.layer else {
          return false
        }
        return other.outcome != waiting.outcome && !fields.isEmpty
          && fields.isDisjoint(with: events[event].carries)
          && !Set(other.from).isDisjoint(with: waiting.from)
      }
    }
  }

  /// The moves of one layer with a move that looks by itself, whose events bring along what it
  /// waits for, so that one input makes both.
  fileprivate func moves(bringing ref: Ref<Move>) -> [(Ref<Move>, Ref<Event>)] {
    let waiting = moves[ref]
    guard waiting.by.isEmpty, let condition = waiting.awaited else { return [] }
    let fields = condition.fields(definitions)
    return moves.refs.compactMap { other in
      guard case .event(let event) = moves[other].trigger, moves[other].layer == waiting.layer,
        moves[other].outcome != waiting.outcome, !fields.isDisjoint(with: events[event].carries),
        !follows(ref, other)
      else { return nil }
      return (other, event)
    }
  }

  /// Whether a move that looks by itself takes the lead on after another one has been made, so that
  /// the other one takes nothing away from it.
  private func follows(_ ref: Ref<Move>, _ other: Ref<Move>) -> Bool {
    guard moves[ref].trigger == .watch else { return false }
    return switch moves[other].outcome.to {
    case nil: other < ref
    case .state(let target): moves[ref].from.contains(target)
    case .previous: false
    }
  }
}

extension Presence {
  /// The leads that make a move which looks by itself, once an event has brought along what it waits
  /// for, and that makes another one.
  fileprivate mutating func leads(
    making ref: Ref<Move>, on event: Ref<Event>, orElse other: Ref<Move>, in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    let lifecycle = journey.lifecycle
    guard let condition = lifecycle.moves[ref].awaited else { return .none }
    let carried = space.axes(of: lifecycle.events[event].carries)
    var leads = try space.diagrams.difference(resting(in: state), space.leads(condition))
    leads = try space.diagrams.exists(leads, carried)
    for move in [ref, other].map({ lifecycle.moves[$0] }) {
      leads = try space.diagrams.and(leads, space.leads(move.condition(in: lifecycle)))
    }
    return try space.diagrams.and(leads, space.possible)
  }
}

extension Move {
  fileprivate var looksByItself: Bool { awaited != nil }

  /// What it waits for by itself; nil where an event causes it.
  fileprivate var awaited: Guard? {
    switch trigger {
    case .watch: when
    case .becomes(let condition): condition
    case .event: nil
    }
  }

  /// Whether only the order of the file says which of the two comes first.
  fileprivate func competes(with other: Move) -> Bool {
    guard layer == other.layer, outcome != other.outcome else { return false }
    switch (trigger, other.trigger) {
    case (.watch, .watch), (.becomes, .becomes): return true
    default: return false
    }
  }
}
