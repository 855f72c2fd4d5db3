import RoeLogic
import RoeMachine

/// Those who may have the leads that handoffs take on, whichever rule gave it to them while everybody
/// is there. What nobody meets whichever step ladders are at is not looked at any closer.
struct Givers: Sendable {
  private let known: Namings?
  /// Whether it is followed which step of each ladder comes next.
  private let tellsSteps: Bool
  private let team: Team
  private let journey: Journey
  private let peers: Peers
  private var namings: Namings
  /// Who may have the leads of each state in which somebody is asked, with those who come there
  /// soonest first.
  private var holdings: [Ref<State>: [Possessions.Holding]] = [:]
  /// Who gets leads only once each move has asked somebody.
  private var later: [Ref<Move>: [Possessions.Holding]] = [:]

  /// - Parameter known: who may be named for which leads; nil where that is too much at once.
  init(
    _ journey: Journey, _ team: Team, _ known: Namings?, tellsSteps: Bool = false
  ) throws(BudgetExceeded) {
    let lifecycle = journey.lifecycle
    if known == nil, Namings.hasManyRows(lifecycle) { throw BudgetExceeded() }
    var namings: Namings
    if let known { namings = known } else { namings = try Namings(journey, team) }
    self.team = team
    self.journey = journey
    self.known = known
    self.tellsSteps = tellsSteps
    let questions = try namings.names(at: journey.assignments.filter(\.isQuestion))
    let most = lifecycle.clocks.map { $0.rungs.count { $0.outcome.asksSomebody } }.max() ?? 0
    let people = team.askedByName(questions.flatMap(\.names).map(\.source), most: most + 2)
    var sources = lifecycle.ownerSources
    // What is looked for is what tells holders apart.
    sources.formUnion(lifecycle.askedSources.intersection([.nextInPool, .previous]))
    peers = Peers(team, lifecycle, sources, apart: people)
    var possessions = Possessions(namings, peers, sources, tellsSteps: tellsSteps)
    possessions.isEverybodyThere = true
    try possessions.spread()
    for state in Set(questions.map(\.place.state)).sorted() {
      holdings[state] = try possessions.holdings(in: state)
    }
    for move in lifecycle.moves.refs where lifecycle.moves[move].outcome.asksSomebody {
      later[move] = try possessions.holdings(after: move)
    }
    self.namings = possessions.namings
  }

  /// Something about leads that a move hands over.
  struct Found<Answer> {
    let answer: Answer
    let holding: Possessions.Holding
    let trail: OwnerFacts.Trail?
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
  ) throws(BudgetExceeded) -> Found<Answer>? {
    try certain { (givers: inout Givers) throws(BudgetExceeded) in
      try givers.nearest(making: move, clock, answer)
    }
  }

  /// What is found, and is found too where steps are told apart.
  private mutating func certain<Answer>(
    _ find: (inout Givers) throws(BudgetExceeded) -> Answer?
  ) throws(BudgetExceeded) -> Answer? {
    let found = try find(&self)
    if found == nil || tellsSteps { return found }
    var exact = try Givers(journey, team, known, tellsSteps: true)
    return try find(&exact)
  }

  private mutating func nearest<Answer>(
    making move: Ref<Move>, _ clock: Ref<Clock>?,
    _ answer: (inout Questions, String, String?, Possessions.Holding) throws(BudgetExceeded) ->
      Answer?
  ) throws(BudgetExceeded) -> Found<Answer>? {
    let lifecycle = journey.lifecycle
    let givers = lifecycle.moves[move].from.filter(journey.looksAt)
    let later = clock == nil ? [] : later[move] ?? []
    for giver in givers {
      var questions = try Questions(
        move, from: giver, clock, in: journey, namings, team)
      for holding in holdings[giver] ?? [] {
        guard let owner = peers.only(holding.holder),
          team.actors(passing: lifecycle.tests(of: move), owners: [owner], asked: []).exist
        else { continue }
        if let answer = try answer(&questions, owner, nil, holding) {
          return Found(answer: answer, holding: holding, trail: trail(to: holding))
        }
      }
      for holding in later where holding.from == giver {
        guard let owner = peers.only(holding.holder),
          // Of several nobody is asked, and it is the same whoever it is.
          let giver = holding.giver.flatMap(peers.people)?.min()
        else { continue }
        if let answer = try answer(&questions, giver, owner, holding) {
          return Found(answer: answer, holding: holding, trail: trail(to: holding))
        }
      }
    }
    return nil
  }

  private func trail(to holding: Possessions.Holding) -> OwnerFacts.Trail? {
    holding.way.map { OwnerFacts.Trail($0, in: namings.presence.space) }
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
    try certain { (givers: inout Givers) throws(BudgetExceeded) in
      try givers.nearest(askedAt: place, where: isMeant)
    }
  }

  private mutating func nearest(
    askedAt place: Assignment, where isMeant: (String) -> Bool
  ) throws(BudgetExceeded) -> Relative? {
    let lifecycle = journey.lifecycle
    let names = try namings.names(at: place)
    guard names.contains(where: \.source.dependsOnOwner) else { return nil }
    for holding in holdings[place.state] ?? [] {
      guard let owner = peers.only(holding.holder) else { continue }
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
        let here = try namings.presence.space.diagrams.and(left, naming.leads)
        left = try namings.presence.space.diagrams.difference(left, naming.leads)
        guard naming.source.dependsOnOwner, let person = people?.first(where: isMeant),
          let lead = namings.presence.space.sample(of: here)
        else { continue }
        return Relative(
          person: person, owner: owner, source: naming.source, row: naming.row, lead: lead,
          trail: trail(to: holding))
      }
    }
    return nil
  }
}

extension PossibleOwners {
  /// Whether it matters to some handoff who has the leads, since they or those who have to do with
  /// them may be asked.
  var matterToHandoffs: Bool {
    journey.assignments.contains { place in
      place.isQuestion && place.chain.contains(where: \.dependsOnOwner)
    }
      || lifecycle.moves.refs.contains {
        lifecycle.moves[$0].outcome.asksSomebody && mayBeAsked(in: $0)
      }
  }

  /// Whether whoever may have the leads that a move hands over may be one of those who are asked.
  func mayBeAsked(in move: Ref<Move>) -> Bool {
    var states = lifecycle.moves[move].from
    if case .state(let target)? = lifecycle.moves[move].outcome.to { states.append(target) }
    let holders = owners(in: states)
    return journey.assignments.contains { place in
      place.isQuestion && states.contains(place.state)
        && place.chain.contains { source in
          source == .nextInPool
            || !people(from: source, in: place.state, place.cause).isDisjoint(with: holders)
        }
    }
  }

  /// Whether somebody who may have the leads that a move hands over may be the only one whom it asks.
  func mayBeAskedAlone(in move: Ref<Move>) -> Bool {
    let holders = owners(in: lifecycle.moves[move].from)
    return journey.assignments.contains { place in
      if !place.isQuestion || place.cause != .move(move) { return false }
      let asked = place.chain.filter { source in
        if case .table = source { false } else { !source.speaksOfOwner }
      }.map { people(from: $0, in: place.state, place.cause) }
      return holders.contains { holder in asked.allSatisfy { $0.isSubset(of: [holder]) } }
    }
  }

  private func owners(in states: [Ref<State>]) -> Set<String> {
    states.reduce(into: []) { $0.formUnion(owners[Int($1.offset)]) }
  }
}

extension Team {
  /// Those for whom it matters who they are where somebody is asked: a group of more people than are
  /// ever passed over is never at its end.
  fileprivate func askedByName(_ sources: [OwnerSource], most: Int) -> Set<String> {
    var found: Set<String> = []
    for source in sources {
      if source.speaksOfOwner { return everybody }
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
    // A clock may have counted long before the state in which it is looked at.
    let waiting = causes.compactMap { cause -> Scene.Act? in
      guard case .move(let move) = cause, let state = lifecycle.moves[move].from.first,
        let clock = lifecycle.states[state].clocks.first
      else { return cause.act }
      return .move(move, before: clock)
    }
    return [causes.compactMap(\.act), late, waiting].flatMap { way in
      [self.lead, lead, nil].map { Scene(lifecycle, in: [entry], as: $0, way + acts) }
    }
  }
}
