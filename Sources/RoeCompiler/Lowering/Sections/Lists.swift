import RoeMachine
import RoeSource

/// A list kept in a spreadsheet.
package enum ListFileKey: String, KeyTable {
  case file, column

  package static let subject = "a list from a file"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .file:
      KeyDoc(
        .file, "The CSV file, relative to this one", example: "data/embargo.csv", required: true)
    case .column:
      KeyDoc(.text, "The column to take; the first one when left out", example: "country")
    }
  }
}

extension Lowering {
  mutating func lowerConstants() {
    for item in declared(rules.shared[.constants], "constant") {
      guard let value = text(item.node) else { continue }
      constants[item.id.value] = value
      warnIfYAMLChanges(item.node)
      origins.spans["constants/\(item.id.value)"] = item.id.span
    }
  }

  mutating func lowerLists() {
    for item in declared(rules.shared[.lists], "list") {
      let name = item.id.value
      origins.spans["lists/\(name)"] = item.id.span
      if item.node.kind == .mapping {
        let mapping = Mapping<ListFileKey>(item.node, reporting: &diagnostics)
        lists[name] = column(of: mapping, at: item.node)
        if lists[name] == nil { unreadLists.insert(name) }
      } else {
        lists[name] = texts(item.node)
        for node in item.node.items { warnIfYAMLChanges(node) }
      }
    }
  }

  private mutating func column(of mapping: Mapping<ListFileKey>, at node: YAMLNode) -> [Located<
    String
  >]? {
    guard let file = mapping[.file] else {
      report(.missingKey("file", in: "a list from a file", at: node.span))
      return nil
    }
    guard let table = table(file) else { return nil }
    var column = 0
    if let wanted = mapping[.column] {
      guard let found = table.column(named: wanted.text.lowercased()) else {
        report(.unknownColumn(wanted.text, in: table, of: file, at: wanted.span))
        return nil
      }
      column = found
    }
    return (0..<table.rowCount).compactMap { row in
      let cell = table.cell(row, column)
      return cell.isBlank ? nil : Located(cell.text, at: cell.span)
    }
  }

  /// The spreadsheet that a key names, read and checked.
  mutating func table(_ node: YAMLNode) -> CSVTable? {
    guard let (source, file) = dataFile(node) else { return nil }
    if let known = sheets[file] { return known }
    let sheet = CSVTable.parse(source, file: file, reporting: &diagnostics)
    sheets[file] = .some(sheet)
    return sheet
  }

  mutating func dataFile(_ node: YAMLNode) -> (SourceText, FileID)? {
    guard let name = text(node) else { return nil }
    guard let path = resolvedPath(name, relativeTo: files.name(of: node.span.file)) else {
      report(
        Diagnostic(
          .unreadableFile, "“\(name)” lies outside the folder of the rules", at: node.span,
          help: "Keep the data with the rules, so that everybody who checks them sees the same."))
      return nil
    }
    switch files.content(of: path) {
    case .text(let source, let file): return (source, file)
    case .failure(let reason):
      report(Diagnostic(.unreadableFile, "I cannot read \(path): \(reason)", at: node.span))
    }
    return nil
  }

  /// Warns about a bare value that older YAML readers turn into something else. A number or a date
  /// that they write back as it was typed is left alone.
  mutating func warnIfYAMLChanges(_ node: YAMLNode) {
    if let warning = Diagnostic.yamlChangedValue(node) { report(warning) }
  }

  /// The same for a field's value; numbers, dates and truth values mean what they say.
  mutating func warnIfYAMLChanges(_ node: YAMLNode, for type: FieldType) {
    switch type {
    case .text, .person, .choice: warnIfYAMLChanges(node)
    case .set:
      for node in node.kind == .sequence ? Array(node.items) : [node] { warnIfYAMLChanges(node) }
    case .boolean, .integer, .counter, .money, .date, .instant: break
    }
  }
}

extension Diagnostic {
  static func unknownColumn(
    _ name: String, in table: CSVTable, of file: YAMLNode, at span: SourceSpan
  ) -> Diagnostic {
    let columns = table.header.map(\.value)
    var finding = unknownName(name, .column, place: "in \(file.text)", at: span, among: columns)
    if finding.fix == nil {
      finding.notes = [
        columns.count == 1
          ? "Its only column is \(columns[0])." : "Its columns are \(columns.shortened)."
      ]
    }
    return finding
  }

  /// Nil where older YAML readers write the value back as it was typed.
  static func yamlChangedValue(_ node: YAMLNode) -> Diagnostic? {
    guard let reading = node.yaml11Reading, reading != "the number \(node.text)",
      reading != "a date", node.text != "true", node.text != "false"
    else { return nil }
    return Diagnostic(
      .yamlChangedValue, "older YAML readers take \(node.text) for \(reading)", at: node.span,
      help: "Put it in quotes: \"\(node.text)\"",
      fix: Fix(
        "put it in quotes", edits: [.init(replace: node.span, with: "\"\(node.text)\"")],
        safety: .safe))
  }
}
