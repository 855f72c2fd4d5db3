internal import ArgumentParser

/// How a run ends; the same for every command. `roe --help` prints this table.
extension ExitCode {
  /// Findings at or above the level of `--fail-on`.
  static let findings = ExitCode(1)
  /// roe was called in a way that it does not understand.
  static let usage = ExitCode(2)
  /// An input cannot be opened, or there is no rule file.
  static let noInput = ExitCode(3)
  /// A fault of roe itself.
  static let internalError = ExitCode(70)
  /// A file or the output cannot be written.
  static let noOutput = ExitCode(74)
}

/// Why a command cannot do its work, as a sentence for people without the final stop.
struct Failure: Error {
  var code: ExitCode
  var message: String

  init(_ code: ExitCode, _ message: String) {
    self.code = code
    self.message = message
  }
}
