import RoeMachine
import RoeSource

/// Leads that may be at rest in a state while no clock runs there that lasts.
struct Clockless {
  /// Such as `a lead with score 12`.
  let who: String
  /// What is the matter with each clock of the state.
  let labels: [Diagnostic.Label]
  let scenes: [Scene]
}

extension LintInput {
  /// Nil when there are none.
  func clockless(in state: Ref<State>, of journey: Journey) -> Clockless? {
    let lifecycle = journey.lifecycle
    guard let lead = clocklessLead(in: state, of: journey) else { return nil }
    let labels = lifecycle.states[state].clocks.compactMap { clock in
      span(RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id)).map {
        Diagnostic.Label(journey.gap(clock, in: state) ?? "it is not for every lead", at: $0)
      }
    }
    let lasting = journey.lastingClocks(in: state)
    return Clockless(
      who: lead.traits.isEmpty ? "a lead" : "a lead with \(lead.words)", labels: labels,
      // Where no clock lasts, coming there is all.
      scenes: lasting.isEmpty
        ? [Scene(lifecycle, in: [state], as: lead), Scene(lifecycle, in: [state])]
        : [
          Scene(lifecycle, in: [state], as: lead, [.clockless(lasting)]),
          Scene(
            lifecycle, in: [state],
            where: .all(lasting.map { .not(lifecycle.clocks[$0].armingCondition(in: lifecycle)) }),
            [.clockless(lasting)]),
        ])
  }

  private func clocklessLead(in state: Ref<State>, of journey: Journey) -> SampleLead? {
    // What is not understood may be the very condition on which a lead gets there.
    if let known = facts.clockless[journey.lifecycle.id], broken.isEmpty { return known[state] }
    return journey.lastingClocks(in: state).isEmpty
      ? .any(in: journey.lifecycle, at: machine.usualInstant) : nil
  }
}

extension Journey {
  /// Why there may come a time when the clock does not run; nil when it lasts, for those whom it
  /// is for.
  ///
  /// - Parameter isDated: whether a field that it counts from has a value.
  func gap(_ ref: Ref<Clock>, in state: Ref<State>, isDated: Bool = false) -> String? {
    let clock = lifecycle.clocks[ref]
    switch clock.anchor {
    // Who rests comes back once it has been quiet for long enough.
    case .activity(let activity) where lifecycle.states[state].kind != .nurture:
      return "every “\(lifecycle.activities[activity].id)” starts it again"
    case .field(let field) where lifecycle.mayLose(field) && !isDated:
      return "it does not run while “\(lifecycle.fields[field].id)” is missing"
    case .activity, .entry, .assignment, .capture, .field: break
    }
    // What stops the clock must take the lead elsewhere, where another one runs.
    let events = Set(clock.metBy.flatMap { lifecycle.activities[$0].events })
    var passing: Set<Ref<Event>> = []
    for step in steps(from: state) where step.to != state {
      if case .move(let move) = step.cause, case .event(let event) = lifecycle.moves[move].trigger {
        passing.insert(event)
      }
    }
    if !events.isSubset(of: passing) {
      let names = clock.metBy.map { "“\(lifecycle.activities[$0].id)”" }
      return "\(names.joined(separator: " or ")) stops it, and the lead stays here"
    }
    if clock.repeats { return nil }
    return clock.rungs.last?.outcome.to == nil
      ? "after its last step the lead stays here, and it does not run again" : nil
  }
}

extension Lifecycle {
  /// Whether a lead that has a value of a field may be without it later.
  fileprivate func mayLose(_ field: Ref<Field>) -> Bool {
    fields[field].isOptional && !fields[field].isFrozen
  }
}
