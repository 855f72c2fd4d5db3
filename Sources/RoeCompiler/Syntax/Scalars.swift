import RoeMachine
import RoeSource

/// Reading single values; each answers nil after it has reported what is wrong.
extension Lowering {
  mutating func text(_ node: YAMLNode?) -> String? {
    guard let node else { return nil }
    guard node.kind == .scalar, !node.isNull else {
      report(.wrongShape(node, expected: "a text"))
      return nil
    }
    return node.text
  }

  mutating func texts(_ node: YAMLNode?, allowsNone: Bool = false) -> [Located<String>] {
    guard let node, !node.isNull else { return [] }
    if node.kind == .sequence, node.items.isEmpty, !allowsNone {
      report(.emptyList(node, of: "entry"))
    }
    let nodes = node.kind == .sequence ? Array(node.items) : [node]
    return nodes.compactMap { item in text(item).map { Located($0, at: item.span) } }
  }

  /// A name that becomes part of an id.
  mutating func id(_ node: YAMLNode?, of noun: String) -> String? {
    guard let node, let name = text(node) else { return nil }
    if RuleSet.isID(name) { return name }
    report(.badID(Located(name, at: node.span), of: noun))
    return nil
  }

  /// The keys of a mapping that may have any, and their values.
  mutating func entries(
    _ node: YAMLNode?, expected: String
  ) -> [(key: YAMLNode, value: YAMLNode)] {
    guard let node, !node.isNull else { return [] }
    if node.kind == .mapping { return node.entries.map { $0 } }
    report(.wrongShape(node, expected: expected))
    return []
  }

  mutating func boolean(_ node: YAMLNode?) -> Bool? {
    guard let node else { return nil }
    switch node.kind == .scalar ? node.text : "" {
    case "true": return true
    case "false": return false
    default:
      let meant = node.kind == .scalar ? Self.truth(node.text) : nil
      report(
        .wrongShape(node, expected: "true or false", instead: meant.map { $0 ? "true" : "false" }))
      return meant
    }
  }

  /// What people mean by other words for true and false.
  static func truth(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "on", "y": true
    case "false", "no", "off", "n": false
    default: nil
    }
  }

  mutating func integer(
    _ node: YAMLNode?, atLeast minimum: Int? = nil, atMost maximum: Int? = nil
  ) -> Int? {
    guard let node else { return nil }
    let text = constant(node)
    guard node.kind == .scalar, let number = Int(text.replacing("_", with: "")),
      abs(number.clampedMagnitude) <= Self.greatestInteger
    else {
      report(
        .wrongShape(
          node, expected: "a whole number",
          instead: WrittenNumber(text)?.advice(decimals: 0).instead))
      return nil
    }
    if let minimum, number < minimum {
      report(.wrongShape(node, expected: "a whole number of at least \(minimum)"))
      return nil
    }
    if let maximum, number > maximum {
      report(.wrongShape(node, expected: "a whole number of at most \(maximum)"))
      return nil
    }
    return number
  }

  /// The greatest integer that every JSON reader keeps exactly.
  static let greatestInteger = 9_007_199_254_740_991

  mutating func date(_ node: YAMLNode?) -> String? {
    guard let node else { return nil }
    guard node.kind == .scalar, CivilDate(node.text) != nil else {
      let meant = node.kind == .scalar ? CivilDate.meant(by: node.text) : nil
      report(.wrongShape(node, expected: "a date such as 2027-01-31", instead: meant))
      return nil
    }
    return node.text
  }

  mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ node: YAMLNode?, _ type: Word.Type = Word.self
  ) -> Word? {
    guard let node else { return nil }
    if node.kind == .scalar, let word = Word(rawValue: node.text) { return word }
    let words = Word.allCases.map(\.rawValue)
    let near = node.kind == .scalar ? meantName(by: node.text, among: words) : nil
    report(
      .wrongShape(
        node, expected: "one of " + words.joined(separator: ", "), instead: near))
    return nil
  }

  /// The scalar's text, or the value of the constant that it names.
  mutating func constant(_ node: YAMLNode) -> String {
    let text = node.text
    guard let value = constants[text] else { return text }
    origins.used.insert("constants/\(text)")
    return value
  }

  /// Remembers that a person, a role or a pool is named here, for when the roster is known.
  mutating func noteReader(_ node: YAMLNode?) {
    if let node, node.kind == .scalar, !node.isNull {
      rosterReaders.append(Located(node.text, at: node.span))
    }
  }

  /// Whoever keeps a rule, agreed to it or looks at it again is in the roster.
  mutating func checkReaders() {
    guard !roster.people.isEmpty else { return }
    let known = Set(roster.people.map(\.id) + roster.people.compactMap(\.role)).union(
      rules.shared[.pools].map(\.id.value))
    var told: Set<String> = []
    for name in rosterReaders where !known.contains(name.value) && told.insert(name.value).inserted
    {
      report(
        unknownPerson(
          name.value, [.person, .role, .pool], at: name.span, among: known.sortedByBytes()))
    }
  }

  // MARK: Durations

  /// A length of time with its unit, such as `15 business minutes` or `end of next business day`.
  mutating func duration(_ node: YAMLNode?) -> Amount? {
    guard let node else { return nil }
    guard node.kind == .scalar, !node.isNull else {
      report(.wrongShape(node, expected: "a length of time such as 15 business minutes"))
      return nil
    }
    switch Self.amount(constant(node)) {
    case .amount(let amount): return amount
    case .unitMissing:
      report(
        Diagnostic(
          .unitMissing, "“\(node.text.shortened)” has no unit: \(node.text.shortened) what?",
          at: node.span,
          help:
            "Write \(node.text.shortened) minutes, \(node.text.shortened) business hours or \(node.text.shortened) days."
        ))
    case .unreadable:
      report(
        .wrongShape(
          node,
          expected:
            "a length of time such as 15 business minutes, 2 days or end of next business day",
          instead: Self.nearAmount(constant(node))))
    }
    return nil
  }

  enum ReadAmount {
    case amount(Amount)
    case unitMissing, unreadable
  }

  static func amount(_ text: String) -> ReadAmount {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    switch words {
    case ["end", "of", "business", "day"], ["end", "of", "this", "business", "day"]:
      return .amount(.endOfBusinessDay(0))
    case ["end", "of", "next", "business", "day"]: return .amount(.endOfBusinessDay(1))
    default: break
    }
    guard let first = words.first, let number = Int(first), number >= 0, number <= 1_000_000 else {
      return .unreadable
    }
    if words.count == 1 { return .unitMissing }
    if words[1...].joined(separator: " ") == "business days later, end of day" {
      return .amount(.endOfBusinessDay(number))
    }
    let isBusiness = words.count == 3 && words[1] == "business"
    guard words.count == 2 || isBusiness else { return .unreadable }
    let unit = words[words.count - 1]
    let seconds: Int? =
      switch unit {
      case "second", "seconds": 1
      case "minute", "minutes", "min": 60
      case "hour", "hours", "h": 3600
      default: nil
      }
    if let seconds {
      return .amount(isBusiness ? .businessSeconds(number * seconds) : .seconds(number * seconds))
    }
    switch (unit, isBusiness) {
    case ("day", false), ("days", false): return .amount(.seconds(number * 86_400))
    case ("week", false), ("weeks", false): return .amount(.seconds(number * 604_800))
    case ("day", true), ("days", true): return .amount(.businessDays(number))
    case ("month", false), ("months", false): return .amount(.months(number))
    case ("quarter", false), ("quarters", false): return .amount(.months(number * 3))
    case ("year", false), ("years", false): return .amount(.months(number * 12))
    default: return .unreadable
    }
  }

  /// A length of time after which a next step can follow: some time passes.
  mutating func period(_ node: YAMLNode?) -> Amount? {
    guard let node, let amount = duration(node) else { return nil }
    if !amount.isZero { return amount }
    report(.wrongShapeText("no time passes here, so that nobody can act", at: node.span))
    return nil
  }

  /// A length of time in seconds by the clock on the wall.
  mutating func seconds(_ node: YAMLNode?) -> Int? {
    guard let node, let amount = duration(node) else { return nil }
    guard case .seconds(let seconds) = amount else {
      report(.wrongShape(node, expected: "minutes, hours or days by the clock on the wall"))
      return nil
    }
    return seconds
  }

  // MARK: Metadata

  mutating func metadata<Key>(of mapping: Mapping<Key>, inherited: String?) -> Text {
    var text = Text(maintainedBy: inherited)
    text.title = self.text(mapping[metadata: .title])
    text.says = self.text(mapping[metadata: .says])
    text.because = self.text(mapping[metadata: .because])
    text.link = self.text(mapping[metadata: .link])
    if let maintainer = self.text(mapping[metadata: .maintained_by]) {
      text.maintainedBy = maintainer
    }
    let agreed = texts(mapping[metadata: .agreed_by])
    rosterReaders += agreed
    for key in [MetadataKey.maintained_by, .reviewer] { noteReader(mapping[metadata: key]) }
    text.agreedBy = agreed.map(\.value)
    text.reviewer = self.text(mapping[metadata: .reviewer])
    text.reviewBy = date(mapping[metadata: .review_by])
    return text
  }
}

extension Int {
  fileprivate var clampedMagnitude: Int { self == .min ? .max : abs(self) }
}
