import RoeMachine
import RoeSource
import RoeTestSupport
import Testing

@testable import RoeCompiler

/// The machine carries out a silence before it is told.
@Suite struct SilenceReplayTests {
  /// What the proof says of live states, the machine bears out; with a millisecond more or less, it
  /// does not.
  @Test(arguments: 0..<40) func randomMachines(seed: Int) throws {
    var rules = RandomRules(seed: 40_000 + seed, hasCalendars: seed % 4 == 3)
    let machine = rules.machine()
    let replay = SilenceReplay(machine: machine, roster: Roster())
    for silent in silence(of: machine, lifecycle: Ref(0)).cases
    where machine.lifecycles[0].states[silent.state].kind == .live {
      let objection = replay.objection(to: silent, in: Ref(0))
      #expect(objection == nil, "seed \(40_000 + seed)")
      guard case .within(let bound) = silent.called.bound, silent.called.isExact else { continue }
      for wrong in [bound - 1, bound + 1] where wrong > 0 {
        var lie = silent
        lie.called.bound = .within(wrong)
        #expect(replay.objection(to: lie, in: Ref(0)) != nil, "seed \(40_000 + seed)")
      }
    }
  }

  /// Where the next rule names the one again who has the lead, nobody hears of it.
  @Test(arguments: [
    ("{ routing: one }", "{ routing: two }", 70), ("{ routing: one }", "eli", 70),
    ("eli", "{ routing: two }", 70), ("{ routing: one }", "{ routing: outer }", 70),
    ("{ routing: one }", "dana", 40), ("lena", "{ routing: two }", 40),
    // The steward of a queue is a person like any other.
    ("inbox", "eli", 70), ("eli", "inbox", 70), ("inbox", "other", 70),
    ("{ routing: one }", "inbox", 70), ("inbox", "{ routing: two }", 70), ("inbox", "dana", 40),
  ])
  func whoIsNamedAgainIsNotCalled(_ first: String, _ second: String, _ days: Int) {
    let result = compile(
      Example(
        """
        fields:
          colour: { type: enum, values: [red, blue] }
          size: { type: integer }
        queues: { inbox: { steward: eli }, other: { steward: eli } }
        routing:
          one: { match: first, rows: [{ id: red, when: colour is red, owner: eli }], otherwise: lena }
          two: { match: first, rows: [{ id: small, when: size < 9, owner: kim }, { id: red, when: colour is red, owner: eli }], otherwise: kim }
          outer: { match: first, rows: [{ id: big, when: size > 5, owner: { routing: two } }], otherwise: kim }
        states:
          new: { owner: \(first), entry: true, clocks: [{ after: 40 days, to: next }], moves: [{ event: done, to: won }] }
          next: { owner: \(second), clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
        """))
    let machine = result.machine
    let silences = silence(of: machine, lifecycle: Ref(0)).cases.filter {
      machine.lifecycles[0].states[$0.state].id == "new"
    }
    let waits = silences.map { silence -> Int in
      if case .within(let wait) = silence.called.bound { wait / 86_400_000 } else { .max }
    }
    #expect(waits.max() == days)
    let isExact = silences.allSatisfy { $0.called.isExact }
    #expect(isExact)
    let replay = SilenceReplay(machine: machine, roster: result.roster)
    for silence in silences { #expect(replay.objection(to: silence, in: Ref(0)) == nil) }
  }

  /// The lead is had by somebody whom no clock names, and comes back to where it was.
  @Test(arguments: [
    """
    states:
      new: { entry: true, owner: lena, clocks: [{ after: 1 day, owner: kim }, { after: 90 days, to: lost }], moves: [{ event: done, to: working }] }
      working: { owner: keep, clocks: [{ after: 3 days, owner: kim }, { after: 90 days, to: lost }], moves: [{ event: done, to: won }] }
    """,
    """
    states:
      new: { entry: true, owner: lena, clocks: [{ after: 14 days, to: lost }], moves: [{ event: done, to: hold }] }
      hold: { owner: keep, clocks: [{ after: 30 days, to: new }], moves: [{ event: done, to: legal }] }
      legal: { owner: keep, clocks: [{ after: 10 days, to: previous }] }
    """,
    """
    pools:
      closers: { members: [dana, eli], at_least: 2 present, steward: kim }
    states:
      new: { entry: true, owner: closers, clocks: [{ after: 3 days, to: again }], moves: [{ event: done, to: won }] }
      again: { owner: closers, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
    """,
    """
    fields:
      created: { type: time }
    states:
      new:
        entry: true
        owner: lena
        clocks: [{ since: { field: created }, repeats: true, ladder: [{ at: 1 day, do: [{ remind: owner }] }, { at: 2 days, owner: kim }] }, { after: 20 days, to: lost }]
    """,
    """
    fields:
      plan: { type: enum, values: [red, green] }
    routing:
      first: { match: first, rows: [{ id: red, when: plan is red, owner: eli }], otherwise: dana }
      second: { match: first, rows: [{ id: red, when: plan is red, owner: eli }], otherwise: dana }
    states:
      new: { entry: true, owner: { routing: first }, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: again }] }
      again: { owner: { routing: second }, clocks: [{ after: 40 days, to: new }], moves: [{ event: done, to: won }] }
    """,
    // The steward of a queue is named again by the step at its longest stay, or of a ladder.
    """
    queues: { inbox: { steward: kim, longest_stay: { after: 4 business hours, calendar: office, owner: kim } } }
    states:
      new: { entry: true, owner: inbox, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: won, owner: actor }] }
    """,
    """
    queues: { boss: { steward: kim } }
    states:
      new: { entry: true, owner: boss, clocks: [{ after: 4 hours, owner: kim }, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
    """,
    // Nobody has had a lead before that has just been captured.
    """
    states:
      new: { entry: true, owner: dana, clocks: [{ after: 3 days, owner: [previous, keep] }, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
    """,
    """
    pools: { closers: { members: [dana, eli], steward: kim, at_least: 1 present } }
    states:
      new: { entry: true, owner: closers, clocks: [{ after: 3 days, owner: [previous, { next_in_pool: owner }, keep] }, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
    """,
    // Both fields that say who owns a lead name the same person.
    """
    fields:
      who: { type: person, optional: true }
    states:
      new: { entry: true, owner: [{ field: who }, lena], clocks: [{ after: 9 days, to: again }], moves: [{ event: done, to: won }] }
      again: { owner: [{ field: who }, kim], clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: won }] }
    """,
    """
    fields:
      who: { type: person }
    states:
      new: { entry: true, owner: [{ field: who }, lena], clocks: [{ after: 9 days, to: again }], moves: [{ event: done, to: won }] }
      again: { owner: [{ field: who }, kim], clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: won }] }
    """,
    // A pool with one member, where not everybody may own a lead.
    """
    pools: { closers: { members: [lena], steward: kim } }
    states:
      new: { entry: true, owner: lena, permitted: [sdr], clocks: [{ after: 4 hours, do: [{ notify: kim }], to: lost }], moves: [{ event: done, to: again }] }
      again: { owner: closers, clocks: [{ after: 10 days, to: new }], moves: [{ event: done, to: won }] }
    """,
    """
    pools: { closers: { members: [dana], steward: kim } }
    queues: { inbox: { steward: dana } }
    states:
      new: { entry: true, owner: closers, permitted: [ae], clocks: [{ after: 4 hours, owner: inbox }, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
    """,
  ])
  func rules(_ text: String) throws {
    let result = compile(Example(text))
    #expect(result.contradictions == [])
    let longest = try #require(result.longestSilence)
    let replay = SilenceReplay(machine: result.machine, roster: result.roster)
    #expect(replay.objection(to: longest.silence, in: longest.lifecycle) == nil)
  }

  /// No lead is found to which it takes so long, since somebody has always had it before, who need
  /// not be there any more: then it is the most that it can take.
  @Test func whatIsNotSeenOnTheMachineIsTheMost() throws {
    let result = compile(
      Example(
        """
        states:
          new: { entry: true, owner: dana, clocks: [{ after: 20 days, to: lost }], moves: [{ event: done, to: again }] }
          again:
            owner: kim
            clocks: [{ after: 3 days, owner: [previous, keep] }, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }, { event: asked_again, do: [{ remind: owner }] }]
        """))
    #expect(result.contradictions == [])
    let longest = try #require(result.proof?.longest, "\(result.text)").silence.called
    #expect(longest.bound == .within(30 * 86_400_000))
    #expect(!longest.isExact)
  }

  /// Every silence of the examples, and not only the one that is told.
  @Test(arguments: ["northwind", "partner-channel", "quiz-funnel"])
  func examples(_ name: String) throws {
    let compilation = try compileExample(name)
    #expect(compilation.contradictions == [])
    let replay = SilenceReplay(machine: compilation.machine, roster: compilation.roster)
    var (count, lies) = (0, 0)
    for report in compilation.silences {
      for silent in report.cases {
        #expect(replay.objection(to: silent, in: report.lifecycle) == nil)
        guard case .within(let bound) = silent.called.bound, bound > 0 else { continue }
        count += 1
        var lie = silent
        lie.called.bound = .within(bound - 1)
        if replay.objection(to: lie, in: report.lifecycle) != nil { lies += 1 }
      }
    }
    print("\(name): the machine sees through \(lies) of \(count) lies")
    #expect(lies * 2 > count)
  }
}
