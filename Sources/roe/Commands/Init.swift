internal import ArgumentParser
internal import RoeMachine

/// `roe init`: a first set of rules.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a small set of rules to begin with.",
    discussion: """
      Examples:
        roe init                    in this folder
        roe init rules              in a folder that is created if need be

      Nothing that exists is overwritten.
      """)

  @Argument(help: "The folder to write to.", completion: .directory)
  var folder = "."

  @OptionGroup var output: OutputOptions

  func run() throws {
    let name = "rules\(ruleFileEnding)"
    let path = joined(folder, name)
    var refused: [FileError] = []
    let present = Files.ruleFiles(below: folder, refused: &refused)
    if let first = present.first {
      throw Failure(
        .usage, "there are rules in \(joined(folder, first)) already; nothing was written")
    }
    if Files.exists(path) { throw Failure(.usage, "\(path) exists already; nothing was written") }
    let text = Starter.rules(reviewed: CivilDate(instant: now()))
    try Artifacts.write([Artifact(path: name, bytes: Array(text.utf8))], into: folder)
    if output.quiet { return }
    let argument = folder == "." ? "" : " \(folder)"
    let check = "roe check\(argument)"
    let build = "roe build \(folder) -o out"
    let width = max(check.count, build.count) + 4
    try Console.print(
      """
      Wrote \(path): the rules of a team of three, with one deadline and one handoff.

      Next:
        1. Open it and put in your people, your hours and your states.
        2. \(check.padding(to: width))says what is wrong, and how to mend it.
        3. \(build.padding(to: width))writes the playbook for your team, and the machine.
      """)
  }
}
