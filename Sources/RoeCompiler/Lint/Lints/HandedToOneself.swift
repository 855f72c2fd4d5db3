import RoeLogic
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
        found; without it nothing changes hands. The first is a warning, the second a note.
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
      let span = span("\(lifecycle.id)/handoffs/\(handoff.id)"),
      // What is too complex to follow is told where it stands.
      let echo = try? echo(of: ref, journey, owners)
    else { return nil }
    let isAsked = handoff.pending != nil
    let who = echo.person.map { name(of: $0) } ?? "whoever has it"
    let leads = echo.lead.flatMap { $0.traits.isEmpty ? nil : " with \($0.words)" }
    let end: [Scene.Act] =
      isAsked ? [.lost] : echo.person.map { [.owned(by: [machine.people[$0].id])] } ?? []
    let lead = leads.map { "a lead\($0)" } ?? "the lead"
    return Finding(
      isAsked
        ? "“\(handoff.id)” asks \(who), who hands \(lead) over: nobody is left to ask, and it goes to lost and found"
        : "“\(handoff.id)” hands \(lead) to \(who), who has it already", at: span,
      severity: isAsked ? .warning : nil,
      labels: (echo.row.flatMap { self.span(of: $0, in: lifecycle) }.map {
        [.init("they are named here", at: $0)]
      } ?? []),
      help: "Name somebody else, or move the lead without a handoff.",
      scenes: scenes(of: handoff, from: echo.state, as: echo.lead, then: end)
        + scenes(of: handoff, then: end))
  }

  /// A lead that a move hands to the very one who has it, and only to them.
  private struct Echo {
    /// Nil for whoever it is.
    let person: Ref<Person>?
    let state: Ref<State>
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
        lifecycle.tables(askedBy: place.chain)
          + lifecycle.tables(askedBy: lifecycle.states[place.state].owner)
      }
    ).sorted()
    var namings = try namings(in: journey, asking: tables)
    for place in places {
      let names = try namings.names(at: place)
      for (person, having) in try holders(of: place.state, journey, owners, &namings) {
        for naming in names where isSame(naming.source, person, ref, lifecycle) {
          var leads = try namings.presence.space.diagrams.and(naming.leads, having)
          // Whoever else may be named for a lead takes it.
          for other in names where !isSame(other.source, person, ref, lifecycle) {
            leads = try namings.presence.space.diagrams.difference(leads, other.leads)
          }
          guard let lead = namings.presence.space.sample(of: leads) else { continue }
          return Echo(person: person, state: place.state, row: naming.row, lead: lead)
        }
      }
    }
    return nil
  }

  /// Who has which leads in a state; the person is nil for whoever it may be.
  private func holders(
    of state: Ref<State>, _ journey: Journey, _ owners: [Ref<Person>?], _ namings: inout Namings
  ) throws(BudgetExceeded) -> [(person: Ref<Person>?, leads: Diagram)] {
    let all = try namings.presence.resting(in: state)
    if let person = owners[Int(state.offset)] { return [(person, all)] }
    var found: [(person: Ref<Person>?, leads: Diagram)] = [(nil, all)]
    guard journey.isOwnedByItsOwnAnswer(state) else { return found }
    let place = Assignment(
      chain: journey.lifecycle.states[state].owner, state: state, cause: .state, isQuestion: false)
    for naming in try namings.names(at: place) where naming.isFirst {
      if case .person(let person) = naming.source { found.append((person, naming.leads)) }
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
