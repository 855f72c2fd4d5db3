import RoeMachine
import RoeSource

extension Lint {
  static let rejectionUndefined = Lint(
    Code(
      "ROE0503", "rejection-undefined",
      title: "Rejected, and then?",
      rationale: """
        A receiver who may not say no says nothing. The rules say how a lead is given back, and \
        best with a reason, so that the next one is better.
        """,
      avoid: Example(
        """
        events:
          accepted: {}
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
        handoffs:
          to_sales:  # ROE0503
            from: working
            event: done
            to: selling
            owner: dana
            answer: { within: 4 hours, accept: accepted, silence: { owner: kim, to: working } }
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
              reject: { event: rejected, to: working, owner: giver }
              silence: { owner: kim, to: working }
        """))
  ) { input in
    input.soundHandoffs.compactMap { handoff in
      let rule = "\(handoff.lifecycle)/handoffs/\(handoff.id)"
      guard handoff.pending != nil, handoff.reject == nil,
        let span = input.span(rule)
      else { return nil }
      return Finding(
        "whoever is asked in “\(handoff.id)” can accept the lead, but not give it back", at: span,
        help: "Add to its answer: reject: { event: …, requires: [a reason], owner: giver }.",
        scenes: input.scenes(of: handoff))
    }
  }
}
