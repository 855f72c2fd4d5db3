import RoeMachine
import RoeReports
import RoeTestSupport
import Testing

/// The reports of the small team, beside which the goldens lie.
@Suite struct GoldenTests {
  private let folder = fixturesDirectory() + "/small-team"

  @Test func playbookReadsAsRecorded() {
    let page = playbook(SmallTeam.file, roster: SmallTeam.roster, digest: "0123abcd")
    expectGolden(page, at: "\(folder)/playbook.md")
  }

  @Test func pictures() {
    for file in mermaid(SmallTeam.file, roster: SmallTeam.roster)
      + dot(SmallTeam.file, roster: SmallTeam.roster)
    {
      expectGolden(file.text, at: "\(folder)/\(file.path.replacing("/", with: "-"))")
    }
  }

  @Test func decisionTables() {
    for file in routingCSV(SmallTeam.file, roster: SmallTeam.roster) {
      expectGolden(file.text, at: "\(folder)/\(file.path.replacing("/", with: "-"))")
    }
  }

  @Test func core() {
    expectGolden(coreText(SmallTeam.file), at: "\(folder)/core.txt")
  }

  @Test func withoutARosterPeopleGoByTheirIds() {
    let page = playbook(SmallTeam.file, roster: nil, digest: "0123abcd")
    #expect(page.contains("Lena"))
    #expect(!page.contains("Lena Fuchs"))
  }

  @Test func anEmptyMachineHasAPage() {
    let empty = MachineFile(
      meaning: Machine(
        zone: Ref(0), zones: [], calendars: [], people: [], roles: [], pools: [], queues: [],
        lifecycles: []), texts: Texts(title: "Nothing yet"), sources: Sources())
    #expect(playbook(empty, roster: nil, digest: "").hasPrefix("# Nothing yet\n"))
    #expect(mermaid(empty, roster: nil).isEmpty)
    #expect(coreText(empty) == "zone:\n")
  }
}
