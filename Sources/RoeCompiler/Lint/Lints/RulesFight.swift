import RoeMachine
import RoeSource

extension Lint {
  static let rulesFight = Lint(
    Code(
      "ROE0605", "fighting-rules",
      title: "Two rules fight for one event",
      rationale: """
        Both rules want to decide about the same lead at the same moment, and nothing says which of \
        them comes first. Two people will each be sure that the lead is theirs, or the other's. \
        Make the conditions exclude each other, or make one of them an override.
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
              - { event: done, when: score >= 50, to: won }
              - { event: done, when: score <= 50, to: lost }  # ROE0605
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
              - { event: done, when: score >= 50, to: won }
              - { event: done, when: score < 50, to: lost }
        """))
  ) { input in
    var told: Set<[SourceSpan]> = []
    return input.facts.moves.flatMap { facts -> [Finding] in
      guard case .success(let known) = facts.result else { return [] }
      let lifecycle = input.machine.lifecycles[facts.lifecycle]
      let journey = input.journeys[Int(facts.lifecycle.offset)]
      guard let state = facts.states.first(where: { journey.looksAt($0) }) else {
        return []
      }
      return known.fights.compactMap { fight -> Finding? in
        let moves = [fight.first, fight.second].map { lifecycle.moves[facts.moves[$0]] }
        let places = moves.compactMap { input.span(RuleID.move(lifecycle.id, $0.id)) }.sorted()
        guard places.count == 2, told.insert(places).inserted else { return nil }
        let event = lifecycle.events[facts.event].id
        return Finding(
          "two rules of “\(lifecycle.states[state].id)” want a lead with \(fight.lead?.words ?? "some fields") when “\(event)” happens",
          at: places[1], labels: [.init("the other rule", at: places[0])],
          help: "Make their conditions exclude each other.",
          witness: fight.lead.map {
            Witness($0, in: facts.lifecycle, claims: moves.map { .holds($0.when) })
          },
          scenes: [fight.first, fight.second].map {
            Scene(lifecycle, in: [state], as: fight.lead, [.move(facts.moves[$0])])
          })
      }
    }
  }
}
