import RoeMachine
import RoeSource

extension Lint {
  static let recyclesForever = Lint(
    Code(
      "ROE1004", "recycles-forever", .warning,
      title: "Recycles forever",
      rationale: """
        A date brings the lead back from nurture, it goes to nurture again, and nobody ever asks \
        for how long. The same people are called every quarter until they ask you to stop. Count \
        the rounds, and end after some of them.
        """,
      avoid: Example(
        """
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
          resting:
            kind: nurture
            owner: lena
            clocks: [{ after: 3 months, to: new }]  # ROE1004
            moves: [{ event: done, to: lost }]
        """),
      prefer: Example(
        """
        fields:
          rounds: { type: counter, max: 3 }
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
          resting:
            kind: nurture
            owner: lena
            clocks:
              - { when: rounds < 2, after: 3 months, do: [{ count: rounds }], to: new }
              - { after: 12 months, to: lost }
        """)),
    hiddenBy: .ways
  ) { input in
    input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      guard lifecycle.states.contains(where: { $0.kind == .nurture }) else { return [] }
      let (asked, counted) = (lifecycle.fieldsAskedFor, lifecycle.counted)
      return journey.silentRounds.flatMap { group -> [Finding] in
        let members = Set(group)
        if group.contains(where: { journey.endsByCapture($0, outside: members) }) { return [] }
        return group.flatMap { ref -> [Finding] in
          let state = lifecycle.states[ref]
          guard state.kind == .nurture else { return [] }
          return state.clocks.compactMap { ref -> Finding? in
            let clock = lifecycle.clocks[ref]
            guard clock.anchor != .capture,
              clock.when.fields(lifecycle.definitions).isDisjoint(with: counted),
              let rung = clock.rungs.first(where: {
                guard case .state(let target) = $0.outcome.to, members.contains(target) else {
                  return false
                }
                return lifecycle.states[target].kind != .nurture
                  && asked.isDisjoint(with: $0.outcome.countedFields)
              }), case .state(let back) = rung.outcome.to,
              let place = input.span(RuleID.clock(lifecycle.id, clock.id))
            else { return nil }
            return Finding(
              "a lead about which nobody does anything comes back from “\(state.id)” to “\(lifecycle.states[back].id)” after \(rung.after.words), again and again",
              at: place,
              help:
                "Count the rounds (do: [{ count: … }]), and let the clock stop with when: … < 3.")
          }
        }
      }
    }
  }
}

extension Lifecycle {
  /// The fields that some condition asks for.
  fileprivate var fieldsAskedFor: Set<Ref<Field>> {
    var fields: Set<Ref<Field>> = []
    for move in moves {
      fields.formUnion(move.when.fields(definitions))
      if case .becomes(let guarded) = move.trigger {
        fields.formUnion(guarded.fields(definitions))
      }
    }
    for clock in clocks { fields.formUnion(clock.when.fields(definitions)) }
    return fields
  }
}

extension Journey {
  /// States that a lead can go round by clocks alone.
  fileprivate var silentRounds: [[Ref<State>]] {
    components(count: lifecycle.states.count) { place in
      leaving[place].compactMap { offset in
        guard case .rung = steps[offset].cause else { return nil }
        return Int(steps[offset].to.offset)
      }
    }.filter { $0.count > 1 }.map { $0.map { Ref($0) } }.filter { group in
      group.allSatisfy { isReachable[Int($0.offset)] && !isBroken[Int($0.offset)] }
    }
  }

  /// Whether a clock that counts from the capture takes every lead out of a group of states.
  fileprivate func endsByCapture(_ state: Ref<State>, outside group: Set<Ref<State>>) -> Bool {
    lifecycle.states[state].clocks.contains { ref in
      let clock = lifecycle.clocks[ref]
      return clock.anchor == .capture && clock.when == .always && clock.metBy.isEmpty
        && clock.rungs.contains {
          guard case .state(let target) = $0.outcome.to else { return false }
          return !group.contains(target)
        }
    }
  }
}
