/// Carries out a machine: the reference for what `schema/machine.md` means.
///
/// It has no state of its own: leads and the state of the roster go in and come out changed.
public struct Interpreter: Sendable {
  let plan: Plan

  public var machine: Machine { plan.machine }
  public var roster: Roster { plan.roster }

  /// Throws when the machine is not sound, or the roster does not fit it.
  public init(_ machine: Machine, roster: Roster) throws(MachineError) {
    plan = try Plan(machine, roster)
  }

  /// A roster at the beginning: every turn, load and count is 0.
  public func rosterState() -> RosterState {
    RosterState(
      turns: Array(repeating: 0, count: plan.people.pools.count),
      loads: Array(repeating: 0, count: plan.people.loadCount),
      counts: Array(repeating: 0, count: plan.countCount))
  }

  /// Gives an input to a lead; without a configuration it is the lead's capture.
  public func step(
    _ lead: inout Configuration?, _ roster: inout RosterState, _ input: Input
  ) -> [Decision] {
    var decisions: [Decision] = []
    step(&lead, &roster, input, appendingTo: &decisions)
    return decisions
  }

  /// The same, without an array of its own for every step.
  public func step(
    _ lead: inout Configuration?, _ roster: inout RosterState, _ input: Input,
    appendingTo decisions: inout [Decision]
  ) {
    // The configuration is moved, not copied, so that its arrays are changed in place.
    guard let taken = lead.take() else {
      guard plan.lifecycles.indices.contains(Int(input.lifecycle.offset)) else { return }
      var step = Step(plan, Configuration(capturing: input, plan))
      swap(&step.roster, &roster)
      swap(&step.decisions, &decisions)
      let exists = step.capture(input)
      swap(&step.roster, &roster)
      swap(&step.decisions, &decisions)
      if exists { lead = step.finished() }
      return
    }
    var step = Step(plan, taken)
    swap(&step.roster, &roster)
    swap(&step.decisions, &decisions)
    step.handle(input)
    swap(&step.roster, &roster)
    swap(&step.decisions, &decisions)
    lead = step.finished()
  }

  /// Fires every clock that is decided before an instant.
  ///
  /// - Parameter limit: how many clocks may fire at most; a clock may repeat without end.
  public func advance(
    _ lead: inout Configuration, _ roster: inout RosterState, to instant: Int, limit: Int = .max
  ) -> [Decision] {
    fire(&lead, &roster, before: instant, limit: limit)
  }

  /// Fires every clock that is decided before or at an instant.
  public func close(
    _ lead: inout Configuration, _ roster: inout RosterState, at instant: Int, limit: Int = .max
  ) -> [Decision] {
    fire(&lead, &roster, before: instant.saturating(plus: 1), limit: limit)
  }

  /// What will have happened to a lead after so many decisions if nobody does anything.
  public func silentFuture(
    of lead: Configuration, _ roster: RosterState, decisions count: Int
  ) -> [Decision] {
    var lead = lead
    var roster = roster
    var decisions: [Decision] = []
    while decisions.count < count, let timer = nextTimer(of: lead) {
      decisions += fire(&lead, &roster, before: timer.at.saturating(plus: 1), limit: 1)
    }
    return Array(decisions.prefix(count))
  }

  private func fire(
    _ lead: inout Configuration, _ roster: inout RosterState, before instant: Int, limit: Int
  ) -> [Decision] {
    var step = Step(plan, lead)
    // Let go of the caller's copy, so that the step is the only owner of the arrays.
    lead = Configuration.empty
    swap(&step.roster, &roster)
    step.fireClocks(before: instant, limit: limit)
    swap(&step.roster, &roster)
    let decisions = step.decisions
    lead = step.finished()
    return decisions
  }

  /// The clock that fires next when nothing else happens.
  func nextTimer(of lead: Configuration) -> NextTimer? {
    guard let index = lead.nextClock(plan.lifecycles[Int(lead.lifecycle.offset)]) else {
      return nil
    }
    let running = lead.running[index]
    let at = max(running.due.saturating(plus: plan.lag), lead.isHalted ? lead.clock + 1 : .min)
    return NextTimer(
      at: at, due: running.due, rung: running.rung,
      rank: plan.lifecycles[Int(lead.lifecycle.offset)].clockRanks[Int(running.clock.offset)])
  }
}

/// When a lead's next clock fires, in the order in which the clocks of many leads fire.
struct NextTimer: Equatable, Comparable, Sendable {
  /// The instant at which it is decided.
  var at: Int
  var due: Int
  var rung: Int
  /// The place of the clock's rule id among those of the machine.
  var rank: Int

  static func < (a: Self, b: Self) -> Bool {
    if a.at != b.at { return a.at < b.at }
    if a.due != b.due { return a.due < b.due }
    return (a.rung, a.rank) < (b.rung, b.rank)
  }
}
