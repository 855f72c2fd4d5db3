import RoeMachine
import RoeSource

extension Lint {
  static let answerRefused = Lint(
    Code(
      "ROE0511", "answer-refused",
      title: "Whoever is asked may not answer",
      rationale: """
        A handoff asks somebody to accept, and the event by which they would accept may be caused by \
        others only. Their answer is refused, and the lead waits until the time for silence is over.
        """,
      avoid: Example(
        """
        events:
          accepted: { by: sdr }
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
        handoffs:
          to_sales:
            from: working
            event: done
            to: selling
            owner: dana
            answer:
              within: 4 hours
              accept: accepted  # ROE0511
              reject: { event: asked_again, by: lead }
              silence: { owner: kim, to: working }
        """),
      prefer: Example(
        """
        events:
          accepted: { by: asked }
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
        handoffs:
          to_sales:
            from: working
            event: done
            to: selling
            owner: dana
            answer:
              within: 4 hours
              accept: accepted
              reject: { event: asked_again, by: lead }
              silence: { owner: kim, to: working }
        """))
  ) { input in
    input.soundHandoffs.flatMap { handoff -> [Finding] in
      guard
        let lifecycle = input.machine.lifecycles.first(where: { $0.id == handoff.lifecycle })
      else { return [] }
      let asked = lifecycle.asked(by: handoff)
      return [handoff.accept, handoff.reject].compactMap { $0 }.compactMap { id in
        guard let move = lifecycle.moves.first(where: { $0.id == id }), move.by == [.asked],
          case .event(let ref) = move.trigger,
          let span = input.span(RuleID.move(lifecycle.id, id)),
          let refused = asked.first(where: { input.refuses($0, lifecycle.events[ref].by) })
        else { return nil }
        let event = lifecycle.events[ref].id
        return Finding(
          "\(input.words(for: refused)), who is asked, may not cause “\(event)”", at: span,
          labels: input.span(RuleID.event(lifecycle.id, event)).map {
            [.init("who may is said here", at: $0)]
          } ?? [],
          notes: ["The answer would be refused, and the lead would wait until the time is over."],
          help: "Say by: asked for the event “\(event)”.",
          scenes: input.scenes(of: handoff, then: [.event(ref, .refused)]))
      }
    }
  }
}

extension Lifecycle {
  /// The sources of those whom a handoff asks, at once or after somebody's silence.
  fileprivate func asked(by handoff: HandoffText) -> OwnerChain {
    let outcomes =
      moves.filter { $0.id == handoff.move }.map(\.outcome)
      + clocks.filter { $0.id == handoff.silence }.flatMap { $0.rungs.map(\.outcome) }
    return outcomes.flatMap(\.actions).flatMap { action -> OwnerChain in
      if case .ask(let chain) = action { chain } else { [] }
    }
  }
}

extension LintInput {
  /// Whether it is certain that nobody from the source passes any of the tests.
  fileprivate func refuses(_ source: OwnerSource, _ tests: [ActorTest]) -> Bool {
    let people: Set<String>
    switch source {
    case .person(let person): people = [machine.people[person].id]
    case .role(let role): people = holders(of: role)
    case .pool(let pool): people = Set(members(of: pool))
    default: return false
    }
    guard !tests.isEmpty, !people.isEmpty else { return false }
    return tests.allSatisfy { test in
      switch test {
      case .owner, .asked: false
      case .person(let person): !people.contains(machine.people[person].id)
      case .role(let role): people.isDisjoint(with: holders(of: role))
      case .pool(let pool): people.isDisjoint(with: members(of: pool))
      case .lead, .system: true
      }
    }
  }

  private func holders(of role: Ref<Role>) -> Set<String> {
    Set(roster.people.filter { $0.role == machine.roles[role].id }.map(\.id))
  }

  fileprivate func words(for source: OwnerSource) -> String {
    switch source {
    case .person(let person): return name(of: person)
    case .role(let role): return "whoever has the role “\(machine.roles[role].id)”"
    case .pool(let pool): return "whoever is in “\(machine.pools[pool].id)”"
    default: return "the one"
    }
  }
}
