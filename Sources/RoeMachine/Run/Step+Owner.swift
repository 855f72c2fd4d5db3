/// Who owns a lead: `schema/machine.md`, 5.10.
extension Step {
  typealias Member = Ref<Roster.Member>

  /// What a chain of sources says.
  enum Answer {
    case person(Member?, Site)
    case state(Ref<State>)
    case none
  }

  /// How a chain is asked.
  struct Search {
    /// The state whose permitted list and cap bind; nil when none does.
    var state: Ref<State>?
    /// Whether the owner and those already asked are passed over.
    var asksSomebodyNew = false
    /// Pools answer with themselves instead of a member, and nothing is noted.
    var isProbe = false
    /// Whether a table may answer with a state.
    var allowsStates = true
    /// Why the first person was passed over by the state.
    var passedOver: Decision.Reason?
  }

  mutating func resolve(
    _ chain: OwnerChain, _ search: inout Search, _ rows: [PassedRow] = []
  ) -> Answer {
    for source in chain {
      let answer = ask(source, &search, rows)
      if case .none = answer { continue }
      return answer
    }
    return .none
  }

  private mutating func ask(
    _ source: OwnerSource, _ search: inout Search, _ rows: [PassedRow]
  ) -> Answer {
    let site = Site(rows: rows, source: source)
    switch source {
    case .nobody: return .person(nil, site)
    case .keep:
      guard let owner = lead.owner, !plan.people.hasLeft(owner, at: now),
        admits(owner, &search), !(search.asksSomebodyNew && isPassedOver(owner))
      else { return .none }
      return .person(owner, lead.site)
    case .role(let role):
      for holder in plan.people.holders[Int(role.offset)] where suits(holder, &search) {
        return .person(holder, site)
      }
      return .none
    case .field(let field):
      let person = member(in: field)
      return first(person, nil, Site(rows: rows, source: source, named: person), &search)
    case .queue(let queue):
      let steward = plan.people.stewards[Int(queue.offset)]
      return first(steward, backup(of: steward), site, &search)
    case .pool(let ref):
      if search.isProbe { return .person(nil, site) }
      if let person = pick(ref, passingOverOwner: false, &search) { return .person(person, site) }
      let steward = plan.people.pools[Int(ref.offset)].steward
      return first(steward, backup(of: steward), site, &search)
    case .nextInPool:
      guard let pool = lead.site.pool else { return .none }
      if search.isProbe { return .person(nil, lead.site) }
      guard let person = pick(pool, passingOverOwner: true, &search) else { return .none }
      return .person(person, lead.site)
    case .table(let table): return route(table, &search, rows)
    case .person, .previous, .actor, .asked, .managerOfOwner, .backupOfOwner, .coverOfOwner:
      return first(person(named: source), nil, site, &search)
    }
  }

  /// The first of two persons who suits.
  private func first(
    _ person: Member?, _ other: Member?, _ site: Site, _ search: inout Search
  ) -> Answer {
    if let person, suits(person, &search) { return .person(person, site) }
    if let other, suits(other, &search) { return .person(other, site) }
    return .none
  }

  /// The one person whom a source means, present or not; nil for sources that choose.
  func person(named source: OwnerSource) -> Member? {
    switch source {
    case .person(let person): plan.people.named[Int(person.offset)]
    case .field(let field): member(in: field)
    case .keep: lead.owner
    case .previous: lead.previousOwner
    case .actor: actor.person
    case .asked: lead.asked.last
    case .managerOfOwner: lead.owner.flatMap { plan.people.managers[Int($0.offset)] }
    case .backupOfOwner: backup(of: lead.owner)
    case .coverOfOwner: lead.owner.flatMap { plan.people.cover(of: $0, at: now) }
    case .role, .pool, .queue, .table, .nextInPool, .nobody: nil
    }
  }

  private func member(in field: Ref<Field>) -> Member? {
    guard case .text(let id) = lead.record[Int(field.offset)] else { return nil }
    return plan.people.member(id)
  }

  private func backup(of person: Member?) -> Member? {
    person.flatMap { plan.people.backups[Int($0.offset)] }
  }

  // MARK: Who suits

  private func suits(_ person: Member, _ search: inout Search) -> Bool {
    plan.people.isPresent(person, at: now)
      && !(search.asksSomebodyNew && isPassedOver(person)) && admits(person, &search)
  }

  private func isPassedOver(_ person: Member) -> Bool {
    person == lead.owner || lead.asked.contains(person)
  }

  /// Whether the state lets the person own leads, and this one as well.
  private func admits(_ person: Member, _ search: inout Search) -> Bool {
    guard let state = search.state, let reason = objection(to: person, in: state) else {
      return true
    }
    if search.passedOver == nil { search.passedOver = reason }
    return false
  }

  private func objection(to person: Member, in ref: Ref<State>) -> Decision.Reason? {
    let index = Int(ref.offset)
    if let permitted = lifecycle.permitted[index], !permitted.contains(person) {
      return .permitted
    }
    guard let cap = model.states[index].capPerOwner, let counts = lifecycle.counts[index] else {
      return nil
    }
    if lead.counted.state == ref, lead.counted.owner == person { return nil }
    return roster.counts[counts + Int(person.offset)] >= cap ? .cap : nil
  }

  // MARK: Tables and pools

  private mutating func route(
    _ ref: Ref<RoutingTable>, _ search: inout Search, _ rows: [PassedRow]
  ) -> Answer {
    if rows.contains(where: { $0.table == ref }) { return .none }
    let table = model.tables[ref]
    let index = table.rows.firstIndex { holds($0.when) }
    let passed = PassedRow(table: ref, row: index.map { Ref($0) })
    if !search.isProbe { draft.because.append(.row(passed)) }
    switch index.map({ table.rows[$0].outcome }) ?? table.otherwise {
    case .owner(let chain): return resolve(chain, &search, rows + [passed])
    case .state(let state): return search.allowsStates ? .state(state) : .none
    case .next: return .none
    }
  }

  private mutating func pick(
    _ ref: Ref<Pool>, passingOverOwner: Bool, _ search: inout Search
  ) -> Member? {
    let pool = plan.people.pools[Int(ref.offset)]
    let slots = pool.slots
    if slots.isEmpty { return nil }
    if lifecycle.limitsOwners, search.state != nil {
      // Every member is asked in order, so that the reason of a refusal is that of the first.
      for member in pool.members where !(passingOverOwner && isPassedOver(member)) {
        _ = suits(member, &search)
      }
    }
    var ignored = search
    func isAvailable(_ person: Member) -> Bool {
      suits(person, &ignored) && hasRoom(pool, person)
        && !(passingOverOwner && isPassedOver(person))
    }
    switch pool.model.pick {
    case .roundRobin:
      let turn = roster.turns[Int(ref.offset)] % slots.count
      for step in 0..<slots.count {
        let position = (turn + step) % slots.count
        if isAvailable(slots[position]) {
          roster.turns[Int(ref.offset)] = position + 1
          return slots[position]
        }
      }
      return nil
    case .byHash:
      let available = slots.filter { isAvailable($0) }
      return available.isEmpty
        ? nil : available[Int(lead.lead.fnv1a) % available.count]
    }
  }

  private func hasRoom(_ pool: PeoplePlan.PoolPlan, _ person: Member) -> Bool {
    if let cap = pool.model.cap, let loads = pool.loads,
      roster.loads[loads + Int(person.offset)] >= cap
    {
      return false
    }
    return pool.model.match.allSatisfy { match in
      guard let field = lifecycle.fields[match.field],
        case .text(let text) = lead.record[Int(field.offset)]
      else { return false }
      switch model.fields[field].type {
      case .choice, .text, .person: break
      default: return false
      }
      let attribute = plan.people.members[person].attributes[match.column]
      return attribute?.hasSameBytes(as: text) ?? false
    }
  }

  // MARK: Changing the owner

  mutating func changeOwner(to person: Member?, _ site: Site) {
    lead.site = site
    if person != lead.owner {
      lead.previousOwner = lead.owner
      lead.owner = person
      lead.assigned = now
      if let person { draft.effects.append(.assign(person)) }
      restartClocksForNewOwner()
    }
    recount()
  }

  /// Brings the roster's loads and counts up to date with the lead.
  mutating func recount() {
    let isClosed = model.states[lead.state].kind == .closed
    let counted = Configuration.Counted(
      state: isClosed ? nil : lead.state, owner: isClosed ? nil : lead.owner,
      pool: isClosed ? nil : lead.site.pool)
    if counted == lead.counted { return }
    book(lead.counted, -1)
    book(counted, 1)
    lead.counted = counted
  }

  private mutating func book(_ counted: Configuration.Counted, _ change: Int) {
    guard let owner = counted.owner else { return }
    if let pool = counted.pool, let loads = plan.people.pools[Int(pool.offset)].loads {
      roster.loads[loads + Int(owner.offset)] += change
    }
    if let state = counted.state, let counts = lifecycle.counts[Int(state.offset)] {
      roster.counts[counts + Int(owner.offset)] += change
    }
  }

  /// Reassigns the lead if its state's chain now leads elsewhere.
  mutating func follow(_ changed: [Ref<Field>]) {
    let state = model.states[lead.state]
    if state.owner.isEmpty || !state.follow.contains(where: changed.contains) || lead.isHalted {
      return
    }
    actor = .unknown
    var probe = Search(state: lead.state, isProbe: true)
    if case .person(_, let site) = resolve(state.owner, &probe), site == lead.site { return }
    begin()
    if isRunaway {
      loseAsRunaway()
      return
    }
    draft.because.append(.state(lead.state))
    var search = Search(state: lead.state)
    switch resolve(state.owner, &search) {
    case .person(let person, let site):
      changeOwner(to: person, site)
      record(.followed)
    case .state(let target):
      switch enter(target, chain: nil) {
      case .done: record(.followed)
      case .lost(let reason), .refused(let reason): lose(reason)
      }
    case .none: lose(.noOwner)
    }
  }
}

extension String {
  /// The 32-bit FNV-1a hash of the UTF-8 bytes.
  var fnv1a: UInt32 {
    utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
