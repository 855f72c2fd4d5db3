import RoeCompiler
import RoeMachine
import Testing

@Suite struct CalendarCompileTests {
  @Test func aPlainWeek() throws {
    let calendar = try compile("mon-fri", "09:00-17:00")
    #expect(calendar.daySeconds == 8 * 3600)
    #expect(calendar.span == utc(2026, 1, 1, -60)..<utc(2027, 1, 1, -60))
    // 2026-01-01 is a Thursday; Berlin is one hour ahead in winter and two in summer.
    #expect(calendar.open.first == utc(2026, 1, 1, 480)..<utc(2026, 1, 1, 960))
    #expect(calendar.open.contains(utc(2026, 7, 1, 420)..<utc(2026, 7, 1, 900)))
    #expect(calendar.days.first == utc(2026, 1, 1, -60)..<utc(2026, 1, 1, 960))
    #expect(calendar.open.count == 261)
    #expect(calendar.days.count == 261)
  }

  @Test func holidaysCloseAndShortenDays() throws {
    let calendar = try compile(
      "mon-fri", "09:00-17:00",
      holidays: [
        Holiday(.easter(-2)), Holiday(.easter(1)),
        Holiday(.yearly(month: 12, day: 24), openUntil: 720),
        Holiday(.yearly(month: 1, day: 1), calendars: ["elsewhere"]),
        Holiday(.yearly(month: 1, day: 2), calendars: ["test"]),
      ])
    #expect(!isOpen(calendar, utc(2026, 4, 3, 600)))
    #expect(isOpen(calendar, utc(2026, 4, 2, 600)))
    #expect(!isOpen(calendar, utc(2026, 4, 6, 600)))
    #expect(isOpen(calendar, utc(2026, 12, 24, 600)))
    #expect(!isOpen(calendar, utc(2026, 12, 24, 661)))
    #expect(isOpen(calendar, utc(2026, 1, 1, 600)))
    #expect(!isOpen(calendar, utc(2026, 1, 2, 600)))
  }

  @Test func easterIsOnItsDayInEveryYear() throws {
    let calendar = try compile(
      "sun", "09:00-10:00", years: 2015...2050, holidays: [Holiday(.easter(0))])
    let open = Set(calendar.days.map { CivilDate(instant: $0.upperBound) })
    let all = try compile("sun", "09:00-10:00", years: 2015...2050).days
    let closed = all.map { CivilDate(instant: $0.upperBound) }.filter { !open.contains($0) }
    #expect(closed.map(\.description) == Self.easterSundays)
  }

  private static let easterSundays = [
    "2015-04-05",
    "2016-03-27",
    "2017-04-16",
    "2018-04-01",
    "2019-04-21",
    "2020-04-12",
    "2021-04-04",
    "2022-04-17",
    "2023-04-09",
    "2024-03-31",
    "2025-04-20",
    "2026-04-05",
    "2027-03-28",
    "2028-04-16",
    "2029-04-01",
    "2030-04-21",
    "2031-04-13",
    "2032-03-28",
    "2033-04-17",
    "2034-04-09",
    "2035-03-25",
    "2036-04-13",
    "2037-04-05",
    "2038-04-25",
    "2039-04-10",
    "2040-04-01",
    "2041-04-21",
    "2042-04-06",
    "2043-03-29",
    "2044-04-17",
    "2045-04-09",
    "2046-03-25",
    "2047-04-14",
    "2048-04-05",
    "2049-04-18",
    "2050-04-10",
  ]

  @Test func weekendHolidaysMoveToFreeDays() throws {
    // In 2027 Christmas is a Saturday and a Sunday.
    let holidays = [25, 26].map { Holiday(.yearly(month: 12, day: $0), observed: .monday) }
    let calendar = try compile("mon-fri", "09:00-17:00", years: 2027...2027, holidays: holidays)
    #expect(!isOpen(calendar, utc(2027, 12, 27, 600)))
    #expect(!isOpen(calendar, utc(2027, 12, 28, 600)))
    #expect(isOpen(calendar, utc(2027, 12, 29, 600)))
  }

  @Test func aHolidayOfTheLastYearMayMoveIntoTheFirst() throws {
    // 2022-12-31 is a Saturday.
    let calendar = try compile(
      "mon-fri", "09:00-17:00", years: 2023...2023,
      holidays: [Holiday(.yearly(month: 12, day: 31), observed: .monday)])
    #expect(!isOpen(calendar, utc(2023, 1, 2, 600)))
  }

  @Test func hoursThatComeTwiceAreWorkedTwice() throws {
    // On 2026-10-25 the clock goes from 03:00 back to 02:00.
    let calendar = try compile("sun", "02:30-02:45")
    #expect(isOpen(calendar, utc(2026, 10, 25, 30)))
    #expect(!isOpen(calendar, utc(2026, 10, 25, 50)))
    #expect(isOpen(calendar, utc(2026, 10, 25, 90)))
    #expect(calendar.days.contains { $0.upperBound == utc(2026, 10, 25, 105) })
    // On 2026-03-29 it skips them.
    #expect(!calendar.days.contains { $0.contains(utc(2026, 3, 29, 60)) })
  }

  @Test func shiftsBelongToTheDayOnWhichTheyBegin() throws {
    let calendar = try compile(
      "fri", "22:00-06:00", holidays: [Holiday(.date(CivilDate(days: 20468)))])
    // 2026-01-02 is a Friday; 2026-01-15 (a Thursday) is a holiday.
    #expect(isOpen(calendar, utc(2026, 1, 3, 299)))
    #expect(!isOpen(calendar, utc(2026, 1, 3, 300)))
    #expect(calendar.days.first == utc(2026, 1, 2, -60)..<utc(2026, 1, 3, 300))
    #expect(calendar.daySeconds == 8 * 3600)
  }

  @Test func aCalendarThatNeverClosesIsOneInterval() throws {
    let calendar = try compile("daily", "00:00-24:00")
    #expect(calendar.open == [calendar.span])
    #expect(calendar.days.count == 365)
  }

  @Test func theMostCommonDayIsTheBusinessDay() throws {
    let weekly = [
      try CalendarDescription.Hours(
        Weekdays(parsing: "mon-thu"), OpenTimes(parsing: "09:00-18:00")),
      try CalendarDescription.Hours(Weekdays(parsing: "fri"), OpenTimes(parsing: "09:00-15:00")),
    ]
    var description = CalendarDescription(
      id: "test", zone: "Europe/Berlin", weekly: weekly, years: 2026...2026)
    #expect(try description.compiled().daySeconds == 9 * 3600)
    description.daySeconds = 3600
    #expect(try description.compiled().daySeconds == 3600)
  }

  @Test func saysWhyThereIsNoCalendar() throws {
    #expect(throws: CalendarProblem.unknownZone(nearest: "Europe/Berlin")) {
      try compile("mon", "09:00-17:00", zone: "Europe/Berln")
    }
    #expect(throws: CalendarProblem.years(covered: 2015...2050)) {
      try compile("mon", "09:00-17:00", years: 2026...2051)
    }
    #expect(throws: CalendarProblem.neverOpen) { try compile("mon-fri", "closed") }
    var twice = CalendarDescription(
      id: "test", zone: "UTC",
      weekly: [
        .init(Weekdays([0, 1]), OpenTimes([0..<60])), .init(Weekdays([1]), OpenTimes([60..<90])),
      ], years: 2026...2026)
    #expect(throws: CalendarProblem.weekdayTwice(1)) { try twice.compiled() }
    twice.weekly.removeLast()
    twice.daySeconds = 0
    #expect(throws: CalendarProblem.emptyDay) { try twice.compiled() }
  }

  private func compile(
    _ weekdays: String, _ times: String, zone: String = "Europe/Berlin",
    years: ClosedRange<Int> = 2026...2026, holidays: [Holiday] = []
  ) throws -> BusinessCalendar {
    let hours = try CalendarDescription.Hours(
      Weekdays(parsing: weekdays), OpenTimes(parsing: times))
    return try CalendarDescription(
      id: "test", zone: zone, weekly: [hours], holidays: holidays, years: years
    ).compiled()
  }

  private func isOpen(_ calendar: BusinessCalendar, _ instant: Int) -> Bool {
    calendar.open.contains { $0.contains(instant) }
  }

  private func utc(_ year: Int, _ month: Int, _ day: Int, _ minutes: Int) -> Int {
    ((CivilDate(year: year, month: month, day: day)?.days ?? 0) * 1440 + minutes) * 60_000
  }
}
