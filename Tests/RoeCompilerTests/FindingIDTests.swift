import RoeCompiler
import RoeSource
import Testing

/// Findings are known again by their ids.
@Suite struct FindingIDTests {
  private static let rules = """
    roe: 1
    name: Small
    zone: Europe/Berlin
    roster: { people: roster.csv }
    lost_and_found: { keeper: ana, within: 1 day, to: [new] }
    fields:
      country: { type: enum, values: [DE, FR, GB] }
    events:
      called: { by: owner }
    routing:
      desks:
        match: first
        rows:
          - { id: germany, when: country is DE, owner: ana }
          - { id: germany_again, when: country is DE, owner: bo }
        otherwise: bo
    states:
      new:
        entry: true
        owner: { routing: desks }
        clocks: [{ after: 2 days, to: parked }]
        moves: [{ event: called, to: parked }]
      parked:
        owner: keep
    """

  private func findings(_ text: String) -> [(code: String, id: String)] {
    compile([SourceText(name: "rules.roe.yaml", text: text)]) { _ in
      .bytes(Array("id,name,role,manager\nana,Ana Sousa,ae,\nbo,Bo Lind,ae,ana\n".utf8))
    }.diagnostics.map { ($0.code.id, $0.id ?? "none") }
  }

  @Test func staysTheSameWhenLinesMoveAndTextsChange() {
    let before = findings(Self.rules)
    #expect(before.count >= 3)
    let moved = Self.rules.replacing("states:", with: "\n# The states\n\nstates:")
      .replacing("      parked:\n", with: "      parked:\n        says: Put off.\n")
    let rewritten = Self.rules.replacing(
      "country is DE, owner: bo", with: "country is  DE, owner: bo"
    )
    .replacing("{ event: called, to: parked }", with: "{ to: parked, event: called }")
    for other in [moved, rewritten] {
      #expect(findings(other).map(\.id) == before.map(\.id))
    }
  }

  @Test func differsWithTheRuleAndTheCode() {
    let ids = findings(Self.rules).map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.count == 12 })
    let renamed = findings(Self.rules.replacing("parked", with: "put_off"))
    #expect(Set(renamed.map(\.id)) != Set(ids))
  }
}
