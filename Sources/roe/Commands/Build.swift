internal import ArgumentParser
internal import RoeCompiler
internal import RoeMachine
internal import RoeReports

/// `roe build`: the machine, and what people read, as files.
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compile the rules into a machine, and write the documents about it.",
    discussion: """
      Examples:
        roe build . -o out                       everything
        roe build rules -o out --target machine  only what other programs read
        roe build rules -o docs --target playbook --target diagrams

      Targets, all of them unless some are named:
        machine    machine.json   what other programs execute; always written
        roster     roster.json    people and absences; always written
        playbook   playbook.md    the rules as a page for people
        diagrams   diagrams/      pictures of the lifecycles: Mermaid, Graphviz
        routing    routing/       the routing tables, for a spreadsheet

      All files are ready on the disk before the first takes its place, \
      machine.json comes last, and every document names the machine that it \
      belongs to. With errors in the rules nothing is written.

      Documents of the build before that the rules no longer have, such as a \
      table with another name now, are removed. One that somebody has changed \
      stays, and is named.
      """)

  /// A kind of file to write.
  enum Target: String, CaseIterable, ExpressibleByArgument {
    case machine, roster, playbook, diagrams, routing
  }

  @OptionGroup var rules: RulesArgument

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to write to; it is created if need be.", valueName: "folder"),
    completion: .directory)
  var output: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Write only this, and the machine with its roster.", valueName: "name"))
  var target: [Target] = []

  @OptionGroup var speech: OutputOptions

  func validate() throws {
    if output.isEmpty { throw ValidationError("-o needs the name of a folder.") }
    if rules.path == "-" { throw ValidationError("roe build reads files, not standard input.") }
  }

  func run() throws {
    let compilation = try RuleFiles.openOne(rules.path).compiledWithoutErrors(speech, depth: .exact)
    let (machine, roster) = (compilation.file, compilation.roster)
    let targets = Set(target.isEmpty ? Target.allCases : target)
    let files = artifacts(of: machine, roster, targets: targets)
    let stale = staleFiles(after: artifacts(of: machine, roster, targets: Set(Target.allCases)))
    try Artifacts.write(files, into: output)
    let kept = try Artifacts.remove(stale, from: output)
    if !kept.isEmpty {
      Console.tell(
        "These were written by an earlier build and changed since; the rules no longer have them:\n"
          + kept.map { "  \(joined(output, $0))" }.joined(separator: "\n"))
    }
    if speech.quiet { return }
    var lines = ["Built “\(machine.texts.title)” into \(output):"]
    lines += files.map { "  \($0.path)" }
    let removed = stale.map(\.path).filter { !kept.contains($0) }
    if !removed.isEmpty {
      lines.append("Removed, because the rules no longer have it:")
      lines += removed.map { "  \($0)" }
    }
    try Console.print(lines.joined(separator: "\n"))
  }

  /// What the machine that lies in the output folder was documented with, and the rules no longer
  /// have; none when nothing can be read there.
  private func staleFiles(after files: [Artifact]) -> [Artifact] {
    do {
      let machine = try MachineFile(parsing: try Files.read(joined(output, "machine.json")))
      let roster = try Roster(parsing: try Files.read(joined(output, "roster.json")))
      let present = Set(files.map(\.path))
      return artifacts(of: machine, roster, targets: Set(Target.allCases)).filter {
        !present.contains($0.path) && Files.exists(joined(output, $0.path))
      }
    } catch { return [] }
  }

  /// Every file, in the order in which they take their places.
  private func artifacts(
    of machine: MachineFile, _ roster: Roster, targets: Set<Target>
  ) -> [Artifact] {
    let digest = machine.meaning.digest
    var files = [Artifact(path: "roster.json", bytes: roster.encoded())]
    func add(_ path: String, _ text: String) {
      files.append(Artifact(path: path, bytes: Array(text.utf8)))
    }
    if targets.contains(.playbook) {
      add("playbook.md", playbook(machine, roster: roster, digest: digest))
    }
    if targets.contains(.diagrams) {
      for file in mermaid(machine, roster: roster) {
        add(file.path, "%% machine \(digest)\n" + file.text)
      }
      for file in dot(machine, roster: roster) {
        add(file.path, "// machine \(digest)\n" + file.text)
      }
    }
    if targets.contains(.routing) {
      for file in routingCSV(machine, roster: roster, digest: digest) { add(file.path, file.text) }
    }
    files.append(Artifact(path: "machine.json", bytes: machine.encoded()))
    return files
  }
}
