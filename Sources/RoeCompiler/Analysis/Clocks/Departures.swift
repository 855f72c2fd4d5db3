import RoeMachine

/// Which clocks surely take leads out of a state: those that nobody and no rule can put off.
struct Departures {
  /// The step of a clock that does.
  struct Departure {
    let clock: Ref<Clock>
    /// Counted from 0.
    let rung: Int
    let after: Amount
    let target: Ref<State>
  }

  private let lifecycle: Lifecycle
  /// Clocks that an action starts or stops.
  private let handled: Set<Ref<Clock>>
  private var carriedInto: [Ref<Clock>: Set<Ref<State>>] = [:]

  init(_ lifecycle: Lifecycle) {
    self.lifecycle = lifecycle
    handled = lifecycle.handledClocks
    for state in lifecycle.states.refs {
      for clock in lifecycle.states[state].carries {
        carriedInto[clock, default: []].insert(state)
      }
    }
  }

  /// Whether a clock may still be running in a state since it was armed elsewhere.
  func isCarried(_ clock: Ref<Clock>) -> Bool { carriedInto[clock] != nil }

  /// Whether the steps of a clock that a state arms come no sooner than so long after the entry.
  func countsFromEntry(_ ref: Ref<Clock>) -> Bool {
    let clock = lifecycle.clocks[ref]
    guard clock.notAfter == nil, !handled.contains(ref) else { return false }
    switch clock.anchor {
    case .entry, .activity: return true
    case .assignment, .capture, .field: return false
    }
  }

  /// Whether the steps of a clock that a state arms surely come so long after the entry, if the lead
  /// stays.
  func isSteady(_ ref: Ref<Clock>) -> Bool {
    let clock = lifecycle.clocks[ref]
    return clock.anchor == .entry && clock.metBy.isEmpty && clock.notBefore == nil
      && (clock.restarts ?? 0) == 0 && !handled.contains(ref)
  }

  /// The step with which a clock surely takes every lead away for which it runs in a state, if the
  /// time of that step is over before another clock rings; nil where it may not.
  func departure(
    by ref: Ref<Clock>, from state: Ref<State>, before other: Ref<Clock>
  ) -> Departure? {
    let clock = lifecycle.clocks[ref]
    guard ref != other, isSteady(ref),
      // Wherever the late one runs on, this one does.
      (carriedInto[other] ?? []).isSubset(of: carriedInto[ref] ?? []),
      let rung = clock.rungs.firstIndex(where: { $0.outcome.to != nil }),
      case .state(let target)? = clock.rungs[rung].outcome.to
    else { return nil }
    let carries = lifecycle.states[target].carries
    // Where it runs on itself, it may have taken this step before.
    if carries.contains(other) || isCarried(ref) && carries.contains(ref) { return nil }
    return Departure(clock: ref, rung: rung, after: clock.rungs[rung].after, target: target)
  }

  /// Whether a clock counts in the same business hours as one that begins with it or later.
  func isSameHours(_ ref: Ref<Clock>, as later: Ref<Clock>) -> Bool {
    let (clock, other) = (lifecycle.clocks[ref], lifecycle.clocks[later])
    guard clock.hours == other.hours else { return false }
    switch clock.hours {
    case .calendar, nil: return true
    // Somebody else may have the lead when it begins again, or had it where the first one began.
    case .owner, .field: return other.restarts ?? 0 == 0 && !isCarried(ref)
    }
  }
}
