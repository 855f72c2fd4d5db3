import RoeCompiler
import RoeSource
import Testing

/// Rules with tables of more rows than are told apart at once: what does not depend on the rows is
/// found all the same, and what does is not said to be proved.
@Suite struct LargeTableTests {
  private static let rows = (0...2000).map {
    "{ id: r\($0), when: email is \"x\($0)@y.example\", owner: \($0 % 2 == 0 ? "dana" : "eli") }"
  }.joined(separator: ", ")

  private func compiled(_ rules: String) -> (example: Example, result: Compilation) {
    let example = Example(
      """
      fields:
        email: { type: text }
        score: { type: integer, min: 0, max: 100 }
      routing:
        inbound: { match: first, rows: [\(Self.rows)], otherwise: sam }
      \(rules)
      """)
    return (example, compile(example))
  }

  @Test(arguments: [
    """
    states:
      new:
        owner: { routing: inbound }
        entry: true
        clocks: [{ after: 30 days, to: lost }]
        moves:
          - { event: done, to: won }
          - { id: high, whenever: score > 50, to: x }
          - { id: higher, whenever: score > 60, to: y }  # ROE0605
      x: { owner: dana, clocks: [{ after: 3 days, to: lost }], moves: [{ event: done, to: won }] }
      y: { owner: eli, clocks: [{ after: 3 days, to: lost }], moves: [{ event: done, to: won }] }
    """,
    """
    states:
      new:
        owner: { routing: inbound }
        entry: true
        clocks: [{ after: 30 days, to: lost }]
        moves: [{ becomes: score > 50, to: x }, { event: done, to: won }]  # ROE0409
      x:
        owner: dana
        clocks:
          - { after: 3 days, to: lost }
          - { id: idle, when: score > 50 and score < 20, after: 1 day, to: lost }  # ROE0404
        moves: [{ event: done, to: won }]
    """,
    """
    states:
      new:
        owner: { routing: inbound }
        entry: true
        clocks: [{ after: 30 days, to: lost }]
        moves:
          - { event: done, to: won }
          - { id: high, whenever: score > 50, to: x }
          - { id: low, whenever: score < 20, to: y }
      x: { owner: dana, clocks: [{ after: 3 days, to: lost }], moves: [{ event: done, to: won }] }
      y: { owner: eli, clocks: [{ after: 3 days, to: lost }], moves: [{ event: done, to: won }] }
    """,
  ])
  func rulesAreLookedAtAllTheSame(_ rules: String) {
    let (example, result) = compiled(rules)
    #expect(result.findings(above: .warning) == example.marks, "\(result.text)")
  }

  /// The objections to what depends on who has which lead.
  private func objections(_ rules: String) throws -> [String] {
    let result = compiled(rules).result
    let proof = try #require(result.proof, "\(result.text)")
    return proof.statements.compactMap(\.objection).filter { !$0.contains("CRM") }
  }

  @Test func whoHandsOverIsNotShown() throws {
    let handoff = try objections(
      """
      events:
        accepted: { by: asked }
        rejected: { by: asked }
        mine: { by: ae }
      states:
        new:
          owner: { routing: inbound }
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: asked_again, do: [{ remind: owner }] }]
        selling:
          owner: keep
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ event: mine, to: won }]
      handoffs:
        to_sales:
          from: new
          event: done
          to: selling
          owner: [eli, kim]
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: sam, to: lost } }
      """)
    #expect(handoff == ["who hands which lead over is more than could be followed"])
  }

  @Test func whoMayEndItIsNotShown() throws {
    let round = try objections(
      """
      states:
        new:
          owner: { routing: inbound }
          entry: true
          clocks: [{ after: 3 days, to: again }]
          moves: [{ event: done, by: owner, to: won }, { event: asked_again, do: [{ remind: owner }] }]
        again:
          owner: keep
          clocks: [{ after: 3 days, to: new, owner: keep, do: [{ notify: kim }] }]
          moves: [{ event: done, by: owner, to: won }]
      """)
    #expect(
      round == ["whether whoever has a lead may take it there is more than could be followed"])
  }

  /// Entries that ask for too many pairs of fields, and two moves that fight.
  @Test func whatIsTooMuchAtOnceIsTold() {
    let fields = (0..<48).map { "f\($0): { type: boolean }" }.joined(separator: ", ")
    let pairs = (0..<24).map { "f\($0) is true and f\($0 + 24) is true" }.joined(separator: " or ")
    let example = Example(
      """
      fields: { \(fields) }
      states:
        new:  # ROE0709
          owner: dana
          entry: \(pairs)
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, to: won }
            - { id: high, whenever: f0 is true, to: y }
            - { id: other, whenever: f0 is true, to: z }
        y: { owner: eli, entry: true, clocks: [{ after: 3 days, to: lost }], moves: [{ event: done, to: won }] }
        z: { owner: eli, clocks: [{ after: 3 days, to: lost }], moves: [{ event: asked_again, to: won }] }
      """)
    let result = compile(example)
    #expect(result.findings(above: .warning) == example.marks, "\(result.text)")
  }
}
