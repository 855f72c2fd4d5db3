import RoeMachine
import RoeTestSupport
import Testing

@Suite struct TimeTests {
  @Test func countsDaysBothWays() {
    var expected = (year: 1, month: 1, day: 1)
    let first = CivilDate(year: 1, month: 1, day: 1)?.days ?? 0
    for days in first..<(first + 900_000) {
      let date = CivilDate(days: days)
      let parts = date.parts
      #expect((parts.year, parts.month, parts.day) == expected)
      expected.day += 1
      if expected.day > CivilDate.length(ofMonth: expected.month, year: expected.year) {
        expected = (expected.year, expected.month + 1, 1)
        if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
      }
    }
  }

  @Test func readsAndWritesDates() {
    #expect(CivilDate("1970-01-01")?.days == 0)
    #expect(CivilDate("2026-03-31")?.weekday == 1)
    #expect(CivilDate("2024-02-29")?.description == "2024-02-29")
    for text in [
      "2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-01", "2026-01-01 ", "",
    ] {
      #expect(CivilDate(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"),
    ("2024-03-31", -1, "2024-02-29"), ("2024-12-15", 1, "2025-01-15"),
    ("2024-05-31", 6, "2024-11-30"),
  ])
  func addsMonths(date: String, months: Int, expected: String) {
    #expect(CivilDate(date)?.adding(months: months).description == expected)
  }

  @Test func keepsLocalTimeOverTheClockChanges() {
    // Berlin: on 2026-03-29 02:00 becomes 03:00, on 2026-10-25 03:00 becomes 02:00.
    let spring = 1_774_746_000_000
    let autumn = 1_792_890_000_000
    let berlin = Zone(
      id: "Europe/Berlin",
      offsets: [
        .init(from: 0, seconds: 3600), .init(from: spring, seconds: 7200),
        .init(from: autumn, seconds: 3600),
      ])
    let hour = 3_600_000
    let gap = spring + hour + hour / 2
    #expect(berlin.instant(ofLocal: gap) == spring + hour / 2)
    #expect(berlin.instant(ofLocal: spring + hour - 1) == spring - 1)
    #expect(berlin.instant(ofLocal: spring + 2 * hour) == spring)
    let fold = autumn + hour + hour / 2
    #expect(berlin.instant(ofLocal: fold) == autumn - hour / 2)
    #expect(berlin.instant(ofLocal: autumn + 2 * hour) == autumn + hour)
    // A month after 02:30 on 28 February is in the gap of 28 March plus a day; noon stays noon.
    let noon = 1_772_276_400_000
    #expect(berlin.adding(months: 1, to: noon) == noon + 28 * 24 * hour)
    #expect(berlin.adding(months: 2, to: noon) == noon + 59 * 24 * hour - hour)
  }

  @Test func countsBusinessTimeAsAClockOnTheWallWould() {
    let seed = UInt64.random(in: 1...1_000_000)
    var random = SeededRandom(seed: seed)
    let minute = 60_000
    for _ in 0..<60 {
      var open: [Range<Int>] = []
      var time = Int.random(in: 0...30, using: &random)
      while time < 900 {
        let end = time + Int.random(in: 1...90, using: &random)
        open.append(time * minute..<end * minute)
        time = end + Int.random(in: 1...120, using: &random)
      }
      let span = 0..<1000 * minute
      open = open.filter { $0.upperBound <= span.upperBound }
      let calendar = BusinessTime(
        BusinessCalendar(id: "c", span: span, daySeconds: 3600, open: open, days: []))
      for _ in 0..<40 {
        let anchor = Int.random(in: 0..<1000, using: &random)
        let minutes = Int.random(in: 0...400, using: &random)
        var left = minutes
        var now = anchor
        while left > 0, now < 1000 {
          if open.contains(where: { $0.contains(now * minute) }) { left -= 1 }
          now += 1
        }
        #expect(
          calendar.instant(after: minutes * 60, openSince: anchor * minute)
            == (left == 0 ? now * minute : nil), "seed \(seed)")
      }
      #expect(calendar.instant(after: 60, openSince: -1) == nil)
      #expect(calendar.instant(after: 60, openSince: span.upperBound) == nil)
    }
  }

  @Test func findsTheEndsOfBusinessDays() {
    let days = [100..<200, 300..<350, 400..<500]
    let calendar = BusinessTime(
      BusinessCalendar(id: "c", span: 0..<1000, daySeconds: 1, open: [], days: days))
    #expect(calendar.endOfDay(0, since: 199) == 200)
    #expect(calendar.endOfDay(0, since: 200) == 350)
    #expect(calendar.endOfDay(1, since: 99) == 200)
    #expect(calendar.endOfDay(1, since: 100) == 350)
    #expect(calendar.endOfDay(2, since: 100) == 500)
    #expect(calendar.endOfDay(3, since: 100) == nil)
    #expect(calendar.endOfDay(.max, since: 100) == nil)
  }
}
