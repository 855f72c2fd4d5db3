import RoeMachine

extension Proof {
  /// What a proof takes for granted besides the rules.
  package enum Assumption: Hashable, Sendable {
    /// What the figures on silence need, or promises and ways round that ask for the same.
    case silence(SilenceAssumption)
    /// What stands under “assume” holds; by id.
    case factsHold([String])
    /// The promises on owners that ask for fields which people may change later, by id, are about whom
    /// the rules name.
    case promisesHoldWhenNamed([String])
    /// Fields that alone say who gets a lead, or is asked to take it, by id, name somebody else.
    case fieldsNameSomebodyElse([String])
    /// Nobody empties the fields, by id, that a state asks for to which a clock leads.
    case fieldsAreKept([String])
    /// While one is asked after another nothing gives the lead to whoever is asked next.
    case ownerStaysWhileAsked
    /// Events, by id, that other records send by themselves neither take a lead round nor put off a
    /// call.
    case recordsLeaveOneAnotherAlone([String])
    /// Nobody leaves who has leads.
    case nobodyLeaves
    /// No event brings along other fields than it carries, with which two rules would fight.
    case eventsBringWhatTheyCarry
    /// Whoever may own only so many leads has room for one more.
    case everybodyHasRoom
    /// Everything happens before the first of the calendars ends in which clocks count, milliseconds
    /// UTC.
    case calendarsLast(until: Int)
  }
}

extension Compilation {
  /// What the proof of these rules takes for granted, in the order in which it is told.
  var assumptions: [Proof.Assumption] {
    let lifecycles = machine.lifecycles
    func some(_ ids: [String], _ assumption: ([String]) -> Proof.Assumption) -> Proof.Assumption? {
      ids.isEmpty ? nil : assumption(ids)
    }
    return silenceAssumptions.map(Proof.Assumption.silence)
      + [
        some(lifecycles.flatMap(\.assumptions).map(\.id), Proof.Assumption.factsHold),
        some(lifecycles.flatMap(\.promisesWhenNamed), Proof.Assumption.promisesHoldWhenNamed),
        some(lifecycles.flatMap(\.fieldsNaming), Proof.Assumption.fieldsNameSomebodyElse),
        some(lifecycles.flatMap(\.fieldsKept), Proof.Assumption.fieldsAreKept),
        lifecycles.contains(where: \.mayHandOverWhileAsking) ? .ownerStaysWhileAsked : nil,
        some(machine.eventsSentInSilence, Proof.Assumption.recordsLeaveOneAnotherAlone),
        lifecycles.allSatisfy(\.handlesLeavers) ? nil : .nobodyLeaves,
        lifecycles.contains(where: \.trustsWhatEventsCarry) ? .eventsBringWhatTheyCarry : nil,
        lifecycles.flatMap(\.states).contains { $0.capPerOwner != nil } ? .everybodyHasRoom : nil,
        calendarsEnd.map(Proof.Assumption.calendarsLast),
      ].compactMap(\.self)
  }

  /// A promise about owners is kept, and a way round comes to its end with somebody, with the people
  /// of the present roster.
  private var silenceAssumptions: [SilenceAssumption] {
    var all = Set(silences.flatMap(\.assumptions))
    let isAboutOwners = machine.lifecycles.flatMap(\.promises).contains { $0.claim.isAboutOwners }
    if isAboutOwners || !handingCycles(atWork: true).isEmpty { all.insert(.theRosterStaysAsItIs) }
    return all.sorted()
  }

  private var calendarsEnd: Int? {
    machine.lifecycles.flatMap(\.clocks).flatMap { $0.calendars(of: machine) }
      .map { machine.calendars[$0].span.upperBound }.min()
  }
}

extension Promise.Claim {
  fileprivate var isAboutOwners: Bool {
    switch self {
    case .ownedBy, .neverOwnedBy: true
    case .neverIn, .calledWithin: false
    }
  }
}

extension Lifecycle {
  fileprivate var promisesWhenNamed: [String] {
    promises.filter { promise in
      promise.claim.isAboutOwners && !promise.when.fields(definitions).allSatisfy(isLasting)
    }.map(\.id)
  }

  fileprivate var fieldsKept: [String] {
    let lacking = clocks.refs.flatMap { clock in
      clocks[clock].rungs.indices.flatMap { fieldsLacking(at: $0, of: clock) }
    }
    return Set(lacking).sorted().map { fields[$0].id }
  }

  fileprivate var fieldsNaming: [String] {
    let asked = outcomes.flatMap(\.actions).compactMap { action in
      if case .ask(let chain) = action { chain } else { nil }
    }
    let routed = tables.flatMap(\.routes).compactMap { route in
      if case .owner(let chain) = route { chain } else { nil }
    }
    let naming = (states.map(\.owner) + outcomes.compactMap(\.owner) + asked + routed).flatMap {
      chain in
      let named = chain.compactMap { if case .field(let field) = $0 { field } else { nil } }
      return named.count == chain.count ? named : []
    }
    return Set(naming).sorted().map { fields[$0].id }
  }
}

extension Lifecycle {
  /// Whether the owner of a lead may change while one is asked after another.
  fileprivate var mayHandOverWhileAsking: Bool {
    states.refs.contains { ref in
      let running = (states[ref].clocks + states[ref].carries).map { clocks[$0] }
      let rungs = running.flatMap(\.rungs).map(\.outcome)
      guard rungs.contains(where: \.asksSomebody) else { return false }
      let moves = moves.filter { $0.from.contains(ref) }.map(\.outcome)
      return (rungs + moves).contains { $0.to == nil && $0.owner.map { $0 != [.keep] } ?? false }
    }
  }
}

extension Machine {
  /// The events that rules send to other records while nobody does anything, where a rule hears them.
  fileprivate var eventsSentInSilence: [String] {
    struct Sent: Hashable {
      let lifecycle: String
      let event: String
    }
    func hears(_ move: Move, _ lifecycle: Lifecycle, _ sent: Set<Sent>) -> Bool {
      guard case .event(let event) = move.trigger else { return false }
      return sent.contains(Sent(lifecycle: lifecycle.id, event: lifecycle.events[event].id))
    }
    var sent: Set<Sent> = []
    var count = -1
    while sent.count > count {
      count = sent.count
      for lifecycle in lifecycles {
        let moves = lifecycle.moves.filter {
          $0.trigger == .watch || hears($0, lifecycle, sent)
        }
        let outcomes = lifecycle.clocks.flatMap(\.rungs).map(\.outcome) + moves.map(\.outcome)
        for case .send(let event, let link) in outcomes.flatMap(\.actions) {
          sent.insert(Sent(lifecycle: lifecycle.links[link].lifecycle, event: event))
        }
      }
    }
    let heard = lifecycles.flatMap { lifecycle in
      lifecycle.events.filter { event in
        sent.contains(Sent(lifecycle: lifecycle.id, event: event.id))
          && lifecycle.moves.contains { move in
            if case .event(let ref) = move.trigger {
              lifecycle.events[ref].id == event.id
            } else {
              false
            }
          }
      }.map(\.id)
    }
    return Set(heard).sortedByBytes()
  }
}
