extension CSVTable {
  /// Whether the table has every required column; reports those that are missing, and those that
  /// are neither required nor optional: where others are welcome, only if they look misspelt.
  package func hasColumns(
    _ required: [String], optional: [String] = [], allowsOthers: Bool = false,
    reporting diagnostics: inout [Diagnostic]
  ) -> Bool {
    let names = header.map(\.value)
    let known = required + optional
    let missing = required.filter { !names.contains($0) }
    let unknown = header.filter { !known.contains($0.value) }
    var explained: Set<String> = []
    for name in missing {
      let near = nearName(to: name, among: unknown.map(\.value))
      let place = near.flatMap { near in unknown.first { $0.value == near }?.span } ?? headerSpan
      if let near { explained.insert(near) }
      diagnostics.append(
        Diagnostic(
          .csvMissingColumn, "\(self.name) has no column “\(name)”", at: place,
          help: near.map { "Rename the column “\($0)” to “\(name)”?" }
            ?? "Add the column “\(name)” to the spreadsheet."))
    }
    let absent = known.filter { !names.contains($0) }
    for column in unknown where !explained.contains(column.value) {
      // Where others are welcome, one that looks like a known name is probably meant to be it.
      if allowsOthers, nearName(to: column.value, among: absent) == nil { continue }
      diagnostics.append(unknownColumn(column, known: absent, all: known))
    }
    return missing.isEmpty
  }

  private func unknownColumn(
    _ column: Located<String>, known: [String], all: [String]
  ) -> Diagnostic {
    let near = nearName(to: column.value, among: known)
    return Diagnostic(
      .csvUnknownColumn, "\(name): nothing reads the column “\(column.value)”", at: column.span,
      notes: ["The columns of this table are \(all.joined(separator: ", "))."],
      help: near.map { "Did you mean “\($0)”?" } ?? "Leave the column out of the file.")
  }

  private var headerSpan: SourceSpan {
    guard let first = header.first, let last = header.last else {
      return SourceSpan(file: file, lower: 0, upper: 0)
    }
    return first.span.joined(with: last.span)
  }
}
