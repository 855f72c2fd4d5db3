import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let noticeToNobody = Lint(
    Code(
      "ROE0509", "notice-to-nobody", .warning,
      title: "A notice that reaches no named person",
      rationale: """
        The message is sent, and nobody gets it: a queue or a pool without a steward, a role that \
        nobody holds, a field that may be empty, the manager of somebody who has none, whoever had \
        a new lead before. Whoever wrote the rule counts on a person who never hears of it.
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
          Notice(cause: .move(ref), outcome: move.outcome, states: states),
          at: input.span(rule, "do") ?? span,
          in: journey, known: move.known(in: lifecycle), owners: journey.answers(in: states),
          scene: Scene(lifecycle, in: states.filter(journey.looksAt), [.move(ref)]))
      }
    }
    return moves
      + input.runningClocks { journey, ref, span in
        let lifecycle = journey.lifecycle
        let clock = lifecycle.clocks[ref]
        var owners = journey.answers(in: journey.states(arming: ref))
        var before: [Scene.Act] = []
        for (number, rung) in clock.rungs.enumerated() {
          let place = input.span(RuleID.clock(lifecycle.id, clock.id), "\(number + 1)") ?? span
          if let finding = input.finding(
            Notice(
              cause: .rung(number, of: ref), outcome: rung.outcome,
              states: journey.states(running: ref)), at: place, in: journey,
            known: clock.when.requiredFields(lifecycle.definitions), owners: owners,
            scene: Scene(ring: number, of: ref, in: journey), after: before)
          {
            return finding
          }
          if rung.outcome.owner != nil {
            owners = journey.assignments.filter {
              $0.cause == .rung(number, of: ref) && !$0.isQuestion
            }
            before = [.ring(ref, number)]
          }
        }
        return nil
      }
  }
}

extension LintInput {
  /// The clocks that run in some state that the lints look at.
  fileprivate func runningClocks(
    _ ask: (Journey, Ref<Clock>, SourceSpan) -> Finding?
  ) -> [Finding] {
    journeys.flatMap { journey in
      journey.lifecycle.clocks.refs.compactMap { ref in
        let rule = RuleID.clock(journey.lifecycle.id, journey.lifecycle.clocks[ref].id)
        guard !journey.states(running: ref).isEmpty, let span = span(rule) else { return nil }
        return ask(journey, ref, span)
      }
    }
  }

  /// - Parameters:
  ///   - known: fields that have a value then.
  ///   - owners: where the owner who has the lead then was found.
  ///   - before: what has happened when they have it.
  fileprivate func finding(
    _ notice: Notice, at span: SourceSpan, in journey: Journey, known: Set<Ref<Field>>,
    owners: [Assignment], scene: Scene, after before: [Scene.Act] = []
  ) -> Finding? {
    let lifecycle = journey.lifecycle
    let written = known.union(notice.outcome.writtenFields)
    for source in notice.outcome.told {
      let reason: String?
      let help: String
      var scene = scene
      var away: [String] = []
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
        let found =
          ownerWithout(column, among: owners)
          ?? ownerWithout(column, behind: owners, notice, journey)
        reason = found.map { "\(name(of: $0.person)) has no \(word)" }
        help = "Name a person, or give them a \(word)."
        if let found {
          scene = scene.owned(by: found.person, in: found.states, after: before)
          if let lead = found.lead { scene = scene.about(lead) }
          away = found.others
        }
      case .nextInPool:
        reason = "the next of a group is looked for only to own a lead, or to accept it"
        help = "Name a person, or the pool itself, whose steward is told."
      case .previous, .actor, .asked:
        reason =
          notice.isVain(to: source, in: journey, team)
          ? self.reason(forNobodyFrom: source, of: nil) : nil
        help = "Name a person."
      default: continue
      }
      if let reason {
        return Finding(
          "this notice may reach nobody: \(reason)", at: span, help: help,
          scenes: away.isEmpty ? [scene] : [scene, scene.without(away)])
      }
    }
    return nil
  }

  /// Somebody who comes first in one of the chains and for whom the roster does not say it, though
  /// it does so for others; and in which states.
  private func ownerWithout(
    _ column: KeyPath<Roster.Member, String?>, among owners: [Assignment]
  ) -> Unreachable? {
    guard roster.people.contains(where: { $0[keyPath: column] != nil }) else { return nil }
    let firsts = owners.map { $0.chain.firstPerson.map(team.id) }
    let person = firsts.lazy.compactMap(\.self).first { person in
      team.member(person).map { $0[keyPath: column] == nil } ?? false
    }
    guard let person else { return nil }
    let places = zip(owners, firsts).filter { $0.1 == person }.map(\.0)
    return Unreachable(
      person: person, states: places.filter { $0.cause == .state }.map(\.state), lead: nil)
  }

  /// The same of somebody who comes first in the row of a table or in a group, for some leads that
  /// hear of it.
  private func ownerWithout(
    _ column: KeyPath<Roster.Member, String?>, behind owners: [Assignment], _ notice: Notice,
    _ journey: Journey
  ) -> Unreachable? {
    guard roster.people.contains(where: { $0[keyPath: column] != nil }),
      var namings = facts.namings[journey.lifecycle.id]
    else { return nil }
    for place in owners {
      // What is too complex is told where it stands.
      guard let names = try? namings.names(at: place),
        let meant = try? namings.presence.space.leads(notice.condition(in: journey.lifecycle))
      else { continue }
      let permitted = place.permitted(in: journey.lifecycle, team)
      for naming in names where naming.isFirst {
        let people = team.usualPeople(from: naming.source, owner: nil) ?? []
        let person = people.first { id in
          team.member(id).map { $0[keyPath: column] == nil } ?? false
            && permitted?.contains(id) ?? true
        }
        guard let person,
          let leads = try? namings.presence.space.diagrams.and(naming.leads, meant),
          let lead = namings.presence.space.sample(of: leads)
        else { continue }
        return Unreachable(
          person: person, states: place.cause == .state ? [place.state] : [], lead: lead,
          others: people.filter { $0 != person })
      }
    }
    return nil
  }
}

/// Somebody who may have a lead and has no manager, or no backup.
private struct Unreachable {
  /// By id.
  let person: String
  /// Where they have it, if only there.
  let states: [Ref<State>]
  /// One of the leads, where it matters which.
  let lead: SampleLead?
  /// Those who may have it as well while they are there.
  var others: [String] = []
}

/// A rule that tells people something.
private struct Notice {
  let cause: Assignment.Cause
  let outcome: Outcome
  /// Where the lead is then.
  let states: [Ref<State>]

  /// Which leads it is about.
  func condition(in lifecycle: Lifecycle) -> Guard {
    switch cause {
    case .state: .always
    case .move(let move): lifecycle.moves[move].condition(in: lifecycle)
    case .rung(_, let clock): lifecycle.clocks[clock].when
    }
  }

  /// Whether nobody is ever told so, but after lost and found.
  func isVain(to source: OwnerSource, in journey: Journey, _ team: Team) -> Bool {
    let lifecycle = journey.lifecycle
    switch source {
    case .actor:
      guard case .move(let move) = cause, lifecycle.moves[move].trigger != .watch else {
        return true
      }
      let actors = team.actors(passing: lifecycle.tests(of: move), owners: nil, asked: nil)
      return actors.people.isEmpty && !actors.hasStrangers
    case .asked:
      return states.allSatisfy { state in
        lifecycle.states[state].kind != .pending
          && !journey.assignments.contains {
            $0.isQuestion && $0.state == state && $0.outcome(in: lifecycle)?.to == nil
          }
      }
    case .previous:
      var order = DueOrder(team.machine)
      return states.allSatisfy { isTheirFirst(in: $0, journey, &order) }
    default: return false
    }
  }

  /// Whether whoever has a lead in a state is the first who has it.
  private func isTheirFirst(
    in state: Ref<State>, _ journey: Journey, _ order: inout DueOrder
  ) -> Bool {
    let lifecycle = journey.lifecycle
    guard lifecycle.states[state].kind != .lostAndFound, lifecycle.states[state].follow.isEmpty,
      journey.steps(into: state).allSatisfy({
        lifecycle.states[$0.from].kind == .lostAndFound
      })
    else { return false }
    return journey.assignments.allSatisfy { place in
      guard place.state == state, !place.isQuestion, place.outcome(in: lifecycle)?.to == nil
      else { return true }
      switch place.cause {
      case .state: return true
      case .move(let move): return lifecycle.isAboutPresence(move)
      case .rung(let rung, let clock): return isEarlier(than: rung, of: clock, lifecycle, &order)
      }
    }
  }

  /// Whether it comes before a step of a clock, always.
  private func isEarlier(
    than number: Int, of other: Ref<Clock>, _ lifecycle: Lifecycle, _ order: inout DueOrder
  ) -> Bool {
    guard case .rung(let rung, let ref) = cause else { return false }
    if ref == other { return rung <= number && !lifecycle.clocks[ref].repeats }
    let (clock, later) = (lifecycle.clocks[ref], lifecycle.clocks[other])
    let departures = Departures(lifecycle)
    return departures.isSteady(ref) && departures.countsFromEntry(other)
      && !departures.isCarried(other) && !clock.repeats
      && order.isAlwaysEarlier(
        clock.rungs[rung].after, of: clock, than: later.rungs[number].after, of: later,
        isSameHours: departures.isSameHours(ref, as: other))
  }
}

extension Journey {
  /// Where states themselves say who owns leads there.
  fileprivate func answers(in states: [Ref<State>]) -> [Assignment] {
    states.map {
      Assignment(chain: lifecycle.states[$0].owner, state: $0, cause: .state, isQuestion: false)
    }
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
