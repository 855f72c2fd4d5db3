package import RoeSource

extension Code {
  /// What can be wrong with business hours and holidays, by number.
  package static let calendarCodes: [Code] = [
    unreadableHoliday, unreadableHours, unknownZone, yearsNotCovered, hoursTwice, neverOpen,
    unknownCalendar,
  ]

  package static let unreadableHoliday = Code(
    "ROE0083", "unreadable-holiday", title: "A holiday is not written in a form that roe reads",
    rationale: """
      A holiday is a date (`2026-12-25`), a day of every year (`12-25`), a weekday of a month
      (`last monday of may`, `first monday of september`), or a distance from Easter (`easter -2`,
      `easter +1`).
      """,
    avoid: calendar(holidays: "[xmas]", code: 83),
    prefer: calendar(holidays: "[12-25]"))

  package static let unreadableHours = Code(
    "ROE0084", "unreadable-hours", or: .warning,
    title: "Opening hours are not written in a form that roe reads",
    rationale: """
      Hours are spans of the 24-hour clock: `09:00-17:00`, `09:00-12:00, 13:00-17:30`,
      `22:00-06:00`, or `closed`; days are `mon`, `mon-fri`, `mon,wed,fri`, or `daily`. Hours that
      end before they begin end the next morning; `13:00-10:00` is so long that it was probably meant
      the other way round, which is a warning.
      """,
    avoid: calendar(hours: "{ mon-fri: 9am-5pm }", code: 84),
    prefer: calendar())

  package static let unknownZone = Code(
    "ROE0085", "unknown-zone", title: "A time zone that does not exist",
    rationale: """
      Zones have the names of the IANA database, such as `Europe/Berlin` or `America/New_York`.
      Abbreviations like `EST` mean one thing in New York and another in Sydney.
      """,
    avoid: calendar(zone: "Europe/Berln", code: 85),
    prefer: calendar())

  package static let yearsNotCovered = Code(
    "ROE0086", "years-not-covered", title: "A calendar reaches beyond the known years",
    rationale: """
      Parliaments change the clocks; beyond some decades nothing is known. Let the calendar end
      earlier, and move the end on at each review.
      """,
    avoid: Example("years: 2026-2099  # ROE0086\n"),
    prefer: Example("years: 2026-2029\n"))

  package static let hoursTwice = Code(
    "ROE0087", "hours-twice", title: "A weekday has two different lines of hours",
    rationale: "One of the two would be ignored. Write several spans of a day in one line.",
    avoid: calendar(hours: "{ mon-fri: \"09:00-17:00\", fri: \"09:00-15:00\" }", code: 87),
    prefer: calendar(hours: "{ mon-thu: \"09:00-17:00\", fri: \"09:00-15:00\" }"))

  package static let neverOpen = Code(
    "ROE0088", "never-open", title: "A calendar is never open",
    rationale: "Every deadline that is counted in its business hours would wait for ever.",
    avoid: calendar(hours: "{ mon-fri: closed }", code: 88),
    prefer: calendar())

  package static let unknownCalendar = Code(
    "ROE0089", "unknown-calendar", title: "A holiday belongs to a calendar that does not exist",
    rationale: """
      The column `calendar` says which calendars keep a holiday; blank means all of them. A
      misspelt name would leave the office open on its holiday.
      """,
    avoid: calendar(holidays: "days.csv", code: 89, table: "date,calendar\n12-25,berln\n"),
    prefer: calendar(holidays: "days.csv", table: "date,calendar\n12-25,berlin\n"))

  /// Rules with one calendar; the line of the part that differs from the usual is reported.
  private static func calendar(
    zone: String? = nil, hours: String? = nil, holidays: String? = nil,
    code: Int? = nil, table: String? = nil, line: Int = #line
  ) -> Example {
    let marker = code.map { "  # ROE00\($0)" } ?? ""
    func part(_ key: String, _ value: String?, otherwise: String?) -> String {
      guard let text = value ?? otherwise else { return "" }
      return "    \(key): \(text)\(value == nil ? "" : marker)\n"
    }
    return Example(
      "calendars:\n  berlin:\n" + part("zone", zone, otherwise: "Europe/Berlin")
        + part("hours", hours, otherwise: "{ mon-fri: \"09:00-17:00\" }")
        + part("holidays", holidays, otherwise: nil)
        + "roster:\n  people:\n    omar: { role: sdr, calendar: berlin }\n",
      files: table.map { ["days.csv": $0] } ?? [:], line: line)
  }
}

extension CalendarProblem {
  /// What to tell the author.
  /// - Parameters:
  ///   - calendar: the calendar's id, where it is written.
  ///   - zone: the zone, where it is written.
  package func diagnostic(
    of calendar: Located<String>, zone: Located<String>
  ) -> Diagnostic {
    let id = calendar.value
    switch self {
    case .unknownZone(let nearest):
      return Diagnostic(
        .unknownZone, "there is no time zone “\(zone.value)”", at: zone.span,
        help: nearest.map { "Did you mean \($0)?" } ?? ZoneData.advice(insteadOf: zone.value),
        fix: nearest.map { Fix("write \($0)", edits: [.init(replace: zone.span, with: $0)]) })
    case .years(let covered):
      return Diagnostic(
        .yearsNotCovered,
        "the calendar \(id) must lie within the years \(covered.lowerBound) to \(covered.upperBound)",
        at: calendar.span)
    case .weekdayTwice(let weekday):
      return Diagnostic(
        .hoursTwice, "the calendar \(id) has hours for \(Weekdays.names[weekday]) twice",
        at: calendar.span, help: "Write all hours of a day in one line, or take the day out of one."
      )
    case .neverOpen, .emptyDay:
      return Diagnostic(
        .neverOpen,
        self == .neverOpen
          ? "the calendar \(id) is never open"
          : "a business day of the calendar \(id) has no length",
        at: calendar.span)
    }
  }
}
