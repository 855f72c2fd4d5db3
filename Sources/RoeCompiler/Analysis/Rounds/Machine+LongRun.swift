import RoeMachine

extension Machine {
  /// The same rules for leads about which nobody has done anything for so long that all days have
  /// passed that their fields and the rules name; nil where no lead goes round, or that makes no
  /// difference.
  func inTheLongRun(_ ref: Ref<Lifecycle>) -> Machine? {
    let lifecycle = lifecycles[ref]
    guard Journey(of: lifecycle).hasSilentRounds else { return nil }
    var later = lifecycle
    for place in later.clocks.indices {
      later.clocks[place] = later.clocks[place].inTheLongRun(lifecycle)
    }
    for place in later.moves.indices where later.moves[place].trigger == .watch {
      later.moves[place].when = later.moves[place].when.afterAll(lifecycle.definitions)
    }
    if later == lifecycle { return nil }
    var machine = self
    machine.lifecycles[Int(ref.offset)] = later
    return machine
  }
}

extension Clock {
  /// What becomes of the clock when the days in all fields have passed, and the capture is long ago.
  fileprivate func inTheLongRun(_ lifecycle: Lifecycle) -> Clock {
    var clock = self
    clock.when = when.afterAll(lifecycle.definitions)
    clock.notBefore = nil
    switch anchor {
    case .capture: clock.ringAtOnce()
    case .field(let field):
      clock.when = .all([clock.when, .test(field, .isPresent)])
      clock.ringAtOnce()
    case .entry, .assignment, .activity: break
    }
    if let field = notAfter, !lifecycle.fields[field].isOptional {
      clock.notAfter = nil
      clock.ringAtOnce()
    }
    return clock
  }

  /// One that repeats has caught up, and goes on in its own time.
  private mutating func ringAtOnce() {
    anchor = .entry
    if repeats { return }
    for place in rungs.indices { rungs[place].after = .seconds(0) }
  }
}

extension Guard {
  /// The same as `inTheLongRun`, left as it is written where it asks for no time.
  fileprivate func afterAll(_ definitions: [Definition]) -> Guard {
    asksForTime(definitions) ? inTheLongRun(definitions) : self
  }
}

extension Journey {
  /// Whether a lead may come back to where it was while nobody does anything, with every condition
  /// taken as possible.
  fileprivate var hasSilentRounds: Bool {
    let repeats = lifecycle.states.contains { state in
      (state.clocks + state.carries).contains { lifecycle.clocks[$0].repeats }
    }
    func mayComeBack(_ place: Int) -> Bool {
      leaving[place].contains { steps[$0].to.offset == place && isSilent(steps[$0]) }
    }
    // A table may send on whom a clock has brought.
    let groups = components(count: lifecycle.states.count) { place in
      leaving[place].compactMap { offset in
        if case .table = steps[offset].cause { return Int(steps[offset].to.offset) }
        return isSilent(steps[offset]) ? Int(steps[offset].to.offset) : nil
      }
    }
    return repeats || groups.contains { $0.count > 1 || mayComeBack($0[0]) }
  }
}
