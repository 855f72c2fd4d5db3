import RoeCompiler
import RoeSource
import Testing

/// What is told of moves and tables is told of leads that can be there. The comments mark the lines
/// that are reported.
@Suite struct WhoIsThereTests {
  @Test(arguments: Self.cases)
  func reportsTheMarkedLines(of example: LintCase) {
    let result = compile(Example(example.rules))
    let found = result.findings(above: .warning)
    #expect(found == Example(example.rules).marks, "\(example)\n\(result.text)")
    #expect(result.contradictions == [])
  }

  static let cases: [LintCase] = [
    LintCase(
      "an event does something for all leads that can be there",
      """
      fields:
        size: { type: integer, min: 1, frozen: true }
      states:
        new:
          owner: dana
          entry: size >= 50
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: asked_again, when: size >= 50, to: won }]
        small: { owner: eli, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "an event does nothing for leads that come from elsewhere",
      """
      fields:
        size: { type: integer, min: 1, frozen: true }
      states:
        new:
          owner: dana
          entry: size >= 50
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: asked_again, when: size >= 50, to: won }]  # ROE0604
        small: { owner: eli, entry: true, clocks: [{ after: 30 days, to: new }] }
      """),
    LintCase(
      "what a rule takes away at once does not wait for an event",
      """
      fields:
        score: { type: integer, min: 1 }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { whenever: score > 5, to: big }
            - { event: asked_again, when: score <= 5, to: won }
        big: { owner: eli, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "two rules for leads that never come there do not fight, and never happen",
      """
      fields:
        size: { type: integer, min: 1, frozen: true }
      states:
        new:
          owner: dana
          entry: size >= 50
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, when: size < 20, to: won }  # ROE0603
            - { id: other, event: done, when: size < 30, to: lost }  # ROE0603
        small: { owner: eli, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "rows overlap for leads that no table is asked about",
      """
      fields:
        size: { type: integer, min: 1, frozen: true }
      routing:
        inbound:
          match: unique
          rows:
            - { id: q, when: size < 45, owner: [dana, kim] }  # ROE0806
            - { id: r, when: size < 40, owner: [eli, kim] }
          otherwise: kim
      states:
        new: { owner: dana, entry: size < 50, clocks: [{ after: 30 days, to: lost }] }
        big: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a hole between ranges that no lead comes to",
      """
      fields:
        size: { type: integer, min: 1, frozen: true }
      routing:
        inbound:
          match: first
          rows:
            - { id: r, when: size < 20, owner: [eli, kim] }  # ROE0806
            - { id: q, when: size > 20, owner: [dana, kim] }
          otherwise: kim
      states:
        new: { owner: dana, entry: size < 50, clocks: [{ after: 30 days, to: lost }] }
        big: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a hole at the first lead that comes to a table",
      """
      fields:
        size: { type: integer, min: 1, frozen: true }
      routing:
        inbound:
          match: first
          rows:
            - { id: r, when: size < 50, owner: [eli, kim] }  # ROE0806
            - { id: q, when: size > 50, owner: [dana, kim] }  # ROE0706
          otherwise: kim
      states:
        new: { owner: dana, entry: size < 50, clocks: [{ after: 30 days, to: lost }] }
        big: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a single second at which nothing is heard",
      """
      fields:
        since: { type: time, optional: true }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: asked_again, when: since older than 1 hour, to: won }
            - { id: young, event: asked_again, when: since newer than 1 hour or since is missing, to: lost }  # ROE0604
      """),
    LintCase(
      "a round that goes on by what its rules write",
      """
      fields:
        score: { type: integer, min: 1, optional: true }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ whenever: score > 5, to: mid, do: [{ set: { score: 2 } }] }]  # ROE0606
        mid:
          owner: eli
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ whenever: score = 2, to: new, do: [{ set: { score: 7 } }] }]
      """),
    LintCase(
      "a round that ends by what its rules write",
      """
      fields:
        score: { type: integer, min: 1, optional: true }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ whenever: score > 5, to: mid, do: [{ set: { score: 2 } }] }]
        mid:
          owner: eli
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ whenever: score = 2, to: new, do: [{ set: { score: 3 } }] }]
      """),
    LintCase(
      "a round that ends by counting",
      """
      fields:
        rounds: { type: counter, max: 20 }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ whenever: rounds < 3, to: mid, do: [{ count: rounds }] }]
        mid:
          owner: eli
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ whenever: rounds < 9, to: new }]
      """),
    LintCase(
      "a round out of which a rule before takes every lead",
      """
      fields:
        score: { type: integer, min: 1 }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ id: a, whenever: score > 5, to: won }, { id: b, whenever: score > 7, to: mid }]  # ROE0605
        mid:
          owner: eli
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ whenever: score > 7, to: new }]
      """),
    LintCase(
      "who may cause an event for which only another one is heard",
      """
      events:
        seen: { by: [lead, system] }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: seen, by: lead, to: won }]  # ROE0604
      """),
    LintCase(
      "passing a lead on is counted by one of two rules alone",
      """
      events:
        not_mine: { by: ae }
      fields:
        passes: { type: counter, max: 5 }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: not_mine, when: passes < 2, to: late, do: [{ count: passes }] }
            - { id: again, event: not_mine, when: passes >= 2, to: late }  # ROE0608
        late:
          owner: eli
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: not_mine, to: new }]
      """),
    LintCase(
      "a deadline before which others take away all leads",
      """
      fields:
        score: { type: integer, min: 1, optional: true }
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { id: low, after: 2 days, when: score <= 5, to: won }
            - { id: high, after: 2 days, when: score > 5 or score is missing, to: lost }
            - { id: late, after: 9 days, owner: eli }  # ROE0404
      """),
    LintCase(
      "a field that nobody edits turns into nothing",
      """
      fields:
        size: { type: integer, min: 1, frozen: true }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ becomes: size > 5, to: won }]  # ROE0603
      """),
    LintCase(
      "more business hours than the calendar has",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 900000 business hours, calendar: office, to: lost }]  # ROE1101
      """),
    LintCase(
      "the row beside a hole is the one that gets its neighbours",
      """
      fields:
        score: { type: integer, min: 0 }
      routing:
        inbound:
          match: first
          rows:
            - { id: r0, when: score < 10, owner: [dana, kim] }
            - { id: r1, when: score > 10, owner: [eli, kim] }  # ROE0706
            - { id: r2, when: score >= 11, owner: [lena, kim] }  # ROE0704
          otherwise: sam
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a flag that is raised already",
      """
      events:
        complained: { by: lead }
        settled: { by: manager }
      flags:
        complaint: { event: complained, cleared_by: settled, decide_within: 2 days, decided_by: kim, silence: sam }
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "many words to look for",
      """
      fields:
        role: { type: text }
      routing:
        inbound:
          match: first
          rows:
            - { id: r1, when: role contains "chief", owner: [dana, kim] }
            - { id: r2, when: role contains "head", owner: [eli, kim] }
            - { id: r3, when: role contains "director", owner: [lena, kim] }
            - { id: r4, when: role contains "manager", owner: [dana, kim] }
            - { id: r5, when: role contains "founder", owner: [eli, kim] }
            - { id: r6, when: role contains "owner", owner: [lena, kim] }
            - { id: r7, when: role contains "president", owner: [dana, kim] }
            - { id: r8, when: role contains "partner", owner: [eli, kim] }
            - { id: r9, when: role contains "vice president", owner: [lena, kim] }  # ROE0704
            - { id: r10, when: role contains "lead", owner: [dana, kim] }
            - { id: r11, when: role contains "engineer", owner: [eli, kim] }
            - { id: r12, when: role contains "sales", owner: [lena, kim] }
            - { id: r13, when: role contains "marketing", owner: [dana, kim] }
            - { id: r14, when: role contains "finance", owner: [eli, kim] }
            - { id: r15, when: role starts with "head of" and role contains "operations", owner: [lena, kim] }  # ROE0704
            - { id: r16, when: role is "intern", owner: [dana, kim] }
            - { id: r17, when: role contains "purchasing", owner: [eli, kim] }
          otherwise: sam
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
  ]

  @Test func recordsThatCallOneAnother() {
    let account = """
      lifecycle: account
      links: { leads: { lifecycle: lead, theirs: company } }
      events:
        ping: { by: system }
      states:
        known:
          entry: true
          owner: sam
          clocks: [{ after: 90 days, to: gone }]
          moves: [{ event: ping, do: [{ send: { event: pong, to: leads } }] }]
        gone: { kind: closed }
      lost_and_found: { keeper: sam, backup: lena, within: 1 day, to: [known] }
      """
    func lead(_ move: String) -> String {
      """
      fields:
        company: { type: text, optional: true }
      links: { company: { lifecycle: account, mine: company } }
      events:
        pong: { by: [ae, system] }
      states:
        new:
          entry: true
          owner: dana
          clocks: [{ after: 9 days, to: lost }]
          moves: [\(move)]
      """
    }
    let call = "do: [{ send: { event: ping, to: company } }]"
    let stays = compile(
      Example(lead("{ event: pong, \(call) }"), files: ["account.roe.yaml": account]))
    #expect(
      stays.findings(above: .warning) == ["11: ROE0606"], "\(stays.text)")
    let goes = compile(
      Example(lead("{ event: pong, \(call), to: won }"), files: ["account.roe.yaml": account]))
    #expect(goes.findings(above: .warning) == [], "\(goes.text)")
  }

  @Test func codesOfCountriesAndBeginningsKeepTheirLengths() {
    func rules(_ match: String) -> String {
      """
      fields:
        country: { type: enum, values: [DE, AT] }
        zip: { type: text, optional: true }
      routing:
        inbound:
          match: first
          rows: [{ id: z, table: zips.csv, owner: owner, match: { country: is, \(match) } }]
          otherwise: sam
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """
    }
    func found(_ match: String, _ table: String) -> Set<String> {
      let result = compile(Example(rules(match), files: ["zips.csv": table]))
      return Set(result.diagnostics.map(\.code.id).filter { $0 < "ROE0100" })
    }
    let zips = "country,low,high,owner\nDE,01000,49999,dana\nDE,50000,99999,eli\n"
    let range = "zip: from low to high"
    #expect(found(range, zips + "AT,1000,4999,dana\nAT,5000,9999,eli\n") == [])
    #expect(found(range, zips + "DE,1000,1999,dana\n") == ["ROE0060"])
    let starts = "country,zip,owner\nDE,1,dana\nDE,20,eli\nAT,10,lena\n"
    #expect(found("zip: starts with zip", starts) == [])
    #expect(found(range, "country,low,high,owner\n") == ["ROE0050"])
  }
}
