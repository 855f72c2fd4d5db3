import RoeMachine
import RoeSource

extension Lint {
  static let busyworkKeeps = Lint(
    Code(
      "ROE0407", "busywork-keeps", .warning,
      title: "Busywork keeps it forever",
      rationale: """
        A move that leads back into the same state is a leave and a return: every clock of the \
        state begins again. Whoever logs a call once a week keeps the lead for ever, whether or \
        not anybody answers. Leave `to` out, so that the clocks run on, or add one that counts \
        from the capture.
        """,
      avoid: Example(
        """
        states:
          working:
            owner: dana
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: done, to: working }  # ROE0407
              - { event: asked_again, to: won }
        """),
      prefer: Example(
        """
        states:
          working:
            owner: dana
            entry: true
            clocks: [{ after: 30 days, to: lost }, { after: 90 days, since: capture, to: lost }]
            moves:
              - { event: done, to: working }
              - { event: asked_again, to: won }
        """))
  ) { input in
    input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      return journey.states.compactMap { ref -> Finding? in
        let state = lifecycle.states[ref]
        guard state.kind == .live, !state.clocks.isEmpty, !journey.isCapped(ref) else { return nil }
        let rules = journey.steps(from: ref).compactMap { step -> Ref<Move>? in
          guard step.to == ref, case .move(let move) = step.cause else { return nil }
          return lifecycle.moves[move].isBusywork(in: lifecycle) ? move : nil
        }
        let moves = rules.map { lifecycle.moves[$0] }
        let places = moves.compactMap { input.span(RuleID.move(lifecycle.id, $0.id)) }
        guard let first = places.min(), case .event(let event)? = moves.first?.trigger else {
          return nil
        }
        return Finding(
          "every “\(lifecycle.events[event].id)” starts the clocks of “\(state.id)” again, so a lead can stay there for ever",
          at: first,
          help:
            "Leave to: out, so that the clocks run on; or add a clock with since: capture that ends it.",
          scenes: [
            Scene(
              lifecycle, in: [ref],
              rules.prefix(1).flatMap { rule in
                [Scene.Act](repeating: .move(rule, before: state.clocks.first), count: 3)
              })
          ])
      }
    }
  }
}

extension Journey {
  /// Whether some clock of a state takes leads away that a second entry does not put off.
  fileprivate func isCapped(_ ref: Ref<State>) -> Bool {
    let state = lifecycle.states[ref]
    return state.clocks.contains { ref in
      let clock = lifecycle.clocks[ref]
      guard clock.when == .always, clock.rungs.contains(where: { $0.outcome.isFinal }) else {
        return false
      }
      switch clock.anchor {
      case .capture, .assignment, .field: return true
      case .entry: return state.carries.contains(ref)
      case .activity: return false
      }
    }
  }
}

extension Move {
  /// Whether colleagues can do it as often as they like.
  fileprivate func isBusywork(in lifecycle: Lifecycle) -> Bool {
    guard case .event(let event) = trigger, outcome.countedFields.isEmpty else { return false }
    let actors = by.isEmpty ? lifecycle.events[event].by : by
    return actors.isEmpty || actors.contains { $0 != .lead && $0 != .system }
  }
}
