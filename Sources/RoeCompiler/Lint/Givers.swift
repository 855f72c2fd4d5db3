import RoeLogic
import RoeMachine

/// Those who may have the leads that handoffs take on, whichever rule gave it to them while everybody
/// is there.
struct Givers {
  private let team: Team
  private let journey: Journey
  private var possessions: Possessions

  init(_ input: LintInput, _ journey: Journey) throws(BudgetExceeded) {
    let lifecycle = journey.lifecycle
    let known = input.facts.namings[lifecycle.id]
    if known == nil, Namings.hasManyRows(lifecycle) { throw BudgetExceeded() }
    var namings: Namings
    if let known { namings = known } else { namings = try Namings(journey, input.team) }
    team = input.team
    self.journey = journey
    let questions = try namings.names(at: journey.assignments.filter(\.isQuestion))
    let most = lifecycle.clocks.map { $0.rungs.count { $0.outcome.asksSomebody } }.max() ?? 0
    let people = team.askedByName(questions.flatMap(\.names).map(\.source), most: most + 2)
    var sources = lifecycle.ownerSources
    if lifecycle.askedSources.contains(.nextInPool) { sources.insert(.nextInPool) }
    possessions = Possessions(
      namings, Peers(team, lifecycle, sources, apart: people), sources)
    possessions.isEverybodyThere = true
    try possessions.spread()
  }

  /// The first answer about those who may have leads that a move hands over.
  ///
  /// - Parameters:
  ///   - clock: what counts until somebody has answered.
  ///   - answer: asked with the ids of who hands leads over, and of who has them then, if that is
  ///     somebody else.
  mutating func first<Answer>(
    making move: Ref<Move>, _ clock: Ref<Clock>?,
    _ answer: (inout Questions, String, String?, Possessions.Holding) throws(BudgetExceeded) ->
      Answer?
  ) throws(BudgetExceeded) -> Answer? {
    let lifecycle = journey.lifecycle
    let givers = lifecycle.moves[move].from.filter(journey.looksAt)
    let later = clock == nil ? [] : try possessions.holdings(after: move)
    for giver in givers {
      let holdings = try possessions.holdings(in: giver)
      var questions = try Questions(
        move, from: giver, clock, in: journey, possessions.namings, team)
      for holding in holdings {
        guard let owner = possessions.peers.only(holding.holder),
          team.actors(passing: lifecycle.tests(of: move), owners: [owner], asked: []).exist
        else { continue }
        if let answer = try answer(&questions, owner, nil, holding) { return answer }
      }
      for holding in later where holding.from == giver {
        guard let owner = possessions.peers.only(holding.holder),
          // Of several nobody is asked, and it is the same whoever it is.
          let giver = holding.giver.flatMap(possessions.peers.people)?.min()
        else { continue }
        if let answer = try answer(&questions, giver, owner, holding) { return answer }
      }
    }
    return nil
  }
}

extension Givers {
  /// Somebody who is asked to accept a lead because of who has it.
  struct Relative {
    let person: String
    let owner: String
    let source: OwnerSource
    let row: Namings.Row?
    let lead: SampleLead
    let trail: OwnerFacts.Trail?
  }

  /// The first of those who are asked at a place because of who has the leads there.
  mutating func relative(
    askedAt place: Assignment, where isMeant: (String) -> Bool
  ) throws(BudgetExceeded) -> Relative? {
    let lifecycle = journey.lifecycle
    let names = try possessions.namings.names(at: place)
    guard names.contains(where: \.source.dependsOnOwner) else { return nil }
    for holding in try possessions.holdings(in: place.state) {
      guard let owner = possessions.peers.only(holding.holder) else { continue }
      if case .move(let move) = place.cause,
        !team.actors(passing: lifecycle.tests(of: move), owners: [owner], asked: []).exist
      {
        continue
      }
      var left = holding.leads
      for naming in names where left != .none {
        let people = team.usualPeople(
          from: naming.source, owner: owner, passingOver: [owner])
        if let people, people.isEmpty { continue }
        let here = try possessions.and(left, naming.leads)
        left = try possessions.without(left, naming.leads)
        guard naming.source.dependsOnOwner, let person = people?.first(where: isMeant),
          let lead = possessions.namings.presence.space.sample(of: here)
        else { continue }
        return Relative(
          person: person, owner: owner, source: naming.source, row: naming.row, lead: lead,
          trail: holding.trail)
      }
    }
    return nil
  }
}

extension LintInput {
  /// Whether whoever may have the leads that a move hands over may be one of those who are asked.
  func mayAskOwner(_ move: Ref<Move>, _ journey: Journey) -> Bool {
    var states = journey.lifecycle.moves[move].from
    if case .state(let target)? = journey.lifecycle.moves[move].outcome.to { states.append(target) }
    let owners = possibleOwners(in: journey)
    let holders = owners.owners(in: states)
    return journey.assignments.contains { place in
      place.isQuestion && states.contains(place.state)
        && place.chain.contains { source in
          source == .nextInPool
            || !owners.people(from: source, in: place.state, place.cause).isDisjoint(with: holders)
        }
    }
  }

  /// Whether somebody who may have the leads that a move hands over may be the only one whom it asks.
  func mayAskOnlyOwner(_ move: Ref<Move>, _ journey: Journey) -> Bool {
    let owners = possibleOwners(in: journey)
    let holders = owners.owners(in: journey.lifecycle.moves[move].from)
    return journey.assignments.contains { place in
      if !place.isQuestion || place.cause != .move(move) { return false }
      let asked = place.chain.filter { source in
        if case .table = source { false } else { !source.dependsOnOwner }
      }.map { owners.people(from: $0, in: place.state, place.cause) }
      return holders.contains { holder in asked.allSatisfy { $0.isSubset(of: [holder]) } }
    }
  }
}

extension PossibleOwners {
  fileprivate func owners(in states: [Ref<State>]) -> Set<String> {
    states.reduce(into: []) { $0.formUnion(owners[Int($1.offset)]) }
  }
}

extension Team {
  /// Those for whom it matters who they are where somebody is asked: a group of more people than are
  /// ever passed over is never at its end.
  fileprivate func askedByName(_ sources: [OwnerSource], most: Int) -> Set<String> {
    var found: Set<String> = []
    for source in sources {
      if source.dependsOnOwner { return everybody }
      let people = possiblePeople(from: source) ?? []
      if people.count <= most { found.formUnion(people) }
    }
    return found
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
