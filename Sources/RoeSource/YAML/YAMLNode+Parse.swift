extension YAMLNode {
  /// The root of a file; nil only when nothing in it could be read.
  package static func parse(
    _ source: SourceText, file: FileID, reporting diagnostics: inout [Diagnostic]
  ) -> YAMLNode? {
    guard let text = YAMLText(checking: source, file: file, reporting: &diagnostics) else {
      return nil
    }
    let (tree, root, found) = text.bytes.withUnsafeBufferPointer { bytes in
      var reader = YAMLReader(bytes, isASCII: text.isASCII, file: file)
      let root = reader.read(from: text.start)
      let tree = YAMLTree(
        file: file, bytes: text.bytes, decoded: reader.decoded, nodes: reader.nodes,
        children: reader.children, gaps: reader.gaps)
      return (tree, root, reader.diagnostics)
    }
    diagnostics.append(contentsOf: found)
    if found.isEmpty, root.map({ YAMLNode(tree: tree, entry: $0) })?.isNull ?? true {
      diagnostics.append(
        Diagnostic(
          .emptyFile, "\(source.name) holds no rules, so nothing is decided by it",
          at: SourceSpan(file: file, lower: text.start, upper: text.start)))
    }
    return root.map { YAMLNode(tree: tree, entry: $0) }
  }
}
