import Foundation
import RoeMachine
import RoeSource
import Testing

@testable import RoeCompiler

/// How much is tried, and where the figures go. `Tests/Tools/proof.sh` asks for all of it.
enum Proof {
  private static let environment = ProcessInfo.processInfo.environment

  /// Whether the figures for `schema/proof.md` are wanted, and not just a check that fits in CI.
  static let isWhole = environment["ROE_PROOF"] != nil

  /// Everything random is drawn from it; printed by those who draw, and brought back by `ROE_SEED`.
  static let seed =
    environment["ROE_SEED"].flatMap(UInt64.init) ?? (isWhole ? 1 : UInt64.random(in: 1...1_000_000))

  /// Writes one section of the report, when there is to be one.
  static func report(_ section: String, _ text: String) throws {
    print(text)
    guard let folder = environment["ROE_PROOF"] else { return }
    try text.write(toFile: "\(folder)/\(section).md", atomically: true, encoding: .utf8)
  }

  /// Compiles rules that stand beside the small team of the examples.
  static func compile(_ text: String, frame: SourceText = Example.frame) -> Compilation {
    RoeCompiler.compile([SourceText(name: "rules.roe.yaml", text: text), frame]) { _ in
      .failure("it does not exist")
    }
  }

  static func compile(_ rules: SoundRules) -> Compilation {
    compile(rules.text, frame: SourceText(name: "frame.roe.yaml", text: rules.frame))
  }
}

/// Runs a script of the folder `Python`.
enum Python {
  static func isThere(_ module: String) -> Bool {
    environmentIsCI || (try? run(["-c", "import \(module)"]))?.status == 0
  }

  private static let environmentIsCI = ProcessInfo.processInfo.environment["CI"] != nil

  static func script(_ name: String, _ arguments: String...) throws -> Data {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Python/\(name)").path
    let (status, output) = try run(["-B", path] + arguments)
    #expect(status == 0, "\(name) failed")
    return output
  }

  private static func run(_ arguments: [String]) throws -> (status: Int32, output: Data) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
