import RoeSource

/// Reads the rule files, and the further ones that they include; each file once.
func parse(_ files: inout SourceFiles, reporting diagnostics: inout [Diagnostic]) -> [YAMLNode] {
  var roots: [YAMLNode] = []
  var seen: Set<FileID> = []
  var waiting = files.sources.indices.map { FileID($0) }
  while !waiting.isEmpty {
    let wave = waiting.filter { seen.insert($0).inserted }
    waiting = []
    for (root, found) in parseAtOnce(wave.map { (files.sources[Int($0.offset)], $0) }) {
      diagnostics += found
      guard let root else { continue }
      roots.append(root)
      for name in includes(of: root) {
        waiting += file(named: name, in: &files, reporting: &diagnostics).map { [$0] } ?? []
      }
    }
  }
  return roots
}

private func file(
  named name: Located<String>, in files: inout SourceFiles,
  reporting diagnostics: inout [Diagnostic]
) -> FileID? {
  guard let path = resolvedPath(name.value, relativeTo: files.name(of: name.span.file)) else {
    diagnostics.append(
      Diagnostic(
        .unreadableFile, "“\(name.value.shortened)” lies outside the folder of the rules",
        at: name.span))
    return nil
  }
  switch files.content(of: path) {
  case .text(_, let file): return file
  case .failure(let reason):
    diagnostics.append(
      Diagnostic(.unreadableFile, "I cannot include \(path): \(reason)", at: name.span))
    return nil
  }
}

private typealias Parsed = (root: YAMLNode?, diagnostics: [Diagnostic])

/// Parses files on all cores when they are large enough for that to pay; the result is in the
/// order of the files all the same.
private func parseAtOnce(_ files: [(source: SourceText, id: FileID)]) -> [Parsed] {
  @Sendable func parse(_ index: Int) -> Parsed {
    var diagnostics: [Diagnostic] = []
    let root = YAMLNode.parse(files[index].source, file: files[index].id, reporting: &diagnostics)
    return (root, diagnostics)
  }
  let bytes = files.reduce(0) { $0 + $1.source.bytes.count }
  return bytes > 200_000 ? concurrently(files.count, parse) : files.indices.map(parse)
}

private func includes(of root: YAMLNode) -> [Located<String>] {
  guard root.kind == .mapping else { return [] }
  for (key, value) in root.entries where key.text == FileKey.include.rawValue {
    let nodes = value.kind == .sequence ? Array(value.items) : [value]
    return nodes.filter { $0.kind == .scalar && !$0.isNull }.map { Located($0.text, at: $0.span) }
  }
  return []
}
