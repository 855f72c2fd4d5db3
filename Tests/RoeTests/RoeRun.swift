import Foundation
import Testing

/// One run of the built `roe`, and all that it left behind.
struct RoeRun {
  var output: String
  var errors: String
  /// The exit code, or a negative signal: a trap is -4 or -5, never an exit code.
  var code: Int32

  /// Runs the program that was built beside these tests.
  ///
  /// - Parameter launcher: a program that starts roe in another way, with its arguments.
  static func roe(
    _ arguments: [String], input: [UInt8] = [], in folder: String? = nil,
    environment: [String: String] = [:], output: String? = nil, launcher: [String] = []
  ) async throws -> RoeRun {
    try await run(
      launcher + [executable()] + arguments, input, folder, environment, output)
  }

  static func roe(
    _ arguments: String..., input: [UInt8] = [], in folder: String? = nil
  ) async throws -> RoeRun {
    try await roe(arguments, input: input, in: folder)
  }

  /// Runs a script that finds the program in `$ROE`.
  static func shell(_ script: String, in folder: String) async throws -> RoeRun {
    try await run(["/bin/bash", "-c", script], [], folder, ["ROE": executable()], nil)
  }

  private static func run(
    _ command: [String], _ input: [UInt8], _ folder: String?, _ environment: [String: String],
    _ output: String?
  ) async throws -> RoeRun {
    let scratch = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? scratch.path)
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"].merging(environment) { $1 }
    let inputPath = try scratch.write("input", input)
    let outputPath = try scratch.write("output", [])
    let errorPath = try scratch.write("errors", [])
    process.standardInput = FileHandle(forReadingAtPath: inputPath)
    process.standardOutput = FileHandle(forWritingAtPath: output ?? outputPath)
    process.standardError = FileHandle(forWritingAtPath: errorPath)
    try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    let signalled = process.terminationReason == .uncaughtSignal
    return RoeRun(
      output: try String(contentsOfFile: outputPath, encoding: .utf8),
      errors: try String(contentsOfFile: errorPath, encoding: .utf8),
      code: signalled ? -process.terminationStatus : process.terminationStatus)
  }

  /// All of it as one text, for a golden file.
  var transcript: String {
    "exit code \(code)\n----- standard output\n\(output)----- standard error\n\(errors)"
  }

  /// The program in the folder in which these tests were built.
  private static func executable() throws -> String {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
    var folder = URL(fileURLWithPath: bundle).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("roe").path
      if FileManager.default.isExecutableFile(atPath: candidate), !isFolder(candidate) {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    throw NoExecutable()
  }

  private static func isFolder(_ path: String) -> Bool {
    var answer: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &answer) && answer.boolValue
  }

  /// The built `roe` is not where the tests are.
  struct NoExecutable: Error {}
}

/// A folder that goes away with its last user.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("roe-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and gives its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// Every file and folder in it, by path, sorted.
  func contents(of name: String = "") -> [String] {
    (FileManager.default.subpaths(atPath: name.isEmpty ? path : "\(path)/\(name)") ?? []).sorted()
  }
}
