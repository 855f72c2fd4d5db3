package import RoeSource

extension Code {
  package static let unknownName = Code(
    "ROE0201", "unknown-name",
    title: "Nobody and nothing by that name",
    rationale: """
      A rule that names a person, a state or a field that does not exist sends leads nowhere. \
      Names are matched exactly; roe suggests one when it is near.
      """,
    avoid: Example(
      """
      states:
        waiting:
          owner: dena  # ROE0201
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

  package static let duplicateName = Code(
    "ROE0207", "name-twice",
    title: "Two things have the same name",
    rationale: """
      Two definitions of one name are two truths, and everybody picks the one they like. People, \
      pools, queues and roles share one namespace; so do fields and definitions.
      """,
    avoid: Example(
      """
      definitions:
        hot: score > 80
      fields:
        score: { type: integer }
        hot: { type: boolean }  # ROE0207
      states:
        waiting: { owner: dana, entry: hot, clocks: [{ after: 1 day, to: won }] }
      """),
    prefer: Example(
      """
      definitions:
        hot: score > 80
      fields:
        score: { type: integer }
      states:
        waiting: { owner: dana, entry: hot, clocks: [{ after: 1 day, to: won }] }
        others: { owner: kim, entry: true, clocks: [{ after: 1 day, to: won }] }
      """))

  package static let badID = Code(
    "ROE0208", "unusable-name",
    title: "A name that other systems cannot carry",
    rationale: """
      Names go into CRMs, files and reports. They begin with a letter and have only letters \
      without accents, digits, `_` and `-`. Use `title:` for what people read.
      """,
    avoid: Example(
      """
      states:
        wartet_auf_rückruf:  # ROE0208
          owner: dana
          entry: true
          clocks: [{ after: 1 day, to: won }]
      """),
    prefer: Example(
      """
      states:
        waiting:
          title: Wartet auf Rückruf
          owner: dana
          entry: true
          clocks: [{ after: 1 day, to: won }]
      """))

  package static let undeclaredEvent = Code(
    "ROE0209", "undeclared-event",
    title: "An event nobody declared",
    rationale: """
      A move waits for an event that no system sends, because nobody has said what it is, who may \
      cause it, and where the CRM shows it. Declare it under `events:`.
      """,
    avoid: Example(
      """
      states:
        waiting:
          owner: dana
          entry: true
          clocks: [{ after: 1 day, to: won }]
          moves: [{ event: meeting_hold, to: won }]  # ROE0209
      """),
    prefer: Example(
      """
      events:
        meeting_held: { by: [dana] }
      states:
        waiting:
          owner: dana
          entry: true
          clocks: [{ after: 1 day, to: won }]
          moves: [{ event: meeting_held, to: won }]
      """))

  package static let circularName = Code(
    "ROE0210", "circular-definition",
    title: "A definition that leads back to itself",
    rationale: "If A means B and B means A, nobody knows what either means.",
    avoid: Example(
      """
      definitions:
        mql: sql
        sql: mql  # ROE0210
      states:
        waiting: { owner: dana, entry: mql, clocks: [{ after: 1 day, to: won }] }
      """),
    prefer: Example(
      """
      fields:
        score: { type: integer }
      definitions:
        mql: sql and score < 90
        sql: score > 60
      states:
        waiting: { owner: dana, entry: mql, clocks: [{ after: 1 day, to: won }] }
        others: { owner: kim, entry: true, clocks: [{ after: 1 day, to: won }] }
      """))
}

extension Diagnostic {
  static func badID(_ id: Located<String>, of noun: String) -> Diagnostic {
    Diagnostic(
      .badID, "“\(id.value.shortened)” cannot be the name of a \(noun)", at: id.span,
      help:
        "Use letters without accents, digits, _ and -, beginning with a letter; say `\(noun == "person" ? "name" : "title"):` for what people read."
    )
  }

  /// - Parameter place: where it would be, such as `of billing`.
  static func unknownName(
    _ name: String, _ kinds: NameKind..., place: String? = nil, at span: SourceSpan,
    among known: some Sequence<String>
  ) -> Diagnostic {
    unknownName(name, kinds, place: place, at: span, among: known)
  }

  static func unknownName(
    _ name: String, _ kinds: [NameKind], place: String? = nil, at span: SourceSpan,
    among known: some Sequence<String>
  ) -> Diagnostic {
    let near = nearName(to: name, among: known)
    let noun = ([kinds.map(\.rawValue).listed("or")] + (place.map { [$0] } ?? []))
      .joined(separator: " ")
    var diagnostic = Diagnostic(
      .unknownName, "there is no \(noun) called “\(name.shortened)”", at: span,
      help: near.map { "Did you mean “\($0)”?" },
      fix: near.map { Fix("write \($0)", edits: [.init(replace: span, with: $0)]) })
    diagnostic.missing = kinds
    return diagnostic
  }
}
