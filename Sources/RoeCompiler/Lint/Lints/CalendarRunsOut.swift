import RoeMachine
import RoeSource

extension Lint {
  static let calendarRunsOut = Lint(
    Code(
      "ROE1101", "calendar-runs-out", .warning, or: .error,
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
    input.calendarsThatEnd + input.deadlinesAfterTheEnd
  }

  /// How many days before the end people are told.
  fileprivate static let notice = 90
}

extension LintInput {
  fileprivate var calendarsThatEnd: [Finding] {
    let reviewed = texts.review?.last.flatMap { CivilDate($0) }
    guard let span = span("years") ?? span("review"),
      let today = [reviewed, asOf].compactMap({ $0 }).max(), !machine.zones.isEmpty,
      // A calendar that could not be compiled covers nothing.
      let calendar = machine.calendars.filter({ $0.span.upperBound > 1 })
        .min(by: { $0.span.upperBound < $1.span.upperBound })
    else { return [] }
    let zone = machine.zones[machine.zone]
    let end = calendar.span.upperBound
    guard end <= zone.start(of: today.adding(days: Lint.notice)) else { return [] }
    let isOver = end <= zone.start(of: today)
    return [
      Finding(
        isOver
          ? "the calendars have run out: on \(today) they know no business hours"
          : "the calendars run out within \(Lint.notice) days of \(today)", at: span,
        severity: isOver ? .error : nil,
        notes: [
          "After their last day a lead whose clock counts business time goes to lost and found."
        ],
        help: "Let the years go on, such as years: \(today.year)-\(today.year + 3).")
    ]
  }

  /// Deadlines that lie behind the last day of their calendar, whenever they begin.
  fileprivate var deadlinesAfterTheEnd: [Finding] {
    var times: [Ref<BusinessCalendar>: BusinessTime] = [:]
    return journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      return lifecycle.clocks.refs.compactMap { ref -> Finding? in
        let clock = lifecycle.clocks[ref]
        let rule = RuleID.clock(lifecycle.id, clock.id)
        guard case .calendar(let calendar)? = clock.hours,
          case let states = journey.states(arming: ref), !states.isEmpty, !broken.contains(rule),
          machine.calendars[calendar].span.upperBound > 1
        else { return nil }
        let time = times[calendar] ?? BusinessTime(machine.calendars[calendar])
        times[calendar] = time
        let first = machine.calendars[calendar].span.lowerBound
        let rung = clock.rungs.firstIndex {
          $0.after.isBusiness && time.due(after: $0.after, since: first) == nil
        }
        guard let rung, let span = span(rule, "\(rung + 1)") ?? span(rule) else { return nil }
        return Finding(
          "\(clock.rungs[rung].after.words) are more than the calendar “\(machine.calendars[calendar].id)” knows of: the rules fail every lead that waits for them",
          at: span, severity: .error, help: "Say less, or let years: go on.",
          scenes: [
            Scene(lifecycle, in: states, where: clock.when, [.lost]),
            Scene(lifecycle, in: states, where: clock.when, [.silence]),
          ])
      }
    }
  }
}
