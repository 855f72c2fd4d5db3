import RoeMachine
import RoeTestSupport

@testable import RoeCompiler

/// A lead to which random things happen.
struct RandomPlay {
  /// What has happened so far.
  private(set) var story = ""
  private let interpreter: Interpreter
  private var random: SeededRandom
  private var people: RosterState
  private var lead: Configuration?
  private var now: Int
  private var inputs = 0
  private var isLost = false

  private static let day = 86_400_000

  private var lifecycle: Lifecycle { interpreter.machine.lifecycles[Ref<Lifecycle>(0)] }

  init(_ interpreter: Interpreter, seed: UInt64) {
    self.interpreter = interpreter
    random = SeededRandom(seed: seed)
    people = interpreter.rosterState()
    let start = interpreter.machine.calendars.first?.span.lowerBound ?? 0
    now = start + Int.random(in: 40...200, using: &random) * Self.day
    now += Int.random(in: 0..<Self.day, using: &random)
  }

  /// What goes wrong in the first hundred days or so; nil when nothing does.
  mutating func complaint() -> String? {
    let last = now + 200 * Self.day
    send(nil, by: .system, lifecycle.fields.refs.compactMap { edit($0) })
    for _ in 0..<40 {
      if let complaint = wrong { return complaint }
      guard let lead, now < last, lifecycle.states[lead.state].kind != .closed else { return nil }
      if Bool.random(using: &random), let due = lead.due {
        now = max(now, due)
        wait()
      } else {
        now += Int.random(in: 1...3 * Self.day, using: &random)
        wait()
        if let complaint = wrong { return complaint }
        let field = lifecycle.fields.refs.randomElement(using: &random)
        let isEdit = Int.random(in: 0..<3, using: &random) == 0
        let edits = isEdit ? [field].compactMap { $0 }.compactMap { edit($0) } : []
        send(lifecycle.events.refs.randomElement(using: &random), by: actor(), edits)
      }
    }
    return nil
  }

  private var wrong: String? {
    if isLost { return "a lead is lost" }
    guard let lead else { return nil }
    let state = lifecycle.states[lead.state]
    if state.kind == .closed || state.kind == .lostAndFound { return nil }
    if lead.owner == nil { return "nobody owns the lead in \(state.id)" }
    return lead.running.isEmpty ? "no clock runs in \(state.id)" : nil
  }

  private mutating func wait() {
    guard var waiting = lead else { return }
    let decisions = interpreter.close(&waiting, &people, at: now, limit: 50)
    lead = waiting
    tell("", decisions)
  }

  private mutating func send(_ event: Ref<Event>?, by actor: Actor, _ edits: [Edit]) {
    inputs += 1
    let decisions = interpreter.step(
      &lead, &people,
      Input(
        lead: "lead", lifecycle: Ref(0), key: "\(inputs)", occurred: now, received: now,
        actor: actor, event: event.map { .declared($0) }, edits: edits))
    tell("\(event.map { lifecycle.events[$0].id } ?? "edit") by \(name(actor)) \(edits)", decisions)
  }

  private mutating func tell(_ input: String, _ decisions: [Decision]) {
    if !input.isEmpty { story += "\(now) \(input)\n" }
    for decision in decisions {
      if decision.kind == .lost { isLost = true }
      let ends = [decision.from, decision.to].map { $0.map { lifecycle.states[$0].id } ?? "" }
      let owner = decision.ownerAfter.map { name(.person($0)) } ?? "nobody"
      let rules = decision.because.rules.map { $0.id(in: lifecycle) }
      story +=
        "  \(decision.at) \(decision.kind) \(decision.reason?.rawValue ?? "") \(ends[0]) → \(ends[1]), owner \(owner), by \(rules)\n"
    }
  }

  private func name(_ actor: Actor) -> String {
    guard case .person(let person) = actor else { return "\(actor)" }
    return interpreter.roster.people[Int(person.offset)].id
  }

  // MARK: Chance

  private mutating func actor() -> Actor {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .lead
    case 1: return .system
    case 2, 3: if let owner = lead?.owner { return .person(owner) }
    default: break
    }
    return .person(Ref(Int.random(in: 0..<interpreter.roster.people.count, using: &random)))
  }

  private mutating func one<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: 0..<list.count, using: &random)]
  }

  /// A value near to where the conditions of sound rules change their answer; nil for a counter, and
  /// now and then where a value may be missing.
  private mutating func edit(_ ref: Ref<Field>) -> Edit? {
    let field = lifecycle.fields[ref]
    if field.isOptional, Int.random(in: 0..<3, using: &random) == 0 { return nil }
    let value: Value
    switch field.type {
    case .boolean: value = .boolean(Bool.random(using: &random))
    case .integer(let least, let most):
      let number = one([0, 1, 9, 10, 29, 30, 31, 49, 50, 59, 60, 79, 80, 100, 199, 200, 201])
      value = .integer(min(max(number, least ?? .min), most ?? .max))
    case .money: value = .integer(one([0, 500_000, 500_001, 1_999_999, 2_000_000, 2_000_001]))
    case .counter: return nil
    case .date:
      let days = now / Self.day + one([-400, -62, -59, -31, -30, -1, 0, 1, 90, 400])
      value = .text(CivilDate(days: days).description)
    case .instant: value = .integer(now - one([0, 1, Self.day]))
    case .text: value = .text(one(["", "10", "101", "1", "5", "49999", "9"]))
    case .person: value = .text(interpreter.roster.people[0].id)
    case .choice(let values): value = .text(one(values))
    case .set(let values): value = .set(values.filter { _ in Bool.random(using: &random) })
    }
    return Edit(field: ref, value: value)
  }
}
