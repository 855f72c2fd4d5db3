import RoeMachine
import RoeSource
import Testing

@testable import RoeCompiler

/// Whoever has a lead may be named once more in other ways than before; then nobody hears of it.
@Suite struct NamedAgainTests {
  private static let frame = """
    roe: 1
    name: Team
    maintained_by: kim
    review: { every: quarter, last: 2026-10-05 }
    zone: Europe/Berlin
    roster:
      people:
        kim: { name: Kim, role: manager, manager: lena, backup: lena }
        lena: { name: Lena, role: rep, manager: kim, backup: dana }
        dana: { name: Dana, role: rep, manager: kim, backup: eli }
        eli: { name: Eli, role: rep, manager: kim, backup: kim }
        max: { name: Max, role: boss, manager: kim, backup: lena }
    pools:
      one: { members: [kim], at_least: 1 present }
      two: { members: [kim, lena], at_least: 1 present }
    queues: { qa: { steward: dana } }
    fields:
      f: { type: enum, values: [a, b] }
      n: { type: integer, min: 0, max: 20 }
      why: { type: text, optional: true }
    routing:
      big: { match: first, rows: [\((0..<14).map { "{ id: r\($0), when: n is \($0), owner: \(["lena", "dana", "eli"][$0 % 3]) }" }.joined(separator: ", "))], otherwise: [dana, eli] }
    events:
      e1: {}
      done: {}
      hand: { by: owner }
      acc: { by: asked }
      rej: { by: asked, carries: [why] }
    lost_and_found: { keeper: kim, backup: lena, within: 2 days, to: [new] }

    """

  private func compiled(_ rules: String) -> Compilation {
    compile([
      SourceText(name: "frame.roe.yaml", text: Self.frame),
      SourceText(
        name: "rules.roe.yaml",
        text: rules + "  won: { kind: closed }\n  lost: { kind: closed }\n"),
    ]) { _ in .failure("there are no files") }
  }

  /// The longest silence in days; nil where nobody may ever be called.
  private func longest(_ rules: String) -> Int? {
    let result = compiled(rules)
    guard case .within(let wait)? = result.longestSilence?.silence.called.bound else { return nil }
    #expect(result.contradictions == [])
    return wait / 86_400_000
  }

  @Test(arguments: ["manager", "one", "two", "kim"])
  func inTurnInTwoWays(_ other: String) {
    #expect(
      longest(
        """
        states:
          new: { entry: true, owner: kim, clocks: [{ after: 10 days, owner: \(other) }, { after: 20 days, owner: kim }, { after: 40 days, to: lost }], moves: [{ event: done, to: won }] }

        """) == 40)
    #expect(
      longest(
        """
        states:
          new: { entry: true, owner: kim, clocks: [{ after: 10 days, to: sb }], moves: [{ event: done, to: won }] }
          sb: { owner: \(other), clocks: [{ after: 9 days, to: new }], moves: [{ event: done, to: won }] }

        """) == nil)
  }

  @Test func byALargeTableInBetween() {
    #expect(
      longest(
        """
        states:
          new: { entry: true, owner: lena, clocks: [{ after: 10 days, owner: { routing: big } }, { after: 11 days, owner: lena }, { after: 40 days, to: lost }], moves: [{ event: done, to: won }] }

        """) == 40)
  }

  /// A table sends the lead on before it has an owner there.
  @Test(arguments: [
    ("to: sa", "{ routing: t }"), ("to: sa, owner: { routing: t }", "eli"),
  ]) func behindATable(_ move: String, _ owner: String) {
    let states = """
      routing: { t: { match: first, rows: [{ id: r, when: f is a, to: sb }], otherwise: dana } }
      states:
        new: { entry: true, owner: lena, clocks: [{ after: 20 days, to: lost }], moves: [{ event: e1, \(move) }, { event: done, to: won }] }
        sa: { owner: \(owner), clocks: [{ after: 21 days, to: lost }], moves: [{ event: done, to: won }] }
        sb: { owner: keep, clocks: [{ after: 10 days, owner: NAME }, { after: 40 days, to: lost }], moves: [{ event: done, to: won }] }

      """
    #expect(longest(states.replacing("NAME", with: "lena")) == 40)
    #expect(longest(states.replacing("NAME", with: "kim")) == 21)
    let promised = compiled(
      "expect: { p: { never_owned_by: dana } }\n"
        + states.replacing("NAME", with: "{ backup_of: owner }").replacing(
          "otherwise: dana", with: "otherwise: eli"))
    #expect(promised.text.contains("“p” does not hold"), "\(promised.text)")
  }

  /// A ladder that has come along has called already, and is not started anew.
  @Test func aLadderThatHasCalledAlready() {
    #expect(
      longest(
        """
        slas:
          first: { due: 4 days, ladder: [{ at: 4 days, do: [{ notify: kim }] }, { at: 30 days, do: [{ notify: max }] }] }
        handoffs:
          ho: { from: new, event: hand, to: sb, owner: dana, answer: { within: 3 days, accept: acc, reject: { event: rej, requires: [why] }, silence: [{ owner: eli, to: sb }] } }
        states:
          new: { entry: true, owner: lena, clocks: [first, { after: 40 days, to: lost }], moves: [{ event: done, to: won }] }
          sb: { owner: keep, clocks: [{ after: 5 days, to: lost }], moves: [{ event: done, to: won }] }

        """) == 26)
  }

  /// Who is captured there may be theirs, whoever else may bring a lead back.
  @Test func aPromiseIsAboutThoseWhoAreCaptured() {
    let result = compiled(
      """
      expect: { p: { called_within: 25 days } }
      states:
        new: { entry: true, owner: { routing: big }, clocks: [{ after: 10 days, owner: [previous, lena] }, { after: 40 days, to: lost }], moves: [{ event: done, to: won }, { event: e1, to: sb}] }
        sb: { owner: lena, clocks: [{ after: 10 days, to: lost }], moves: [{ event: done, to: won }, { event: e1, to: new, owner: keep}] }

      """)
    #expect(result.text.contains("ROE0411"), "\(result.text)")
  }

  @Test func theStewardOfAQueue() {
    #expect(
      longest(
        """
        states:
          new: { entry: true, owner: lena, clocks: [{ after: 5 days, owner: qa }, { after: 20 days, to: lost }], moves: [{ event: e1, to: sb }, { event: done, to: won }] }
          sb: { owner: keep, clocks: [{ after: 10 days, owner: qa }, { after: 40 days, to: lost }], moves: [{ event: done, to: won }] }

        """) == 40)
  }

  /// Whoever has no room for more is passed over.
  @Test func theNextOneWhoHasRoom() {
    func rules(_ cap: String) -> String {
      """
      states:
        new: { entry: true, owner: [kim, lena]\(cap), clocks: [{ after: 10 days, owner: lena }, { after: 40 days, to: lost }], moves: [{ event: done, to: won }] }

      """
    }
    #expect(longest(rules(", cap_per_owner: 2")) == 40)
    #expect(
      longest(
        "routing: { t: { match: first, rows: [{ id: r, when: f is a, owner: [kim, lena] }], otherwise: kim } }\n"
          + rules(", cap_per_owner: 2").replacing("[kim, lena]", with: "{ routing: t }")) == 40)
    #expect(longest(rules("")) == 10)
  }
}
