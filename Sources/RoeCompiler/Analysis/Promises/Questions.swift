import RoeLogic
import RoeMachine

/// Who is asked to accept a lead, one after the other, while nobody answers and everybody is there:
/// whoever has been asked, and whoever hands the lead over, is passed over.
struct Questions {
  /// A step of the clock that finds nobody who has not been asked.
  struct Failure {
    let rung: Int
    let giver: Ref<State>
    let lead: SampleLead
    /// Those who have been asked before, by id.
    let asked: [String]
    /// Who has the lead, where they would be asked otherwise.
    let owner: String?
  }

  private let team: Team
  private var namings: Namings
  /// For the move, and for each step after it that asks, who may be named.
  private let names: [[Namings.Naming]]
  /// The steps that ask.
  private let rungs: [Int]
  private let giver: Ref<State>
  /// Who has the leads while each question is asked; nil where that is not known.
  private var owners: [String?] = []
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
  }

  /// The first step that finds nobody for some lead; nil when every step asks somebody new.
  ///
  /// - Parameters:
  ///   - giver: who hands the leads over, if that is known.
  ///   - owner: who has them then, if it is somebody else.
  ///   - theirs: the leads.
  mutating func failure(
    of giver: String?, then owner: String? = nil, among theirs: Diagram
  ) throws(BudgetExceeded) -> Failure? {
    if rungs.isEmpty { return nil }
    owners = [giver] + names.dropFirst().map { _ in owner ?? giver }
    var leads = Diagram.none
    for naming in names[0] { leads = try namings.presence.space.diagrams.or(leads, naming.leads) }
    leads = try namings.presence.space.diagrams.and(leads, theirs)
    return try failure(at: 0, 0, leads, asked: [])
  }

  /// A lead of somebody for which the move finds nobody but them; nil when there is none.
  mutating func leadAskedOfItsOwner(
    _ owner: String, among theirs: Diagram
  ) throws(BudgetExceeded) -> SampleLead? {
    owners = [owner]
    var left = Diagram.none
    for naming in names.first ?? [] {
      left = try namings.presence.space.diagrams.or(left, naming.leads)
    }
    left = try namings.presence.space.diagrams.and(left, theirs)
    for naming in names.first ?? [] where left != .none {
      if let people = people(from: naming.source, at: 0, besides: []), people.isEmpty { continue }
      left = try namings.presence.space.diagrams.difference(left, naming.leads)
    }
    return namings.presence.space.sample(of: left)
  }

  /// - Parameters:
  ///   - question: the place among those that ask, the move first.
  ///   - next: how many of the ways to find somebody there have found nobody.
  private mutating func failure(
    at question: Int, _ next: Int, _ leads: Diagram, asked: [String]
  ) throws(BudgetExceeded) -> Failure? {
    steps += 1
    if steps > 10_000 { throw BudgetExceeded() }
    if leads == .none { return nil }
    guard next < names[question].count else {
      // That nobody can be asked at first is told of the handoff.
      guard question > 0, let lead = namings.presence.space.sample(of: leads) else { return nil }
      let owner = owners[question]
      let isOwnerMeant = names[question].contains { naming in
        let people = team.usualPeople(from: naming.source, owner: owner, passingOver: Set(asked))
        return naming.source == .keep || people.map { $0.contains { $0 == owner } } ?? false
      }
      return Failure(
        rung: rungs[question - 1], giver: giver, lead: lead, asked: asked,
        owner: isOwnerMeant ? owner : nil)
    }
    let naming = names[question][next]
    let here = try namings.presence.space.diagrams.and(leads, naming.leads)
    let others = try namings.presence.space.diagrams.difference(leads, naming.leads)
    if let failure = try failure(at: question, next + 1, others, asked: asked) { return failure }
    if here == .none { return nil }
    guard let found = people(from: naming.source, at: question, besides: asked) else {
      // It may be anybody, so nobody more is known to have been asked.
      return question + 1 < names.count
        ? try failure(at: question + 1, 0, here, asked: asked) : nil
    }
    if found.isEmpty { return try failure(at: question, next + 1, here, asked: asked) }
    if question + 1 == names.count { return nil }
    for person in found {
      let failure = try failure(at: question + 1, 0, here, asked: asked + [person])
      if let failure { return failure }
    }
    return nil
  }

  /// Those of whom one is asked next; nil when that depends on the lead.
  private func people(
    from source: OwnerSource, at question: Int, besides asked: [String]
  ) -> [String]? {
    let owner = owners[question]
    // They have it, or have been asked, whoever they are.
    if source == .keep || source == .asked { return [] }
    return team.usualPeople(
      from: source, owner: owner, passingOver: Set(asked + [owner].compactMap { $0 }))
  }
}
