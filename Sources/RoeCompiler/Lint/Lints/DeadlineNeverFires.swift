import RoeMachine
import RoeSource

extension Lint {
  static let deadlineNeverFires = Lint(
    Code(
      "ROE0404", "deadline-never-fires", .warning,
      title: "This deadline can never fire",
      rationale: """
        Another clock of the state always rings first and takes the lead away, or no lead of the \
        state is one for which it runs, so nobody will ever see this one ring. It reads like a promise, and it is none. Bring it forward, or delete it.
        """,
      avoid: Example(
        """
        states:
          waiting:
            owner: dana
            entry: true
            clocks:
              - { after: 14 days, to: lost }
              - { id: month, after: 30 days, owner: kim }  # ROE0404
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        states:
          waiting:
            owner: dana
            entry: true
            clocks:
              - { id: week, after: 7 days, owner: kim }
              - { after: 14 days, to: lost }
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    input.idleClocks
      + input.journeys.flatMap { journey -> [Finding] in
        var leaves = Leaves(of: journey, in: input.machine)
        return leaves.overtaken().compactMap { clock, rung, leaves in
          let lifecycle = journey.lifecycle
          let late = lifecycle.clocks[clock]
          let rule = RuleID.clock(lifecycle.id, late.id)
          guard let place = input.span(rule, "\(rung + 1)") ?? input.span(rule),
            let first = leaves.first
          else { return nil }
          let state = lifecycle.states[first.state].id
          let names = leaves.map { "“\($0.clock.id)”" }
          let take = names.count == 1 ? "always takes" : "always take"
          let time = late.rungs[rung].after.words
          return Finding(
            late.rungs.count == 1
              ? "“\(late.id)” never rings in “\(state)”: \(names.listed) \(take) the lead away before"
              : "the step of “\(late.id)” after \(time) never comes in “\(state)”: \(names.listed) \(take) the lead away before",
            at: place,
            labels: leaves.compactMap { leave in
              input.span(RuleID.clock(lifecycle.id, leave.clock.id)).map {
                .init("after \(leave.departure.after.words) the lead leaves", at: $0)
              }
            },
            notes: leaves.contains { $0.departure.after == late.rungs[rung].after }
              ? [
                "Of two steps that are due in one moment the lower one comes first, and of two first steps the clock that is first by name."
              ]
              : [],
            help: "Let it ring earlier, or delete it.",
            scenes: leaves.map { leave in
              Scene(
                lifecycle, in: [leave.state], where: .all([late.when, leave.clock.when]),
                [.ring(leave.departure.clock, leave.departure.rung)])
            })
        }
      }
  }
}
