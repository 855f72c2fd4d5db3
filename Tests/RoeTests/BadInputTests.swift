import Foundation
import Testing

/// Files that nobody wrote on purpose: each gets a clear error, the right exit code, and no trap.
@Suite struct BadInputTests {
  /// What may be wrong with a rule file, and a word that the finding must have.
  static let damagedFiles: [(name: String, bytes: [UInt8], code: String)] = [
    ("empty", [], "ROE0002"),
    ("comments alone", Array("# nothing\n".utf8), "ROE0002"),
    ("binary", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0xFF, 0xFE], "ROE0001"),
    ("invalid UTF-8", Array("roe: 1\nname: ".utf8) + [0xC3, 0x28, 0x0A], "ROE0001"),
    ("UTF-16", [0xFF, 0xFE] + Array("roe: 1\n".utf8).flatMap { [$0, 0] }, "ROE0001"),
    ("lists 10 000 deep", Array(("a: " + String(repeating: "[", count: 10_000)).utf8), "ROE0003"),
    (
      "blocks 10 000 deep",
      Array((String(repeating: "- ", count: 10_000) + "a\n").utf8),
      "ROE0003"
    ),
    (
      "guards 10 000 deep",
      Array(
        "roe: 1\nname: x\ndefinitions:\n  d: \(String(repeating: "(", count: 10_000))\n".utf8),
      "ROE"
    ),
    ("an alias bomb", Array(aliasBomb.utf8), "ROE"),
    (
      "a text of 50 MB",
      Array("roe: 1\nname: ".utf8) + [UInt8](repeating: 0x61, count: 50 << 20), "ROE0003"
    ),
    (
      "a number beyond all bounds",
      Array("roe: 1\nname: x\nsync_lag: \(String(repeating: "9", count: 400)) minutes\n".utf8),
      "ROE"
    ),
  ]

  static let aliasBomb =
    "a0: &a0 [x, x]\n"
    + (1..<40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()

  @Test(arguments: damagedFiles.map(\.name))
  func damagedRuleFiles(_ name: String) async throws {
    let damaged = try #require(Self.damagedFiles.first { $0.name == name })
    let folder = try TemporaryFolder()
    try folder.write("rules.roe.yaml", damaged.bytes)
    let check = try await RoeRun.roe("check", in: folder.path)
    #expect(check.code == 1)
    #expect(check.output.contains(damaged.code))
    #expect(check.errors.contains("rules.roe.yaml:"))
    // No finding floods the terminal with what it is about.
    #expect(check.output.utf8.count < 200_000)
    // Once is enough for what takes long.
    if damaged.bytes.count > 1 << 20 { return }
    let build = try await RoeRun.roe("build", "-o", "out", in: folder.path)
    #expect(build.code == 1)
    #expect(build.errors.contains(damaged.code))
    #expect(folder.contents() == ["rules.roe.yaml"])
    let input = try await RoeRun.roe("check", "-", input: damaged.bytes)
    #expect(input.code == 1)
  }

  @Test func oneErrorHidesNoOther() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("a.roe.yaml", [0xFF])
    try folder.write("b.roe.yaml", "definitions:\n  d: [\n")
    let run = try await RoeRun.roe("check", in: folder.path)
    #expect(run.code == 1)
    #expect(run.output.contains("a.roe.yaml:1"))
    #expect(run.output.contains("b.roe.yaml:"))
    #expect(run.errors.contains("in 2 files"))
  }

  @Test func noTextSteersTheTerminal() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write(
      "a.roe.yaml", "overrides: { o: { when: employees < 3, to: \"\\e[31mred\\u202ex\" } }\n")
    let run = try await RoeRun.roe("check", in: folder.path)
    #expect(run.code == 1)
    #expect(run.errors.contains("red"))
    for text in [run.output, run.errors] {
      #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
  }

  @Test func aFolderMayContainItself() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("more/further.roe.yaml", "definitions:\n  small: employees < 3\n")
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: "\(folder.path)/more/loop", withDestinationPath: "..")
    try manager.createSymbolicLink(
      atPath: "\(folder.path)/again.roe.yaml", withDestinationPath: "rules.roe.yaml")
    let run = try await RoeRun.roe("check", "--fail-on", "error", in: folder.path)
    #expect(run.code == 0)
    #expect(!run.output.contains("loop"))
    #expect(!run.output.contains("again"))
    try manager.createSymbolicLink(
      atPath: "\(folder.path)/round.roe.yaml", withDestinationPath: "round.roe.yaml")
    let circle = try await RoeRun.roe("check", in: folder.path)
    #expect(circle.code == 3)
    #expect(circle.errors.contains("round.roe.yaml cannot be opened: its links lead round"))
  }

  @Test func aFileThatIncludesItselfIsReadOnce() async throws {
    let folder = try await TemporaryFolder.withRules()
    let rules = try folder.read("rules.roe.yaml")
    try folder.write("rules.roe.yaml", rules + "include: [rules.roe.yaml]\n")
    let run = try await RoeRun.roe("check", in: folder.path)
    #expect(run.code == 0)
  }

  @Test func twoFilesThatDefineOneId() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("other.roe.yaml", "states:\n  won: { kind: closed, owner: keep }\n")
    let run = try await RoeRun.roe("check", in: folder.path)
    #expect(run.code == 1)
    #expect(run.output.contains("other.roe.yaml:2"))
    #expect(run.output.contains("rules.roe.yaml:"))
  }

  @Test func aTableWithAMillionColumns() async throws {
    let folder = try await TemporaryFolder.withRules()
    let header = (0..<1_000_000).map { "c\($0)" }.joined(separator: ",")
    try folder.write("wide.csv", "\(header)\n\(String(repeating: "x,", count: 999_999))x\n")
    try folder.write("lists.roe.yaml", "lists:\n  wide: { file: wide.csv, column: country }\n")
    let run = try await RoeRun.roe("check", in: folder.path)
    #expect(run.code == 1)
    #expect(run.output.contains("wide.csv"))
    #expect(run.output.utf8.count < 200_000)
  }

  @Test func aDataFileThatIsMissing() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("lists.roe.yaml", "lists:\n  none: { file: none.csv, column: country }\n")
    let run = try await RoeRun.roe("check", in: folder.path)
    #expect(run.code == 1)
    #expect(run.output.contains("none.csv"))
    #expect(run.output.contains("does not exist"))
    #expect(run.output.contains("lists.roe.yaml:2"))
  }

  @Test func whatIsNotThereEndsWith3() async throws {
    let folder = try TemporaryFolder()
    for arguments in [
      ["check"], ["check", "missing"], ["build", "missing", "-o", "out"], ["show", "core"],
      ["check", "missing.roe.yaml", "missing2.roe.yaml"],
    ] {
      let run = try await RoeRun.roe(arguments, in: folder.path)
      #expect(run.code == 3)
      #expect(run.errors.hasPrefix("roe: "))
      #expect(run.output.isEmpty)
    }
    #expect(folder.contents().isEmpty)
  }

  @Test(arguments: ["rules.yaml", "rules.yml", "rules.roe.yml"])
  func rulesWithAnotherEndingAreNamed(_ name: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", "services: {}\n")
    try folder.write(name, "# Rules\nroe: 1\n")
    let run = try await RoeRun.roe(["check"], in: folder.path)
    #expect(run.code == 3)
    #expect(
      run.errors
        == "roe: there is no rule file in this folder; \(name) has another ending than rules: rename it to rules.roe.yaml\n"
    )
  }

  @Test(.enabled(if: Permissions.canBeTested))
  func aFolderWithoutPermission() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("closed/more.roe.yaml", "definitions: {}\n")
    try Permissions.close("\(folder.path)/closed")
    defer { try? Permissions.open("\(folder.path)/closed") }
    let run = try await RoeRun.roe(["check"], in: folder.path, launcher: Permissions.launcher)
    #expect(run.code == 3)
    #expect(run.errors == "roe: closed cannot be opened: permission is denied\n")
    #expect(run.output.isEmpty)
  }

  @Test(.enabled(if: Permissions.canBeTested))
  func aFileWithoutPermission() async throws {
    let folder = try await TemporaryFolder.withRules()
    try folder.write("closed.roe.yaml", "definitions: {}\n")
    try Permissions.close("\(folder.path)/closed.roe.yaml")
    let run = try await RoeRun.roe(["check"], in: folder.path, launcher: Permissions.launcher)
    #expect(run.code == 3)
    #expect(run.errors == "roe: closed.roe.yaml cannot be opened: permission is denied\n")
  }
}

/// Runs in which permissions bind, whoever runs the tests.
enum Permissions {
  private static let setpriv = "/usr/bin/setpriv"

  /// The superuser has to give up the right to pass over permissions.
  static var launcher: [String] {
    getuid() == 0 ? [setpriv, "--bounding-set=-all", "--inh-caps=-all"] : []
  }

  static var canBeTested: Bool {
    getuid() != 0 || FileManager.default.isExecutableFile(atPath: setpriv)
      || ProcessInfo.processInfo.environment["CI"] == "true"
  }

  static func close(_ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
  }

  static func open(_ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }
}

extension TemporaryFolder {
  /// A folder with the rules that `roe init` writes.
  static func withRules() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let run = try await RoeRun.roe("init", in: folder.path)
    try #require(run.code == 0)
    return folder
  }
}
