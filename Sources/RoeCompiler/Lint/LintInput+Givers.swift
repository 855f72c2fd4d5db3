import RoeLogic
import RoeMachine

extension LintInput {
  /// The first answer about those who may have the leads that a handoff takes on, whichever rule gave
  /// it to them.
  ///
  /// - Parameters:
  ///   - clock: what counts until somebody has answered.
  ///   - answer: asked with the ids of who hands leads over, and of who has them then, if that is
  ///     somebody else.
  func anyHolder<Answer>(
    making move: Ref<Move>, _ clock: Ref<Clock>?, _ journey: Journey,
    _ answer: (inout Questions, String, String?, Possessions.Holding) throws(BudgetExceeded) ->
      Answer?
  ) throws(BudgetExceeded) -> Answer? {
    let lifecycle = journey.lifecycle
    let known = facts.namings[lifecycle.id]
    if known == nil, Namings.hasManyRows(lifecycle) { return nil }
    let namings: Namings
    if let known { namings = known } else { namings = try Namings(journey, team) }
    let givers = lifecycle.moves[move].from.filter(journey.looksAt)
    var people: Set<String> = []
    for giver in givers {
      let questions = try Questions(move, from: giver, clock, in: journey, namings, team)
      people.formUnion(questions.people ?? team.everybody)
    }
    let sources = lifecycle.ownerSources
    let peers = Peers(team, lifecycle, sources, apart: people)
    var possessions = Possessions(namings, peers, sources)
    try possessions.spread()
    for giver in givers {
      let holdings = try possessions.holdings(in: giver)
      var questions = try Questions(
        move, from: giver, clock, in: journey, possessions.namings, team)
      for holding in holdings {
        guard let owner = peers.only(holding.holder),
          team.actors(passing: lifecycle.tests(of: move), owners: [owner], asked: []).exist
        else { continue }
        if let answer = try answer(&questions, owner, nil, holding) { return answer }
      }
    }
    if clock == nil { return nil }
    let later = try possessions.holdings(after: move)
    for giver in givers {
      var questions = try Questions(
        move, from: giver, clock, in: journey, possessions.namings, team)
      for holding in later where holding.from == giver {
        guard let owner = peers.only(holding.holder),
          // Of several nobody is asked, and it is the same whoever it is.
          let giver = holding.giver.flatMap(peers.people)?.min()
        else { continue }
        if let answer = try answer(&questions, giver, owner, holding) { return answer }
      }
    }
    return nil
  }
}

extension Peers {
  /// The id of the one who is meant; nil where it is one of several.
  fileprivate func only(_ person: Possession.Person) -> String? {
    people(person).flatMap { $0.count == 1 ? $0.first : nil }
  }
}

extension OwnerFacts.Trail {
  /// What happens on it to a lead, and then.
  func scenes(of lead: SampleLead, in lifecycle: Lifecycle, then acts: [Scene.Act]) -> [Scene] {
    // A clock that rings after a move may be further off than one that the move starts.
    let late = causes.indices.compactMap { place -> Scene.Act? in
      if case .move(let move) = causes[place], place + 1 < causes.count,
        case .rung(_, let clock) = causes[place + 1]
      {
        return .move(move, before: clock)
      }
      return causes[place].act
    }
    return [causes.compactMap(\.act), late].flatMap { way in
      [self.lead, lead, nil].map { Scene(lifecycle, in: [entry], as: $0, way + acts) }
    }
  }
}
