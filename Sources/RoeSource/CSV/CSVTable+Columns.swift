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
    let absent = known.filter { !names.contains($0) }
    let strange = unknown.filter { nearName(to: $0.value, among: absent) == nil }.map(\.value)
    var explained: Set<String> = []
    for name in missing {
      let near = nearName(to: name, among: unknown.map(\.value))
      let place = near.flatMap { near in unknown.first { $0.value == near }?.span } ?? headerSpan
      if let near {
        explained.insert(near)
      } else if !allowsOthers {
        explained.formUnion(strange)
      }
      diagnostics.append(
        Diagnostic(
          .csvMissingColumn, "\(self.name) has no column “\(name)”", at: place,
          help: near.map { "Rename the column “\($0)” to “\(name)”?" }
            ?? (strange.isEmpty
              ? "Add the column “\(name)” to the spreadsheet."
              : "If it is \(Self.oneOf(strange)), rename that to “\(name)”; otherwise add the column.")
        ))
    }
    for column in unknown where !explained.contains(column.value) {
      // Where others are welcome, one that looks like a known name is probably meant to be it.
      if allowsOthers, strange.contains(column.value) { continue }
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
      help: near.map { "Did you mean “\($0)”?" }
        ?? (known.isEmpty
          ? "Leave the column out of the file."
          : "If it is \(Self.oneOf(known)), give it that name; otherwise leave it out of the file.")
    )
  }

  private static func oneOf(_ names: [String]) -> String {
    let quoted = names.map { "“\($0)”" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return "\(quoted.dropLast().joined(separator: ", ")) or \(last)"
  }

  private var headerSpan: SourceSpan {
    guard let first = header.first, let last = header.last else {
      return SourceSpan(file: file, lower: 0, upper: 0)
    }
    return first.span.joined(with: last.span)
  }
}
