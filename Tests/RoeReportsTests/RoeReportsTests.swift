import RoeReports
import Testing

@Suite struct PlaybookTests {
  @Test func peopleGoByTheirNames() {
    let page = playbook(SmallTeam.file, roster: SmallTeam.roster, digest: "0123abcd")
    #expect(page.contains("Lena Fuchs"))
    #expect(!page.contains("lena"))
  }
}
