import Foundation
import RoeTestSupport
import Testing

/// The commands of the README are run, and print what it says they print.
@Suite struct ReadmeTests {
  @Test func commandsPrintWhatTheReadmeSays() async throws {
    let path = repositoryRoot() + "/README.md"
    let readme = try String(contentsOfFile: path, encoding: .utf8)
    var actual: [String] = []
    var block: [String]?
    var commands = 0
    for line in readme.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line == "```console" {
        block = []
        actual.append(line)
      } else if line == "```", let lines = block {
        for command in lines where command.hasPrefix("$ roe ") {
          commands += 1
          actual.append(command)
          let parts = command.dropFirst(6).components(separatedBy: " | head -n ")
          let arguments = parts[0].split(separator: " ").map(String.init)
          let shown = parts.count == 2 ? Int(parts[1]) ?? .max : .max
          let run = try await RoeRun.roe(arguments, in: repositoryRoot())
          #expect(run.code == 0 || run.code == 1, "\(command) ended with \(run.code)")
          #expect(run.code == 0 || command.contains("broken"), "\(command) ended with \(run.code)")
          actual += (run.output).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init).dropLast().prefix(shown)
        }
        block = nil
        actual.append(line)
      } else if block != nil {
        block?.append(line)
      } else {
        actual.append(line)
      }
    }
    #expect(commands >= 4)
    expectGolden(actual.joined(separator: "\n"), at: path)
  }
}
