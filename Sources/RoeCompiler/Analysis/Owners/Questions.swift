import RoeLogic
import RoeMachine

/// Who is asked to accept a lead, one after the other, while nobody answers: whoever has been asked,
/// and whoever hands the lead over, is passed over. Everybody is there, apart from members of groups
/// of whom the rules promise no more than those who are asked.
struct Questions {
  /// Somebody who has been asked.
  enum Asked: Hashable {
    case person(String)
    /// Whoever is found so, which is the same one each time.
    case whoever(OwnerSource)
  }

  /// A step of the clock that finds nobody who has not been asked.
  struct Failure {
    let rung: Int
    let giver: Ref<State>
    let lead: SampleLead
    /// Those who have been asked before.
    let asked: [Asked]
    /// Those who are not there, by id.
    let away: [String]
    /// Who has the lead, where they would be asked otherwise.
    let owner: String?
    /// The ways in which nobody is found at all, whoever has been asked.
    let vain: [Vain]
  }

  /// Leads for which a move finds nobody whom it could ask.
  struct Unasked {
    let lead: SampleLead
    /// Whether whoever has it would be asked otherwise.
    let isOwnerMeant: Bool
    let vain: [Vain]
  }

  /// A way in which nobody is found, and who has the lead then, if that is known.
  struct Vain: Hashable {
    let source: OwnerSource
    let owner: String?
  }

  /// How an owner has got the leads.
  struct Origin: Equatable {
    /// The group in which they were found.
    let pool: Ref<Pool>?
    /// Whether somebody else had the leads before.
    let hasPrevious: Bool
  }

  /// What has happened so far.
  private struct Path {
    var asked: [Asked] = []
    var away: Set<String> = []

    var people: [String] { asked.compactMap { if case .person(let id) = $0 { id } else { nil } } }
  }

  /// Whom a source finds.
  private enum Found {
    case nobody
    case one(of: [Asked])
    /// Somebody of whom nothing is known.
    case anybody
    /// Somebody who is taken to be there, and to be away.
    case contradiction
  }

  private let team: Team
  private var namings: Namings
  /// For the move, and for each step after it that asks, who may be named.
  private let names: [[Namings.Naming]]
  /// The steps that ask.
  private let rungs: [Int]
  private let giver: Ref<State>
  /// Those who may be asked other than as members of a group, whoever has the leads.
  private let named: Set<String>
  /// The ways to find somebody that find the same one until the lead is accepted.
  private let lasting: Set<OwnerSource>
  /// Who has the leads while each question is asked; nil where that is not known.
  private var owners: [String?] = []
  /// How they have got them; nil where that is not known.
  private var origin: Origin?
  /// The tests that whoever hands the lead over passes.
  private let givers: [[ActorTest]]
  /// Whether the owner hands it over, or nobody in person.
  private var isOwnersDoing = false
  private var mayBeAway = false
  private var steps = 0

  /// - Parameters:
  ///   - move: what hands the lead over.
  ///   - clock: what counts until somebody has answered; nil where only the first one matters.
  init(
    _ move: Ref<Move>, from giver: Ref<State>, _ clock: Ref<Clock>?, in journey: Journey,
    _ namings: Namings, _ team: Team
  ) throws(BudgetExceeded) {
    self.namings = namings
    self.giver = giver
    self.team = team
    givers = journey.lifecycle.tests(of: move)
    var names: [[Namings.Naming]] = []
    var rungs: [Int] = []
    for place in journey.assignments where place.isQuestion && place.state == giver {
      if case .move(move) = place.cause { names.append(try self.namings.names(at: place)) }
    }
    let questions = journey.assignments.filter(\.isQuestion)
    if let clock, !names.isEmpty {
      for rung in journey.lifecycle.clocks[clock].rungs.indices {
        guard let place = questions.first(where: { $0.cause == .rung(rung, of: clock) }) else {
          continue
        }
        names.append(try self.namings.names(at: place))
        rungs.append(rung)
      }
    }
    self.names = names
    self.rungs = rungs
    named = names.joined().reduce(into: []) { named, naming in
      if case .pool(let pool) = naming.source {
        named.formUnion(team.stewards(of: pool))
      } else {
        named.formUnion(team.possiblePeople(from: naming.source) ?? [])
      }
    }
    lasting = journey.lifecycle.lasting(
      Set(names.lazy.flatMap { $0 }.map(\.source)), after: move)
  }

  /// The first step that finds nobody for some lead; nil when every step asks somebody new.
  ///
  /// - Parameters:
  ///   - giver: who hands the leads over, if that is known.
  ///   - owner: who has them then, if it is somebody else.
  ///   - origin: how the owner has got them, if that is known.
  ///   - theirs: the leads.
  mutating func failure(
    of giver: String?, then owner: String? = nil, from origin: Origin? = nil,
    among theirs: Diagram
  ) throws(BudgetExceeded) -> Failure? {
    if rungs.isEmpty { return nil }
    owners = [giver] + names.dropFirst().map { _ in owner ?? giver }
    self.origin = origin
    isOwnersDoing = false
    var leads = Diagram.none
    for naming in names[0] { leads = try namings.presence.space.diagrams.or(leads, naming.leads) }
    leads = try namings.presence.space.diagrams.and(leads, theirs)
    // What happens while everybody is there is easier to see.
    for mayBeAway in [false, true] {
      self.mayBeAway = mayBeAway
      if let failure = try failure(at: 0, 0, leads, Path()) { return failure }
    }
    return nil
  }

  /// Leads of somebody for which the move finds nobody but them; nil when there are none.
  ///
  /// - Parameter origin: how they have got them.
  mutating func unasked(
    of owner: String, from origin: Origin, among theirs: Diagram
  ) throws(BudgetExceeded) -> Unasked? {
    owners = [owner]
    self.origin = origin
    let actors = team.actors(passing: givers, owners: [owner], asked: [])
    // Nobody may hand over what they have.
    if !actors.exist { return nil }
    isOwnersDoing = actors.people.contains(owner) || actors.hasMachines
    mayBeAway = false
    var left = Diagram.none
    for naming in names.first ?? [] {
      left = try namings.presence.space.diagrams.or(left, naming.leads)
    }
    left = try namings.presence.space.diagrams.and(left, theirs)
    for naming in names.first ?? [] where left != .none {
      if case .nobody? = ways(from: naming.source, at: 0, Path()).first?.found { continue }
      left = try namings.presence.space.diagrams.difference(left, leads(of: naming))
    }
    guard let lead = namings.presence.space.sample(of: left) else { return nil }
    return Unasked(
      lead: lead,
      isOwnerMeant: isOwnerMeant(by: 0, passingOver: [])
        || actors.people.contains(owner) && names[0].contains { $0.source == .actor },
      vain: try vain(at: 0, left))
  }

  /// Whether somebody is asked who has the leads then.
  private func isOwnerMeant(by question: Int, passingOver passed: Set<String>) -> Bool {
    let owner = owners[question]
    return names[question].contains { naming in
      let people = team.usualPeople(from: naming.source, owner: owner, passingOver: passed)
      return naming.source == .keep || people.map { $0.contains { $0 == owner } } ?? false
    }
  }

  /// The ways of a question in which nobody is found for some leads, whoever has been asked.
  private mutating func vain(
    at question: Int, _ leads: Diagram
  ) throws(BudgetExceeded) -> [Vain] {
    let owner = owners[question]
    var found: [Vain] = []
    for naming in names[question] {
      let way = Vain(source: naming.source, owner: owner)
      let isVain =
        switch naming.source {
        case .coverOfOwner: true
        case .actor: question > 0 || isOwnersDoing
        case .asked: question == 0
        case .previous: origin?.hasPrevious == false
        case .nextInPool: origin.map { $0.pool == nil } ?? false
        case .managerOfOwner, .backupOfOwner:
          team.usualPeople(from: naming.source, owner: owner)?.isEmpty ?? false
        default: false
        }
      if !isVain || found.contains(way) { continue }
      if try namings.presence.space.diagrams.and(naming.leads, leads) != .none {
        found.append(way)
      }
    }
    return found
  }

  /// The leads for which somebody may be found: a field may be empty.
  private mutating func leads(of naming: Namings.Naming) throws(BudgetExceeded) -> Diagram {
    guard case .field(let field) = naming.source, lasting.contains(naming.source),
      namings.presence.space.lifecycle.fields[field].canBeMissing
    else { return naming.leads }
    let present = try namings.presence.space.leads(.test(field, .isPresent))
    return try namings.presence.space.diagrams.and(naming.leads, present)
  }

  /// - Parameters:
  ///   - question: the place among those that ask, the move first.
  ///   - next: how many of the ways to find somebody there have found nobody.
  private mutating func failure(
    at question: Int, _ next: Int, _ leads: Diagram, _ path: Path
  ) throws(BudgetExceeded) -> Failure? {
    steps += 1
    if steps > 10_000 { throw BudgetExceeded() }
    if leads == .none { return nil }
    guard next < names[question].count else {
      // That nobody can be asked at first is told of the handoff.
      guard question > 0, let lead = namings.presence.space.sample(of: leads) else { return nil }
      let isOwnerMeant = isOwnerMeant(by: question, passingOver: path.away.union(path.people))
      return Failure(
        rung: rungs[question - 1], giver: giver, lead: lead, asked: path.asked,
        away: path.away.sorted(), owner: isOwnerMeant ? owners[question] : nil,
        vain: try vain(at: question, leads))
    }
    let naming = names[question][next]
    let meant = try self.leads(of: naming)
    let here = try namings.presence.space.diagrams.and(leads, meant)
    let others = try namings.presence.space.diagrams.difference(leads, meant)
    if let failure = try failure(at: question, next + 1, others, path) { return failure }
    if here == .none { return nil }
    for (found, away) in ways(from: naming.source, at: question, path) {
      var path = path
      path.away.formUnion(away)
      switch found {
      case .contradiction: continue
      case .nobody:
        if let failure = try failure(at: question, next + 1, here, path) { return failure }
      case .anybody:
        if question + 1 == names.count { continue }
        if let failure = try failure(at: question + 1, 0, here, path) { return failure }
      case .one(let people):
        if question + 1 == names.count { continue }
        for person in people {
          var path = path
          path.asked.append(person)
          if let failure = try failure(at: question + 1, 0, here, path) { return failure }
        }
      }
    }
    return nil
  }

  /// Of whom one is asked next, while nobody more is away, and while some are.
  private func ways(
    from source: OwnerSource, at question: Int, _ path: Path
  ) -> [(found: Found, away: Set<String>)] {
    let owner = owners[question]
    let passed = Set(path.people + [owner].compactMap { $0 })
    var group: (pool: Ref<Pool>, hasSteward: Bool)?
    switch source {
    // They have it, or have been asked, whoever they are.
    case .keep, .asked: return [(.nobody, [])]
    // A step is nobody's doing, and nobody is covered for while they are there.
    case .actor where question > 0 || isOwnersDoing: return [(.nobody, [])]
    case .coverOfOwner: return [(.nobody, [])]
    case .previous where origin?.hasPrevious == false: return [(.nobody, [])]
    case .pool(let pool): group = (pool, true)
    case .nextInPool:
      guard let origin else { return [(.anybody, [])] }
      guard let pool = origin.pool else { return [(.nobody, [])] }
      group = (pool, false)
    default: break
    }
    guard let (pool, hasSteward) = group else {
      guard let people = team.usualPeople(from: source, owner: owner, passingOver: passed) else {
        if !lasting.contains(source) { return [(.anybody, [])] }
        let isAsked = path.asked.contains(.whoever(source))
        return [(isAsked ? .nobody : .one(of: [.whoever(source)]), [])]
      }
      if people.isEmpty { return [(.nobody, [])] }
      let isAway = !path.away.isDisjoint(with: people)
      return [(isAway ? .contradiction : .one(of: people.map { .person($0) }), [])]
    }
    if team.machine.isMatched(pool) { return [(.anybody, [])] }
    let left = team.members(of: pool).filter { !passed.contains($0) && !path.away.contains($0) }
    func withoutMembers(_ away: Set<String>) -> Found {
      let stewards = hasSteward ? team.stewards(of: pool).filter { !passed.contains($0) } : []
      if let first = team.stewards(of: pool).first, hasSteward, away.contains(first) {
        return .contradiction
      }
      return stewards.first { !away.contains($0) }.map { .one(of: [.person($0)]) } ?? .nobody
    }
    if left.isEmpty { return [(withoutMembers(path.away), [])] }
    var ways: [(found: Found, away: Set<String>)] = [(.one(of: unlike(usualFirst(left))), [])]
    let away = path.away.union(left)
    if mayBeAway, areSpared(away) { ways.append((withoutMembers(away), Set(left))) }
    return ways
  }

  /// Whether the rules promise of no group more than are left when some are away.
  private func areSpared(_ away: Set<String>) -> Bool {
    team.machine.pools.refs.allSatisfy { pool in
      let members = team.members(of: pool)
      let there = members.count { !away.contains($0) }
      return there == members.count || there >= team.machine.pools[pool].atLeast
    }
  }

  /// Whoever is known to be away at some time comes last: where somebody is away, rather they are.
  private func usualFirst(_ people: [String]) -> [String] {
    if !mayBeAway { return people }
    let absent = Set(team.roster.absences.lazy.map(\.person))
    return people.filter { !absent.contains($0) } + people.filter(absent.contains)
  }

  /// One of each of those who are the same to all questions.
  private func unlike(_ people: [String]) -> [Asked] {
    if people.count < 3 { return people.map { .person($0) } }
    var known: Set<[Ref<Pool>]> = []
    let relatives = self.relatives
    return people.filter { id in
      if named.contains(id) || relatives.contains(id) { return true }
      return known.insert(team.pools(of: id)).inserted
    }.map { .person($0) }
  }

  /// Those who may be asked because of who has the leads.
  private var relatives: Set<String> {
    names.joined().reduce(into: []) { relatives, naming in
      guard [.managerOfOwner, .backupOfOwner].contains(naming.source) else { return }
      for owner in owners {
        relatives.formUnion(team.usualPeople(from: naming.source, owner: owner) ?? [])
      }
    }
  }
}

extension Lifecycle {
  /// Those of some ways to find somebody that find the same one from a move on, until the lead gets
  /// elsewhere.
  fileprivate func lasting(_ sources: Set<OwnerSource>, after move: Ref<Move>) -> Set<OwnerSource> {
    var isOwnerKept = false
    if case .state(let target)? = moves[move].outcome.to {
      let running = states[target].clocks + states[target].carries
      isOwnerKept =
        !running.contains { clocks[$0].rungs.contains { $0.outcome.changesOwnerInState } }
        && !moves.contains {
          $0.from.contains(target) && $0.trigger == .watch && $0.outcome.changesOwnerInState
        }
    }
    let written = outcomes.changedFields
    return sources.filter { source in
      switch source {
      case .field(let field): !written.contains(field)
      case .managerOfOwner, .backupOfOwner, .previous: isOwnerKept
      default: false
      }
    }
  }
}

extension Outcome {
  fileprivate var changesOwnerInState: Bool { to == nil && owner != nil }
}
