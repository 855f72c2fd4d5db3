import RoeCompiler
import RoeLogic
import RoeMachine

/// How long the silence proof takes: plain delays, and business time over two years of calendars.
enum SilenceBenchmark {
  static func run(pairs: Int) {
    let plain = delays(count: 1_000_000)
    let goals = [999_999]
    var finite = 0
    let waits = (0..<pairs).map { _ in
      seconds { finite = plain.longestDelays(toGoals: goals).count { $0 < DueFunction.never } }
    }
    print("silence, 10^6 nodes with delays: \(rounded(median(waits) * 1e3)) ms, \(finite) finite")
    var longest = 0
    let composed = (0..<pairs).map { _ in seconds { longest = composition(count: 10_000) } }
    print(
      "silence, 10^4 nodes over two years of calendars: \(rounded(median(composed) * 1e3)) ms,",
      "longest \(rounded(Double(longest) / 3_600_000)) h")
    let machine = machine(count: 10_000)
    var cases = 0
    let whole = (0..<pairs).map { _ in
      seconds { cases = silence(of: machine, lifecycle: Ref(0)).cases.count }
    }
    print(
      "silence, a machine of 10^4 states in business time: \(rounded(median(whole) * 1e3)) ms,",
      "\(cases) cases")
  }

  /// Every place leads on to one or two later ones, and one in a hundred back, too.
  private static func delays(count: Int) -> DelayGraph {
    var state: UInt64 = 1
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var graph = DelayGraph(placeCount: count, wayCount: 2 * count)
    for place in 0..<count {
      var ways: [(target: Int, delay: Int)] = []
      if place + 1 < count {
        for _ in 0...random(2) {
          ways.append((place + 1 + random(min(1000, count - place - 1)), 1000 * random(100_000)))
        }
        if place < count / 2, random(100) == 0 { ways.append((random(place + 1), 1000)) }
      }
      graph.addPlace(ways)
    }
    return graph
  }

  private static let minute = 60_000
  private static let day = 1440 * minute

  /// Mon to Fri, nine to five and eight to six, for two years.
  private static func calendar(_ opens: Int, _ closes: Int) -> BusinessCalendar {
    let days = (0..<731).filter { $0 % 7 < 5 }
    return BusinessCalendar(
      id: "c\(opens)", span: 0..<731 * day, daySeconds: (closes - opens) * 3600,
      open: days.map { $0 * day + opens * 60 * minute..<$0 * day + closes * 60 * minute },
      days: days.map { $0 * day..<$0 * day + closes * 60 * minute })
  }

  /// A hundred layers, each on all cores, as the proof does it; from each node one of two clocks
  /// leads on, whichever is worse.
  private static func composition(count: Int) -> Int {
    let steps = [calendar(9, 17), calendar(8, 18)].flatMap { calendar in
      [15, 60, 240, 480].map { minutes in
        DueFunction(
          from: 0, open: calendar.open, span: calendar.span, milliseconds: minutes * minute)
      }
    }
    let width = count / 100
    func next(_ layer: [DueFunction], _ depth: Int) -> [DueFunction] {
      concurrently(width) { place in
        let step = steps[(place * 7 + depth * 3) % steps.count]
        let next = layer[(place * 31 + depth) % width].after(step)
        if place % 2 == 0 { return next }
        return .latest(next, layer[(place + 1) % width].after(steps[(place + depth) % steps.count]))
      }
    }
    var layer = Array(repeating: DueFunction(from: 0), count: width)
    for depth in 1..<100 { layer = next(layer, depth) }
    return layer.compactMap { $0.longestWait(in: 0..<365 * day)?.wait }.max() ?? 0
  }

  /// A hundred journeys of a hundred states, each left by a clock in business time.
  private static func machine(count: Int) -> Machine {
    var states: [State] = []
    var clocks: [Clock] = []
    func name(_ number: Int) -> String {
      let digits = String(number)
      return "s" + String(repeating: "0", count: 6 - digits.count) + digits
    }
    for number in 0..<count {
      let target = number % 100 == 99 ? count : number + 1
      clocks.append(
        Clock(
          id: name(number), hours: .calendar(Ref(number % 2)),
          rungs: [
            Clock.Rung(
              after: .businessSeconds(900 * (1 + number % 5)),
              outcome: Outcome(actions: [.remind(.keep)])),
            Clock.Rung(
              after: .businessSeconds(900 * (6 + number % 5)),
              outcome: Outcome(to: .state(Ref(target)))),
          ]))
      states.append(State(id: name(number), owner: [.person(Ref(0))], clocks: [Ref(number)]))
    }
    states.append(State(id: "t", kind: .closed, owner: [.keep, .person(Ref(0))]))
    states.append(State(id: "u", kind: .lostAndFound, owner: [.person(Ref(0))]))
    return Machine(
      zone: Ref(0), zones: [Zone(id: "UTC", offsets: [.init(from: 0, seconds: 0)])],
      calendars: [calendar(8, 18), calendar(9, 17)], people: [Person(id: "ann")], roles: [],
      pools: [], queues: [],
      lifecycles: [
        Lifecycle(
          id: "lead", clocks: clocks, states: states,
          entries: [Entry(when: .always, state: Ref(0))], lostAndFound: Ref(count + 1))
      ])
  }
}
