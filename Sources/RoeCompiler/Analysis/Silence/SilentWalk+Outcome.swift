import RoeLogic
import RoeMachine

/// What steps do, and where they lead: schema/machine.md, 5.8 to 5.11, when nobody acts.
extension SilentWalk {
  /// The lead after all moves that it makes of its own accord.
  mutating func settled(_ lead: SilentLead) -> [SilentLead] {
    var done: [SilentLead] = []
    var open = [(lead, 0)]
    while let (lead, count) = open.popLast() {
      var waiting = [lead]
      if lead.end != nil || model.watches[Int(lead.state.offset)].isEmpty {
        done.append(lead)
        continue
      }
      if done.count + open.count > Self.mostRuns {
        done.append(givenUp(lead, in: lead.state))
        continue
      }
      for ref in model.watches[Int(lead.state.offset)] {
        if model.targets[Int(ref.offset)] == .state(lead.state) { continue }
        let condition = model.moveGuards[Int(ref.offset)]
        if waiting.allSatisfy({ condition.truth(in: $0.box) == false }) { continue }
        let parts = waiting.flatMap { decided(condition, $0) }
        waiting = parts.filter { !$0.1 }.map(\.0)
        for case (var moved, true) in parts {
          moved.note(SilentStep(at: 0, clock: nil, rung: 0, state: lead.state))
          if count > 30 {
            // It would go round at one instant, and the machine ends that in lost and found.
            moved.rest()
            done.append(moved)
          } else {
            let outcome = lifecycle.moves[ref].outcome
            open += carriedOut(moved, outcome, firing: nil).map { ($0, count + 1) }
          }
        }
        if waiting.isEmpty { break }
      }
      done += waiting
    }
    return done
  }

  mutating func carriedOut(
    _ lead: SilentLead, _ outcome: Outcome, firing: Ref<Clock>?
  ) -> [SilentLead] {
    var leads = [lead]
    for action in outcome.actions {
      leads = each(of: leads) { $0.acted($1, action) }
    }
    guard let target = outcome.to else {
      guard let chain = outcome.owner else { return leads }
      return each(of: leads) { $0.assigned($1, chain, firing) }
    }
    return each(of: leads) { walk, lead in
      switch target {
      case .state(let state): return walk.entered(lead, state, outcome.owner, firing)
      case .previous:
        let isKnown = lead.previous != nil
        let states =
          lead.previous.map { [$0] } ?? walk.model.predecessors[Int(lead.state.offset)]
        let open = states.filter { walk.lifecycle.states[$0].kind != .closed }
        var lead = lead
        if !isKnown {
          lead.isExact = lead.isExact && open.isEmpty
          if lead.hits.rested == nil { lead.isBlurred = true }
        }
        if open.isEmpty { return [walk.lost(lead)] }
        return open.flatMap { walk.entered(lead, $0, outcome.owner, firing) }
      }
    }
  }

  /// Lost and found has a keeper, who is called.
  func lost(_ lead: SilentLead) -> SilentLead {
    var lead = lead
    if let state = lifecycle.lostAndFound, !lead.steps.isEmpty {
      lead.steps[lead.steps.count - 1].step.state = state
    }
    lead.rest()
    return lead
  }

  // MARK: Actions

  private mutating func acted(_ lead: SilentLead, _ action: Action) -> [SilentLead] {
    if lead.end != nil { return [lead] }
    var lead = lead
    switch action {
    case .remind(let source):
      switch reach(source, lead) {
      case .nobody: break
      case .unsure: lead.isExact = false
      case .owner, .other: lead.hitCall(escalates: false)
      }
    case .notify(let source):
      // Once somebody else has been called, it does not matter whom this reaches.
      return (lead.hits.escalated == nil ? lead.parted { $0 == source } : [lead]).map { lead in
        var lead = lead
        switch reach(source, lead) {
        case .nobody: break
        case .unsure: lead.isExact = false
        case .owner: lead.hitCall(escalates: false)
        case .other: lead.hitCall(escalates: true)
        }
        return lead
      }
    case .set(let field, let value):
      if let (place, image) = model.space.image(ofSetting: field, to: value) {
        lead.write(place, image)
      }
    case .add(let field, let count):
      guard case .counter(let most) = lifecycle.fields[field].type,
        let (place, image) = model.space.image(ofAdding: count, to: field, most: most)
      else { break }
      lead.write(place, image)
    case .send: break
    case .ask(let chain):
      return parted(lead, for: chain).map { lead in
        let found = answers(chain, lead, asksSomebodyNew: true).contains {
          if case .person = $0 { true } else { false }
        }
        if !found { return lost(lead) }
        var lead = lead
        lead.hitCall(escalates: true)
        lead.asked = min(lead.asked + 1, model.isAnonymous ? 1 : SilentModel.mostRounds)
        return lead
      }
    case .start(let clock): return arm(clock, lead)
    case .stop(let clock): lead.running.removeAll { $0.clock == clock }
    }
    return [lead]
  }

  private enum Reach {
    case nobody, owner, other
    /// Somebody else, or nobody: whoever has the lead may lack them.
    case unsure
  }

  /// Whom a message is sure to reach.
  private mutating func reach(_ source: OwnerSource, _ lead: SilentLead) -> Reach {
    let isOwned = lead.holder.isOwner
    switch source {
    case .keep: return isOwned ? .owner : .nobody
    case .asked: return lead.asked > 0 ? .owner : .nobody
    case .person, .role:
      assumptions.insert(.namedPersonsAreThere)
      return lead.holder.isNamed(by: source) ? .owner : .other
    case .queue(let queue):
      return model.machine.queues[queue].steward == nil ? .nobody : .other
    case .pool(let pool): return model.machine.pools[pool].steward == nil ? .nobody : .other
    case .managerOfOwner:
      if !isOwned { return .nobody }
      if model.mayBeOneOf(model.brought?.unmanaged, lead) { return .unsure }
      assumptions.insert(.everybodyHasAManager)
      return .other
    case .backupOfOwner:
      if !isOwned { return .nobody }
      if model.mayBeOneOf(model.brought?.unbacked, lead) { return .unsure }
      assumptions.insert(.everybodyHasABackup)
      return .other
    case .field, .previous, .actor, .coverOfOwner, .table, .nextInPool, .nobody: return .nobody
    }
  }

  // MARK: Entering

  /// - Parameter path: the states that have been asked for their own answer, and have sent the lead on;
  ///   nil where none has.
  private mutating func entered(
    _ lead: SilentLead, _ state: Ref<State>, _ chain: OwnerChain?, _ firing: Ref<Clock>?,
    path: [Ref<State>]? = nil
  ) -> [SilentLead] {
    var lead = lead
    if path == nil { redirected = [] }
    let asked = (path ?? []) + (chain == nil ? [state] : [])
    let target = lifecycle.states[state]
    // Of those whom a table sends on nothing is required.
    for field in target.requires where path == nil {
      // Where it has none, the lead is lost, which ends every wait.
      if presence(field).truth(in: lead.box) == false { return [lost(lead)] }
    }
    lead.running.removeAll { !target.carries.contains($0.clock) }
    lead.rounds.removeAll { !target.carries.contains($0) }
    lead.repeated = lead.repeated.filter { target.carries.contains($0.key) }
    lead.previous = lead.state
    lead.state = state
    lead.beganAtRest = false
    lead.entered = lead.now
    if !lead.steps.isEmpty { lead.steps[lead.steps.count - 1].step.state = state }
    if target.kind == .closed || target.kind == .lostAndFound { return [lost(lead, in: state)] }
    return parted(lead, for: chain ?? target.owner).flatMap { lead in
      owned(lead, by: chain ?? target.owner, firing, asked)
    }
  }

  /// A lead that has just entered a state, with whoever owns it there.
  private mutating func owned(
    _ lead: SilentLead, by chain: OwnerChain, _ firing: Ref<Clock>?, _ path: [Ref<State>]
  ) -> [SilentLead] {
    var lead = lead
    let (ref, state) = (lead.state, lifecycle.states[lead.state])
    var leads: [SilentLead] = []
    let found = chain.isEmpty ? [.unchanged] : answers(chain, lead)
    // Which row of a table answers is not looked at, where it makes a difference.
    if found.count > 1, found.contains(where: \.isState) { lead.isExact = false }
    for answer in found {
      switch answer {
      case .state(let next):
        if path.contains(next) {
          // The table would say the same once more, and the machine ends that in lost and found.
          leads.append(lost(lead))
        } else if redirected.insert(Redirection(lead, to: next)).inserted {
          leads += entered(lead, next, nil, firing, path: path)
        }
      case .none: leads.append(lost(lead))
      default: break
      }
    }
    leads += changed(lead, found, firing)
    return each(of: leads) { walk, lead in
      if lead.state != ref { return [lead] }
      var lead = lead
      if state.kind != .pending { lead.asked = 0 }
      if lead.running.isEmpty, lead.rounds.isEmpty, !walk.goesOn(lead) {
        lead.end = .node(walk.node(of: lead))
        return [lead]
      }
      return walk.armed(lead)
    }
  }

  private func lost(_ lead: SilentLead, in state: Ref<State>) -> SilentLead {
    var lead = lead
    lead.state = state
    lead.rest()
    return lead
  }

  private func node(of lead: SilentLead) -> SilentNode {
    var box = model.space.everything
    for (place, isNeeded) in model.needs[Int(lead.state.offset)].enumerated() where isNeeded {
      box.masks[place] = lead.box.masks[place]
    }
    return SilentNode(
      state: lead.state, box: box, holder: model.holder(lead.holder, in: lead.state),
      previous: model.asksForPrevious ? lead.previous : nil, asked: lead.asked, arrival: .followed)
  }
}
