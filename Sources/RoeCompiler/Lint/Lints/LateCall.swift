import RoeMachine
import RoeSource

extension Lint {
  static let lateCall = Lint(
    Code(
      "ROE0406", "late-call", .warning,
      title: "“15 minutes” can mean 3 days 16 hours",
      rationale: """
        The rules promise that nobody waits longer than a stated time, and the deadline is counted \
        in business hours: over a night, a weekend or a holiday it takes longer than the promise \
        allows. Cover those hours, or promise what can be kept.
        """,
      avoid: Example(
        """
        slas:
          first_answer:  # ROE0406
            due: 15 business minutes
            calendar: office
            never_longer_than: 24 hours
            ladder: [{ at: 15 business minutes, owner: kim }]
        states:
          new:
            owner: lena
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        slas:
          first_answer:
            due: 15 business minutes
            calendar: office
            never_longer_than: 5 days
            ladder: [{ at: 15 business minutes, owner: kim }]
        states:
          new:
            owner: lena
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    if input.facts.silences.isEmpty { return [] }
    return input.texts.slas.compactMap { sla -> Finding? in
      guard let limit = sla.neverLongerThan,
        case .amount(.seconds(let promised)) = Lowering.amount(limit),
        let journey = input.journey(of: sla.lifecycle),
        let span = input.span("\(sla.lifecycle)/slas/\(sla.id)")
      else { return nil }
      let lifecycle = journey.lifecycle
      var worst: (wait: Int, start: Int, due: Int, scenes: [Scene])?
      for ref in lifecycle.clocks.refs where sla.clocks.contains(lifecycle.clocks[ref].id) {
        let clock = lifecycle.clocks[ref]
        let id = clock.id
        let due = sla.due[id].flatMap { text -> Amount? in
          if case .amount(let amount) = Lowering.amount(text) { amount } else { nil }
        }
        guard let after = due ?? clock.rungs.last?.after else { continue }
        for calendar in clock.calendars(of: input.machine) {
          guard let found = BusinessTime(input.machine.calendars[calendar]).longestWait(for: after)
          else { continue }
          if found.due - found.start > worst?.wait ?? 0 {
            let rung = clock.rungs.firstIndex { $0.after == after } ?? clock.rungs.count - 1
            let scene = Scene(ring: rung, of: ref, in: journey)
            var worstScene = scene
            worstScene.arriving = found.start.wholeMinute
            worst = (found.due - found.start, found.start, found.due, [worstScene, scene])
          }
        }
      }
      guard let worst, worst.wait > promised.saturating(times: 1000) else { return nil }
      let zone = input.machine.zones[input.machine.zone]
      return Finding(
        "“\(sla.id)” can take \(worst.wait.exactSpanWords), and “never longer than” says \(limit)",
        at: span,
        notes: [
          "For example from \(zone.moment(worst.start)) until \(zone.stamp(worst.due))."
        ], help: "Cover those hours, or change the promise.", scenes: worst.scenes)
    }
  }
}
