import RoeMachine
import RoeSource

extension Lint {
  static let ladderInTheAir = Lint(
    Code(
      "ROE0901", "ladder-in-the-air",
      title: "The ladder ends in the air",
      rationale: """
        An escalation ends with a person who takes over or with a lead that goes elsewhere. A last \
        step that only tells somebody leaves the lead where it was, and after it there is silence.
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
            clocks: [first_answer, { after: 30 days, to: lost }]
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
    input.armedClocks { journey, ref, span in
      let clock = journey.lifecycle.clocks[ref]
      guard journey.effect(of: clock) == .consequence, !clock.repeats, let last = clock.rungs.last,
        !last.outcome.isFinal,
        // What silence in a handoff means has its own finding.
        !input.texts.handoffs.contains(where: {
          $0.lifecycle == journey.lifecycle.id && $0.silence == clock.id
        })
      else { return nil }
      let rule = RuleID.clock(journey.lifecycle.id, clock.id)
      return Finding(
        "after the last step, \(last.after.words) on, nothing happens any more: the lead stays where it is",
        at: input.span(rule, "\(clock.rungs.count)") ?? span,
        help:
          "Let the last step give the lead to one person (owner:), move it (to:), or say repeats: true.",
        scenes: [Scene(ring: clock.rungs.count - 1, of: ref, in: journey)])
    }
  }
}
