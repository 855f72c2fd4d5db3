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
