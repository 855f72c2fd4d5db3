import RoeMachine
import RoeSource

extension Lint {
  static let unheardEvent = Lint(
    Code(
      "ROE0604", "unheard-event", .warning,
      title: "It happens and nothing happens",
      rationale: """
        The rules say what a lead or a system brings about for some leads of a state, and for the \
        others nothing: it happens, and nobody notices. So it is where what it does needs a value \
        that the lead may lack, where a rule that looks by itself leads to a state that asks for \
        such a value, where an event is heard before a handoff and after it and not while \
        somebody is asked, and where a rule sends it to a lifecycle that does not hear it. Say what \
        it does then, too. If it is meant to do nothing, a move without `to` says so. Events that \
        only colleagues cause are left alone: whoever presses a button without effect sees it.
        """,
      avoid: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: asked_again, when: score >= 50, to: won }]  # ROE0604
        """),
      prefer: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: asked_again, when: score >= 50, to: won }
              - { event: asked_again, when: score < 50, do: [{ remind: owner }] }
        """))
  ) { input in
    input.unheardEvents + input.refusedEvents + input.lackingMoves + input.eventsUnheardMeanwhile
      + input.eventsSentInVain
  }
}

extension LintInput {
  /// Events that do something for some leads of a state alone.
  fileprivate var unheardEvents: [Finding] {
    facts.moves.compactMap { facts -> Finding? in
      guard case .success(let known) = facts.result, let place = known.unheard,
        let lead = place.lead
      else { return nil }
      let lifecycle = machine.lifecycles[facts.lifecycle]
      let journey = journey(of: facts.lifecycle)
      // A colleague whose button does nothing sees it; a lead that calls into the void does not.
      if lifecycle.events[facts.event].isForColleagues { return nil }
      // An event that counts as work on the lead does something by that alone.
      if lifecycle.activities.contains(where: { $0.events.contains(facts.event) }) { return nil }
      let state = place.state
      guard journey.looksAt(state),
        case let places = facts.moves.compactMap({ move in
          span(RuleID.move(lifecycle.id, lifecycle.moves[move].id))
        }).sorted(), let last = places.last
      else { return nil }
      let event = lifecycle.events[facts.event].id
      let caller = known.unheardCaller
      let words =
        switch caller {
        case .lead?: " when it is the lead who causes it"
        case .system?: " when no person causes it"
        default: ""
        }
      let whom =
        caller != nil && lead.traits.isEmpty ? "" : " for \(lead.who)"
      return Finding(
        "“\(event)” does nothing in “\(lifecycle.states[state].id)”\(words)\(whom)",
        at: last, labels: places.dropLast().map { .init("this hears it, too", at: $0) },
        help: "Say what it does for the other leads; a move without to: says that it does nothing.",
        witness: Witness(
          lead, in: facts.lifecycle,
          claims: facts.moves.filter { lifecycle.moves[$0].isHeard(from: caller) }.map {
            .fails(lifecycle.moves[$0].when)
          }),
        scenes: [
          Scene(lifecycle, in: [state], as: lead, [.event(facts.event, .ignored)]),
          Scene(lifecycle, in: [state], as: lead),
        ])
    }
  }

  /// Events that are refused, and that nobody causes again.
  fileprivate var refusedEvents: [Finding] {
    facts.moves.compactMap { facts -> Finding? in
      guard case .success(let known) = facts.result, let refused = known.refused,
        let lead = refused.place.lead
      else { return nil }
      let lifecycle = machine.lifecycles[facts.lifecycle]
      let state = lifecycle.states[refused.place.state].id
      let event = lifecycle.events[facts.event].id
      let field = lifecycle.fields[refused.field].id
      let move = lifecycle.moves[facts.moves[refused.move]]
      guard journey(of: facts.lifecycle).looksAt(refused.place.state),
        let place = span(RuleID.move(lifecycle.id, move.id))
      else { return nil }
      var labels: [Diagnostic.Label] = []
      if !move.requires.contains(refused.field), case .state(let target)? = move.outcome.to,
        let place = span(of: target, in: lifecycle)
      {
        labels = [.init("this needs “\(field)”", at: place)]
      }
      return Finding(
        "“\(event)” is refused in “\(state)” for a lead without “\(field)”, and nobody repeats it",
        at: place, labels: labels,
        notes: [
          "\(refused.caller == .lead ? "The lead" : "A system") causes it once, and does not see the refusal."
        ],
        help:
          "Ask for “\(field)” in when: and say what it does for the other leads; or say carries: \(field) for the event if it brings it along.",
        witness: Witness(
          lead, in: facts.lifecycle,
          claims: [.holds(move.when), .holds(.test(refused.field, .isMissing))]),
        scenes: [
          Scene(
            lifecycle, in: [refused.place.state], as: lead,
            [.event(facts.event, .refused, by: refused.caller.actor)]),
          Scene(lifecycle, in: [refused.place.state], as: lead),
        ])
    }
  }
}

extension LintInput {
  /// Moves that happen by themselves, and pass over leads for want of what the next state asks for.
  fileprivate var lackingMoves: [Finding] {
    facts.watches.flatMap { facts in
      let lifecycle = machine.lifecycles[facts.lifecycle]
      return facts.lacks.compactMap { lack -> Finding? in
        let move = lifecycle.moves[lack.move]
        guard let place = span(RuleID.move(lifecycle.id, move.id)) else { return nil }
        let (state, target) = (lifecycle.states[lack.state].id, lifecycle.states[lack.target].id)
        let field = lifecycle.fields[lack.field].id
        let without = Guard.test(lack.field, .isMissing)
        return Finding(
          "this does not take \(lack.lead.who) from “\(state)” to “\(target)”, which requires “\(field)”: it stays there, and nobody is told",
          at: place,
          labels: span(of: lack.target, in: lifecycle, "requires").map {
            [.init("“\(field)” is required here", at: $0)]
          } ?? [],
          help:
            "Set “\(field)” on the way (do:), or ask for it in the condition and say what becomes of the other leads.",
          witness: Witness(
            lack.lead, in: facts.lifecycle, claims: [.holds(move.when), .holds(without)]),
          scenes: [
            Scene(
              lifecycle, in: [lack.state], as: lack.lead, where: .all([move.when, without])),
            Scene(
              lifecycle, in: [lack.state], [.edited(.all([move.when, without]))]),
          ])
      }
    }
  }
}

extension ActorTest {
  /// Who passes it without being a person.
  var actor: Actor? {
    switch self {
    case .lead: .lead
    case .system: .system
    case .owner, .asked, .person, .role, .pool: nil
    }
  }
}

extension Event {
  /// Whether only people of the house can cause it.
  var isForColleagues: Bool {
    !by.isEmpty && !by.contains { $0 == .lead || $0 == .system }
  }
}
