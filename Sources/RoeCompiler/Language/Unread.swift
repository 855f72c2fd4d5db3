import RoeSource

/// What of the rules nobody has read, most often for a syntax error, and so which findings may come
/// only from that.
struct Unread {
  private struct File {
    var lifecycle: String
    /// The top-level keys of which a part is missing.
    var keys: Set<FileKey> = []
    /// Where its top-level blocks begin, in order.
    var starts: [UInt32]
  }

  private var files: [FileID: File] = [:]
  /// Whether a block is missing of which nobody knows what it was.
  private var hidesAll = false
  private var values: Set<SourceSpan> = []
  private var keys: Set<SourceSpan> = []
  private var falseKeys: Set<SourceSpan> = []

  init(_ roots: [YAMLNode]) {
    for root in roots {
      let gaps = root.gaps
      let lifecycle = root.value(of: "lifecycle").map(\.text) ?? "lead"
      var file = File(
        lifecycle: lifecycle,
        starts: (root.entries.map(\.key.span.lower) + gaps.blocks.map(\.span.lower)).sorted())
      for name in gaps.blocks.flatMap(\.keys) {
        if let key = FileKey(rawValue: name), key != .include, key != .lifecycle {
          file.keys.insert(key)
        } else {
          hidesAll = true
        }
      }
      hidesAll = hidesAll || gaps.blocks.contains { $0.keys.isEmpty }
      // Of the other keys of a file, parts of sections have some, too: a name, a zone.
      let sections = gaps.blocks.flatMap(\.indented).compactMap(FileKey.init)
      file.keys.formUnion(sections.filter(Set.uses.contains))
      // Neither can anybody see what stands under an unknown key, or under one that comes again.
      var seen: Set<String> = []
      for (key, value) in root.entries where value.kind != .scalar {
        let name = key.text
        if let known = FileKey(rawValue: name) {
          if !seen.insert(name).inserted || value.repeatsKey { file.keys.insert(known) }
        } else if MetadataKey(rawValue: name) == nil {
          let near = meantName(by: name, among: FileKey.index.names)
          if let meant = near.flatMap(FileKey.init) {
            file.keys.insert(meant)
          } else {
            hidesAll = true
          }
        }
      }
      for (key, value) in root.entries where !gaps.falseKeys.isEmpty {
        guard let known = FileKey(rawValue: key.text) else { continue }
        if gaps.falseKeys.contains(where: { value.span.contains($0) }) { file.keys.insert(known) }
      }
      // A role that is no text may be the one that is missing elsewhere.
      let people = root.value(of: "roster")?.value(of: "people")
      if let people,
        people.entries.contains(where: { ($0.value.value(of: "role")?.kind ?? .scalar) != .scalar })
      {
        file.keys.insert(.roster)
      }
      values.formUnion(gaps.values)
      keys.formUnion(gaps.keys)
      falseKeys.formUnion(gaps.falseKeys)
      for (_, value) in root.entries { noteNames(in: value) }
      files[root.span.file] = file
    }
  }

  /// A rule without a name before a colon is told by a word in it; what is missing from it may be
  /// behind the place where it ends too early.
  private mutating func noteNames(in node: YAMLNode) {
    guard node.isIncomplete else { return }
    for item in node.items { noteNames(in: item) }
    for (_, value) in node.entries {
      if value.kind == .scalar { keys.insert(value.span) } else { noteNames(in: value) }
    }
  }

  /// Counts a part of a section as missing: a rule of which something that it needs is not known.
  mutating func giveUp(_ key: FileKey, in file: FileID) { files[file]?.keys.insert(key) }

  /// Whether a part of one of the sections is missing that may concern the rules of a file.
  func hides(_ keys: Set<FileKey>, from file: FileID) -> Bool {
    guard !keys.isEmpty else { return false }
    if hidesAll { return true }
    let lifecycle = files[file]?.lifecycle
    return files.values.contains { other in
      !other.keys.isDisjoint(with: keys)
        && (lifecycle == nil || lifecycle == other.lifecycle
          || !other.keys.isDisjoint(with: keys.intersection(Self.shared)))
    }
  }

  /// Whether a finding of the first stage may come from what is missing. A name that is nearly
  /// right is a finding all the same.
  func mayCause(_ finding: Diagnostic) -> Bool {
    if values.contains(finding.span) || falseKeys.contains(finding.span) { return true }
    switch finding.code.id {
    case Code.missingKey.id:
      return keys.contains(finding.span)
        || files.values.contains { $0.keys.contains(.roe) || $0.keys.contains(.name) }
    case Code.noLostAndFound.id: return hides([.lost_and_found], from: finding.span.file)
    case Code.undeclaredEvent.id:
      return finding.fix == nil && hides([.events], from: finding.span.file)
    case Code.unknownName.id:
      let homes = finding.missing.reduce(into: Set()) { $0.formUnion(Self.homes[$1] ?? []) }
      return finding.fix == nil && hides(homes, from: finding.span.file)
    default: return false
    }
  }

  /// Whether both places lie in one top-level block.
  func isOneBlock(_ a: SourceSpan, _ b: SourceSpan) -> Bool {
    guard a.file == b.file else { return false }
    let starts = files[a.file]?.starts ?? []
    let (first, last) = (min(a.lower, b.lower), max(a.lower, b.lower))
    return !starts.contains { first < $0 && $0 <= last }
  }

  /// Sections that hold for all lifecycles.
  private static let shared = Set(Section.allCases.filter(\.isShared).map(\.key))
    .union([.roster])

  /// Where names of each kind are declared.
  private static let homes: [NameKind: Set<FileKey>] = [
    .person: [.roster], .role: [.roster], .rosterColumn: [.roster], .pool: [.pools],
    .queue: [.queues], .field: [.fields, .flags], .value: [.fields, .lists],
    .definition: [.definitions], .activity: [.activities], .list: [.lists],
    .calendar: [.calendars], .sla: [.slas], .table: [.routing],
    .state: [.states, .handoffs, .lost_and_found], .link: [.links],
  ]
}

extension YAMLNode {
  /// Whether one of its names is written twice: one of the two probably has another one.
  fileprivate var repeatsKey: Bool {
    var seen: Set<String> = []
    return entries.contains { !seen.insert($0.key.text).inserted }
  }
}

extension Set<FileKey> {
  /// Sections whose rules take leads from a state to a state.
  static let ways: Set = [
    .states, .anywhere, .handoffs, .flags, .overrides, .policies, .routing, .exceptions, .slas,
    .lost_and_found,
  ]
  /// Sections whose rules use names that others declare.
  static let uses = ways.union([
    .lists, .calendars, .roster, .pools, .queues, .fields, .links, .events, .activities,
    .definitions, .assume, .expect, .scenarios,
  ])
}
