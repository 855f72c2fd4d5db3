import RoeLogic
import RoeMachine

/// Every place that gives leads an owner, and whether it is one whom a promise allows.
struct Gifts {
  private let journey: Journey
  private let team: Team
  private var namings: Namings
  private let names: [(place: Assignment, names: [Namings.Naming])]

  private var lifecycle: Lifecycle { journey.lifecycle }

  /// - Parameters:
  ///   - refs: the promises that will be asked about.
  ///   - known: who may be named for which leads, as far as rows and promises tell them apart.
  ///   - hasEdits: whether people may edit leads.
  init(
    _ journey: Journey, _ team: Team, _ refs: [Ref<Promise>], _ known: Namings?,
    hasEdits: Bool = true
  ) throws(BudgetExceeded) {
    self.journey = journey
    self.team = team
    let lifecycle = journey.lifecycle
    let places = journey.assignments
    var sources: Set<OwnerSource> = []
    var guards: [Guard] = []
    for table in Set(places.flatMap { journey.tables(askedBy: $0.chain) }).sorted() {
      let model = lifecycle.tables[table]
      guards += model.rows.map(\.when)
      for case .owner(let chain) in journey.answers(of: table) {
        sources.formUnion(chain)
      }
    }
    sources.formUnion(places.flatMap(\.chain))
    let people = team.everybody.sorted()
    for ref in refs { guards.append(lifecycle.promises[ref].when) }
    var namesFields = false
    for case .field(let field) in sources {
      guards.append(.test(field, .oneOf(people.map { .text($0) })))
      namesFields = true
    }
    if !namesFields, hasEdits, let known {
      namings = known
    } else {
      let presence = try Presence(journey, asking: guards, in: team.machine, hasEdits: hasEdits)
      namings = Namings(presence)
    }
    names = try namings.names(at: places)
  }

  /// A place that gives a lead of the promise to whom it does not allow; nil when none does.
  mutating func breach(of promise: Promise) throws(BudgetExceeded) -> PromiseFacts.Gift? {
    let leads = try namings.presence.space.leads(promise.when)
    let ever = try namings.presence.edited(leads)
    var told: [(place: Assignment, sources: [OwnerSource])] = []
    // The same while nobody is away.
    var usual: [(place: Assignment, sources: [OwnerSource])] = []
    for (place, names) in names {
      var (sources, first): ([OwnerSource], [OwnerSource]) = ([], [])
      for naming in names where naming.isFirst || !sources.contains(naming.source) {
        guard try namings.presence.space.diagrams.intersects(naming.leads, ever) else { continue }
        if !sources.contains(naming.source) { sources.append(naming.source) }
        if naming.isFirst, !first.contains(naming.source) { first.append(naming.source) }
      }
      told.append((place, sources))
      usual.append((place, first))
    }
    let owners = PossibleOwners(journey, team, names: told)
    let isAskedFor = told.contains { $0.sources.contains(.asked) }
    let usualOwners = PossibleOwners(journey, team, names: usual)
    // Whoever is named in the first place comes before whoever stands in, and both before those who
    // come only after somebody who does.
    for (isFirst, owners) in [(true, usualOwners), (false, owners), (true, owners)] {
      // Rather the place that names somebody than one that goes by who has the lead already.
      for dependsOnOwner in [false, true] {
        for (place, names) in names where isPromised(place, isAskedFor) {
          for (number, naming) in names.enumerated()
          where naming.isFirst == isFirst && naming.source.dependsOnOwner == dependsOnOwner {
            let here = try namings.presence.space.diagrams.and(naming.leads, leads)
            if here == .none { continue }
            guard let wrong = wrong(naming.source, at: place, promise.claim, owners) else {
              continue
            }
            var found = try namings.presence.space.diagrams.and(
              here, namings.presence.space.leads(wrong.leads))
            let later: PromiseFacts.Later?
            (found, later) = try kept(found, of: naming, at: place)
            guard let lead = namings.presence.space.sample(of: found) else { continue }
            // Of a pool or queue, whoever comes before the steward who is not allowed.
            let isForGroup =
              !wrong.people.isEmpty
              && meant(by: naming.source, at: place, owners).isDisjoint(with: wrong.people)
            var before =
              isForGroup
              ? owners.people(from: naming.source, in: place.state, place.cause) : []
            if isFirst {
              before.formUnion(usualOwners.owners[Int(place.state.offset)])
            } else {
              for other in names.prefix(number)
              where try namings.presence.space.diagrams.intersects(other.leads, found) {
                before.formUnion(owners.people(from: other.source, in: place.state, place.cause))
              }
            }
            return PromiseFacts.Gift(
              place: place, source: naming.source, row: naming.row,
              isStandIn: !isFirst || isForGroup, isForGroup: isForGroup,
              when: .all([promise.when, wrong.leads]), people: wrong.people,
              before: before.subtracting(wrong.people), lead: lead, later: later)
          }
        }
      }
    }
    return nil
  }

  /// Those of some leads that are so when somebody is named for them, or that people may make so
  /// while whoever was named has them.
  private mutating func kept(
    _ leads: Diagram, of naming: Namings.Naming, at place: Assignment
  ) throws(BudgetExceeded) -> (leads: Diagram, later: PromiseFacts.Later?) {
    // Only a state that asks when leads come in asks about what they are just then.
    guard place.cause == .state, lifecycle.states[place.state].follow.isEmpty,
      place.state != lifecycle.lostAndFound
    else { return (leads, nil) }
    let entering = try namings.presence.entering(place.state)
    let atOnce = try namings.presence.space.diagrams.and(leads, entering)
    if atOnce != .none { return (atOnce, nil) }
    var named = try namings.presence.space.diagrams.and(naming.leads, entering)
    let edited = try namings.presence.space.diagrams.and(leads, namings.presence.edited(named))
    var kept = Diagram.none
    var states: [Ref<State>] = []
    for state in journey.states(keepingOwnersOf: place.state) {
      let resting = try namings.presence.space.diagrams.and(
        edited, namings.presence.resting(in: state))
      if resting == .none { continue }
      states.append(state)
      kept = try namings.presence.space.diagrams.or(kept, resting)
    }
    named = try namings.presence.space.diagrams.and(named, namings.presence.edited(kept))
    return (
      kept,
      namings.presence.space.sample(of: named).map { PromiseFacts.Later(lead: $0, states: states) }
    )
  }

  /// Whether leads are then in a state of which promises speak: in all but lost and found, where
  /// they are because the rules have failed them.
  private func isPromised(_ place: Assignment, _ isAskedFor: Bool) -> Bool {
    if place.isQuestion { return isAskedFor }
    func counts(_ state: Ref<State>) -> Bool {
      lifecycle.states[state].kind != .lostAndFound || isKept(from: state)
    }
    return switch place.outcome(in: lifecycle)?.to {
    case .state(let target): counts(target)
    case .previous: true
    case nil: counts(place.state)
    }
  }

  /// Whether an owner may keep a lead on its way out of a state, to where it goes on.
  private func isKept(from state: Ref<State>) -> Bool {
    journey.steps(from: state).contains { step in
      let chain = journey.owner(on: step) ?? lifecycle.states[step.to].owner
      let isOpen = step.to != state && lifecycle.states[step.to].kind != .closed
      return isOpen && (chain.isEmpty || chain.contains(.keep))
    }
  }

  /// For which leads somebody found through a source is one whom the promise does not allow, and
  /// who that may be; nil when there are none.
  private func wrong(
    _ source: OwnerSource, at place: Assignment, _ claim: Promise.Claim, _ owners: PossibleOwners
  ) -> (leads: Guard, people: Set<String>)? {
    let chain: OwnerChain
    let isOwner: Bool
    switch claim {
    case .ownedBy(let allowed): (chain, isOwner) = (allowed, true)
    case .neverOwnedBy(let excluded): (chain, isOwner) = (excluded, false)
    case .neverIn, .calledWithin: return nil
    }
    let permitted = place.permitted(in: lifecycle, team)
    // Who owned the lead before is looked at where they were given it.
    if source == .keep || source == .previous || source == .asked { return nil }
    let isNamed = chain.contains(source)
    if isNamed, isOwner { return nil }
    var named = chain.reduce(into: Set<String>()) {
      $0.formUnion(meant(by: $1, at: place, owners))
    }
    if !isOwner, let permitted { named.formIntersection(permitted) }
    var people = owners.people(from: source, in: place.state, place.cause)
    // Whoever may not own it there is passed over.
    if let permitted {
      people.formIntersection(permitted)
      if people.isEmpty { return nil }
    }
    if isNamed { return (.always, people) }
    let wrong = isOwner ? people.subtracting(named) : people.intersection(named)
    if case .field(let field) = source {
      let test = named.sorted().map { Value.text($0) }
      return isOwner
        ? (.all([.test(field, .isPresent), .not(.test(field, .oneOf(test)))]), wrong)
        : (.test(field, .oneOf(test)), wrong)
    }
    return wrong.isEmpty ? nil : (.always, wrong)
  }

  /// Whom a promise means by a source. A steward and who stands in for them have leads only in the
  /// name of their pool or queue; named by themselves they are somebody else.
  private func meant(
    by source: OwnerSource, at place: Assignment, _ owners: PossibleOwners
  ) -> Set<String> {
    switch source {
    case .pool(let pool): team.anybody(in: pool)
    case .queue(let queue): Set(team.stewards(of: queue).prefix(1))
    default: owners.people(from: source, in: place.state, place.cause)
    }
  }
}

extension Journey {
  /// The state, and those in which somebody may still have a lead who has got it there; what is
  /// closed has come to an end.
  fileprivate func states(keepingOwnersOf state: Ref<State>) -> [Ref<State>] {
    var found = [state]
    var next = 0
    while next < found.count {
      for step in steps(from: found[next]) where !found.contains(step.to) {
        let chain = owner(on: step) ?? lifecycle.states[step.to].owner
        if chain.isEmpty || sources(in: chain).contains(where: \.dependsOnOwner) {
          found.append(step.to)
        }
      }
      next += 1
    }
    return found.filter { $0 == state || lifecycle.states[$0].kind != .closed }
  }
}
