/// Drives many leads of all lifecycles in virtual time, and delivers what they send to one another.
///
/// It stores nothing: a host that keeps leads elsewhere can do the same with `Interpreter` alone.
public struct Driver: Sendable {
  public let interpreter: Interpreter
  public internal(set) var roster: RosterState
  public private(set) var leads: [Configuration] = []
  private var places: [String: Int] = [:]
  private var seen: Set<InputName> = []
  private var timers = TimerQueue()

  /// An input's identity.
  private struct InputName: Hashable {
    var lead: String
    var key: String
  }

  public init(_ interpreter: Interpreter) {
    self.interpreter = interpreter
    roster = interpreter.rosterState()
  }

  /// A lead as it stands; nil when there is none of this id.
  public func lead(_ id: String) -> Configuration? { places[id].map { leads[$0] } }

  /// Takes over a lead whose history began elsewhere.
  public mutating func adopt(_ lead: Configuration) {
    if let place = places[lead.lead] {
      leads[place] = lead
    } else {
      places[lead.lead] = leads.count
      leads.append(lead)
    }
    queue(lead.lead)
  }

  /// Fires what is decided before the input was received, then applies it; one whose key the
  /// lead has had already does nothing.
  ///
  /// Inputs are to be submitted in the order of (received, occurred, key, lead).
  public mutating func submit(_ input: Input) -> [Decision] {
    guard seen.insert(InputName(lead: input.lead, key: input.key)).inserted else { return [] }
    var decisions = fire(before: input.received, limit: .max)
    deliver(input, &decisions)
    return decisions
  }

  /// Fires every clock that is decided before an instant.
  public mutating func advance(to instant: Int, limit: Int = .max) -> [Decision] {
    fire(before: instant, limit: limit)
  }

  /// Fires every clock that is decided before or at an instant.
  public mutating func close(at instant: Int, limit: Int = .max) -> [Decision] {
    fire(before: instant.saturating(plus: 1), limit: limit)
  }

  /// Tells every lead that a person owns about the person, by an event such as `owner_absent`;
  /// leads whose lifecycle does not declare the event hear nothing.
  public mutating func tellLeads(
    ownedBy person: Ref<Roster.Member>, event: String, at instant: Int
  ) -> [Decision] {
    var decisions = fire(before: instant, limit: .max)
    let owned = leads.filter { $0.owner == person }.map(\.lead).sorted { $0.precedes($1) }
    for id in owned {
      guard let lead = lead(id), lead.owner == person else { continue }
      let plan = interpreter.plan.lifecycles[Int(lead.lifecycle.offset)]
      guard let declared = plan.events[event] else { continue }
      let key = "\(interpreter.roster.people[person].id)#\(event)#\(instant)"
      guard seen.insert(InputName(lead: id, key: key)).inserted else { continue }
      deliver(
        Input(
          lead: id, lifecycle: lead.lifecycle, key: key, occurred: instant, received: instant,
          actor: .system, event: .declared(declared)), &decisions)
    }
    return decisions
  }

  /// The instant at which the next clock is decided; nil when none runs.
  public mutating func nextInstant() -> Int? {
    dropOutdated()
    return timers.first?.timer.at
  }

  // MARK: Timers

  private mutating func fire(before instant: Int, limit: Int) -> [Decision] {
    var decisions: [Decision] = []
    var fired = 0
    while fired < limit {
      dropOutdated()
      guard let next = timers.first, next.timer.at < instant else { break }
      timers.removeFirst()
      let made = interpreter.close(
        &leads[next.place], &roster, at: next.timer.at, limit: 1)
      fired += 1
      queue(next.lead)
      decisions += made
      deliverSends(of: made, &decisions)
    }
    return decisions
  }

  /// A lead's earlier entries go when they come up: only the present one still fits.
  private mutating func dropOutdated() {
    while let first = timers.first, interpreter.nextTimer(of: leads[first.place]) != first.timer {
      timers.removeFirst()
    }
  }

  private mutating func queue(_ lead: String) {
    guard let place = places[lead], let timer = interpreter.nextTimer(of: leads[place]) else {
      return
    }
    timers.insert(TimerQueue.Entry(timer: timer, lead: lead, place: place))
  }

  // MARK: Inputs

  /// Applies an input, and then what it makes leads send, before anything else.
  private mutating func deliver(_ input: Input, _ decisions: inout [Decision]) {
    let first = decisions.count
    apply(input, &decisions)
    deliverSends(of: Array(decisions[first...]), &decisions)
  }

  private mutating func apply(_ input: Input, _ decisions: inout [Decision]) {
    if let place = places[input.lead] {
      var lead: Configuration? = leads[place]
      leads[place] = .empty
      interpreter.step(&lead, &roster, input, appendingTo: &decisions)
      if let lead { leads[place] = lead }
    } else {
      var lead: Configuration?
      interpreter.step(&lead, &roster, input, appendingTo: &decisions)
      guard let lead else { return }
      places[input.lead] = leads.count
      leads.append(lead)
    }
    queue(input.lead)
  }

  /// What waits to be delivered: who gets a sent event is looked up when its turn comes.
  private enum Waiting {
    case send(Decision, effect: Int)
    case input(Input)
  }

  private mutating func deliverSends(of made: [Decision], _ decisions: inout [Decision]) {
    // What an input sends goes before what still waits, so what waits is a stack.
    var waiting = Self.sends(of: made[...])
    while let next = waiting.popLast() {
      switch next {
      case .send(let decision, let effect):
        waiting += inputs(for: decision, effect).reversed().map { .input($0) }
      case .input(let input):
        guard seen.insert(InputName(lead: input.lead, key: input.key)).inserted else { continue }
        let first = decisions.count
        apply(input, &decisions)
        waiting += Self.sends(of: decisions[first...])
      }
    }
  }

  /// The events that decisions send, the last first.
  private static func sends(of decisions: ArraySlice<Decision>) -> [Waiting] {
    var sends: [Waiting] = []
    for decision in decisions.reversed() {
      for index in decision.effects.indices.reversed() {
        if case .send = decision.effects[index] { sends.append(.send(decision, effect: index)) }
      }
    }
    return sends
  }

  private func inputs(for decision: Decision, _ effect: Int) -> [Input] {
    guard case .send(let event, let link) = decision.effects[effect] else { return [] }
    return receivers(of: decision, link).map { receiver in
      let plan = interpreter.plan.lifecycles[Int(receiver.lifecycle.offset)]
      return Input(
        lead: receiver.lead, lifecycle: receiver.lifecycle,
        key: "\(decision.lead)#\(decision.sequence).\(effect + 1)",
        occurred: decision.at, received: decision.at, actor: .system,
        event: plan.events[event].map { .declared($0) } ?? .undeclared)
    }
  }

  private func receivers(of decision: Decision, _ link: Ref<Link>) -> [Configuration] {
    let machine = interpreter.machine
    let link = machine.lifecycles[decision.lifecycle].links[link]
    guard let lifecycle = machine.lifecycles.firstIndex(where: { $0.id == link.lifecycle }),
      let sender = lead(decision.lead)
    else { return [] }
    switch link.key {
    case .mine(let field):
      guard case .text(let id) = sender.record[Int(field.offset)], let lead = lead(id),
        lead.lifecycle == Ref(lifecycle)
      else { return [] }
      return [lead]
    case .theirs(let id):
      guard let field = interpreter.plan.lifecycles[lifecycle].fields[id] else { return [] }
      return leads.filter { lead in
        lead.lifecycle == Ref(lifecycle)
          && lead.record[Int(field.offset)].isSame(as: .text(decision.lead))
      }.sorted { $0.lead.precedes($1.lead) }
    }
  }
}
