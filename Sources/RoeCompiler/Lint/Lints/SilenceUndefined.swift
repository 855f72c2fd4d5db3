import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let silenceUndefined = Lint(
    Code(
      "ROE0510", "silence-undefined",
      title: "Asked, and nobody answers: then what?",
      rationale: """
        Most leads that are lost at a handoff are not rejected; nobody answers. The rules say what \
        silence means: somebody else is asked, or one person takes the lead. Who has been asked is \
        not asked again, nor is whoever has the lead, and a step that finds nobody else loses it.
        """,
      avoid: Example(
        """
        events:
          accepted: {}
          rejected: {}
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
        handoffs:
          to_sales:  # ROE0510
            from: working
            event: done
            to: selling
            owner: dana
            answer: { within: 4 hours, accept: accepted, reject: rejected }
        """),
      prefer: Example(
        """
        events:
          accepted: {}
          rejected: {}
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
              silence: { owner: kim, to: working }
        """))
  ) { input in
    input.soundHandoffs.flatMap { handoff -> [Finding] in
      let exhausted = input.exhausted(handoff)
      // A last step that loses the lead does not leave it waiting.
      let waiting = exhausted?.isEnd == true ? nil : undefined(handoff, input)
      return [waiting, exhausted?.finding].compactMap { $0 }
    }
  }

  /// Nothing ends the waiting.
  private static func undefined(_ handoff: HandoffText, _ input: LintInput) -> Finding? {
    let rule = "\(handoff.lifecycle)/handoffs/\(handoff.id)"
    guard handoff.pending != nil, let span = input.span(rule) else { return nil }
    let message =
      "when nobody answers in “\(handoff.id)”, the lead waits between two people for ever"
    guard let silence = handoff.silence else {
      return Finding(
        message, at: span,
        help: "Add to its answer: silence: [{ ask: next }, { owner: …, to: … }].",
        scenes: input.scenes(of: handoff))
    }
    guard
      let clock = input.machine.lifecycles.first(where: { $0.id == handoff.lifecycle })?.clocks
        .first(where: { $0.id == silence }),
      clock.rungs.last?.outcome.to == nil
    else { return nil }
    let last = input.span(RuleID.clock(handoff.lifecycle, silence), "\(clock.rungs.count)")
    return Finding(
      message, at: span,
      labels: last.map { [.init("the last thing that happens leaves the lead there", at: $0)] }
        ?? [],
      help: "Let the last step end it: silence: [{ ask: next }, { owner: …, to: … }].",
      scenes: input.scenes(of: handoff, then: input.noAnswer(in: handoff)))
  }
}

extension LintInput {
  /// A step asks only those who have been asked, or the one who has the lead; and whether that is the
  /// last step, and nobody need be away.
  fileprivate func exhausted(
    _ handoff: HandoffText
  ) -> (finding: Finding, isEnd: Bool)? {
    guard isExact, broken.isEmpty, let silence = handoff.silence,
      let journey = journey(of: handoff.lifecycle)
    else { return nil }
    let lifecycle = journey.lifecycle
    guard let clock = lifecycle.clocks.refs.first(where: { lifecycle.clocks[$0].id == silence }),
      lifecycle.clocks[clock].rungs.contains(where: { $0.outcome.asksSomebody }),
      let move = lifecycle.moves.refs.first(where: { lifecycle.moves[$0].id == handoff.move }),
      // What is too complex to follow is told where it stands.
      let (failure, given) = (try? failure(of: move, clock, journey))
        ?? (try? failure(handingOver: move, clock, journey)),
      let span = span(RuleID.clock(lifecycle.id, silence), "\(failure.rung + 1)")
    else { return nil }
    let lead = failure.lead.traits.isEmpty ? "the lead" : "a lead with \(failure.lead.words)"
    let names = failure.asked.map { words(for: $0, lifecycle) }.listed
    let have = failure.asked.count == 1 ? "has" : "have"
    let asked =
      names.isEmpty
      ? []
      : [
        "\(names.prefix(1).uppercased() + names.dropFirst()) \(have) been asked already, and nobody is asked twice."
      ]
    let away =
      failure.away.isEmpty
      ? []
      : [
        "\(failure.away.map { name(of: $0) }.listed) \(failure.away.count == 1 ? "is" : "are") away then; no more are promised to be there."
      ]
    let owner = failure.owner.map { ["\(name(of: $0)) has it then, and is passed over."] } ?? []
    let vain = failure.vain.map { reason(forNobodyFrom: $0.source, of: $0.owner) }.map {
      "\($0.prefix(1).uppercased() + $0.dropFirst())."
    }
    let end: [Scene.Act] = [.ring(clock, failure.rung), .lost]
    let leads = self.leads(of: failure, journey)
    let scenes = leads.flatMap { lead in
      (given?.trail.map {
        $0.scenes(
          of: lead, in: lifecycle, then: given?.holding.giver == nil ? [.move(move)] + end : end)
      } ?? []) + self.scenes(of: handoff, from: failure.giver, as: lead, then: end)
    }
    let finding = Finding(
      "when nobody answers in “\(handoff.id)”, nobody is left whom this step could ask: \(lead) goes to lost and found",
      at: span, notes: asked + owner + vain + away,
      help: "Ask somebody else here, or let it end with one person: { owner: …, to: … }.",
      scenes: failure.away.isEmpty
        ? scenes
        : [false, true].flatMap { isLater in
          scenes.map { $0.without(failure.away, later: isLater) }
        })
    let last = lifecycle.clocks[clock].rungs.count - 1
    return (finding, isEnd: failure.rung == last && failure.away.isEmpty)
  }

  /// The lead of a failure; where it matters that fields name somebody with some whom they may name.
  private func leads(of failure: Questions.Failure, _ journey: Journey) -> [SampleLead] {
    let fields = failure.asked.compactMap { asked -> Ref<Field>? in
      if case .whoever(.field(let field)) = asked { field } else { nil }
    }
    if fields.isEmpty { return [failure.lead] }
    let owners = possibleOwners(in: journey).owners[Int(failure.giver.offset)]
    let others = team.everybody.subtracting(failure.away).filter {
      !failure.asked.contains(.person($0))
    }.sorted()
    let able = others.filter { !owners.contains($0) } + others.filter(owners.contains)
    return able.indices.prefix(3).map { first in
      fields.enumerated().reduce(failure.lead) { lead, field in
        lead.with(.text(able[(first + field.offset) % able.count]), in: field.element)
      }
    }
  }

  private func words(for asked: Questions.Asked, _ lifecycle: Lifecycle) -> String {
    switch asked {
    case .person(let id): name(of: id)
    case .whoever(.field(let field)): "whoever “\(lifecycle.fields[field].id)” names"
    case .whoever(.managerOfOwner): "the owner's manager"
    case .whoever(.backupOfOwner): "the owner's backup"
    case .whoever: "whoever had it before"
    }
  }

  private func failure(
    of move: Ref<Move>, _ clock: Ref<Clock>, _ journey: Journey
  ) throws(BudgetExceeded) -> (Questions.Failure, Givers.Found<Questions.Failure>?)? {
    let lifecycle = journey.lifecycle
    let chains = journey.assignments.filter { $0.isQuestion }.map(\.chain)
    let tables = Set(chains.flatMap { journey.tables(askedBy: $0) }).sorted()
    let namings = Namings(try presence(in: journey, asking: tables))
    let owners = journey.soleOwners
    for giver in lifecycle.moves[move].from where journey.looksAt(giver) {
      let owner = owners[Int(giver.offset)].map { machine.people[$0].id }
      var questions = try Questions(move, from: giver, clock, in: journey, namings, team)
      let all = namings.presence.space.possible
      if let failure = try questions.failure(of: owner, among: all) { return (failure, nil) }
    }
    return nil
  }

  /// The same where whoever has the lead has got it by some rule.
  private func failure(
    handingOver move: Ref<Move>, _ clock: Ref<Clock>, _ journey: Journey
  ) throws(BudgetExceeded) -> (Questions.Failure, Givers.Found<Questions.Failure>?)? {
    guard var givers = facts.givers[journey.lifecycle.id],
      possibleOwners(in: journey).mayBeAsked(in: move)
    else { return nil }
    let found = try givers.first(making: move, clock) {
      (questions, giver, owner, holding) throws(BudgetExceeded) in
      try questions.failure(
        of: giver, then: owner, from: holding.origin, among: holding.leads)
    }
    return found.map { ($0.answer, $0) }
  }
}
