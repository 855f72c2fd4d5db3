internal import ArgumentParser
internal import RoeCompiler
internal import RoeMachine
internal import RoeReports

/// `roe show`: what the compiler has made of the rules.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what the compiler has made of the rules.",
    discussion: """
      Examples:
        roe show core             states, moves and clocks, and the rule of each
        roe show machine rules    the machine file, for another program

      The core is what is left of the rules when handoffs, ladders, flags and \
      all other conveniences have been written out. Nothing else decides about a \
      lead.
      """)

  /// A view of the compiled rules.
  enum View: String, CaseIterable, ExpressibleByArgument {
    case core, machine
  }

  @Argument(help: "core or machine.")
  var view: View

  @OptionGroup var rules: RulesArgument
  @OptionGroup var output: OutputOptions

  func run() throws {
    let compilation = try RuleFiles.openOne(rules.path).compiledWithoutErrors(output)
    switch view {
    case .core: try Console.print(coreText(compilation.file))
    case .machine:
      try Console.print(String(decoding: compilation.file.encoded(), as: UTF8.self))
    }
  }
}
