extension Code {
  /// What can be wrong with an iCalendar file, by number.
  package static let icsCodes: [Code] = [icsNotCalendar, icsBrokenEvent, icsUnsupportedEvent]

  package static let icsNotCalendar = Code(
    "ROE0080", "not-a-calendar-file", title: "A file of holidays is not an iCalendar file",
    rationale: """
      A file whose name ends in `.ics` begins with `BEGIN:VCALENDAR`. A web page that was saved
      instead of the calendar is the usual cause.
      """,
    avoid: holidays(80, "<!doctype html>\n"),
    prefer: holidays(ics("DTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas\n")))

  package static let icsBrokenEvent = Code(
    "ROE0081", "broken-calendar-event", title: "An event of an iCalendar file is damaged",
    rationale: "The file was cut off, or edited by hand. Export it again.",
    avoid: holidays(81, ics("DTSTART;VALUE=DATE:20261325\nSUMMARY:Christmas\n")),
    prefer: holidays(ics("DTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas\n")))

  package static let icsUnsupportedEvent = Code(
    "ROE0082", "unsupported-calendar-event",
    title: "An event of an iCalendar file is more than a holiday",
    rationale: """
      roe reads whole days, once or every year. An event with a time of the day, exceptions, or
      another rhythm is not silently turned into something else: write it in the rules or as CSV.
      """,
    avoid: holidays(82, ics("DTSTART:20261224T120000Z\nSUMMARY:Christmas Eve\n")),
    prefer: holidays(ics("DTSTART;VALUE=DATE:20261224\nSUMMARY:Christmas Eve\n")))

  private static func ics(_ event: String) -> String {
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\n\(event)END:VEVENT\nEND:VCALENDAR\n"
  }

  private static func holidays(
    _ code: Int? = nil, _ calendar: String, line: Int
  ) -> Example {
    Example(
      """
      calendars:
        berlin:
          zone: Europe/Berlin
          hours: { mon-fri: "09:00-17:00" }
          holidays: de.ics\(code.map { "  # ROE00\($0)" } ?? "")
      roster:
        people:
          omar: { role: sdr, calendar: berlin }

      """, files: ["de.ics": calendar], line: line)
  }

  private static func holidays(_ code: Int, _ calendar: String, line: Int = #line) -> Example {
    holidays(Optional(code), calendar, line: line)
  }

  private static func holidays(_ calendar: String, line: Int = #line) -> Example {
    holidays(nil, calendar, line: line)
  }
}
