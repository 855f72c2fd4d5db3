import RoeMachine
import RoeSource

extension Lint {
  static let lastClaimWins = Lint(
    Code(
      "ROE0310", "last-claim-wins", .warning,
      title: "Two claims, and the second one wins",
      rationale: """
        Where leads are free for the first who claims them, the first claim decides. If the state \
        into which a claimed lead goes hears the same event, and gives the lead to whoever causes \
        it, a second claim a moment later takes it away from the first. Two people then work on \
        one lead, and each has been told that it is theirs.
        """,
      avoid: Example(
        """
        events:
          claimed: { by: ae }
        queues:
          floor: { steward: kim }
        states:
          free:
            owner: floor
            entry: true
            clocks: [{ after: 3 days, to: lost }]
            moves: [{ event: claimed, to: working, owner: actor }]
          working:
            owner: keep
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: claimed, owner: actor }  # ROE0310
              - { event: done, to: won }
        """),
      prefer: Example(
        """
        events:
          claimed: { by: ae }
        queues:
          floor: { steward: kim }
        states:
          free:
            owner: floor
            entry: true
            clocks: [{ after: 3 days, to: lost }]
            moves: [{ event: claimed, to: working, owner: actor }]
          working:
            owner: keep
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      var told: Set<Ref<Move>> = []
      return lifecycle.moves.flatMap { claim -> [Finding] in
        guard case .event(let event) = claim.trigger, claim.isClaim,
          case .state(let target)? = claim.outcome.to,
          claim.from.contains(where: { journey.looksAt($0) && journey.isFree($0) }),
          !journey.isFree(target)
        else { return [] }
        return lifecycle.moves.refs.compactMap { ref -> Finding? in
          let second = lifecycle.moves[ref]
          guard second.trigger == claim.trigger, second.isClaim, second.from.contains(target),
            second.by != [.owner], !second.when.excludes(claim.when),
            let span = input.span(RuleID.move(lifecycle.id, second.id)), told.insert(ref).inserted
          else { return nil }
          let name = lifecycle.events[event].id
          return Finding(
            "a second “\(name)” takes a lead in “\(lifecycle.states[target].id)” away from whoever was first",
            at: span,
            labels: input.span(RuleID.move(lifecycle.id, claim.id)).map {
              [.init("the first one", at: $0)]
            } ?? [],
            help: "Leave it out: then a second “\(name)” changes nothing. Or say by: owner.")
        }
      }
    }
  }
}

extension Move {
  /// Whether whoever causes it owns the lead from then on.
  fileprivate var isClaim: Bool { outcome.owner?.first == .actor }
}

extension Journey {
  /// Whether leads wait in a state for somebody to take them.
  fileprivate func isFree(_ state: Ref<State>) -> Bool {
    lifecycle.states[state].owner.contains { source in
      switch source {
      case .queue, .nobody: true
      default: false
      }
    }
  }
}
