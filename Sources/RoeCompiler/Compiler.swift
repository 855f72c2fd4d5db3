package import RoeMachine
package import RoeSource

/// What the compiler makes of one rule set.
package struct Compilation: Sendable {
  /// All files that were read; `FileID.offset` is the place here.
  package let sources: [SourceText]
  package let diagnostics: [Diagnostic]
  /// The machine as far as the rules could be understood. Only without errors does it decide.
  package let machine: Machine
  package let texts: Texts
  package let roster: Roster
  package let origins: Origins
  /// The ghost leads that the rules bring along.
  package let scenarios: [Scenario]
  /// What roe has found and its own machine does not bear out: mistakes of roe, not of the rules.
  package fileprivate(set) var contradictions: [String]
  /// What happens to leads about which nobody does anything, by lifecycle; empty when the rules
  /// have errors, or nobody asked.
  package let silences: [SilenceReport]
  /// Where nobody owns leads, or nobody is found for them, by lifecycle; empty when nobody asked.
  package let owners: [OwnerFacts]
  /// What is proved of the rules alone; empty when nobody asked.
  let doubts: Set<Proof.Doubt>

  /// The machine with its texts and the places of its rules, worked out when asked for.
  package var file: MachineFile {
    MachineFile(
      meaning: machine, texts: texts, sources: origins.places(in: sources, machine: machine))
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Whether everything in the rules could be read and resolved, with gaps or without.
  package var isUnderstood: Bool { !diagnostics.contains(where: \.hidesSomething) }
}

extension Diagnostic {
  /// Whether it means that something could not be read or resolved; the other errors are gaps.
  var hidesSomething: Bool { severity == .error && code.id < "ROE0300" }
}

/// How closely the rules are looked at.
package enum Depth: Sendable {
  /// The graph of states, with every condition taken as possible.
  case graph
  /// All leads that there can be, and the time that passes while nobody acts.
  case exact
}

/// Compiles rule files into a machine. `read` is asked for the files that the rules name, by
/// path relative to the root of the rule set; what has gone out of date is looked for on the day
/// `asOf` only.
package func compile(
  _ rules: [SourceText], asOf: CivilDate? = nil, depth: Depth = .exact,
  read: @escaping (String) -> SourceFiles.Reading
) -> Compilation {
  var diagnostics: [Diagnostic] = []
  var files = SourceFiles(rules: rules, read: read)
  let roots = parse(&files, reporting: &diagnostics)
  let unreadable = diagnostics
  diagnostics = []
  let ruleSet = RuleSet(roots, reporting: &diagnostics)
  var lowering = Lowering(ruleSet, files: files)
  lowering.run()
  let sources = lowering.files.sources
  diagnostics += lowering.diagnostics
  let report = Lint.run(
    lowering.machine, lowering.texts, lowering.roster, lowering.origins,
    after: unreadable + diagnostics, unread: lowering.unread, asOf: asOf,
    depth: depth)
  diagnostics =
    unreadable
    + diagnostics.filter {
      !ruleSet.unread.mayCause($0) && !lowering.isEcho($0)
    }
    + report.diagnostics
  diagnostics = Consequences.folded(
    diagnostics.withoutEchoes, lowering.origins, of: lowering.machine)
  diagnostics.sort { ($0.span, $0.code.id, $0.message) < ($1.span, $1.code.id, $1.message) }
  // A file that two rules name is read for each of them, and told about once.
  diagnostics = diagnostics.enumerated().filter { offset, diagnostic in
    guard offset > 0 else { return true }
    let before = diagnostics[offset - 1]
    return (before.span, before.code.id, before.message)
      != (diagnostic.span, diagnostic.code.id, diagnostic.message)
  }.map(\.element)
  var compilation = Compilation(
    sources: sources, diagnostics: diagnostics, machine: lowering.machine, texts: lowering.texts,
    roster: lowering.roster,
    origins: lowering.origins, scenarios: lowering.scenarios,
    contradictions: report.contradictions, silences: report.silences,
    owners: report.owners, doubts: report.doubts)
  // What the proof tells has to be true of the machine, too.
  compilation.contradictions +=
    compilation.objectionToProof.map { ["longest silence: \($0)"] } ?? []
  return compilation
}

extension [Diagnostic] {
  /// Without what is said a second time about text that is no YAML, or about a blank value.
  fileprivate var withoutEchoes: [Diagnostic] {
    let slips = filter { $0.severity == .error && $0.code.id < "ROE0050" }.map(\.span).sorted()
    let blanks = Set(filter { $0.code.id == Code.blankKey.id }.map(\.span))
    return filter { finding in
      if finding.code.id < "ROE0050" { return true }
      if finding.code.id != Code.blankKey.id, blanks.contains(finding.span) { return false }
      // Slips hardly ever lie in one another, so that the last to begin before it is the one.
      let next = slips.partitioningIndex {
        (finding.span.file, finding.span.lower) < ($0.file, $0.lower)
      }
      return next == 0 || !slips[next - 1].contains(finding.span.start)
    }
  }
}
