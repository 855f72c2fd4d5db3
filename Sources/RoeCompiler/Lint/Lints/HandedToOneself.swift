import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let handedToOneself = Lint(
    Code(
      "ROE0508", "handed-to-oneself", .note, or: .warning,
      title: "Handed to oneself",
      rationale: """
        The only one who can take the lead over is the one who hands it over. With `answer:` that \
        person is never asked, since the owner is passed over, and the lead goes to lost and \
        found; so does one for which nobody is found at all, such as the next of a group where no \
        group gave it to its owner. Without it nothing changes hands. The first is a warning, the \
        second a note.
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
      guard let handoffs = handoffs[journey.lifecycle.id] else { return [] }
      let owners = journey.soleOwners
      return handoffs.compactMap { input.finding(of: $0, journey, owners) }
    }
  }
}

extension LintInput {
  fileprivate func finding(
    of handoff: HandoffText, _ journey: Journey, _ owners: [Ref<Person>?]
  ) -> Finding? {
    let lifecycle = journey.lifecycle
    guard let ref = lifecycle.moves.refs.first(where: { lifecycle.moves[$0].id == handoff.move }),
      let span = span("\(lifecycle.id)/handoffs/\(handoff.id)")
    else { return nil }
    let isAsked = handoff.pending != nil
    // What is too complex to follow is told where it stands.
    guard let echo = try? echo(of: ref, journey, owners) else {
      return isAsked ? finding(of: handoff, ref, journey, at: span) : nil
    }
    let who = echo.person.map { name(of: $0) } ?? "whoever has it"
    let leads = echo.lead.flatMap { $0.traits.isEmpty ? nil : " with \($0.words)" }
    let given = [echo.cause?.act].compactMap { $0 }
    let end: [Scene.Act] =
      isAsked ? [.lost] : echo.person.map { [.owned(by: [machine.people[$0].id])] } ?? []
    let lead = leads.map { "a lead\($0)" } ?? "the lead"
    return Finding(
      isAsked
        ? words(asking: who, for: lead, handoff)
        : "“\(handoff.id)” hands \(lead) to \(who), who has it already", at: span,
      severity: isAsked ? .warning : nil,
      labels: (echo.row.flatMap { self.span(of: $0, in: lifecycle) }.map {
        [.init("they are named here", at: $0)]
      } ?? []),
      help: "Name somebody else, or move the lead without a handoff.",
      scenes: [echo.lead, nil].map { lead in
        Scene(lifecycle, in: [echo.origin], as: lead, given + [.move(ref)] + end)
      } + scenes(of: handoff, then: end))
  }

  private func words(asking who: String, for lead: String, _ handoff: HandoffText) -> String {
    "“\(handoff.id)” asks \(who), who hands \(lead) over: nobody is left to ask, and it goes to lost and found"
  }

  private func words(
    finding unasked: Questions.Unasked, for lead: String, _ handoff: HandoffText
  ) -> String {
    let reasons = unasked.vain.map { reason(forNobodyFrom: $0.source, of: $0.owner) }
    let why = reasons.isEmpty ? "" : ", since \(reasons.listed)"
    return
      "“\(handoff.id)” finds nobody to ask for \(lead)\(why): it goes to lost and found"
  }

  /// The same for whoever has got the lead on a longer way.
  private func finding(
    of handoff: HandoffText, _ move: Ref<Move>, _ journey: Journey, at span: SourceSpan
  ) -> Finding? {
    // What is too complex to follow is told where it stands.
    guard var givers = facts.givers[journey.lifecycle.id],
      possibleOwners(in: journey).mayBeAskedAlone(in: move)
    else { return nil }
    let found = try? givers.first(making: move, nil) {
      (questions, owner, _, holding) throws(BudgetExceeded) in
      try questions.unasked(of: owner, from: holding.origin, among: holding.leads).map {
        (owner, $0)
      }
    }
    guard let found else { return nil }
    let (owner, unasked) = found.answer
    let sample = unasked.lead
    let acts: [Scene.Act] = [.move(move), .lost]
    let lead = sample.traits.isEmpty ? "the lead" : "a lead with \(sample.words)"
    return Finding(
      unasked.isOwnerMeant
        ? words(asking: name(of: owner), for: lead, handoff)
        : words(finding: unasked, for: "\(lead) of \(name(of: owner))", handoff), at: span,
      severity: .warning,
      help: "Name somebody else, or move the lead without a handoff.",
      scenes: (found.trail?.scenes(of: sample, in: journey.lifecycle, then: acts) ?? [])
        + scenes(of: handoff, as: sample, then: [.lost]))
  }

  /// A lead that a move hands to the very one who has it, and only to them.
  private struct Echo {
    /// Nil for whoever it is.
    let person: Ref<Person>?
    /// What has given it to them, and in which state; nil where it is everybody's.
    let cause: Assignment.Cause?
    let origin: Ref<State>
    let row: Namings.Row?
    let lead: SampleLead?
  }

  private func echo(
    of ref: Ref<Move>, _ journey: Journey, _ owners: [Ref<Person>?]
  ) throws(BudgetExceeded) -> Echo? {
    let lifecycle = journey.lifecycle
    let move = lifecycle.moves[ref]
    let places = journey.assignments.filter { place in
      place.cause == .move(ref) && place.chain == move.outcome.receivers
    }
    let tables = Set(
      places.flatMap { place in
        journey.tables(askedBy: place.chain)
          + journey.tables(askedBy: lifecycle.states[place.state].owner)
      }
    ).sorted()
    var namings = try namings(in: journey, asking: tables)
    for place in places {
      let names = try namings.names(at: place)
      let isAsked = place.isQuestion
      for holder in try holders(of: place.state, journey, owners, &namings, isAsked: isAsked) {
        let person = holder.person
        let id = person.map { machine.people[$0].id }
        // Of some owners nobody may hand leads over.
        if let id, !team.actors(passing: lifecycle.tests(of: ref), owners: [id], asked: []).exist {
          continue
        }
        for naming in names where isSame(naming.source, person, ref, lifecycle) {
          var leads = try namings.presence.space.diagrams.and(naming.leads, holder.leads)
          // Whoever else may be named for a lead takes it.
          for other in names where !isSame(other.source, person, ref, lifecycle) {
            leads = try namings.presence.space.diagrams.difference(leads, other.leads)
          }
          guard let lead = namings.presence.space.sample(of: leads) else { continue }
          return Echo(
            person: person, cause: holder.cause, origin: holder.origin, row: naming.row, lead: lead)
        }
      }
    }
    return nil
  }

  /// Somebody who has leads in a state.
  private struct Holder {
    /// Nil for whoever it may be.
    let person: Ref<Person>?
    let leads: Diagram
    var cause: Assignment.Cause?
    let origin: Ref<State>
  }

  /// Who has which leads in a state.
  ///
  /// - Parameter isAsked: whether it matters who can have them while nobody is away, and not only who
  ///   surely has.
  private func holders(
    of state: Ref<State>, _ journey: Journey, _ owners: [Ref<Person>?], _ namings: inout Namings,
    isAsked: Bool
  ) throws(BudgetExceeded) -> [Holder] {
    let all = try namings.presence.resting(in: state)
    if let person = owners[Int(state.offset)] {
      return [Holder(person: person, leads: all, origin: state)]
    }
    var found = [Holder(person: nil, leads: all, origin: state)]
    let lifecycle = journey.lifecycle
    let permitted = team.permitted(in: lifecycle.states[state])
    let isOwn = journey.isOwnedByItsOwnAnswer(state)
    for place in journey.assignments where place.gives(in: state, of: journey) {
      guard isAsked || isOwn && place.cause == .state else { continue }
      for naming in try namings.names(at: place) where naming.isFirst {
        guard case .person(let person) = naming.source,
          permitted?.contains(machine.people[person].id) ?? true
        else { continue }
        let actions = place.outcome(in: lifecycle)?.actions ?? []
        let changing = namings.presence.changing
        let given = try namings.presence.space.after(actions, naming.leads, except: changing)
        let leads = try namings.presence.space.diagrams.and(all, given)
        found.append(
          Holder(person: person, leads: leads, cause: place.cause, origin: place.state))
      }
    }
    return found
  }

  /// Whether a source means the person; without one, whether it means the owner.
  private func isSame(
    _ source: OwnerSource, _ person: Ref<Person>?, _ move: Ref<Move>, _ lifecycle: Lifecycle
  ) -> Bool {
    switch source {
    case .keep: return true
    case .actor:
      guard case .event(let event) = lifecycle.moves[move].trigger else { return false }
      return lifecycle.moves[move].by == [.owner] || lifecycle.events[event].by == [.owner]
    case .person(let other): return other == person
    default: return false
    }
  }
}

extension Assignment {
  /// Whether it gives leads to their owners in a state, whoever is away or not.
  fileprivate func gives(in state: Ref<State>, of journey: Journey) -> Bool {
    if isQuestion { return false }
    switch cause {
    case .state:
      return self.state == state
        && (journey.lifecycle.entries.contains { $0.state == state }
          || journey.steps(into: state).contains { journey.owner(on: $0) == nil })
    case .move(let move) where journey.lifecycle.isAboutPresence(move): return false
    case .move, .rung:
      let target = outcome(in: journey.lifecycle)?.to
      return target == .state(state) || target == nil && self.state == state
    }
  }
}

extension Journey {
  /// Whether nobody else gives leads in a state an owner than the state itself.
  fileprivate func isOwnedByItsOwnAnswer(_ state: Ref<State>) -> Bool {
    assignments.allSatisfy { place in
      if place.isQuestion { return true }
      switch place.outcome(in: lifecycle)?.to {
      case .state(let target):
        return target != state || place.cause == .state
          || (place.chain == [.keep] && comesBack(to: state, from: place.state))
      case .previous: return false
      case nil: return place.state != state || place.cause == .state
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
