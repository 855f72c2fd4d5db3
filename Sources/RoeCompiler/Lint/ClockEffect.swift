import RoeMachine
import RoeSource

/// The most that a clock does when nobody acts.
enum ClockEffect {
  case nothing
  /// People are told, and all stays as it is.
  case messages
  /// The lead gets another owner, another state, or somebody else is asked.
  case consequence
}

extension Journey {
  func effect(of clock: Clock) -> ClockEffect {
    var effect = ClockEffect.nothing
    for outcome in clock.rungs.map(\.outcome) {
      if outcome.isFinal, !keepsOwner(outcome, of: clock) { return .consequence }
      for action in outcome.actions {
        switch action {
        case .ask, .send, .start: return .consequence
        case .set, .add:
          if watchesFields { return .consequence }
        case .remind, .notify: effect = .messages
        case .stop: break
        }
      }
    }
    return effect
  }

  /// Whether a step leaves the lead where it is, with the one person who owns every lead for which
  /// the clock runs.
  private func keepsOwner(_ outcome: Outcome, of clock: Clock) -> Bool {
    guard outcome.to == nil, let owner = outcome.owner else { return false }
    // Others come after the owner only where there is none.
    if owner.first == .keep, !lifecycle.ownerSources.contains(.nobody) { return true }
    guard owner.count == 1, case .person = owner[0] else { return false }
    let places = lifecycle.states.refs.filter { place in
      let state = lifecycle.states[place]
      return state.clocks.contains { lifecycle.clocks[$0].id == clock.id }
        || state.carries.contains { lifecycle.clocks[$0].id == clock.id }
    }
    return places.allSatisfy { lifecycle.states[$0].owner == owner }
      && places.allSatisfy { place in
        owners(givenIn: place).allSatisfy { $0 == owner || $0 == [.keep] }
      }
  }

  /// The owners that moves and clocks give to leads that come into a state, or stay there.
  private func owners(givenIn place: Ref<State>) -> [OwnerChain] {
    let state = lifecycle.states[place]
    let outcomes =
      lifecycle.moves.map { ($0.outcome, $0.from.contains(place)) }
      + lifecycle.clocks.indices.flatMap { index in
        let isHere = (state.clocks + state.carries).contains(Ref(index))
        return lifecycle.clocks[index].rungs.map { ($0.outcome, isHere) }
      }
    return outcomes.compactMap { outcome, isHere in
      switch outcome.to {
      case .state(let target): target == place ? outcome.owner : nil
      case .previous: outcome.owner
      case nil: isHere ? outcome.owner : nil
      }
    }
  }

  /// Whether some move waits for a field to change, as a step of a clock can make it.
  private var watchesFields: Bool {
    lifecycle.moves.contains {
      switch $0.trigger {
      case .becomes, .watch: true
      case .event: false
      }
    }
  }
}

extension Outcome {
  /// Whether the lead gets another owner or another state.
  var isFinal: Bool { to != nil || (owner.map { $0 != [.keep] } ?? false) }

  /// Whether somebody found in this way becomes the owner, is told, or is asked.
  func mentions(_ source: OwnerSource) -> Bool {
    if owner?.contains(source) == true { return true }
    return actions.contains { action in
      switch action {
      case .remind(let told), .notify(let told): told == source
      case .ask(let chain): chain.contains(source)
      case .set, .add, .send, .start, .stop: false
      }
    }
  }
}

extension LintInput {
  /// Asks about every clock that a reachable state arms, once, at the place where it was written.
  func armedClocks(_ ask: (Journey, Ref<Clock>, SourceSpan) -> Finding?) -> [Finding] {
    journeys.flatMap { journey in
      journey.lifecycle.clocks.refs.compactMap { ref in
        let rule = RuleID.clock(journey.lifecycle.id, journey.lifecycle.clocks[ref].id)
        guard !journey.states(arming: ref).isEmpty, let span = span(rule) else { return nil }
        return ask(journey, ref, span)
      }
    }
  }
}
