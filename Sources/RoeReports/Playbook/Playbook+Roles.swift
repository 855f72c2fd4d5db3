import RoeMachine

extension Playbook {
  /// One card for everybody who has a part in the rules.
  var roleCards: Section? {
    var hats = Set(ownerships.flatMap { $0.ways.map(\.hat) })
    for pool in names.machine.pools {
      if let steward = pool.steward { hats.insert(.person(names.machine.people[steward].id)) }
    }
    let body = hats.sorted(by: names.precedes).map { card(of: $0) }.joined("\n")
    return body.isEmpty ? nil : Section(title: "Who does what", body: body)
  }

  private func card(of hat: Hat) -> Markdown {
    var card: Markdown = "### \(names.title(of: hat))\n\n"
    let people = bearers(of: hat)
    if !people.isEmpty { card += "\(people)\n\n" }
    let parts = zip(proses, ownerships).map { prose, ownership in
      RoleCard(hat: hat, prose: prose, ownership: ownership)
    }
    if hat.isSecond, parts.allSatisfy(\.isBrief) {
      card += "This card says what comes on top of the card of your role.\n\n"
    }
    // Pools and queues serve every lifecycle; with a single one there is a single list.
    let stewardship = stewardship(of: hat)
    if proses.count > 1 { card += entry("Yours when", stewardship) }
    for part in parts {
      let body = body(of: part, also: proses.count > 1 ? [] : stewardship)
      if body.isEmpty { continue }
      if proses.count > 1 { card += "#### \(part.prose.noun.plural.capitalisingFirst)\n\n" }
      card += body
    }
    return card
  }

  private func body(of part: RoleCard, also stewardship: [Markdown]) -> Markdown {
    let duties = [
      entry("Yours when", part.yoursWhen + stewardship),
      entry("You owe", part.youOwe),
    ].joined("")
    if part.isBrief { return duties + entry("You are told when", part.youAreTold) }
    let you = part.prose.toOwner
    let entries = [
      duties,
      entry("Off your desk when", part.noLongerYours),
      entry("You hand off by", part.given.map { handingOff($0, in: you) }),
      entry("You are asked to take over", part.asked.map { beingAsked($0, in: part.prose) }),
      entry("You are told when", part.youAreTold),
      entry("On your day off", dayOff(part)),
    ]
    return entries.joined("")
  }

  private func entry(_ title: Markdown, _ items: [Markdown]) -> Markdown {
    if items.isEmpty { return "" }
    return "**" + title + "**\n\n" + items.map { "- " + $0 + "\n" }.joined("") + "\n"
  }

  /// The people behind a card, as far as its title does not say it.
  private func bearers(of hat: Hat) -> String {
    switch hat {
    case .role(let role): listed(names.holders(of: role).map(names.person), "and")
    case .pool(let pool): listed(names.members(of: pool).map(names.person), "and")
    case .person(let id): names.member(id)?.role.map(names.role) ?? ""
    case .manager: "Everybody who is named as a manager in the roster."
    case .field(_, let field): "Whoever is the \(field.asWords) of the record."
    }
  }

  private func stewardship(of hat: Hat) -> [Markdown] {
    guard case .person(let id) = hat else { return [] }
    let machine = names.machine
    let pools = machine.pools.refs.filter { pool in
      machine.pools[pool].steward.map { machine.people[$0].id } == id
    }
    let queues = machine.queues.refs.filter { queue in
      machine.queues[queue].steward.map { machine.people[$0].id } == id
    }
    var items: [Markdown] = []
    if !pools.isEmpty {
      items.append(
        "A lead is for \(listed(pools.map(names.pool), "or")) and nobody there can take it: "
          + "you are the steward.")
    }
    if !queues.isEmpty {
      items.append(
        "A lead waits in \(listed(queues.map(names.queue), "or")): you are the steward until "
          + "somebody claims it.")
    }
    return items
  }

  private func handingOff(_ handoff: HandoffText, in prose: Prose) -> Markdown {
    let steps = steps(of: handoff, in: prose).prefix(2)
    return handoff.anchor.link("\(prose.title(of: handoff))") + "\n"
      + steps.map { "  - " + $0 }.joined("\n")
  }

  private func beingAsked(_ handoff: HandoffText, in prose: Prose) -> Markdown {
    var item = handoff.anchor.link("\(prose.title(of: handoff))")
    if let move = prose.move(handoff.move) {
      item += ", after \(prose.trigger(move.trigger, when: move.when).quoted) in "
      item += "\(prose.states(move.from))"
    }
    item += "."
    if let silence = handoff.silence.flatMap(prose.clockNamed) {
      let clock = prose.lifecycle.clocks[silence]
      if let due = prose.due(clock) {
        item += " You owe an answer \(due.after.deadline)"
        if let hours = prose.hours(clock.hours) { item += ", \(hours)" }
        item += "."
      }
    }
    if let accept = handoff.accept.flatMap(prose.move) {
      item += "\n  - **Yes:** \(prose.trigger(accept.trigger, when: accept.when).quoted): "
      item += "\(prose.outcome(accept.outcome))."
    }
    if let reject = handoff.reject.flatMap(prose.move) {
      item += "\n  - **No:** \(prose.trigger(reject.trigger, when: reject.when).quoted): "
      item += "\(prose.outcome(reject.outcome))." + filledIn(prose.required(by: reject), prose)
    }
    return item
  }

  private func dayOff(_ part: RoleCard) -> [Markdown] {
    let things = part.prose.noun.plural
    let rules = part.absenceRules
    var items = part.whileAway + rules
    if !part.regular.isEmpty {
      items.append(
        rules.isEmpty
          ? "Your \(things) stay yours, and their clocks run on."
          : "Until that happens your \(things) stay yours, and their clocks run on.")
    }
    return items
  }
}
