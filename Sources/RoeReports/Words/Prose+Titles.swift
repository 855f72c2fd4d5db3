import RoeMachine

/// What states and clocks are called when their author gave them no title.
extension Prose {
  static func title(of handoff: HandoffText, _ names: Names) -> String {
    names.title(RuleID.move(handoff.lifecycle, handoff.move), id: handoff.id)
  }

  static func stateTitles(
    _ lifecycle: Lifecycle, _ handoffs: [HandoffText], _ names: Names
  ) -> [String] {
    let waiting = Dictionary(
      handoffs.compactMap { handoff in handoff.pending.map { ($0, handoff) } },
      uniquingKeysWith: { first, _ in first })
    return lifecycle.states.map { state in
      let rule = RuleID.state(lifecycle.id, state.id)
      if names.text(rule).title == nil, let handoff = waiting[state.id] {
        return "Waiting: \(title(of: handoff, names))"
      }
      return names.title(rule, id: state.id)
    }
  }

  static func clockTitles(
    _ lifecycle: Lifecycle, _ handoffs: [HandoffText], _ names: Names, _ stateTitles: [String]
  ) -> [String] {
    let answers = Dictionary(
      handoffs.compactMap { handoff in handoff.silence.map { ($0, handoff) } },
      uniquingKeysWith: { first, _ in first })
    var homes: [Ref<Clock>: Int] = [:]
    for (place, state) in lifecycle.states.enumerated() {
      for clock in state.clocks where homes[clock] == nil { homes[clock] = place }
    }
    return zip(lifecycle.clocks, lifecycle.clocks.refs).map { clock, ref in
      let rule = RuleID.clock(lifecycle.id, clock.id)
      if names.text(rule).title == nil {
        if let handoff = answers[clock.id] { return "Answer: \(title(of: handoff, names))" }
        if let home = homes[ref] {
          let place = lifecycle.states[home].id
          let about = about(clock, lifecycle, names)
          if let own = title(of: clock.id, in: place, called: stateTitles[home], about: about) {
            return own
          }
        } else if clock.id.hasSuffix(".reassign"), let event = start(of: ref, lifecycle, names) {
          return "After \(event)"
        }
      }
      return names.title(rule, id: clock.id)
    }
  }

  /// A clock that is written in its state has the state's id and a full stop before its own.
  private static func title(
    of clock: String, in place: String, called title: String, about: String
  ) -> String? {
    if clock == place { return "\(about) in \(title)" }
    guard clock.hasPrefix(place + ".") else { return nil }
    let own = String(clock.dropFirst(place.count + 1))
    let isNameless = own == "ladder" || own == "clock" || own.hasPrefix("after_")
    return isNameless ? "\(about) in \(title)" : own.asWords.capitalisingFirst
  }

  /// What a clock without a name of its own measures: `Time`, or `No touch`.
  private static func about(_ clock: Clock, _ lifecycle: Lifecycle, _ names: Names) -> String {
    switch clock.anchor {
    case .entry: return "Time"
    case .assignment: return "Time with one owner"
    case .capture: return "Time since the capture"
    case .activity(let ref):
      let id = lifecycle.activities[ref].id
      let rule = RuleID.activity(lifecycle.id, id)
      return "No \(names.text(rule).title?.oneLine ?? id.asWords)"
    case .field(let ref):
      let id = lifecycle.fields[ref].id
      let rule = RuleID.field(lifecycle.id, id)
      return (names.text(rule).title?.oneLine ?? id.asWords).capitalisingFirst
    }
  }

  /// The event that starts a clock which no state starts.
  private static func start(
    of clock: Ref<Clock>, _ lifecycle: Lifecycle, _ names: Names
  ) -> String? {
    for move in lifecycle.moves where move.outcome.actions.contains(.start(clock)) {
      guard case .event(let ref) = move.trigger else { continue }
      let id = lifecycle.events[ref].id
      return names.text(RuleID.event(lifecycle.id, id)).title?.oneLine ?? id.asWords
    }
    return nil
  }
}
