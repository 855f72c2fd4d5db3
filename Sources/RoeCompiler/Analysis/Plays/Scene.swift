import RoeMachine

/// What the trace of a finding shows: how a lead comes to the place where it goes wrong, and how
/// it does.
struct Scene: Sendable {
  /// What happens to the lead once it is there.
  enum Act: Sendable {
    /// Somebody makes a move: soon, or just before a clock rings.
    case move(Ref<Move>, before: Ref<Clock>? = nil)
    /// Somebody edits the lead so that a condition holds, and by that makes a move.
    case turn(Ref<Move>, Guard)
    /// Somebody makes a move, and the lead changes hands by it.
    case handover(Ref<Move>, before: Ref<Clock>? = nil)
    /// Somebody tries to make a move, and none of those whom it names may own the lead.
    case barred(Ref<Move>)
    /// An event happens, and just this comes of it; nil: whoever may cause it so.
    case event(Ref<Event>, Decision.Kind, by: Actor? = nil)
    /// Whoever was asked last to accept the lead, one of these persons, answers and may not.
    case rebuff(Ref<Event>, of: Set<String>)
    /// Somebody edits the lead until it is so; if a field is given, that one, too.
    case edited(Guard, Ref<Field>? = nil)
    /// An event happens and brings along what makes a condition so, and a move is made.
    case bringing(Ref<Event>, Guard, Ref<Move>)
    /// Nobody acts until a step of a clock comes, counted from 0.
    case ring(Ref<Clock>, Int)
    /// Nobody acts until something happens by itself.
    case silence
    /// Nobody acts until an instant, milliseconds UTC, whatever happens by itself.
    case nothing(until: Int)
    /// Nobody acts until an instant, and nobody is called.
    case unheard(until: Int)
    /// It is in this state now.
    case isIn(Ref<State>)
    /// One of these persons owns it now.
    case owned(by: Set<String>)
    /// It is now so.
    case holds(Guard)
    /// Nobody acts until the lead is where it was before, after it has been elsewhere or somebody
    /// else's.
    case round
    /// Another owner has got it on a way between these states.
    case handedOver(between: [Ref<State>])
    /// Somebody does what stops a clock.
    case stopped(Ref<Clock>)
    /// None of some clocks runs now.
    case clockless([Ref<Clock>])
    /// The rules have just failed it.
    case lost
    /// A table has just decided, by one of its rows; nil for `otherwise`.
    case row(Int?, of: Ref<RoutingTable>)
    /// A row of a table has not decided so far.
    case notRow(Int, of: Ref<RoutingTable>)

    var isMove: Bool { if case .move = self { true } else { false } }
  }

  /// The id of the lifecycle.
  let lifecycle: String
  /// The lead comes into one of these.
  var states: [Ref<State>]
  /// What it has there.
  var lead: SampleLead?
  /// What holds for it there.
  var condition: Guard
  /// When it comes there, if that matters; milliseconds UTC.
  var arriving: Int?
  var acts: [Act]
  /// The ids of those who are away meanwhile, besides whom the roster knows to be.
  var away: [String] = []
  /// Whether they are away only once the lead is there.
  var isAwayLater = false

  init(
    _ lifecycle: Lifecycle, in states: [Ref<State>], as lead: SampleLead? = nil,
    where condition: Guard = .always, arriving: Int? = nil, _ acts: [Act] = []
  ) {
    self.lifecycle = lifecycle.id
    self.states = states
    self.lead = lead
    self.condition = condition
    self.arriving = arriving
    self.acts = acts
  }

  /// The same, and what follows.
  func then(_ further: [Act]) -> Scene {
    var scene = self
    scene.acts += further
    return scene
  }

  /// The same of a lead for which something more holds.
  func `where`(_ further: Guard) -> Scene {
    var scene = self
    if further != .always { scene.condition = .all([condition, further]) }
    return scene
  }

  /// The same of some lead.
  func about(_ lead: SampleLead) -> Scene {
    var scene = self
    scene.lead = lead
    return scene
  }

  /// The same in one of its states.
  func comingOnly(to state: Ref<State>) -> Scene {
    var scene = self
    scene.states = [state]
    return scene
  }

  /// The same while some are away, by their ids.
  func without(_ people: [String], later isLater: Bool = false) -> Scene {
    var scene = self
    scene.away = people
    scene.isAwayLater = isLater
    return scene
  }

  /// Whether it shows nothing unless it ends as it says.
  var hasEnd: Bool {
    acts.contains { act in
      switch act {
      case .owned, .holds: true
      default: false
      }
    }
  }

  /// The same up to where the lead is there; nil where that shows nothing.
  var arrival: Scene? {
    var scene = self
    scene.acts = []
    scene.arriving = nil
    switch acts.last {
    case .row, .notRow, .lost, .clockless, .unheard, .owned, .holds, .isIn: return nil
    default: return scene
    }
  }
}

extension Scene {
  /// A step of a clock comes, in a state that arms it.
  init(ring rung: Int, of clock: Ref<Clock>, in journey: Journey, then acts: [Act] = []) {
    let arming = journey.states(arming: clock)
    if arming.isEmpty, let move = journey.moves(starting: clock).first {
      self.init(moves: [move], in: journey, then: [.ring(clock, rung)] + acts)
      return
    }
    self.init(
      journey.lifecycle, in: arming,
      where: journey.lifecycle.clocks[clock].when, [.ring(clock, rung)] + acts)
  }

  /// Moves are made, one after the other.
  init(moves: [Ref<Move>], in journey: Journey, as lead: SampleLead? = nil, then acts: [Act] = []) {
    self.init(
      journey.lifecycle,
      in: moves.first.map { journey.lifecycle.moves[$0].from.filter(journey.looksAt) } ?? [],
      as: lead, moves.map { .move($0) } + acts)
  }
}

extension Scene {
  /// A lead for which a condition holds goes a step of its way.
  init(step: Journey.Step, in journey: Journey, where condition: Guard) {
    let lifecycle = journey.lifecycle
    switch step.cause {
    case .move(let move): self.init(lifecycle, in: [step.from], where: condition, [.move(move)])
    case .rung(let rung, let clock):
      self.init(
        lifecycle, in: [step.from], where: .all([condition, lifecycle.clocks[clock].when]),
        [.ring(clock, rung)])
    case .table, .lost: self.init(lifecycle, in: [step.to], where: condition)
    }
  }
}
