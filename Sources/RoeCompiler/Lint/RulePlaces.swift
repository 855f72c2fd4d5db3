import RoeMachine
import RoeSource

/// Which rules stand at some places.
struct RulePlaces {
  private var rules: [SourceSpan: String] = [:]

  init(_ origins: Origins, of machine: Machine, at places: Set<SourceSpan>) {
    if places.isEmpty { return }
    for (rule, span) in origins.spans where places.contains(span) { note(rule, span) }
    for lifecycle in machine.lifecycles {
      for table in lifecycle.tables {
        let rule = RuleID.table(lifecycle.id, table.id)
        for (row, span) in zip(table.rows, origins.rows[rule] ?? []) where places.contains(span) {
          note(RuleID.row(lifecycle.id, table.id, row.id), span)
        }
      }
    }
    for (place, rule) in Self.enclosing(places.subtracting(rules.keys), origins) {
      rules[place] = rule
    }
  }

  /// The rule that stands at one of the places, or in which it lies.
  subscript(place: SourceSpan) -> String? { rules[place] }

  private mutating func note(_ rule: String, _ span: SourceSpan) {
    // Of the rules that begin and end together, the first by name.
    if rule < rules[span] ?? "\u{10FFFF}" { rules[span] = rule }
  }

  /// The rules in which places lie: the last ones that begin before them.
  private static func enclosing(
    _ places: Set<SourceSpan>, _ origins: Origins
  ) -> [(SourceSpan, String)] {
    if places.isEmpty { return [] }
    let sorted = origins.spans.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    return places.compactMap { place in
      let end = sorted.partitioningIndex { place < $0.value }
      return end > 0 ? (place, sorted[end - 1].key) : nil
    }
  }
}
