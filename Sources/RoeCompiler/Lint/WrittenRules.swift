import RoeSource

/// In the text of which rule each place of the files lies.
struct WrittenRules: Sendable {
  private let rules: [(id: String, span: SourceSpan)]
  private let unread: Unread

  /// Clocks, and moves that are not written for all states, belong to the rule that they are part of.
  init(_ origins: Origins, _ unread: Unread) {
    rules = origins.spans.lazy.filter { rule, _ in
      !rule.contains("#") && !rule.contains("/clocks/")
        && (!rule.contains("/moves/") || rule.contains("/moves/anywhere."))
    }.map { (id: $0.key, span: $0.value) }.sorted { ($0.span, $0.id) < ($1.span, $1.id) }
    self.unread = unread
  }

  /// The last rule that begins before the place, if that is in the same block.
  func rule(containing place: SourceSpan) -> String? {
    let end = rules.partitioningIndex { place < $0.span }
    guard end > 0, unread.isOneBlock(rules[end - 1].span, place) else { return nil }
    return rules[end - 1].id
  }
}

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

  /// Whether a finding about some place may come from a mistake only: from one within it, or in the
  /// rule that it is about. In a state and in a table there is more than one rule, of which each is
  /// looked at without the others.
  func mayCause(_ finding: Finding) -> Bool {
    if places.isEmpty { return false }
    let span = finding.span
    let next = places.partitioningIndex { (span.file, span.lower) <= ($0.file, $0.lower) }
    if next < places.count, places[next].file == span.file, places[next].lower < span.upper {
      return true
    }
    guard let rule = written.rule(containing: span), rules.contains(rule) else { return false }
    return !rule.contains("/states/") && !rule.contains("/tables/")
  }
}
