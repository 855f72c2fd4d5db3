#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif
internal import ArgumentParser
internal import RoeCompiler
internal import RoeMachine
internal import RoeSource

/// The rule files of one set of rules, and the folder that their names are relative to.
struct RuleFiles {
  /// As people wrote it; empty for the current folder.
  var root: String
  var sources: [SourceText]

  /// Opens what the command line names: a folder is a set of rules with everything below it,
  /// files that are named one by one are a set together. `-` is the rule file on standard input,
  /// which stands for the file called `standardInputPath`.
  static func open(
    _ paths: [String], standardInputPath: String? = nil
  ) throws(Failure) -> [RuleFiles] {
    let paths = paths.isEmpty ? ["."] : paths
    var refused: [FileError] = []
    var sets: [RuleFiles] = []
    for path in paths where path != "-" && Files.isFolder(path) {
      sets.append(try RuleFiles(folder: path, refused: &refused))
    }
    var files: [(path: String, bytes: [UInt8])] = []
    for path in paths where path != "-" && !Files.isFolder(path) {
      try refuseOtherKinds(path)
      do { files.append((path, try Files.read(path))) } catch { refused.append(error) }
    }
    if !refused.isEmpty {
      let lines = refused.map { "\($0.path) cannot be opened: \($0.reason)" }
      throw Failure(.noInput, lines.joined(separator: "\nroe: "))
    }
    if paths.contains("-") {
      let bytes: [UInt8]
      do { bytes = try Files.readStandardInput() } catch {
        throw Failure(.noInput, "standard input cannot be read: \(error.reason)")
      }
      if !replace(standardInputPath, with: bytes, in: &sets, &files) {
        files.append((standardInputPath ?? "stdin\(ruleFileEnding)", bytes))
      }
    }
    if !files.isEmpty { sets.append(RuleFiles(files: files)) }
    return sets
  }

  /// The one set of rules at a path.
  static func openOne(_ path: String) throws(Failure) -> RuleFiles {
    let sets = try open([path])
    return sets[0]
  }

  private init(folder: String, refused: inout [FileError]) throws(Failure) {
    var root = folder
    while root.count > 1, root.hasSuffix("/") { root.removeLast() }
    self.root = root == "." ? "" : root
    sources = []
    let before = refused.count
    for name in Files.ruleFiles(below: root, refused: &refused) {
      do {
        sources.append(SourceText(name: name, bytes: try Files.read(joined(root, name))))
      } catch { refused.append(error) }
    }
    guard !sources.isEmpty || refused.count > before else {
      let advice =
        Self.misnamed(in: root)
        ?? "rule files end in \(ruleFileEnding), and `roe init` writes the first one"
      throw Failure(
        .noInput,
        "there is no rule file in \(folder == "." ? "this folder" : folder); \(advice)")
    }
  }

  /// What to do about a file with rules in it that has another ending.
  private static func misnamed(in folder: String) -> String? {
    let names = (Files.list(folder) ?? []).filter {
      ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && !$0.hasSuffix(".scenario.yaml")
    }
    let mark = Array("roe:".utf8)
    let found = names.sorted().first { name in
      guard let bytes = try? Files.read(joined(folder, name)) else { return false }
      return bytes.split(separator: UInt8(ascii: "\n")).contains { $0.starts(with: mark) }
    }
    guard let found, let stem = found.split(separator: ".").first else { return nil }
    return "\(found) has another ending than rules: rename it to \(stem)\(ruleFileEnding)"
  }

  /// Files that are named one by one; their root is the innermost folder that holds them all.
  private init(files: [(path: String, bytes: [UInt8])]) {
    var common = folders(of: files[0].path)
    for file in files.dropFirst() {
      let shared = zip(common, folders(of: file.path)).prefix { $0 == $1 }.count
      common.removeSubrange(shared...)
    }
    root = common.joined(separator: "/")
    if common == [""] { root = "/" }
    sources = files.map { file in
      let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
      let name = parts.dropFirst(common.count).joined(separator: "/")
      return SourceText(name: name, bytes: file.bytes)
    }
  }

  /// Puts standard input in the place of the file that it is the newer text of.
  private static func replace(
    _ path: String?, with bytes: [UInt8], in sets: inout [RuleFiles],
    _ files: inout [(path: String, bytes: [UInt8])]
  ) -> Bool {
    guard let path else { return false }
    if let index = files.firstIndex(where: { Files.isSame($0.path, path) }) {
      files[index].bytes = bytes
      return true
    }
    for index in sets.indices {
      for (place, source) in sets[index].sources.enumerated()
      where Files.isSame(joined(sets[index].root, source.name), path) {
        sets[index].sources[place] = SourceText(name: source.name, bytes: bytes)
        return true
      }
    }
    return false
  }

  /// Spreadsheets, scenarios and machines are no rules, and the errors that reading them as rules
  /// would give help nobody.
  private static func refuseOtherKinds(_ path: String) throws(Failure) {
    for ending in [".csv", ".ics", ".json", ".scenario.yaml"] where path.hasSuffix(ending) {
      throw Failure(
        .usage, "\(path) is not a rule file; rule files end in \(ruleFileEnding)")
    }
  }

  /// Compiles the rules; the files that they name are read from the root.
  func compiled(
    asOf day: CivilDate? = nil, depth: Depth = .exact
  ) throws(Failure) -> Compilation {
    let compilation = Console.withProgress("reading \(sources.count) rule files") {
      compile(sources, asOf: day, depth: depth) { path in
        do throws(FileError) { return .bytes(try Files.read(joined(root, path))) } catch {
          return .failure(error.reason + Self.suggestion(for: error))
        }
      }
    }
    if let contradiction = compilation.contradictions.first {
      throw Failure(
        .internalError,
        "this is a fault of roe itself, please report it: its own machine does not bear out what it found (\(contradiction))"
      )
    }
    return compilation
  }

  /// The file beside a missing one whose name is nearly the same.
  private static func suggestion(for error: FileError) -> String {
    guard error.number == ENOENT else { return "" }
    let parts = error.path.split(separator: "/", omittingEmptySubsequences: false)
    let names = Files.list(parts.dropLast().joined(separator: "/")) ?? []
    guard let last = parts.last, let near = nearName(to: String(last), among: names) else {
      return ""
    }
    return "; did you mean \(near)?"
  }

  /// The findings as a person reads them, with paths that lead there from the current folder.
  func report(_ compilation: Compilation, color: Bool, showsIDs: Bool = false) -> String {
    let sources = compilation.sources.map {
      SourceText(name: joined(root, $0.name), bytes: $0.bytes)
    }
    return renderText(
      compilation.diagnostics, sources: sources, color: color, showsIDs: showsIDs)
  }

  /// Says in one line how much was found, and the first of the worst of it.
  func complain(about compilation: Compilation) {
    let diagnostics = compilation.diagnostics
    guard let worst = diagnostics.map(\.severity).max(),
      let first = diagnostics.first(where: { $0.severity == worst })
    else { return }
    let source = compilation.sources[Int(first.span.file.offset)]
    let line = LineMap(source).line(at: Int(first.span.lower))
    let place = "\(joined(root, source.name)):\(line)"
    Console.complain("\(summary(of: diagnostics)); \(place): \(first.message) [\(first.code.id)]")
  }

  /// Tells people what is wrong with rules; when only that is asked for, no more than errors.
  private func tell(_ compilation: Compilation, _ output: OutputOptions) {
    if output.quiet && !compilation.hasErrors { return }
    Console.tell(report(compilation, color: Console.usesColor(output.color, standardError: true)))
  }

  /// Compiles rules that have to be free of errors, and tells people what is wrong with them.
  func compiledWithoutErrors(
    _ output: OutputOptions, depth: Depth = .graph
  ) throws -> Compilation {
    let compilation = try compiled(depth: depth)
    tell(compilation, output)
    if compilation.hasErrors { throw ExitCode.findings }
    return compilation
  }

  /// Compiles rules to play leads on: what is wrong with them is told, and they are played as they
  /// stand where everything could be understood and the machine can run.
  func compiledToPlay(_ output: OutputOptions) throws -> Compilation {
    let compilation = try compiled(depth: .graph)
    tell(compilation, output)
    if !compilation.hasErrors { return compilation }
    let count = compilation.diagnostics.count { $0.severity == .error }
    guard compilation.isUnderstood,
      (try? Interpreter(compilation.machine, roster: compilation.roster)) != nil
    else { throw ExitCode.findings }
    Console.tell(
      "The rules have \(count) error\(count == 1 ? "" : "s"). This is what they do as they stand:\n"
    )
    return compilation
  }
}

/// The folders on the way to a file, as far as the path names them.
private func folders(of path: String) -> [Substring] {
  path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
}
