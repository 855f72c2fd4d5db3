import RoeMachine
import RoeSource

package enum HandoffKey: String, KeyTable {
  case from, event, by, when, requires, to, owner, `do`, answer

  package static let subject = "a handoff"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .from:
      KeyDoc(.oneOrMore(.id), "The states it begins in", example: "working", required: true)
    case .event:
      KeyDoc(
        .oneOrMore(.id), "The exact action that hands the lead over", example: "meeting_held",
        required: true)
    case .by: KeyDoc(.actors, "Who may hand over", example: "owner")
    case .when:
      KeyDoc(.guardText, "What must be true of the lead", example: "mql and budget is present")
    case .requires:
      KeyDoc(
        .oneOrMore(.id), "What the next one needs to know; without it the handoff is refused",
        example: "[budget, meeting_notes]")
    case .to:
      KeyDoc(
        .id, "The state of the lead once it is taken over", example: "ae_owned", required: true)
    case .owner: KeyDoc(.owner, "Who takes over", example: "ae_pool", required: true)
    case .do: KeyDoc(.list(.action), "What else is done", example: "[{ notify: mia }]")
    case .answer:
      KeyDoc(
        .table("answer"), "How the receiver accepts or rejects, and what silence means",
        example:
          "{ within: 4 business hours, accept: ae_accepted, silence: { owner: lena, to: working } }",
        becomes: "a pending state in which the giver still owns the lead")
    }
  }
}

package enum AnswerKey: String, KeyTable {
  case within, calendar, accept, reject, silence, title, says, crm

  package static let subject = "an answer"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .within:
      KeyDoc(
        .duration, "How long each of those asked has to answer", example: "4 business hours",
        required: true)
    case .calendar:
      KeyDoc(.either([.id, .table("hours")]), "Whose business hours count", example: "office")
    case .accept:
      KeyDoc(
        .either([.id, .table("reply")]), "The event that takes the lead over",
        example: "ae_accepted", required: true)
    case .reject:
      KeyDoc(
        .either([.id, .table("reply")]), "The event that gives it back",
        example: "{ event: ae_rejected, requires: [reject_reason], to: working }")
    case .silence:
      KeyDoc(
        .either([.table("silence"), .list(.table("silence"))]),
        "What happens when nobody answers: `{ ask: next }` asks somebody else, `{ to, owner }` ends it",
        example: "[{ ask: next }, { owner: lena, to: working }]")
    case .title: KeyDoc(.text, "What people call the waiting state", example: "Waiting for the AE")
    case .says:
      KeyDoc(
        .text, "What the waiting state means",
        example: "The AE has been asked and has not answered yet.")
    case .crm:
      KeyDoc(.map(.scalar), "How the CRM shows the waiting state", example: "{ Status: Handover }")
    }
  }
}

package enum ReplyKey: String, KeyTable {
  case event, by, requires, to, owner, `do`

  package static let subject = "a reply"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .event: KeyDoc(.id, "The event", example: "ae_rejected", required: true)
    case .by:
      KeyDoc(.actors, "Who may give it; the one who was asked when left out", example: "asked")
    case .requires: KeyDoc(.oneOrMore(.id), "What must be known", example: "[reject_reason]")
    case .to:
      KeyDoc(
        .id, "Where the lead goes; a rejected lead goes back to where it came from when left out",
        example: "working")
    case .owner:
      KeyDoc(
        .owner, "Who owns it then; the giver keeps a rejected lead when left out", example: "giver")
    case .do: KeyDoc(.list(.action), "What else is done", example: "[{ notify: mia }]")
    }
  }
}

package enum SilenceKey: String, KeyTable {
  case ask, to, owner, `do`

  package static let subject = "an answer to silence"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .ask:
      KeyDoc(
        .either([.word(["next"]), .owner]),
        "Who is asked instead: `next` asks the same group again, leaving out those who were asked",
        example: "next")
    case .to: KeyDoc(.id, "Where the lead goes", example: "working")
    case .owner: KeyDoc(.owner, "Who owns it then", example: "lena")
    case .do: KeyDoc(.list(.action), "What else is done", example: "[{ notify: mia }]")
    }
  }
}

extension Lowering {
  mutating func lowerHandoffs() {
    for item in declared(scope.chapter[.handoffs], "handoff") {
      let id = item.id.value
      let rule = "\(scope.id)/handoffs/\(id)"
      let mapping = Mapping<HandoffKey>(item.node, reporting: &diagnostics)
      record(rule, item, mapping)
      for (key, node) in [
        (HandoffKey.from, mapping[.from]), (.event, mapping[.event]), (.to, mapping[.to]),
        (.owner, mapping[.owner]),
      ] where node == nil {
        report(.missingKey(key.rawValue, in: "a handoff", at: item.id.span))
      }
      origins.spans["\(rule)#owner"] = mapping[.owner]?.span
      let from = references(mapping[.from], \.states, .state).sorted()
      guard let to = mapping[.to].flatMap({ reference($0, \.states, .state) }) else {
        unread.giveUp(.handoffs, in: item.id.span.file)
        continue
      }
      let chain = ownerChain(mapping[.owner], rule: rule)
      let extra = outcome(to: nil, owner: nil, actions: mapping[.do], rule: rule).actions
      let pending = mapping[.answer].flatMap { node in
        scope.states[Self.pendingID(id)].map { ($0, node) }
      }
      var handover = Outcome(actions: extra, to: .state(to), owner: chain.isEmpty ? nil : chain)
      if let (state, _) = pending {
        handover = Outcome(actions: [.ask(chain)] + extra, to: .state(state), owner: [.keep])
      }
      var handoff = HandoffText(
        lifecycle: scope.id, id: id, from: from.map { scope.lifecycle.states[$0].id }, move: "",
        to: scope.lifecycle.states[to].id)
      let givers = actors(mapping[.by])
      let when = condition(mapping[.when]) ?? .always
      let required = references(mapping[.requires], \.fields, .field).sorted()
      for event in events(mapping[.event]) {
        let name = scope.lifecycle.events[event].id
        let moveID = mapping[.event]?.kind == .sequence ? "\(id).\(name)" : id
        if handoff.move.isEmpty { handoff.move = moveID }
        var move = Move(
          id: moveID, layer: .state, from: from, trigger: .event(event), outcome: handover)
        (move.by, move.when, move.requires) = (givers, when, required)
        add(move, at: mapping[.event]?.span ?? item.id.span, like: rule)
        origins.spans["\(RuleID.move(scope.id, moveID))#when"] = mapping[.when]?.span
      }
      if let (state, node) = pending {
        lowerAnswer(
          node, of: id, in: state, from: from, to: to, asked: chain, rule: rule, into: &handoff)
      }
      texts.handoffs.append(handoff)
    }
  }

  /// Adds a move that sugar makes; people are told what the sugar says.
  mutating func add(_ move: Move, at span: SourceSpan, like rule: String? = nil) {
    let id = RuleID.move(scope.id, move.id)
    if !moveIDs.insert("\(scope.id)/\(move.id)").inserted {
      report(
        Diagnostic(
          .duplicateName, "there are two moves called “\(move.id)”", at: span,
          labels: origins.spans[id].map { [.init("the first one", at: $0)] } ?? []))
      return
    }
    origins.spans[id] = span
    if let rule, let text = texts.rules[rule] { texts.rules[id] = text }
    scope.lifecycle.moves.append(move)
  }

  /// Whether a clock of the giver runs on while somebody is asked to accept: not one of a state that
  /// sends leads elsewhere, since it says how long they may stay there, and they have left.
  private func runsOnWhileAsked(_ clock: Ref<Clock>) -> Bool {
    scope.slas.values.contains { $0.contains(clock) }
      || !scope.lifecycle.clocks[clock].rungs.contains { $0.outcome.to != nil }
  }

  private mutating func lowerAnswer(
    _ node: YAMLNode, of id: String, in pending: Ref<State>, from: [Ref<State>], to: Ref<State>,
    asked chain: OwnerChain, rule: String, into handoff: inout HandoffText
  ) {
    let mapping = Mapping<AnswerKey>(node, reporting: &diagnostics)
    let stateID = Self.pendingID(id)
    let stateRule = RuleID.state(scope.id, stateID)
    origins.spans[stateRule] = node.span
    texts.rules[stateRule] = Text(title: text(mapping[.title]), says: text(mapping[.says]))
    handoff.pending = stateID
    var state = State(id: stateID, kind: .pending, owner: [.keep])
    state.crm = binding(mapping[.crm])
    // The giver's clocks run on until the lead is taken over, and survive a rejection.
    for giver in from {
      let runningOn = scope.lifecycle.states[giver].clocks.filter { runsOnWhileAsked($0) }
      state.carries = Set(state.carries + runningOn).sorted()
      scope.lifecycle.states[giver].carries =
        Set(scope.lifecycle.states[giver].carries + runningOn).sorted()
    }
    let acceptChain: OwnerChain =
      [.asked] + chain.filter { if case .person = $0 { true } else { false } }
    if let accept = mapping[.accept] {
      handoff.accept = "\(id).accept"
      reply(accept, id: "\(id).accept", in: pending, to: .state(to), owner: acceptChain, rule: rule)
    } else {
      report(.missingKey("accept", in: "an answer", at: node.span))
    }
    if let reject = mapping[.reject] {
      handoff.reject = "\(id).reject"
      reply(
        reject, id: "\(id).reject", in: pending, to: from.count == 1 ? .state(from[0]) : .previous,
        owner: [.keep], rule: rule)
    }
    if let clock = answerClock(mapping, of: id, asked: chain, at: node.span, rule: rule) {
      handoff.silence = clock.id
      let ref = add(clock, at: (mapping[.within] ?? node).span)
      state.clocks.append(ref)
    }
    scope.lifecycle.states[pending] = state
  }

  private mutating func reply(
    _ node: YAMLNode, id: String, in pending: Ref<State>, to: Outcome.Target, owner: OwnerChain,
    rule: String
  ) {
    var move = Move(
      id: id, layer: .state, from: [pending], trigger: .watch, by: [.asked],
      outcome: Outcome(to: to, owner: owner))
    if node.kind == .scalar {
      guard let event = events(node).first else { return }
      move.trigger = .event(event)
    } else {
      let mapping = Mapping<ReplyKey>(node, reporting: &diagnostics)
      guard let event = events(mapping[.event]).first else {
        if mapping[.event] == nil { report(.missingKey("event", in: "a reply", at: node.span)) }
        return
      }
      move.trigger = .event(event)
      if mapping[.by] != nil { move.by = actors(mapping[.by]) }
      move.requires = references(mapping[.requires], \.fields, .field).sorted()
      let said = outcome(
        to: mapping[.to], owner: mapping[.owner], actions: mapping[.do], rule: rule)
      move.outcome.actions = said.actions
      if let to = said.to { move.outcome.to = to }
      if let owner = said.owner { move.outcome.owner = owner }
    }
    add(move, at: node.span, like: rule)
  }

  private mutating func answerClock(
    _ mapping: Mapping<AnswerKey>, of id: String, asked chain: OwnerChain, at span: SourceSpan,
    rule: String
  ) -> Clock? {
    guard let withinNode = mapping[.within], let within = period(withinNode) else {
      if mapping[.within] == nil {
        report(
          .missingKey(
            "within", in: "an answer", at: span,
            help: "Without it nobody is late, and the lead waits for ever."))
      }
      return nil
    }
    guard let silence = mapping[.silence] else { return nil }
    let hours = hours(mapping[.calendar])
    if within.isBusiness, mapping[.calendar] == nil {
      report(
        Diagnostic(
          .missingKey, "business time of which calendar?", at: withinNode.span,
          help: "Add calendar: to the answer."))
    }
    var clock = Clock(id: "\(id).answer", hours: hours, rungs: [])
    let steps = silence.kind == .sequence ? Array(silence.items) : [silence]
    for (number, node) in steps.enumerated() {
      let step = Mapping<SilenceKey>(node, reporting: &diagnostics)
      var outcome = outcome(to: step[.to], owner: step[.owner], actions: step[.do], rule: rule)
      if let ask = step[.ask] {
        outcome.actions.insert(
          .ask(ask.text == "next" && ask.kind == .scalar ? chain : ownerChain(ask, rule: rule)),
          at: 0)
      }
      guard let after = within.times(number + 1) else {
        report(
          .wrongShape(withinNode, expected: "a length of time that can be repeated for each step"))
        break
      }
      origins.spans["\(RuleID.clock(scope.id, clock.id))#\(number + 1)"] = node.span
      clock.rungs.append(Clock.Rung(after: after, outcome: outcome))
    }
    return clock.rungs.isEmpty ? nil : clock
  }
}

extension Amount {
  func times(_ factor: Int) -> Amount? {
    switch self {
    case .seconds(let n): .seconds(n * factor)
    case .businessSeconds(let n): .businessSeconds(n * factor)
    case .businessDays(let n): .businessDays(n * factor)
    case .endOfBusinessDay(let n): .endOfBusinessDay(n + factor - 1)
    case .months(let n): .months(n * factor)
    }
  }
}
