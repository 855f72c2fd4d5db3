import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let answerRefused = Lint(
    Code(
      "ROE0511", "answer-refused", or: .warning,
      title: "Whoever is asked may not answer",
      rationale: """
        A handoff asks somebody to accept, and the event by which they would accept may be caused by \
        others only. Their answer is refused, and the lead waits until the time for silence is over. \
        So it does when a lead that has gone elsewhere comes back to wait and nobody is asked again, \
        and so is somebody called for nothing who shall decide about a flag and may not cause the \
        event that settles it: those are warnings.
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
    let handoffs = Dictionary(grouping: input.soundHandoffs, by: \.lifecycle)
    return input.journeys.flatMap { journey -> [Finding] in
      guard let handoffs = handoffs[journey.lifecycle.id] else { return [] }
      let owners = input.possibleOwners(in: journey)
      return handoffs.flatMap {
        input.findings(of: $0, journey, owners) + input.returns(to: $0, journey)
      }
    } + input.refusedDeciders
  }
}

extension LintInput {
  fileprivate func findings(
    of handoff: HandoffText, _ journey: Journey, _ owners: PossibleOwners
  ) -> [Finding] {
    let lifecycle = journey.lifecycle
    let places = journey.assignments.filter { place in
      switch place.cause {
      case .state: false
      case .move(let move): place.isQuestion && lifecycle.moves[move].id == handoff.move
      case .rung(_, let clock): place.isQuestion && lifecycle.clocks[clock].id == handoff.silence
      }
    }
    // What is too complex to follow is told where it stands.
    guard let asked = try? names(at: places, in: journey) else { return [] }
    return [handoff.accept, handoff.reject].compactMap { $0 }.compactMap { id in
      guard let answer = lifecycle.moves.refs.first(where: { lifecycle.moves[$0].id == id }),
        case .event(let ref) = lifecycle.moves[answer].trigger,
        let span = span(RuleID.move(lifecycle.id, id))
      else { return nil }
      let move = lifecycle.moves[answer]
      if move.by != [.asked],
        !move.from.contains(where: { owners.actors(of: answer, in: $0).exist })
      {
        let event = lifecycle.events[ref].id
        return Finding(
          "nobody may give this answer: who may cause “\(event)” may not answer with it", at: span,
          labels: self.span(RuleID.event(lifecycle.id, event)).map {
            [.init("who may cause it is said here", at: $0)]
          } ?? [],
          notes: ["The lead would wait until the time is over."],
          help: "Leave out by: here, or say the same for the event “\(event)”.",
          scenes: [Decision.Kind.ignored, .noted, .refused].flatMap {
            scenes(of: handoff, then: [.event(ref, $0)])
          })
      }
      guard move.by == [.asked] else { return nil }
      let tests = lifecycle.events[ref].by
      for (place, names) in asked {
        for naming in names {
          guard let refused = refused(naming.source, at: place, tests, owners) else { continue }
          let event = lifecycle.events[ref].id
          let rebuff = Scene.Act.rebuff(ref, of: refused)
          return Finding(
            "\(words(for: naming.source)), who is asked, may not cause “\(event)”", at: span,
            labels: (self.span(RuleID.event(lifecycle.id, event)).map {
              [.init("who may is said here", at: $0)]
            } ?? [])
              + (naming.row.flatMap { self.span(of: $0, in: lifecycle) }.map {
                [.init("they are named here", at: $0)]
              } ?? []),
            notes: ["The answer would be refused, and the lead would wait until the time is over."],
            help: "Say by: asked for the event “\(event)”.",
            scenes: scenes(of: handoff, then: place.steps + [rebuff]))
        }
      }
      return relative(of: handoff, ref, places, journey, owners, at: span)
    }
  }

  /// The same for somebody who is asked because of who has the lead.
  private func relative(
    of handoff: HandoffText, _ answer: Ref<Event>, _ places: [Assignment], _ journey: Journey,
    _ owners: PossibleOwners, at span: SourceSpan
  ) -> Finding? {
    let lifecycle = journey.lifecycle
    guard var givers = facts.givers[lifecycle.id] else { return nil }
    var before: Set<String> = []
    for place in places {
      guard let passing = passing(lifecycle.events[answer].by, at: place, owners) else {
        return nil
      }
      let people = place.chain.map { owners.people(from: $0, in: place.state, place.cause) }
      defer {
        for (source, people) in zip(place.chain, people) {
          before.formUnion(team.usualPeople(from: source, owner: nil) ?? Array(people))
        }
      }
      let suspects = zip(place.chain, people).filter(\.0.dependsOnOwner)
      // Whoever may have been asked before is perhaps passed over.
      if suspects.allSatisfy({ passing.union(before).isSuperset(of: $0.1) }) { continue }
      // What is too complex to follow is told where it stands.
      guard
        let found = try? givers.relative(
          askedAt: place, where: { !passing.contains($0) && !before.contains($0) })
      else { continue }
      let event = lifecycle.events[answer].id
      let refusal = Scene.Act.rebuff(answer, of: [found.person])
      let acts = [place.cause.act, refusal].compactMap { $0 }
      return Finding(
        "\(name(of: found.person)), who is asked, may not cause “\(event)”", at: span,
        labels: (self.span(RuleID.event(lifecycle.id, event)).map {
          [.init("who may is said here", at: $0)]
        } ?? [])
          + (found.row.flatMap { self.span(of: $0, in: lifecycle) }.map {
            [.init("they are named here", at: $0)]
          } ?? []),
        notes: [
          "They are \(words(for: found.source)), where \(name(of: found.owner)) has the lead.",
          "The answer would be refused, and the lead would wait until the time is over.",
        ],
        help: "Say by: asked for the event “\(event)”.",
        scenes: (found.trail?.scenes(of: found.lead, in: lifecycle, then: acts) ?? [])
          + scenes(of: handoff, then: place.steps + [refusal]))
    }
    return nil
  }

  /// Who may be asked at some places in the rules.
  private func names(
    at places: [Assignment], in journey: Journey
  ) throws(BudgetExceeded) -> [(place: Assignment, names: [Namings.Naming])] {
    let tables = Set(places.flatMap { journey.tables(askedBy: $0.chain) }).sorted()
    var namings = try namings(in: journey, asking: tables)
    return try namings.names(at: places)
  }

  /// Those whom a source may mean, by id, where it is certain that nobody of them passes any of the
  /// tests.
  private func refused(
    _ source: OwnerSource, at place: Assignment, _ tests: [ActorTest], _ owners: PossibleOwners
  ) -> Set<String>? {
    guard source != .keep, let passing = passing(tests, at: place, owners) else { return nil }
    let asked: Set<String> =
      if case .pool(let pool) = source {
        team.anybody(in: pool)
      } else {
        owners.people(from: source, in: place.state, place.cause)
      }
    return asked.isEmpty || !asked.isDisjoint(with: passing) ? nil : asked
  }

  /// Those who may answer besides whoever is asked; nil where anybody may, or whoever is.
  private func passing(
    _ tests: [ActorTest], at place: Assignment, _ owners: PossibleOwners
  ) -> Set<String>? {
    if tests.isEmpty || tests.contains(.asked) { return nil }
    // Whoever has the lead is passed over, and does not own it while being asked.
    let tests = tests.filter { $0 != .owner }
    return tests.isEmpty ? [] : owners.actors(passing: [tests], in: place.state).people
  }

  /// Where a row of a table, or what it says otherwise, was written.
  func span(of row: Namings.Row, in lifecycle: Lifecycle) -> SourceSpan? {
    let rule = RuleID.table(lifecycle.id, lifecycle.tables[row.table].id)
    guard let number = row.row else { return span(rule, "otherwise") }
    return origins.rows[rule].flatMap { $0.indices.contains(number) ? $0[number] : nil }
  }
}

extension Assignment {
  /// What happens once the lead is handed over, until somebody is asked here.
  fileprivate var steps: [Scene.Act] {
    if case .rung(let rung, let clock) = cause { [.ring(clock, rung)] } else { [] }
  }
}
