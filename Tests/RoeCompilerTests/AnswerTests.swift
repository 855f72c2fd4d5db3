import RoeCompiler
import RoeMachine
import RoeSource
import Testing

/// What goes on while somebody is asked to accept a lead.
@Suite struct AnswerTests {
  @Test func noClockOfTheGiversStateTakesTheLeadAwayMeanwhile() throws {
    let lifecycle = try #require(
      compile(
        Example(
          """
          events:
            met: { by: sdr }
            accepted: { by: ae }
            rejected: { by: ae }
          activities:
            touch: { any: done, by: owner }
          slas:
            promise: { due: 2 days, met_by: touch, ladder: [{ at: 2 days, to: lost }] }
          states:
            working:
              owner: lena
              entry: true
              clocks: [promise, { id: cold, after: 30 days, to: lost }, { id: call, after: 5 days, owner: kim }]
              moves: [{ event: done, to: won }]
            selling: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
          handoffs:
            to_sales:
              from: working
              event: met
              to: selling
              owner: dana
              answer: { within: 4 hours, accept: accepted, reject: { event: rejected, to: working, owner: giver }, silence: { owner: kim, to: selling } }
          """)
      ).machine.lifecycles.first)
    let pending = try #require(lifecycle.states.first { $0.kind == .pending })
    #expect(
      pending.carries.map { lifecycle.clocks[$0].id }.sorted() == ["promise", "working.call"])
    let giver = try #require(lifecycle.states.first { $0.id == "working" })
    #expect(giver.carries == pending.carries)
  }
}
