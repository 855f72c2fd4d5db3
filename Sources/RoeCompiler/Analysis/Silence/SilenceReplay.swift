import RoeMachine

/// Lets the machine itself carry out a silence, before anybody is told about it.
struct SilenceReplay {
  let machine: Machine
  let roster: Roster

  /// Who has the lead at first: whoever is named next is taken to be somebody else. It is the last of
  /// all names, so that the others keep their places.
  static let stranger = "~"
  /// Decisions that end a silence come sooner than this.
  private static let mostDecisions = 1000

  /// What the machine says against the time until somebody is called; nil when it agrees, or when
  /// nobody can be found who would own the lead, so that nothing can be said.
  ///
  /// The present roster may lack people whom the proof takes for granted; so the lead is also given
  /// to teams in which everybody is there.
  func objection(to silence: SilentCase, in lifecycle: Ref<Lifecycle>) -> String? {
    guard case .within(let bound) = silence.called.bound else { return nil }
    var objection: String?
    for setting in settings(of: silence, in: lifecycle) {
      let (answer, isOwnerAgain) = wait(setting, in: silence.state, lifecycle)
      if case .after(let wait, _) = answer,
        wait == bound || wait < bound && !silence.called.isExact
      {
        return nil
      }
      // Nobody has had a lead before that is captured there.
      if case .after(bound, _)? = waitOfCaptured(setting, in: silence.state, lifecycle) {
        return nil
      }
      // Whoever a table names is taken to be somebody else.
      if isOwnerAgain { continue }
      switch answer {
      case .unknown: continue
      case .never: objection = "nobody is ever called"
      case .after(let wait, _):
        objection = "somebody is called after \(wait) ms, not after \(bound) ms"
      }
    }
    return objection.map { words in
      let model = machine.lifecycles[lifecycle]
      return
        "\(model.id)/states/\(model.states[silence.state].id) at \(silence.called.start): \(words)"
    }
  }

  /// How a silence ends on the machine: for a lead that comes there, where it lasts just as long as was
  /// worked out; or else for one that is captured there, as people are now. Nil where no such lead is
  /// found.
  func end(of silence: SilentCase, in lifecycle: Ref<Lifecycle>) -> SilenceEnd? {
    guard case .within(let bound) = silence.called.bound else { return nil }
    var longest: SilenceEnd?
    func consider(_ answer: Answer, isCaptured: Bool) {
      guard case .after(let wait, let decision) = answer, wait > longest?.wait ?? -1,
        wait == bound || isCaptured && wait < bound && !silence.called.isExact
      else { return }
      longest = SilenceEnd(wait: wait, decision: decision, isCaptured: isCaptured)
    }
    for setting in settings(of: silence, in: lifecycle) {
      if !silence.called.isExact, setting.cast != .present { continue }
      // Where it is not known when clocks ring, no lead need come there just so.
      if silence.called.isExact {
        consider(wait(setting, in: silence.state, lifecycle).0, isCaptured: false)
      }
      if longest?.wait == bound { break }
      if let captured = waitOfCaptured(setting, in: silence.state, lifecycle) {
        consider(captured, isCaptured: true)
      }
      if longest?.wait == bound { break }
    }
    return longest
  }

  private enum Answer {
    /// How long it takes, and the decision that ends it.
    case after(Int, Decision)
    case never
    /// The lead could not be brought there, or was lost because nobody could be found.
    case unknown
  }

  /// How long it takes a lead that has just entered a state until somebody is called, and
  /// whether the one who has it is named again before.
  private func wait(
    _ setting: Setting, in state: Ref<State>, _ ref: Ref<Lifecycle>
  ) -> (Answer, isOwnerAgain: Bool) {
    let machine = stage(for: state, ref, setting)
    guard let interpreter = try? Interpreter(machine, roster: setting.roster) else {
      return (.unknown, false)
    }
    let lifecycle = machine.lifecycles[ref]
    var lead: Configuration?
    var people = interpreter.rosterState()
    func input(_ key: String, _ event: EventName?, _ edits: [Edit]) -> Input {
      Input(
        lead: "lead", lifecycle: ref, key: key, occurred: setting.start, received: setting.start,
        actor: .system, event: event, edits: edits)
    }
    let values = setting.record + [setting.brought.map { .text($0) } ?? .missing]
    let edits = zip(lifecycle.fields.refs, values).map { Edit(field: $0, value: $1) }
    _ = interpreter.step(&lead, &people, input("1", nil, edits))
    guard lead?.state == Ref(lifecycle.states.count - 1) else { return (.unknown, false) }
    let entering = interpreter.step(
      &lead, &people, input("2", .declared(Ref(lifecycle.events.count - 1)), []))
    guard let lead, entering.first?.to == state else { return (.unknown, false) }
    let future = interpreter.silentFuture(of: lead, people, decisions: Self.mostDecisions)
    // Where a rule leads back, it is to the stage, where no lead has been.
    let stage = Ref<State>(lifecycle.states.count - 1)
    if future.contains(where: { $0.to == stage }) { return (.unknown, false) }
    let decisions = entering.dropFirst() + future
    let answer = firstCall(in: decisions, since: setting.start, lifecycle)
    let uncalled = decisions.prefix { !lifecycle.calls($0) }
    return (answer, uncalled.contains(where: lifecycle.namesOwnerAgain))
  }

  /// The same for a lead that is captured there; nil when it gets somewhere else.
  private func waitOfCaptured(
    _ setting: Setting, in state: Ref<State>, _ ref: Ref<Lifecycle>
  ) -> Answer? {
    guard
      let interpreter = try? Interpreter(machine(for: setting.cast, ref), roster: setting.roster),
      let future = future(
        ofCaptured: setting.record, at: setting.start, into: state, ref, interpreter,
        interpreter.rosterState())
    else { return nil }
    return firstCall(in: future, since: setting.start, machine.lifecycles[ref])
  }

  /// A lead that is captured just so, when nobody has been called by the time that a promise names;
  /// nil when it is otherwise with the machine. The state is that in which the promised time ends;
  /// without an end, nobody is ever called.
  ///
  /// - Parameter interpreter: one of the machine and its roster.
  func lateCall(
    _ call: LateCall, in ref: Ref<Lifecycle>, on interpreter: Interpreter
  ) -> (state: Ref<State>, end: SilenceEnd?)? {
    let lifecycle = machine.lifecycles[ref]
    let question = Interpreter.Question(
      lifecycle: ref, record: call.record,
      lastActivity: Array(repeating: nil, count: lifecycle.activities.count), now: call.start)
    guard interpreter.holds(lifecycle.promises[call.promise].when, question) else { return nil }
    func isLate(_ answer: Answer) -> Bool {
      switch answer {
      case .after(let wait, _): wait > call.due - call.start
      case .never: true
      case .unknown: false
      }
    }
    func found(_ answer: Answer, _ state: Ref<State>) -> (state: Ref<State>, end: SilenceEnd?) {
      guard case .after(let wait, let decision) = answer else { return (state, nil) }
      return (state, SilenceEnd(wait: wait, decision: decision, isCaptured: true))
    }
    var isUnknown = false
    for books in interpreter.books {
      guard let (answer, state) = firstCall(call, ref, interpreter, books) else { continue }
      if isLate(answer) { return found(answer, state) }
      if case .unknown = answer { isUnknown = true }
    }
    guard isUnknown,
      let team = try? Interpreter(machine, roster: roster(.ample, for: call.record, ref)),
      let (answer, state) = firstCall(call, ref, team, team.rosterState()), isLate(answer)
    else { return nil }
    return found(answer, state)
  }

  /// When somebody is called about a lead that is captured just so, and where it is when somebody
  /// must have been; nil when it gets somewhere else.
  private func firstCall(
    _ call: LateCall, _ ref: Ref<Lifecycle>, _ interpreter: Interpreter, _ books: RosterState
  ) -> (answer: Answer, state: Ref<State>)? {
    guard
      let decisions = future(
        ofCaptured: call.record, at: call.start, into: call.state, ref, interpreter, books)
    else { return nil }
    let state = decisions.last { $0.at <= call.due }?.to ?? call.state
    return (firstCall(in: decisions, since: call.start, machine.lifecycles[ref]), state)
  }

  /// What is decided about a lead after it has been captured just so, when nobody does anything; nil
  /// when it gets somewhere else.
  private func future(
    ofCaptured record: [Value], at start: Int, into state: Ref<State>, _ ref: Ref<Lifecycle>,
    _ interpreter: Interpreter, _ books: RosterState
  ) -> [Decision]? {
    let lifecycle = machine.lifecycles[ref]
    var lead: Configuration?
    var people = books
    let edits = lifecycle.fields.refs.map { Edit(field: $0, value: record[Int($0.offset)]) }
    let entering = interpreter.step(
      &lead, &people,
      Input(
        lead: "lead", lifecycle: ref, key: "1", occurred: start, received: start,
        actor: .system, edits: edits))
    guard let lead, let first = entering.first else { return nil }
    switch first.reason {
    case .noOwner, .permitted, .cap: return [first]
    default: if first.to != state { return nil }
    }
    return entering.dropFirst()
      + interpreter.silentFuture(of: lead, people, decisions: Self.mostDecisions)
  }

  private func firstCall(
    in decisions: some Sequence<Decision>, since start: Int, _ lifecycle: Lifecycle
  ) -> Answer {
    var count = 0
    for decision in decisions {
      switch decision.reason {
      case .noOwner, .permitted, .cap, .runaway: return .unknown
      default: break
      }
      if lifecycle.calls(decision) { return .after(decision.at - start, decision) }
      count += 1
    }
    return count < Self.mostDecisions ? .never : .unknown
  }

  /// The machine with a state from which an event leads where the silence begins: no lead need have
  /// gone all the way.
  private func stage(
    for state: Ref<State>, _ ref: Ref<Lifecycle>, _ setting: Setting
  ) -> Machine {
    var machine = machine(for: setting.cast, ref)
    var lifecycle = machine.lifecycles[ref]
    let name = Self.stranger
    let stranger = Ref<Person>(machine.people.count)
    machine.people.append(Person(id: name))
    let waiting = Ref<State>(lifecycle.states.count)
    let event = Ref<Event>(lifecycle.events.count)
    let isAsked = lifecycle.states[state].kind == .pending
    // A field may name anybody.
    let owner = Ref<Field>(lifecycle.fields.count)
    if setting.brought != nil { lifecycle.fields.append(Field(id: name, type: .person)) }
    lifecycle.states.append(
      State(
        id: name, owner: [setting.brought == nil ? .person(stranger) : .field(owner)]))
    lifecycle.events.append(Event(id: name))
    lifecycle.moves.append(
      Move(
        id: name, layer: .state, from: [waiting], trigger: .event(event),
        outcome: Outcome(
          actions: isAsked ? [.ask([.person(stranger)])] : [], to: .state(state),
          owner: setting.brought == nil ? nil : [.keep])))
    lifecycle.entries = [Entry(when: .always, state: waiting)]
    machine.lifecycles[Int(ref.offset)] = lifecycle
    return machine
  }
}

extension Lifecycle {
  /// Whether a decision has looked for an owner in a table, and found the one whom the lead has.
  fileprivate func namesOwnerAgain(_ decision: Decision) -> Bool {
    let isAssigned = decision.effects.contains { if case .assign = $0 { true } else { false } }
    if isAssigned { return false }
    var chain: OwnerChain = decision.to.map { states[$0].owner } ?? []
    if let timer = decision.timer, clocks[timer.clock].rungs.indices.contains(timer.rung - 1) {
      let outcome = clocks[timer.clock].rungs[timer.rung - 1].outcome
      if let owner = outcome.owner { chain = owner } else if outcome.to == nil { chain = [] }
    }
    return chain.asksTables
  }

  /// Whether a decision calls somebody, or brings the lead to rest: both end a silence.
  func calls(_ decision: Decision) -> Bool {
    switch decision.to.map({ states[$0].kind }) {
    case .closed, .lostAndFound: true
    case .nurture where decision.due != nil: true
    default: decision.isCall
    }
  }
}

extension Decision {
  /// Whether somebody hears of it: is named the owner, asked, told or reminded.
  package var isCall: Bool {
    effects.contains { effect in
      switch effect {
      case .assign, .ask, .notify, .remind: true
      case .set, .send: false
      }
    }
  }
}
