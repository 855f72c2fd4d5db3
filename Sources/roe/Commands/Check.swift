internal import ArgumentParser
internal import RoeCompiler
internal import RoeMachine
internal import RoeReports
internal import RoeSource

/// `roe check`: what is wrong with the rules.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what is wrong with the rules.",
    discussion: """
      Examples:
        roe check                           the rules in this folder
        roe check rules                     the rules in another
        roe check a.roe.yaml b.roe.yaml     two files that are one set of rules
        roe check rules --fail-on warning   for a pull request
        roe check rules --as-of today       what is out of date, for a weekly report
        roe check --format text=report.txt  the findings as a file
        roe check rules --certificate silence.json
                                            what another program can verify
        roe check - --stdin-path rules/leads.roe.yaml < unsaved
                                            what an editor has not saved yet
        roe check rules - --stdin-path rules/leads.roe.yaml < unsaved
                                            the same, in its set of rules

      A folder is one set of rules. Files that are named one by one are one set \
      together.

      The findings go to standard output. When that is not a terminal, standard \
      error says in one line how many there are, and the first of the worst.
      """)

  @Argument(
    help: "Rule files and folders; - is a rule file on standard input.", completion: .file())
  var paths: [String] = ["."]

  @Option(
    help: ArgumentHelp("The path that - stands for.", valueName: "path"), completion: .file())
  var stdinPath: String?

  @Option(
    help: ArgumentHelp(
      "A report: text, or text=FILE to write it to a file.", valueName: "format"))
  var format: [ReportRequest] = []

  @Option(help: ArgumentHelp("End with 1 from this level on: error, warning or note."))
  var failOn = Severity.error

  @Option(
    help: ArgumentHelp(
      "Also say what is out of date on this day: reviews, exceptions, people; a date or today.",
      valueName: "date"), transform: Day.reading)
  var asOf: Day?

  @Option(
    help: ArgumentHelp(
      "Write down until when silent leads rest at the latest, for another program to verify.",
      valueName: "file"), completion: .file())
  var certificate: String?

  @Flag(help: "Show the id of each finding, which stays the same when lines move.")
  var ids = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard stdinPath == nil || paths.contains("-") else {
      throw ValidationError("--stdin-path says what - stands for; add - to the paths.")
    }
    guard paths.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input can be read only once; name - only once.")
    }
    if certificate == "" { throw ValidationError("--certificate needs the name of a file.") }
  }

  func run() throws {
    let sets = try RuleFiles.open(paths, standardInputPath: stdinPath)
    guard certificate == nil || sets.count == 1 else {
      throw ValidationError("A certificate is about one set of rules; name one folder.")
    }
    let results = try sets.map { ($0, try $0.compiled(asOf: asOf?.date)) }
    let worst = results.flatMap { $0.1.diagnostics }.map(\.severity).max()
    func report(color: Bool) -> String {
      results.map { $0.report($1, color: color, showsIDs: ids) }.joined()
    }
    if let asOf, !output.quiet { Console.tell("As of \(asOf.date).") }
    for request in format.isEmpty ? [ReportRequest()] : format {
      if let file = request.file {
        try Artifacts.write(Array(report(color: output.color == .always).utf8), at: file)
      } else if worst != nil {
        try Console.print(report(color: Console.usesColor(output.color)))
      } else if !output.quiet {
        let count = results.map(\.0.sources.count).reduce(0, +)
        try Console.print("No findings in \(count) rule file\(count == 1 ? "" : "s").")
      }
      if request.file == nil, !output.quiet {
        for (_, compilation) in results {
          guard let proof = compilation.proof else { continue }
          try Console.print("\n" + proofText(proof, compilation.file, roster: compilation.roster))
        }
        let scenarios = results.map(\.1.scenarios.count).reduce(0, +)
        if scenarios > 0 {
          try Console.print(
            "\n\(scenarios) scenario\(scenarios == 1 ? " was" : "s were") read and not run: what they expect is not looked at."
          )
        }
      }
    }
    if let certificate {
      for (_, compilation) in results { try write(compilation, to: certificate) }
    }
    guard let worst, worst >= failOn else { return }
    if !Console.showsOutput || format.contains(where: { $0.file != nil }) {
      for (rules, compilation) in results { rules.complain(about: compilation) }
    }
    throw ExitCode.findings
  }

  /// Nothing is certified about rules with errors: they have no machine.
  private func write(_ compilation: Compilation, to path: String) throws(Failure) {
    if compilation.hasErrors {
      Console.complain("\(path) was not written: rules with errors cannot be certified")
    } else {
      let certificate = SilenceCertificate(of: compilation.machine)
      try Artifacts.write(certificate.json.canonical(), at: path)
    }
  }
}
