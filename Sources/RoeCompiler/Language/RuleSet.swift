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
  /// What syntax errors have kept from being read.
  let unread: Unread
  var firstSpan = SourceSpan(file: FileID(0), lower: 0, upper: 0)

  /// The lifecycles by id.
  var lifecycles: [String] { chapters.keys.sorted() }

  init(_ roots: [YAMLNode], reporting diagnostics: inout [Diagnostic]) {
    if let first = roots.first {
      firstSpan = SourceSpan(
        file: first.span.file, lower: Int(first.span.lower),
        upper: Int(first.span.lower))
    }
    unread = Unread(roots)
    for root in roots {
      let file = Mapping<FileKey>(root, reporting: &diagnostics)
      headers.append(file)
      add(file, reporting: &diagnostics)
    }
    checkVersion(reporting: &diagnostics)
  }

  private mutating func add(
    _ file: Mapping<FileKey>, reporting diagnostics: inout [Diagnostic]
  ) {
    let maintainer = file[.maintained_by]?.text
    let lifecycle = file[.lifecycle].map(\.text) ?? "lead"
    if let node = file[.lifecycle], !Self.isID(lifecycle) {
      diagnostics.append(.badID(Located(lifecycle, at: node.span), of: "lifecycle"))
    }
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
      let placed = section.placed(
        Array(node.entries), where: { file[$0.key] == nil }, reporting: &diagnostics)
      for (section, key, value) in placed {
        let item = Item(id: Located(key.text, at: key.span), node: value, maintainedBy: maintainer)
        if !Self.isID(item.id.value) {
          diagnostics.append(.badID(item.id, of: section.noun))
        } else if key.text.count > 1, let warning = Diagnostic.yamlChangedValue(key) {
          // Hardly any reader makes something else of one letter.
          diagnostics.append(warning)
        }
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
        diagnostics.append(.notAList(anywhere, expected: "a list of moves"))
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

  /// Ids are ASCII, so that they survive every CRM and every file system.
  static func isID(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isASCIILetter else { return false }
    return text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == 95 || $0 == 45 }
  }
}
