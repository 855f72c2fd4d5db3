import RoeCompiler
import RoeSource
import Testing

/// What is still said of people who have left, besides whom leads go to. The comments mark the lines
/// that are reported.
@Suite struct LeaverTests {
  @Test(
    arguments: [
      LintCase(
        "their leads, while no rule says who gets them",
        """
        roster:
          people:
            ben: { name: Ben Ode, role: ae, last_day: 2026-09-30 }  # ROE0203
        states:
          new:
            owner: [ben, dana]  # ROE0203
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """),
      LintCase(
        "every step of a ladder that names them",
        """
        roster:
          people:
            ben: { name: Ben Ode, role: ae, last_day: 2026-09-30 }
        states:
          new:
            owner: dana
            entry: true
            clocks:
              - id: slow
                ladder:
                  - { at: 10 days, owner: [kim, ben] }  # ROE0203
                  - { at: 20 days, owner: ben }  # ROE0203
              - { after: 30 days, to: won }
        policies:
          leavers: [{ owner: kim }]
        """),
      LintCase(
        "others stand behind them",
        """
        roster:
          people:
            ben: { name: Ben Ode, role: ops, last_day: 2026-09-30 }
            ann: { name: Ann Ode, role: ops, backup: ben }  # ROE0203
            bob: { name: Bob Ode, role: ops, manager: ben }  # ROE0203
            cat: { name: Cat Ode, role: ops }  # ROE0203
          absences:
            - { id: cat, from: 2026-12-01, to: 2026-12-05, cover: ben }
        states:
          new: { owner: dana, entry: true, clocks: [{ after: 1 day, to: won }] }
        """),
      LintCase(
        "they keep the rules",
        """
        maintained_by: ben
        roster:
          people:
            ben: { name: Ben Ode, role: ops, last_day: 2026-09-30 }
        states:
          new: { owner: dana, entry: true, clocks: [{ after: 1 day, to: won }] }  # ROE0203
        """),
    ])
  func reportsTheMarkedLines(of example: LintCase) {
    let result = compile(Example(example.rules))
    let found = result.findings(above: .warning)
    #expect(found == Example(example.rules).marks, "\(example)\n\(result.text)")
  }
}
