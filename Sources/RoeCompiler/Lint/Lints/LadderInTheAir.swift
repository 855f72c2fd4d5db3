import RoeMachine
import RoeSource

extension Lint {
  static let ladderInTheAir = Lint(
    Code(
      "ROE0901", "ladder-in-the-air",
      title: "The ladder ends in the air",
      rationale: """
        An escalation ends with a person who takes over or with a lead that goes elsewhere. A last \
        step that only tells somebody, with no other clock of the state to take the lead on later, \
        leaves it where it was, and after it there is silence.
        """,
      avoid: Example(
        """
        slas:
          first_answer:
            due: 1 hour
            ladder:
              - { at: 1 hour, owner: { backup_of: owner } }
              - { at: 2 hours, do: [{ notify: kim }] }  # ROE0901
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [first_answer]
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        slas:
          first_answer:
            due: 1 hour
            ladder:
              - { at: 1 hour, owner: { backup_of: owner } }
              - { at: 2 hours, owner: kim }
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    var order = DueOrder(input.machine)
    return input.armedClocks { journey, ref, span in
      let clock = journey.lifecycle.clocks[ref]
      guard journey.effect(of: clock) == .consequence, !clock.repeats, let last = clock.rungs.last,
        !last.outcome.isFinal,
        // What silence in a handoff means has its own finding.
        !input.texts.handoffs.contains(where: {
          $0.lifecycle == journey.lifecycle.id && $0.silence == clock.id
        }),
        let (state, left) = input.leadsLeft(by: ref, in: journey, &order)
      else { return nil }
      let rule = RuleID.clock(journey.lifecycle.id, clock.id)
      return Finding(
        "after the last step, \(last.after.words) on, nobody takes the lead over any more: it stays where it is",
        at: input.span(rule, "\(clock.rungs.count)") ?? span,
        labels: input.span(of: state, in: journey.lifecycle).map {
          [
            .init(
              "no other clock here takes \(left == .always ? "it" : "every such lead") on later",
              at: $0)
          ]
        } ?? [],
        help:
          "Let the last step move the lead (to:), say repeats: true, or add a clock that takes it on later, such as clocks: [{ after: 30 days, to: … }].",
        scenes: [
          Scene(
            journey.lifecycle, in: [state], where: .all([clock.when, left]),
            [.ring(ref, clock.rungs.count - 1)])
        ])
    }
  }
}

extension LintInput {
  /// The first state with leads that stay there after the last step of a clock, and what is true of
  /// them; nil where another clock takes every lead on later, or gives it to somebody else.
  fileprivate func leadsLeft(
    by ref: Ref<Clock>, in journey: Journey, _ order: inout DueOrder
  ) -> (state: Ref<State>, left: Guard)? {
    let lifecycle = journey.lifecycle
    let clock = lifecycle.clocks[ref]
    let handled = lifecycle.handledClocks
    let departures = Departures(lifecycle)
    for state in journey.states(arming: ref) {
      var conditions: [Guard] = []
      for other in lifecycle.states[state].clocks where other != ref && !handled.contains(other) {
        let isSameHours = departures.isSameHours(other, as: ref)
        guard
          journey.goesOn(lifecycle.clocks[other], after: clock, isSameHours: isSameHours, &order)
        else { continue }
        conditions.append(lifecycle.clocks[other].armingCondition(in: lifecycle))
      }
      if conditions.isEmpty { return (state, .always) }
      if conditions.contains(where: { $0 == .always || $0 == clock.when }) { continue }
      let left = Guard.all(conditions.map { .not($0) })
      // What is too complex to follow is told where it stands.
      guard var presence = presence(in: journey),
        (try? presence.lead(.all([clock.armingCondition(in: lifecycle), left]), in: state)) != nil
      else { continue }
      return (state, left)
    }
    return nil
  }
}

extension Journey {
  /// Whether a clock takes the lead on, or gives it to somebody else, after the last step of another
  /// that runs beside it, as far as their times can be compared.
  fileprivate func goesOn(
    _ other: Clock, after clock: Clock, isSameHours: Bool, _ order: inout DueOrder
  ) -> Bool {
    guard let last = clock.rungs.last, effect(of: other) == .consequence else { return false }
    let taker = clock.rungs.last { $0.outcome.isFinal }?.outcome.owner
    return other.rungs.contains { rung in
      // Whoever is taken elsewhere sooner never sees that step.
      if rung.outcome.to != nil { return true }
      guard rung.outcome.isFinal, rung.outcome.owner != taker else { return false }
      return other.repeats || other.anchor != clock.anchor
        || !order.isAlwaysEarlier(
          rung.after, of: other, than: last.after, of: clock, isSameHours: isSameHours)
    }
  }
}
