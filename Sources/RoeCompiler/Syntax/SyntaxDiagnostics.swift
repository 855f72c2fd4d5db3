package import RoeSource

extension Code {
  package static let unknownKey = Code(
    "ROE0101", "unknown-key",
    title: "I don't know this key",
    rationale: """
      A key that roe does not know would be a rule that nobody follows. So it is never passed \
      over: take the name that roe suggests, or look the keys up in `schema/language.md`.
      """,
    avoid: Example(
      """
      states:
        waiting:
          ownr: dana  # ROE0101
          entry: true
          clocks: [{ after: 1 day, to: won }]
      """),
    prefer: Example(
      """
      states:
        waiting:
          owner: dana
          entry: true
          clocks: [{ after: 1 day, to: won }]
      """))

  package static let wrongShape = Code(
    "ROE0102", "wrong-value",
    title: "This value can never be here",
    rationale: """
      The value has another form than the key asks for: a text where a number belongs, a single \
      value where a list belongs, or a value outside the field's own limits.
      """,
    avoid: Example(
      """
      fields:
        score: { type: integer, min: low }  # ROE0102
      """),
    prefer: Example(
      """
      fields:
        score: { type: integer, min: 0 }
      """))

  package static let unitMissing = Code(
    "ROE0103", "missing-unit",
    title: "A number without its unit",
    rationale: """
      Fifteen what? Minutes on the wall and business minutes differ by a weekend, and dollars \
      are not euros. Durations and amounts of money always carry their unit.
      """,
    avoid: Example(
      """
      slas:
        first_answer: { due: 15, ladder: [{ at: 15 minutes, owner: lena }] }  # ROE0103
      states:
        waiting: { owner: dana, entry: true, clocks: [first_answer, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    prefer: Example(
      """
      slas:
        first_answer: { due: 15 minutes, ladder: [{ at: 15 minutes, owner: lena }] }
      states:
        waiting: { owner: dana, entry: true, clocks: [first_answer, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """))

  package static let yamlChangedValue = Code(
    "ROE0106", "yaml-changed-value", .warning,
    title: "Other YAML readers change this value",
    rationale: """
      roe reads what you typed. Older YAML readers (spreadsheets' importers, scripts, many \
      editors) take a bare `NO` for "false", `09:30` for 570 and `01067` for 559. Quotes make it \
      mean the same to all of them.
      """,
    avoid: Example(
      """
      lists:
        nordics: [SE, NO, DK]  # ROE0106
      fields:
        country: { type: country }
      definitions:
        nordic: country in nordics
      states:
        waiting:
          owner: dana
          entry: nordic
          clocks: [{ after: 1 day, to: won }]
        elsewhere: { owner: kim, entry: true, clocks: [{ after: 1 day, to: won }] }
      """),
    prefer: Example(
      """
      lists:
        nordics: [SE, "NO", DK]
      fields:
        country: { type: country }
      definitions:
        nordic: country in nordics
      states:
        waiting:
          owner: dana
          entry: nordic
          clocks: [{ after: 1 day, to: won }]
        elsewhere: { owner: kim, entry: true, clocks: [{ after: 1 day, to: won }] }
      """))

  package static let missingKey = Code(
    "ROE0107", "missing-key",
    title: "Something that must be said is missing",
    rationale: "Without this key the rule has no meaning, and roe does not guess.",
    avoid: Example(
      """
      overrides:
        embargo: { when: country is US }  # ROE0107
      fields:
        country: { type: country }
      """),
    prefer: Example(
      """
      overrides:
        embargo: { when: country is US, to: lost }
      fields:
        country: { type: country }
      """))

  package static let keysClash = Code(
    "ROE0108", "clashing-keys",
    title: "Two keys that cannot go together",
    rationale: "Each of the two says the same thing in another way. Keep the one you mean.",
    avoid: Example(
      """
      states:
        waiting:
          owner: dana
          entry: true
          clocks: [{ after: 1 day, ladder: [{ at: 2 days, to: won }], to: won }]  # ROE0108
      """),
    prefer: Example(
      """
      states:
        waiting:
          owner: dana
          entry: true
          clocks: [{ after: 1 day, to: won }]
      """))

  package static let badGuard = Code(
    "ROE0109", "unreadable-condition",
    title: "I cannot read this condition",
    rationale: """
      A condition is one line of plain words: `score >= 60 and country in [DE, AT]`. The \
      forms are listed in `schema/language.md`.
      """,
    avoid: Example(
      """
      fields:
        score: { type: integer }
      definitions:
        hot: score => 60  # ROE0109
      states:
        waiting: { owner: dana, entry: hot, clocks: [{ after: 1 day, to: won }] }
      """),
    prefer: Example(
      """
      fields:
        score: { type: integer }
      definitions:
        hot: score >= 60
      states:
        waiting: { owner: dana, entry: hot, clocks: [{ after: 1 day, to: won }] }
        others: { owner: kim, entry: true, clocks: [{ after: 1 day, to: won }] }
      """))

  package static let unreadableFile = Code(
    "ROE0110", "missing-file",
    title: "A file that the rules name cannot be read",
    rationale: """
      Rosters, tables, lists and holidays live in files that the rules name, relative to the \
      rule file. Without the file the rule says nothing.
      """,
    avoid: Example(
      """
      lists:
        blocked: { file: blocked.csv, column: domain }  # ROE0110
      fields:
        domain: { type: text }
      overrides:
        blocked_domain: { when: domain in blocked, to: lost }
      """),
    prefer: Example(
      """
      lists:
        blocked: { file: blocked.csv, column: domain }
      fields:
        domain: { type: text }
      overrides:
        blocked_domain: { when: domain in blocked, to: lost }
      """, files: ["blocked.csv": "domain\nexample.com\n"]))

  package static let wrongVersion = Code(
    "ROE0111", "wrong-version",
    title: "Written for another version of roe",
    rationale: "Every rule set says `roe: 1`, so that a later roe knows how to read it.",
    avoid: Example("roe: 2  # ROE0111\n", alone: false),
    prefer: Example("roe: 1\n", alone: false))

  package static let blankKey = Code(
    "ROE0112", "blank-key",
    title: "Nothing stands after this key",
    rationale: """
      A key without a value could mean the default, nobody, or that somebody was called away while \
      writing. roe does not guess: write the value, or delete the key.
      """,
    avoid: Example(
      """
      states:
        waiting:
          owner:  # ROE0112
          entry: true
          clocks: [{ after: 1 day, to: won }]
      """),
    prefer: Example(
      """
      states:
        waiting:
          owner: dana
          entry: true
          clocks: [{ after: 1 day, to: won }]
      """))
}

extension Diagnostic {
  static func unknownKey(_ key: YAMLNode, in subject: String, known: [String]) -> Diagnostic {
    let near = meantName(by: key.text, among: known)
    let habit = near == nil && subject == StateKey.subject ? stateHabits[key.text] : nil
    return Diagnostic(
      .unknownKey, "\(subject) has no key “\(key.text)”", at: key.span,
      notes: near == nil && habit == nil
        ? ["It may say: \(known.sorted().joined(separator: ", "))."] : [],
      help: near.map { "Did you mean “\($0)”?" } ?? habit,
      fix: near.map { Fix("write \($0)", edits: [.init(replace: key.span, with: $0)]) })
  }

  /// What people write in a state who know other tools.
  private static let stateHabits = [
    "closed": "Write kind: closed.", "final": "Write kind: closed.",
    "nurture": "Write kind: nurture.", "initial": "Write entry: true.",
    "start": "Write entry: true.", "transitions": "Write moves:.", "on": "Write moves:.",
    "timers": "Write clocks:.", "sla": "Name it under clocks:.", "slas": "Name them under clocks:.",
  ]

  /// A value that has to stand in a list, with the brackets as a fix where one pair is enough.
  static func notAList(_ node: YAMLNode, expected: String) -> Diagnostic {
    var finding = wrongShape(node, expected: expected)
    guard node.kind == .mapping, node.style == .flow else { return finding }
    let (lower, upper) = (Int(node.span.lower), Int(node.span.upper))
    finding.help = "Put [ ] around it."
    finding.fix = Fix(
      "put [ ] around it",
      edits: [
        .init(replace: SourceSpan(file: node.span.file, lower: lower, upper: lower), with: "["),
        .init(replace: SourceSpan(file: node.span.file, lower: upper, upper: upper), with: "]"),
      ])
    return finding
  }

  static func blankKey(_ key: YAMLNode, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .blankKey, "nothing stands after “\(key.text.shortened)”", at: span,
      help: "Write a value, or delete the key.")
  }

  /// - Parameter instead: what the author probably meant, offered as a fix.
  static func wrongShape(
    _ node: YAMLNode, expected: String, instead: String? = nil, help: String? = nil
  ) -> Diagnostic {
    let found =
      switch node.kind {
      case .scalar: node.isNull ? "nothing" : "“\(node.text.shortened)”"
      case .sequence: "a list"
      case .mapping: "keys and values"
      }
    return Diagnostic(
      .wrongShape, "here belongs \(expected), not \(found)", at: node.span,
      help: help ?? instead.map { "Did you mean “\($0)”?" },
      fix: instead.map { Fix("write \($0)", edits: [.init(replace: node.span, with: $0)]) })
  }

  /// A list that has to name something, and does not.
  static func emptyList(_ node: YAMLNode, of noun: String) -> Diagnostic {
    Diagnostic(
      .wrongShape, "here belongs at least one \(noun), not an empty list", at: node.span,
      help: "Put one in, or leave the key out.")
  }

  static func namedTwice(_ name: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .duplicateName, "“\(name.shortened)” stands here twice", at: span,
      labels: [.init("the first one", at: first)], help: "Take one of them out.")
  }

  static func missingKey(
    _ key: String, in subject: String, at span: SourceSpan, help: String? = nil
  )
    -> Diagnostic
  {
    Diagnostic(.missingKey, "\(subject) must say “\(key)”", at: span, help: help)
  }
}

extension String {
  /// At most forty characters, for quoting in a message.
  var shortened: String { count <= 40 ? self : String(prefix(39)) + "…" }
}
