import RoeCompiler
import RoeSource
import Testing

/// A promise of owners names the place that breaks it, and its trace ends with somebody whom the
/// promise does not allow.
@Suite struct PromiseWitnessTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let rules: String
    /// What the finding says, and who owns the lead in the end.
    let says: String
    let owner: String

    init(_ description: String, says: String, owner: String, _ rules: String) {
      (testDescription, self.rules, self.says, self.owner) = (description, rules, says, owner)
    }
  }

  private static let cases = [
    Case(
      "the stand-in is told, not who comes after the stand-in",
      says: "in “new” can be given to whoever is in “sdrs”", owner: "Lena Vogt",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      pools:
        sdrs: { members: [lena], steward: lena }
      routing:
        intake:
          match: unique
          rows: [{ id: partner, when: source is partner, owner: kim }, { id: web, when: source is web, owner: sdrs }]
          otherwise: kim
      states:
        new:
          owner: [{ routing: intake }, sdrs]
          entry: true
          clocks: [{ after: 4 hours, owner: [{ backup_of: owner }, kim] }, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      expect:
        not_lena: { when: source is partner, never_owned_by: lena }
      """),
    Case(
      "the steward of a pool is none of its members when somebody names them",
      says: "“inbound” gives a lead with source partner to Dana Okoye", owner: "Dana Okoye",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      pools:
        sdrs: { members: [lena], steward: dana }
      routing:
        inbound:
          match: first
          rows: [{ id: partner, when: source is partner, owner: dana }]
          otherwise: sdrs
      states:
        new:
          owner: { routing: inbound }
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      expect:
        callers: { owned_by: sdrs }
      """),
    Case(
      "who stands in for a steward is told by name",
      says: "“inbound” gives a lead with source web to Eli Roth for “sdrs”", owner: "Eli Roth",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      pools:
        sdrs: { members: [lena], steward: dana }
      routing:
        inbound:
          match: first
          rows: [{ id: web, when: source is web, owner: sdrs }]
          otherwise: eli
      states:
        new:
          owner: { routing: inbound }
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      expect:
        callers: { when: source is web, owned_by: [lena, dana] }
      """),
    Case(
      "whoever does it is one who may not", says: "can be given to whoever does it",
      owner: "Lena Vogt",
      """
      events:
        taken: { by: [sdr, manager] }
      states:
        new:
          owner: kim
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: taken, to: working, owner: actor }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      expect:
        not_lena: { never_owned_by: lena }
      """),
    Case(
      "whoever edits it is one who may not", says: "can be given to whoever does it",
      owner: "Dana Okoye",
      """
      fields:
        hot: { type: boolean, optional: true }
      states:
        new:
          owner: kim
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ becomes: hot is true, to: working, owner: [actor, kim] }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      expect:
        only_kim: { owned_by: kim }
      """),
    Case(
      "closed leads count, too", says: "can be given to Lena Vogt", owner: "Lena Vogt",
      """
      states:
        new:
          owner: kim
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: won, owner: lena }]
        won: { kind: closed }
      expect:
        not_lena: { never_owned_by: lena }
      """),
    Case(
      "whoever is asked becomes the owner by saying yes", says: "can be given to Lena Vogt",
      owner: "Lena Vogt",
      """
      events:
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        new: { owner: kim, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: new
          event: done
          to: selling
          owner: lena
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence: { owner: kim, to: selling }
      expect:
        not_lena: { never_owned_by: lena }
      """),
  ]

  @Test(arguments: cases) func endsWithWhomItDoesNotAllow(_ example: Case) throws {
    let result = compile(Example(example.rules))
    let told = result.diagnostics.filter { $0.code.id == "ROE0411" }
    let finding = try #require(told.first, "\(result.text)")
    #expect(told.count == 1)
    #expect(finding.message.contains(example.says), "\(result.text)")
    let trace = try #require(finding.notes.first { $0.contains("like this:\n") }, "\(result.text)")
    let last = try #require(trace.matches(of: /owner ([^,\n]+)/).last)
    #expect(String(last.1) == example.owner, "\(result.text)")
  }

  @Test func whoKeepsLostAndFoundDoesNotCountUntilALeadLeavesIt() {
    func told(_ state: String) -> [String] {
      let result = compile(
        Example(
          """
          roe: 1
          name: A small team
          maintained_by: kim
          review: { every: quarter, last: 2026-09-01 }
          zone: Europe/Berlin
          roster:
            people:
              kim: { name: Kim Roth, role: manager, backup: sam }
              sam: { name: Sam Okafor, role: ops, backup: kim }
              dana: { name: Dana Ruiz, role: ae, manager: kim, backup: kim }
          events:
            done: { by: ae }
          states:
            new:
              owner: [dana, kim]
              entry: true
              clocks: [{ after: 30 days, to: resting }]
              moves: [{ event: done, to: won }]
            \(state)
            won: { kind: closed }
          lost_and_found: { keeper: sam, backup: kim, within: 1 day, to: [new, resting] }
          expect:
            not_sam: { never_owned_by: sam }
          """, alone: true))
      return result.diagnostics.filter { $0.code.id == "ROE0411" }.map(\.message)
    }
    #expect(
      told("resting: { kind: nurture, owner: dana, clocks: [{ after: 90 days, to: won }] }") == [])
    #expect(
      told("resting: { kind: nurture, owner: keep, clocks: [{ after: 90 days, to: won }] }") == [
        "“not_sam” does not hold: a lead in “lost_and_found” can be given to Sam Okafor"
      ])
  }
}
