import Foundation

/// An independent judge of zones and calendars: `Fixtures/calendars/oracle.py`.
enum CalendarOracle {
  /// Whether there is a Python to ask. In CI there must be one, so that it is asked there.
  static let isThere: Bool =
    ProcessInfo.processInfo.environment["CI"] != nil
    || (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }

  static func ask<Answer: Decodable>(
    _ question: some Encodable, _ answer: Answer.Type
  ) throws -> Answer {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/calendars/oracle.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path]
    let input = FileManager.default.temporaryDirectory
      .appendingPathComponent("roe-oracle-\(UUID().uuidString).json")
    try JSONEncoder().encode(question).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    process.standardInput = try FileHandle(forReadingFrom: input)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(Answer.self, from: data)
  }
}
