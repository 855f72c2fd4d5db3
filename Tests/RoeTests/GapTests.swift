import RoeTestSupport
import Testing

/// Rules with gaps are played as they stand, and what is not looked at is said.
@Suite struct GapTests {
  private static let rules = """
    roe: 1
    name: A state without a clock
    maintained_by: mia
    review: { every: quarter, last: 2026-10-01 }
    zone: Europe/Berlin
    roster:
      people:
        mia: { name: Mia Weber, role: manager, backup: tom }
        tom: { name: Tom Ott, role: sdr, backup: mia }
    fields:
      source: { type: enum, values: [web, fair] }
    events:
      called: { by: [sdr, manager] }
    states:
      new: { entry: true, owner: tom, moves: [{ event: called, to: won }] }
      won: { kind: closed }
    lost_and_found: { keeper: mia, backup: tom, within: 2 days, to: [new, won] }

    """

  private func folder(_ rules: String) async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("rules.roe.yaml", rules)
    try folder.write("lead.json", #"{"id": "L-1", "fields": {"source": "web"}}"#)
    try folder.write("bare.json", #"{"id": "L-2"}"#)
    return folder
  }

  @Test func aLeadIsPlayedOnRulesWithAGap() async throws {
    let folder = try await folder(Self.rules)
    let run = try await RoeRun.roe(
      "trace", ".", "--lead", "lead.json", "--at", "2026-01-06T10:00", in: folder.path)
    #expect(run.code == 0, "\(run.transcript)")
    #expect(run.output.contains("the lead enters New"))
    #expect(run.errors.contains("error[ROE0401]"))
    #expect(run.errors.contains("The rules have 1 error. This is what they do as they stand:"))
  }

  @Test func noLeadIsPlayedOnRulesThatNobodyUnderstands() async throws {
    let folder = try await folder(
      Self.rules.replacing("owner: tom, moves", with: "owner: tim, moves"))
    let run = try await RoeRun.roe(
      "trace", ".", "--lead", "lead.json", "--at", "2026-01-06T10:00", in: folder.path)
    #expect(run.code == 1)
    #expect(run.output == "")
    #expect(run.errors.contains("error[ROE0201]"))
  }

  @Test func itIsSaidWhyALeadIsInLostAndFound() async throws {
    let folder = try await folder(Self.rules)
    let run = try await RoeRun.roe(
      "who", ".", "--lead", "bare.json", "--at", "2026-01-06T10:00", in: folder.path)
    #expect(run.code == 0)
    #expect(
      run.output.contains("The rules fail it, because there is no value for source."),
      "\(run.transcript)")
  }

  @Test func scenariosAreNotRun() async throws {
    let folder = try await folder(
      Self.rules + """
        scenarios:
          called:
            lead: { source: web }
            starts: 2026-11-23 10:02
            steps: [{ after: 5 minutes, state: new, owner: mia }]

        """)
    let run = try await RoeRun.roe("check", in: folder.path)
    #expect(run.output.contains("1 scenario was read and not run"), "\(run.transcript)")
  }
}
