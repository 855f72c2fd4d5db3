import RoeCompiler
import RoeMachine
import Testing

@Suite struct CalendarTextTests {
  @Test(
    arguments: [
      ("2026-12-25", .date(CivilDate(days: 20812))), ("12-25", .yearly(month: 12, day: 25)),
      ("02-29", .yearly(month: 2, day: 29)), ("last monday of may", .last(weekday: 0, month: 5)),
      ("First Monday of September", .nth(1, weekday: 0, month: 9)),
      ("4th thu in nov", .nth(4, weekday: 3, month: 11)), ("easter", .easter(0)),
      ("easter +1", .easter(1)), ("easter+1", .easter(1)), ("Easter - 2", .easter(-2)),
    ] as [(String, Holiday.Day)])
  func readsHolidays(_ text: String, _ expected: Holiday.Day) throws {
    #expect(try Holiday.Day(parsing: text) == expected)
  }

  @Test(arguments: [
    ("2026-02-30", "the calendar has no day 2026-02-30"),
    ("13-01", "the calendar has no day 13-01; 12-25 is the 25th of December"),
    ("25.12.", "“25.12.” is written 12-25 here"),
    ("1-1", "“1-1” is not a date; write 2026-12-25, or 12-25 for every year"),
    ("sixth monday of may", "“sixth” is not one of first, second, third, fourth, fifth, last"),
    ("last mo of may", "“mo” is not a day of the week"),
    ("last monday of mai", "“mai” is not a month"),
    (
      "easter 1", "“easter 1” is not a day; write easter, easter +1 or easter -2, within 100 days"
    ),
    (
      "easter +400",
      "“easter +400” is not a day; write easter, easter +1 or easter -2, within 100 days"
    ),
    (
      "christmas",
      "“christmas” is not a day; write 2026-12-25, 12-25, last monday of may, or easter +1"
    ),
    ("", "“” is not a day; write 2026-12-25, 12-25, last monday of may, or easter +1"),
  ])
  func explainsOtherHolidays(_ text: String, _ reason: String) {
    #expect(throws: Unreadable(reason)) { try Holiday.Day(parsing: text) }
  }

  @Test(
    arguments: [
      ("09:00-17:00", [540..<1020]), ("9:00 – 12:00, 13:00-17:30", [540..<720, 780..<1050]),
      ("13:00-17:00,09:00-13:00", [540..<1020]), ("22:00-06:00", [1320..<1800]),
      ("00:00-24:00", [0..<1440]), ("16:00-00:00", [960..<1440]), ("closed", []),
    ] as [(String, [Range<Int>])])
  func readsHours(_ text: String, _ expected: [Range<Int>]) throws {
    #expect(try OpenTimes(parsing: text).spans == expected)
  }

  @Test(arguments: [
    ("9-17", "“9” is not a time of the day; write it like 09:00"),
    ("09:00-25:00", "“25:00” is not a time of the day; write it like 09:00"),
    ("09:00-24:30", "“24:30” is not a time of the day; write it like 09:00"),
    ("09:60-17:00", "“09:60” is not a time of the day; write it like 09:00"),
    ("9am-5pm", "“9am” is not a time of the day; write it like 09:00"),
    ("09:00", "“09:00” is not a span of time; write 09:00-17:00, or closed"),
    ("24:00-06:00", "a day cannot open at 24:00"),
    (
      "09:00-09:00",
      "“09:00-09:00” opens and closes at the same time; for the whole day write 00:00-24:00"
    ),
    ("09:00-12:00, 11:00-13:00", "09:00-12:00 and 11:00-13:00 overlap"),
    ("22:00-06:00, 23:00-24:00", "22:00-06:00 and 23:00-24:00 overlap"),
    ("", "“” is not a span of time; write 09:00-17:00, or closed"),
    ("९:00-17:00", "“९:00” is not a time of the day; write it like 09:00"),
  ])
  func explainsOtherHours(_ text: String, _ reason: String) {
    #expect(throws: Unreadable(reason)) { try OpenTimes(parsing: text) }
  }

  @Test(
    arguments: [
      ("mon-fri", [0, 1, 2, 3, 4]), ("sat", [5]), ("mon,wed, Fri", [0, 2, 4]),
      ("sun-thu", [0, 1, 2, 3, 6]), ("Monday - Wednesday", [0, 1, 2]), ("daily", Array(0..<7)),
      ("mon-sun", Array(0..<7)),
    ] as [(String, [Int])])
  func readsWeekdays(_ text: String, _ expected: [Int]) throws {
    #expect(try Weekdays(parsing: text) == Weekdays(expected))
  }

  @Test(arguments: ["mo", "mon-", "mon-wed-fri", "", "mon,,tue", "montag"])
  func explainsOtherWeekdays(_ text: String) {
    #expect(throws: Unreadable.self) { try Weekdays(parsing: text) }
  }
}
