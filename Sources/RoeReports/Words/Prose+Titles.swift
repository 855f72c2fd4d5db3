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
          if let own = title(of: clock.id, in: place, called: stateTitles[home]) { return own }
        }
      }
      return names.title(rule, id: clock.id)
    }
  }

  /// A clock that is written in its state has the state's id and a full stop before its own.
  private static func title(of clock: String, in place: String, called title: String) -> String? {
    if clock == place { return "Time in \(title)" }
    guard clock.hasPrefix(place + ".") else { return nil }
    let own = String(clock.dropFirst(place.count + 1))
    let isNameless = own == "ladder" || own == "clock" || own.hasPrefix("after_")
    return isNameless ? "Time in \(title)" : own.asWords.capitalisingFirst
  }
}
