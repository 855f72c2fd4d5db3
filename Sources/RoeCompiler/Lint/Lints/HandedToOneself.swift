import RoeMachine
import RoeSource

extension Lint {
  static let handedToOneself = Lint(
    Code(
      "ROE0508", "handed-to-oneself", .note,
      title: "Handed to oneself",
      rationale: """
        The only one who can take the lead over is the one who hands it over. With `answer:` that \
        person is never asked, since the owner is passed over, and the lead goes to lost and \
        found; without it nothing changes hands.
        """,
      avoid: Example(
        """
        events:
          accepted: { by: asked }
          rejected: { by: asked }
        states:
          working: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
        handoffs:
          to_sales:  # ROE0508
            from: working
            event: done
            to: selling
            owner: dana
            answer:
              within: 4 hours
              accept: accepted
              reject: rejected
              silence: { owner: kim, to: selling }
        """),
      prefer: Example(
        """
        events:
          accepted: { by: asked }
          rejected: { by: asked }
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
              reject: rejected
              silence: { owner: kim, to: selling }
        """))
  ) { input in
    let handoffs = Dictionary(grouping: input.soundHandoffs, by: \.lifecycle)
    return input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      guard let handoffs = handoffs[lifecycle.id] else { return [] }
      let owners = journey.soleOwners
      return handoffs.compactMap { handoff -> Finding? in
        guard let move = lifecycle.moves.first(where: { $0.id == handoff.move }),
          let chain = move.outcome.receivers, let person = chain.firstPerson,
          chain.allSatisfy({ $0 == .person(person) }), !move.from.isEmpty,
          move.from.allSatisfy({ owners[Int($0.offset)] == person }),
          let span = input.span("\(lifecycle.id)/handoffs/\(handoff.id)")
        else { return nil }
        let name = input.name(of: person)
        let isAsked = handoff.pending != nil
        return Finding(
          isAsked
            ? "“\(handoff.id)” asks \(name), who hands the lead over: nobody is left to ask, and it goes to lost and found"
            : "“\(handoff.id)” hands the lead to \(name), who has it already", at: span,
          severity: isAsked ? .warning : nil,
          help: "Name somebody else, or move the lead without a handoff.",
          scenes: input.scenes(of: handoff))
      }
    }
  }
}

extension Outcome {
  /// Who is to take the lead over.
  var receivers: OwnerChain? {
    for case .ask(let chain) in actions { return chain }
    return owner
  }
}
