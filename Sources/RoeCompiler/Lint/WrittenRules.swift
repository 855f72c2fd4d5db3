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
