import RoeLogic
import RoeMachine

/// Who owns which leads while a clock climbs its ladder, when all of the roster are there and
/// nobody acts.
///
/// It looks for steps that give a lead to the very person who has it.
struct LadderOwners {
  /// A step that changes nothing for some leads.
  struct Echo {
    /// From 0.
    let rung: Int
    /// The id of the person who has such leads, and gets them.
    let person: String
    /// Whether nobody else has had them since they came in.
    let isFirst: Bool
    /// Whether no later step gives them to anybody.
    let isLast: Bool
    /// Whether the step and the one before name the person, and no table or relation does.
    let isRepeated: Bool
    /// The tables that have named the person, with those leads.
    let tables: [Ref<RoutingTable>]
    let lead: SampleLead?
  }

  /// Leads that one person owns, found in one way.
  fileprivate struct Holding: Hashable {
    var person: String
    var pool: Ref<Pool>?
    var isFirst: Bool
    /// Whether a step of the ladder has named the person.
    var isNamed = false
    var tables: [Ref<RoutingTable>]
  }

  /// Who a source names.
  private enum Answer {
    /// A person, found through a pool or not, and through which table.
    case person(String, Ref<Pool>?, Ref<RoutingTable>?)
    /// The owner stays, as is meant.
    case kept
    case unknown
  }

  private let team: Team
  private let journey: Journey
  /// Nil while conditions are not looked at.
  private var space: LeadSpace?
  /// How often tables have been asked.
  private var steps = 0

  private typealias Answers = [(answer: Answer, leads: Diagram)]

  private var lifecycle: Lifecycle { journey.lifecycle }

  private init(team: Team, journey: Journey) {
    self.team = team
    self.journey = journey
  }

  /// The steps of a clock that change nothing for some leads of a state that have got their owner in
  /// some way.
  ///
  /// - Parameter presence: which leads get where, with the rows of all tables told apart; nil where
  ///   that is too much at once, and any lead may be there.
  /// - Throws: when the tables are too complex, which is told where they stand.
  static func echoes(
    of clock: Clock, after handing: Journey.Handing, into state: Ref<State>, of journey: Journey,
    _ team: Team, _ presence: Presence?
  ) throws(BudgetExceeded) -> [Echo] {
    // First with every condition taken as possible: mostly that is the end of it.
    var search = LadderOwners(team: team, journey: journey)
    let possible = try search.climb(clock, handing, .all)
    // Above the one at the top there is nobody: that the last step finds them again is no news.
    func isTold(_ echo: Echo) -> Bool { echo.isFirst || !echo.isLast || echo.isRepeated }
    if !possible.contains(where: isTold) { return [] }
    let leads: Diagram
    if var presence {
      // The state's own answer is for what leads are as they come in, if it is given only then.
      let isOnce = handing.isOwn && journey.lifecycle.states[state].follow.isEmpty
      let coming = isOnce ? try presence.entering(state) : presence.arriving[Int(state.offset)]
      // Whom a rule takes on at once no clock sees.
      leads = try presence.space.diagrams.difference(coming, presence.leaving[Int(state.offset)])
      search.space = presence.space
    } else {
      try search.tellApart(clock, handing)
      leads = .all
    }
    return try search.climb(clock, handing, leads).filter(isTold)
  }

  /// From now on conditions are looked at.
  private mutating func tellApart(
    _ clock: Clock, _ handing: Journey.Handing
  ) throws(BudgetExceeded) {
    let chains = [handing.chain] + clock.rungs.compactMap(\.outcome.owner)
    let tables = Set(chains.flatMap { journey.tables(askedBy: $0) }).sorted()
    let fields = chains.joined().compactMap { source -> Guard? in
      if case .field(let field) = source { .test(field, .isPresent) } else { nil }
    }
    space = try LeadSpace(
      lifecycle, zone: team.machine.zones[team.machine.zone],
      guards: [clock.when, handing.when] + fields
        + tables.flatMap { lifecycle.tables[$0].rows.map(\.when) },
      usual: team.machine.usualInstant, budget: TableFacts.nodeBudget)
  }

  // MARK: Sets of leads

  private mutating func leads(_ condition: Guard) throws(BudgetExceeded) -> Diagram {
    try space?.leads(condition) ?? .all
  }

  private mutating func and(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    try space?.diagrams.and(a, b) ?? (a == .none ? .none : b)
  }

  private mutating func or(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    try space?.diagrams.or(a, b) ?? (a == .none ? b : a)
  }

  private mutating func without(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    try space?.diagrams.difference(a, b) ?? a
  }

  // MARK: The ladder

  private mutating func climb(
    _ clock: Clock, _ handing: Journey.Handing, _ leads: Diagram
  ) throws(BudgetExceeded) -> [Echo] {
    var holdings: [Holding: Diagram] = [:]
    let all = try and(leads, self.leads(.all([clock.when, handing.when])))
    for (answer, leads) in try answers(handing.chain, of: nil, all).found {
      guard case .person(let person, let pool, let table) = answer else { continue }
      let holding = Holding(
        person: person, pool: pool, isFirst: handing.isFirst, tables: [table].compactMap { $0 })
      holdings[holding] = try or(holdings[holding] ?? .none, leads)
    }
    var echoes: [Echo] = []
    for (number, rung) in clock.rungs.enumerated() {
      if rung.outcome.to != nil { break }
      guard let chain = rung.outcome.owner, chain != [.keep] else { continue }
      var next: [Holding: Diagram] = [:]
      for (holding, leads) in holdings.sorted(by: { $0.key < $1.key }) {
        for (answer, leads) in try answers(chain, of: holding, leads).found {
          var after = holding
          switch answer {
          case .unknown: continue
          case .kept: break
          case .person(let person, let pool, let table):
            let isNamed = chain.firstPerson.map(team.id) == person
            if person == holding.person {
              let tables = holding.tables + [table].compactMap { $0 }
              echoes.append(
                Echo(
                  rung: number, person: person, isFirst: holding.isFirst,
                  isLast: clock.rungs.dropFirst(number + 1).allSatisfy { $0.outcome.owner == nil },
                  isRepeated: holding.isNamed && isNamed,
                  tables: tables, lead: space?.sample(of: leads)))
            } else {
              after.isFirst = false
            }
            after.person = person
            after.isNamed = isNamed
            after.pool = pool
            after.tables = [table].compactMap { $0 }
          }
          next[after] = try or(next[after] ?? .none, leads)
        }
      }
      holdings = next
    }
    return echoes
  }

  /// Who a chain names for some leads of an owner, and those leads for which nobody is found.
  private mutating func answers(
    _ chain: OwnerChain, of holding: Holding?, _ leads: Diagram, path: Set<Ref<RoutingTable>> = []
  ) throws(BudgetExceeded) -> (found: Answers, left: Diagram) {
    var found: Answers = []
    var left = leads
    func name(_ person: String?, _ pool: Ref<Pool>? = nil) {
      guard let person else { return }
      found.append((team.isStaying(person) ? .person(person, pool, nil) : .unknown, left))
      left = .none
    }
    for source in chain where left != .none {
      switch source {
      case .person, .role, .managerOfOwner, .backupOfOwner:
        name(team.usualPeople(from: source, owner: holding?.person)?.first)
      case .queue:
        // The steward only looks after it until somebody claims it, and may well have to take it.
        if holding == nil {
          found.append((.unknown, left))
          left = .none
        } else {
          name(team.usualPeople(from: source, owner: holding?.person)?.first)
        }
      case .pool(let pool): try pick(pool, of: holding, &found, &left)
      case .nextInPool:
        guard let holding, let pool = holding.pool else { continue }
        let others = team.members(of: pool).filter { $0 != holding.person }
        if others.isEmpty { continue }
        if team.machine.isMatched(pool) {
          found.append((.unknown, left))
        } else {
          found += others.map { (.person($0, pool, nil), left) }
        }
        left = .none
      case .keep:
        // Whoever has it when it comes in is not known.
        found.append((holding == nil ? .unknown : .kept, left))
        left = .none
      case .field(let field):
        found.append((.unknown, left))
        let present = try self.leads(.test(field, .isPresent))
        left = try without(left, present)
      case .table(let table):
        // A table that is asked while it is being asked has no answer.
        if path.contains(table) || path.count > RoutingTable.greatestDepth { continue }
        let (answers, rest) = try asked(table, of: holding, left, path: path.union([table]))
        found += answers
        left = rest
      case .previous, .actor, .asked:
        found.append((.unknown, left))
        left = .none
      case .coverOfOwner: continue
      case .nobody: left = .none
      }
    }
    return (found, left)
  }

  /// Any member may be the one whose turn it is.
  private func pick(
    _ pool: Ref<Pool>, of holding: Holding?, _ found: inout Answers, _ left: inout Diagram
  ) throws(BudgetExceeded) {
    let members = team.members(of: pool)
    if members.isEmpty {
      if let steward = team.stewards(of: pool).first {
        found.append((.person(steward, pool, nil), left))
        left = .none
      }
      return
    }
    if holding == nil || members.count == 1 && !team.machine.isMatched(pool) {
      found += members.map { (.person($0, pool, nil), left) }
    } else {
      found.append((.unknown, left))
    }
    left = .none
  }

  private mutating func asked(
    _ ref: Ref<RoutingTable>, of holding: Holding?, _ leads: Diagram,
    path: Set<Ref<RoutingTable>>
  ) throws(BudgetExceeded) -> (found: Answers, left: Diagram) {
    steps += 1
    if steps > 10_000 { throw BudgetExceeded() }
    let table = lifecycle.tables[ref]
    var found: Answers = []
    var left = Diagram.none
    var open = leads
    func take(
      _ route: RoutingTable.Route, _ leads: Diagram, _ search: inout LadderOwners
    ) throws(BudgetExceeded) {
      switch route {
      case .state: break
      case .next: left = try search.or(left, leads)
      case .owner(let chain):
        let (answers, rest) = try search.answers(chain, of: holding, leads, path: path)
        for (answer, leads) in answers {
          if case .person(let person, let pool, _) = answer {
            found.append((.person(person, pool, ref), leads))
          } else {
            found.append((answer, leads))
          }
        }
        left = try search.or(left, rest)
      }
    }
    if space == nil {
      // A spreadsheet has many rows and few owners.
      for route in journey.answers(of: ref) {
        try take(route, leads, &self)
      }
      return (found, left)
    }
    for row in table.rows where open != .none {
      let fitting = try self.leads(row.when)
      let taken = try and(open, fitting)
      if taken == .none { continue }
      try take(row.outcome, taken, &self)
      open = try without(open, fitting)
    }
    if open != .none { try take(table.otherwise, open, &self) }
    return (found, left)
  }
}

extension LadderOwners.Holding: Comparable {
  static func < (a: Self, b: Self) -> Bool {
    let (key, other) = (
      (a.person, a.pool?.offset ?? 0, a.rank), (b.person, b.pool?.offset ?? 0, b.rank)
    )
    return key == other ? a.tables.lexicographicallyPrecedes(b.tables) : key < other
  }

  private var rank: Int { (isFirst ? 0 : 2) + (isNamed ? 1 : 0) }
}
