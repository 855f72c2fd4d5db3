import RoeSource
import Testing

@Suite struct ICSCalendarTests {
  @Test func readsWholeDays() throws {
    let text = """
      BEGIN:VCALENDAR\r
      VERSION:2.0\r
      BEGIN:VTIMEZONE\r
      BEGIN:STANDARD\r
      DTSTART:19701025T030000\r
      END:STANDARD\r
      END:VTIMEZONE\r
      BEGIN:VEVENT\r
      DTSTART;VALUE=DATE:20261225\r
      DTEND;VALUE=DATE:20261227\r
      RRULE:FREQ=YEARLY\r
      SUMMARY;LANGUAGE="de:x":Weihnachten\\, 1. und 2.\r
        Feiertag\r
      BEGIN:VALARM\r
      DTSTART:20261224T120000\r
      END:VALARM\r
      END:VEVENT\r
      BEGIN:VEVENT\r
      DTSTART:20260501\r
      END:VEVENT\r
      BEGIN:VEVENT\r
      DTSTART:20260502\r
      STATUS:CANCELLED\r
      END:VEVENT\r
      END:VCALENDAR\r

      """
    let (calendar, found) = parse(text)
    let events = try #require(calendar).events
    #expect(found.isEmpty)
    #expect(events.count == 2)
    #expect(events[0].name?.value == "Weihnachten, 1. und 2. Feiertag")
    #expect(events[0].first.value == ICSCalendar.Day(year: 2026, month: 12, day: 25))
    #expect(events[0].length == 2)
    #expect(events[0].recurrence == .yearly)
    #expect(events[1].first.value.month == 5)
    #expect(events[1].length == 1)
    #expect(events[1].recurrence == .once)
    let span = try #require(events[0].name).span
    let bytes = Array(text.utf8)[Int(span.lower)..<Int(span.upper)]
    #expect(String(decoding: bytes, as: UTF8.self) == "Weihnachten\\, 1. und 2.\r\n  Feiertag")
  }

  @Test(arguments: [
    ("DTSTART:20240228\nDTEND:20240301", 2), ("DTSTART:20230228\nDTEND:20230301", 1),
    ("DTSTART:20261231\nDTEND:20270102", 2), ("DTSTART:20261231\nDTEND:20261231", 1),
    ("DTSTART:20261231\nDURATION:P3D", 3), ("DTSTART:20261231\nDURATION:P1W", 7),
  ])
  func countsDays(_ lines: String, _ length: Int) throws {
    #expect(try #require(parse(event(lines)).calendar).events.map(\.length) == [length])
  }

  @Test(
    arguments: [
      ("FREQ=YEARLY;INTERVAL=1", .yearly), ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=25", .yearly),
      ("FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", .weekday(-1, weekday: 0, month: 5)),
      ("FREQ=YEARLY;BYDAY=4TH;BYMONTH=5;WKST=SU", .weekday(4, weekday: 3, month: 5)),
    ] as [(String, ICSCalendar.Recurrence)])
  func readsRules(_ rule: String, _ expected: ICSCalendar.Recurrence) throws {
    let calendar = try #require(parse(event("DTSTART:20260525\nRRULE:\(rule)")).calendar)
    #expect(calendar.events.map(\.recurrence) == [expected])
  }

  /// Every event that is not read: why, and which of its bytes are shown.
  @Test(arguments: [
    ("SUMMARY:X", "ROE0081 “X” cannot be read, it has no DTSTART", "BEGIN:VEVENT"),
    (
      "DTSTART:20261332", "ROE0081 an event cannot be read, “20261332” is not a date like 20261225",
      "20261332"
    ),
    (
      "DTSTART:20261224T120000Z",
      "ROE0082 an event cannot be read, it has a time of the day, and only whole days are read",
      "20261224T120000Z"
    ),
    (
      "DTSTART:20261224\nDTEND:20261223",
      "ROE0081 an event cannot be read, it ends before it begins",
      "20261223"
    ),
    (
      "DTSTART:20261224\nDTEND:20291223",
      "ROE0081 an event cannot be read, it lasts more than a year",
      "20291223"
    ),
    (
      "DTSTART:20261224\nDURATION:PT4H",
      "ROE0082 an event cannot be read, the duration PT4H is not a number of days", "PT4H"
    ),
    (
      "DTSTART:20261224\nRRULE:FREQ=MONTHLY",
      "ROE0082 an event cannot be read, roe reads only events that come back every year, for ever",
      "FREQ=MONTHLY"
    ),
    (
      "DTSTART:20261224\nRRULE:FREQ=YEARLY;COUNT=3",
      "ROE0082 an event cannot be read, roe reads only events that come back every year, for ever",
      "FREQ=YEARLY;COUNT=3"
    ),
    (
      "DTSTART:20261224\nRRULE:FREQ=YEARLY;BYDAY=TH",
      "ROE0082 an event cannot be read, this rule of repetition is not understood",
      "FREQ=YEARLY;BYDAY=TH"
    ),
    (
      "DTSTART:20261224\nEXDATE:20271224",
      "ROE0082 an event cannot be read, EXDATE is not understood",
      "EXDATE:20271224"
    ),
  ])
  func saysWhichEventsItCannotRead(_ lines: String, _ expected: String, _ shown: String) throws {
    let text = event(lines)
    let (calendar, found) = parse(text)
    #expect(try #require(calendar).events.isEmpty)
    #expect(found.map { "\($0.code.id) \($0.message.dropFirst(7))" } == [expected])
    let span = try #require(found.first).span
    let bytes = Array(text.utf8)[Int(span.lower)..<Int(span.upper)]
    #expect(String(decoding: bytes, as: UTF8.self) == shown)
  }

  @Test(arguments: [
    ("", "ROE0080"), ("<html>", "ROE0080"), ("BEGIN:VCARD\n", "ROE0080"), ("a\u{0}", "ROE0080"),
    ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "ROE0081"), ("BEGIN:VCALENDAR\nEND:VEVENT\n", "ROE0081"),
    ("BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n", "ROE0081"),
  ])
  func refusesWhatIsNoCalendar(_ text: String, _ code: String) {
    let (calendar, found) = parse(text)
    #expect(calendar == nil)
    #expect(found.map(\.code.id) == [code])
  }

  @Test func theExamplesOfTheCodesShowThem() {
    for code in Code.icsCodes {
      for text in code.avoid.files.values {
        #expect(parse(text).found.map(\.code.id) == [code.id])
      }
      for text in code.prefer.files.values { #expect(parse(text).found.isEmpty) }
    }
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func survivesAnyText(seed: UInt64) {
    var random = Random(seed)
    let pieces = [
      "BEGIN:", "END:", "VCALENDAR", "VEVENT", "\n", "\r\n", "\n ", "DTSTART", ";VALUE=DATE", ":",
      "20261225", "DTEND:", "RRULE:", "FREQ=YEARLY", ";BYDAY=-1MO", ";BYMONTH=12", "é", "\\", "\"",
      "DURATION:P", "9", "D", "SUMMARY:",
    ]
    let text =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"
      + (0..<random.below(30)).map { _ in random.pick(pieces) }.joined()
    let (calendar, found) = parse(text)
    #expect(calendar != nil || !found.isEmpty, "seed \(seed)")
    for diagnostic in found {
      #expect(Int(diagnostic.span.upper) <= text.utf8.count, "seed \(seed)")
    }
  }

  private func event(_ lines: String) -> String {
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\n\(lines)\nEND:VEVENT\nEND:VCALENDAR\n"
  }

  private func parse(_ text: String) -> (calendar: ICSCalendar?, found: [Diagnostic]) {
    var found: [Diagnostic] = []
    let source = SourceText(name: "data/d.ics", text: text)
    return (ICSCalendar.parse(source, file: FileID(0), reporting: &found), found)
  }
}
