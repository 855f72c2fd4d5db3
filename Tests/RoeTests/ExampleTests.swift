import Foundation
import RoeTestSupport
import Testing

/// The examples, from the outside: what each command prints about them.
@Suite struct ExampleTests {
  static let clean = ["northwind", "partner-channel", "quiz-funnel"]

  @Test(arguments: clean)
  func areClean(_ name: String) async throws {
    let run = try await RoeRun.roe(
      "check", "examples/\(name)", "--fail-on", "warning", in: repositoryRoot())
    #expect(run.code == 0, "\(run.output)")
    #expect(run.errors.isEmpty)
  }

  @Test func aSmallTeamFitsIn80Lines() throws {
    let path = "\(repositoryRoot())/examples/quiz-funnel/rules.roe.yaml"
    let rules = try String(contentsOfFile: path, encoding: .utf8)
    #expect(rules.split(separator: "\n", omittingEmptySubsequences: false).count <= 81)
  }

  @Test(arguments: clean)
  func buildEverything(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let run = try await RoeRun.roe(
      "build", "examples/\(name)", "-o", folder.path, in: repositoryRoot())
    #expect(run.code == 0)
    let listed = run.output.split(separator: "\n").dropFirst().map { $0.dropFirst(2) }
    #expect(listed.last == "machine.json")
    let files = folder.contents().filter { $0.contains(".") }
    #expect(listed.map(String.init).sorted() == files)
    let digest = try folder.read("machine.json").dropFirst(#"{"digest":""#.count).prefix(64)
    for name in files where name != "roster.json" {
      let text = try folder.read(name)
      #expect(text.contains(digest), "\(name) does not name its machine")
    }
  }

  @Test func cardsSayWhatIsTrueOfTheirReaders() async throws {
    let folder = try TemporaryFolder()
    _ = try await RoeRun.roe(
      "build", "examples/northwind", "-o", folder.path, "--target", "playbook",
      in: repositoryRoot())
    let page = try folder.read("playbook.md")
    func card(_ title: String) -> String {
      page.components(separatedBy: "\n### ").first { $0.hasPrefix("\(title)\n") } ?? ""
    }
    let sdr = card("SDR")
    #expect(
      sdr.contains("- A lead comes to **New** and the table Territories and turns picks you."))
    #expect(sdr.contains("[From SDR to AE](#from-sdr-to-ae)"))
    #expect(
      sdr.contains("**Working**, **Meeting booked**: the lead passes to whoever covers for you"))
    let handoff = "You hand off by"
    #expect(card("AE").contains(handoff))
    #expect(!card("Director").contains("contract signed"))
    #expect(!card("Account owner").contains(handoff))
    #expect(page.contains("Disputed decision, counted from “ownership disputed”:"))
    #expect(page.contains("After owner left, counted from “owner left”"))
    #expect(page.contains("| On the date “contract end” |"))
    #expect(page.contains("| 7 days after the date “decide by” |"))
    #expect(page.contains("happens 2 minutes later"))
    #expect(!page.contains("(#)"), "a link leads nowhere")
  }

  @Test func theCoreOfASmallTeam() async throws {
    let run = try await RoeRun.roe("show", "core", "examples/quiz-funnel", in: repositoryRoot())
    expectGolden(run.transcript, at: "\(fixturesDirectory())/quiz-funnel-core.txt")
  }

  @Test func whatIsBroken() async throws {
    let run = try await RoeRun.roe("check", "examples/broken", in: repositoryRoot())
    #expect(run.code == 1)
    #expect(run.output.contains("error[ROE0301]"))
    let build = try await RoeRun.roe(
      "build", "examples/broken", "-o", "/nowhere/at/all", in: repositoryRoot())
    #expect(build.code == 1)
    #expect(build.errors == run.output)
  }
}
