import RoeCompiler
import RoeSource
import Testing

/// The leads that are shown do what the finding says, by the shortest story, and for the reason
/// that is told.
@Suite struct StoryTests {
  func finding(_ code: String, _ rules: String) throws -> (Diagnostic, String) {
    let result = compile(Example(rules))
    let found = try #require(
      result.diagnostics.first { $0.code.id == code }, "\(code)\n\(result.text)")
    return (found, result.text)
  }

  @Test func whatGoesRoundIsFollowedUntilItBeginsAnew() throws {
    for (since, fields) in [("capture", "{}"), ("{ field: day }", "{ day: date }")] {
      let (found, text) = try finding(
        "ROE0606",
        """
        fields: \(fields)
        states:
          new:
            owner: dana
            entry: true
            clocks: [{ since: \(since), after: 1 day, to: old }, { after: 60 days, to: lost }]
            moves: [{ event: done, to: won }]
          old:
            owner: keep
            clocks: [{ since: \(since), after: 2 days, to: new, owner: eli }, { after: 60 days, to: lost }]
            moves: [{ event: done, to: won }]
        """)
      let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
      #expect(trace.split(separator: "\n").count { $0.contains("“old”") } == 2, "\(text)")
    }
  }

  @Test func whatTwoRulesWaitForTogetherIsEditedAtOnce() throws {
    let (found, text) = try finding(
      "ROE0605",
      """
      fields:
        score: { type: integer, min: 0, max: 100 }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 40 days, to: lost }]
          moves: [{ id: warm, becomes: score >= 50, to: hot, owner: eli }, { id: hot, becomes: score >= 80, to: hot, owner: kim }, { event: done, to: lost }]
        hot: { owner: keep, clocks: [{ after: 10 days, to: lost }], moves: [{ event: done, to: won }] }
      """)
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    #expect(trace.contains("the record changes to score 80: “hot”"), "\(text)")
  }

  @Test func whatALeadHasAlreadyIsNotChanged() throws {
    let (found, text) = try finding(
      "ROE0705",
      """
      fields:
        country: { type: enum, values: [AT, CH, DE], optional: true }
        size: { type: integer, optional: true }
      events:
        ready: { by: owner }
      routing:
        closers:
          match: first
          rows:
            - { id: germany, when: "country is DE and size < 9", owner: dana }
            - { id: large, when: "country in [DE, CH] and size > 5", owner: eli }
          otherwise: kim
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: ready, when: "country in [AT, DE] and size >= 3", to: selling, owner: [{ routing: closers }, sam] }]
        selling: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      """)
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    #expect(!trace.contains("the record changes"), "\(text)")
    #expect(trace.contains("country DE"), "\(text)")
    #expect(!trace.contains("country AT"), "\(text)")
  }

  @Test func whoMayNotOwnIsPassedOverInTheStateThatIsNamed() throws {
    let (found, text) = try finding(
      "ROE0306",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: selling }] }
        selling:
          permitted: [ae]
          owner: [eli, dana]
          clocks: [{ after: 2 days, owner: [{ backup_of: owner }, sam] }, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """)
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    #expect(trace.hasPrefix("It happens like this"), "\(text)")
    let lines = trace.split(separator: "\n").map(String.init)
    let departure = lines.firstIndex { $0.hasSuffix("  Dana Okoye and Eli Roth go away") }
    let arrival = lines.firstIndex { $0.contains("“selling”, owner Eli Roth") }
    #expect(arrival != nil && arrival.map { $0 + 1 } == departure, "\(text)")
    #expect(trace.contains("after 2 days, and the rules fail it: “lost_and_found”"), "\(text)")
  }

  /// Two tables that name the same person for each lead hand it round, and it stays with them.
  @Test(arguments: [("lena", false), ("dana", true)])
  func whoeverIsNamedOnARoundMayBeTheSame(_ other: String, _ changes: Bool) throws {
    let (found, text) = try finding(
      "ROE0607",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      routing:
        one: { match: first, rows: [{ id: red, when: plan is red, owner: [lena, kim] }], otherwise: [kim, lena] }
        two: { match: first, rows: [{ id: red, when: plan is red, owner: [\(other), kim] }], otherwise: [kim, lena] }
      states:
        new: { owner: [{ routing: one }, kim], entry: true, clocks: [{ after: 1 day, to: old }], moves: [{ event: done, to: won }] }
        old: { owner: [{ routing: two }, kim], clocks: [{ after: 1 day, to: new }], moves: [{ event: done, to: lost }] }
      """)
    let end = changes ? "changes hands each time" : "is given an owner each time"
    #expect(
      found.message == "a lead that nobody touches goes round between “new” and “old” and \(end)",
      "\(text)")
  }

  @Test func aRoundIsPlayedByALeadThatMakesIt() throws {
    let (found, text) = try finding(
      "ROE0607",
      """
      fields:
        cups: { type: integer, optional: true }
        budget: { type: integer, optional: true }
      definitions:
        big: cups >= 200 or budget >= 50
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - { id: cold, when: cups < 200, after: 14 days, to: resting }
            - { id: cold_and_big, when: "cups >= 200 or cups is missing", after: 14 days, to: lost }
          moves: [{ event: done, to: won }]
        resting:
          owner: kim
          clocks: [{ after: 12 months, to: lost }]
          moves: [{ whenever: big, to: new }]
      """)
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    #expect(trace.hasPrefix("It happens like this"), "\(text)")
    #expect(trace.contains("budget 50"), "\(text)")
    #expect(found.labels.map(\.text).contains { $0.contains("passes it on") }, "\(text)")
    #expect(Set(found.labels.map(\.text)).count == found.labels.count, "\(text)")
  }

  @Test func theRuleThatIsToldIsTheOneThatIsPlayed() throws {
    let (found, text) = try finding(
      "ROE0411",
      """
      fields:
        size: { type: integer }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 14 days, to: resting }] }
        resting: { kind: nurture, owner: kim, clocks: [{ after: 12 months, to: lost }] }
      expect:
        never_there: { when: size > 5, never_in: resting }
      """)
    #expect(
      found.help?.contains("The clock “new.after_14_days” brings such leads") == true, "\(text)")
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    #expect(trace.contains("after 14 days: “resting”"), "\(text)")
  }

  @Test func aStateWithoutAClockIsShownByALeadForWhichNoneRuns() throws {
    let (found, text) = try finding(
      "ROE0401",
      """
      fields:
        big: { type: boolean }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ when: not big, after: 14 days, to: lost }]
          moves: [{ event: done, to: won }]
      """)
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    #expect(trace.contains("big true") || trace.contains("big yes"), "\(text)")
  }

  @Test func aDayThatIsPastBringsALeadBackAtOnce() throws {
    let (found, text) = try finding(
      "ROE1004",
      """
      fields:
        lease_ends: { type: date, optional: true }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 14 days, to: resting }] }
        resting:
          kind: nurture
          owner: kim
          clocks: [{ after: 36 months, to: lost }, { since: { field: lease_ends }, after: 1 day, to: new }]
      """)
    #expect(found.message.contains("at once"), "\(text)")
    #expect(
      found.notes.contains("So it is, for example, for a lead with lease ends filled in."),
      "\(text)")
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    let lines = trace.split(separator: "\n").suffix(2).map(String.init)
    #expect(lines.first?.contains("“resting”") == true, "\(text)")
    #expect(lines.last?.contains("“new”") == true, "\(text)")
  }

  @Test func everybodysTurnIsTried() throws {
    let (found, text) = try finding(
      "ROE0411",
      """
      calendars:
        rare: { zone: Europe/Berlin, hours: { mon: "09:00-10:00" } }
      roster:
        people:
          ada: { name: Ada Berg, role: bdr, manager: kim, backup: ben, calendar: office }
          ben: { name: Ben Carl, role: bdr, manager: kim, backup: ada, calendar: office }
          cleo: { name: Cleo Dorn, role: bdr, manager: kim, backup: ada, calendar: rare }
      pools:
        bdrs: { members: [ada, ben, cleo], at_least: 1 present, steward: kim }
      states:
        new:
          owner: bdrs
          entry: true
          clocks: [{ ladder: [{ at: 1 business hour, do: [{ remind: owner }] }], calendar: { of: owner } }, { after: 30 days, to: lost }]
      expect:
        soon: { called_within: 5 days }
      """)
    #expect(found.severity == .error, "\(text)")
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    #expect(trace.hasPrefix("After other leads it happens like this"), "\(text)")
    #expect(trace.contains("owner Cleo Dorn"), "\(text)")
  }

  /// What only closes a lead calls nobody.
  @Test func whoIsNeverCalledIsSaidNotToBe() throws {
    let (found, text) = try finding(
      "ROE0411",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 3 days, to: old }], moves: [{ event: done, to: won }] }
        old: { owner: keep, clocks: [{ after: 60 days, to: lost }], moves: [{ event: done, to: won }] }
      expect:
        soon: { called_within: 4 days }
      """)
    let wait = "in “old” 63 days until it goes to “lost”, and nobody is called before"
    #expect(found.message.hasSuffix(wait), "\(text)")
    let example = found.notes.first ?? ""
    #expect(example.contains("and nobody is before it goes to “lost” "), "\(text)")
    #expect(!example.contains("somebody is called"), "\(text)")
  }

  @Test func aClockThatActivityPutsOffIsSaidToRun() throws {
    let (found, text) = try finding(
      "ROE0401",
      """
      activities: { touch: { any: [asked_again] } }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 20 days, since: { activity: touch }, to: lost }], moves: [{ event: done, to: won }] }
      """)
    let words = "a lead can wait in “new” for ever: every “touch” puts its clock off"
    #expect(found.message == words, "\(text)")
  }

  /// However many rows a spreadsheet has.
  @Test(arguments: [3, 2001]) func aLeadOfWhoeverHasNoManagerIsShown(rows: Int) throws {
    let owners = ["dana", "kim", "eli"]
    let table = (0..<rows).map { row in
      "      - { id: r\(row), when: zip = \(10_000 + row), owner: \(owners[row % 3]) }"
    }
    let (found, text) = try finding(
      "ROE0906",
      """
      fields:
        zip: { type: integer, min: 1 }
      routing:
        inbound:
          match: first
          rows:
      \(table.joined(separator: "\n"))
          otherwise: dana
      states:
        new:
          owner: { routing: inbound }
          entry: true
          clocks: [{ after: 2 days, owner: { manager_of: owner } }, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """)
    let trace = try #require(found.notes.first { $0.contains("like this:\n") }, "\(text)")
    #expect(trace.contains("captured with zip 10001: “new”, owner Kim Tran"), "\(text)")
    #expect(trace.contains("after 2 days, and the rules fail it"), "\(text)")
  }

  @Test func aLengthBelowNothingIsNotTurnedAround() throws {
    let (found, text) = try finding(
      "ROE0102",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: -90 days, to: lost }] }
      """)
    #expect(found.fix == nil && found.help?.contains("90 days") != true, "\(text)")
  }

  @Test func theSignOnACarIsNoCode() throws {
    let (found, text) = try finding(
      "ROE0102",
      """
      fields:
        country: { type: country, optional: true }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }, { when: country is D, after: 2 days, owner: kim }]
      """)
    #expect(found.help?.contains("DE") == true, "\(text)")
  }
}
