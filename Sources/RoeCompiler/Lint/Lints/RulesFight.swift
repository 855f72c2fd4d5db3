import RoeLogic
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
        Make the conditions exclude each other, or make one of them an override. An event and a \
        rule that looks by itself (`becomes`, `whenever`) fight where the event brings along \
        (`carries`) what the rule waits for.
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
    let atOnce = input.facts.watches.flatMap { facts in
      let lifecycle = input.machine.lifecycles[facts.lifecycle]
      return facts.fights.compactMap { fight -> Finding? in
        let places = fight.moves.compactMap {
          input.span(RuleID.move(lifecycle.id, lifecycle.moves[$0].id))
        }.sorted()
        guard places.count == 2, told.insert(places).inserted else { return nil }
        let state = lifecycle.states[fight.state].id
        let moment =
          fight.event.map { "when “\(lifecycle.events[$0].id)” brings that along" }
          ?? "at the same moment"
        return Finding(
          "two rules of “\(state)” want \(fight.lead?.who ?? "a lead") \(moment)",
          at: places[1], labels: [.init("the other rule", at: places[0])],
          help: "Make their conditions exclude each other.",
          scenes: input.scenes(of: fight, in: lifecycle))
      }
    }
    return atOnce
      + input.facts.moves.flatMap { facts -> [Finding] in
        guard case .success(let known) = facts.result else { return [] }
        let lifecycle = input.machine.lifecycles[facts.lifecycle]
        let journey = input.journey(of: facts.lifecycle)
        return known.fights.compactMap { fight -> Finding? in
          let (state, lead) = (fight.place.state, fight.place.lead)
          if !journey.looksAt(state) { return nil }
          let moves = [fight.first, fight.second].map { lifecycle.moves[facts.moves[$0]] }
          let actor = fight.isForAll ? nil : input.actor(ofBoth: moves, facts, journey)
          if actor == nil, !fight.isForAll { return nil }
          let places = moves.compactMap { input.span(RuleID.move(lifecycle.id, $0.id)) }.sorted()
          guard places.count == 2, told.insert(places).inserted else { return nil }
          let event = lifecycle.events[facts.event].id
          return Finding(
            "two rules of “\(lifecycle.states[state].id)” want \(lead?.who ?? "a lead") when “\(event)” happens",
            at: places[1], labels: [.init("the other rule", at: places[0])],
            notes: actor.map { ["\($0) may do both."] } ?? [],
            help: actor == nil
              ? "Make their conditions exclude each other."
              : "Make their conditions exclude each other, or let by: name different people.",
            witness: lead.map {
              Witness($0, in: facts.lifecycle, claims: moves.map { .holds($0.when) })
            },
            scenes: [fight.first, fight.second].map {
              Scene(lifecycle, in: [state], as: lead, [.move(facts.moves[$0])])
            })
        }
      }
  }
}

extension LintInput {
  fileprivate func scenes(of fight: WatchFacts.Fight, in lifecycle: Lifecycle) -> [Scene] {
    let moves = fight.moves.map { lifecycle.moves[$0] }
    let turned = moves.compactMap { move in
      if case .becomes(let condition) = move.trigger { condition } else { nil }
    }
    let both = Guard.all(turned + moves.map { $0.condition(in: lifecycle) })
    if let event = fight.event {
      return fight.moves.map {
        Scene(lifecycle, in: [fight.state], where: .not(both), [.bringing(event, both, $0)])
      }
    }
    // One edit makes both want it, where they wait for an edit.
    let turns = fight.moves.map {
      Scene(lifecycle, in: [fight.state], where: .all(turned.map { .not($0) }), [.turn($0, both)])
    }
    return (turned.isEmpty ? [] : turns)
      + fight.moves.map { Scene(lifecycle, in: [fight.state], as: fight.lead, [.move($0)]) }
  }

  /// Somebody who may make both of two moves for leads that fit both; nil when there is nobody, or
  /// that is too complex to follow, which is told where it stands.
  fileprivate func actor(
    ofBoth moves: [Move], _ facts: MoveFacts, _ journey: Journey
  ) -> String? {
    let lifecycle = journey.lifecycle
    let lists = (moves.map(\.by) + [lifecycle.events[facts.event].by]).filter { !$0.isEmpty }
    let states = facts.states.filter(journey.looksAt)
    func actor(_ owners: PossibleOwners) -> String? {
      states.lazy.compactMap { owners.actors(passing: lists, in: $0).people.min() }.first.map {
        name(of: $0)
      }
    }
    // Nobody else can own or accept leads for which both conditions hold.
    guard isExact, !lists.isEmpty, let anybody = actor(possibleOwners(in: journey)) else {
      return nil
    }
    let dependsOnLead = lists.contains { $0.contains(.owner) || $0.contains(.asked) }
    if !dependsOnLead { return anybody }
    return (try? owners(in: journey, of: .all(moves.map(\.when)))).flatMap(actor)
  }

  /// Who can own which leads for which a condition holds, or once held before somebody edited them.
  private func owners(
    in journey: Journey, of condition: Guard
  ) throws(BudgetExceeded) -> PossibleOwners {
    let places = journey.assignments
    let tables = Set(places.flatMap { journey.tables(askedBy: $0.chain) }).sorted()
    var namings = Namings(try presence(in: journey, asking: tables))
    let leads = try namings.presence.edited(namings.presence.space.leads(condition))
    var told: [(place: Assignment, sources: [OwnerSource])] = []
    for (place, names) in try namings.names(at: places) {
      var sources: [OwnerSource] = []
      for naming in names where !sources.contains(naming.source) {
        if try namings.presence.space.diagrams.intersects(naming.leads, leads) {
          sources.append(naming.source)
        }
      }
      told.append((place, sources))
    }
    return PossibleOwners(journey, team, names: told)
  }
}
