import RoeMachine
import RoeSource
import Testing

@testable import RoeCompiler

/// The longest silence that clean rules are told: nothing that is not known is left out of it.
@Suite struct LongestSilenceTests {
  /// A lead that is counted round until a number is reached.
  private func counting(to number: Int, atMost most: Int) -> Compilation {
    compile(
      Example(
        """
        fields:
          n: { type: counter, max: \(most) }
        states:
          new:
            owner: dana
            entry: true
            clocks:
              - { id: again, when: n < \(number), after: 2 days, to: new, do: [{ count: n }] }
              - { id: end, when: n >= \(number), after: 2 days, to: won }
            moves: [{ event: done, to: won }, { event: asked_again, do: [{ remind: owner }] }]
        """))
  }

  @Test(arguments: [(3, 3), (3, 20), (11, 20), (11, 1000), (60, 1000)])
  func countersAreFollowedToTheirEnd(_ number: Int, _ most: Int) throws {
    let result = counting(to: number, atMost: most)
    let called = try #require(result.proof?.longest?.silence.called, "\(result.text)")
    #expect(called.bound == .within((number + 1) * 2 * 86_400_000))
    #expect(called.isExact)
    #expect(result.contradictions == [])
  }

  /// Whoever has been named in one state, and keeps the lead in the next, may be named once more there,
  /// and nobody hears of it.
  @Test(arguments: [("eli", 400), ("kim", 5)])
  func whoIsBroughtMayBeNamedAgain(_ name: String, _ days: Int) throws {
    let result = compile(
      Example(
        """
        states:
          new:
            owner: dana
            entry: true
            clocks: [{ after: 1 day, owner: eli }, { after: 3 days, to: lost }]
            moves: [{ event: done, to: work }]
          work:
            owner: keep
            clocks: [{ after: 5 days, owner: \(name) }, { after: 400 days, to: lost }]
            moves: [{ event: done, to: won }, { event: asked_again, do: [{ remind: owner }] }]
        """))
    let proof = try #require(result.proof, "\(result.text)")
    let called = try #require(proof.longest?.silence.called)
    #expect(called.bound == .within(days * 86_400_000))
    #expect(called.isReached == (days == 5))
    #expect(!proof.assumptions.contains(.silence(.theNextOneIsSomebodyElse)))
  }

  /// Whom the state names to which a table sends the lead is somebody who has it already.
  @Test func aTableSendsTheLeadOnToItsOwner() throws {
    let result = compile(
      Example(
        """
        routing:
          desks: { match: first, rows: [{ id: mine, when: size is big, to: working }], otherwise: kim }
        fields:
          size: { type: enum, values: [small, big], frozen: true }
        states:
          new: { owner: { routing: desks }, entry: true, clocks: [{ after: 14 days, to: lost }], moves: [{ event: done, to: won }] }
          working: { owner: dana, clocks: [{ after: 14 days, to: waiting }], moves: [{ event: done, to: won }] }
          waiting: { owner: keep, clocks: [{ after: 22 days, to: new }], moves: [{ event: done, to: won }] }
        """))
    let report = try #require(result.silences.first, "\(result.text)")
    let machine = result.machine.lifecycles[report.lifecycle]
    let waiting = report.cases.filter {
      ["waiting", "working"].contains(machine.states[$0.state].id)
    }
    #expect(!waiting.isEmpty)
    for item in waiting {
      if case .within = item.called.bound { Issue.record("\(item)") }
    }
  }

  /// Whoever is found through a group, a role or a queue, or named by the rule that brings the lead,
  /// may be the one whom a clock names.
  @Test(arguments: [
    ("owner: closers", "eli", 400), ("owner: closers", "kim", 5), ("owner: closers", "lena", 5),
    ("owner: ae", "eli", 400), ("owner: eli", "ae", 400),
    ("owner: lena", "ae", 5), ("owner: eli", "closers", 400), ("owner: lena", "closers", 5),
    ("owner: inbox", "kim", 400), ("owner: kim", "inbox", 400),
  ])
  func whoIsFoundMayBeNamedAgain(_ owner: String, _ name: String, _ days: Int) throws {
    let result = compile(
      Example(
        """
        pools: { closers: { members: [dana, eli], at_least: 1 present, steward: kim } }
        queues: { inbox: { steward: kim } }
        states:
          new:
            \(owner)
            entry: true
            clocks: [{ after: 5 days, owner: \(name) }, { after: 400 days, to: lost }]
            moves: [{ event: done, to: won }, { event: asked_again, do: [{ remind: owner }] }]
        """))
    var longest = try #require(result.longestSilence, "\(result.text)")
    // Of a group it need not be their turn.
    longest.silence.called.isExact = false
    #expect(longest.silence.called.bound == .within(days * 86_400_000))
    let replay = SilenceReplay(machine: result.machine, roster: result.roster)
    #expect(replay.objection(to: longest.silence, in: longest.lifecycle) == nil)
  }

  /// Of tables with many rows it is not told apart for which leads they name somebody again.
  @Test(arguments: [
    ("{ routing: big }", "eli", 400), ("eli", "{ routing: big }", 400),
    ("{ routing: big }", "sam", 5),
    ("sam", "{ routing: big }", 5), ("{ routing: big }", "ae", 400),
    ("{ routing: big }", "{ routing: other }", 400),
  ])
  func largeTablesMayNameThemAgain(_ owner: String, _ name: String, _ days: Int) throws {
    func rows(_ owner: String) -> String {
      (1...20).map { "{ id: r\($0), when: size is \($0), owner: \($0 == 9 ? "eli" : owner) }" }
        .joined(separator: ", ")
    }
    let result = compile(
      Example(
        """
        fields: { size: { type: integer } }
        routing:
          big: { match: first, rows: [\(rows("lena"))], otherwise: lena }
          other: { match: first, rows: [\(rows("kim"))], otherwise: kim }
        states:
          new:
            owner: \(owner)
            entry: true
            clocks: [{ after: 5 days, owner: \(name) }, { after: 400 days, to: lost }]
            moves: [{ event: done, to: won }, { event: asked_again, do: [{ remind: owner }] }]
        """))
    let called = try #require(result.longestSilence?.silence.called, "\(result.text)")
    #expect(called.bound == .within(days * 86_400_000))
    #expect(called.isReached == (days == 5))
    #expect(!result.silences.contains { $0.assumptions.contains(.theNextOneIsSomebodyElse) })
  }

  @Test func whatIsNotFoundOutIsNotLeftOut() throws {
    let result = counting(to: 200, atMost: 1000)
    let proof = try #require(result.proof, "\(result.text)")
    #expect(proof.longest == nil)
    #expect(!proof.limits.isEmpty)
    let doubt = "in “new” perhaps nobody else is ever called"
    #expect(proof.statements.contains { $0.objection == doubt })
  }

  /// Different clocks may take different leads round between the same states.
  @Test func aWayRoundIsToldOnce() {
    let result = compile(
      Example(
        """
        fields:
          hot: { type: boolean }
        states:
          new:
            owner: dana
            entry: true
            clocks: [{ id: quick, when: hot, after: 1 day, to: mid }, { id: slow, when: not hot, after: 2 days, to: mid }]
            moves: [{ event: done, to: won }]
          mid:
            owner: eli
            clocks: [{ after: 3 days, to: new }]
            moves: [{ event: done, to: lost }]
        """))
    #expect(result.diagnostics.count { $0.code.id == "ROE0607" } == 1, "\(result.text)")
  }

  @Test func noLeadWaitsWhereNoneGetsTo() throws {
    let result = compile(
      Example(
        """
        fields:
          plan: { type: enum, values: [red, blue], frozen: true }
        states:
          new:
            owner: dana
            entry: true
            clocks: [{ after: 3 days, to: lost }]
            moves: [{ event: done, when: plan is red, to: mid }, { event: done, when: plan is blue, to: won }, { event: asked_again, do: [{ remind: owner }] }]
          mid:
            owner: eli
            clocks: [{ after: 5 days, to: lost }]
            moves: [{ event: done, when: plan is red, to: won }, { event: done, when: plan is blue, to: far }]
          far: { owner: eli, clocks: [{ after: 90 days, to: lost }], moves: [{ event: done, to: won }] }
        """))
    let report = try #require(result.silences.first)
    let far = try #require(result.machine.lifecycles.first?.states.firstIndex { $0.id == "far" })
    #expect(!report.cases.isEmpty)
    #expect(!report.cases.contains { $0.state == Ref(far) })
  }

  /// A clock that counts from the last change of owner rings at once where its time is past.
  @Test func whatIsOverdueWhenItIsArmedRingsThen() throws {
    let result = compile(
      Example(
        """
        slas:
          long: { due: 100 days, ladder: [{ at: 100 days, to: lost }] }
        states:
          new:
            owner: dana
            entry: true
            clocks: [{ after: 1 day, owner: eli }, long, { after: 30 days, to: mid }]
            moves: [{ event: done, to: won }]
          mid:
            owner: keep
            clocks: [long, { since: assignment, after: 7 days, to: far }]
            moves: [{ event: done, to: won }]
          far: { owner: keep, clocks: [{ after: 2 days, to: lost }], moves: [{ event: done, to: won }] }
        """))
    var machine = result.machine
    let lifecycle = machine.lifecycles[0]
    let long = try #require(lifecycle.clocks.firstIndex { $0.id == "long" }, "\(result.text)")
    let mid = try #require(lifecycle.states.firstIndex { $0.id == "mid" })
    machine.lifecycles[0].states[mid].carries = [Ref(long)]
    let new = lifecycle.states.firstIndex { $0.id == "new" }.map { Ref<State>($0) }
    let silences = silence(of: machine, lifecycle: Ref(0)).cases.filter { $0.state == new }
    #expect(silences.map(\.rested?.bound) == [.within(32 * 86_400_000)])
  }
}
