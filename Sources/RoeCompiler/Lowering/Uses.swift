import RoeMachine
import RoeSource

extension Origins {
  /// Files and lines of every rule, for the machine file.
  func places(in sources: [SourceText], machine: Machine) -> Sources {
    let order = sources.indices.sorted {
      sources[$0].name.utf8.lexicographicallyPrecedes(sources[$1].name.utf8)
    }
    var newIndex = Array(repeating: 0, count: sources.count)
    for (place, index) in order.enumerated() { newIndex[index] = place }
    let maps = sources.map { LineMap($0) }
    func place(_ span: SourceSpan) -> Sources.Place? {
      let file = Int(span.file.offset)
      guard file < sources.count else { return nil }
      let (line, column) = maps[file].position(of: Int(span.lower))
      return Sources.Place(file: newIndex[file], line: line, column: column)
    }
    var result = Sources(files: order.map { sources[$0].name })
    for (rule, span) in spans where !rule.contains("#") { result.rules[rule] = place(span) }
    for lifecycle in machine.lifecycles {
      for table in lifecycle.tables {
        let rule = RuleID.table(lifecycle.id, table.id)
        for (row, span) in zip(table.rows, rows[rule] ?? []) {
          result.rules["\(rule)/\(row.id)"] = place(span)
        }
        if let otherwise = spans["\(rule)#otherwise"] {
          result.rules["\(rule)/otherwise"] = place(otherwise)
        }
      }
    }
    return result
  }
}
