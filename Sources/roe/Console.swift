#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif
internal import ArgumentParser
internal import RoeSource

/// Standard output, standard error, and what they can show.
enum Console {
  /// Whether text is coloured.
  enum Color: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }

  /// A reader that goes away ends the output, not the run, and a file that may not grow further is
  /// an error like a full disk: the exit code stays what it would be.
  static func outliveSignals() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  static func exit(_ code: ExitCode) -> Never {
    #if canImport(Darwin)
      Darwin.exit(code.rawValue)
    #elseif canImport(Musl)
      Musl.exit(code.rawValue)
    #else
      Glibc.exit(code.rawValue)
    #endif
  }

  /// Writes the answer of a command, and ends its last line.
  static func print(_ text: String) throws(Failure) {
    if text.isEmpty { return }
    let failure = write(Array(text.utf8) + (text.hasSuffix("\n") ? [] : [10]), to: STDOUT_FILENO)
    guard let failure, failure != EPIPE else { return }
    throw Failure(.noOutput, "the output cannot be written: \(reason(failure))")
  }

  /// Writes to standard error; nobody can be told when that fails.
  static func tell(_ text: String) {
    if text.isEmpty { return }
    _ = write(Array(text.utf8) + (text.hasSuffix("\n") ? [] : [10]), to: STDERR_FILENO)
  }

  /// Says why the run fails.
  static func complain(_ message: String) { tell("roe: \(message.harmless)") }

  /// `NO_COLOR` decides unless the command line does.
  static func usesColor(_ color: Color, standardError: Bool = false) -> Bool {
    switch color {
    case .always: return true
    case .never: return false
    case .auto:
      let isOff = variable("NO_COLOR").map { !$0.isEmpty } ?? false
      return !isOff && variable("TERM") != "dumb"
        && isatty(standardError ? STDERR_FILENO : STDOUT_FILENO) == 1
    }
  }

  /// Whether a person sees standard output as it is written.
  static var showsOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Does the work; on a terminal, work that takes longer than a second says what it is.
  static func withProgress<Result>(_ message: String, _ work: () -> Result) -> Result {
    guard isatty(STDERR_FILENO) == 1, variable("TERM") != "dumb" else { return work() }
    let note = Task.detached {
      try await Task.sleep(for: .seconds(1))
      tell("\(message) …")
    }
    defer { note.cancel() }
    return work()
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
