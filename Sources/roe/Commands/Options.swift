internal import ArgumentParser
internal import RoeMachine
internal import RoeSource

/// How every command speaks.
struct OutputOptions: ParsableArguments {
  @Option(help: "Colour: auto, always or never; NO_COLOR turns auto off.")
  var color = Console.Color.auto

  @Flag(name: .shortAndLong, help: "Say only what has to be said.")
  var quiet = false
}

/// Where the rules are.
struct RulesArgument: ParsableArguments {
  @Argument(help: "A rule file, or a folder of rule files.", completion: .file())
  var path = "."
}

/// A report in a form, on standard output or in a file.
struct ReportRequest: ExpressibleByArgument {
  /// Nil for standard output.
  var file: String?

  init() {}

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0] == "text" else { return nil }
    if parts.count == 2 {
      if parts[1].isEmpty { return nil }
      file = String(parts[1])
    }
  }
}

extension Severity: ExpressibleByArgument {}

/// A day on the command line.
struct Day: ExpressibleByArgument {
  var date: CivilDate

  init?(argument: String) {
    let day = argument == "today" ? CivilDate(instant: now()) : CivilDate(argument)
    guard let date = day else { return nil }
    self.date = date
  }

  /// Reads a day, and says how one is written.
  static func reading(_ argument: String) throws -> Day {
    guard let day = Day(argument: argument) else {
      throw ValidationError("write a day such as 2026-11-23, or today.")
    }
    return day
  }
}
