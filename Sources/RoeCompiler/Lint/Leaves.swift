import RoeLogic
import RoeMachine

extension LintInput {
  /// Whether a lead can get into a state only by steps of clocks that never come.
  func isOvertaken(_ state: Ref<State>, in journey: Ref<Lifecycle>) -> Bool {
    let first = Dictionary(
      uniqueKeysWithValues: overtaken[Int(journey.offset)].map { ($0.clock, $0.rung) })
    if first.isEmpty { return false }
    let journey = self.journey(of: journey)
    var waiting = journey.lifecycle.entries.map(\.state)
    var seen = Set(waiting)
    while let place = waiting.popLast() {
      for step in journey.steps(from: place) {
        if case .rung(let rung, let clock) = step.cause, let never = first[clock], rung >= never {
          continue
        }
        if seen.insert(step.to).inserted { waiting.append(step.to) }
      }
    }
    return !seen.isEmpty && !seen.contains(state)
  }
}

/// The clocks of states that take every lead away at a time that nothing puts off.
struct Leaves {
  struct Leave {
    let state: Ref<State>
    let ref: Ref<Clock>
    let clock: Clock
    /// Counted from 0.
    let rung: Int
    let after: Amount
    let target: Ref<State>
  }

  private let journey: Journey
  private let machine: Machine
  private var order: DueOrder
  /// Clocks that an action starts or stops.
  private var handled: Set<Ref<Clock>> = []
  private var carriedIn: [Ref<Clock>: [Ref<State>]] = [:]

  init(of journey: Journey, in machine: Machine) {
    self.journey = journey
    self.machine = machine
    order = DueOrder(machine)
    for action in journey.lifecycle.outcomes.lazy.flatMap(\.actions) {
      switch action {
      case .start(let clock), .stop(let clock): handled.insert(clock)
      default: break
      }
    }
    for ref in journey.states {
      for clock in journey.lifecycle.states[ref].carries {
        carriedIn[clock, default: []].append(ref)
      }
    }
  }

  /// Of every clock the first step that never comes in any state that arms the clock, and what
  /// takes the lead away before.
  mutating func overtaken() -> [(clock: Ref<Clock>, rung: Int, leaves: [Leave])] {
    var all: [(clock: Ref<Clock>, rung: Int, leaves: [Leave])] = []
    clocks: for clock in journey.lifecycle.clocks.refs {
      var first: (rung: Int, leaves: [Leave])?
      for state in journey.states(arming: clock) {
        guard let found = firstOvertaken(clock, in: state) else { continue clocks }
        if first.map({ $0.rung < found.rung }) ?? true { first = found }
      }
      if let first { all.append((clock, first.rung, first.leaves)) }
    }
    return all
  }

  private mutating func firstOvertaken(
    _ ref: Ref<Clock>, in state: Ref<State>
  ) -> (rung: Int, leaves: [Leave])? {
    let lifecycle = journey.lifecycle
    let clock = lifecycle.clocks[ref]
    guard clock.notAfter == nil, !handled.contains(ref), !clock.repeats else { return nil }
    switch clock.anchor {
    case .entry, .activity: break
    case .assignment, .capture, .field: return nil
    }
    let leaves = lifecycle.states[state].clocks.compactMap { leave($0, from: state, before: ref) }
    for (number, rung) in clock.rungs.enumerated() {
      let earlier = leaves.filter {
        order.isAlwaysEarlier($0.after, of: $0.clock, than: rung.after, of: clock)
          || comes($0, before: number, of: ref)
      }
      let needed = self.leaves(among: earlier, taking: ref)
      if !needed.isEmpty { return (number, needed) }
    }
    return nil
  }

  /// Whether two steps are due in one moment, of which the machine carries the one out that takes the
  /// lead away, so that what the other would do is lost.
  private func comes(_ leave: Leave, before number: Int, of ref: Ref<Clock>) -> Bool {
    let clock = journey.lifecycle.clocks[ref]
    let rung = clock.rungs[number]
    // One that runs on from another state may count in somebody else's hours.
    let isOneCalendar =
      if case .calendar = clock.hours { true } else { carriedIn[leave.ref] == nil }
    guard clock.anchor == leave.clock.anchor, rung.after == leave.after,
      !rung.after.isBusiness || (clock.hours == leave.clock.hours && isOneCalendar)
    else { return false }
    // That both take it elsewhere is told as such.
    switch rung.outcome.to {
    case nil: break
    case .state(leave.target) where !rung.outcome.actions.isEmpty: break
    case .state, .previous: return false
    }
    return (leave.rung, leave.ref) < (number, ref)
  }

  /// The first steps that together take away all leads for which a clock runs; none where they do
  /// not.
  private func leaves(among leaves: [Leave], taking ref: Ref<Clock>) -> [Leave] {
    let clock = journey.lifecycle.clocks[ref]
    if let one = leaves.first(where: { $0.clock.when == .always || $0.clock.when == clock.when }) {
      return [one]
    }
    // One that runs on from another state was judged there.
    if leaves.isEmpty || carriedIn[ref] != nil { return [] }
    do throws(BudgetExceeded) {
      var space = try LeadSpace(
        journey.lifecycle, zone: machine.zones[machine.zone],
        guards: [clock.when] + leaves.map(\.clock.when), usual: machine.usualInstant,
        budget: TableFacts.nodeBudget)
      var left = try space.leads(clock.when)
      var needed: [Leave] = []
      for leave in leaves {
        let rest = try space.diagrams.difference(left, space.leads(leave.clock.when))
        if rest != left { needed.append(leave) }
        left = rest
        if left == .none { return needed }
      }
    } catch {
      // What is too complex is told where it stands.
    }
    return []
  }

  /// The step of a clock that surely takes a lead away for which another clock runs.
  private func leave(
    _ ref: Ref<Clock>, from state: Ref<State>, before other: Ref<Clock>
  ) -> Leave? {
    let lifecycle = journey.lifecycle
    let clock = lifecycle.clocks[ref]
    guard ref != other, clock.anchor == .entry, clock.metBy.isEmpty, clock.notBefore == nil,
      (clock.restarts ?? 0) == 0, !handled.contains(ref),
      // Wherever the late one runs on, this one does.
      Set(carriedIn[other] ?? []).isSubset(of: carriedIn[ref] ?? [])
    else { return nil }
    for (number, rung) in clock.rungs.enumerated() {
      guard case .state(let target) = rung.outcome.to else { continue }
      return lifecycle.states[target].carries.contains(other)
        ? nil
        : Leave(
          state: state, ref: ref, clock: clock, rung: number, after: rung.after, target: target)
    }
    return nil
  }
}
