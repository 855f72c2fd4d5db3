import RoeCompiler
import RoeSource
import Testing

/// What is said of clocks, tables and states is what the lead that is shown meets there.
extension StoryTests {
  @Test func otherClocksOfAPauseAreToldUntilTheyEnd() throws {
    let (found, text) = try finding(
      "ROE0412",
      """
      fields:
        day: { type: date, optional: true }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 10 days, not_before: day, to: lost }, { after: 90 days, owner: kim }]
          moves: [{ event: done, to: won }]
      """)
    #expect(
      found.labels.map(\.text) == [
        "this waits for it", "after its last step the lead stays here, and it does not run again",
      ], "\(text)")
    #expect(
      found.notes.first?.hasSuffix("apart from what the other clocks do before they end.") == true,
      "\(text)")
  }

  @Test func theLongestWaitBeginsWhenItIsLongest() throws {
    let (found, text) = try finding(
      "ROE0406",
      """
      years: 2026-2028
      calendars:
        short: { hours: { mon-thu: "08:30-17:00", fri: "08:30-13:00" } }
      slas:
        first:
          never_longer_than: 24 hours
          calendar: short
          due: 1 business hour
          ladder: [{ at: 1 business hour, owner: kim }]
      states:
        later: { owner: dana, entry: true, clocks: [{ after: 8 business hours, calendar: short, to: new }] }
        new: { owner: eli, clocks: [first, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """)
    let example = try #require(found.notes.first { $0.hasPrefix("For example") }, "\(text)")
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    let (_, start, end) = try #require(example.firstMatch(of: /from (.+) until (.+)\./)).output
    #expect(trace.contains("\(start)  after 8 business hours: “new”"), "\(text)")
    #expect(trace.contains("\(end)  “first” rings"), "\(text)")
  }

  @Test func whatIsSaidOfABrokenPromiseFollowsTheTrace() throws {
    let (found, text) = try finding(
      "ROE0411",
      """
      events:
        taken: { by: asked }
      states:
        new:
          owner: kim
          entry: true
          clocks: [{ after: 10 days, to: parked }]
          moves: [{ event: taken, to: asking }]
        asking: { owner: kim, clocks: [{ after: 30 days, to: parked }] }
        parked: { owner: kim, clocks: [{ after: 10 days, to: lost }] }
      expect:
        never_parked: { never_in: parked }
      """)
    #expect(found.help?.hasPrefix("The clock “new.after_10_days”") == true, "\(text)")
    #expect(found.notes.contains { $0.contains("after 10 days: “parked”") }, "\(text)")
  }

  @Test func whoeverIsAwayForATraceMayBeAwayLaterAnyhow() throws {
    let frame = String(decoding: Example.frame.bytes, as: UTF8.self)
    let rules = """
      roster: { absences: [{ id: eli, from: 2025-06-01, to: 2025-06-30 }] }
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      states:
        new: { owner: kim, entry: source is web, clocks: [{ after: 10 days, to: parked }] }
        desk: { owner: eli, entry: source is partner, clocks: [{ after: 10 days, to: lost }] }
        parked: { owner: kim, clocks: [{ after: 10 days, to: lost }] }
      expect:
        never_parked: { when: source is partner, never_in: parked }

      """
    let compilation = compile([
      SourceText(name: "example.roe.yaml", text: rules),
      SourceText(
        name: "frame.roe.yaml", text: frame.replacing("to: [lost]", with: "to: [new, lost]")),
    ]) { _ in .failure("it does not exist") }
    let found = try #require(compilation.diagnostics.first { $0.code.id == "ROE0411" })
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(found)")
    #expect(trace.hasPrefix("While Eli Roth is away, a lead gets there like this:"), "\(trace)")
    #expect(trace.contains("captured with source partner, and the rules fail it"), "\(trace)")
    #expect(found.help?.hasPrefix("The clock “new.after_10_days”") == true)
  }

  @Test func aRowThatSendsLeadsIsToldBeforeAFlagThatMarksThem() throws {
    let (found, text) = try finding(
      "ROE0411",
      """
      fields:
        big: { type: boolean }
      events:
        raised: { by: sdr }
        settled: { by: manager }
      states:
        new:
          owner: [{ routing: who }, kim]
          entry: true
          clocks: [{ after: 10 days, to: lost }]
          moves: [{ event: done, to: won }]
        sorting: { owner: kim, clocks: [{ after: 10 days, to: lost }] }
      routing:
        who: { match: first, rows: [{ id: big, when: big, to: sorting }], otherwise: [dana, kim] }
      flags:
        disputed: { event: raised, cleared_by: settled, decide_within: 48 hours, decided_by: kim, silence: keep }
      expect:
        never: { when: big, never_in: sorting }
      """)
    #expect(
      found.message == "“never” does not hold: a lead with big true can be in “sorting”", "\(text)")
    #expect(found.help?.hasPrefix("“who” sends such leads there") == true, "\(text)")
  }

  @Test func whomAFieldNamesIsNamed() throws {
    let (found, text) = try finding(
      "ROE0411",
      """
      fields:
        account_owner: { type: person, optional: true, frozen: true }
      routing:
        who:
          match: first
          rows: [{ id: known, when: account_owner is present, owner: [{ field: account_owner }, kim] }]
          otherwise: kim
      states:
        new: { owner: { routing: who }, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      expect:
        not_eli: { never_owned_by: [eli] }
      """)
    #expect(found.message.hasSuffix("to Eli Roth"), "\(text)")
  }

  @Test func whoHasALeadThatIsEditedLaterIsTold() throws {
    let (found, text) = try finding(
      "ROE0411",
      """
      fields:
        out: { type: boolean }
      states:
        new:
          owner: [dana, kim]
          entry: not out
          clocks: [{ after: 10 days, to: working }]
          moves: [{ whenever: out, to: blocked }, { event: done, to: won }]
        working: { owner: keep, clocks: [{ after: 10 days, to: lost }] }
        blocked: { kind: closed, owner: kim, entry: out }
      expect:
        not_dana: { when: out, never_owned_by: [dana] }
      """)
    #expect(found.message.contains("when it is edited to out true"), "\(text)")
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    #expect(trace.contains("after 10 days: “working”"), "\(text)")
    #expect(trace.hasSuffix("the record changes to out true"), "\(text)")
  }

  @Test func whatMakesNoDifferenceIsNotTold() throws {
    let (found, text) = try finding(
      "ROE0301",
      """
      fields:
        attempts: { type: counter, max: 5 }
      states:
        new:
          owner: dana
          entry: true
          permitted: [ae]
          clocks: [{ after: 10 days, owner: kim }, { after: 20 days, to: lost }]
          moves:
            - { event: done, when: attempts < 5, do: [{ count: attempts }] }
            - { event: done, when: attempts >= 5, to: won }
      """)
    #expect(found.message.hasPrefix("nobody may be found for a lead in “new”:"), "\(text)")
  }

  @Test func aLeadComesToAStateOnAWayThatNamesNobody() throws {
    let trace = try trace(
      of: "ROE0301",
      """
      events:
        claimed: { by: ae }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: claimed, to: working, owner: actor }, { event: done, to: mid }]
        mid: { owner: keep, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: working }] }
        working: { clocks: [{ after: 30 days, to: won }] }
      """)
    #expect(trace.contains("“mid”"), "\(trace)")
    #expect(trace.hasSuffix("done by Dana Okoye: “working”"), "\(trace)")
  }

  @Test func whereAnEventBringsAValueIsNamed() throws {
    let (found, text) = try finding(
      "ROE0708",
      """
      fields:
        why: { type: text, optional: true }
      events:
        lose: { by: ae, carries: why }
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, owner: kim, repeats: true }], moves: [{ event: done, to: won }, { event: lose, requires: why, to: ended }] }
        ended: { kind: closed, requires: why }
      lost_and_found: { keeper: sam, backup: lena, within: 1 business day, calendar: office, to: [ended] }
      """)
    #expect(
      found.message.hasSuffix("it comes only with what happens elsewhere, in “new”"), "\(text)")
    #expect(
      found.help
        == "Name a state in to: of lost and found that does not require it, or do not require it in “ended”."
    )
  }

  @Test func whatNoEventBringsIsSaidToComeOfOtherRules() throws {
    let (found, text) = try finding(
      "ROE0708",
      """
      fields:
        why: { type: text, optional: true }
      events:
        lose: { by: ae }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: ended, do: [{ set: { why: silence } }] }]
          moves: [{ event: done, to: won }, { event: lose, to: ended }]
        ended: { kind: closed, requires: why }
      """)
    #expect(
      found.message.hasSuffix(
        "required in “ended”: no event brings it, and other rules fill it in only in “new”"),
      "\(text)")
    #expect(
      found.help
        == "Let “lose” bring it, or an event before (carries: why), or do not require it there.")
  }

  @Test func aMoveForSeveralEventsIsToldOfTheOneThatIsTaken() throws {
    let (found, text) = try finding(
      "ROE0603",
      """
      events:
        called: { by: ae }
        mailed: { by: ae }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: called, to: won }
            - { event: [called, mailed], to: lost }
      """)
    #expect(found.message.hasPrefix("on “called” this move never happens"), "\(text)")
    #expect(found.help == "Correct the condition, or take “called” out of event: here.")
  }
}
