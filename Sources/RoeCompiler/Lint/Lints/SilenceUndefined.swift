import RoeMachine
import RoeSource

extension Lint {
  static let silenceUndefined = Lint(
    Code(
      "ROE0510", "silence-undefined",
      title: "Asked, and nobody answers: then what?",
      rationale: """
        Most leads that are lost at a handoff are not rejected; nobody answers. The rules say what \
        silence means: somebody else is asked, or one person takes the lead.
        """,
      avoid: Example(
        """
        events:
          accepted: {}
          rejected: {}
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
        handoffs:
          to_sales:  # ROE0510
            from: working
            event: done
            to: selling
            owner: dana
            answer: { within: 4 hours, accept: accepted, reject: rejected }
        """),
      prefer: Example(
        """
        events:
          accepted: {}
          rejected: {}
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
        handoffs:
          to_sales:
            from: working
            event: done
            to: selling
            owner: dana
            answer:
              within: 4 hours
              accept: accepted
              reject: rejected
              silence: { owner: kim, to: working }
        """))
  ) { input in
    input.soundHandoffs.compactMap { handoff in
      let rule = "\(handoff.lifecycle)/handoffs/\(handoff.id)"
      guard handoff.pending != nil, let span = input.span(rule) else { return nil }
      let message =
        "when nobody answers in “\(handoff.id)”, the lead waits between two people for ever"
      guard let silence = handoff.silence else {
        return Finding(
          message, at: span,
          help: "Add to its answer: silence: [{ ask: next }, { owner: …, to: … }].",
          scenes: input.scenes(of: handoff))
      }
      guard
        let clock = input.machine.lifecycles.first(where: { $0.id == handoff.lifecycle })?.clocks
          .first(where: { $0.id == silence }),
        clock.rungs.last?.outcome.to == nil
      else { return nil }
      let last = input.span(RuleID.clock(handoff.lifecycle, silence), "\(clock.rungs.count)")
      return Finding(
        message, at: span,
        labels: last.map { [.init("the last thing that happens leaves the lead there", at: $0)] }
          ?? [],
        help: "Let the last step end it: silence: [{ ask: next }, { owner: …, to: … }].",
        scenes: input.scenes(of: handoff, then: input.noAnswer(in: handoff)))
    }
  }
}
