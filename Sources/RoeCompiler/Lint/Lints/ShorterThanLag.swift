import RoeMachine
import RoeSource

extension Lint {
  static let shorterThanLag = Lint(
    Code(
      "ROE0410", "shorter-than-lag", .warning,
      title: "The deadline is shorter than the sync lag",
      rationale: """
        The CRM may report what people do as late as `sync_lag` says, so every deadline is decided \
        that much after it has passed. A deadline that is shorter than this is felt more by the \
        CRM than by people: whoever is called learns of it when twice the time is over.
        """,
      avoid: Example(
        """
        sync_lag: 10 minutes
        slas:
          first_answer:
            due: 5 minutes
            ladder: [{ at: 5 minutes, owner: kim }]  # ROE0410
        states:
          new:
            owner: lena
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        sync_lag: 2 minutes
        slas:
          first_answer:
            due: 5 minutes
            ladder: [{ at: 5 minutes, owner: kim }]
        states:
          new:
            owner: lena
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    let lag = input.machine.syncLag
    if lag <= 0 { return [] }
    return input.armedClocks { journey, ref, span in
      let clock = journey.lifecycle.clocks[ref]
      guard
        let (number, rung) = clock.rungs.enumerated().first(where: {
          switch $0.element.after {
          // A clock of no length has its own finding.
          case .seconds(let count), .businessSeconds(let count): (1..<lag).contains(count)
          case .businessDays, .endOfBusinessDay, .months: false
          }
        })
      else { return nil }
      let rule = RuleID.clock(journey.lifecycle.id, clock.id)
      return Finding(
        "this rings \(rung.after.words) after the start, and what was done by then may be reported \(Amount.seconds(lag).words) late",
        at: input.span(rule, "\(number + 1)") ?? span,
        notes: [
          "Until then nobody knows whether it was done, so the step is taken only after that."
        ],
        help: "Make the deadline longer than sync_lag, or let the CRM report sooner.",
        scenes: [Scene(ring: number, of: ref, in: journey)])
    }
  }
}
