import RoeCompiler
import RoeMachine
import RoeTestSupport
import Testing

/// The longest silence over paths of business time, against a simulation that looks at every minute
/// on the wall clock, across a change to summer time.
@Suite struct BusinessTimeOracleTests {
  /// A few, or as many as `ROE_SILENCE` says.
  @Test func minuteByMinute() throws {
    let seeds = SilenceTests.seeds(12)
    var minutes = 0
    for seed in seeds {
      let path = BusinessPath(seed: 60_000 + seed)
      let report = silence(of: path.machine, lifecycle: Ref(0))
      let first = try #require(report.cases.first { $0.state == Ref(0) })
      let simulated = path.waits()
      minutes += simulated.count
      let longest = try #require(simulated.max())
      let rested = try #require(first.rested)
      #expect(rested.bound == .within(longest), "seed \(60_000 + seed)")
      #expect(rested.isExact, "seed \(60_000 + seed)")
      let (minute, moment) = (rested.start - path.start).quotientAndRemainder(
        dividingBy: 60_000)
      try #require(moment < 2, "seed \(60_000 + seed)")
      #expect(simulated[2 * minute + moment] == longest, "seed \(60_000 + seed)")
    }
    print(
      "business time: \(seeds.count) calendars and paths from seed 60000, \(minutes) instants of entry"
    )
  }
}

/// A calendar of ten weeks with holidays, and states one after the other in its hours.
private struct BusinessPath {
  let machine: Machine
  let start: Int
  private let zone: Zone
  private let workdays: Set<Int>
  private let hours: Range<Int>
  private let steps: [Int]

  private static let days = 20_500..<20_570
  private static let day = 86_400_000

  init(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    func roll(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
    // Somewhere in between clocks go an hour forward or back, at night or in office hours.
    let shift = 20_505 + roll(0..<60)
    let offsets = roll(0..<2) == 0 ? [3600, 7200] : [7200, 3600]
    let zone = Zone(
      id: "Z",
      offsets: [
        .init(from: 0, seconds: offsets[0]),
        .init(from: shift * Self.day + roll(0..<24) * 3_600_000, seconds: offsets[1]),
      ])
    self.zone = zone
    let opens = roll(4..<15)
    let hours = opens..<opens + roll(1..<9)
    self.hours = hours
    workdays = Set(Self.days.filter { $0 % 7 < 5 && roll(0..<12) > 0 })
    steps = (0..<roll(1..<4)).map { _ in roll(1..<900) }
    start = zone.start(of: CivilDate(days: Self.days.lowerBound))
    let span = start..<zone.start(of: CivilDate(days: Self.days.upperBound))
    func instant(_ day: Int, _ hour: Int) -> Int {
      zone.instant(ofLocal: day * Self.day + hour * 3_600_000)
    }
    let open = workdays.sorted().map {
      instant($0, hours.lowerBound)..<instant($0, hours.upperBound)
    }
    let calendar = BusinessCalendar(
      id: "c", span: span, daySeconds: hours.count * 3600, open: open,
      days: workdays.sorted().map { instant($0, 0)..<instant($0, hours.upperBound) })
    let count = steps.count
    var states = (0..<count).map {
      State(id: "s\($0)", owner: [.person(Ref(0))], clocks: [Ref($0)])
    }
    states.append(State(id: "t_closed", kind: .closed, owner: [.person(Ref(0))]))
    states.append(State(id: "u_lost", kind: .lostAndFound, owner: [.person(Ref(0))]))
    let clocks = steps.enumerated().map { number, minutes in
      Clock(
        id: "c\(number)", hours: .calendar(Ref(0)),
        rungs: [
          .init(
            after: .businessSeconds(minutes * 60), outcome: Outcome(to: .state(Ref(number + 1))))
        ])
    }
    machine = Machine(
      zone: Ref(0), effective: nil, zones: [zone], calendars: [calendar],
      people: [Person(id: "ann")], roles: [], pools: [], queues: [],
      lifecycles: [
        Lifecycle(
          id: "lead", clocks: clocks, states: states,
          entries: [Entry(when: .always, state: Ref(0))], lostAndFound: Ref(count + 1))
      ])
  }

  /// How many milliseconds a lead takes that enters at each minute of the calendar, and that enters a
  /// millisecond after it.
  func waits() -> [Int] {
    let end = zone.start(of: CivilDate(days: Self.days.upperBound))
    let count = (end - start) / 60_000
    // What a clock on the wall shows at each minute, and whether the office is open then.
    var before = [0]
    var minuteOf = [0]
    for minute in 0..<count {
      let instant = start + minute * 60_000
      let seconds = zone.offsets.last { $0.from <= instant }?.seconds ?? 0
      let local = instant + seconds * 1000
      let isOpen =
        workdays.contains(local / Self.day)
        && hours.contains(local % Self.day / 3_600_000)
      before.append(before[minute] + (isOpen ? 1 : 0))
      // The minute by whose end so many were open.
      if isOpen { minuteOf.append(minute + 1) }
    }
    return (0..<2 * count).map { entry in
      var (now, moment) = (entry / 2, entry % 2)
      for wanted in steps {
        if now >= count { break }
        let goal = before[now] + wanted
        // The millisecond that has passed is missing, and is made up for in the next open minute.
        moment = before[now + 1] > before[now] ? moment : 0
        // When the calendar has ended, the lead is lost, and at rest.
        if goal + moment >= minuteOf.count {
          (now, moment) = (count, 0)
        } else {
          now = moment == 0 ? minuteOf[goal] : minuteOf[goal + 1] - 1
        }
      }
      return now * 60_000 + moment - (entry / 2 * 60_000 + entry % 2)
    }
  }
}
