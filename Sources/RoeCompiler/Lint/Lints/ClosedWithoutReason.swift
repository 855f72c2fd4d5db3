import RoeMachine
import RoeSource

extension Lint {
  static let closedWithoutReason = Lint(
    Code(
      "ROE1006", "closed-without-reason", .warning,
      title: "Disqualified without a reason",
      rationale: """
        One way into the end of the journey brings the reason along, and another does not. Half of \
        the lost leads then say nothing, and whoever wants to learn from them, or to bring one \
        back, cannot. Ask for the reason on every way, best with `requires` on the state itself.
        """,
      avoid: Example(
        """
        fields:
          reason: { type: enum, values: [price, timing, no_answer], optional: true }
        events:
          declined: { by: ae, carries: reason }
        states:
          working:
            owner: dana
            entry: true
            clocks: [{ after: 30 days, to: over }]  # ROE1006
            moves: [{ event: declined, to: over }, { event: done, to: won }]
          over: { kind: closed }
        """),
      prefer: Example(
        """
        fields:
          reason: { type: enum, values: [price, timing, no_answer], optional: true }
        events:
          declined: { by: ae, carries: reason }
        states:
          working:
            owner: dana
            entry: true
            clocks: [{ after: 30 days, to: over, do: [{ set: { reason: no_answer } }] }]
            moves: [{ event: declined, to: over }, { event: done, to: won }]
          over: { kind: closed, requires: reason }
        """))
  ) { input in
    input.journeys.indices.flatMap { place -> [Finding] in
      let journey = input.journeys[place]
      let lifecycle = journey.lifecycle
      let brought = journey.fieldsBroughtElsewhere
      var leaves = Leaves(of: journey, in: input.machine)
      return journey.states.compactMap { ref -> Finding? in
        let state = lifecycle.states[ref]
        guard state.kind == .closed else { return nil }
        let ways = journey.steps(into: ref).filter(\.isRule)
        let given = ways.map { journey.fieldsBrought(by: $0) }
        let reasons = lifecycle.fields.refs.filter {
          lifecycle.fields[$0].isReason && !brought.contains($0)
        }
        // One reason is enough.
        if reasons.contains(where: state.requires.contains) { return nil }
        for reason in reasons where given.contains(where: { $0.contains(reason) }) {
          let silent = zip(ways, given).filter { way, given in
            given.isDisjoint(with: reasons)
              && input.mayHappen(way, without: reasons, in: Ref(place)) && leaves.allow(way)
          }.map(\.0)
          let told = silent.compactMap { step in
            input.place(of: step, in: lifecycle).map { (place: $0, step: step) }
          }
          guard let (place, step) = told.min(by: { $0.place < $1.place }) else { continue }
          let name = lifecycle.fields[reason].id
          return Finding(
            "a lead can end in “\(state.id)” without “\(name)”: other ways there bring it, this one does not",
            at: place,
            labels: zip(ways, given).first { $1.contains(reason) }.flatMap {
              input.place(of: $0.0, in: lifecycle)
            }.map { [.init("here it comes along", at: $0)] } ?? [],
            help: "Set it here, and say requires: \(name) on “\(state.id)”.",
            scenes: [Scene(step: step, in: journey, where: .test(reason, .isMissing))])
        }
        return nil
      }
    }
  }
}

extension Field {
  /// Whether it can say why: one of a few declared values, learnt on the way.
  fileprivate var isReason: Bool {
    guard case .choice = type else { return false }
    return isOptional && !isFrozen && source == nil && detail == nil
  }
}

extension Journey.Step {
  fileprivate var isRule: Bool {
    switch cause {
    case .move, .rung: true
    case .table, .lost: false
    }
  }
}

extension Leaves {
  /// Whether the rule of a step ever comes, as far as other clocks leave it the time.
  fileprivate mutating func allow(_ step: Journey.Step) -> Bool {
    guard case .rung(let rung, let clock) = step.cause else { return true }
    return !overtakes(rung, of: clock, in: step.from)
  }
}

extension Journey {
  /// The fields that a rule asks for, writes, or gets with its event.
  fileprivate func fieldsBrought(by step: Step) -> Set<Ref<Field>> {
    switch step.cause {
    case .move(let ref):
      let move = lifecycle.moves[ref]
      var fields = Set(move.requires + move.outcome.writtenFields)
      if case .event(let event) = move.trigger {
        fields.formUnion(lifecycle.events[event].carries)
      }
      return fields.subtracting(move.outcome.clearedFields)
    case .rung(let rung, let clock):
      return Set(lifecycle.clocks[clock].rungs[rung].outcome.writtenFields)
    case .table, .lost: return []
    }
  }

  /// The fields that rules bring along which do not end the journey.
  fileprivate var fieldsBroughtElsewhere: Set<Ref<Field>> {
    let ending = Set(
      steps.compactMap { step -> Ref<Move>? in
        guard case .move(let move) = step.cause else { return nil }
        return lifecycle.states[step.to].kind == .closed ? move : nil
      })
    var fields: Set<Ref<Field>> = []
    for move in lifecycle.moves.refs where !ending.contains(move) {
      let rule = lifecycle.moves[move]
      fields.formUnion(rule.requires + rule.outcome.writtenFields)
      if case .event(let event) = rule.trigger {
        fields.formUnion(lifecycle.events[event].carries)
      }
    }
    return fields
  }
}

extension LintInput {
  /// Whether a rule takes leads there that have none of the values; its own conditions may demand one.
  fileprivate func mayHappen(
    _ step: Journey.Step, without fields: [Ref<Field>], in ref: Ref<Lifecycle>
  ) -> Bool {
    // What a clock asks for when it is armed may be gone when it rings.
    guard isExact, case .move(let move) = step.cause else { return true }
    let lifecycle = machine.lifecycles[ref]
    let condition = lifecycle.moves[move].condition(in: lifecycle)
    return machine.lead(.all([condition] + fields.map { .test($0, .isMissing) }), in: ref) != nil
  }

  fileprivate func place(of step: Journey.Step, in lifecycle: Lifecycle) -> SourceSpan? {
    switch step.cause {
    case .move(let move): span(RuleID.move(lifecycle.id, lifecycle.moves[move].id))
    case .rung(let rung, let clock):
      span(RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id), "\(rung + 1)")
        ?? span(RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id))
    case .table, .lost: nil
    }
  }
}
