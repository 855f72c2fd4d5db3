import RoeMachine

/// Who can own leads in which states, by id, when anybody may be away.
struct PossibleOwners: Sendable {
  let journey: Journey
  let team: Team
  /// The persons who can own a lead in each state.
  private(set) var owners: [Set<String>]
  /// The persons who can have a lead that a state's table sends on before it has an owner there.
  private var passing: [Set<String>]
  /// The persons who can be asked to accept a lead.
  private var asked: Set<String> = []
  /// Whom each place may name; tables are followed when nothing is said about it.
  private let names: [(place: Assignment, sources: [OwnerSource])]
  /// The pools that are asked for members.
  private let askedPools: Set<Ref<Pool>>

  var lifecycle: Lifecycle { journey.lifecycle }

  /// - Parameter names: whom each place may name for the leads asked about, when that is known;
  ///   else every condition is taken as possible.
  init(
    _ journey: Journey, _ team: Team, names: [(place: Assignment, sources: [OwnerSource])]? = nil
  ) {
    let names = names ?? journey.assignments.map { ($0, journey.sources(in: $0.chain)) }
    self.names = names
    askedPools = Set(
      names.flatMap(\.sources).compactMap { if case .pool(let pool) = $0 { pool } else { nil } })
    self.journey = journey
    self.team = team
    owners = Array(repeating: [], count: journey.lifecycle.states.count)
    passing = owners
    spread()
  }

  /// The persons who can be found through a source, for a lead in a state.
  ///
  /// - Parameters:
  ///   - cause: the rule that looks for them.
  ///   - step: the step on which they are looked for, if it leads to another state.
  func people(
    from source: OwnerSource, in state: Ref<State>, _ cause: Assignment.Cause,
    on step: Journey.Step? = nil
  ) -> Set<String> {
    if let people = team.possiblePeople(from: source) { return people }
    let owners = step.map(owners(before:)) ?? owners[Int(state.offset)]
    switch source {
    case .table(let table):
      return journey.sources(in: [.table(table)]).reduce(into: []) {
        $0.formUnion(people(from: $1, in: state, cause, on: step))
      }
    case .keep: return owners
    case .previous: return self.owners.reduce(into: []) { $0.formUnion($1) }
    case .actor:
      // What comes by itself is nobody's doing.
      guard case .move(let move) = cause, lifecycle.moves[move].trigger != .watch else { return [] }
      return actors(of: move, in: state).people
    case .asked: return asked
    case .managerOfOwner: return Set(owners.compactMap(team.manager))
    case .backupOfOwner: return Set(owners.compactMap(team.backup))
    case .coverOfOwner:
      return Set(team.roster.absences.compactMap { owners.contains($0.person) ? $0.cover : nil })
    case .nextInPool: return askedPools.reduce(into: []) { $0.formUnion(team.anybody(in: $1)) }
    case .field: return team.everybody
    case .person, .role, .pool, .queue, .nobody: return []
    }
  }

  /// Who may make a move when the lead is in a state.
  func actors(of move: Ref<Move>, in state: Ref<State>) -> Actors {
    actors(passing: lifecycle.tests(of: move), in: state)
  }

  /// Who passes one test of each list when the lead is in a state.
  func actors(passing lists: [[ActorTest]], in state: Ref<State>) -> Actors {
    actors(passing: lists, of: owners[Int(state.offset)])
  }

  /// The same of some owners; nil where nothing is known of them.
  func actors(passing lists: [[ActorTest]], of owners: Set<String>?) -> Actors {
    team.actors(passing: lists, owners: owners, asked: asked)
  }

  /// Those who can have the leads that take a step, before they do.
  private func owners(before step: Journey.Step) -> Set<String> {
    let owners = owners[Int(step.from.offset)]
    guard case .table = step.cause else { return owners }
    return owners.union(passing[Int(step.from.offset)])
  }

  // MARK: From state to state

  private mutating func spread() {
    // What depends on nobody who has had the lead is found in the first round.
    var isFirst = true
    var hasChanged = true
    // A state's own answer may be whoever has had the lead before.
    let answers = lifecycle.states.map { state in
      state.owner.isEmpty ? [.keep] : journey.sources(in: state.owner).filter(\.dependsOnOwner)
    }
    let permitted = lifecycle.states.map { team.permitted(in: $0) }
    while hasChanged {
      hasChanged = false
      defer { isFirst = false }
      func add(_ found: Set<String>, to state: Ref<State>) {
        let found = permitted[Int(state.offset)].map(found.intersection) ?? found
        if found.isSubset(of: owners[Int(state.offset)]) { return }
        owners[Int(state.offset)].formUnion(found)
        hasChanged = true
      }
      for (place, sources) in names {
        var found: Set<String> = []
        for source in sources where isFirst || source.dependsOnOwner {
          found.formUnion(people(from: source, in: place.state, place.cause))
        }
        if place.isQuestion {
          if !found.isSubset(of: asked) {
            asked.formUnion(found)
            hasChanged = true
          }
          continue
        }
        switch place.outcome(in: lifecycle)?.to {
        case .state(let target): add(found, to: target)
        case .previous:
          for step in journey.steps(from: place.state) { add(found, to: step.to) }
        case nil: add(found, to: place.state)
        }
      }
      for step in journey.steps {
        let before = owners(before: step)
        if !before.isSubset(of: passing[Int(step.to.offset)]) {
          passing[Int(step.to.offset)].formUnion(before)
          hasChanged = true
        }
      }
      for step in journey.steps where journey.owner(on: step) == nil {
        for source in answers[Int(step.to.offset)] {
          add(people(from: source, in: step.from, step.naming, on: step), to: step.to)
        }
      }
    }
  }
}

extension Journey {
  /// All ways to find somebody in a chain and in the tables that it asks.
  func sources(in chain: OwnerChain) -> [OwnerSource] {
    var found: [OwnerSource] = []
    var seen: Set<OwnerSource> = []
    func add(_ chain: OwnerChain) {
      for source in chain {
        if case .table = source { continue }
        if seen.insert(source).inserted { found.append(source) }
      }
    }
    add(chain)
    for table in tables(askedBy: chain) {
      for case .owner(let chain) in answers(of: table) {
        add(chain)
      }
    }
    return found
  }
}

extension OwnerSource {
  /// Whether it means somebody who has to do with the owner that the lead has had so far.
  var dependsOnOwner: Bool {
    switch self {
    case .keep, .managerOfOwner, .backupOfOwner, .coverOfOwner, .actor, .previous, .asked: true
    case .person, .role, .field, .pool, .queue, .table, .nextInPool, .nobody: false
    }
  }
}
