import RoeCompiler
import RoeSource
import Testing

/// What the examples of the lints leave out: their other causes, and where they keep quiet because
/// something else explains the finding. The comments mark the lines that are reported.
@Suite struct LintCaseTests {
  @Test(arguments: LintCase.all)
  func reportsTheMarkedLines(of example: LintCase) {
    let result = compile(Example(example.rules))
    let found = result.findings(above: .warning)
    #expect(found == Example(example.rules).marks, "\(example)\n\(result.text)")
    #expect(!result.diagnostics.contains { !$0.hasLevelOfItsCode }, "\(result.text)")
  }
}

struct LintCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let rules: String

  init(_ description: String, _ rules: String) {
    testDescription = description
    self.rules = rules
  }

  static let all =
    ofRules + ofJourneys + ofHandoffs + ofPromises + ofPresence
    + ofBrought + ofCounters + ofActors + ofClocks + ofHours + ofDeadlines + ofEndings + ofNurture
    + ofRounds
    + ofOwners + ofNotices + ofLadders
    + ofEvents + ofValues + ofTables + ofAsking + ofSilence + ofAccounts

  private static let ofRules: [LintCase] = [
    LintCase(
      "a calendar beside plain minutes",
      """
      calendars:
        office: { hours: { mon-fri: "09:00-17:00" } }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 minutes, calendar: office, to: late }]  # ROE0108
        late: { owner: kim, clocks: [{ after: 3 business days, calendar: office, to: lost }] }
      """),
    LintCase(
      "a review in a year of which nothing is known",
      """
      review: { every: quarter, last: 9999-12-31 }  # ROE0086
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 3 days, to: won }] }
      """),
    LintCase(
      "values that older YAML readers change",
      """
      constants:
        plz: 01067  # ROE0202 # ROE0106
      fields:
        e: { type: text }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 1 day, to: won, do: [{ set: { e: NO } }] }]  # ROE0106
        won:
          kind: closed
          crm: { At: 09:30 }  # ROE0106
      """),
    LintCase(
      "nobody as an owner needs a reason",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: blocked }] }
        blocked: { owner: nobody, clocks: [{ after: 1 day, to: shelved }] }  # ROE0107
        shelved: { owner: nobody, because: It is against the law., clocks: [{ after: 1 day, to: won }] }
      """),
    LintCase(
      "a new lead has no owner to keep",
      """
      states:
        new: { owner: keep, entry: true, clocks: [{ after: 1 day, to: won }] }  # ROE0301
      """),
    LintCase(
      "a state whose every way in names the owner needs none",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: working, owner: dana }] }
        working: { clocks: [{ after: 1 day, to: won }] }
      """),
    LintCase(
      "a role that two people hold is a team",
      """
      states:
        new: { owner: ae, entry: true, clocks: [{ after: 1 day, to: closing }] }  # ROE0303
        closing: { owner: manager, clocks: [{ after: 1 day, to: won }] }
      """),
    LintCase(
      "a pool needs a steward, or a person after it",
      """
      pools:
        closers: { members: [dana, eli] }  # ROE0303
        callers: { members: [lena] }
      states:
        new: { owner: closers, entry: true, clocks: [{ after: 1 day, to: calling }] }
        calling: { owner: [callers, kim], clocks: [{ after: 1 day, to: won }] }
      """),
    LintCase(
      "a draft is checked for all but the missing owner",
      """
      states:
        new:  # ROE0401
          owner: undecided  # ROE0311
          entry: true
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a clock that activity restarts is none, nor one that an act stops for good",
      """
      activities:
        touch: { any: [asked_again] }
      states:
        new:  # ROE0401
          owner: lena
          entry: true
          clocks: [{ after: 14 days, since: { activity: touch }, to: working }]
        working:  # ROE0401
          owner: dana
          clocks: [{ after: 1 day, met_by: touch, to: won }]
      """),
    LintCase(
      "a clock that an act stops will do where the act takes the lead on",
      """
      activities:
        touch: { any: [asked_again] }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 1 day, met_by: touch, to: lost }]
          moves: [{ event: asked_again, to: won }]
      """),
    LintCase(
      "steps in business time and on the wall cannot be compared",
      """
      slas:
        reply:
          calendar: office
          ladder:
            - { at: 1 hour, do: [{ remind: owner }] }
            - { at: 2 business hours, owner: kim }  # ROE0405
            - { at: 1 business day, owner: eli }
      states:
        new: { owner: dana, entry: true, clocks: [reply, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a step that counts other hours than both of its neighbours is told once",
      """
      slas:
        reply:
          calendar: office
          ladder:
            - { at: 1 business hour, do: [{ remind: owner }] }
            - { at: 2 hours, owner: kim }  # ROE0405
            - { at: 1 business day, owner: eli }
            - { at: 2 business days, owner: dana }
      states:
        new: { owner: dana, entry: true, clocks: [reply, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "an SLA that acts later than it promises",
      """
      slas:
        reply: { due: 2 days, never_longer_than: 24 hours, owner: kim }  # ROE0413
      states:
        new: { owner: dana, entry: true, clocks: [reply, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "classes of one SLA have deadlines of their own",
      """
      fields:
        score: { type: integer }
      activities:
        answer: { any: [done] }
      slas:
        reply:
          met_by: answer
          owner: kim
          classes:
            - { id: hot, when: score >= 80, due: 5 minutes }
            - { id: cold, when: score < 80, due: 1 day }
      states:
        new: { owner: dana, entry: true, clocks: [reply, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "reminders are enough beside a clock with a consequence",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 1 hour, do: [{ remind: owner }] }, { after: 30 days, to: lost }]
      """),
    LintCase(
      "of states behind an unreachable one, only that is told",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
        island: { owner: dana, clocks: [{ after: 30 days, to: beach }] }  # ROE0601
        beach: { owner: dana, clocks: [{ after: 30 days, to: island }, { after: 60 days, to: won }] }
      """),
    LintCase(
      "an unknown event does not make its target unreachable",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: called, to: working }]  # ROE0209
        working: { owner: dana, clocks: [{ after: 30 days, to: won }] }
      """),
    LintCase(
      "states that lead to each other alone are told once",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 1 day, to: here }] }
        here: { owner: dana, clocks: [{ after: 1 day, to: there }] }  # ROE0602
        there: { owner: dana, clocks: [{ after: 1 day, to: here }] }
      """),
    LintCase(
      "a lead that goes back can still end",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: held }] }
        held: { owner: keep, clocks: [{ after: 1 day, to: previous }] }
      """),
    LintCase(
      "deadlines that count from the capture have passed when they lead back",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, since: capture, to: old }] }  # ROE0606
        old: { owner: dana, clocks: [{ after: 31 days, since: capture, to: new }, { after: 90 days, to: lost }] }
      """),
    LintCase(
      "conditions that exclude each other break a loop",
      """
      fields:
        country: { type: country, optional: true }
      states:
        new:
          owner: dana
          entry: country is present
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ whenever: country is missing, to: unclear }]
        unclear:
          owner: sam
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ whenever: "country in [DE, AT]", to: new }]
      """),
    LintCase(
      "some states show in the CRM and others do not",
      """
      states:
        new: { crm: { Status: New }, owner: dana, entry: true, clocks: [{ after: 30 days, to: working }] }
        archived: { kind: closed }  # ROE0204
        working: { crm: { Status: Working }, owner: dana, clocks: [{ after: 30 days, to: archived }] }
      """),
    LintCase(
      "a key without a value is told once, whatever follows from it",
      """
      definitions:
        hot:  # ROE0107
      pools:
        closers: { members: [dana, eli], steward: kim }
      states:
        new:
          owner:  # ROE0112
          entry:  # ROE0112
          clocks: [{ after: 30 days, to: lost, met_by:  }]  # ROE0112
      """),
    LintCase(
      "a block under an unknown key explains the names that are missing",
      """
      fields:
        score: { type: integer }
      definitions:
        hot: score > 60
      States:  # ROE0101
        new: { owner: dana, entry: hot, clocks: [{ after: 30 days, to: lost }] }
      anywhere:
        - { event: done, in: [new], to: won }
      """),
    LintCase(
      "an entry that is nearly right lets leads in",
      """
      states:
        new: { owner: dana, entry: yes, clocks: [{ after: 30 days, to: lost }] }  # ROE0102
      """),
    LintCase(
      "those who are asked after a silence must be able to answer, too",
      """
      events:
        accepted: { by: ae }
        rejected: { by: asked }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: accepted  # ROE0511
            reject: rejected
            silence: [{ ask: lena }, { owner: kim, to: working }]  # ROE0510
      """),
    LintCase(
      "a group of which one may answer can be asked",
      """
      pools:
        closers: { members: [dana, lena], steward: kim }
      events:
        accepted: { by: ae }
        rejected: { by: asked }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: closers
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence: { owner: kim, to: working }
      """),
    LintCase(
      "a calendar that was over at the last review is an error on any day",
      """
      years: 2024-2025  # ROE1101
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "somebody who has left is looked for in the rows of tables",
      """
      roster:
        people:
          ben: { name: Ben Ode, role: ae, manager: kim, last_day: 2026-09-30 }  # ROE0203
      fields:
        country: { type: country }
      routing:
        inbound:
          match: first
          rows:
            - { id: dach, when: "country in [DE, AT]", owner: [ben, dana] }  # ROE0203
            - { id: nordic, when: "country in [SE, DK]", owner: ben }
          otherwise: sam
      states:
        new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a nurture state from which every way ends the journey",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
        resting: { kind: nurture, owner: keep, clocks: [{ after: 6 months, to: lost }] }  # ROE1003
      """),
    LintCase(
      "a ladder may begin at once, and a date may be the deadline itself",
      """
      fields:
        renewal: { type: date, optional: true }
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { ladder: [{ at: 0 hours, do: [{ notify: kim }] }, { at: 1 day, to: lost }] }
            - { id: renewal, after: 0 days, since: { field: renewal }, to: won }
      """),
    LintCase(
      "nobody looks after their own leads while away",
      """
      roster:
        people:
          ben: { name: Ben Ode, role: ae, manager: kim, backup: ben }  # ROE0102
        absences:
          - { id: dana, from: 2026-12-21, to: 2027-01-02, cover: dana }  # ROE0102
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a definition that cannot be read is not told to be unused",
      """
      fields:
        score: { type: integer }
      definitions:
        hot: score => 60  # ROE0109
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
  ]
}
