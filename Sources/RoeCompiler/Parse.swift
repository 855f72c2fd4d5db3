import RoeSource

/// Reads the rule files, and the further ones that they include; each file once.
func parse(_ files: inout SourceFiles, reporting diagnostics: inout [Diagnostic]) -> [YAMLNode] {
  var roots: [YAMLNode] = []
  var seen: Set<FileID> = []
  var waiting = files.sources.indices.map { FileID($0) }
  var next = 0
  while next < waiting.count {
    let file = waiting[next]
    next += 1
    guard seen.insert(file).inserted else { continue }
    guard
      let root = YAMLNode.parse(
        files.sources[Int(file.offset)], file: file, reporting: &diagnostics)
    else { continue }
    roots.append(root)
    for name in includes(of: root) {
      guard let path = resolvedPath(name.value, relativeTo: files.name(of: file)) else {
        diagnostics.append(
          Diagnostic(
            .unreadableFile, "“\(name.value.shortened)” lies outside the folder of the rules",
            at: name.span))
        continue
      }
      switch files.content(of: path) {
      case .text(_, let included): waiting.append(included)
      case .failure(let reason):
        diagnostics.append(
          Diagnostic(.unreadableFile, "I cannot include \(path): \(reason)", at: name.span))
      }
    }
  }
  return roots
}

private func includes(of root: YAMLNode) -> [Located<String>] {
  guard root.kind == .mapping else { return [] }
  for (key, value) in root.entries where key.text == FileKey.include.rawValue {
    let nodes = value.kind == .sequence ? Array(value.items) : [value]
    return nodes.filter { $0.kind == .scalar && !$0.isNull }.map { Located($0.text, at: $0.span) }
  }
  return []
}
