import RoeMachine
import RoeSource

extension Lint {
  static let unansweredHandoff = Lint(
    Code(
      "ROE0501", "unanswered-handoff", .warning,
      title: "Handed over, never accepted",
      rationale: """
        A handoff is complete when the other one says so. Without an answer the giver thinks that \
        it is done, the receiver has not looked yet, and the lead cools between them. `answer:` \
        keeps the giver responsible until somebody has accepted.
        """,
      avoid: Example(
        """
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
        handoffs:
          to_sales: { from: working, event: done, to: selling, owner: dana }  # ROE0501
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
      guard handoff.pending == nil,
        let span = input.span("\(handoff.lifecycle)/handoffs/\(handoff.id)")
      else { return nil }
      return Finding(
        "the receiver never has to say yes: “\(handoff.id)” hands the lead over at once", at: span,
        notes: [
          "From that moment the giver is free, whether or not anybody has looked at the lead."
        ],
        help: "Add answer: with within, accept, reject and silence.",
        scenes: input.scenes(of: handoff))
    }
  }
}
