/// One step in the making: the lead and the roster while they change, and the decisions so far.
struct Step {
  let plan: Plan
  let lifecycle: LifecyclePlan
  var lead: Configuration
  var roster = RosterState(turns: [], loads: [], counts: [])
  var decisions: [Decision] = []
  var draft = Draft()
  /// Who caused what is being decided.
  var actor = Actor.unknown

  /// A decision while it is made.
  struct Draft {
    var from: Ref<State>?
    var ownerBefore: Ref<Roster.Member>?
    var timer: Decision.Timer?
    var input: String?
    var late = false
    var effects: [Effect] = []
    var because = Because()
    var parts: GuardParts?
    /// Whether the lead has entered a state.
    var hasEntered = false
    /// Whether an input can still be refused.
    var isRefusable = false
  }

  /// How carrying out an outcome ended.
  enum Ending {
    case done
    case lost(Decision.Reason)
    case refused(Decision.Reason)
  }

  init(_ plan: Plan, _ lead: consuming Configuration) {
    self.plan = plan
    lifecycle = plan.lifecycles[Int(lead.lifecycle.offset)]
    self.lead = lead
  }

  /// The lead as the step leaves it.
  consuming func finished() -> Configuration { lead }

  var model: Lifecycle { lifecycle.model }
  /// The instant of the step.
  var now: Int { lead.clock }

  // MARK: Time

  /// Moves the lead's clock; at a new instant the decisions are counted anew.
  mutating func setClock(_ instant: Int) {
    if instant == lead.clock { return }
    lead.clock = instant
    lead.decisionsNow = 0
  }

  /// Fires the clocks that are decided before an instant, in their order.
  ///
  /// - Parameter occurred: clocks due before it fire too, although they still waited for acts
  ///   reported late.
  mutating func fireClocks(before instant: Int, occurred: Int = .min, limit: Int = .max) {
    var fired = 0
    while fired < limit, let index = lead.nextClock(lifecycle) {
      let due = lead.running[index].due
      let earliest = lead.isHalted ? lead.clock + 1 : .min
      let decided = max(due.saturating(plus: plan.lag), earliest)
      if decided < instant {
        setClock(max(lead.clock, decided))
      } else if due < occurred, max(lead.clock, occurred) >= earliest {
        setClock(max(lead.clock, occurred))
      } else {
        return
      }
      fire(index)
      fired += 1
    }
  }

  // MARK: Decisions

  mutating func begin() {
    draft = Draft()
    draft.from = lead.state
    draft.ownerBefore = lead.owner
  }

  mutating func record(_ kind: Decision.Kind, _ reason: Decision.Reason? = nil) {
    lead.decisions += 1
    lead.decisionsNow += 1
    decisions.append(
      Decision(
        lifecycle: lead.lifecycle, at: lead.clock, lead: lead.lead, sequence: lead.decisions,
        kind: kind, reason: reason, late: draft.late, input: draft.input, timer: draft.timer,
        from: draft.from, to: lead.state, ownerBefore: draft.ownerBefore, ownerAfter: lead.owner,
        due: lead.due, effects: draft.effects, because: draft.because, guardParts: draft.parts))
  }

  /// Whether the next decision would be one too many at this instant.
  var isRunaway: Bool { lead.decisionsNow == Configuration.decisionLimit - 1 }

  /// Sends the lead to lost and found, as the decision that was begun.
  mutating func lose(_ reason: Decision.Reason) {
    guard let state = model.lostAndFound else { return }
    _ = enter(state, chain: nil, isLost: true)
    draft.because.append(.state(state))
    record(.lost, reason)
  }

  mutating func loseAsRunaway() {
    draft.because = Because()
    draft.parts = nil
    lose(.runaway)
  }

  /// Follows `watch` moves until none applies, or one loses the lead.
  mutating func settle() {
    actor = .unknown
    while !lead.isHalted, let move = nextWatch() {
      begin()
      if isRunaway {
        loseAsRunaway()
        return
      }
      justify(by: move)
      switch carryOut(model.moves[move].outcome) {
      case .done: record(.moved)
      case .lost(let reason), .refused(let reason):
        lose(reason)
        // Otherwise a move out of lost and found that finds nobody would be tried for ever.
        return
      }
    }
  }

  private func nextWatch() -> Ref<Move>? {
    lifecycle.watches[Int(lead.state.offset)].first { isWatchDue($0) }
  }

  func isWatchDue(_ ref: Ref<Move>) -> Bool {
    guard let to = model.moves[ref].outcome.to else { return false }
    let target = state(of: to)
    return target != lead.state && holds(model.moves[ref].when) && !lacksRequirement(of: ref)
  }

  /// Whether a value is missing that the move asks for, or that the state it leads to asks for
  /// and the move does not set itself.
  func lacksRequirement(of ref: Ref<Move>) -> Bool {
    if !lifecycle.requiresValues { return false }
    if lacks(model.moves[ref].requires) { return true }
    guard let target = model.moves[ref].outcome.to.flatMap(state(of:)) else { return false }
    return model.states[target].requires.contains { field in
      lacks([field])
        && !model.moves[ref].outcome.actions.contains {
          switch $0 {
          case .set(field, let value): value != .missing
          case .add(field, _): true
          default: false
          }
        }
    }
  }

  /// The state that a target means; nil when there is no previous state.
  func state(of target: Outcome.Target) -> Ref<State>? {
    switch target {
    case .state(let state): state
    case .previous: lead.previousState
    }
  }

  /// Whether one of the fields has no value.
  func lacks(_ fields: [Ref<Field>]) -> Bool {
    fields.contains { lead.record[Int($0.offset)] == .missing }
  }

  /// Names the move as the reason, with the parts of its guard.
  mutating func justify(by move: Ref<Move>) {
    draft.because.append(.move(move))
    switch model.moves[move].when {
    case .all(let operands), .any(let operands), .atLeast(_, let operands):
      var parts = GuardParts()
      for operand in operands { parts.append(holds(operand)) }
      draft.parts = parts
    default: break
    }
  }
}
