import Foundation
import Testing

/// What roe writes, and what it leaves alone.
@Suite struct OutputTests {
  static let built = [
    "diagrams", "diagrams/lead.dot", "diagrams/lead.mmd", "machine.json", "playbook.md",
    "roster.json",
  ]

  @Test func firstRulesAreSmallAndClean() async throws {
    let folder = try await TemporaryFolder.withRules()
    let rules = try folder.read("rules.roe.yaml")
    #expect(rules.split(separator: "\n", omittingEmptySubsequences: false).count <= 81)
    let check = try await RoeRun.roe("check", "--fail-on", "note", in: folder.path)
    #expect(check.code == 0)
    #expect(check.output.hasPrefix("No findings in 1 rule file.\n"))
    let again = try await RoeRun.roe("init", in: folder.path)
    #expect(again.code == 2)
    #expect(try folder.read("rules.roe.yaml") == rules)
  }

  @Test func theSameRulesGiveTheSameBytes() async throws {
    let folder = try await TemporaryFolder.withRules()
    for output in ["one", "two/deep"] {
      let run = try await RoeRun.roe("build", ".", "-o", output, in: folder.path)
      #expect(run.code == 0)
      #expect(run.errors.isEmpty)
    }
    #expect(folder.contents(of: "one") == Self.built)
    for name in Self.built where name != "diagrams" {
      let (one, two) = (try folder.read("one/\(name)"), try folder.read("two/deep/\(name)"))
      #expect(one == two, "\(name) differs")
    }
  }

  @Test func everyFileNamesItsMachine() async throws {
    let folder = try await TemporaryFolder.withRules()
    _ = try await RoeRun.roe("build", ".", "-o", "out", in: folder.path)
    let machine = try folder.read("out/machine.json")
    let digest = String(machine.dropFirst(#"{"digest":""#.count).prefix(64))
    #expect(digest.count == 64)
    #expect(digest.allSatisfy { $0.isHexDigit })
    for name in ["playbook.md", "diagrams/lead.dot", "diagrams/lead.mmd"] {
      let text = try folder.read("out/\(name)")
      #expect(text.contains(digest), "\(name)")
    }
  }

  @Test func onlyTheNamedTargetsAreWritten() async throws {
    let folder = try await TemporaryFolder.withRules()
    _ = try await RoeRun.roe("build", ".", "-o", "out", "--target", "playbook", in: folder.path)
    #expect(folder.contents(of: "out") == ["machine.json", "playbook.md", "roster.json"])
  }

  @Test func documentsThatTheRulesNoLongerHaveGo() async throws {
    let folder = try await TemporaryFolder.withRules()
    let rules = try folder.read("rules.roe.yaml")
    func build(_ table: String) async throws -> RoeRun {
      try folder.write(
        "rules.roe.yaml",
        rules.replacing("owner: sdrs", with: "owner: [{ routing: \(table) }, sdrs]")
          + "\nrouting:\n  \(table):\n    match: first\n"
          + "    rows: [{ id: big, when: employees >= 500, owner: eli }]\n    otherwise: next\n")
      let run = try await RoeRun.roe("build", ".", "-o", "out", in: folder.path)
      #expect(run.code == 0, "\(run.errors)")
      return run
    }
    _ = try await build("first")
    try folder.write("out/routing/mine.csv", try folder.read("out/routing/first.csv"))
    let second = try await build("second")
    #expect(folder.contents(of: "out/routing") == ["mine.csv", "second.csv"])
    #expect(second.output.hasSuffix("no longer have it:\n  routing/first.csv\n"))
    try folder.write("out/routing/second.csv", try folder.read("out/routing/second.csv") + "x")
    let third = try await build("third")
    #expect(folder.contents(of: "out/routing") == ["mine.csv", "second.csv", "third.csv"])
    #expect(third.errors.hasSuffix("no longer have them:\n  out/routing/second.csv\n"))
    try folder.write("rules.roe.yaml", rules)
    _ = try await RoeRun.roe("build", ".", "-o", "out", in: folder.path)
    #expect(folder.contents(of: "out/routing") == ["mine.csv", "second.csv"])
  }

  @Test func errorsInTheRulesChangeNothing() async throws {
    let folder = try await TemporaryFolder.withRules()
    _ = try await RoeRun.roe("build", ".", "-o", "out", in: folder.path)
    let before = try folder.read("out/machine.json")
    try folder.write("bad.roe.yaml", "states:\n  new: { owner: nobody_at_all }\n")
    let run = try await RoeRun.roe("build", ".", "-o", "out", in: folder.path)
    #expect(run.code == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("bad.roe.yaml:2"))
    #expect(try folder.read("out/machine.json") == before)
    #expect(folder.contents(of: "out") == Self.built)
  }

  @Test func aDiskThatFillsUpLeavesNothingHalfWritten() async throws {
    let folder = try await TemporaryFolder.withRules()
    _ = try await RoeRun.roe("build", ".", "-o", "out", in: folder.path)
    let before = try folder.read("out/playbook.md")
    let rules = try folder.read("rules.roe.yaml")
    try folder.write("rules.roe.yaml", rules.replacing("Inbound leads", with: "Other leads"))
    // No file may grow beyond 16 KB; the machine is larger.
    let run = try await RoeRun.shell("ulimit -f 16; \"$ROE\" build . -o out", in: folder.path)
    #expect(run.code == 74)
    #expect(run.errors.hasPrefix("roe: out/"))
    #expect(try folder.read("out/playbook.md") == before)
    #expect(folder.contents(of: "out") == Self.built)
    let fresh = try await RoeRun.shell("ulimit -f 16; \"$ROE\" build . -o new/out", in: folder.path)
    #expect(fresh.code == 74)
    #expect(!folder.contents().contains("new"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskEndsWith74() async throws {
    let folder = try await TemporaryFolder.withRules()
    let output = try await RoeRun.roe(["check"], in: folder.path, output: "/dev/full")
    #expect(output.code == 74)
    #expect(output.errors == "roe: the output cannot be written: the disk is full\n")
    try folder.write("bad.roe.yaml", "\tx: 1\n")
    let report = try await RoeRun.roe("check", "--format", "text=/dev/full", in: folder.path)
    #expect(report.code == 74)
    let help = try await RoeRun.roe(["--help"], in: folder.path, output: "/dev/full")
    #expect(help.code == 74)
  }

  @Test func whereNothingCanBeWritten() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("file", "x")
    for target in ["file", "file/deeper"] {
      let run = try await RoeRun.roe("build", ".", "-o", target, in: folder.path)
      #expect(run.code == 74)
      #expect(run.errors.contains("file cannot be written: a part of its path is not a folder"))
    }
    #expect(try folder.read("file") == "x")
  }

  @Test(.enabled(if: Permissions.canBeTested))
  func aFolderThatIsClosedForWriting() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("closed/old", "x")
    try Permissions.close("\(folder.path)/closed")
    let run = try await RoeRun.roe(
      ["build", "rules.roe.yaml", "-o", "closed"], in: folder.path, launcher: Permissions.launcher)
    #expect(run.code == 74)
    #expect(run.errors.contains("permission is denied"))
    try Permissions.open("\(folder.path)/closed")
    #expect(folder.contents(of: "closed") == ["old"])
  }

  @Test func aReportReplacesAFileAsAWhole() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("bad.roe.yaml", "states:\n  new: { owner: nobody_at_all }\n")
    let plain = try await RoeRun.roe("check", in: folder.path)
    try folder.write("report.txt", String(repeating: "old ", count: 10_000))
    let run = try await RoeRun.roe("check", "--format", "text=report.txt", in: folder.path)
    #expect(run.code == 1)
    #expect(run.output.isEmpty)
    #expect(try folder.read("report.txt") == plain.output)
  }

  @Test func aCertificateNamesItsMachine() async throws {
    let folder = try await TemporaryFolder.withRules()
    let plain = try await RoeRun.roe("check", in: folder.path)
    let run = try await RoeRun.roe("check", "--certificate", "silence.json", in: folder.path)
    #expect(run.code == 0)
    #expect(run.output == plain.output)
    _ = try await RoeRun.roe("build", ".", "-o", "out", in: folder.path)
    let digest = try folder.read("out/machine.json").dropFirst(#"{"digest":""#.count).prefix(64)
    let certificate = try folder.read("silence.json")
    #expect(certificate.hasPrefix(#"{"format":1,"#))
    #expect(certificate.hasSuffix(#""machine":"\#(digest)"}"#))
    _ = try await RoeRun.roe("check", "--certificate", "deep/again.json", in: folder.path)
    #expect(try folder.read("deep/again.json") == certificate)
  }

  @Test func nothingIsCertifiedAboutRulesWithErrors() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("bad.roe.yaml", "states:\n  new: { owner: nobody_at_all }\n")
    try folder.write("silence.json", "old")
    let run = try await RoeRun.roe("check", "--certificate", "silence.json", in: folder.path)
    #expect(run.code == 1)
    #expect(
      run.errors.contains(
        "roe: silence.json was not written: rules with errors cannot be certified\n"))
    #expect(try folder.read("silence.json") == "old")
  }

  @Test func aCertificateThatCannotBeWrittenEndsWith74() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("file", "x")
    let run = try await RoeRun.roe("check", "--certificate", "file/silence.json", in: folder.path)
    #expect(run.code == 74)
    #expect(run.errors.contains("cannot be written: a part of its path is not a folder"))
  }

  @Test func colourIsForTerminals() async throws {
    let folder = try TemporaryFolder()
    try folder.write("bad.roe.yaml", "\tx: 1\n")
    let plain = try await RoeRun.roe("check", in: folder.path)
    #expect(!plain.output.contains("\u{1B}"))
    let colored = try await RoeRun.roe("check", "--color", "always", in: folder.path)
    #expect(colored.output.contains("\u{1B}["))
    #expect(colored.code == plain.code)
  }

  @Test func whatIsOutOfDateIsSaidOnlyWhenAsked() async throws {
    let folder = try await TemporaryFolder.withRules()
    let rules = try folder.read("rules.roe.yaml")
    try folder.write(
      "rules.roe.yaml", rules.replacing(/last: \d{4}-\d\d-\d\d/, with: "last: 2026-01-05"))
    let plain = try await RoeRun.roe("check", "--fail-on", "note", in: folder.path)
    #expect(plain.code == 0)
    let before = try await RoeRun.roe(
      "check", "--as-of", "2026-04-05", "--fail-on", "note", in: folder.path)
    #expect(before.code == 0)
    #expect(before.errors == "As of 2026-04-05.\n")
    let after = try await RoeRun.roe(
      "check", "--as-of", "2026-04-06", "--fail-on", "warning", in: folder.path)
    #expect(after.code == 1)
    #expect(after.output.contains("warning[ROE1201]"))
  }

  @Test(arguments: ["", "./", ".//", "ABSOLUTE/"])
  func anEditorAsksAboutWhatIsNotSaved(_ way: String) async throws {
    let folder = try await TemporaryFolder.withRules()
    let unsaved = Array("definitions:\n\tbad: 1\n".utf8)
    try folder.write("more.roe.yaml", "definitions:\n  small: employees < 3\n")
    let path = way.replacing("ABSOLUTE", with: folder.path) + "more.roe.yaml"
    let run = try await RoeRun.roe(
      "check", ".", "-", "--stdin-path", path, input: unsaved, in: folder.path)
    #expect(run.code == 1)
    #expect(run.output.contains("--> more.roe.yaml:2:1"))
    #expect(run.output.contains("1 error in 1 file"))
  }
}
