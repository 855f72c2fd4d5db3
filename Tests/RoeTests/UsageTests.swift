import Foundation
import Testing

/// How roe is called, and how it ends.
@Suite struct UsageTests {
  @Test func helpTeaches() async throws {
    let run = try await RoeRun.roe("--help")
    #expect(run.code == 0)
    #expect(run.errors.isEmpty)
    for command in ["init", "check", "build", "show", "trace", "who", "explain"] {
      #expect(run.output.contains("\n  \(command)"), "\(command) is missing")
      let help = try await RoeRun.roe(command, "--help")
      #expect(help.code == 0)
      #expect(help.output.contains("Examples:\n  roe \(command)"), "\(command) shows no example")
    }
  }

  @Test(arguments: ["", "init", "check", "build", "show", "trace", "who", "explain"])
  func linesOfTheHelpFitATerminal(_ command: String) async throws {
    let run = try await RoeRun.roe([command, "--help"].filter { !$0.isEmpty })
    let text = run.output.components(separatedBy: "\n\nUSAGE:")[0]
    for block in text.components(separatedBy: "\n\n") where block.contains("\n  ") {
      // A table that does not fit would be broken, and its rest would begin a line.
      for line in block.split(separator: "\n").dropFirst() {
        #expect(line.hasPrefix("  "), "this line was broken: \(line)")
      }
    }
  }

  @Test func versionIsOneLine() async throws {
    let run = try await RoeRun.roe("--version")
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("roe "))
    #expect(run.output.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    ["chek"], ["check", "--nonsense"], ["check", "--fail-on", "never"], ["build", "."],
    ["check", "--format", "png"], ["check", "--as-of", "tomorrow"], ["check", "-", "-"],
    ["check", "--certificate", ""],
    ["check", "--stdin-path", "a.roe.yaml"], ["show", "nothing"],
    ["check", "rules.csv"], ["build", "-", "-o", "out"], ["explain", "no-such-thing"],
  ])
  func wrongUsageEndsWith2(_ arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    try folder.write("rules.csv", "a,b\n")
    let run = try await RoeRun.roe(arguments, in: folder.path)
    #expect(run.code == 2)
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
    #expect(folder.contents() == ["rules.csv"])
  }

  @Test func aMisspeltCommandIsNamed() async throws {
    let near = try await RoeRun.roe("chek")
    #expect(near.code == 2)
    #expect(near.errors == "roe: there is no command “chek”; did you mean check?\n")
    let far = try await RoeRun.roe("xyzzy", ".")
    #expect(far.errors.contains("no command “xyzzy”"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func shellsCanComplete(_ shell: String) async throws {
    let run = try await RoeRun.roe("--generate-completion-script", shell)
    #expect(run.code == 0)
    #expect(run.output.contains("stdin-path"))
  }

  @Test(arguments: ["ROE0301", "roe0301", "0301", "301"])
  func aFindingIsExplainedByAnyOfItsNames(_ code: String) async throws {
    let run = try await RoeRun.roe("explain", code)
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("ROE0301 "))
    let name = try #require(run.output.split(separator: " ").dropFirst().first)
    let named = try await RoeRun.roe("explain", String(name))
    #expect(named.output == run.output)
    let misspelt = try await RoeRun.roe("explain", String(name.dropLast()))
    #expect(misspelt.code == 2)
    #expect(misspelt.errors.contains("near are ROE0301 \(name)"))
  }

  @Test func allFindingsAreListed() async throws {
    let run = try await RoeRun.roe("explain")
    #expect(run.code == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count > 40)
    #expect(lines == lines.sorted())
    #expect(lines.allSatisfy { $0.hasPrefix("ROE") })
  }

  @Test func aReaderThatGoesAwayIsNoError() async throws {
    let folder = try TemporaryFolder()
    try folder.write("many.roe.yaml", String(repeating: "\tx: 1\n", count: 4000))
    let run = try await RoeRun.shell(
      "\"$ROE\" check . | head -n 1; echo ${PIPESTATUS[0]}", in: folder.path)
    #expect(run.output.hasSuffix("\n1\n"))
    #expect(!run.errors.contains("cannot be written"))
  }
}
