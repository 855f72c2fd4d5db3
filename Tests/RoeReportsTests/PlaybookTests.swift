import RoeCompiler
import RoeReports
import RoeSource
import Testing

/// What the playbook tells people is what the machine does.
@Suite struct PlaybookTests {
  private func rules(_ states: String) throws -> Compilation {
    let rules = SourceText(
      name: "rules.roe.yaml",
      text: """
        roe: 1
        name: Team
        zone: Europe/Berlin
        roster:
          people:
            ana: { name: Ana Sousa, role: sdr, manager: kim, backup: ben }
            ben: { name: Ben Carl, role: sdr, manager: kim, backup: ana }
            kim: { name: Kim Roth, role: head }
        pools: { sdrs: { members: [ana, ben], steward: kim } }
        fields: { country: { type: enum, values: [AT, DE] } }
        events: { called: { by: owner } }
        activities: { touch: { any: called, by: owner } }
        lost_and_found: { keeper: kim, within: 1 day, to: [new] }

        """ + states)
    let result = compile([rules]) { _ in .failure("there are no files") }
    try #require(!result.hasErrors)
    return result
  }

  @Test func whatIsOwedIsOwedWhenTheSLAIsDue() throws {
    let result = try rules(
      """
      slas:
        first_touch:
          due: 1 hour
          met_by: touch
          ladder: [{ at: 1 hour, do: [{ remind: owner }] }, { at: 8 hours, owner: kim }]
      states:
        new: { owner: ana, entry: true, clocks: [first_touch, { after: 30 days, to: lost }], moves: [{ event: called, to: lost }] }
        lost: { kind: closed }
      """)
    let page = playbook(result.file, roster: result.roster, digest: "0")
    #expect(page.contains("a touch within 1 hour; otherwise you are reminded"))
    #expect(page.contains("within 1 hour of entering the state"))
    #expect(!page.contains("within 8 hours"))
  }

  @Test func whoSharesAHatMayBeFollowedByAnotherWhoWearsIt() throws {
    let result = try rules(
      """
      routing:
        inbound:
          match: first
          rows: [{ id: at, when: country is AT, owner: ana }]
          otherwise: ben
      states:
        new: { owner: [{ routing: inbound }, sdrs], entry: true, clocks: [{ after: 30 days, to: lost }] }
        lost: { kind: closed }
      """)
    let page = playbook(result.file, roster: result.roster, digest: "0")
    #expect(
      page.contains(
        "New leads for which Inbound names only you go to the next in turn of SDRs while you are away."
      ), "\(page)")
  }
}
