import RoeLogic
import RoeMachine

/// Who may be named for which leads, wherever the rules look for somebody: chains of owners are
/// followed through the tables that they ask, and anybody may be away.
struct Namings {
  /// One way to find somebody, for some leads.
  struct Naming {
    /// Never a table.
    let source: OwnerSource
    /// The row that names it; without a row for `otherwise`.
    let row: Row?
    let leads: Diagram
    /// Whether nobody is named for the leads before.
    let isFirst: Bool
  }

  struct Row: Hashable {
    let table: Ref<RoutingTable>
    let row: Int?
  }

  var presence: Presence
  /// The leads about which each table has been asked.
  private(set) var asked: [Ref<RoutingTable>: Diagram] = [:]
  private var rows: [Ref<RoutingTable>: [(row: Int?, leads: Diagram)]] = [:]
  private var routes:
    [Ref<RoutingTable>: [(row: Int?, route: RoutingTable.Route, leads: Diagram)]] =
      [:]
  private var known: [Question: Answers] = [:]
  /// How often a table has been asked.
  private var steps = 0

  /// What a chain says.
  private struct Answers {
    var names: [Naming] = []
    /// The rows that send leads to states, where nobody is named before.
    var sent: [(row: Row, leads: Diagram)] = []
  }

  private struct Question: Hashable {
    let chain: OwnerChain
    let leads: Diagram
  }

  /// How many rows are told apart at once.
  private static let mostRows = 2_000

  /// - Parameter presence: one that tells apart what the rows ask for of all tables that come up.
  init(_ presence: Presence) { self.presence = presence }

  /// For each lifecycle who may be named at every place, where the rows of all tables, promises and
  /// the members of groups are told apart; none where that is too much at once.
  static func all(
    of journeys: [Journey], _ team: Team
  ) -> [String: Namings] {
    var all: [String: Namings] = [:]
    for journey in journeys {
      if hasManyRows(journey.lifecycle) { continue }
      guard let unasked = try? Namings(journey, team) else { continue }
      var namings = unasked
      let isKnown = (try? namings.names(at: journey.assignments)) != nil
      // What ran out of room leaves none for other questions.
      all[journey.lifecycle.id] = isKnown ? namings : unasked
    }
    return all
  }

  /// Whether who may be named is more than anybody wants to know of each row.
  static func hasManyRows(_ lifecycle: Lifecycle) -> Bool {
    lifecycle.tables.lazy.map(\.rows.count).reduce(0, +) > mostRows
  }

  /// Tells apart the rows of all tables, promises, the members of groups, and whom fields name.
  ///
  /// - Parameter further: what else will be asked of the leads.
  init(_ journey: Journey, _ team: Team, asking further: [Guard] = []) throws(BudgetExceeded) {
    let lifecycle = journey.lifecycle
    let asked =
      lifecycle.tables.flatMap { $0.rows.map(\.when) } + lifecycle.promises.map(\.when)
      + team.matches(in: lifecycle).map(\.fits) + lifecycle.ownerTests + further
    self.init(try Presence(journey, asking: asked, in: team.machine))
  }

  private var lifecycle: Lifecycle { presence.journey.lifecycle }

  /// Who may be named at a place in the rules.
  mutating func names(at place: Assignment) throws(BudgetExceeded) -> [Naming] {
    try answers(at: place).names
  }

  /// The rows that send leads to states when they are asked who is named at a place, where nobody is
  /// named before.
  mutating func sendings(
    at place: Assignment
  ) throws(BudgetExceeded) -> [(row: Row, leads: Diagram)] {
    try answers(at: place).sent
  }

  private mutating func answers(at place: Assignment) throws(BudgetExceeded) -> Answers {
    let leads = try presence.leads(at: place)
    if leads == .none { return Answers() }
    let question = Question(chain: place.chain, leads: leads)
    if let answers = known[question] { return answers }
    var found = Answers()
    _ = try follow(place.chain, leads, unnamed: leads, nil, [], &found)
    known[question] = found
    return found
  }

  /// The same for several places.
  mutating func names(
    at places: [Assignment]
  ) throws(BudgetExceeded) -> [(place: Assignment, names: [Naming])] {
    var all: [(place: Assignment, names: [Naming])] = []
    for place in places { all.append((place, try names(at: place))) }
    return all
  }

  /// The leads that each row of a table takes, from the first on; those of `otherwise` come last.
  mutating func leads(
    ofRows ref: Ref<RoutingTable>
  ) throws(BudgetExceeded) -> [(row: Int?, leads: Diagram)] {
    if let known = rows[ref] { return known }
    var open = presence.space.possible
    var taken: [(row: Int?, leads: Diagram)] = []
    for (number, row) in lifecycle.tables[ref].rows.enumerated() {
      let leads = try presence.space.leads(row.when)
      taken.append((number, try presence.space.diagrams.and(open, leads)))
      open = try presence.space.diagrams.difference(open, leads)
    }
    taken.append((nil, open))
    rows[ref] = taken
    return taken
  }

  /// The different answers of a table, each with the first row that gives it and all leads that get
  /// it.
  mutating func leads(
    ofAnswers ref: Ref<RoutingTable>
  ) throws(BudgetExceeded) -> [(row: Int?, route: RoutingTable.Route, leads: Diagram)] {
    if let known = routes[ref] { return known }
    let table = lifecycle.tables[ref]
    var places: [RoutingTable.Route: Int] = [:]
    var all: [(row: Int?, route: RoutingTable.Route, leads: Diagram)] = []
    for (row, leads) in try leads(ofRows: ref) {
      let route = row.map { table.rows[$0].outcome } ?? table.otherwise
      if let place = places[route] {
        all[place].leads = try presence.space.diagrams.or(all[place].leads, leads)
      } else {
        places[route] = all.count
        all.append((row, route, leads))
      }
    }
    routes[ref] = all
    return all
  }

  /// Adds whom a chain may name.
  ///
  /// - Parameter unnamed: those of the leads for whom nobody was named before.
  /// - Returns: the leads that a table sends to a state instead, and those for whom nobody is named
  ///   still.
  private mutating func follow(
    _ chain: OwnerChain, _ leads: Diagram, unnamed: Diagram, _ row: Row?,
    _ path: [Ref<RoutingTable>], _ found: inout Answers
  ) throws(BudgetExceeded) -> (sent: Diagram, unnamed: Diagram) {
    var left = leads
    var unnamed = unnamed
    for source in chain where left != .none {
      switch source {
      case .table(let table):
        let inner = try ask(table, left, unnamed: unnamed, path, &found)
        left = try presence.space.diagrams.difference(left, inner.sent)
        unnamed = inner.unnamed
      case .nobody:
        left = .none
        unnamed = .none
      default:
        let later =
          unnamed == left ? .none : try presence.space.diagrams.difference(left, unnamed)
        for (leads, isFirst) in [(unnamed, true), (later, false)] where leads != .none {
          found.names.append(Naming(source: source, row: row, leads: leads, isFirst: isFirst))
        }
        unnamed = .none
      }
    }
    return (try presence.space.diagrams.difference(leads, left), unnamed)
  }

  /// The same for a table.
  private mutating func ask(
    _ ref: Ref<RoutingTable>, _ leads: Diagram, unnamed: Diagram, _ path: [Ref<RoutingTable>],
    _ found: inout Answers
  ) throws(BudgetExceeded) -> (sent: Diagram, unnamed: Diagram) {
    // A table that is asked while it is being asked has no answer.
    if path.contains(ref) { return (.none, unnamed) }
    steps += 1
    if steps > 100_000 { throw BudgetExceeded() }
    asked[ref] = try presence.space.diagrams.or(asked[ref] ?? .none, leads)
    let table = lifecycle.tables[ref]
    var sent = Diagram.none
    var stillUnnamed = Diagram.none
    // Rows that ask other tables ask the same one over and over.
    var first: [OwnerChain: Int] = [:]
    var passed: [(row: Int?, chain: OwnerChain, leads: Diagram, unnamed: Diagram)] = []
    for (row, taken) in try self.leads(ofRows: ref) {
      let here = try presence.space.diagrams.and(leads, taken)
      if here == .none { continue }
      let unnamedHere =
        unnamed == leads ? here : try presence.space.diagrams.and(here, unnamed)
      switch row.map({ table.rows[$0].outcome }) ?? table.otherwise {
      case .next: stillUnnamed = try presence.space.diagrams.or(stillUnnamed, unnamedHere)
      case .state:
        sent = try presence.space.diagrams.or(sent, here)
        if unnamedHere != .none { found.sent.append((Row(table: ref, row: row), unnamedHere)) }
      case .owner(let chain):
        if chain.asksNothingElse, let place = first[chain] {
          passed[place].leads = try presence.space.diagrams.or(passed[place].leads, here)
          passed[place].unnamed =
            try presence.space.diagrams.or(passed[place].unnamed, unnamedHere)
        } else {
          first[chain] = passed.count
          passed.append((row, chain, here, unnamedHere))
        }
      }
    }
    for (row, chain, here, unnamedHere) in passed {
      let inner = try follow(
        chain, here, unnamed: unnamedHere, Row(table: ref, row: row), path + [ref], &found)
      sent = try presence.space.diagrams.or(sent, inner.sent)
      stillUnnamed = try presence.space.diagrams.or(stillUnnamed, inner.unnamed)
    }
    return (sent, stillUnnamed)
  }
}

extension Presence {
  /// For each lifecycle which leads can be in which states: as the namings have it, but where they
  /// leave little room for other questions, or are none; none where it is too much at once even
  /// without the rows of tables that send no leads to states.
  static func all(
    of journeys: [Journey], _ namings: [String: Namings], in machine: Machine
  ) -> [String: Presence] {
    var all: [String: Presence] = [:]
    for journey in journeys {
      let id = journey.lifecycle.id
      if let known = namings[id]?.presence, !known.space.diagrams.isHalfSpent {
        all[id] = known
      } else {
        all[id] = try? Presence(journey, asking: [], in: machine)
      }
    }
    return all
  }
}

extension OwnerChain {
  /// Whether it names tables alone.
  fileprivate var asksNothingElse: Bool {
    allSatisfy { if case .table = $0 { true } else { false } }
  }

  var asksTables: Bool { contains { if case .table = $0 { true } else { false } } }
}
