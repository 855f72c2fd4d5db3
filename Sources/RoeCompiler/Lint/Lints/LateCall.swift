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
        case .amount(let promised) = Lowering.amount(limit),
        let journey = input.journey(of: sla.lifecycle),
        let span = input.span("\(sla.lifecycle)/slas/\(sla.id)")
      else { return nil }
      let lifecycle = journey.lifecycle
      var worst: (wait: Int, start: Int, scene: Scene)?
      for ref in lifecycle.clocks.refs where sla.clocks.contains(lifecycle.clocks[ref].id) {
        let clock = lifecycle.clocks[ref]
        guard let after = sla.due(ofClock: clock.id) ?? clock.rungs.last?.after else { continue }
        let rung = clock.rungs.firstIndex { $0.after == after } ?? clock.rungs.count - 1
        let scene = Scene(ring: rung, of: ref, in: journey)
        if let day = clock.notBefore {
          let field = lifecycle.fields[day].id
          return Finding(
            "“\(sla.id)” waits for the day in “\(field)”, however far away that is, and “never longer than” says \(limit)",
            at: span, help: "Leave out not_before:, or the promise.", scenes: [scene])
        }
        for (calendar, owners) in input.hours(of: ref, in: journey) {
          guard
            let found = input.machine.longestWait(for: after, in: calendar, beyond: promised),
            found.wait > worst?.wait ?? 0
          else { continue }
          var worstScene = scene
          worstScene.arriving = found.start.wholeMinute
          if let owners { worstScene.acts.insert(.owned(by: owners), at: 0) }
          worst = (found.wait, found.start, worstScene)
        }
      }
      guard let worst else { return nil }
      let zone = input.machine.zones[input.machine.zone]
      return Finding(
        "“\(sla.id)” can take \(worst.wait.exactSpanWords), and “never longer than” says \(limit)",
        at: span,
        notes: [
          "For example from \(zone.moment(worst.start)) until \(zone.stamp(worst.start.saturating(plus: worst.wait)))."
        ], help: "Cover those hours, or change the promise.", scenes: [worst.scene])
    }
  }
}
