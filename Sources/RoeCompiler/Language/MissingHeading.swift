import RoeSource

extension Section {
  /// The things under a heading, each with the section to which it belongs: where the next heading is
  /// missing, they all stand under the one before it.
  ///
  /// - Parameter isMissing: whether a file has no such section.
  func placed(
    _ entries: [(key: YAMLNode, value: YAMLNode)], where isMissing: (Section) -> Bool,
    reporting diagnostics: inout [Diagnostic]
  ) -> [(section: Section, key: YAMLNode, value: YAMLNode)] {
    var home = self
    return entries.map { key, value in
      if home == self, let other = self.home(of: value, where: isMissing) {
        home = other
        diagnostics.append(
          Diagnostic(
            .missingKey,
            "“\(key.text.shortened)” stands under “\(self.key.rawValue):”, and reads like \(other.noun.withArticle)",
            at: key.span, help: "Write a line “\(other.key.rawValue):” before it."))
      }
      return (home.fits(value) ? home : self, key, value)
    }
  }

  /// The only missing section to which something belongs, by its keys, that is plainly none of this
  /// one.
  private func home(of value: YAMLNode, where isMissing: (Section) -> Bool) -> Section? {
    guard value.kind == .mapping, let keys = Self.keys[self] else { return nil }
    let foreign = value.entries.count { !keys.contains($0.key.text) }
    if foreign < 2 { return nil }
    let homes = Self.allCases.filter { $0 != self && isMissing($0) && $0.fits(value) }
    return homes.count == 1 ? homes[0] : nil
  }

  private func fits(_ value: YAMLNode) -> Bool {
    guard value.kind == .mapping, let keys = Self.keys[self] else { return false }
    return value.entries.allSatisfy { keys.contains($0.key.text) }
  }

  /// What the things of each section may say, where that is not anything.
  private static let keys: [Section: Set<String>] = {
    func table(_ shape: Shape) -> String? {
      switch shape {
      case .table(let name): name
      case .map(let inner): table(inner)
      case .either(let shapes): shapes.lazy.compactMap(table).first
      default: nil
      }
    }
    var all: [Section: Set<String>] = [:]
    for section in allCases {
      let name = table(section.key.doc.shape)
      guard let found = KeyTableDescription.all.first(where: { $0.name == name }) else { continue }
      all[section] = Set(
        found.keys.map(\.name) + (found.allowsMetadata ? MetadataKey.index.names : []))
    }
    return all
  }()
}

extension String {
  fileprivate var withArticle: String {
    // An SLA is spelt out.
    "\(first.map { "aeioS".contains($0) } ?? false ? "an" : "a") \(self)"
  }
}
