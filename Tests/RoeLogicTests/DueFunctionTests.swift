import RoeLogic
import RoeMachine
import RoeTestSupport
import Testing

@Suite struct DueFunctionTests {
  /// Nine to five on two days, with an hour as the unit.
  let open = [9..<17, 33..<41]

  @Test func businessTimeStandsStillWhileTheOfficeIsClosed() {
    let due = DueFunction(from: 0, open: open, span: 0..<48, milliseconds: 2)
    #expect(due.value(at: 0) == 11)
    #expect(due.value(at: 9) == 11)
    #expect(due.value(at: 15) == 17)
    #expect(due.value(at: 16) == 34)
    #expect(due.value(at: 17) == 35)
    #expect(due.value(at: 39) == 41)
    #expect(due.value(at: 40) == DueFunction.never)
    #expect(due.longestWait(in: 0..<40)?.wait == 18)
    #expect(due.longestWait(in: 0..<40)?.at == 16)
  }

  @Test func threeStepsOfFifteenMinutesAreComposedAndNotAdded() throws {
    let minute = 60_000
    let day = 24 * 60 * minute
    // Mon-Fri 9-17 for eight weeks; 1970-01-05 is a Monday.
    let days = (0..<56).filter { $0 % 7 < 5 }.map { $0 * day }
    let due = DueFunction(
      from: 0, open: days.map { $0 + 9 * 60 * minute..<$0 + 17 * 60 * minute }, span: 0..<56 * day,
      milliseconds: 15 * minute)
    let composed = due.after(due.after(due))
    let longest = try #require(composed.longestWait(in: 0..<49 * day))
    // 16:15 and a millisecond on a Friday until Monday morning.
    #expect(longest.wait == (64 * 60 + 45) * minute)
  }

  @Test(arguments: 0..<220) func agreesWithTheMachine(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let machine = RandomCalendar.machine(using: &random)
    let calendar = machine.calendars[0]
    let time = BusinessTime(calendar)
    let start = calendar.span.lowerBound - 3_600_000
    var functions: [(DueFunction, (Int) -> Int?)] = []
    for _ in 0..<3 {
      let seconds = Int.random(in: 0...200_000, using: &random)
      let day = Int.random(in: 0...3, using: &random)
      functions.append(
        (
          DueFunction(
            from: start, open: calendar.open, span: calendar.span, milliseconds: seconds * 1000),
          { time.instant(after: seconds, openSince: $0) }
        ))
      functions.append(
        (
          DueFunction(from: start, days: calendar.days, span: calendar.span, endOfDay: day),
          { time.endOfDay(day, since: $0) }
        ))
      functions.append(
        (DueFunction(from: start, after: seconds * 1000), { $0 + seconds * 1000 }))
    }
    let months = Int.random(in: 1...14, using: &random)
    functions.append(
      (
        RandomCalendar.months(months, in: machine.zones[0], from: start),
        { machine.zones[0].adding(months: months, to: $0) }
      ))
    let end = start + RandomCalendar.days * 86_400_000
    // Every border of the calendar, one millisecond on either side of it, and some others.
    var instants = calendar.open.flatMap { [$0.lowerBound, $0.upperBound] }
    instants += calendar.days.flatMap { [$0.lowerBound, $0.upperBound] }
    instants += machine.zones[0].offsets.map(\.from).filter(calendar.span.contains)
    instants += (0..<40).map { _ in Int.random(in: calendar.span, using: &random) }
    instants = instants.flatMap { [$0 - 1, $0, $0 + 1] }.filter { $0 >= start }
    func expected(_ value: Int?) -> Int { value ?? DueFunction.never }
    var wrong: [String] = []
    for (function, due) in functions {
      for instant in instants where function.value(at: instant) != expected(due(instant)) {
        wrong.append("due at \(instant)")
      }
    }
    for _ in 0..<8 {
      let (f, due) = functions.randomElement(using: &random) ?? functions[0]
      let (g, next) = functions.randomElement(using: &random) ?? functions[0]
      let (composed, latest, earliest) = (
        g.after(f), DueFunction.latest(f, g), DueFunction.earliest(f, g)
      )
      let isBefore = f.span(notAfter: g)
      let envelope = f.envelope
      var highest = Int.min
      for instant in instants.sorted() {
        let (a, b) = (expected(due(instant)), expected(next(instant)))
        if latest.value(at: instant) != max(a, b) { wrong.append("latest at \(instant)") }
        if earliest.value(at: instant) != min(a, b) { wrong.append("earliest at \(instant)") }
        if isBefore.contains(instant) != (a <= b) { wrong.append("order at \(instant)") }
        highest = max(highest, a)
        if envelope.value(at: instant) < highest { wrong.append("envelope at \(instant)") }
        guard let first = due(instant), first < end else { continue }
        if composed.value(at: instant) != expected(next(first)) {
          wrong.append("composition at \(instant)")
        }
      }
    }
    #expect(wrong.isEmpty, "seed \(seed)")
  }

  @Test(arguments: 0..<25) func agreesWithASimulationMinuteByMinute(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let minute = 60_000
    let calendar = RandomCalendar.machine(using: &random).calendars[0]
    let steps = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      Int.random(in: 1...600, using: &random)
    }
    var path = DueFunction(from: calendar.span.lowerBound)
    for step in steps {
      path =
        DueFunction(
          from: calendar.span.lowerBound, open: calendar.open, span: calendar.span,
          milliseconds: step * minute
        ).after(path)
    }
    for _ in 0..<8 {
      let begin =
        Int.random(
          in: calendar.span.lowerBound / minute..<calendar.span.upperBound / minute - 40_000,
          using: &random) * minute
      var now = begin
      for step in steps {
        var open = 0
        while open < step {
          if calendar.open.contains(where: { $0.contains(now) }) { open += 1 }
          now += minute
        }
      }
      #expect(path.value(at: begin) == now, "seed \(seed), from \(begin)")
    }
  }
}

/// Calendars with daylight saving, lunch breaks, holidays and odd hours.
enum RandomCalendar {
  /// For so many days the months of `months` are worked out.
  static let days = 460

  static func machine(using random: inout SeededRandom) -> Machine {
    let day = 86_400_000
    let first = 20_000 + Int.random(in: 0...700, using: &random)
    let length = Int.random(in: 60...400, using: &random)
    let winter = Int.random(in: -20...22, using: &random) * 1800
    let shift = [3600, 3600, 1800, 7200].randomElement(using: &random) ?? 3600
    var offsets = [Zone.Offset(from: 0, seconds: winter)]
    for year in 0..<4 {
      offsets.append(.init(from: (19_900 + 365 * year) * day + 3_600_000, seconds: winter + shift))
      offsets.append(.init(from: (20_080 + 365 * year) * day + 3_600_000, seconds: winter))
    }
    let zone = Zone(id: "zone", offsets: offsets)
    let opening = Int.random(in: 0...12, using: &random)
    let closing = opening + Int.random(in: 1...(24 - opening), using: &random)
    let hasLunch = closing - opening > 4 && Bool.random(using: &random)
    let weekend = Int.random(in: 0...3, using: &random)
    var open: [Range<Int>] = []
    var days: [Range<Int>] = []
    for number in first..<first + length
    where number % 7 >= weekend && Int.random(in: 0..<12, using: &random) > 0 {
      let date = CivilDate(days: number)
      func at(_ hour: Int) -> Int {
        hour == 24
          ? zone.start(of: date.adding(days: 1))
          : zone.instant(ofLocal: number * day + hour * 3_600_000)
      }
      let spans =
        hasLunch ? [(opening, opening + 2), (opening + 3, closing)] : [(opening, closing)]
      for (from, to) in spans where at(from) < at(to) {
        if let last = open.last, last.upperBound >= at(from) {
          open[open.count - 1] = last.lowerBound..<max(last.upperBound, at(to))
        } else {
          open.append(at(from)..<at(to))
        }
      }
      if at(closing) > zone.start(of: date) { days.append(zone.start(of: date)..<at(closing)) }
    }
    let calendar = BusinessCalendar(
      id: "calendar",
      span: zone.start(
        of: CivilDate(days: first))..<zone.start(of: CivilDate(days: first + length)),
      daySeconds: 28_800, open: open, days: days)
    return Machine(
      zone: Ref(0), zones: [zone], calendars: [calendar], people: [], roles: [], pools: [],
      queues: [], lifecycles: [])
  }

  static func months(_ count: Int, in zone: Zone, from start: Int) -> DueFunction {
    let first = zone.day(at: start)
    let days = (1...days).map { zone.start(of: first.adding(days: $0)) }
    return DueFunction(
      from: start, breaks: Set(days + zone.offsets.map(\.from)).sorted(),
      end: start + Self.days * 86_400_000
    ) { zone.adding(months: count, to: $0) }
  }
}
