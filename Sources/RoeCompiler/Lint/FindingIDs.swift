import RoeMachine
import RoeSource

/// Names findings so that they are known again after lines have moved or texts were reworded: by
/// the code, the rules that are involved, and the leads for which it is so.
struct FindingIDs {
  private let rules: [SourceSpan: String]
  private var used: [String: Int] = [:]

  /// - Parameter findings: all that will be named; where they stand is looked up at once.
  init(_ origins: Origins, of machine: Machine, findings: [Finding]) {
    let places = Set(findings.flatMap { [$0.span] + $0.labels.map(\.span) })
    var rules: [SourceSpan: String] = [:]
    guard !places.isEmpty else {
      self.rules = rules
      return
    }
    func note(_ rule: String, _ span: SourceSpan) {
      // Of the rules that begin and end together, the first by name.
      if places.contains(span), rule < rules[span] ?? "\u{10FFFF}" { rules[span] = rule }
    }
    for (rule, span) in origins.spans { note(rule, span) }
    for lifecycle in machine.lifecycles {
      for table in lifecycle.tables {
        let rule = RuleID.table(lifecycle.id, table.id)
        for (row, span) in zip(table.rows, origins.rows[rule] ?? []) {
          note(RuleID.row(lifecycle.id, table.id, row.id), span)
        }
      }
    }
    let missing = places.subtracting(rules.keys)
    for (place, rule) in Self.enclosing(missing, origins) { rules[place] = rule }
    self.rules = rules
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

  /// Twelve hexadecimal digits. Findings that nothing tells apart are counted.
  mutating func next(for finding: Finding, _ code: Code) -> String {
    let rules = [finding.span] + finding.labels.map(\.span).sorted()
    var parts = [code.id] + rules.map { self.rules[$0] ?? "" }
    if let witness = finding.witness { parts.append(witness.lead.words) }
    let name = parts.joined(separator: "\n")
    used[name, default: 0] += 1
    let number = used[name] ?? 1
    let text = number == 1 ? name : "\(name)\n\(number)"
    return String(SHA256.hexDigest(of: Array(text.utf8)).prefix(12))
  }
}
