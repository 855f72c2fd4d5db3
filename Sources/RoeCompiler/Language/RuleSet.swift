import RoeSource

/// Everything that the files of one rule set declare, gathered by kind, not yet understood.
struct RuleSet {
  /// One declared thing, as written.
  struct Item {
    let id: Located<String>
    let node: YAMLNode
    /// The steward of the file, inherited by every rule in it.
    let maintainedBy: String?
  }

  /// What one lifecycle declares.
  struct Chapter {
    var items: [[Item]] = Array(repeating: [], count: Section.allCases.count)
    var anywhere: [(node: YAMLNode, maintainedBy: String?)] = []
    var policies: [YAMLNode] = []
    var lostAndFound: [YAMLNode] = []

    subscript(section: Section) -> [Item] { items[section.rawValue] }
  }

  var shared = Chapter()
  var chapters: [String: Chapter] = [:]
  var rosters: [YAMLNode] = []
  /// The keys that describe the rule set as a whole, as found, in file order.
  var headers: [Mapping<FileKey>] = []
  /// Whether a syntax error has kept a part of a file from being read.
  private(set) var isIncomplete = false
  /// The top-level blocks of which a part could not be read.
  private var brokenBlocks: [SourceSpan] = []
  /// The innermost pieces that a syntax error has cut short.
  private var breaks: [SourceSpan] = []
  var firstSpan = SourceSpan(file: FileID(0), lower: 0, upper: 0)

  /// The lifecycles by id.
  var lifecycles: [String] { chapters.keys.sorted() }

  init(_ roots: [YAMLNode], reporting diagnostics: inout [Diagnostic]) {
    if let first = roots.first {
      firstSpan = SourceSpan(
        file: first.span.file, lower: Int(first.span.lower),
        upper: Int(first.span.lower))
    }
    for root in roots {
      isIncomplete = isIncomplete || root.isIncomplete
      for (key, value) in root.entries where value.isIncomplete {
        brokenBlocks.append(key.span.joined(with: value.span))
        findBreaks(in: value)
      }
      findUnreadBlocks(of: root)
      let file = Mapping<FileKey>(root, reporting: &diagnostics)
      headers.append(file)
      add(file, reporting: &diagnostics)
    }
    checkVersion(reporting: &diagnostics)
  }

  /// A block under an unknown key, or under a key that stands a second time, declares names that
  /// the rest of the rules cannot see.
  private mutating func findUnreadBlocks(of root: YAMLNode) {
    var seen: Set<String> = []
    for (key, value) in root.entries where value.kind != .scalar {
      let name = key.text
      let isKnown = FileKey(rawValue: name) != nil || MetadataKey(rawValue: name) != nil
      if isKnown, seen.insert(name).inserted { continue }
      isIncomplete = true
      brokenBlocks.append(key.span.joined(with: value.span))
    }
  }

  private mutating func findBreaks(in node: YAMLNode) {
    let parts = node.entries.map(\.value) + Array(node.items)
    let broken = parts.filter(\.isIncomplete)
    if broken.isEmpty { breaks.append(node.span) }
    for part in broken { findBreaks(in: part) }
  }

  private mutating func add(
    _ file: Mapping<FileKey>, reporting diagnostics: inout [Diagnostic]
  ) {
    let maintainer = file[.maintained_by]?.text
    let lifecycle = file[.lifecycle].map(\.text) ?? "lead"
    var chapter = chapters[lifecycle] ?? Chapter()
    var hasRules = false
    for section in Section.allCases {
      guard let node = file[section.key] else { continue }
      guard node.kind == .mapping else {
        if !node.isNull {
          diagnostics.append(
            .wrongShape(node, expected: "a \(section.noun) with its name and a colon"))
        }
        continue
      }
      for (key, value) in node.entries {
        let item = Item(id: Located(key.text, at: key.span), node: value, maintainedBy: maintainer)
        if !Self.isID(item.id.value) { diagnostics.append(.badID(item.id, of: section.noun)) }
        if section.isShared {
          shared.items[section.rawValue].append(item)
        } else {
          chapter.items[section.rawValue].append(item)
          hasRules = true
        }
      }
    }
    if let anywhere = file[.anywhere] {
      if anywhere.kind == .sequence {
        for item in anywhere.items { chapter.anywhere.append((item, maintainer)) }
      } else if !anywhere.isNull {
        diagnostics.append(.wrongShape(anywhere, expected: "a list of moves"))
      }
      hasRules = true
    }
    if let node = file[.policies] { chapter.policies.append(node); hasRules = true }
    if let node = file[.lost_and_found] { chapter.lostAndFound.append(node); hasRules = true }
    if let node = file[.roster] { rosters.append(node) }
    if hasRules || file[.lifecycle] != nil { chapters[lifecycle] = chapter }
  }

  private func checkVersion(reporting diagnostics: inout [Diagnostic]) {
    let versions = headers.compactMap { $0[.roe] }
    for version in versions where version.text != "1" {
      diagnostics.append(
        Diagnostic(
          .wrongVersion,
          "these rules say they are for version “\(version.text.shortened)” of roe; this is version 1",
          at: version.span, help: "Write `roe: 1`."))
    }
    if versions.isEmpty, !headers.isEmpty {
      diagnostics.append(
        Diagnostic(
          .missingKey, "no file says which version of roe it is written for", at: firstSpan,
          help: "Begin the first file with `roe: 1`."))
    }
  }

  /// Whether a finding may come from a part of the rules that has not been read: something is
  /// missing there, or a name is declared there. A name that is nearly right is a finding all the
  /// same.
  func mayBeConsequence(_ finding: Diagnostic) -> Bool {
    switch finding.code.id {
    case Code.missingKey.id, Code.noEntry.id, Code.noLostAndFound.id:
      finding.span == firstSpan
        || brokenBlocks.contains { $0.contains(finding.span) }
        || finding.code.id != Code.missingKey.id
    case Code.blankKey.id, Code.wrongShape.id:
      finding.span.lower == finding.span.upper && breaks.contains { $0.contains(finding.span) }
    case Code.unknownKey.id: finding.fix == nil && breaks.contains { $0.contains(finding.span) }
    case Code.unknownName.id, Code.undeclaredEvent.id: finding.fix == nil
    default: false
    }
  }

  /// Ids are ASCII, so that they survive every CRM and every file system.
  static func isID(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isASCIILetter else { return false }
    return text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == 95 || $0 == 45 }
  }
}
