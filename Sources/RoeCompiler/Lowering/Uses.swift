import RoeMachine
import RoeSource

extension Lowering {
  /// A queue's longest stay is a clock on every state that it owns.
  mutating func lowerQueueClocks() {
    for item in rules.shared[.queues] where item.node.kind == .mapping {
      var quiet: [Diagnostic] = []
      let queueMapping = Mapping<QueueKey>(item.node, reporting: &quiet)
      guard let node = queueMapping[.longest_stay],
        case .queue(let queue) = principals[item.id.value],
        // Where the queue owns nothing, the clock's words may mean nothing.
        scope.chapter[.states].contains(where: { Self.owner(of: $0.node, names: item.id.value) })
      else { continue }
      let mapping = Mapping<ClockKey>(node, reporting: &diagnostics)
      let id = "\(item.id.value).longest_stay"
      if let clock = clock(id, mapping, default: nil, at: node.span) {
        scope.queueClocks[queue] = add(clock, at: node.span)
      }
    }
  }

  private static func owner(of state: YAMLNode, names name: String) -> Bool {
    guard state.kind == .mapping else { return false }
    return state.entries.contains { key, owner in
      key.text == "owner"
        && (owner.kind == .scalar && owner.text == name
          || owner.kind == .sequence && owner.items.contains { $0.text == name })
    }
  }
}

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
      }
    }
    return result
  }
}
