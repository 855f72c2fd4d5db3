import RoeMachine
import RoeSource

/// What rules send to the records of another lifecycle.
extension LintInput {
  /// The events that the other lifecycle refuses from a rule, or that nothing there hears.
  var eventsSentInVain: [Finding] {
    if !broken.isEmpty || hasUnread { return [] }
    // What is wrong with an event is told once, wherever it is sent.
    let sends = Dictionary(grouping: machine.lifecycles.flatMap(sends)) {
      [$0.lifecycle, $0.event]
    }
    return sends.values.compactMap { finding(of: $0) }.sorted {
      ($0.span, $0.message) < ($1.span, $1.message)
    }
  }

  /// The same event sent to the same records.
  private func finding(of sends: [Send]) -> Finding? {
    let places = sends.compactMap(\.place).sorted()
    guard let send = sends.first, let place = places.first,
      let receiver = machine.lifecycles.firstIndex(where: { $0.id == send.lifecycle }),
      case let journey = journeys[receiver],
      let event = journey.lifecycle.events.refs.first(where: {
        journey.lifecycle.events[$0].id == send.event
      }), let fate = journey.fate(ofSent: event)
    else { return nil }
    let id = journey.lifecycle.id
    let declaration = span(RuleID.event(id, send.event)).map {
      [
        Diagnostic.Label(
          fate == .refused ? "who may cause it is said here" : "it is declared here", at: $0)
      ]
    }
    return Finding(
      fate == .refused
        ? "“\(id)” refuses “\(send.event)”: what a rule sends comes from the system, which may not cause it"
        : "nothing in “\(id)” hears “\(send.event)” when a rule sends it", at: place,
      labels: (declaration ?? [])
        + places.dropFirst().prefix(3).map { .init("it is sent here, too", at: $0) },
      help: fate == .refused
        ? "Say by: system for the event, too." : "Say what it does there, or do not send it.",
      scenes: [
        Scene(journey.lifecycle, in: journey.states, [.event(event, fate, by: .system)]),
        Scene(journey.lifecycle, in: journey.states),
      ])
  }

  private struct Send {
    let event: String
    /// The id of the lifecycle that it goes to.
    let lifecycle: String
    let place: SourceSpan?
  }

  private func sends(of lifecycle: Lifecycle) -> [Send] {
    func sends(_ outcome: Outcome, at place: SourceSpan?) -> [Send] {
      outcome.actions.compactMap { action in
        guard case .send(let event, let link) = action else { return nil }
        return Send(event: event, lifecycle: lifecycle.links[link].lifecycle, place: place)
      }
    }
    let moves = lifecycle.moves.flatMap {
      sends($0.outcome, at: span(RuleID.move(lifecycle.id, $0.id)))
    }
    return moves
      + lifecycle.clocks.flatMap { clock in
        clock.rungs.enumerated().flatMap { number, rung in
          sends(rung.outcome, at: span(RuleID.clock(lifecycle.id, clock.id), "\(number + 1)"))
        }
      }
  }
}

extension Journey {
  /// What becomes of an event that a rule of another lifecycle sends, where that is nothing.
  fileprivate func fate(ofSent event: Ref<Event>) -> Decision.Kind? {
    func mayBeSystem(_ tests: [ActorTest]) -> Bool { tests.isEmpty || tests.contains(.system) }
    if !mayBeSystem(lifecycle.events[event].by) { return .refused }
    let isHeard = lifecycle.moves.contains { move in
      move.trigger == .event(event) && mayBeSystem(move.by) && move.from.contains(where: looksAt)
    }
    let counts = lifecycle.activities.contains { $0.events.contains(event) && mayBeSystem($0.by) }
    return isHeard || counts ? nil : .ignored
  }
}
