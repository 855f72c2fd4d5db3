import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let notWhatSalesAccepts = Lint(
    Code(
      "ROE0506", "not-what-sales-accepts",
      title: "Marketing says ready, sales says no",
      rationale: """
        A handoff says with `when` which leads are ready. The state that takes them over says what \
        it wants: the fields that it requires, and, with `whenever`, which leads it sends away at \
        once. If the first lets a lead through that the second does not take, the two teams mean \
        different things by one word, and the lead goes to and fro between them.
        """,
      avoid: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        events:
          accepted: {}
          rejected: {}
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling:
            owner: keep
            clocks: [{ after: 90 days, to: lost }]
            moves: [{ whenever: score < 60, to: working, owner: lena }]
        handoffs:
          to_sales:
            from: working
            event: done
            when: score >= 40  # ROE0506
            to: selling
            owner: dana
            answer:
              within: 4 hours
              accept: accepted
              reject: rejected
              silence: { owner: kim, to: lost }
        """),
      prefer: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        events:
          accepted: {}
          rejected: {}
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling:
            owner: keep
            clocks: [{ after: 90 days, to: lost }]
            moves: [{ whenever: score < 60, to: working, owner: lena }]
        handoffs:
          to_sales:
            from: working
            event: done
            when: score >= 60
            to: selling
            owner: dana
            answer:
              within: 4 hours
              accept: accepted
              reject: rejected
              silence: { owner: kim, to: lost }
        """))
  ) { input in
    if !input.isExact { return [] }
    return input.soundHandoffs.compactMap { handoff -> Finding? in
      guard let place = input.journeys.firstIndex(where: { $0.lifecycle.id == handoff.lifecycle }),
        let terms = HandoffTerms(handoff, in: input.journeys[place]),
        let span = input.span(RuleID.move(handoff.lifecycle, handoff.move), "when")
          ?? input.span("\(handoff.lifecycle)/handoffs/\(handoff.id)"),
        // What is too complex to follow is told where it stands.
        let presence = input.presence(in: input.journeys[place]),
        let refused = try? terms.refused(presence)
      else { return nil }
      let lifecycle = terms.lifecycle
      let target = lifecycle.states[terms.target].id
      let (rule, verb, acts): (SourceSpan?, String, [Scene.Act]) =
        switch refused.by {
        case .move(let move):
          (
            input.span(RuleID.move(lifecycle.id, lifecycle.moves[move].id)),
            "“\(target)” sends it away at once",
            input.answer(handoff.accept, in: handoff) + [.move(move)]
          )
        case .field(let field):
          (
            input.span(of: terms.target, in: lifecycle, "requires"),
            "nobody can accept it without “\(lifecycle.fields[field].id)”",
            input.refusal(of: handoff.accept, in: handoff)
          )
        }
      return Finding(
        "“\(handoff.id)” hands over \(refused.lead.who), and \(verb)", at: span,
        labels: rule.map { [.init("it is not taken", at: $0)] } ?? [],
        help: "Let both say the same: one definition for what is ready and for what is taken.",
        witness: Witness(
          refused.lead, in: Ref(place),
          claims: [.holds(terms.handover.when), .holds(terms.condition(refused.by))]),
        scenes: input.scenes(of: handoff, as: refused.lead, then: acts))
    }
  }
}

/// What one side of a handoff calls ready, and what the other side does not take.
private struct HandoffTerms {
  enum Refusal {
    /// The state that takes the lead over sends it away.
    case move(Ref<Move>)
    /// The receiver cannot accept without a value.
    case field(Ref<Field>)
  }

  let lifecycle: Lifecycle
  let handover: Move
  let target: Ref<State>
  private let refusals: [Refusal]

  /// Nil where nothing is refused by its form.
  init?(_ handoff: HandoffText, in journey: Journey) {
    lifecycle = journey.lifecycle
    let moves = lifecycle.moves
    guard let handover = moves.first(where: { $0.id == handoff.move }),
      let to = lifecycle.states.refs.first(where: { journey.lifecycle.states[$0].id == handoff.to })
    else { return nil }
    self.handover = handover
    let accept = handoff.accept.flatMap { id in moves.first { $0.id == id } }
    if case .state(let said)? = accept?.outcome.to { target = said } else { target = to }
    var refusals: [Refusal] = []
    for ref in moves.refs where moves[ref].sendsAway(from: target) {
      refusals.append(.move(ref))
    }
    if let accept {
      var known = handover.requires + accept.outcome.writtenFields + handover.outcome.writtenFields
      if case .event(let event) = accept.trigger { known += lifecycle.events[event].carries }
      for field in accept.requires + lifecycle.states[target].requires
      where lifecycle.fields[field].canBeMissing && !known.contains(field) {
        refusals.append(.field(field))
      }
    }
    if refusals.isEmpty { return nil }
    self.refusals = refusals
  }

  func condition(_ refusal: Refusal) -> Guard {
    switch refusal {
    case .move(let move): SilentGuards.condition(of: lifecycle.moves[move], lifecycle)
    case .field(let field): .test(field, .isMissing)
    }
  }

  /// A lead that is handed over and not taken; nil when there is none.
  func refused(
    _ presence: Presence
  ) throws(BudgetExceeded) -> (by: Refusal, lead: SampleLead)? {
    let ready = Guard.all([handover.when] + handover.requires.map { .test($0, .isPresent) })
    var presence = presence
    for refusal in refusals {
      for state in handover.from {
        let handed = Guard.all([ready, condition(refusal)] + before(in: state).map { .not($0) })
        let lead = try presence.lead(handed, in: state)
        if let lead { return (refusal, lead) }
      }
    }
    return nil
  }

  /// The conditions of rules that hear the same event before, whoever causes it.
  private func before(in state: Ref<State>) -> [Guard] {
    lifecycle.moves.prefix { $0.id != handover.id }.filter {
      $0.trigger == handover.trigger && $0.by.isEmpty && $0.from.contains(state)
    }.map(\.when)
  }
}

extension Move {
  /// Whether it takes a lead out of a state of its own accord.
  fileprivate func sendsAway(from state: Ref<State>) -> Bool {
    guard trigger == .watch, by.isEmpty, from.contains(state), case .state(let to)? = outcome.to
    else { return false }
    return to != state
  }
}
