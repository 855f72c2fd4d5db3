import RoeCompiler
import RoeMachine
import Testing

@Suite(.enabled("needs python3 in the PATH") { CalendarOracle.isThere })
struct CalendarOracleTests {
  @Test func everyZoneChangesWhenPythonSaysSo() throws {
    struct Question: Encodable {
      var zones: [String: [[Int]]]
      var low: Int
      var high: Int
    }
    struct Answer: Decodable {
      var different: [String]
      var missing: [String]
      var version: String
    }
    let low = seconds(2016)
    let high = seconds(2046)
    var zones: [String: [[Int]]] = [:]
    for name in ZoneData.names {
      let offsets = try #require(ZoneData.offsets(of: name, over: low * 1000..<high * 1000))
      zones[name] = offsets.map { [$0.from / 1000, $0.seconds] }
    }
    let answer = try CalendarOracle.ask(Question(zones: zones, low: low, high: high), Answer.self)
    #expect(answer.missing.count < 200, "this computer has few zones: \(answer.missing)")
    if answer.version == ZoneData.version {
      #expect(answer.different == [])
    } else {
      // Another release of the data changes the law of a country or two, not more.
      #expect(answer.different.count < 30, "tzdata \(answer.version): \(answer.different)")
    }
  }

  @Test func randomCalendarsAreOpenWhenTheWallClockSaysSo() throws {
    struct Question: Encodable { var calendars: [Asked] }
    struct Answer: Decodable {
      var checked: Int
      var wrong: [String]
    }
    var random = SeededRandom(2026)
    var calendars: [Asked] = []
    for seed in 0..<60 { calendars.append(try Asked.any(&random, seed)) }
    let answer = try CalendarOracle.ask(Question(calendars: calendars), Answer.self)
    #expect(answer.wrong == [])
    #expect(answer.checked > 1_000_000)
  }

  private func seconds(_ year: Int) -> Int {
    (CivilDate(year: year, month: 1, day: 1)?.days ?? 0) * 86_400
  }
}

/// A calendar as the oracle is told of it, with what was compiled within some windows.
private struct Asked: Encodable {
  struct Day: Encodable {
    var kind: String
    var date: String?
    var month: Int?
    var day: Int?
    var weekday: Int?
    var n: Int?
    var offset: Int?
    var until: Int
    var observed: Bool
  }

  struct Window: Encodable {
    var from: Int
    var to: Int
    var open: [[Int]]
    var days: [[Int]]
  }

  var zone: String
  var years: [Int]
  var weekly: [Int: [[Int]]]
  var holidays: [Day]
  var windows: [Window]

  /// Zones with a change at midnight, by half an hour, before midnight, or twice a year around
  /// Ramadan come more often than the others.
  private static let peculiar = [
    "Africa/Cairo", "Africa/Casablanca", "America/Asuncion", "America/Havana", "America/Nuuk",
    "America/Santiago", "Asia/Beirut", "Asia/Gaza", "Asia/Kathmandu", "Atlantic/Azores",
    "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Pacific/Apia", "Pacific/Chatham",
  ]

  static func any(_ random: inout SeededRandom, _ number: Int) throws -> Asked {
    let zone =
      number < peculiar.count * 2
      ? peculiar[number % peculiar.count] : random.pick(ZoneData.names)
    let first = 2016 + random.below(30)
    let years = first...min(2050, first + random.below(3))
    let weekly = weekly(&random)
    let holidays = (0..<random.below(12)).map { _ in holiday(&random, years) }
    let description = CalendarDescription(
      id: "c\(number)", zone: zone,
      weekly: weekly.map { .init(Weekdays([$0.key]), OpenTimes($0.value)) }, holidays: holidays,
      years: years)
    let calendar = try description.compiled()
    let changes = ZoneData.offsets(of: zone, over: calendar.span)?.dropFirst().map(\.from) ?? []
    var windows: [Window] = []
    for _ in 0..<3 {
      windows.append(
        window(
          of: calendar,
          around: random.pick(changes + [calendar.span.lowerBound, calendar.span.upperBound]),
          days: 3))
    }
    let length = (calendar.span.upperBound - calendar.span.lowerBound) / 60_000
    windows.append(
      window(
        of: calendar, around: calendar.span.lowerBound + random.below(length) * 60_000, days: 14))
    return Asked(
      zone: zone, years: [years.lowerBound, years.upperBound],
      weekly: weekly.mapValues { $0.map { [$0.lowerBound, $0.upperBound] } },
      holidays: holidays.map(told), windows: windows)
  }

  private static func window(
    of calendar: BusinessCalendar, around instant: Int, days: Int
  ) -> Window {
    let half = days * 43_200_000
    let range = (instant - half..<instant + half).clamped(to: calendar.span)
    return Window(
      from: range.lowerBound, to: range.upperBound,
      open: calendar.open.filter { $0.overlaps(range) }.map { [$0.lowerBound, $0.upperBound] },
      days: calendar.days.filter {
        range.contains($0.lowerBound) && range.contains($0.upperBound + 60_000)
      }.map { [$0.lowerBound, $0.upperBound] })
  }

  private static func weekly(_ random: inout SeededRandom) -> [Int: [Range<Int>]] {
    var weekly: [Int: [Range<Int>]] = [:]
    for weekday in 0..<7 where random.below(5) > 0 {
      switch random.below(5) {
      case 0: weekly[weekday] = [0..<1440]
      case 1: weekly[weekday] = [1320..<1800]
      case 2: weekly[weekday] = [0..<150, 170..<200, 1380..<1440]
      case 3: weekly[weekday] = [540..<720, 720..<1020]
      default:
        let from = random.below(1440)
        weekly[weekday] = [from..<from + 1 + random.below(1439)]
      }
    }
    if weekly.isEmpty { weekly[0] = [540..<1020] }
    return weekly
  }

  private static func holiday(_ random: inout SeededRandom, _ years: ClosedRange<Int>) -> Holiday {
    let month = 1 + random.below(12)
    let day: Holiday.Day
    switch random.below(5) {
    case 0:
      let days = CivilDate(year: years.lowerBound, month: month, day: 1 + random.below(28))
      day = .date(days ?? CivilDate(days: 0))
    case 1: day = .yearly(month: month, day: 1 + random.below(29))
    case 2: day = .nth(1 + random.below(5), weekday: random.below(7), month: month)
    case 3: day = .last(weekday: random.below(7), month: month)
    default: day = .easter(random.below(100) - 49)
    }
    return Holiday(
      day, observed: random.below(2) == 0 ? .monday : nil,
      openUntil: random.below(3) == 0 ? random.below(1440) : nil)
  }

  private static func told(_ holiday: Holiday) -> Day {
    var day = Day(
      kind: "", until: holiday.openUntil ?? 0, observed: holiday.observed == .monday)
    switch holiday.day {
    case .date(let date): (day.kind, day.date) = ("date", date.description)
    case .yearly(let month, let number):
      (day.kind, day.month, day.day) = ("yearly", month, number)
    case .nth(let n, let weekday, let month):
      (day.kind, day.n, day.weekday, day.month) = ("nth", n, weekday, month)
    case .last(let weekday, let month):
      (day.kind, day.weekday, day.month) = ("last", weekday, month)
    case .easter(let offset): (day.kind, day.offset) = ("easter", offset)
    }
    return day
  }
}

/// SplitMix64: the same numbers on every machine.
private struct SeededRandom {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
