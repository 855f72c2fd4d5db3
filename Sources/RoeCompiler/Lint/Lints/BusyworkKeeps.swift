import RoeLogic
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
        guard state.kind == .live, !state.clocks.isEmpty else { return nil }
        let moves = journey.steps(from: ref).compactMap { step -> (Ref<Move>, SourceSpan)? in
          guard step.to == ref, case .move(let move) = step.cause,
            lifecycle.moves[move].isBusywork(in: lifecycle)
          else { return nil }
          return input.span(RuleID.move(lifecycle.id, lifecycle.moves[move].id)).map { (move, $0) }
        }
        for (move, place) in moves.sorted(by: { $0.1 < $1.1 }) {
          guard case .event(let event) = lifecycle.moves[move].trigger,
            let lead = input.kept(by: move, in: ref, journey)
          else { continue }
          return Finding(
            "every “\(lifecycle.events[event].id)” starts the clocks of “\(state.id)” again, so a lead can stay there for ever",
            at: place,
            notes: lead.traits.isEmpty ? [] : ["So it is, for example, for \(lead.who)."],
            help:
              "Leave to: out, so that the clocks run on; or add a clock with since: capture that ends it.",
            scenes: [lead, nil].map { lead in
              Scene(
                lifecycle, in: [ref], as: lead,
                [Scene.Act](repeating: .move(move, before: state.clocks.first), count: 3))
            }
          )
        }
        return nil
      }
    }
  }
}

extension LintInput {
  /// A lead that the move, made again and again, keeps in a state for ever; nil when there is none,
  /// or it is too much to say, which is told where it stands.
  fileprivate func kept(
    by ref: Ref<Move>, in state: Ref<State>, _ journey: Journey
  ) -> SampleLead? {
    let lifecycle = journey.lifecycle
    let move = lifecycle.moves[ref]
    let condition = move.condition(in: lifecycle).afterAllDates(lifecycle.definitions)
    // Once a clock that a second entry does not put off has run out, it takes the lead away.
    let caps = lifecycle.states[state].clocks.compactMap {
      lifecycle.clocks[$0].cap(after: move, in: state, lifecycle)
    }
    let open = Guard.all([condition] + caps.map { .not($0) })
    do throws(BudgetExceeded) {
      var presence = try Presence(
        journey, asking: [open] + lifecycle.tests(ofWritingsIn: [open]), in: machine)
      let resting = try presence.waiting(in: state)
      var kept = try presence.space.diagrams.and(resting, presence.space.leads(open))
      while true {
        let again = try presence.space.before(move.outcome.actions, presence.edited(kept))
        let next = try presence.space.diagrams.and(kept, again)
        if next == kept { return presence.space.sample(of: kept) }
        kept = next
      }
    } catch {
      return nil
    }
  }
}

extension Clock {
  /// For which leads it takes every lead away in the end, although a move enters the state again and
  /// again; nil when it does not.
  fileprivate func cap(
    after move: Move, in state: Ref<State>, _ lifecycle: Lifecycle
  ) -> Guard? {
    let isFinal = rungs.contains { rung in
      if case .state(state)? = rung.outcome.to, rung.outcome.owner == nil { return false }
      return rung.outcome.isFinal
    }
    guard isFinal else { return nil }
    let when = when.afterAllDates(lifecycle.definitions)
    if let field = notAfter { return .all([when, .test(field, .isPresent)]) }
    switch anchor {
    case .capture: return when
    case .field(let field): return .all([when, .test(field, .isPresent)])
    case .assignment:
      let chain = move.outcome.owner ?? lifecycle.states[state].owner
      return chain.isEmpty || chain.first == .keep || chain.firstPerson != nil ? when : nil
    case .entry, .activity: return nil
    }
  }
}

extension Move {
  /// Whether colleagues can do it as often as they like.
  fileprivate func isBusywork(in lifecycle: Lifecycle) -> Bool {
    guard case .event(let event) = trigger else { return false }
    let actors = by.isEmpty ? lifecycle.events[event].by : by
    return actors.isEmpty || actors.contains { $0 != .lead && $0 != .system }
  }
}
