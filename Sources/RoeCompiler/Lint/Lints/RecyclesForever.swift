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
    guard input.isExact, input.broken.isEmpty else { return [] }
    return input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      // What is too complex is told where it stands.
      let rounds = (try? SilentRounds.all(through: .nurture, journey, input.machine)) ?? []
      var told: Set<Ref<Clock>> = []
      return rounds.flatMap(\.steps).compactMap { step -> Finding? in
        guard let (ref, number) = step.rung, lifecycle.states[step.from].kind == .nurture,
          lifecycle.states[step.to].kind != .nurture,
          let place = input.span(RuleID.clock(lifecycle.id, lifecycle.clocks[ref].id)),
          told.insert(ref).inserted
        else { return nil }
        let (from, back) = (lifecycle.states[step.from].id, lifecycle.states[step.to].id)
        let clock = lifecycle.clocks[ref]
        var after = "after \(clock.rungs[number].after.words), again and again"
        if case .field = clock.anchor {
          after =
            "again and again, \(clock.words(of: number, in: lifecycle)), or at once when that is past"
        }
        return Finding(
          "a lead about which nobody does anything comes back from “\(from)” to “\(back)” \(after)",
          at: place,
          notes: step.lead.flatMap { lead in
            lead.traits.isEmpty ? nil : ["So it is, for example, for \(lead.who)."]
          } ?? [],
          help:
            "Count the rounds (do: [{ count: … }]), let the clock stop with when: … < 3, and close the lead with another one then: { when: … >= 3, after: …, to: … }.",
          scenes: [Scene(lifecycle, in: [step.from], as: step.lead, [.round, .ring(ref, number)])])
      }
    }
  }
}
