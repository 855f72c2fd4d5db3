import Foundation
import RoeCompiler
import RoeMachine
import RoeTestSupport
import Testing

/// The longest waits against those that a probabilistic model checker finds: `Python/silence_oracle.py`.
@Suite struct SilenceOracleTests {
  /// Storm comes from PyPI; in CI it must be there.
  static let isThere =
    ProcessInfo.processInfo.environment["CI"] != nil
    || (try? run("-c", "import stormpy").status) == 0

  @Test(.enabled("needs python3 with stormpy") { isThere })
  func stormFindsTheSameWaits() throws {
    let count = ProcessInfo.processInfo.environment["ROE_SILENCE"].flatMap { Int($0) } ?? 500
    var lines: [UInt8] = []
    for seed in 0..<count {
      var rules = RandomRules(seed: 10_000 + seed)
      let machine = rules.machine()
      let brought = rules.brought()
      let owners = JSON.object(
        zip(machine.lifecycles[0].states, brought.owners).map { state, owners in
          JSON.Member(
            state.id,
            .array(owners.map { .string($0.person) }))
        })
      lines += Array("{\"brought\":".utf8) + owners.canonical()
      lines += Array(",\"machine\":".utf8) + machine.encoded() + Array(",\"waits\":".utf8)
      lines += waits(of: machine, brought).canonical() + Array("}\n".utf8)
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("roe-silence-\(UUID().uuidString).jsonl")
    try Data(lines).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Python/silence_oracle.py").path
    let result = try Self.run(script, file.path)
    #expect(result.status == 0, "\(result.text)")
    print("storm: \(result.text.split(separator: "\n").last ?? "")")
  }

  /// For each live state and goal: milliseconds or null, and whether that is exact.
  private func waits(of machine: Machine, _ brought: BroughtOwners) -> JSON {
    let lifecycle = machine.lifecycles[0]
    let report = silence(of: machine, lifecycle: Ref(0), brought: brought)
    return .object(
      lifecycle.states.refs.filter { lifecycle.states[$0].kind == .live }.map { state in
        let cases = report.cases.filter { $0.state == state }
        return JSON.Member(
          lifecycle.states[state].id,
          .object(
            SilenceGoal.allCases.map { goal in
              var longest = 0
              var never = false
              for silence in cases.compactMap({ $0[goal] }) {
                switch silence.bound {
                case .within(let wait): longest = max(longest, wait)
                case .never: never = true
                }
              }
              // One lead that waits just so long is enough.
              let isExact = cases.compactMap { $0[goal] }.contains { silence in
                switch silence.bound {
                case .within(let wait): silence.isExact && !never && wait == longest
                case .never: silence.isExact
                }
              }
              return JSON.Member(
                "\(goal)", .array([never ? .null : .integer(longest), .boolean(isExact)]))
            }))
      })
  }

  private static func run(_ arguments: String...) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
