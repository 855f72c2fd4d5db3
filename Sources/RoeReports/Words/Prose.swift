import RoeCompiler
import RoeMachine

/// The rules of one lifecycle in plain English, as text without markup.
struct Prose {
  let names: Names
  let lifecycle: Lifecycle
  /// The states in the order in which a lead can come by them.
  let journey: [Ref<State>]
  /// The handoffs of this lifecycle.
  let handoffs: [HandoffText]
  /// For each state, the moves that apply in it, in the order in which they are tried.
  private let movesByState: [[Int]]
  private let stateTitles: [String]
  private let clockTitles: [String]
  /// By when SLAs are to be met, by the ids of their clocks.
  let dues: [String: Amount]
  /// The reader is the owner, and is called `you`.
  var isToOwner = false

  init(names: Names, lifecycle: Lifecycle) {
    self.names = names
    self.lifecycle = lifecycle
    let handoffs = names.file.texts.handoffs.filter { $0.lifecycle == lifecycle.id }
    var movesByState: [[Int]] = lifecycle.states.map { _ in [] }
    for (offset, move) in lifecycle.moves.enumerated() {
      for state in Set(move.from) { movesByState[Int(state.offset)].append(offset) }
    }
    self.handoffs = handoffs
    self.movesByState = movesByState
    journey = Self.journey(of: lifecycle, movesByState)
    stateTitles = Self.stateTitles(lifecycle, handoffs, names)
    clockTitles = Self.clockTitles(lifecycle, handoffs, names, stateTitles)
    var dues: [String: Amount] = [:]
    for sla in names.file.texts.slas where sla.lifecycle == lifecycle.id {
      for clock in sla.clocks { dues[clock] = sla.due(ofClock: clock) }
    }
    self.dues = dues
  }

  /// What a record of this lifecycle is called.
  var noun: String { lifecycle.id.asWords }

  /// The same rules, told to the owner.
  var toOwner: Self {
    var prose = self
    prose.isToOwner = true
    return prose
  }

  var machine: Machine { names.machine }

  /// The offsets of the moves that apply in a state.
  func offsetsOfMoves(from state: Ref<State>) -> [Int] { movesByState[Int(state.offset)] }

  func moves(from state: Ref<State>) -> [Move] {
    offsetsOfMoves(from: state).map { lifecycle.moves[$0] }
  }

  func state(_ ref: Ref<State>) -> String { stateTitles[Int(ref.offset)] }

  /// Fields stand in the middle of sentences, so that they begin in small letters.
  func field(_ ref: Ref<Field>) -> String {
    let id = lifecycle.fields[ref].id
    return names.text(RuleID.field(lifecycle.id, id)).title?.oneLine ?? id.asWords
  }

  func fields(_ refs: [Ref<Field>], _ word: String = "and") -> String {
    listed(refs.map(field), word)
  }

  func event(_ ref: Ref<Event>) -> String { event(lifecycle.events[ref].id) }

  func event(_ id: String) -> String {
    names.text(RuleID.event(lifecycle.id, id)).title?.oneLine ?? id.asWords
  }

  func activity(_ ref: Ref<Activity>) -> String {
    let id = lifecycle.activities[ref].id
    return names.text(RuleID.activity(lifecycle.id, id)).title?.oneLine ?? id.asWords
  }

  func definition(_ ref: Ref<Definition>) -> String {
    let id = lifecycle.definitions[ref].id
    return names.title(RuleID.definition(lifecycle.id, id), id: id)
  }

  func table(_ ref: Ref<RoutingTable>) -> String {
    let id = lifecycle.tables[ref].id
    return names.title(RuleID.table(lifecycle.id, id), id: id)
  }

  func clock(_ ref: Ref<Clock>) -> String { clockTitles[Int(ref.offset)] }

  func title(of handoff: HandoffText) -> String { Self.title(of: handoff, names) }

  /// Who may do something: `the owner or a member of Inbound`; empty tests let anybody.
  func actors(_ tests: [ActorTest]) -> String {
    tests.isEmpty ? "anyone" : listed(tests.map(actor), "or")
  }

  private func actor(_ test: ActorTest) -> String {
    switch test {
    case .owner: isToOwner ? "you" : "the owner"
    case .asked: "the person asked to accept"
    case .person(let person): names.person(person)
    case .role(let role): names.role(machine.roles[role].id).anybody
    case .pool(let pool): "any member of \(names.pool(pool))"
    case .lead: "the \(noun)"
    case .system: "the system"
    }
  }

  /// What sets a move off: `call logged`, or a condition that comes true.
  func trigger(_ trigger: Move.Trigger, when guarded: Guard) -> String {
    switch trigger {
    case .event(let event): self.event(event)
    case .becomes(let condition): "as soon as \(self.condition(condition))"
    case .watch:
      guarded == .always ? "at once" : "whenever \(condition(guarded))"
    }
  }

  /// Who may set a move off.
  func actors(of move: Move) -> String {
    guard case .event(let event) = move.trigger else { return "by itself" }
    return actors(move.by.isEmpty ? lifecycle.events[event].by : move.by)
  }
}
