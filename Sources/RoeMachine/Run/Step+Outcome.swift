/// What moves and rungs do: `schema/machine.md`, 5.8 and 5.9.
extension Step {
  mutating func carryOut(_ outcome: Outcome) -> Ending {
    let ending = act(outcome.actions)
    guard case .done = ending else { return ending }
    guard let target = outcome.to else {
      guard let chain = outcome.owner else { return .done }
      return assign(chain)
    }
    guard let state = state(of: target),
      target != .previous || model.states[state].kind != .closed
    else { return .lost(.noPrevious) }
    if lacks(model.states[state].requires) {
      return draft.isRefusable ? .refused(.required) : .lost(.required)
    }
    return enter(state, chain: outcome.owner)
  }

  /// Gives the lead to whom a chain names, where it is.
  private mutating func assign(_ chain: OwnerChain) -> Ending {
    var search = Search(state: lead.state)
    switch resolve(chain, &search) {
    case .person(let person, let site):
      changeOwner(to: person, site)
      return .done
    case .state(let state): return enter(state, chain: nil)
    case .none: return nobodyFound(search)
    }
  }

  private func nobodyFound(_ search: Search) -> Ending {
    if draft.isRefusable, let reason = search.passedOver { return .refused(reason) }
    return .lost(.noOwner)
  }

  // MARK: Entering

  /// Enters a state, and those that its tables answer with.
  ///
  /// - Parameter chain: who owns the lead there; nil for the state's own answer.
  mutating func enter(_ state: Ref<State>, chain: OwnerChain?, isLost: Bool = false) -> Ending {
    var target = state
    var chain = chain
    var redirections = 0
    var search = Search(allowsStates: !isLost)
    while true {
      leave(for: target)
      let sources = chain ?? model.states[target].owner
      if sources.isEmpty { break }
      search.state = isLost ? nil : target
      switch resolve(sources, &search) {
      case .person(let person, let site): changeOwner(to: person, site)
      case .state(let next):
        if redirections == 100 { return nobodyFound(search) }
        redirections += 1
        target = next
        chain = nil
        continue
      case .none:
        guard isLost, let keeper = sources.first(where: \.isPerson) else {
          return nobodyFound(search)
        }
        changeOwner(to: person(named: keeper), Site(source: keeper))
      }
      break
    }
    recount()
    for clock in model.states[target].clocks
    where !lead.running.contains(where: { $0.clock == clock }) {
      arm(clock)
    }
    if model.states[target].kind != .pending, !lead.asked.isEmpty { lead.asked = [] }
    return .done
  }

  private mutating func leave(for target: Ref<State>) {
    let carries = model.states[target].carries
    lead.running.removeAll { !carries.contains($0.clock) }
    lead.previousState = draft.from == nil && !draft.hasEntered ? nil : lead.state
    lead.state = target
    lead.entered = now
    draft.hasEntered = true
  }

  // MARK: Actions

  private mutating func act(_ actions: [Action]) -> Ending {
    if actions.isEmpty { return .done }
    // All are read before any action changes a field or asks somebody.
    let told = actions.map(toldPerson)
    var ending = Ending.done
    for (index, action) in actions.enumerated() {
      switch action {
      case .remind: if let person = told[index] { draft.effects.append(.remind(person)) }
      case .notify: if let person = told[index] { draft.effects.append(.notify(person)) }
      case .set(let field, let value):
        lead.record[Int(field.offset)] = value
        draft.effects.append(.set(field, value))
      case .add(let field, let count):
        let value = add(count, to: field)
        lead.record[Int(field.offset)] = value
        draft.effects.append(.set(field, value))
      case .send(let event, let link): draft.effects.append(.send(event: event, link: link))
      case .ask(let chain):
        var search = Search(asksSomebodyNew: true)
        if case .person(let person?, _) = resolve(chain, &search) {
          lead.asked.append(person)
          draft.effects.append(.ask(person))
        } else {
          ending = .lost(.noOwner)
        }
      case .start(let clock): arm(clock)
      case .stop(let clock): lead.running.removeAll { $0.clock == clock }
      }
    }
    return ending
  }

  private func add(_ count: Int, to field: Ref<Field>) -> Value {
    guard case .integer(let value) = lead.record[Int(field.offset)],
      case .counter(let max) = model.fields[field].type
    else { return lead.record[Int(field.offset)] }
    return .integer(Swift.min(max, value.saturating(plus: count)))
  }

  /// Whom a reminder or a notice goes to, present or not.
  private func toldPerson(_ action: Action) -> Member? {
    let source: OwnerSource
    switch action {
    case .remind(let person), .notify(let person): source = person
    default: return nil
    }
    switch source {
    case .role(let role):
      let holders = plan.people.holders[Int(role.offset)]
      return holders.first { plan.people.isPresent($0, at: now) } ?? holders.first
    case .pool(let pool): return plan.people.pools[Int(pool.offset)].steward
    case .queue(let queue): return plan.people.stewards[Int(queue.offset)]
    default: return person(named: source)
    }
  }
}

extension OwnerSource {
  var isPerson: Bool {
    if case .person = self { true } else { false }
  }
}
