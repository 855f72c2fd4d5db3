internal import ArgumentParser
internal import RoeSource

/// The command line of roe.
@main
struct Roe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compiles rules of engagement: who owns a lead, until when, and what happens next.",
    usage: "roe <command> [<options>]",
    discussion: """
      Write the rules in files that end in .roe.yaml, then:

        roe init                        write a small set of rules to begin with
        roe check                       what is wrong with the rules in this folder
        roe build . -o out              the machine, the playbook, the pictures
        roe who . --lead lead.json      who owns this lead, and what they owe
        roe explain ROE0301             what a finding means, and what to do

      A PATH is a rule file, or a folder: then all *.roe.yaml files in it and \
      below it are one set of rules. Left out, it is the current folder.

      The answer of a command goes to standard output; what went wrong goes to \
      standard error.

      Exit codes, the same for every command:
        0   nothing found at or above the level of --fail-on; help was shown
        1   findings at or above that level, unreadable rules among them, or a
            damaged file of a lead, of events, of a machine or of a roster
        2   a wrong option or argument
        3   an input that cannot be opened, or no rule file found
        70  a fault of roe itself
        74  an output that cannot be written

      Completions for your shell (bash, zsh or fish):
        roe --generate-completion-script zsh
      """,
    version: "roe 1.0.0",
    subcommands: [
      Init.self, Check.self, Build.self, Show.self, Trace.self, Who.self, Explain.self,
    ])

  static func main() {
    Console.outliveSignals()
    Console.exit(run(CommandLine.arguments.dropFirst()))
  }

  /// Runs one command, tells people how it failed, and says how to end.
  private static func run(_ arguments: ArraySlice<String>) -> ExitCode {
    if let word = arguments.first, let complaint = unknownCommand(word) {
      Console.complain(complaint)
      return .usage
    }
    do {
      var command = try parseAsRoot(Array(arguments))
      try command.run()
      return .success
    } catch let code as ExitCode {
      return code
    } catch let failure as Failure {
      Console.complain(failure.message)
      return failure.code
    } catch {
      return ending(of: error)
    }
  }

  /// What to say about a first word that is no command; nil when it is one.
  private static func unknownCommand(_ word: String) -> String? {
    let names = commandNames
    guard !word.hasPrefix("-"), !names.contains(word) else { return nil }
    guard let near = meantName(by: word, among: names) else {
      return "there is no command “\(word)”; `roe --help` lists them"
    }
    return "there is no command “\(word)”; did you mean \(near)?"
  }

  private static let commandNames =
    configuration.subcommands.map { "\($0)".lowercased() } + ["help"]

  /// Help that was asked for, wrong usage, or an error that nobody foresaw.
  private static func ending(of error: any Error) -> ExitCode {
    let text = fullMessage(for: error)
    switch exitCode(for: error) {
    case .success:
      do throws(Failure) { try Console.print(text) } catch {
        Console.complain(error.message)
        return error.code
      }
      return .success
    case .validationFailure:
      Console.tell(text)
      return .usage
    default:
      Console.complain("this is a fault of roe itself: \(text)")
      return .internalError
    }
  }
}
