import RoeMachine

extension Prose {
  /// Who owns a lead, in the order in which they are tried.
  func owner(_ chain: OwnerChain) -> String {
    chain.enumerated().map { place, source in
      if place == 0 { return self.source(source) }
      if source == .keep {
        return isToOwner ? ", or else it stays yours" : ", or else it stays with its owner"
      }
      return ", or else \(self.source(source))"
    }.joined()
  }

  func source(_ source: OwnerSource) -> String {
    switch source {
    case .person(let person): names.person(person)
    case .role(let role): "the \(names.role(machine.roles[role].id))"
    case .field(let field): "the \(self.field(field)) on the record"
    case .pool(let pool):
      switch machine.pools[pool].pick {
      case .roundRobin: nextOf(names.pool(pool))
      case .byHash: "one of \(names.pool(pool)), always the same for the same lead"
      }
    case .queue(let queue): queueOwner(queue)
    case .table(let table): "whoever the table \(self.table(table)) names"
    case .keep: isToOwner ? "you, if it is yours" : "whoever owns it already"
    case .previous: "the owner before"
    case .actor: "whoever did it"
    case .asked: "the person asked to accept"
    case .managerOfOwner: isToOwner ? "your manager" : "the owner’s manager"
    case .backupOfOwner: isToOwner ? "your backup" : "the owner’s backup"
    case .coverOfOwner: isToOwner ? "whoever covers for you" : "whoever covers for the owner"
    case .nextInPool:
      "the next person of the pool that gave it to \(isToOwner ? "you" : "the owner")"
    case .nobody: "nobody, on purpose"
    }
  }

  /// Pools are often called `SDRs in turn` already.
  private func nextOf(_ pool: String) -> String {
    pool.lowercased().contains("turn") ? "the next of \(pool)" : "the next in turn of \(pool)"
  }

  private func queueOwner(_ queue: Ref<Queue>) -> String {
    let name = names.queue(queue)
    guard let steward = machine.queues[queue].steward else { return "the steward of \(name)" }
    return "\(names.person(steward)), who looks after \(name)"
  }

  /// What an outcome does, one sentence part for each thing, in order.
  func steps(_ outcome: Outcome) -> [String] {
    var steps = outcome.actions.map(action)
    switch (outcome.to, outcome.owner) {
    case (.state(let state)?, let owner?):
      steps.append("the \(noun) goes to \(self.state(state)), \(ownership(owner))")
    case (.state(let state)?, nil): steps.append("the \(noun) goes to \(self.state(state))")
    case (.previous?, let owner):
      let rest = owner.map { ", \(ownership($0))" } ?? ""
      steps.append("the \(noun) goes back to the state it came from\(rest)")
    case (nil, let owner?): steps.append(takeover(owner))
    case (nil, nil): break
    }
    return steps
  }

  func outcome(_ outcome: Outcome) -> String {
    let steps = steps(outcome)
    return steps.isEmpty ? "nothing else changes" : steps.joined(separator: "; ")
  }

  private func ownership(_ chain: OwnerChain) -> String {
    switch chain {
    case [.keep]: isToOwner ? "and stays yours" : "with the same owner"
    case [.nobody]: "where nobody owns it, on purpose"
    default: "owned by \(owner(chain))"
    }
  }

  private func takeover(_ chain: OwnerChain) -> String {
    switch chain {
    case [.keep]: isToOwner ? "it stays yours" : "the owner stays"
    case [.nobody]: "nobody owns the \(noun) any more, on purpose"
    default: "the \(noun) passes to \(owner(chain))"
    }
  }

  private func action(_ action: Action) -> String {
    switch action {
    case .remind(let source): "\(isBeing(source)) reminded"
    case .notify(let source): "\(isBeing(source)) told"
    case .set(let field, .missing): "\(self.field(field)) is cleared"
    case .set(let field, let value):
      "\(self.field(field)) becomes \(self.value(value, of: field))"
    case .add(let field, let n): "\(self.field(field)) goes up by \(n)"
    case .send(let event, let link): sending(event, link)
    case .ask(let chain): "\(owner(chain))\(chain.count > 1 ? "," : "") is asked to accept"
    case .start(let clock): "the clock “\(self.clock(clock))” starts"
    case .stop(let clock): "the clock “\(self.clock(clock))” stops"
    }
  }

  private func isBeing(_ source: OwnerSource) -> String {
    let name = person(source)
    return name == "you" ? "you are" : "\(name) is"
  }

  /// A source as somebody who can be told something.
  func person(_ source: OwnerSource) -> String {
    switch source {
    case .keep: isToOwner ? "you" : "the owner"
    case .pool(let pool):
      machine.pools[pool].steward.map(names.person) ?? "the steward of \(names.pool(pool))"
    case .queue(let queue):
      machine.queues[queue].steward.map(names.person) ?? "the steward of \(names.queue(queue))"
    default: self.source(source)
    }
  }

  private func sending(_ event: String, _ link: Ref<Link>) -> String {
    let link = lifecycle.links[link]
    return "“\(event.asWords)” is sent to the \(link.id.asWords)"
  }
}

extension Prose {
  /// The first choice of an owner in few words, as a picture has room for.
  func briefly(_ chain: OwnerChain) -> String {
    switch chain.first {
    case nil, .keep?: "as before"
    case .table?: byTables(chain)
    case .pool(let pool)?: names.pool(pool)
    case .queue(let queue)?:
      machine.queues[queue].steward.map(names.person) ?? names.queue(queue)
    case .asked?: "whoever accepts"
    case let source?: self.source(source)
    }
  }

  /// `by the tables Named accounts and Inbound`: all that are asked before anybody is named.
  private func byTables(_ chain: OwnerChain) -> String {
    var tables: [String] = []
    for source in chain {
      guard case .table(let table) = source else { break }
      tables.append(self.table(table))
    }
    return "by the table\(tables.count == 1 ? "" : "s") \(listed(tables, "and"))"
  }
}
