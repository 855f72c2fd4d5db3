import RoeMachine
import RoeSource

extension Lint {
  static let instantLoop = Lint(
    Code(
      "ROE0606", "instant-loop",
      title: "A lead goes round and round in one moment",
      rationale: """
        Two rules that need no event and no time, each undoing what the other has done, never come \
        to rest. Let one of them wait for something, or give them conditions that cannot hold \
        together.
        """,
      avoid: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        states:
          small:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ whenever: employees >= 50, to: large }]  # ROE0606
          large:
            owner: dana
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ whenever: employees < 200, to: small }]
        """),
      prefer: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        states:
          small:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ whenever: employees >= 50, to: large }]
          large:
            owner: dana
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ whenever: employees < 50, to: small }]
        """))
  ) { input in
    input.journeys.flatMap { journey in
      InstantSteps(of: journey).loops().compactMap { loop -> Finding? in
        let lifecycle = journey.lifecycle
        // It is told from the rule that was written first.
        let told = loop.compactMap { step in
          input.place(of: step.cause, in: lifecycle).map { (state: step.from, place: $0) }
        }
        let start = told.indices.min { told[$0].place < told[$1].place } ?? 0
        let turned = told[start...] + told[..<start]
        let places = turned.map(\.place)
        guard let first = places.first else { return nil }
        let names = turned.map { "“\(lifecycle.states[$0.state].id)”" }
        return Finding(
          names.count == 1
            ? "a lead enters \(names[0]) again and again, all in one moment"
            : "a lead goes round between \(names.listed), all in one moment and without end",
          at: first, labels: places.dropFirst().map { .init("and this takes it on", at: $0) },
          help:
            "Let one of them wait for an event or for some time, or make their conditions exclude each other.",
          scenes: [
            Scene(
              lifecycle, in: loop.map(\.from),
              as: input.machine.lead(
                .all(loop.flatMap(\.conditions)), in: input.ref(of: journey)),
              loop.compactMap { step in
                if case .move(let move) = step.cause { .move(move) } else { nil }
              })
          ])
      }
    }
  }
}

extension LintInput {
  func place(of cause: Journey.Cause, in lifecycle: Lifecycle) -> SourceSpan? {
    switch cause {
    case .move(let move): span(RuleID.move(lifecycle.id, lifecycle.moves[move].id))
    case .rung(let rung, let clock):
      span(RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id), "\(rung + 1)")
    case .table(let table): span(RuleID.table(lifecycle.id, lifecycle.tables[table].id))
    case .lost: nil
    }
  }
}

/// The steps that happen by themselves, in the moment in which a lead enters a state.
private struct InstantSteps {
  struct Step {
    let from: Ref<State>
    let to: Ref<State>
    let cause: Journey.Cause
    let conditions: [Guard]
  }

  let journey: Journey
  private var leaving: [[Step]]

  init(of journey: Journey) {
    self.journey = journey
    leaving = Array(repeating: [], count: journey.lifecycle.states.count)
    for state in journey.states {
      leaving[Int(state.offset)] = journey.steps(from: state).flatMap { step in
        Self.conditions(of: step, in: journey.lifecycle).map {
          Step(
            from: step.from, to: step.to, cause: step.cause,
            conditions: $0.conjuncts(journey.lifecycle.definitions))
        }
      }
    }
  }

  /// The conditions under each of which the step happens at once; none when it waits.
  private static func conditions(of step: Journey.Step, in lifecycle: Lifecycle) -> [Guard] {
    switch step.cause {
    case .move(let move):
      let move = lifecycle.moves[move]
      guard case .watch = move.trigger, step.from != step.to else { return [] }
      return [move.when]
    case .rung(let number, let clock):
      let clock = lifecycle.clocks[clock]
      // A day that has passed already rings the clock at once.
      if clock.notAfter != nil { return [clock.when] }
      switch clock.anchor {
      case .capture, .field: return [clock.when]
      case .entry, .assignment: return clock.rungs[number].after.isZero ? [clock.when] : []
      case .activity: return []
      }
    case .table(let table):
      let table = lifecycle.tables[table]
      var found = table.rows.filter { $0.outcome == .state(step.to) }.map(\.when)
      if table.otherwise == .state(step.to), table.rows.count <= 50 {
        found.append(.all(table.rows.map { .not($0.when) }))
      }
      return found
    case .lost: return []
    }
  }

  /// One loop of each group of states that has some; conditions that exclude each other break it.
  func loops() -> [[Step]] {
    let groups = components(count: leaving.count) { leaving[$0].map { Int($0.to.offset) } }
    return groups.sorted { ($0.first ?? 0) < ($1.first ?? 0) }.compactMap { group in
      var budget = 10_000
      let members = Set(group)
      for start in group {
        if let loop = loop(from: start, to: start, [], members, &budget) { return loop }
      }
      return nil
    }
  }

  private func loop(
    from place: Int, to start: Int, _ path: [Step], _ members: Set<Int>, _ budget: inout Int
  ) -> [Step]? {
    for step in leaving[place] {
      let target = Int(step.to.offset)
      guard members.contains(target), budget > 0 else { continue }
      budget -= 1
      guard !path.contains(where: { $0.excludes(step) }) else { continue }
      if target == start { return path + [step] }
      // Every loop is found from its first state, so the others come later and only once.
      guard target > start, path.count < 20, !path.contains(where: { Int($0.to.offset) == target })
      else { continue }
      if let loop = loop(from: target, to: start, path + [step], members, &budget) { return loop }
    }
    return nil
  }
}

extension InstantSteps.Step {
  fileprivate func excludes(_ other: Self) -> Bool {
    conditions.contains { mine in other.conditions.contains { mine.excludes($0) } }
  }
}
