import RoeSource

/// What in the rules could not be read or resolved, so that it is not absent, only unknown.
struct Mistakes: Sendable {
  /// The rules in whose text something is wrong.
  let rules: Set<String>
  private let places: [SourceSpan]
  private let written: WrittenRules

  init(_ errors: [Diagnostic], in written: WrittenRules) {
    places = errors.map(\.span).sorted()
    rules = Set(places.compactMap(written.rule(containing:)))
    self.written = written
  }

  /// Whether a finding may come from a mistake only.
  func mayCause(_ finding: Finding) -> Bool {
    if places.isEmpty { return false }
    return isInDoubt(finding.span) || finding.labels.contains { isInDoubt($0.span) }
  }

  /// Whether something is wrong within a place, or in the rule that stands there. In a state and in
  /// a table there is more than one rule, of which each is looked at without the others.
  private func isInDoubt(_ span: SourceSpan) -> Bool {
    let next = places.partitioningIndex { (span.file, span.lower) <= ($0.file, $0.lower) }
    if next < places.count, places[next].file == span.file, places[next].lower < span.upper {
      return true
    }
    guard let rule = written.rule(containing: span), rules.contains(rule) else { return false }
    return !rule.contains("/states/") && !rule.contains("/tables/")
  }
}
