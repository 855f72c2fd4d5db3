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
    /// Where some lead that is there is one for which the event does nothing, though it does
    /// something for others; nil for none.
    let unheard: Place?
    /// Who causes it then; nil: whoever does.
    let unheardCaller: ActorTest?
    /// Where the lead or a system causes it for a lead that lacks what a move needs; nil for none.
    let refused: Refusal?
    /// Pairs of moves, of one layer, that want different things for one lead.
    let fights: [Fight]
  }

  enum Fate: Sendable {
    case happens
    /// No lead satisfies its condition.
    case never
    /// Some lead does, and none of them comes to where it is heard.
    case absent
    /// Moves that are tried before take all its leads.
    case hidden(by: [Int])
  }

  struct Fight: Sendable {
    let first: Int
    let second: Int
    let place: Place
    /// Whether whoever may make one may make the other; else it depends on who they are.
    let isForAll: Bool
  }

  /// A move that a lead would make, and for which it lacks a value.
  struct Refusal: Sendable {
    let place: Place
    let move: Int
    /// The value, which the event does not bring along.
    let field: Ref<Field>
    /// The lead or a system, who cannot be asked to say it again.
    let caller: ActorTest
  }

  /// Leads in one of the states.
  struct Place: Sendable {
    let state: Ref<State>
    let lead: SampleLead?
  }

  /// The facts about all events that some move hears, of leads that can be where it hears them.
  ///
  /// - Parameter broken: ids of rules in whose text something is wrong already. With one among
  ///   them that moves depend on nothing is certain.
  static func all(
    of journeys: [Journey], in machine: Machine, _ presences: [String: Presence],
    except broken: Set<String>
  ) -> [MoveFacts] {
    if !broken.isEmpty { return [] }
    return zip(machine.lifecycles.refs, journeys).flatMap { ref, journey in
      var presence = presences[journey.lifecycle.id]
      return groups(in: journey.lifecycle).map { group in
        MoveFacts(group.rules, in: group.states, of: ref, journey, machine, &presence)
      }
    }
  }

  /// The states in which the same rules hear an event.
  private static func groups(in lifecycle: Lifecycle) -> [(rules: Rules, states: [Ref<State>])] {
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
      // A single rule without a condition hears every lead.
      .filter { group in
        let first = lifecycle.moves[group.rules.moves[0]]
        return group.rules.moves.count > 1 || first.when != .always || !first.by.isEmpty
          || !first.needs(besides: lifecycle.events[group.rules.event], in: lifecycle).isEmpty
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
    _ rules: Rules, in states: [Ref<State>], of ref: Ref<Lifecycle>, _ journey: Journey,
    _ machine: Machine, _ presence: inout Presence?
  ) {
    lifecycle = ref
    self.states = states
    event = rules.event
    moves = rules.moves
    let model = journey.lifecycle
    let moves = rules.moves.map { model.moves[$0] }
    let places = journey.nearestFirst(states.filter(journey.looksAt))
    let question = Question(model.events[event], moves, in: model)
    if let facts = try? Self.facts(question, in: places, &presence) {
      result = .success(facts)
      return
    }
    do throws(BudgetExceeded) {
      var space = try LeadSpace(
        model, zone: machine.zones[machine.zone], guards: question.guards,
        usual: machine.usualInstant, budget: TableFacts.nodeBudget)
      let crowds = [places.first ?? states[0]].map {
        Crowd(state: $0, editing: space.possible, resting: space.possible)
      }
      result = .success(try Self.facts(question, crowds, &space))
    } catch {
      var survey = Survey(model)
      for move in moves { survey.visit(move.when) }
      result = .failure(TableFacts.TooComplex(fields: survey.mostAsked))
    }
  }

  /// What is asked of the leads for which an event happens.
  private struct Question {
    /// In the order in which they are tried.
    let moves: [Move]
    /// For each of them the values without which it is refused.
    let needs: [[Ref<Field>]]
    let event: Event

    init(_ event: Event, _ moves: [Move], in lifecycle: Lifecycle) {
      self.event = event
      self.moves = moves
      needs = moves.map { $0.needs(besides: event, in: lifecycle) }
    }

    var guards: [Guard] {
      moves.map(\.when) + needs.joined().map { .test($0, .isPresent) }
    }
  }

  /// The leads of one state.
  private struct Crowd {
    let state: Ref<State>
    /// What they are when something happens, perhaps with an edit that comes along with it.
    let editing: Diagram
    /// What they are before.
    let resting: Diagram
  }

  /// The facts where some leads can be in some of the states only; nil where all can be in all.
  private static func facts(
    _ question: Question, in states: [Ref<State>], _ presence: inout Presence?
  ) throws(BudgetExceeded) -> Facts? {
    guard var present = presence else { return nil }
    presence = nil
    defer { presence = present }
    let possible = present.space.possible
    var crowds: [Crowd] = []
    var isOpen = true
    for state in states {
      let resting = try present.space.diagrams.and(present.resting(in: state), possible)
      // Where no lead comes to rest nothing is to be heard.
      if resting == .none { continue }
      let editing = try present.space.diagrams.and(present.edited(resting), possible)
      if resting != possible { isOpen = false }
      crowds.append(Crowd(state: state, editing: editing, resting: resting))
    }
    if isOpen { return nil }
    return try facts(question, crowds, &present.space)
  }

  private static func facts(
    _ question: Question, _ crowds: [Crowd], _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> Facts {
    let moves = question.moves
    var all = Diagram.none
    for crowd in crowds { all = try space.diagrams.or(all, crowd.editing) }
    if crowds.isEmpty { all = space.possible }
    var leads: [Diagram] = []
    var fates: [Fate] = []
    var fights: [Fight] = []
    for (index, move) in moves.enumerated() {
      let fitting = try space.leads(move.when)
      leads.append(try space.diagrams.and(fitting, all))
      if leads[index] == .none {
        fates.append(fitting == .none ? .never : .absent)
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
        for crowd in crowds {
          let here = try space.diagrams.and(both, crowd.editing)
          if here == .none { continue }
          fights.append(
            Fight(
              first: earlier, second: index,
              place: Place(state: crowd.state, lead: space.sample(of: here)),
              isForAll: moves[earlier].isForSame(as: move)))
          break
        }
      }
    }
    let refused = try refusal(question, leads, crowds, &space)
    for crowd in crowds {
      for caller in question.event.callers {
        var left = crowd.resting
        for (move, heard) in zip(moves, leads) where move.isHeard(from: caller) {
          left = try space.diagrams.difference(left, heard)
          if let done = move.whatIsDone {
            left = try space.diagrams.difference(left, space.leads(done))
          }
        }
        if left == .none { continue }
        let isSilent = moves.contains { !$0.isHeard(from: caller) }
        return Facts(
          fates: fates, unheard: Place(state: crowd.state, lead: space.sample(of: left)),
          unheardCaller: isSilent ? caller : nil, refused: refused, fights: fights)
      }
    }
    return Facts(
      fates: fates, unheard: nil, unheardCaller: nil, refused: refused, fights: fights)
  }

  /// Leads for which a lead or a system causes the event in vain, since the move that would take them
  /// needs what they lack.
  private static func refusal(
    _ question: Question, _ leads: [Diagram], _ crowds: [Crowd], _ space: inout LeadSpace
  ) throws(BudgetExceeded) -> Refusal? {
    for crowd in crowds {
      for case let caller? in question.event.callers {
        var left = crowd.resting
        for (index, move) in question.moves.enumerated() where move.isHeard(from: caller) {
          for field in question.needs[index] {
            var lacking = try space.diagrams.and(left, leads[index])
            lacking = try space.diagrams.and(lacking, space.leads(.test(field, .isMissing)))
            if lacking == .none { continue }
            return Refusal(
              place: Place(state: crowd.state, lead: space.sample(of: lacking)), move: index,
              field: field, caller: caller)
          }
          left = try space.diagrams.difference(left, leads[index])
        }
      }
    }
    return nil
  }
}

extension Event {
  /// The callers besides colleagues, of whom some rules may be meant for one alone; nil: anybody.
  var callers: [ActorTest?] {
    let named = by.filter { $0 == .lead || $0 == .system }
    return named.isEmpty ? [nil] : named
  }
}

extension Move {
  /// Whether one test lets somebody make both.
  fileprivate func isForSame(as other: Move) -> Bool {
    by.isEmpty || other.by.isEmpty || by.contains { other.by.contains($0) }
  }

  /// Where it does nothing since what it sets is so already, as a flag that has been raised, or one
  /// that is not up and would be taken down; nil where it asks for something else.
  fileprivate var whatIsDone: Guard? {
    switch when {
    case .not(.test(let field, .compare(.equal, let value)))
    where outcome.actions.contains(.set(field, value)):
      return .test(field, .compare(.equal, value))
    case .test(let field, .compare(.equal, .boolean(let value)))
    where outcome.to == nil && outcome.owner == nil
      && outcome.actions.contains(.set(field, .boolean(!value))):
      return .not(when)
    default: return nil
    }
  }

  /// The values without which it is refused, but those that an event brings along.
  fileprivate func needs(besides event: Event, in lifecycle: Lifecycle) -> [Ref<Field>] {
    requiredFields(in: lifecycle).filter {
      !event.carries.contains($0) && lifecycle.fields[$0].canBeMissing
    }
  }

  func isHeard(from caller: ActorTest?) -> Bool {
    caller.map { by.isEmpty || by.contains($0) } ?? true
  }
}
