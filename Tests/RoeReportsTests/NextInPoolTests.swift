import RoeCompiler
import RoeReports
import RoeSource
import Testing

/// Who can be the next person of a pool: by the machine, only after somebody to whom the pool itself
/// gave the lead.
@Suite struct NextInPoolTests {
  private func playbook(owner: String) -> String {
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
            pam: { name: Pam Reed, role: partner, manager: kim, backup: kim }
        pools: { sdrs: { members: [ana, ben], steward: kim } }
        events: { give: { by: owner }, yes: { by: asked }, no: { by: asked } }
        lost_and_found: { keeper: kim, within: 1 day, to: [new] }
        states:
          new: { entry: true, owner: \(owner), clocks: [{ after: 5 days, to: lost }], moves: [{ event: give, when: not big, to: sell }] }
          sell: { owner: keep, clocks: [{ id: quiet, after: 9 days, owner: [{ next_in_pool: owner }, kim] }, { after: 20 days, to: lost }] }
          lost: { kind: closed }
        fields: { large: { type: boolean } }
        definitions: { big: large }
        handoffs:
          over: { from: new, event: give, when: big, to: sell, owner: sdrs, answer: { within: 1 day, accept: yes, reject: { event: no, to: new, owner: giver }, silence: { to: sell, owner: kim } } }
        """)
    let result = compile([rules]) { _ in .failure("there are no files") }
    let hasErrors = result.hasErrors
    #expect(!hasErrors)
    return RoeReports.playbook(result.file, roster: result.roster, digest: "0")
  }

  private let line = "After 9 days without a decision in **Sell**, it passes to you (Quiet)."

  @Test func whoAcceptedHasTheLeadFromNoPool() {
    let page = playbook(owner: "pam")
    #expect(page.contains("passes to the next person of the pool that gave it to you, or else"))
    #expect(page.contains("Whoever was asked and accepted has the lead from no pool"))
    #expect(!page.contains(line), "\(page)")
  }

  @Test func whoIsGivenALeadByAPoolPassesItOnThere() {
    #expect(playbook(owner: "sdrs").contains(line))
  }
}
