import Foundation
import RoeMachine
import Testing

/// A machine with its roster, inputs, and the decisions that they must lead to.
package struct Vector {
  private var name: String
  private var machine: [UInt8]
  private var roster: [UInt8]
  private var inputs: [String]
  private var decisions: [String]

  /// What random vectors are drawn from; printed by those who draw, and brought back by `ROE_SEED`.
  package static let seed =
    ProcessInfo.processInfo.environment["ROE_SEED"].flatMap(Int.init)
    ?? Int.random(in: 1...1_000_000_000)

  package static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
      .sorted()
  }

  package init(name: String, in folder: String) throws {
    func bytes(_ file: String) throws -> [UInt8] {
      try Array(Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)/\(file)")))
    }
    func lines(_ file: String) throws -> [String] {
      String(decoding: try bytes(file), as: UTF8.self)
        .split(separator: "\n").map(String.init)
    }
    self.name = name
    machine = try bytes("machine.json")
    roster = try bytes("roster.json")
    inputs = try lines("inputs.jsonl")
    decisions = try lines("decisions.jsonl")
  }

  /// Expects that RoeMachine writes the same files and makes the same decisions.
  package func expectAgreement() throws {
    let file = try MachineFile(parsing: machine)
    let people = try Roster(parsing: roster)
    expectSame(text(file.encoded()), text(machine), "machine.json")
    expectSame(text(people.encoded()), text(roster), "roster.json")
    #expect(file.meaning.verify() == [], "\(name)")
    expectSame(try decide(file.meaning, people), decisions, "decisions.jsonl")
  }

  /// The decisions of RoeMachine; a last line `{"close": instant}` fires what is due by then.
  private func decide(_ machine: Machine, _ people: Roster) throws -> [String] {
    let interpreter = try Interpreter(machine, roster: people)
    var driver = Driver(interpreter)
    var made: [Decision] = []
    var given: [Input] = []
    var end: Int?
    for line in inputs {
      let json = try JSON(parsing: line)
      if case .integer(let instant) = json["close"] {
        end = instant
      } else {
        given.append(try interpreter.input(json))
      }
    }
    for input in given.sorted(by: Self.precedes) { made += driver.submit(input) }
    if let end { made += driver.close(at: end) }
    return made.map { String(decoding: $0.json(in: machine, people).canonical(), as: UTF8.self) }
  }

  private static func precedes(_ a: Input, _ b: Input) -> Bool {
    guard (a.received, a.occurred) == (b.received, b.occurred) else {
      return (a.received, a.occurred) < (b.received, b.occurred)
    }
    return [Array(a.key.utf8), Array(a.lead.utf8)].lexicographicallyPrecedes(
      [Array(b.key.utf8), Array(b.lead.utf8)]) { $0.lexicographicallyPrecedes($1) }
  }

  /// The parts of a file; what differs is to be shown, not the digest that differs with it.
  private func text(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\"format\":").reversed()
      .map(String.init)
  }

  /// Expects the same lines, and shows the first that differs from its first difference on.
  private func expectSame(_ actual: [String], _ expected: [String], _ file: String) {
    guard actual != expected else { return }
    let line = zip(actual, expected).prefix { $0 == $1 }.count
    let pair = [expected, actual].map { $0.dropFirst(line).first ?? "(nothing)" }
    let same = max(0, zip(pair[0], pair[1]).prefix { $0 == $1 }.count - 80)
    Issue.record(
      """
      \(name)/\(file) differs in line \(line + 1), column \(same + 1)
      python: \(pair[0].dropFirst(same).prefix(400))
      swift:  \(pair[1].dropFirst(same).prefix(400))
      """)
  }
}

/// The Python interpreter of this machine.
package enum Python {
  package static let isWanted = isCI || (try? start(["--version"])) == 0
  package static let hasValidator = isCI || (try? start(["-c", "import jsonschema"])) == 0

  private static var isCI: Bool { ProcessInfo.processInfo.environment["CI"] == "true" }

  package static func run(_ script: String, _ arguments: String...) throws {
    let path = repositoryRoot() + "/Tests/RoeMachineTests/Python/\(script)"
    let status = try start([path] + arguments)
    #expect(status == 0, "\(script) failed")
  }

  private static func start(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B"] + arguments
    process.standardOutput = FileHandle.standardError
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
