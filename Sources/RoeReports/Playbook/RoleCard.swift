import RoeMachine

/// What the rules of one lifecycle mean for one reader.
struct RoleCard {
  let hat: Hat
  let prose: Prose
  let ways: [Ownership.Way]
  /// The tables that name the reader in a row of their own.
  private let naming: [Ref<RoutingTable>]
  /// The states that are the reader's job, in the order of the journey, without the closed ones.
  let regular: [Ref<State>]
  /// The states in which leads come to the reader when others fail.
  let standIn: [Ref<State>]

  init(hat: Hat, prose: Prose, ownership: Ownership) {
    self.hat = hat
    self.prose = prose
    asked = prose.handoffs.filter { ownership.asked(by: $0).contains(hat) }
    ways = ownership.ways.filter { $0.hat == hat }
    naming = prose.lifecycle.tables.refs.filter { ownership.named[Int($0.offset)].contains(hat) }
    let open = prose.journey.filter { prose.lifecycle.states[$0].kind != .closed }
    regular = open.filter { ownership.regulars(in: $0).contains(hat) }
    isBrief =
      hat.isSecond
      && regular.allSatisfy { state in
        ownership.regulars(in: state).contains { !$0.isSecond }
      }
    let others = Set(ways.map(\.state)).subtracting(regular)
    standIn = open.filter { others.contains($0) }
  }

  private var lifecycle: Lifecycle { prose.lifecycle }
  private var you: Prose { prose.toOwner }

  /// All that the card could say stands on those of other hats, which its readers wear too.
  let isBrief: Bool

  private func bold(_ state: Ref<State>) -> Markdown { "**\(prose.state(state))**" }
  private func bold(_ states: [Ref<State>]) -> Markdown { states.map(bold).joined(", ") }

  private func clocks(in state: Ref<State>) -> [Ref<Clock>] {
    lifecycle.states[state].clocks
  }

  // MARK: Yours when

  var yoursWhen: [Markdown] {
    var items: [Markdown] = []
    var moves: [(offset: Int, to: Ref<State>)] = []
    for way in ways where way.isFirstChoice {
      switch way.cause {
      case .state: items.append(entering(way.state))
      case .kept, .cover: break
      case .move(let offset): moves.append((offset, way.state))
      case .rung(let clock, let offset, let origin):
        items.append(escalated(origin, clock, offset))
      }
    }
    items += moved(moves)
    let arrived = Set(ways.filter { $0.isFirstChoice && $0.cause != .kept }.map(\.state))
    let kept = regular.filter { !arrived.contains($0) }
    if !kept.isEmpty { items.append("It was yours and goes on to " + bold(kept) + ".") }
    let failing = prose.journey.filter { state in
      ways.contains { $0.state == state && !$0.isFirstChoice && $0.cause == .state }
    }
    if !failing.isEmpty {
      items.append(
        "It is in " + bold(failing) + " and nobody who comes before you can take it.")
    }
    if !isBrief, ways.contains(where: { $0.cause == .cover }) {
      items.append("You stand in for its owner, who is away.")
    }
    return items.withoutRepeats
  }

  private func entering(_ state: Ref<State>) -> Markdown {
    "\(prose.noun.withArticle.capitalisingFirst) comes to " + bold(state)
      + pick(lifecycle.states[state].owner) + "."
  }

  /// How the reader is chosen.
  private func pick(_ chain: OwnerChain) -> Markdown {
    switch chain.first {
    case .pool(let pool)?: " and it is your turn in \(prose.names.pool(pool))"
    case .table?:
      picked(by: prose.tables(of: chain).map(\.table).filter(naming.contains))
    case .asked?: " after you said yes to it"
    case .field(let field)?: " and you are its \(prose.field(field))"
    case .actor?: " and is yours, because you did it"
    default: ""
    }
  }

  private func picked(by tables: [Ref<RoutingTable>]) -> Markdown {
    switch tables.count {
    case 0: " and the tables pick you"
    case 1: " and the table \(prose.table(tables[0])) picks you"
    default: " and one of the tables \(listed(tables.map(prose.table), "or")) picks you"
    }
  }

  /// Moves that say the same of several states are one item.
  private func moved(_ moves: [(offset: Int, to: Ref<State>)]) -> [Markdown] {
    var groups: [(start: Markdown, end: Markdown, from: [Ref<State>])] = []
    for (offset, state) in moves {
      let move = lifecycle.moves[offset]
      var start: Markdown = "\(prose.trigger(move.trigger, when: move.when).capitalisingFirst)"
      if move.when != .always, move.trigger != .watch {
        start += " (only if \(prose.condition(move.when)))"
      }
      var end: Markdown = move.outcome.to == nil ? "" : ": it goes to " + bold(state)
      end += pick(move.outcome.owner ?? [])
      if let same = groups.firstIndex(where: { $0.start == start && $0.end == end }) {
        groups[same].from += move.from.filter { !groups[same].from.contains($0) }
      } else {
        groups.append((start, end, move.from))
      }
    }
    return groups.map { $0.start + " in " + bold($0.from) + $0.end + "." }
  }

  private func escalated(
    _ origin: Ref<State>, _ clock: Ref<Clock>, _ offset: Int
  ) -> Markdown {
    let rung = lifecycle.clocks[clock].rungs[offset]
    return silent(rung, of: clock, in: [origin]) + ", it passes to you (\(prose.clock(clock)))."
  }

  /// `After 15 business minutes without a touch in **New**`.
  private func silent(
    _ rung: Clock.Rung, of ref: Ref<Clock>, in states: [Ref<State>]
  ) -> Markdown {
    let clock = lifecycle.clocks[ref]
    var words = prose.moment(rung.after, of: ref).capitalisingFirst
    let isWaiting = states.contains { lifecycle.states[$0].kind == .pending }
    switch clock.anchor {
    case .activity: break
    case _ where !clock.metBy.isEmpty: words += " without \(prose.awaited(clock))"
    case .entry: words += isWaiting ? " without an answer" : " without a decision"
    case .assignment, .capture, .field: break
    }
    return "\(words) in " + bold(states)
  }

  // MARK: You owe

  /// Each state with what it asks of its owner and by when, and what happens otherwise.
  var youOwe: [Markdown] {
    var items: [Markdown] = []
    for state in regular {
      let duties = clocks(in: state).compactMap { clock -> Markdown? in
        guard let duty = prose.brief(clock, in: state) else { return nil }
        if isBrief { return "\(duty)" }
        guard let due = prose.due(lifecycle.clocks[clock]) else { return "\(duty)" }
        let steps = you.steps(due.outcome)
        return steps.isEmpty ? "\(duty)" : "\(duty); otherwise \(listed(steps, "and"))"
      }
      if !duties.isEmpty {
        items.append(prose.link(state) + listing(duties))
      } else if lifecycle.states[state].kind == .pending {
        items.append(
          prose.link(state) + ": the \(prose.noun) stays yours until there is an answer.")
      }
    }
    func duties(in states: [Ref<State>]) -> [Markdown] {
      states.compactMap { state in
        let duties = clocks(in: state).compactMap { prose.brief($0, in: state) }
        return duties.isEmpty ? nil : prose.link(state) + ": \(duties.joined(separator: "; "))"
      }
    }
    let passed = duties(in: standIn.filter(isPassedOn))
    if !passed.isEmpty {
      items.append("When one passes to you because others have not acted" + listing(passed))
    }
    let others = duties(in: standIn.filter { !isPassedOn($0) })
    if !others.isEmpty {
      items.append("When you stand in for somebody" + listing(others))
    }
    return items
  }

  /// Whether a deadline that others miss makes the reader the owner of leads in a state, and not
  /// only for a while.
  private func isPassedOn(_ state: Ref<State>) -> Bool {
    ways.contains { way in
      guard way.state == state, way.isFirstChoice, case .rung = way.cause else { return false }
      return true
    }
  }

  /// One item in the line, several below it.
  private func listing(_ items: [Markdown]) -> Markdown {
    if items.count == 1 { return ": " + items[0] + "." }
    return ":" + items.map { "\n  - " + $0 + "." }.joined("")
  }

  // MARK: No longer yours when

  /// What somebody does, or what comes true, that takes a lead from the reader, and where it goes.
  var noLongerYours: [Markdown] {
    var groups: [(what: String, next: Markdown, from: [Ref<State>])] = []
    for state in regular {
      for move in prose.moves(from: state) where !move.isForLeaving(lifecycle) {
        guard let next = nextPlace(move.outcome) else { continue }
        let what = prose.trigger(move.trigger, when: move.when).capitalisingFirst
        if let same = groups.firstIndex(where: { $0.what == what && $0.next == next }) {
          if groups[same].from.last != state { groups[same].from.append(state) }
        } else {
          groups.append((what, next, [state]))
        }
      }
    }
    return groups.map { group in
      let place = group.from.count == regular.count ? "" : " in " + bold(group.from)
      return "\(group.what)" + place + " → " + group.next + "."
    }
  }

  /// Where a lead goes whose owner has done with it; nil when the owner goes on working it.
  private func nextPlace(_ outcome: Outcome) -> Markdown? {
    switch (outcome.to, outcome.owner) {
    case (.state(let target)?, let owner):
      let chain = owner ?? lifecycle.states[target].owner
      let isKept = chain.isEmpty || chain.first == .keep
      if lifecycle.states[target].kind == .closed {
        return bold(target) + (isKept ? ", in your name" : "")
      }
      return isKept ? nil : bold(target) + " (\(you.briefly(chain)))"
    case (_, let owner?) where owner.first != .keep: return owner.first.map { "\(you.source($0))" }
    default: return nil
    }
  }

  // MARK: You are asked, you are told

  /// The handoffs that somebody with this hat can be asked to accept.
  let asked: [HandoffText]

  /// The handoffs by which the reader passes leads on.
  var given: [HandoffText] {
    prose.handoffs.filter { handoff in
      handoff.from.compactMap(prose.stateNamed).contains(where: regular.contains)
        && prose.move(handoff.move).map(mayCause) ?? false
    }
  }

  /// Whether the reader, as the owner of a lead, may set a move off.
  private func mayCause(_ move: Move) -> Bool {
    guard case .event(let event) = move.trigger else { return false }
    return [move.by, lifecycle.events[event].by].allSatisfy { tests in
      tests.isEmpty || tests.contains(.owner) || !prose.hats(passing: tests).isDisjoint(with: hats)
    }
  }

  /// The reader's hat, and those that come with it.
  private var hats: Set<Hat> {
    guard case .person(let id) = hat, let role = prose.names.member(id)?.role else { return [hat] }
    return [hat, .role(role)]
  }

  var youAreTold: [Markdown] {
    var items: [Markdown] = []
    for clock in lifecycle.clocks.refs {
      let places = prose.journey.filter { clocks(in: $0).contains(clock) }
      for rung in lifecycle.clocks[clock].rungs where tells(rung.outcome) {
        let start: Markdown =
          places.isEmpty
          ? "\(prose.moment(rung.after, of: clock).capitalisingFirst)"
          : silent(rung, of: clock, in: places)
        items.append(start + " (\(prose.clock(clock)))" + also(rung.outcome) + ".")
      }
    }
    for move in lifecycle.moves where tells(move.outcome) {
      let start: Markdown = "\(prose.trigger(move.trigger, when: move.when).capitalisingFirst)"
      items.append(start + " in \(prose.states(move.from))" + also(move.outcome) + ".")
    }
    return items
  }

  /// What happens besides somebody being told.
  private func also(_ outcome: Outcome) -> Markdown {
    var rest = outcome
    rest.actions.removeAll { if case .notify = $0 { true } else { false } }
    let steps = prose.steps(rest)
    return steps.isEmpty ? "" : "; \(steps.joined(separator: "; "))"
  }

  private func tells(_ outcome: Outcome) -> Bool {
    outcome.actions.contains { action in
      guard case .notify(let source) = action else { return false }
      if source == .managerOfOwner { return hat == .manager }
      if case .pool(let pool) = source {
        return prose.machine.pools[pool].steward.map { .person(prose.machine.people[$0].id) } == hat
      }
      return prose.hats(of: source).contains(hat)
    }
  }

  // MARK: On your day off

  /// What happens to new leads while the reader is away.
  var whileAway: [Markdown] {
    let things = prose.noun.plural
    let chains = regular.map { lifecycle.states[$0].owner }
    var items: [Markdown] = []
    if chains.contains(where: givesTurn) {
      items.append("New \(things) skip you while the roster shows you as away.")
    }
    if !asked.isEmpty {
      items.append("You are not asked to take over while the roster shows you as away.")
    }
    var said: Set<Ref<RoutingTable>> = []
    for (table, rest) in chains.flatMap(prose.tables) where said.insert(table).inserted {
      let isNamed = prose.lonely(table).contains { prose.hats(of: $0, byRole: true).contains(hat) }
      if !isNamed { continue }
      // Of those who share a hat another one may be there.
      let others = hat.isShared ? rest : rest.filter { prose.hats(of: $0) != [hat] }
      let next = others.isEmpty ? "lost and found" : prose.owner(others)
      items.append(
        "New \(things) for which \(prose.table(table)) names only you go to \(next) while you are "
          + "away.")
    }
    return items
  }

  /// Whether the reader is one of several who take turns.
  private func givesTurn(_ chain: OwnerChain) -> Bool {
    let rows = prose.tables(of: chain).flatMap { prose.outcomes(of: $0.table) }
    return ([chain] + rows).contains { chain in
      switch chain.first {
      case .pool?, .role?: chain.first.map { prose.hats(of: $0).contains(hat) } ?? false
      default: false
      }
    }
  }

  /// What the rules do with the leads of a reader who is away: what, and where.
  var absenceRules: [Markdown] {
    var rules: [Markdown] = []
    for move in lifecycle.moves where move.isForAbsence && !move.isForLeaving(lifecycle) {
      let states = regular.filter(move.from.contains)
      if states.isEmpty { continue }
      let place: Markdown = states.count == regular.count ? "" : " in " + bold(states)
      rules.append("\(you.absence(move))" + place + ": \(you.outcome(move.outcome)).")
    }
    return rules
  }
}

extension [Markdown] {
  fileprivate var withoutRepeats: [Markdown] {
    var seen: Set<String> = []
    return filter { seen.insert($0.source).inserted }
  }
}
