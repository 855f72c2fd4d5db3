import RoeMachine

/// Who may own a lead when nobody acts, and people are no more helpful than the rules promise:
/// schema/machine.md, 5.10.
extension SilentWalk {
  enum Answer: Equatable {
    case person(OwnerSource)
    case nobody
    case state(Ref<State>)
    /// Nobody was found.
    case none
    case unchanged

    var isState: Bool { if case .state = self { true } else { false } }
  }

  /// All answers that a chain may give; losing the lead is left out where there is another one,
  /// since it ends every wait.
  mutating func answers(
    _ chain: OwnerChain, _ lead: SilentLead, asksSomebodyNew: Bool = false
  ) -> [Answer] {
    var found: [Answer] = []
    var isSure = false
    for source in chain {
      let (answers, ends) = ask(source, lead, asksSomebodyNew)
      for answer in answers where !found.contains(answer) { found.append(answer) }
      if ends {
        isSure = true
        break
      }
    }
    if found.isEmpty, !isSure { return [.none] }
    return found
  }

  /// The answers of one source, and whether it is sure to answer.
  private mutating func ask(
    _ source: OwnerSource, _ lead: SilentLead, _ asksSomebodyNew: Bool,
    path: [Ref<RoutingTable>] = []
  ) -> ([Answer], Bool) {
    let isOwned = lead.holder.isOwner
    // Who has no room for more is passed over.
    let hasRoom = lifecycle.states[lead.state].capPerOwner == nil
    switch source {
    case .person, .role:
      assumptions.insert(.namedPersonsAreThere)
      return ([.person(source)], hasRoom)
    case .field, .previous: return ([.person(source)], false)
    case .queue(let queue):
      if model.machine.queues[queue].steward == nil { return ([], false) }
      assumptions.insert(.namedPersonsAreThere)
      return ([.person(source)], hasRoom)
    case .pool(let ref):
      let pool = model.machine.pools[ref]
      if isSure(pool, passingOver: asksSomebodyNew ? lead.asked + 1 : 0) {
        return ([.person(source)], true)
      }
      return ([.person(source)], pool.steward != nil && !asksSomebodyNew)
    case .nextInPool:
      guard case .owner(let sources) = lead.holder, let site = sources.first else {
        return ([.person(.nextInPool)], false)
      }
      guard case .pool = site else { return ([], false) }
      return ([.person(.nextInPool)], isSure(site, lead))
    case .table(let ref):
      // A table that is asked while it is being asked has no answer.
      if path.contains(ref) { return ([], false) }
      var found: [Answer] = []
      var isSure = true
      for route in model.routes[Int(ref.offset)] {
        switch route {
        case .state(let state):
          if !found.contains(.state(state)) { found.append(.state(state)) }
        case .next: isSure = false
        case .owner(let chain):
          var ends = false
          for inner in chain {
            let (answers, sure) = ask(inner, lead, asksSomebodyNew, path: path + [ref])
            for answer in answers {
              var answer = answer
              // The table as a whole is where the owner was found: it will say the same again.
              if case .person(let inner) = answer {
                if case .pool = inner {} else { answer = .person(source) }
              }
              if !found.contains(answer) { found.append(answer) }
            }
            ends = ends || sure
            if sure { break }
          }
          isSure = isSure && ends
        }
      }
      // Whoever it may name is not told apart by its pools.
      if case .somebody(let ways) = lead.holder, ways.contains(source),
        !found.contains(.person(source))
      {
        found.append(.person(source))
      }
      return (found, isSure)
    case .keep: return isOwned ? ([.unchanged], !asksSomebodyNew) : ([], false)
    case .actor: return ([], false)
    case .asked: return lead.asked > 0 ? ([.person(.asked)], false) : ([], false)
    case .managerOfOwner:
      if isOwned { assumptions.insert(.everybodyHasAManager) }
      return isOwned ? ([.person(source)], hasRoom) : ([], false)
    case .backupOfOwner:
      if isOwned { assumptions.insert(.everybodyHasABackup) }
      return isOwned ? ([.person(source)], hasRoom) : ([], false)
    case .coverOfOwner: return isOwned ? ([.person(source)], false) : ([], false)
    case .nobody: return ([.nobody], true)
    }
  }

  /// Whether a pool has somebody to give even if as few are there as the rules promise.
  private mutating func isSure(_ pool: Pool, passingOver count: Int) -> Bool {
    let isSure = pool.isSure(passingOver: count)
    if isSure { assumptions.insert(.poolsKeepTheirMinimum) }
    return isSure
  }

  /// The same leads, told apart by whether there is a next one in the pool of the owner.
  mutating func parted(_ lead: SilentLead, for chain: OwnerChain) -> [SilentLead] {
    guard chain.contains(where: model.looksForNext) else { return [lead] }
    if case .somebody = lead.holder {
      // Whether it was a pool that gave them the lead is not known.
      var lead = lead
      lead.isExact = false
      return [lead]
    }
    var parts = lead.parted { if case .pool = $0 { true } else { false } }
    if let pools = parts.first { parts[0...0] = pools.parted { self.isSure($0, lead) }[...] }
    return parts
  }

  /// Whether the pool in which somebody was found has another one to give.
  private mutating func isSure(_ source: OwnerSource, _ lead: SilentLead) -> Bool {
    guard case .pool(let pool) = source else { return false }
    return isSure(model.machine.pools[pool], passingOver: lead.asked + 1)
  }

  // MARK: Changing the owner

  mutating func assigned(
    _ lead: SilentLead, _ chain: OwnerChain, _ firing: Ref<Clock>?
  ) -> [SilentLead] {
    if lead.end != nil { return [lead] }
    return parted(lead, for: chain).flatMap { lead in
      let found = answers(chain, lead)
      return found.flatMap { answer -> [SilentLead] in
        switch answer {
        case .state(let state):
          return carriedOut(lead, Outcome(to: .state(state)), firing: firing)
        case .none: return [lost(lead)]
        default: return []
        }
      } + changed(lead, found, firing)
    }
  }

  /// The lead after those answers that leave it where it is.
  mutating func changed(
    _ lead: SilentLead, _ answers: [Answer], _ firing: Ref<Clock>?
  ) -> [SilentLead] {
    var result: [SilentLead] = []
    var named: [OwnerSource] = []
    for answer in answers {
      switch answer {
      case .state, .none: continue
      case .unchanged: result.append(lead)
      case .nobody: result += released(lead, firing)
      case .person(let source): named.append(source)
      }
    }
    for (lead, isSame) in told(lead, named) {
      if isSame {
        result.append(lead)
        continue
      }
      if let same = kept(lead, named, firing) { result.append(same) }
      result += handedOn(lead, named, firing)
    }
    return result
  }

  /// The leads, told apart by whether another rule names the one again who has them.
  private mutating func told(
    _ lead: SilentLead, _ named: [OwnerSource]
  ) -> [(SilentLead, Bool)] {
    let sources: [OwnerSource]
    switch lead.holder {
    case .owner(let ways): sources = ways
    // Other ways to name them are known.
    case .somebody(let ways): sources = ways.filter(\.isPerson)
    case .nobody, .unowned: return [(lead, false)]
    }
    if lead.hits.escalated != nil { return [(lead, false)] }
    var result: [(SilentLead, Bool)] = []
    var others = [lead]
    for source in sources {
      for next in named where next != source {
        guard let condition = model.sameOwner[.init(source, next)]?.when else { continue }
        let parts = others.flatMap { decided(condition, $0) }
        others = []
        for (var part, isSame) in parts {
          if isSame {
            if case .owner = part.holder { part.holder = .owner([source]) }
            result.append((part, true))
          } else {
            others.append(part)
          }
        }
      }
    }
    return result + others.map { ($0, false) }
  }

  /// Whether it is known for which leads the owner is named again by another rule.
  private func isKnown(_ next: OwnerSource, after holder: Holder) -> Bool {
    guard case .owner(let sources) = holder, !sources.isEmpty else { return false }
    return sources.allSatisfy { $0 == next || model.sameOwner[.init($0, next)]?.isAll ?? false }
  }

  private mutating func released(_ lead: SilentLead, _ firing: Ref<Clock>?) -> [SilentLead] {
    if lead.holder == .nobody { return [lead] }
    var lead = lead
    if !model.isAnonymous { lead.holder = .nobody }
    lead.assigned = lead.rounds.contains(where: namesOwners) ? nil : lead.now
    return restarted(lead, firing)
  }

  /// The leads whose owner may be named once more: the same rule names the same person.
  private func kept(
    _ lead: SilentLead, _ named: [OwnerSource], _ firing: Ref<Clock>?
  ) -> SilentLead? {
    var lead = lead
    if case .somebody(let ways) = lead.holder {
      let same = named.filter(ways.contains)
      if same.isEmpty { return nil }
      // For which leads a large table names them is not told apart.
      if same.allSatisfy(\.isTable) { lead.isExact = false }
      if lead.hits.escalated != nil { lead.holder = .owner([]) }
      return lead
    }
    guard case .owner(let sources) = lead.holder else { return nil }
    if sources.isEmpty {
      if named.isEmpty || !restartable(lead, firing) { return nil }
      // It may be the same person all along.
      lead.isExact = false
      return lead
    }
    let same = sources.filter { $0.isStanding && named.contains($0) }
    if same.isEmpty { return nil }
    lead.holder = .owner(lead.hits.escalated == nil ? same : [])
    return lead
  }

  /// The leads that somebody else gets. Once somebody else has been called, it does not matter any
  /// more who that was, so that one stands for all.
  private mutating func handedOn(
    _ lead: SilentLead, _ named: [OwnerSource], _ firing: Ref<Clock>?
  ) -> [SilentLead] {
    let others = named.filter { source in
      if case .somebody(let ways) = lead.holder {
        let isAlone = source.isPerson || model.brought?.single.contains(source) ?? false
        return !ways.contains(source) || !isAlone
      }
      guard source.isStanding, lead.holder == .owner([source]) else { return true }
      // A pool may pick another one, or the same one again.
      guard case .pool = source else { return false }
      return restartable(lead, firing)
    }
    if others.isEmpty { return [] }
    for source in others where !isKnown(source, after: lead.holder) {
      // Those who may be named again are followed by themselves.
      if model.brought?.areFollowed(source, after: lead.holder) ?? false {
        if lead.hits.escalated == nil, !lead.holder.isPerson || !source.isPerson {
          assumptions.insert(.theRosterStaysAsItIs)
        }
        continue
      }
      switch source {
      case .nextInPool, .asked, .previous: break
      case .table, .pool:
        // Of the same group it may be the same one again, which is followed.
        if case .owner(let sources) = lead.holder, sources.contains(source) { continue }
        assumptions.insert(.theNextOneIsSomebodyElse)
      default: assumptions.insert(.theNextOneIsSomebodyElse)
      }
    }
    var lead = lead
    if lead.hits.escalated != nil, lead.holder.isOwner, restartable(lead, firing) {
      // It may be the one again who has been named last, for whom nothing begins again.
      lead.isExact = false
    }
    lead.holder = .owner([])
    lead.hitCall(escalates: true)
    if lead.hits.owned == nil { lead.hits.owned = lead.now }
    lead.changesOwner = true
    lead.assigned = lead.rounds.contains(where: namesOwners) ? nil : lead.now
    return restarted(lead, firing)
  }

  private func restartable(_ lead: SilentLead, _ firing: Ref<Clock>?) -> Bool {
    lead.running.contains { begins(again: $0, firing) }
  }

  /// Whether others get the lead when a clock rings.
  func namesOwners(_ clock: Ref<Clock>) -> Bool {
    lifecycle.clocks[clock].rungs.contains { $0.outcome.owner ?? [.keep] != [.keep] }
  }

  private func begins(again running: SilentClock, _ firing: Ref<Clock>?) -> Bool {
    running.clock != firing && lifecycle.clocks[running.clock].restarts ?? 0 > running.restarts
  }

  /// The lead with those clocks begun anew that do so with another owner, in whichever hours these
  /// then count.
  private mutating func restarted(_ lead: SilentLead, _ firing: Ref<Clock>?) -> [SilentLead] {
    let anew = lead.running.filter { begins(again: $0, firing) }
    let ownersCount = anew.contains { lifecycle.clocks[$0.clock].hours == .owner }
    return (ownersCount ? calendars(of: .owner, lead) : [(lead, nil)]).flatMap { lead, calendar in
      var leads = [lead]
      for running in anew {
        let hours = lifecycle.clocks[running.clock].hours
        leads = leads.flatMap { lead in
          // One person has one calendar.
          (hours == .owner ? [(lead, calendar)] : calendars(of: hours, lead)).map {
            lead, calendar in
            var lead = lead
            run(
              &lead, running.clock, lead.now, 0, calendar, running.restarts + 1,
              isLate: lead.isLate, field: nil)
            return lead
          }
        }
      }
      return leads
    }
  }
}

extension OwnerSource {
  fileprivate var isTable: Bool { if case .table = self { true } else { false } }

  /// Whether the source names the same person as long as nobody acts.
  fileprivate var isStanding: Bool {
    switch self {
    case .person, .role, .field, .queue, .table, .pool: true
    default: false
    }
  }
}
