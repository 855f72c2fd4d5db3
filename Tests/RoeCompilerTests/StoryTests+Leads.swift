import RoeSource
import Testing

/// The lead that is shown is one of those of which the finding speaks, and has the owner whom it
/// names.
extension StoryTests {
  func trace(of code: String, _ rules: String) throws -> String {
    let (found, text) = try finding(code, rules)
    return try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
  }

  @Test func theOwnerWhoIsNotAtWorkHasTheLead() throws {
    let trace = try trace(
      of: "ROE1102",
      """
      calendars:
        pacific: { zone: America/Los_Angeles, hours: { mon-fri: "09:00-17:00" } }
      roster:
        people:
          joe: { name: Joe Park, role: ae, manager: kim, calendar: pacific }
      pools:
        closers: { members: [dana, joe], at_least: 1 present, steward: kim }
      states:
        new:
          owner: closers
          entry: true
          clocks: [{ after: 30 business minutes, calendar: office, owner: kim }, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """)
    #expect(trace.contains("captured: “new”, owner Joe Park"), "\(trace)")
  }

  @Test func whoeverIsAskedByAStepIsRefused() throws {
    let trace = try trace(
      of: "ROE0511",
      """
      events:
        handed: { by: owner }
        accepted: { by: ae }
        rejected: { by: asked }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence: [{ ask: kim }, { owner: eli, to: selling }]
      """)
    #expect(trace.contains("after 4 hours: Kim Tran is asked"), "\(trace)")
    #expect(trace.contains("accepted by Kim Tran: it is refused"), "\(trace)")
  }

  @Test func aNoticeIsAboutALeadOfWhoeverHasNoManager() throws {
    let trace = try trace(
      of: "ROE0509",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: late }] }
        late: { owner: kim, clocks: [{ after: 30 days, to: lost }] }
      anywhere:
        - { event: asked_again, in: [new, late], do: [{ notify: { manager_of: owner } }] }
      """)
    #expect(trace.contains("after 1 day: “late”, owner Kim Tran"), "\(trace)")
    #expect(trace.hasSuffix("asked_again by the lead"), "\(trace)")
  }

  @Test func whomATableSendsRoundIsShown() throws {
    let trace = try trace(
      of: "ROE0606",
      """
      fields:
        size: { type: integer, min: 1 }
      routing:
        who:
          match: first
          rows: [{ id: big, when: size >= 100, to: new }]
          otherwise: dana
      states:
        new: { owner: [{ routing: who }, kim], entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """)
    #expect(trace.contains("captured with size 100, and the rules fail it"), "\(trace)")
  }

  @Test func aPromiseIsBrokenByWhoeverHasTheLeadLater() throws {
    let trace = try trace(
      of: "ROE0411",
      """
      fields:
        country: { type: enum, values: [DE, FR], frozen: true }
      events:
        handed: { by: sdr }
        accepted: { by: asked }
        rejected: { by: asked }
      routing:
        who: { match: first, rows: [{ id: fr, when: country is FR, owner: kim }], otherwise: lena }
      states:
        working:
          owner: { routing: who }
          entry: true
          clocks: [{ after: 7 days, owner: lena }, { after: 30 days, to: lost }]
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          by: owner
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence: { owner: kim, to: selling }
      expect:
        french: { when: country is FR, owned_by: [kim, lena] }
      """)
    #expect(trace.contains("after 7 days: owner Lena Vogt"), "\(trace)")
    #expect(trace.hasSuffix("accepted by Dana Okoye: “selling”, owner Dana Okoye"), "\(trace)")
  }

  @Test func aPromiseIsBrokenForALeadThatIsEditedMeanwhile() throws {
    let trace = try trace(
      of: "ROE0411",
      """
      roster:
        people:
          ada: { name: Ada Berg, role: bdr, manager: kim, backup: ben }
          ben: { name: Ben Carl, role: bdr, manager: kim, backup: ada }
      fields:
        size: { type: integer, min: 1 }
      routing:
        who: { match: first, rows: [{ id: big, when: size >= 500, owner: [dana, kim] }], otherwise: [ada, kim] }
      states:
        new: { owner: { routing: who }, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      policies:
        leavers: [{ owner: [{ backup_of: owner }, kim] }]
      expect:
        big: { when: size >= 500, never_owned_by: [bdr] }
      """)
    #expect(trace.contains("the record changes to size 500"), "\(trace)")
    #expect(trace.hasSuffix("owner_left: owner Ben Carl"), "\(trace)")
  }

  @Test func aTableThatOnlyAnEditAsksDecidesAfterOne() throws {
    let trace = try trace(
      of: "ROE0104",
      """
      fields:
        country: { type: enum, values: [AT, DE], optional: true }
      routing:
        who: { match: first, rows: [{ id: known, when: "country in [AT, DE]", owner: dana }], otherwise: kim }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: open, owner: eli }] }
        open: { owner: { routing: who }, follow: country, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """)
    #expect(trace.contains("the record changes to country missing"), "\(trace)")
    #expect(trace.hasSuffix("at once: owner Kim Tran"), "\(trace)")
  }

  @Test func aTableThatAnotherOneAsksGetsTheLeadsOfTheOther() throws {
    let trace = try trace(
      of: "ROE0104",
      """
      fields:
        country: { type: enum, values: [AT, DE], optional: true }
        size: { type: integer, min: 1 }
      routing:
        who: { match: first, rows: [{ id: big, when: size >= 100, owner: { routing: big } }], otherwise: eli }
        big: { match: first, rows: [{ id: known, when: "country in [AT, DE]", owner: dana }], otherwise: kim }
      states:
        new: { owner: [{ routing: who }, kim], entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """)
    #expect(
      trace.contains("captured with size 100, without country: “new”, owner Kim Tran"), "\(trace)")
  }

  @Test func aLeadThatNobodyInAGroupFitsIsToldRatherThanThatAllAreAway() throws {
    let (found, text) = try finding(
      "ROE0303",
      """
      roster:
        people:
          ada: { name: Ada Berg, role: bdr, manager: kim, backup: ben, attributes: { lang: de } }
          ben: { name: Ben Carl, role: bdr, manager: kim, backup: ada, attributes: { lang: en } }
      fields:
        lang: { type: enum, values: [de, en, fr] }
      pools:
        bdrs: { members: role is bdr, match: { lang: lang }, at_least: 2 present }
      states:
        new: { owner: bdrs, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """)
    #expect(found.message == "nobody has a lead with lang fr: nobody in “bdrs” fits it")
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    #expect(trace.hasPrefix("It happens like this"), "\(text)")
    #expect(trace.contains("captured with lang fr, and the rules fail it"), "\(text)")
  }

  @Test func aTableThatNeverHearsOfMoreDecidesAboutTheHighestCount() throws {
    let trace = try trace(
      of: "ROE0806",
      """
      fields:
        attempts: { type: counter, max: 5 }
      routing:
        who:
          match: first
          rows: [{ id: stubborn, when: attempts >= 4, owner: kim }, { id: usual, when: attempts = 3, owner: eli }]
          otherwise: dana
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, when: attempts < 3, do: [{ count: attempts }] }
            - { event: done, when: attempts >= 3, to: open, owner: { routing: who } }
        open: { owner: keep, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """)
    #expect(trace.split(separator: "\n").count { $0.contains("done") } == 4, "\(trace)")
    #expect(trace.hasSuffix("“open”, owner Eli Roth"), "\(trace)")
  }

  @Test func theDayIsToldOnWhichAnEventDoesNothing() throws {
    let (found, text) = try finding(
      "ROE0604",
      """
      events:
        signed: { by: lead }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: signed, until: 2027-05-31, to: won }, { event: done, to: lost }]
      """)
    #expect(found.message.contains("on 2027-06-01"), "\(text)")
  }

  @Test func aDeadlineThatStartsAgainDoesSoJustBeforeItIsDue() throws {
    let trace = try trace(
      of: "ROE0408",
      """
      slas:
        first_answer:
          due: 4 hours
          never_longer_than: 10 hours
          restart_on_new_owner: 2
          ladder: [{ at: 1 hour, do: [{ remind: owner }] }, { at: 4 hours, owner: kim }]
      states:
        new:
          owner: dana
          entry: true
          clocks: [first_answer, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }, { event: asked_again, owner: [{ backup_of: owner }, keep] }]
      """)
    #expect(trace.contains("10:00  captured") && trace.contains("21:58  "), "\(trace)")
  }

  @Test func twoRulesFightOnADayOnWhichBothHold() throws {
    let trace = try trace(
      of: "ROE0605",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 5 days, to: lost }]
          moves: [{ id: early, event: done, until: 2024-12-31, to: won }, { id: late, event: done, to: lost }]
      """)
    #expect(trace.contains("2024-12-31 23:01  done by Dana Okoye: “won”"), "\(trace)")
  }

  @Test func whatRingsByALastDayThatHasPassedGoesRoundInOneMoment() throws {
    let trace = try trace(
      of: "ROE0606",
      """
      fields: { day: { type: date, frozen: true } }
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 50 days, not_after: day, to: old }], moves: [{ event: done, to: won }] }
        old: { owner: eli, clocks: [{ after: 10 days, not_after: day, to: new }], moves: [{ event: done, to: lost }] }
      """)
    let instants = Set(trace.split(separator: "\n").dropFirst().map { $0.prefix(20) })
    #expect(instants.count == 1, "\(trace)")
  }

  @Test func whatGrowsOldIsNotBroughtByTheRuleThatTookIt() throws {
    let (found, text) = try finding(
      "ROE0411",
      """
      fields: { day: { type: date, frozen: true } }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 5 days, to: lost }]
          moves: [{ event: done, when: day newer than 10 days, to: young }]
        young: { owner: eli, clocks: [{ after: 20 days, to: won }] }
      expect: { never_old: { when: day older than 15 days, never_in: young } }
      """)
    #expect(found.help?.hasPrefix("Leads become so in “young” as time passes") == true, "\(text)")
  }
}
