/// Rules as text in a tree, so that they can be changed in one place and written out again.
indirect enum Tree: Equatable, Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
  case text(String)
  case list([Tree])
  case map([Entry])

  struct Entry: Equatable, Sendable {
    var key: String
    var value: Tree
  }

  init(stringLiteral text: String) { self = .text(text) }
  init(arrayLiteral elements: Tree...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, Tree)...) {
    self = .map(elements.map { Entry(key: $0, value: $1) })
  }

  // MARK: Parts

  /// The value under a key of a map; nil takes the key away.
  subscript(key: String) -> Tree? {
    get {
      guard case .map(let entries) = self else { return nil }
      return entries.first { $0.key == key }?.value
    }
    set {
      guard case .map(var entries) = self else { return }
      let place = entries.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let value?): entries[place].value = value
      case (let place?, nil): entries.remove(at: place)
      case (nil, let value?): entries.append(Entry(key: key, value: value))
      case (nil, nil): break
      }
      self = .map(entries)
    }
  }

  /// The elements of a list.
  var items: [Tree] {
    get { if case .list(let items) = self { items } else { [] } }
    set { self = .list(newValue) }
  }

  var entries: [Entry] {
    get { if case .map(let entries) = self { entries } else { [] } }
    set { self = .map(newValue) }
  }

  var word: String? { if case .text(let text) = self { text } else { nil } }

  /// The same tree with every text changed.
  func mapTexts(_ change: (String) -> String) -> Tree {
    switch self {
    case .text(let text): .text(change(text))
    case .list(let items): .list(items.map { $0.mapTexts(change) })
    case .map(let entries):
      .map(entries.map { Entry(key: change($0.key), value: $0.value.mapTexts(change)) })
    }
  }

  // MARK: As YAML

  /// Two levels in blocks, the rest in braces.
  var yaml: String {
    entries.map { section in
      switch section.value {
      case .text: "\(section.key): \(section.value.flow)\n"
      case .list(let items):
        "\(section.key):\n" + items.map { "  - \($0.flow)\n" }.joined()
      case .map(let entries):
        "\(section.key):\n" + entries.map { "  \($0.key): \($0.value.flow)\n" }.joined()
      }
    }.joined()
  }

  private var flow: String {
    switch self {
    case .text(let text):
      text.allSatisfy { $0.isLetter || $0.isNumber || "_- ".contains($0) }
        ? text
        : "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    case .list(let items): "[\(items.map(\.flow).joined(separator: ", "))]"
    case .map(let entries):
      "{ \(entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ")) }"
    }
  }
}
