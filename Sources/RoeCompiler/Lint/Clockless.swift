import RoeMachine
import RoeSource

/// Leads that may be at rest in a state while no clock runs there that lasts.
struct Clockless {
  /// Such as `a lead with score 12`.
  let who: String
  /// The acts that put off clocks which run for every such lead; none where there is no such clock.
  let puttingOff: [Ref<Activity>]
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
        Diagnostic.Label(journey.doubt(clock, in: state), at: $0)
      }
    }
    let lasting = journey.lastingClocks(in: state)
    let stops = lasting.filter { !lifecycle.clocks[$0].metBy.isEmpty }
    let others = lasting.filter { !stops.contains($0) }.map {
      Guard.not(lifecycle.clocks[$0].armingCondition(in: lifecycle))
    }
    var scenes = [
      Scene(lifecycle, in: [state], as: lead, [.clockless(lasting)]),
      Scene(
        lifecycle, in: [state],
        where: .all(lasting.map { .not(lifecycle.clocks[$0].armingCondition(in: lifecycle)) }),
        [.clockless(lasting)]),
    ]
    if lasting.isEmpty {
      // Where no clock lasts, coming there is all.
      scenes = [Scene(lifecycle, in: [state], as: lead), Scene(lifecycle, in: [state])]
    } else if !stops.isEmpty {
      let acts = stops.map { Scene.Act.stopped($0) } + [.clockless(lasting)]
      scenes += [
        Scene(lifecycle, in: [state], as: lead, acts),
        Scene(
          lifecycle, in: [state],
          where: .all(others + stops.map { journey.stays(whenDone: $0, in: state) }), acts),
      ]
    }
    scenes = endings(of: lead, in: state, lasting, journey) + scenes
    return Clockless(
      who: lead.who, puttingOff: journey.puttingOff(in: state), labels: labels, scenes: scenes)
  }

  /// A lead that comes there, and what then stops the clocks that run at first.
  private func endings(
    of lead: SampleLead, in state: Ref<State>, _ lasting: [Ref<Clock>], _ journey: Journey
  ) -> [Scene] {
    let lifecycle = journey.lifecycle
    let clocks = lifecycle.states[state].clocks
    let ends = clocks.compactMap { journey.end(of: $0, in: state) }
    let dated = lasting.compactMap { ref -> Scene.Act? in
      let clock = lifecycle.clocks[ref]
      guard case .field(let field) = clock.anchor, !lifecycle.fields[field].isFrozen else {
        return nil
      }
      return .edited(.not(clock.when), field)
    }
    if ends.isEmpty, dated.isEmpty { return [] }
    return (dated.map { [$0] } + [dated]).map { acts in
      Scene(lifecycle, in: [state], as: lead, acts + ends + [.clockless(clocks)])
    }
  }

  private func clocklessLead(in state: Ref<State>, of journey: Journey) -> SampleLead? {
    // What is not understood may be the very condition on which a lead gets there.
    if let known = facts.clockless[journey.lifecycle.id], broken.isEmpty { return known[state] }
    return journey.lastingClocks(in: state).isEmpty
      ? .any(in: journey.lifecycle, at: machine.usualInstant) : nil
  }
}

extension Journey {
  /// Why the clock does not run for every lead in the state, or not as long as they are there.
  fileprivate func doubt(_ ref: Ref<Clock>, in state: Ref<State>) -> String {
    let clock = lifecycle.clocks[ref]
    return gap(ref, in: state)
      ?? (clock.metBy.isEmpty || clock.armingCondition(in: lifecycle) != .always
        ? "it is not for every lead"
        : "\(names(stopping: clock)) stops it, and not every lead goes on")
  }

  private func names(stopping clock: Clock) -> String {
    clock.metBy.map { "“\(lifecycle.activities[$0].id)”" }.joined(separator: " or ")
  }

  /// The leads that no move takes elsewhere when what stops a clock is done.
  fileprivate func stays(whenDone ref: Ref<Clock>, in state: Ref<State>) -> Guard {
    let events = Set(lifecycle.clocks[ref].metBy.flatMap { lifecycle.activities[$0].events })
    return .all(
      steps(from: state).filter { $0.to != state }.compactMap { step in
        guard case .move(let move) = step.cause,
          case .event(let event) = lifecycle.moves[move].trigger, events.contains(event)
        else { return nil }
        return .not(lifecycle.moves[move].when)
      })
  }

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
    return end(whileQuiet: ref, in: state)
  }

  /// Why the clock ends while a lead stays; nil when it does not, once it runs.
  private func end(whileQuiet ref: Ref<Clock>, in state: Ref<State>) -> String? {
    let clock = lifecycle.clocks[ref]
    // What stops the clock must take the lead elsewhere, or make it enter anew, so that one runs.
    let events = Set(clock.metBy.flatMap { lifecycle.activities[$0].events })
    var passing: Set<Ref<Event>> = []
    for step in steps(from: state) {
      if case .move(let move) = step.cause, case .event(let event) = lifecycle.moves[move].trigger {
        passing.insert(event)
      }
    }
    if !events.isSubset(of: passing) {
      return "\(names(stopping: clock)) stops it, and the lead stays here"
    }
    if clock.repeats {
      return clock.notAfter.map { "it stops once “\(lifecycle.fields[$0].id)” has begun" }
    }
    return clock.rungs.last?.outcome.to == nil
      ? "after its last step the lead stays here, and it does not run again" : nil
  }
}

extension Journey {
  /// The acts that start clocks again that run all the time for every lead in a state.
  fileprivate func puttingOff(in state: Ref<State>) -> [Ref<Activity>] {
    let activities = lifecycle.states[state].clocks.compactMap { ref -> Ref<Activity>? in
      let clock = lifecycle.clocks[ref]
      guard case .activity(let activity) = clock.anchor, clock.when == .always,
        end(whileQuiet: ref, in: state) == nil
      else { return nil }
      return activity
    }
    return Set(activities).sorted()
  }

  /// What may stop a clock that does not last; nil where it lasts, or begins again and again.
  fileprivate func end(of ref: Ref<Clock>, in state: Ref<State>) -> Scene.Act? {
    let clock = lifecycle.clocks[ref]
    if gap(ref, in: state) == nil { return nil }
    switch clock.anchor {
    case .field(let field) where lifecycle.mayLose(field): return .edited(.test(field, .isMissing))
    case .activity: return nil
    case .entry, .assignment, .capture, .field: break
    }
    return clock.metBy.isEmpty ? .ring(ref, clock.rungs.count - 1) : .stopped(ref)
  }
}

extension Lifecycle {
  /// Whether a lead that has a value of a field may be without it later.
  fileprivate func mayLose(_ field: Ref<Field>) -> Bool {
    fields[field].isOptional && !fields[field].isFrozen
  }
}
