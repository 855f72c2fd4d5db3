import RoeMachine
import RoeSource

extension Lint {
  static let impossibleMove = Lint(
    Code(
      "ROE0603", "impossible-step", .warning,
      title: "This step can never happen",
      rationale: """
        No lead can satisfy the condition of this move, or another move that is tried before it \
        takes every lead that could. Whatever it promises does not come about.
        """,
      avoid: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: done, when: score > 100, to: won }  # ROE0603
              - { event: done, when: score <= 100, to: lost }
        """),
      prefer: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: done, when: score > 90, to: won }
              - { event: done, when: score <= 90, to: lost }
        """))
  ) { input in
    var happening: Set<MoveName> = []
    var dead: [(name: MoveName, takers: [Ref<Move>], facts: MoveFacts)] = []
    for facts in input.facts.moves {
      guard case .success(let known) = facts.result else {
        happening.formUnion(facts.moves.map { MoveName(facts.lifecycle, $0) })
        continue
      }
      for (move, fate) in zip(facts.moves, known.fates) {
        let name = MoveName(facts.lifecycle, move)
        switch fate {
        case .happens: happening.insert(name)
        case .never: dead.append((name, [], facts))
        case .hidden(let takers): dead.append((name, takers.map { facts.moves[$0] }, facts))
        }
      }
    }
    var told: Set<MoveName> = []
    return dead.compactMap { name, takers, facts -> Finding? in
      let journey = input.journeys[Int(name.lifecycle.offset)]
      let lifecycle = journey.lifecycle
      let move = lifecycle.moves[name.move]
      // It may still happen in another state.
      guard !happening.contains(name), told.insert(name).inserted,
        let span = input.span(RuleID.move(lifecycle.id, move.id))
      else { return nil }
      let labels = takers.compactMap {
        input.span(RuleID.move(lifecycle.id, lifecycle.moves[$0].id))
      }
      .filter { $0 != span }
      // Where it never happens, something else does, or nothing.
      let kinds: [Decision.Kind] = [.ignored, .noted, .moved]
      let acts = takers.map { Scene.Act.move($0) } + kinds.map { .event(facts.event, $0) }
      return Finding(
        labels.isEmpty
          ? "no lead can ever satisfy the condition of this move"
          : "this move never happens: another one takes all its leads",
        at: span, labels: labels.prefix(3).map { .init("takes leads of it", at: $0) },
        help: "Correct the condition, or delete the move.",
        scenes: acts.map {
          Scene(
            lifecycle, in: facts.states.filter(journey.looksAt),
            where: takers.isEmpty ? .always : move.when, [$0])
        })
    }
  }
}

private struct MoveName: Hashable {
  let lifecycle: Ref<Lifecycle>
  let move: Ref<Move>

  init(_ lifecycle: Ref<Lifecycle>, _ move: Ref<Move>) {
    self.lifecycle = lifecycle
    self.move = move
  }
}
