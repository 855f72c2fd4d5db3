import RoeMachine
import RoeSource

extension Lint {
  static let reviewOverdue = Lint(
    Code(
      "ROE1201", "review-overdue", .warning,
      title: "Not reviewed in time",
      rationale: """
        Rules age: teams, products and tools change, and nobody tells the rules. Read the rule with \
        those who live by it, then write the new date. It is looked for when the day is named: \
        `roe check --as-of 2026-11-01`.
        """,
      avoid: Example(
        """
        states:
          waiting: # ROE1201
            owner: dana
            review_by: 2026-06-30
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """),
      prefer: Example(
        """
        states:
          waiting:
            owner: dana
            review_by: 2027-06-30
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """))
  ) { input in
    guard let day = input.asOf else { return [] }
    var findings: [Finding] = []
    if let review = input.texts.review, let last = review.last.flatMap({ CivilDate($0) }),
      let span = input.origins.spans["review"]
    {
      let due = last.adding(months: review.every.months)
      if due < day {
        findings.append(
          Finding(
            "these rules were to be reviewed by \(due)", at: span,
            help: "Review them with the team, then set last: to the day you did."))
      }
    }
    for (rule, text) in input.texts.rules.sorted(by: { $0.key < $1.key }) {
      guard let due = text.reviewBy.flatMap({ CivilDate($0) }), due < day,
        let span = input.span(rule)
      else { continue }
      let reviewer = text.reviewer.map { " by \($0)" } ?? ""
      findings.append(
        Finding(
          "this was to be reviewed\(reviewer) until \(due)", at: span,
          help: "Review it, then set review_by: to the next date."))
    }
    return findings
  }
}

extension Review.Every {
  fileprivate var months: Int {
    switch self {
    case .month: 1
    case .quarter: 3
    case .half_year: 6
    case .year: 12
    }
  }
}
