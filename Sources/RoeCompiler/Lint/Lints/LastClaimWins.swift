import RoeLogic
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
      return lifecycle.moves.refs.flatMap { first -> [Finding] in
        let claim = lifecycle.moves[first]
        guard case .event(let event) = claim.trigger, claim.isClaim,
          case .state(let target)? = claim.outcome.to,
          claim.from.contains(where: { journey.looksAt($0) && journey.isFree($0) }),
          !journey.isFree(target)
        else { return [] }
        return lifecycle.moves.refs.compactMap { ref -> Finding? in
          let second = lifecycle.moves[ref]
          guard second.trigger == claim.trigger, second.isClaim, second.from.contains(target),
            second.by != [.owner], lifecycle.events[event].by != [.owner],
            input.mayFollow(ref, first, in: target, of: journey),
            let span = input.span(RuleID.move(lifecycle.id, second.id)), told.insert(ref).inserted
          else { return nil }
          let name = lifecycle.events[event].id
          return Finding(
            "a second “\(name)” takes a lead in “\(lifecycle.states[target].id)” away from whoever was first",
            at: span,
            labels: input.span(RuleID.move(lifecycle.id, claim.id)).map {
              [.init("the first one", at: $0)]
            } ?? [],
            help: "Leave it out: then a second “\(name)” changes nothing. Or say by: owner.",
            scenes: [Scene(moves: [first], in: journey, then: [.handover(ref)])])
        }
      }
    }
  }
}

extension LintInput {
  /// Whether a lead that the first move has taken to a state is one of which the second speaks.
  fileprivate func mayFollow(
    _ second: Ref<Move>, _ first: Ref<Move>, in target: Ref<State>, of journey: Journey
  ) -> Bool {
    let lifecycle = journey.lifecycle
    let (claim, again) = (lifecycle.moves[first], lifecycle.moves[second])
    if !isExact { return !again.when.excludes(claim.when) }
    // Rules that hear the event before take the lead themselves.
    let before = journey.moves(triedBefore: second, in: target).filter(\.by.isEmpty)
    let condition = Guard.all([again.condition(in: lifecycle)] + before.map { .not($0.when) })
    // What is too complex to follow is told where it stands.
    guard var presence = presence(in: journey) else { return false }
    do throws(BudgetExceeded) {
      for state in claim.from where journey.looksAt(state) && journey.isFree(state) {
        let place = Assignment(chain: [], state: state, cause: .move(first), isQuestion: false)
        if try presence.lead(condition, in: target, after: place) != nil { return true }
      }
      return false
    } catch {
      return false
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
