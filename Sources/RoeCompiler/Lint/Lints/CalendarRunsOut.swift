import RoeMachine
import RoeSource

extension Lint {
  static let calendarRunsOut = Lint(
    Code(
      "ROE1101", "calendar-runs-out", .warning,
      title: "The calendar runs out",
      rationale: """
        Business hours and holidays are known for the years that the rules name, and not for a day \
        longer. After that nobody can say when a deadline in business time ends. Move the end on at \
        each review. It is looked for on the day of the last review, and on the day that is named: \
        `roe check --as-of 2026-11-01`.
        """,
      avoid: Example(
        """
        years: 2024-2026  # ROE1101
        """),
      prefer: Example(
        """
        years: 2024-2028
        """))
  ) { input in
    let reviewed = input.texts.review?.last.flatMap { CivilDate($0) }
    guard let span = input.span("years") ?? input.span("review"),
      let today = [reviewed, input.asOf].compactMap({ $0 }).max(), !input.machine.zones.isEmpty,
      // A calendar that could not be compiled covers nothing.
      let calendar = input.machine.calendars.filter({ $0.span.upperBound > 1 })
        .min(by: { $0.span.upperBound < $1.span.upperBound })
    else { return [] }
    let zone = input.machine.zones[input.machine.zone]
    let end = calendar.span.upperBound
    guard end <= zone.start(of: today.adding(days: notice)) else { return [] }
    let isOver = end <= zone.start(of: today)
    return [
      Finding(
        isOver
          ? "the calendars have run out: on \(today) they know no business hours"
          : "the calendars run out within \(notice) days of \(today)", at: span,
        severity: isOver ? .error : nil,
        notes: [
          "After their last day a lead whose clock counts business time goes to lost and found."
        ],
        help: "Let the years go on, such as years: \(today.year)-\(today.year + 3).")
    ]
  }

  /// How many days before the end people are told.
  private static let notice = 90
}
