import RoeMachine
import RoeSource

/// Declaring names, so that every rule may use every other, wherever it stands.
extension Lowering {
  /// The things of one section with their first declaration, sorted by id; a second one is
  /// reported.
  mutating func declared(_ items: [RuleSet.Item], _ noun: String) -> [RuleSet.Item] {
    var first: [String: RuleSet.Item] = [:]
    for item in items {
      if let earlier = first[item.id.value] {
        report(
          Diagnostic(
            .duplicateName,
            "there are two \(noun == "activity" ? "activities" : noun + "s") called “\(item.id.value)”",
            at: item.id.span,
            labels: [.init("the first one", at: earlier.id.span)],
            help: "Rename one, or put both into one."))
      } else {
        first[item.id.value] = item
      }
    }
    return first.values.sorted { $0.id.value.utf8.lexicographicallyPrecedes($1.id.value.utf8) }
  }

  /// References for names in the order of the machine file.
  func references<Element>(to ids: some Sequence<String>) -> [String: Ref<Element>] {
    let sorted = Set(ids).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Ref($0)) })
  }

  /// Whether a name is unknown, or a pool too small, only since the roster misspells it or could not
  /// be read whole, which is told there.
  func isEcho(_ finding: Diagnostic) -> Bool {
    if lacksPeople, finding.code.id == Code.rosterTooSmall.id { return true }
    guard finding.code.id == Code.unknownName.id else { return false }
    if echoes.contains(finding.span) { return true }
    return lacksPeople
      && finding.missing.contains {
        switch $0 {
        case .person, .role, .member, .rosterColumn: true
        default: false
        }
      }
  }

  /// Remembers where a rule was written and what it says to people.
  mutating func record<Key>(_ rule: String, _ item: RuleSet.Item, _ mapping: Mapping<Key>) {
    origins.spans[rule] = item.id.span
    if Key.allowsMetadata {
      let text = metadata(of: mapping, inherited: item.maintainedBy)
      if text != Text() { texts.rules[rule] = text }
      for key in [MetadataKey.says, .because] {
        if let node = mapping[metadata: key] {
          origins.spans["\(rule)#\(key.rawValue)"] = node.span
        }
      }
    }
  }

  /// Wraps a section's short form (`mql: score > 60`) so that both forms are read alike.
  mutating func isShort(_ node: YAMLNode) -> Bool { node.kind == .scalar && !node.isNull }

  /// The beginning of a day in the zone of the rules, milliseconds UTC.
  func midnight(_ date: String) -> Int? {
    guard let civil = CivilDate(date) else { return nil }
    return machine.zones[machine.zone].start(of: civil)
  }
}
