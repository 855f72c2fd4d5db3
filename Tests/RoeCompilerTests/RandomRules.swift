import RoeCompiler
import RoeMachine
import RoeTestSupport

/// Small machines with clocks that interact in every way that silence allows.
struct RandomRules {
  var random: SeededRandom
  /// Whether clocks count business time, and months.
  var hasCalendars: Bool
  /// Whether clocks come along into other states, and from unknown instants.
  var hasUncertainty: Bool
  /// Whether some of the clocks that count business time count that of the owner.
  var hasOwnersHours: Bool

  init(
    seed: Int, hasCalendars: Bool = false, hasUncertainty: Bool = false,
    hasOwnersHours: Bool = false
  ) {
    random = SeededRandom(seed: UInt64(seed))
    self.hasCalendars = hasCalendars
    self.hasUncertainty = hasUncertainty
    self.hasOwnersHours = hasOwnersHours
  }

  let live = 4
  // In the order of their ids.
  private let fields = [
    Field(id: "flag", type: .boolean),
    Field(id: "size", type: .choice(["big", "mid", "small"]), isOptional: true),
    Field(id: "tries", type: .counter(max: 2)),
  ]

  mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }
  mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }

  mutating func condition() -> Guard {
    switch roll(12) {
    case 0: .test(Ref(0), .compare(.equal, .boolean(true)))
    case 1: .not(.test(Ref(0), .compare(.equal, .boolean(true))))
    case 2: .test(Ref(1), .compare(.notEqual, .text("big")))
    case 3:
      .any([.test(Ref(1), .isMissing), .test(Ref(2), .compare(.greaterOrEqual, .integer(1)))])
    case 4: .test(Ref(2), .compare(.less, .integer(2)))
    case 5: .atLeast(1, of: [.test(Ref(1), .oneOf([.text("mid")])), .definition(Ref(0))])
    default: .always
    }
  }

  private mutating func chain() -> OwnerChain {
    switch roll(6) {
    case 0: [.keep]
    case 1: [.managerOfOwner]
    case 2: [.backupOfOwner, .person(Ref(1))]
    // Who is found by different ways must be different: that the proof takes for granted.
    default: [.person(Ref(1 + roll(2)))]
    }
  }

  private mutating func outcome(mustAct: Bool) -> Outcome {
    var actions: [Action] = []
    if chance(30) { actions.append(.remind(.keep)) }
    if chance(30) {
      actions.append(.notify([.managerOfOwner, .person(Ref(1 + roll(2))), .keep][roll(3)]))
    }
    if chance(20) { actions.append(.set(Ref(0), .boolean(chance(50)))) }
    if chance(25) { actions.append(.add(Ref(2), 1)) }
    if chance(8) { actions.append(.start(Ref(roll(clockCount)))) }
    if chance(8) { actions.append(.stop(Ref(roll(clockCount)))) }
    var outcome = Outcome(actions: actions)
    if mustAct || chance(30) {
      if chance(80) { outcome.to = .state(Ref(roll(live + 3))) }
      if outcome.to == nil || chance(30) { outcome.owner = chain() }
    }
    return outcome
  }

  private var clockCount: Int { 2 * live + 2 }

  private mutating func clock(_ number: Int) -> Clock {
    let isBusiness = hasCalendars && chance(60)
    let isMonths = hasCalendars && !isBusiness && chance(25)
    var last = 0
    let rungs = (0..<1 + roll(3)).map { _ -> Clock.Rung in
      last += 1 + roll(isMonths ? 2 : isBusiness ? 12 : 40)
      let after: Amount =
        isMonths
        ? .months(last) : isBusiness ? .businessSeconds(last * 1800) : .seconds(last * 1800)
      return Clock.Rung(after: after, outcome: outcome(mustAct: chance(50)))
    }
    var clock = Clock(
      id: "clock\(number)", when: condition(),
      hours: isBusiness ? .calendar(Ref(roll(2))) : nil, rungs: rungs)
    if isBusiness, rungs.count == 1, chance(20) {
      clock.rungs[0].after = .endOfBusinessDay(roll(3))
    }
    if chance(15) { clock.restarts = 1 + roll(2) }
    if chance(12) { clock.repeats = rungs.allSatisfy { $0.after != .endOfBusinessDay(0) } }
    if hasOwnersHours, isBusiness, chance(40) {
      clock.hours = .owner
      if chance(50) { clock.restarts = 1 }
    }
    if hasUncertainty {
      if chance(10) { clock.anchor = .capture }
      if chance(10) { clock.anchor = .assignment }
    }
    return clock
  }

  mutating func machine() -> Machine {
    var states: [State] = []
    for number in 0..<live {
      let armed = [2 * number, 2 * number + 1].filter { $0 % 2 == 0 || chance(60) }
      var state = State(
        id: "s\(number)",
        owner: chance(80) ? [.person(Ref(1 + roll(2)))] : [.keep, .person(Ref(0))],
        clocks: armed.map { Ref($0) })
      if hasUncertainty, chance(40) { state.carries = [Ref(2 * roll(live))] }
      states.append(state)
    }
    states.append(State(id: "t_closed", kind: .closed, owner: [.keep, .person(Ref(0))]))
    states.append(
      State(
        id: "u_lost", kind: .lostAndFound, owner: [.person(Ref(3))], clocks: [Ref(2 * live)]))
    states.append(
      State(id: "v_nurture", kind: .nurture, owner: [.person(Ref(2))], clocks: [Ref(2 * live + 1)]))
    let clocks = (0..<clockCount).map { clock($0) }
    // Only forward, so that no lead goes round at one instant.
    let moves = (0..<roll(3)).map { number -> Move in
      let from = roll(live - 1)
      return Move(
        id: "m\(number)", layer: .state, from: [Ref(from)], trigger: .watch,
        when: .all([condition(), .test(Ref(2), .compare(.equal, .integer(2)))]),
        outcome: Outcome(to: .state(Ref(from + 1 + roll(live + 2 - from)))))
    }
    let lifecycle = Lifecycle(
      id: "lead", fields: fields,
      definitions: [
        Definition(id: "d", when: .test(Ref(0), .compare(.equal, .boolean(true))))
      ],
      clocks: clocks, states: states, moves: moves, entries: [Entry(when: .always, state: Ref(0))],
      lostAndFound: Ref(live + 1))
    var machine = Machine(
      zone: Ref(0), effective: nil, zones: [Zone(id: "UTC", offsets: [.init(from: 0, seconds: 0)])],
      calendars: [], people: ["ann", "bob", "cem", "zoe"].map { Person(id: $0) }, roles: [],
      pools: [], queues: [], lifecycles: [lifecycle])
    if hasCalendars { addCalendars(&machine) }
    return machine
  }

  /// Two calendars of three months in a zone that changes its clocks in the middle.
  private mutating func addCalendars(_ machine: inout Machine) {
    let day = 86_400_000
    let first = 20_500
    let zone = Zone(
      id: "UTC",
      offsets: [
        .init(from: 0, seconds: 3600), .init(from: (first + 40) * day + 3_600_000, seconds: 7200),
      ])
    machine.zones = [zone]
    let span = zone.start(of: CivilDate(days: first))..<zone.start(of: CivilDate(days: first + 90))
    machine.calendars = (0..<2).map { number in
      let opens = 6 + roll(5)
      let length = 3 + roll(9)
      var days: [Range<Int>] = []
      var open: [Range<Int>] = []
      for date in first..<first + 90 where (date + number) % 7 < 5 && roll(15) > 0 {
        func at(_ hour: Int) -> Int { zone.instant(ofLocal: date * day + hour * 3_600_000) }
        open.append(at(opens)..<at(opens + length))
        days.append(at(0)..<at(opens + length))
      }
      return BusinessCalendar(
        id: "c\(number)", span: span, daySeconds: length * 3600, open: open, days: days)
    }
  }

  /// For each live state some of those whom the rules name, who may have a lead when it comes there.
  mutating func brought() -> BroughtOwners {
    var owners = Array(repeating: [BroughtOwners.Owner](), count: live + 3)
    for place in 0..<live where chance(60) {
      owners[place] = (0..<3).filter { _ in chance(60) }.map {
        .init(["ann", "bob", "cem"][$0], [.person(Ref($0))])
      }
    }
    return BroughtOwners(owners, isComplete: true)
  }

  /// People who all have a manager and a backup, whom the rules do not name; one manager manages
  /// the other.
  static let roster = Roster(
    people: [
      ("ann", "m1", "b1"), ("b1", "m1", "b2"), ("b2", "m1", "b1"), ("bob", "m1", "b1"),
      ("cem", "m1", "b1"), ("m1", "m2", "b1"), ("m2", "m1", "b1"), ("zoe", "m1", "b1"),
    ].map { Roster.Member(id: $0, name: $0, manager: $1, backup: $2) })
}
