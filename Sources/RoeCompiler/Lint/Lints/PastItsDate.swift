import RoeMachine
import RoeSource

extension Lint {
  static let pastItsDate = Lint(
    Code(
      "ROE1203", "past-its-date", .warning,
      title: "Temporary, and over",
      rationale: """
        An exception that has ended decides nothing any more, but people still read it as if it did. \
        Delete it, or have it approved again. It is looked for when the day is named: `roe check \
        --as-of 2026-11-01`.
        """,
      avoid: Example(
        """
        fields:
          domain: text
        routing:
          inbound: { match: first, rows: [{ id: others, when: domain is not own.com, owner: dana }], otherwise: eli }
        exceptions:
          acme: # ROE1203
            in: inbound
            when: domain is "acme.com"
            owner: eli
            approved_by: kim
            until: 2026-09-30
        states:
          waiting: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 1 day, to: won }] }
        """),
      prefer: Example(
        """
        fields:
          domain: text
        routing:
          inbound: { match: first, rows: [{ id: others, when: domain is not own.com, owner: dana }], otherwise: eli }
        exceptions:
          acme:
            in: inbound
            when: domain is "acme.com"
            owner: eli
            approved_by: kim
            until: 2027-09-30
        states:
          waiting: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 1 day, to: won }] }
        """))
  ) { input in
    guard let day = input.asOf else { return [] }
    return input.texts.exceptions.compactMap { exception in
      guard let until = exception.until.flatMap({ CivilDate($0) }), until < day,
        let span = input.span(exception.rule)
      else { return nil }
      return Finding(
        "the exception “\(exception.id)” ended on \(until)", at: span,
        help: "Delete it, or have it approved again and write the new end.")
    }
  }
}
