import RoeLogic
import RoeMachine
import RoeSource

/// Events that others than colleagues cause while somebody is asked to take a lead over.
extension LintInput {
  /// Those that the giver's state hears and the receiver's, and nobody in between.
  var eventsUnheardMeanwhile: [Finding] {
    if !isExact || !broken.isEmpty { return [] }
    let handoffs = Dictionary(grouping: soundHandoffs, by: \.lifecycle)
    return machine.lifecycles.refs.flatMap { ref -> [Finding] in
      let lifecycle = machine.lifecycles[ref]
      guard let handoffs = handoffs[lifecycle.id],
        var presence = presence(in: journey(of: ref))
      else { return [] }
      return handoffs.flatMap { handoff -> [Finding] in
        guard let asking = Asking(handoff, in: lifecycle),
          let place = span("\(lifecycle.id)/handoffs/\(handoff.id)")
        else { return [] }
        return lifecycle.events.refs.compactMap { event -> Finding? in
          // What is too complex to follow is told where it stands.
          guard let deaf = (try? asking.leads(deafTo: event, &presence)) ?? nil else { return nil }
          return finding(deaf, asking, lifecycle.events[event], at: place, ref)
        }
      }
    }
  }

  private func finding(
    _ deaf: Asking.Deaf, _ asking: Asking, _ event: Event, at place: SourceSpan,
    _ ref: Ref<Lifecycle>
  ) -> Finding {
    let lifecycle = machine.lifecycles[ref]
    let pending = lifecycle.states[asking.pending].id
    func name(_ move: Ref<Move>) -> SourceSpan? {
      span(RuleID.move(lifecycle.id, lifecycle.moves[move].id))
    }
    let giver = lifecycle.states[deaf.giver].id
    let receiver = lifecycle.states[asking.receiver].id
    let places = Set([name(deaf.before), name(deaf.after)].compactMap { $0 }).sorted()
    return Finding(
      "“\(event.id)” does nothing while “\(asking.handoff.id)” waits for an answer; “\(giver)” hears it, and so does “\(receiver)”",
      at: place, labels: places.map { .init("this hears it", at: $0) },
      help:
        "Say what it does meanwhile: anywhere: [{ event: \(event.id), in: [\(pending)], … }]; a move without to: says that it does nothing.",
      witness: Witness(
        deaf.lead, in: ref,
        claims: [deaf.before, deaf.after].map { .holds(lifecycle.moves[$0].when) }),
      scenes: [
        Scene(
          lifecycle, in: [asking.pending], as: deaf.lead,
          [.event(deaf.event, .ignored, by: deaf.caller?.actor)]),
        Scene(lifecycle, in: [asking.pending], as: deaf.lead),
      ])
  }
}

/// A handoff in which somebody is asked.
private struct Asking {
  let handoff: HandoffText
  let lifecycle: Lifecycle
  let givers: [Ref<State>]
  let pending: Ref<State>
  let receiver: Ref<State>

  /// An event that is not heard meanwhile, for a lead for which it is before and after.
  struct Deaf {
    let event: Ref<Event>
    let giver: Ref<State>
    let before: Ref<Move>
    let after: Ref<Move>
    /// Who causes it; nil: whoever does.
    let caller: ActorTest?
    let lead: SampleLead
  }

  /// Nil where nobody is asked.
  init?(_ handoff: HandoffText, in lifecycle: Lifecycle) {
    func state(_ id: String) -> Ref<State>? {
      lifecycle.states.refs.first { lifecycle.states[$0].id == id }
    }
    guard let pending = handoff.pending.flatMap(state), let receiver = state(handoff.to) else {
      return nil
    }
    self.handoff = handoff
    self.lifecycle = lifecycle
    self.pending = pending
    self.receiver = receiver
    givers = handoff.from.compactMap(state)
  }

  func leads(
    deafTo event: Ref<Event>, _ presence: inout Presence
  ) throws(BudgetExceeded) -> Deaf? {
    let model = lifecycle.events[event]
    if model.isForColleagues || hears(event, in: pending) { return nil }
    // Who gets the leads of those who leave or are away is said for chosen states.
    if Lowering.hostEvents.contains(model.id) { return nil }
    // An event that counts as work on the lead does something by that alone.
    if lifecycle.activities.contains(where: { $0.events.contains(event) }) { return nil }
    let resting = try presence.resting(in: pending)
    let waiting = try presence.space.diagrams.and(resting, presence.space.possible)
    for caller in model.callers {
      for after in moves(on: event, in: receiver, by: caller) {
        for giver in givers {
          for before in moves(on: event, in: giver, by: caller) where !handsOver(before) {
            var leads = waiting
            for move in [before, after] {
              let heard = try presence.space.leads(lifecycle.moves[move].condition(in: lifecycle))
              leads = try presence.space.diagrams.and(leads, heard)
            }
            guard let lead = presence.space.sample(of: leads) else { continue }
            return Deaf(
              event: event, giver: giver, before: before, after: after, caller: caller, lead: lead)
          }
        }
      }
    }
    return nil
  }

  private func hears(_ event: Ref<Event>, in state: Ref<State>) -> Bool {
    lifecycle.moves.contains { $0.trigger == .event(event) && $0.from.contains(state) }
  }

  /// The moves that an event makes in a state, but those that say that it does nothing.
  private func moves(
    on event: Ref<Event>, in state: Ref<State>, by caller: ActorTest?
  ) -> [Ref<Move>] {
    lifecycle.moves.refs.filter {
      let move = lifecycle.moves[$0]
      return move.trigger == .event(event) && move.from.contains(state)
        && move.isHeard(from: caller) && move.outcome != Outcome()
    }
  }

  /// Whether it leads to where somebody is asked, so that it has been heard already.
  private func handsOver(_ move: Ref<Move>) -> Bool {
    lifecycle.moves[move].outcome.to == .state(pending)
  }
}
