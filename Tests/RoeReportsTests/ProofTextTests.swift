import RoeCompiler
import RoeReports
import RoeSource
import Testing

/// What a check without findings ends with, for rules whose proof leans on something, or holds only
/// so far.
@Suite struct ProofTextTests {
  private static let frame = """
    roe: 1
    name: Team
    maintained_by: mia
    review: { every: quarter, last: 2026-10-01 }
    zone: Europe/Berlin
    years: 2026-2027
    calendars:
      short: { hours: { mon-fri: "09:00-17:00" } }
      long: { hours: { mon-fri: "09:00-17:00" }, holidays: [2026-12-28, 2026-12-29, 2026-12-30, 2026-12-31] }
    roster:
      people:
        mia: { name: Mia Weber, role: manager, manager: kim, backup: tom, calendar: short }
        tom: { name: Tom Ott, role: closer, manager: mia, backup: mia, calendar: long }
        kim: { name: Kim Roth, role: head }
    events:
      called: { by: [closer, manager] }
    states:
      won: { kind: closed }
      lost: { kind: closed }

    """

  private func text(_ rules: String, backup: String = ", backup: kim") -> String {
    let lost =
      "lost_and_found: { keeper: mia\(backup), within: 2 days, to: [new, lost] }\n"
    let result = compile([
      SourceText(name: "frame.roe.yaml", text: Self.frame + lost),
      SourceText(name: "rules.roe.yaml", text: rules),
    ]) { _ in .failure("there are no files") }
    #expect(result.contradictions == [])
    guard let proof = result.proof else {
      return renderText(result.diagnostics, sources: result.sources, color: false)
    }
    return proofText(proof, result.file, roster: result.roster)
  }

  private static let plain = """
    states:
      new:
        entry: true
        owner: tom
        clocks: [{ after: 30 days, to: lost, do: [{ notify: mia }] }]
        moves: [{ event: called, to: won }]

    """

  @Test func keeperAndBackupPassItOn() {
    let line = "lead changes hands round and round for ever without anybody acting."
    #expect(text(Self.plain).contains("✓ Outside lost and found no \(line)"))
    #expect(text(Self.plain, backup: "").contains("✓ No \(line)"))
  }

  @Test func factsAndRosterAndCalendars() {
    let plain = text(Self.plain)
    for words in ["“assume”", "the roster stays", "“years”"] { #expect(!plain.contains(words)) }
    let leaning = text(
      """
      fields:
        boss: { type: person, optional: true }
      assume:
        boss_none: boss is missing
      expect:
        no_head: { never_owned_by: [head] }
      states:
        new:
          entry: true
          owner: [{ field: boss }, tom]
          clocks: [{ after: 3 business days, calendar: short, to: lost, do: [{ notify: { manager_of: owner } }] }]
          moves: [{ event: called, to: won }]
      """)
    #expect(leaning.contains("that what stands under “assume” holds (boss_none)"))
    #expect(leaning.contains("that the roster stays as it is"))
    #expect(leaning.contains("that nobody leaves who has leads"))
    #expect(leaning.contains("before 2028-01-01, when the calendars end"))
    #expect(leaning.contains("that nobody needs the manager of Kim Roth, who has none"))
  }

  @Test func whoIsAwayAndWhoLeaves() {
    let away = text(
      Self.plain + """
        roster:
          people:
            ann: { name: Ann Day, role: closer, manager: mia, backup: tom, last_day: 2026-11-30 }
          absences: [{ id: tom, from: 2026-12-01, to: 2026-12-20 }, { id: ann, from: 2026-11-02, to: 2026-11-03 }]
        """)
    #expect(
      away.contains("the rules name can be reached (Tom Ott is away from 2026-12-01 to 2026-12-20)")
    )
    #expect(away.contains("no rule says who gets them then (Ann Day leaves after 2026-11-30)"))
  }

  @Test func fieldsThatPeopleMayEdit() {
    let trusting = text(
      """
      fields:
        boss: { type: person }
        reason: { type: text, optional: true }
      states:
        new:
          entry: true
          owner: tom
          clocks: [{ after: 20 days, to: later, do: [{ set: { reason: late } }] }]
          moves: [{ event: called, to: won }]
        later: { owner: { field: boss }, requires: reason, clocks: [{ after: 5 days, to: dead }] }
        dead: { kind: closed, requires: reason }
      """)
    #expect(trusting.contains("that “boss” names somebody who does not have the lead already"))
    #expect(trusting.contains("that nobody empties “reason” before a clock leads to where it is"))
  }

  @Test func restIsNotCounted() {
    let resting = text(
      """
      states:
        new:
          entry: true
          owner: tom
          clocks: [{ after: 21 days, to: later }]
          moves: [{ event: called, to: won }]
        later: { kind: nurture, owner: mia, clocks: [{ after: 6 months, to: lost }], moves: [{ event: called, to: new }] }
      """)
    #expect(resting.contains("Time in “Later” is not counted"))
    #expect(!text(Self.plain).contains("not counted"))
  }

  /// At 15:00 sharp two business hours end on the same day, a minute later after the holidays.
  @Test func theInstantIsOneForWhichItIsTrue() {
    let late = text(
      """
      states:
        new:
          entry: true
          owner: [tom, mia]
          clocks: [{ after: 2 business hours, calendar: long, to: lost, do: [{ notify: mia }] }]
          moves: [{ event: called, to: won }]
      """)
    #expect(late.contains("6 days and 18 hours"))
    #expect(late.contains("Fri 2026-12-25 15:01"), "\(late)")
  }

  /// A field that a clock writes tells nobody anything.
  @Test func whoWritesCallsNobody() {
    let written = text(
      """
      fields:
        stale: { type: boolean }
      states:
        new:
          entry: true
          owner: tom
          clocks: [{ after: 60 days, to: gone, do: [{ set: { stale: true } }] }]
          moves: [{ event: called, to: won }]
        gone: { kind: closed }
      """)
    #expect(
      written.contains("00:00, nobody is called; it goes to “Gone” Mon 2026-03-02 00:00."),
      "\(written)")
    #expect(text(Self.plain).contains("00:00, “Time in New” calls somebody Sat 2026-01-31 00:00."))
  }

  /// What counts from the capture is followed from there.
  @Test func timeSinceTheCaptureHasPassedAlready() {
    let silent = text(
      """
      states:
        new: { entry: true, owner: tom, clocks: [{ since: capture, after: 5 days, to: two }], moves: [{ event: called, to: two }] }
        two: { owner: keep, clocks: [{ since: capture, after: 7 days, owner: mia }, { since: capture, after: 9 days, to: lost }], moves: [{ event: called, to: won }] }
      """)
    #expect(silent.contains("an end: 7 days, from “New” on. If"), "\(silent)")
    let end = "00:00; then “Time since the capture in Two” calls somebody Thu 2026-01-08 00:00."
    #expect(silent.contains(end), "\(silent)")
  }

  /// Nobody comes to Two when they are captured, and in no other case it is known when that was.
  @Test func onlyALeadThatThereIsIsTold() {
    let silent = text(
      """
      states:
        new: { entry: true, owner: tom, clocks: [{ after: 2 days, owner: mia }, { after: 9 days, to: lost }], moves: [{ event: called, to: two }] }
        two: { owner: keep, clocks: [{ since: capture, after: 9 days, to: lost }], moves: [{ event: called, to: won }] }
      """)
    #expect(silent.contains("at most 9 days, in “Two”. Counting"), "\(silent)")
    let owned = text(
      """
      states:
        new:
          entry: true
          owner: mia
          clocks: [{ after: 2 business hours, calendar: { of: owner }, to: lost, do: [{ notify: kim }] }]
          moves: [{ event: called, to: won }]
      """)
    #expect(owned.contains("at most 6 days and 18 hours, in “New”. If"), "\(owned)")
    #expect(owned.contains("is captured Fri 2026-12-25 15:01, “Time in New” calls"), "\(owned)")
    #expect(owned.contains("Mon 2026-12-28 09:01, after 2 days and 18 hours."), "\(owned)")
  }

  /// Who brings the lead, and where it goes by itself.
  @Test func theWayOfTheLeadIsTold() {
    let silent = text(
      """
      states:
        new: { entry: true, owner: tom, clocks: [{ after: 2 days, owner: mia }, { after: 40 days, to: lost }], moves: [{ event: called, to: two }] }
        two: { owner: keep, clocks: [{ after: 5 days, to: three }], moves: [{ event: called, to: won }] }
        three: { owner: mia, clocks: [{ after: 30 days, to: lost }], moves: [{ event: called, to: won }] }
      """)
    #expect(
      silent.contains(
        "an end: at most 35 days, from “Two” on. If nobody does anything about one that gets there Thu 2026-01-01 00:00 and that Mia Weber has already, it goes by itself to “Three” Tue 2026-01-06 00:00; then nobody is called; it goes to “Lost” Thu 2026-02-05 00:00."
      ), "\(silent)")
    #expect(!silent.contains("Counting ends"))
  }

  @Test func promisesOnOwnersAreAboutNaming() {
    func owned(_ field: String) -> String {
      text(
        """
        fields: { size: \(field) }
        expect: { big: { when: size > 5, never_owned_by: [kim] } }

        """ + Self.plain)
    }
    let words = "that “big” is about whom the rules name"
    #expect(owned("{ type: integer }").contains(words))
    #expect(!owned("{ type: integer, frozen: true }").contains(words))
  }

  @Test func theHeadlineSaysUntilWhenItCounts() {
    let called = text(
      """
      states:
        new:
          entry: true
          owner: tom
          clocks: [{ after: 1 hour, owner: mia }, { after: 300 days, to: lost }]
          moves: [{ event: called, to: won }]
      """)
    #expect(called.contains("Longest silence until a first call or an end: 1 hour, in “New”."))
    #expect(called.contains("Counting ends with that first call, even where the lead then stays"))
    #expect(!text(Self.plain).contains("Counting ends"))
  }

  @Test func whatIsClosedInTimeNeedsNoCall() {
    let words = "about a lead that is closed or put off in time, nobody needs to be called"
    #expect(text(Self.plain + "expect: { soon: { called_within: 30 days } }\n").contains(words))
    #expect(!text(Self.plain).contains(words))
  }

  @Test func whatWasCutShort() {
    func counting(to number: Int) -> String {
      text(
        """
        fields:
          n: { type: counter, max: 1000 }
        states:
          new:
            owner: tom
            entry: true
            clocks:
              - { id: again, when: n < \(number), after: 2 days, to: new, do: [{ count: n }] }
              - { id: end, when: n >= \(number), after: 2 days, to: won }
            moves: [{ event: called, to: won }]
        """)
    }
    #expect(!counting(to: 20).contains("Not everything"))
    #expect(
      counting(to: 200).contains(
        """
        Not everything could be followed: “n” has too many values that matter. What is not shown may \
        hold all the same.
        """))
  }

  /// Two clocks count at different paces: what comes after so many rounds is not looked at.
  @Test func roundsBeyondWhatIsFollowedAreNotShown() {
    func counting(to number: Int) -> String {
      text(
        """
        fields:
          n: { type: counter, max: 60 }
          m: { type: counter, max: 60 }
        states:
          new:
            owner: tom
            entry: true
            clocks:
              - { id: tick, after: 1 day, repeats: true, do: [{ count: n }, { notify: mia }] }
              - { id: tock, after: 2 days, repeats: true, do: [{ count: m }, { notify: mia }] }
            moves: [{ event: called, to: won }, { whenever: n >= \(number) and m >= \(number), to: lost }]
        """)
    }
    let line = "lead changes hands round and round for ever without anybody acting."
    #expect(counting(to: 5).contains("✓ Outside lost and found no \(line)"))
    #expect(
      counting(to: 50).contains(
        "no \(line) Not shown: where leads go from “new” on is more than could be followed."))
  }
}
