import RoeLogic
package import RoeMachine

/// Follows every lead together with who has it, to find the places at which nobody can be found.
///
/// Persons and holders of roles whom the rules name are taken to be there, and of each group as many
/// as the rules promise; a step of a clock comes only after those before it, and after what is
/// always due earlier. Where steps are not told apart, a ladder may be at any of them: then there may
/// be more leads of more people in each state, and never fewer.
struct Possessions {
  /// Leads in a state that one holder has.
  struct Spot: Hashable {
    var state: Ref<State>
    var holder: Possession
    /// Of each ladder that hands leads on, the step that comes next and does more than tell people
    /// something; nil while it does not run.
    var rungs: [Int?]

    func hash(into hasher: inout Hasher) {
      let person =
        switch holder.person {
        case .nobody: -2
        case .somebody: -1
        case .one(let kind): kind
        }
      // Taken together, since there are many spots to look up.
      let place = (person &* 31 &+ Int(state.offset)) &* 31 &+ Int(holder.pool?.offset ?? -1)
      hasher.combine(
        rungs.reduce(place &* 2 &+ (holder.hasPrevious ? 1 : 0)) { $0 &* 31 &+ ($1 ?? -1) })
    }
  }

  /// What makes a lead go on.
  struct Mover {
    let cause: Assignment.Cause
    /// Where the lead was.
    let from: Ref<State>
    /// What was true of its owner then.
    let holder: Possession
    /// Whether somebody has been asked to accept it.
    let hasAsked: Bool
    /// Who may cause it, when it is an input, which can be refused; nil where it comes by itself.
    var actors: Actors?
  }

  /// A move of leads that somebody has, where that makes a difference.
  struct Doing: Hashable {
    let move: Ref<Move>
    let holder: Possession.Person
    let isPending: Bool
  }

  /// The leads of a spot.
  struct Site {
    let spot: Spot
    var leads: Diagram
    let origin: Origin
    /// The first site at which rules that ask nothing about who has the leads do the same to them.
    let twin: Int
    var isWaiting = true
  }

  /// How leads first get to a site.
  enum Origin {
    case captured(Diagram)
    case site(Int, Assignment.Cause)
  }

  /// What takes leads from one site to another.
  struct Link: Hashable {
    let from: Int
    let cause: Assignment.Cause
    let to: Int
  }

  /// All on which it depends what becomes of leads by rules that ask nothing about who has them.
  struct Crowd: Hashable {
    let twin: Int
    let leads: Diagram
  }

  /// A step of a clock that runs in a state.
  struct Ring: Hashable {
    let clock: Ref<Clock>
    let number: Int
    let state: Ref<State>
  }

  var namings: Namings
  let lifecycle: Lifecycle
  let peers: Peers
  /// Whether it is followed which step of each ladder comes next.
  let tellsSteps: Bool
  let ladders: [Ref<Clock>]
  let sources: Set<OwnerSource>
  var gaps: [OwnerFacts.Gap] = []
  /// By place: which of the gaps it is, the leads with which it was found, and all that have come
  /// to it since.
  var told: [String: (gap: Int, first: Diagram, all: Diagram)] = [:]
  /// In the order in which they are found.
  private(set) var sites: [Site] = []
  /// What takes leads where, each once; kept only where steps are not told apart.
  private(set) var links: [Link] = []
  private var knownLinks: Set<Link> = []
  private var places: [Spot: Int] = [:]
  private var twins: [Spot: Int] = [:]
  private var waiting: [Int] = []
  /// How many of them have been followed.
  private var next = 0
  /// What is being followed.
  private var current: Int?
  var currentCause = Assignment.Cause.state
  var order: DueOrder
  let rules: [RulesOfState]
  let departures: Departures
  /// Whether it depends on the owner who may make each move.
  let asksOwner: [Bool]
  /// Who may make moves, as has been worked out.
  var actors: [Doing: Actors] = [:]
  var followed: Set<Crowd> = []
  /// For each step what is always due before it: the steps of ladders, by their places among them,
  /// and without a place what surely takes leads away.
  var earlier: [Ring: [(ladder: Int?, step: Int)]] = [:]
  /// What tables have said, and for which leads nobody is found.
  var answers: [Inquiry: (Answer, [Missing])] = [:]
  /// The ways to find somebody for which it makes a difference who has had the leads.
  let personal: Set<OwnerSource>
  /// Whether it matters in which group somebody was found, and who had a lead before.
  let asksGroup: Bool
  let asksPrevious: Bool
  /// For each move the leads that satisfy its condition.
  var making: [Diagram?]
  /// The leads that each rule can take to where it leads.
  var entering: [Assignment.Cause: Diagram] = [:]

  /// Whether nobody is ever away, nor leaves.
  var isEverybodyThere = false

  /// How many spots are looked at before that is too much.
  private static let mostSpots = 20_000

  var journey: Journey { namings.presence.journey }

  init(
    _ namings: Namings, _ peers: Peers, _ sources: Set<OwnerSource>, tellsSteps: Bool = true
  ) {
    self.namings = namings
    self.peers = peers
    self.sources = sources
    self.tellsSteps = tellsSteps
    let journey = namings.presence.journey
    let lifecycle = journey.lifecycle
    self.lifecycle = lifecycle
    ladders = lifecycle.clocks.refs.filter { tellsSteps && lifecycle.clocks[$0].handsLeadsOn }
    order = DueOrder(peers.team.machine)
    personal = lifecycle.personal(among: sources)
    asksGroup = sources.contains(.nextInPool)
    asksPrevious = sources.contains(.previous)
    making = Array(repeating: nil, count: lifecycle.moves.count)
    asksOwner = lifecycle.moves.refs.map { lifecycle.tests(of: $0).joined().contains(.owner) }
    departures = Departures(lifecycle)
    let (personal, ladders) = (personal, ladders)
    rules = lifecycle.states.refs.map {
      RulesOfState($0, of: journey, ladders: ladders, personal: personal)
    }
  }

  /// What brings leads, of which some are best, to where they are being followed; nil where people
  /// must edit them on the way.
  mutating func trail(of leads: Diagram) throws(BudgetExceeded) -> OwnerFacts.Trail? {
    guard let current, let way = try way(of: leads, to: current) else { return nil }
    return OwnerFacts.Trail(way, in: namings.presence.space)
  }

  /// What brings leads, of which some are best, to a site; nil where people must edit them on the way.
  mutating func way(
    of leads: Diagram, to site: Int
  ) throws(BudgetExceeded) -> OwnerFacts.Way? {
    var site = site
    var causes: [Assignment.Cause] = []
    while case .site(let before, let cause) = sites[site].origin, causes.count < 30 {
      if case .state = cause { return nil }
      causes.append(cause)
      site = before
    }
    let entry = sites[site].spot.state
    if lifecycle.states[entry].kind == .lostAndFound { return nil }
    let first = if case .captured(let leads) = sites[site].origin { leads } else { Diagram.none }
    let best = try and(first, leads)
    return OwnerFacts.Way(
      entry: entry, leads: best == .none ? first : best, causes: causes.reversed())
  }

  /// Where leads are that get somewhere else by a move on their way to a site; nil where they do not.
  func spot(before move: Ref<Move>, to site: Int) -> Spot? {
    var site = site
    for _ in 0..<30 {
      guard case .site(let before, let cause) = sites[site].origin else { return nil }
      site = before
      if cause == .move(move) { return sites[site].spot }
    }
    return nil
  }

  /// The states in which nobody may own a lead.
  var unowned: [Ref<State>] {
    Set(sites.lazy.map(\.spot).filter { $0.holder.person == .nobody }.map(\.state)).filter {
      lifecycle.states[$0].kind != .closed
    }.sorted()
  }

  // MARK: Sets of leads

  mutating func and(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    try namings.presence.space.diagrams.and(a, b)
  }

  mutating func or(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    try namings.presence.space.diagrams.or(a, b)
  }

  mutating func without(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    try namings.presence.space.diagrams.difference(a, b)
  }

  mutating func leads(_ condition: Guard) throws(BudgetExceeded) -> Diagram {
    try namings.presence.space.leads(condition)
  }

  mutating func edited(_ leads: Diagram) throws(BudgetExceeded) -> Diagram {
    try namings.presence.edited(leads)
  }

  // MARK: The way of leads

  mutating func spread() throws(BudgetExceeded) {
    let unstarted = Array(repeating: Int?.none, count: ladders.count)
    let new = Possession(person: .nobody, pool: nil, hasPrevious: false)
    for (state, leads) in try namings.presence.captures() {
      let mover = Mover(cause: .state, from: state, holder: new, hasAsked: false)
      try enter(state, nil, leads, unstarted, mover)
    }
    try followAll()
    // What the rules have failed is farther from anybody's mind.
    current = nil
    if let lost = lifecycle.lostAndFound,
      case .person(let keeper)? = lifecycle.states[lost].owner.first
    {
      let holder = Possession(
        person: peers.person(peers.team.id(of: keeper)), pool: nil,
        hasPrevious: sources.contains(.previous))
      let spot = Spot(state: lost, holder: holder, rungs: armed(unstarted, in: lost))
      try add(
        spot, and(namings.presence.arriving[Int(lost.offset)], namings.presence.space.possible))
    }
    try followAll()
  }

  /// Follows all leads that wait for it. The nearest come first, so that what is told is short.
  private mutating func followAll() throws(BudgetExceeded) {
    while next < waiting.count {
      let site = waiting[next]
      next += 1
      if next > Self.mostSpots { throw BudgetExceeded() }
      sites[site].isWaiting = false
      current = site
      try goOn(from: site)
    }
  }

  /// The spot without what makes no difference to rules that ask nothing about who has the leads.
  private func crowd(of spot: Spot) -> Spot {
    var crowd = spot
    let isOwned = spot.holder.person != .nobody
    crowd.holder = Possession(
      person: isOwned ? .somebody : .nobody, pool: nil, hasPrevious: isOwned)
    return crowd
  }

  mutating func add(_ spot: Spot, _ leads: Diagram) throws(BudgetExceeded) {
    let here = try edited(leads)
    if let site = places[spot] {
      noteLink(to: site)
      let known = sites[site].leads
      let all = try or(known, here)
      if all == known { return }
      sites[site].leads = all
      if sites[site].isWaiting { return }
      sites[site].isWaiting = true
      waiting.append(site)
    } else if here != .none {
      let site = sites.count
      let crowd = crowd(of: spot)
      let twin = twins[crowd] ?? site
      twins[crowd] = twin
      let origin = current.map { Origin.site($0, currentCause) } ?? .captured(leads)
      sites.append(Site(spot: spot, leads: here, origin: origin, twin: twin))
      places[spot] = site
      waiting.append(site)
      noteLink(to: site)
    }
  }

  private mutating func noteLink(to site: Int) {
    guard !tellsSteps, let current else { return }
    let link = Link(from: current, cause: currentCause, to: site)
    if knownLinks.insert(link).inserted { links.append(link) }
  }
}

extension Lifecycle {
  /// All ways in which somebody is looked for to own a lead.
  package var ownerSources: Set<OwnerSource> {
    var all = Set(states.flatMap(\.owner)).union(outcomes.flatMap { $0.owner ?? [] })
    for table in tables {
      for case .owner(let chain) in table.routes { all.formUnion(chain) }
    }
    return all
  }

  /// All ways in which somebody is looked for to accept the lead, besides what tables name.
  var askedSources: Set<OwnerSource> {
    outcomes.lazy.flatMap(\.actions).reduce(into: []) { all, action in
      if case .ask(let chain) = action { all.formUnion(chain) }
    }
  }

  /// What tells apart whether fields name a person who is to own the lead, or to accept it.
  var ownerTests: [Guard] {
    let sources = ownerSources.union(askedSources)
    return fields.refs.filter { fields[$0].canBeMissing && sources.contains(.field($0)) }.map {
      .test($0, .isPresent)
    }
  }
}
