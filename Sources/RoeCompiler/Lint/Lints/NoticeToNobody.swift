import RoeMachine
import RoeSource

extension Lint {
  static let noticeToNobody = Lint(
    Code(
      "ROE0509", "notice-to-nobody", .warning,
      title: "A notice that reaches no named person",
      rationale: """
        The message is sent, and nobody gets it: a queue or a pool without a steward, a role that \
        nobody holds, a field that may be empty, the manager of somebody who has none. Whoever \
        wrote the rule counts on a person who never hears of it.
        """,
      avoid: Example(
        """
        fields:
          partner_contact: { type: person, optional: true }
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, to: won, do: [{ notify: { field: partner_contact } }] }]  # ROE0509
        """),
      prefer: Example(
        """
        fields:
          partner_contact: { type: person, optional: true }
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - event: done
                requires: partner_contact
                to: won
                do: [{ notify: { field: partner_contact } }]
        """))
  ) { input in
    if input.roster.people.isEmpty { return [] }
    let moves = input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      return lifecycle.moves.refs.compactMap { ref -> Finding? in
        let move = lifecycle.moves[ref]
        let rule = RuleID.move(lifecycle.id, move.id)
        let states = move.from.filter { journey.isReachable[Int($0.offset)] }
        guard !move.outcome.told.isEmpty, !states.isEmpty, let span = input.span(rule) else {
          return nil
        }
        return input.finding(
          move.outcome, at: input.span(rule, "do") ?? span, in: lifecycle,
          known: move.known(in: lifecycle),
          owners: states.map { (lifecycle.states[$0].owner, $0) },
          scene: Scene(lifecycle, in: states.filter(journey.looksAt), [.move(ref)]))
      }
    }
    return moves
      + input.armedClocks { journey, ref, span in
        let lifecycle = journey.lifecycle
        let clock = lifecycle.clocks[ref]
        let states = journey.states(arming: ref)
        var owners: [(OwnerChain, Ref<State>?)] = states.map { (lifecycle.states[$0].owner, $0) }
        var before: [Scene.Act] = []
        for (number, rung) in clock.rungs.enumerated() {
          let place = input.span(RuleID.clock(lifecycle.id, clock.id), "\(number + 1)") ?? span
          if let finding = input.finding(
            rung.outcome, at: place, in: lifecycle,
            known: clock.when.requiredFields(lifecycle.definitions), owners: owners,
            scene: Scene(ring: number, of: ref, in: journey), after: before)
          {
            return finding
          }
          if let owner = rung.outcome.owner {
            owners = [(owner, nil)]
            before = [.ring(ref, number)]
          }
        }
        return nil
      }
  }
}

extension LintInput {
  /// - Parameters:
  ///   - known: fields that have a value then.
  ///   - owners: where the owner who has the lead then was found, and in which state, if only there.
  ///   - before: what has happened when they have it.
  fileprivate func finding(
    _ outcome: Outcome, at span: SourceSpan, in lifecycle: Lifecycle, known: Set<Ref<Field>>,
    owners: [(chain: OwnerChain, state: Ref<State>?)], scene: Scene, after before: [Scene.Act] = []
  ) -> Finding? {
    let written = known.union(outcome.writtenFields)
    for source in outcome.told {
      let reason: String?
      let help: String
      var scene = scene
      switch source {
      case .pool(let pool):
        reason =
          machine.pools[pool].steward == nil
          ? "“\(machine.pools[pool].id)” has no steward" : nil
        help = "Name a person, or give the pool a steward."
      case .queue(let queue):
        reason =
          machine.queues[queue].steward == nil
          ? "“\(machine.queues[queue].id)” has no steward" : nil
        help = "Name a person, or give the queue a steward."
      case .role(let role):
        let id = machine.roles[role].id
        reason =
          roster.people.contains { $0.role == id } ? nil : "nobody in the roster is “\(id)”"
        help = "Name a person."
      case .field(let field):
        let model = lifecycle.fields[field]
        reason =
          model.canBeMissing && !written.contains(field)
          ? "“\(model.id)” may be empty" : nil
        help = "Say requires: \(model.id), or name a person."
        scene.condition = .all([scene.condition, .test(field, .isMissing)])
      case .managerOfOwner, .backupOfOwner:
        let (word, column) =
          source == .managerOfOwner
          ? ("manager", \Roster.Member.manager) : ("backup", \Roster.Member.backup)
        let found = ownerWithout(column, among: owners)
        reason = found.map { "\(name(of: $0.person)) has no \(word)" }
        help = "Name a person, or give them a \(word)."
        if let found { scene = scene.owned(by: found.person, in: found.states, after: before) }
      default: continue
      }
      if let reason {
        return Finding(
          "this notice may reach nobody: \(reason)", at: span, help: help, scenes: [scene])
      }
    }
    return nil
  }

  /// Somebody who comes first in one of the chains and for whom the roster does not say it, though
  /// it does so for others; and in which states.
  private func ownerWithout(
    _ column: KeyPath<Roster.Member, String?>,
    among owners: [(chain: OwnerChain, state: Ref<State>?)]
  ) -> (person: String, states: [Ref<State>])? {
    guard roster.people.contains(where: { $0[keyPath: column] != nil }) else { return nil }
    let firsts = owners.map { $0.chain.firstPerson.map(team.id) }
    let person = firsts.lazy.compactMap(\.self).first { person in
      team.member(person).map { $0[keyPath: column] == nil } ?? false
    }
    guard let person else { return nil }
    return (person, zip(owners, firsts).filter { $0.1 == person }.compactMap(\.0.state))
  }
}

extension Scene {
  /// The same for leads that somebody has when the last thing happens.
  fileprivate func owned(
    by person: String, in states: [Ref<State>], after before: [Act]
  ) -> Scene {
    var scene = self
    if !states.isEmpty { scene.states = states }
    scene.acts = acts.dropLast() + before + [.owned(by: [person])] + acts.suffix(1)
    return scene
  }
}

extension Outcome {
  /// Who is told.
  fileprivate var told: [OwnerSource] {
    actions.compactMap { action in
      switch action {
      case .remind(let source), .notify(let source): source
      case .set, .add, .send, .ask, .start, .stop: nil
      }
    }
  }
}

extension Move {
  /// Fields that have a value whenever the move is made.
  fileprivate func known(in lifecycle: Lifecycle) -> Set<Ref<Field>> {
    var known = when.requiredFields(lifecycle.definitions).union(requires)
    if case .state(let target) = outcome.to { known.formUnion(lifecycle.states[target].requires) }
    if case .becomes(let guarded) = trigger {
      known.formUnion(guarded.requiredFields(lifecycle.definitions))
    }
    return known
  }
}

extension Guard {
  /// Fields without which it plainly does not hold.
  func requiredFields(_ definitions: [Definition]) -> Set<Ref<Field>> {
    Set(
      conjuncts(definitions).compactMap {
        if case .test(let field, let test) = $0, test != .isMissing { field } else { nil }
      })
  }
}
