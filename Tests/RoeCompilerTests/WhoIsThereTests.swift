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
            - { id: r, when: size < 40, owner: [eli, kim] }  # ROE0806
            - { id: q, when: size < 45, owner: [dana, kim] }
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
          moves: [{ whenever: score > 5, to: won }, { id: on, whenever: score > 7, to: mid }]
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
  ]
}
