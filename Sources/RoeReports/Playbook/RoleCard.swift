import RoeMachine

/// What the rules of one lifecycle mean for one reader.
struct RoleCard {
  let hat: Hat
  let prose: Prose
  let ways: [Ownership.Way]
  /// The states that are the reader's job, in the order of the journey, without the closed ones.
  let regular: [Ref<State>]
  /// The states in which leads come to the reader when others fail.
  let standIn: [Ref<State>]

  init(hat: Hat, prose: Prose, ownership: Ownership) {
    self.hat = hat
    self.prose = prose
    asked = prose.handoffs.filter { ownership.asked(by: $0).contains(hat) }
    ways = ownership.ways.filter { $0.hat == hat }
    let open = prose.journey.filter { prose.lifecycle.states[$0].kind != .closed }
    regular = open.filter { ownership.regulars(in: $0).contains(hat) }
    let others = Set(ways.map(\.state)).subtracting(regular)
    standIn = open.filter { others.contains($0) }
  }

  private var lifecycle: Lifecycle { prose.lifecycle }
  private var you: Prose { prose.toOwner }

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
    if ways.contains(where: { $0.cause == .cover }) {
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
    case .table(let table)?: " and the table \(prose.table(table)) picks you"
    case .asked?: " after you said yes to it"
    case .field(let field)?: " and you are its \(prose.field(field))"
    case .actor?: " by what you did"
    default: ""
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
    let act = prose.awaited(lifecycle.clocks[clock])
    return "It waits for \(act) in " + bold(origin)
      + ": \(rung.after.moment) it passes to you (\(prose.clock(clock)))."
  }

  // MARK: You owe, and if you don't

  /// The states in which the clocks ask something of the owner.
  private var demanding: [Ref<State>] {
    regular.filter { state in
      switch lifecycle.states[state].kind {
      case .live, .lostAndFound: true
      case .pending, .nurture: clocks(in: state).contains { !lifecycle.clocks[$0].metBy.isEmpty }
      case .closed: false
      }
    }
  }

  var youOwe: [Markdown] {
    var items = demanding.compactMap { state -> Markdown? in
      let duties = you.duties(in: state)
      return duties.isEmpty ? nil : bold(state) + ": \(duties.joined(separator: "; "))."
    }
    for state in regular where lifecycle.states[state].kind == .pending {
      items.append(bold(state) + ": the \(prose.noun) stays yours until there is an answer.")
    }
    if !standIn.isEmpty {
      items.append(bold(standIn) + ": what every owner owes there.")
    }
    return items
  }

  var ifYouDoNot: [Markdown] {
    demanding.flatMap { state in
      clocks(in: state).map { clock in
        let steps = lifecycle.clocks[clock].rungs.map { rung in
          "\(rung.after.moment) \(you.outcome(rung.outcome))"
        }
        return bold(state) + ", \(prose.clock(clock)): \(steps.joined(separator: "; then "))."
      }
    }
  }

  // MARK: No longer yours when

  var noLongerYours: [Markdown] {
    regular.compactMap { state in
      var ends: [Markdown] = []
      for move in prose.moves(from: state) {
        guard let next = nextPlace(move.outcome) else { continue }
        ends.append("\(prose.trigger(move.trigger, when: move.when)) → " + next)
      }
      for clock in clocks(in: state) {
        for rung in lifecycle.clocks[clock].rungs {
          guard let next = nextPlace(rung.outcome) else { continue }
          ends.append("\(rung.after.moment) (\(prose.clock(clock))) → " + next)
        }
      }
      return ends.isEmpty ? nil : bold(state) + ": " + ends.joined("; ") + "."
    }
  }

  /// Where a lead goes whose owner need not own it after; nil when the owner stays.
  private func nextPlace(_ outcome: Outcome) -> Markdown? {
    switch (outcome.to, outcome.owner) {
    case (.state(let target)?, let owner):
      let chain = owner ?? lifecycle.states[target].owner
      if lifecycle.states[target].kind == .closed { return bold(target) }
      if chain.isEmpty || chain.first == .keep { return nil }
      return bold(target) + " (\(you.briefly(chain)))"
    case (_, let owner?) where owner.first != .keep: return "\(you.briefly(owner))"
    default: return nil
    }
  }

  // MARK: You are asked, you are told

  /// The handoffs that somebody with this hat can be asked to accept.
  let asked: [HandoffText]

  /// The handoffs by which the reader passes leads on.
  var given: [HandoffText] {
    prose.handoffs.filter { $0.from.compactMap(prose.stateNamed).contains(where: regular.contains) }
  }

  var youAreTold: [Markdown] {
    var items: [Markdown] = []
    for clock in lifecycle.clocks.refs {
      let places = prose.journey.filter { clocks(in: $0).contains(clock) }
      let act = prose.awaited(lifecycle.clocks[clock])
      for rung in lifecycle.clocks[clock].rungs where tells(rung.outcome) {
        let start: Markdown =
          places.isEmpty
          ? "\(prose.clock(clock))"
          : "\(prose.noun.withArticle.capitalisingFirst) waits for \(act) in " + bold(places)
        let name: Markdown = places.isEmpty ? "" : " (\(prose.clock(clock)))"
        items.append(start + ": \(rung.after.moment)" + name + also(rung.outcome) + ".")
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

  var isPicked: Bool {
    !asked.isEmpty
      || regular.contains { lifecycle.states[$0].owner.contains(where: \.isPick) }
  }

  var absenceRules: [Markdown] {
    let states = Set(regular)
    return lifecycle.moves.filter { $0.isForAbsence && !states.isDisjoint(with: $0.from) }
      .map { move in
        let trigger = prose.trigger(move.trigger, when: move.when).capitalisingFirst
        return "\(trigger): \(you.outcome(move.outcome))."
      }
  }
}

extension [Markdown] {
  fileprivate var withoutRepeats: [Markdown] {
    var seen: Set<String> = []
    return filter { seen.insert($0.source).inserted }
  }
}
