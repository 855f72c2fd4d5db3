import RoeCompiler
import RoeMachine
import RoeSource
import Testing

@Suite struct CalendarHolidayFileTests {
  @Test func readsATable() {
    let (holidays, found) = read(
      """
      Date;Name;Observed;Open_until;Calendar
      2026-12-24;Christmas Eve;;12:00;berlin
      12-25;Christmas;Monday;;
      easter +1;;;;paris
      """)
    #expect(found.isEmpty)
    #expect(
      holidays == [
        Holiday(
          .date(CivilDate(days: 20811)), name: "Christmas Eve", openUntil: 720,
          calendars: ["berlin"]),
        Holiday(.yearly(month: 12, day: 25), name: "Christmas", observed: .monday),
        Holiday(.easter(1), calendars: ["paris"]),
      ])
  }

  @Test func keepsTheSoundRowsAndReportsTheOthers() {
    let (holidays, found) = read(
      """
      date,observed,open_until,calendar
      25.12.2026,,,
      1. May,,,
      xmas,,,
      #N/A,,,
      ,sunday,,
      12-25,sunday,,
      12-25,,noon,
      12-25,,,pari
      12-25,,,"berlin, paris"
      12-26,,,
      """)
    #expect(holidays == [Holiday(.yearly(month: 12, day: 26))])
    #expect(
      found.map { "\($0.code.id) \($0.message)" } == [
        "ROE0067 d.csv row 2, column date: 25.12.2026 is not written as year-month-day",
        "ROE0061 d.csv row 3, column date: 1. May is a day of the year",
        "ROE0083 d.csv row 4, column date: “xmas” is not a day; write 2026-12-25, 12-25, last monday of may, or easter +1",
        "ROE0062 d.csv row 5, column date: #N/A is a spreadsheet's error, not a value",
        "ROE0066 d.csv row 6, column date is blank",
        "ROE0071 d.csv row 6, column observed: “sunday” is not monday, nor blank",
        "ROE0071 d.csv row 7, column observed: “sunday” is not monday, nor blank",
        "ROE0084 d.csv row 8, column open_until: “noon” is not a time of the day; write it like 09:00",
        "ROE0089 d.csv row 9, column calendar: there is no calendar “pari”",
        "ROE0064 d.csv row 10, column calendar: “berlin, paris” are 2 values in one cell",
      ])
    #expect(found[0].fix?.edits.map(\.replacement) == ["2026-12-25"])
    #expect(found[8].help == "Did you mean “paris”?")
  }

  @Test func namesTheColumns() {
    #expect(
      read("day,name,observd,notes\n12-25,x,,\n").found.map {
        "\($0.code.id) \($0.message) \($0.help ?? "")"
      }
        == [
          "ROE0072 d.csv has no column “date” If it is “day” or “notes”, rename that to “date”; otherwise add the column.",
          "ROE0073 d.csv: nothing reads the column “observd” Did you mean “observed”?",
        ])
    #expect(
      read("dates\n12-25\n").found.map { $0.help ?? "" } == ["Rename the column “dates” to “date”?"]
    )
  }

  @Test func readsAnICalendarFile() throws {
    var found: [Diagnostic] = []
    let text = """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      DTSTART:20261231
      DTEND:20270102
      SUMMARY:New Year
      END:VEVENT
      BEGIN:VEVENT
      DTSTART:20260525
      RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO
      END:VEVENT
      BEGIN:VEVENT
      DTSTART:20201225
      RRULE:FREQ=YEARLY
      END:VEVENT
      END:VCALENDAR
      """
    let calendar = ICSCalendar.parse(
      SourceText(name: "d.ics", text: text), file: FileID(0), reporting: &found)
    #expect(
      Holiday.read(try #require(calendar)) == [
        Holiday(.date(CivilDate(days: 20818)), name: "New Year"),
        Holiday(.date(CivilDate(days: 20819)), name: "New Year"),
        Holiday(.last(weekday: 0, month: 5)), Holiday(.yearly(month: 12, day: 25)),
      ])
    #expect(found.isEmpty)
  }

  @Test func codesAreSorted() {
    let ids = Code.calendarCodes.map(\.id)
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
    for code in Code.calendarCodes {
      #expect(code.avoid.text.contains("# \(code.id)\n"))
      #expect(!code.prefer.text.contains("#"))
    }
  }

  private func read(_ text: String) -> (holidays: [Holiday], found: [Diagnostic]) {
    var found: [Diagnostic] = []
    let table = CSVTable.parse(
      SourceText(name: "data/d.csv", text: text), file: FileID(0), reporting: &found)
    let holidays = table.map {
      Holiday.read($0, calendars: ["berlin", "paris"], reporting: &found)
    }
    return (holidays ?? [], found)
  }
}
