import RoeMachine
import RoeSource

package enum StateKey: String, KeyTable {
  case entry, kind, owner, follow, clocks, moves, requires, cap_per_owner, permitted, crm

  package static let subject = "a state"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .entry:
      KeyDoc(
        .either([.boolean, .guardText]), "Whether new leads enter here; or which of them",
        example: "true", becomes: "an entry of the lifecycle")
    case .kind:
      KeyDoc(
        .word(["live", "nurture", "closed"]),
        "What sort of state: somebody works on the lead, it rests until a date, or the journey is over; live when left out",
        example: "closed")
    case .owner:
      KeyDoc(
        .owner, "Who owns the lead here; a list is tried in order", example: "{ routing: inbound }")
    case .follow:
      KeyDoc(
        .oneOrMore(.id), "The fields whose change asks again who owns the lead",
        example: "[account_owner]")
    case .clocks:
      KeyDoc(
        .list(.either([.id, .table("clock")])), "The SLAs and clocks that run here",
        example: "[first_touch, { after: 30 days, to: nurture }]")
    case .moves:
      KeyDoc(
        .list(.table("move")), "What passes the lead on",
        example: "[{ event: call_logged, to: working }]")
    case .requires:
      KeyDoc(.oneOrMore(.id), "Fields without which no lead comes in", example: "[lost_reason]")
    case .cap_per_owner:
      KeyDoc(.integer(min: 1), "The most leads one owner may have here", example: "25")
    case .permitted:
      KeyDoc(
        .oneOrMore(.id), "The only people, roles or pools who may own a lead here", example: "[ae]")
    case .crm: KeyDoc(.map(.scalar), "How the CRM shows the state", example: "{ Status: New }")
    }
  }
}

package enum MoveKey: String, KeyTable {
  case id, event, becomes, whenever, by, when, requires, to, owner, `do`, `in`, except, from, until

  package static let subject = "a move"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .id:
      KeyDoc(.id, "Its name; made from the state and the event when left out", example: "hot_call")
    case .event:
      KeyDoc(
        .oneOrMore(.id), "The event, or events, that cause it", example: "[call_logged, email_sent]"
      )
    case .becomes:
      KeyDoc(.guardText, "It happens when this becomes true by an edit", example: "mql")
    case .whenever:
      KeyDoc(.guardText, "It happens as soon as this is true", example: "employees >= 1000")
    case .by: KeyDoc(.actors, "Who may cause it", example: "owner")
    case .when: KeyDoc(.guardText, "The condition", example: "mql and budget is present")
    case .requires:
      KeyDoc(.oneOrMore(.id), "Fields without which it is refused", example: "[reason]")
    case .to:
      KeyDoc(.id, "Where the lead goes; `previous`: back; left out: it stays", example: "working")
    case .owner:
      KeyDoc(
        .owner, "Who owns the lead from then on, instead of the target state's own answer",
        example: "keep")
    case .do: KeyDoc(.list(.action), "What is done", example: "[{ notify: mia }]")
    case .in:
      KeyDoc(.oneOrMore(.id), "For `anywhere`: only in these states", example: "[new, working]")
    case .except:
      KeyDoc(.oneOrMore(.id), "For `anywhere`: in all states but these", example: "[won]")
    case .from: KeyDoc(.date, "The first day on which it holds", example: "2027-01-01")
    case .until: KeyDoc(.date, "The last day on which it holds", example: "2027-06-30")
    }
  }
}

extension Lowering {
  mutating func declareStates() {
    var ids = scope.chapter[.states].map(\.id.value)
    for item in scope.chapter[.handoffs] where item.node.kind == .mapping {
      if item.node.entries.contains(where: { $0.key.text == "answer" }) {
        ids.append(Self.pendingID(item.id.value))
      }
    }
    if !scope.chapter.lostAndFound.isEmpty { ids.append(Self.lostAndFoundID) }
    scope.states = references(to: ids)
    scope.lifecycle.states = scope.states.keys
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { State(id: $0, owner: []) }
  }

  static let lostAndFoundID = "lost_and_found"
  static func pendingID(_ handoff: String) -> String { "\(handoff)_pending" }

  mutating func lowerStates() {
    var entries: [Entry] = []
    // An entry that cannot be read has its own finding.
    for item in declared(scope.chapter[.states], "state") {
      guard let ref = scope.states[item.id.value] else { continue }
      let id = item.id.value
      if let maker = maker(ofState: id) {
        report(
          Diagnostic(
            .duplicateName, "roe makes a state called “\(id)” itself", at: item.id.span,
            labels: [.init("for this", at: maker)], help: "Call yours something else."))
      }
      let rule = RuleID.state(scope.id, id)
      let mapping = Mapping<StateKey>(item.node, reporting: &diagnostics)
      record(rule, item, mapping)
      for (key, node) in StateKey.allCases.compactMap({ key in mapping[key].map { (key, $0) } }) {
        origins.spans["\(rule)#\(key.rawValue)"] = node.span
      }
      if let owner = mapping[.owner],
        owner.kind == .scalar && owner.text == "nobody"
          || owner.items.contains(where: { $0.isText("nobody") }),
        mapping[metadata: .because] == nil
      {
        report(
          .missingKey(
            "because", in: "a state that nobody owns", at: owner.span,
            help: "Nobody owns a lead by design only: say why, and review_by when to look again."))
      }
      scope.lifecycle.states[ref] = state(id, mapping, rule: rule)
      if let node = mapping[.entry] {
        if node.kind == .scalar, Self.truth(node.text) != nil {
          if boolean(node) == true { entries.append(Entry(when: .always, state: ref)) }
        } else if let when = condition(node) {
          entries.append(Entry(when: when, state: ref))
        } else {
          origins.intended.insert(rule)
        }
      }
      lowerMoves(mapping[.moves], of: ref, id)
    }
    // Entries with a condition are asked before the one without.
    scope.lifecycle.entries =
      entries.filter { $0.when != .always } + entries.filter { $0.when == .always }
  }

  /// What it is in the rules that makes a state of this name.
  private func maker(ofState id: String) -> SourceSpan? {
    if id == Self.lostAndFoundID { return scope.chapter.lostAndFound.first?.span }
    return scope.chapter[.handoffs].first {
      id == Self.pendingID($0.id.value) && $0.node.kind == .mapping
        && $0.node.value(of: "answer") != nil
    }?.id.span
  }

  private mutating func state(_ id: String, _ mapping: Mapping<StateKey>, rule: String) -> State {
    var state = State(id: id, owner: ownerChain(mapping[.owner], rule: rule))
    switch mapping[.kind]?.text {
    case nil, "live": state.kind = .live
    case "nurture": state.kind = .nurture
    case "closed": state.kind = .closed
    default:
      if let node = mapping[.kind] {
        report(
          .wrongShape(
            node, expected: "live, nurture or closed",
            instead: meantName(by: node.text, among: ["live", "nurture", "closed"])))
      }
    }
    state.follow = references(mapping[.follow], \.fields, .field).sorted()
    state.requires = references(mapping[.requires], \.fields, .field).sorted()
    state.capPerOwner = integer(mapping[.cap_per_owner], atLeast: 1)
    state.permitted = ownerChain(mapping[.permitted], rule: rule).filter { source in
      switch source {
      case .person, .role, .pool: return true
      default:
        if let node = mapping[.permitted] {
          report(.wrongShape(node, expected: "people, roles or pools"))
        }
        return false
      }
    }
    state.crm = binding(mapping[.crm])
    if let clocks = mapping[.clocks] {
      if clocks.kind != .sequence, !clocks.isNull {
        report(.notAList(clocks, expected: "a list of SLAs and clocks"))
      }
      var named: [Ref<Clock>: SourceSpan] = [:]
      for node in clocks.items {
        for clock in self.clocks(node, of: id) {
          if let earlier = named.updateValue(node.span, forKey: clock) {
            report(.namedTwice(node.text, at: node.span, first: earlier))
          } else {
            state.clocks.append(clock)
          }
        }
      }
    }
    return state
  }

  private mutating func clocks(_ node: YAMLNode, of state: String) -> [Ref<Clock>] {
    if node.kind == .scalar {
      guard let name = text(node) else { return [] }
      if let found = scope.slas[name] {
        origins.used.insert("\(scope.id)/slas/\(name)")
        return found
      }
      report(.unknownName(name, .sla, at: node.span, among: scope.slas.keys))
      return []
    }
    let mapping = Mapping<ClockKey>(node, reporting: &diagnostics)
    rejectSLAKeys(mapping)
    var name = id(mapping[.id], of: "clock")
    if name == nil {
      let node = mapping[.after] ?? mapping[.ladder]
      var quiet = self
      let amount = mapping[.after].flatMap { quiet.duration($0) }
      name = amount.map { "after_\($0.slug)" } ?? (node == nil ? "clock" : "ladder")
    }
    let id = "\(state).\(name ?? "clock")"
    guard let clock = clock(id, mapping, default: nil, at: node.span) else { return [] }
    let item = RuleSet.Item(id: Located(id, at: node.span), node: node, maintainedBy: nil)
    let ref = add(clock, at: node.span)
    record(RuleID.clock(scope.id, id), item, mapping)
    return [ref]
  }

  // MARK: Moves

  private mutating func lowerMoves(_ node: YAMLNode?, of state: Ref<State>, _ id: String) {
    guard let node, !node.isNull else { return }
    if node.kind != .sequence { report(.notAList(node, expected: "a list of moves")) }
    for item in node.items {
      let mapping = Mapping<MoveKey>(item, reporting: &diagnostics)
      for key in [MoveKey.in, .except] {
        if let node = mapping[key] {
          report(
            Diagnostic(
              .keysClash, "“\(key.rawValue)” belongs to moves under anywhere:", at: node.span))
        }
      }
      lowerMove(item, mapping, layer: .state, from: [state], prefix: id)
    }
  }

  mutating func lowerAnywhere() {
    for (node, maintainer) in scope.chapter.anywhere {
      let mapping = Mapping<MoveKey>(node, reporting: &diagnostics)
      lowerMove(
        node, mapping, layer: .anywhere, from: states(mapping), prefix: "anywhere",
        maintainedBy: maintainer)
    }
  }

  /// All live states, but those that the move leads to or names as exceptions.
  private mutating func states(_ mapping: Mapping<MoveKey>) -> [Ref<State>] {
    if let only = mapping[.in] { return references(only, \.states, .state).sorted() }
    let except = Set(references(mapping[.except], \.states, .state))
    return scope.lifecycle.states.refs.filter { ref in
      !except.contains(ref) && scope.lifecycle.states[ref].kind != .closed
    }
  }

  private mutating func lowerMove(
    _ node: YAMLNode, _ mapping: Mapping<MoveKey>, layer: Move.Layer, from: [Ref<State>],
    prefix: String, maintainedBy: String? = nil
  ) {
    let triggers = triggers(of: mapping, at: node.span)
    let named = id(mapping[.id], of: "move")
    if triggers.isEmpty, case .state(let state)? = mapping[.to].flatMap({ target($0) }) {
      origins.intended.insert(RuleID.state(scope.id, scope.lifecycle.states[state].id))
    }
    for (name, trigger, span) in triggers {
      let id = uniqueMoveID(
        named.map { triggers.count == 1 ? "\(prefix).\($0)" : "\(prefix).\($0)-\(name)" }
          ?? "\(prefix).\(name)", to: mapping[.to]?.text, at: span)
      let rule = RuleID.move(scope.id, id)
      record(
        rule, RuleSet.Item(id: Located(id, at: node.span), node: node, maintainedBy: maintainedBy),
        mapping)
      origins.spans[rule] = span
      for (key, node) in MoveKey.allCases.compactMap({ key in mapping[key].map { (key, $0) } }) {
        origins.spans["\(rule)#\(key.rawValue)"] = node.span
      }
      var move = Move(
        id: id, layer: layer, from: from, trigger: trigger,
        outcome: outcome(
          to: mapping[.to], owner: mapping[.owner], actions: mapping[.do], rule: rule))
      move.by = actors(mapping[.by])
      move.when = condition(mapping[.when], from: mapping[.from], until: mapping[.until])
      if case .watch = trigger, let node = mapping[.whenever] {
        let watched = condition(node) ?? .any([])
        move.when = move.when == .always ? watched : .all([watched, move.when])
      }
      move.requires = references(mapping[.requires], \.fields, .field).sorted()
      scope.lifecycle.moves.append(move)
    }
  }

  private mutating func triggers(of mapping: Mapping<MoveKey>, at span: SourceSpan) -> [(
    String, Move.Trigger, SourceSpan
  )] {
    let kinds = [MoveKey.event, .becomes, .whenever].compactMap { key in
      mapping[key].map { (key, $0) }
    }
    if kinds.count > 1 {
      report(
        Diagnostic(
          .keysClash, "a move has one cause: “event”, “becomes” or “whenever”", at: kinds[1].1.span,
          labels: [.init("the first", at: kinds[0].1.span)]))
    }
    guard let (key, node) = kinds.first else {
      report(
        .missingKey(
          "event", in: "a move", at: span,
          help: "Say what causes it: event:, becomes: or whenever:."))
      return []
    }
    switch key {
    case .event:
      return texts(node).compactMap { name in
        let single = event(name)
        return single.map { (name.value, .event($0), name.span) }
      }
    case .becomes: return condition(node).map { [("becomes", .becomes($0), node.span)] } ?? []
    default:
      if mapping[.to] == nil {
        report(
          .missingKey("to", in: "a move that happens whenever something is true", at: node.span))
      }
      return [("whenever", .watch, node.span)]
    }
  }

  /// Two moves of one state on one event are told apart by where they lead.
  private mutating func uniqueMoveID(_ id: String, to: String?, at span: SourceSpan) -> String {
    if moveIDs.insert("\(scope.id)/\(id)").inserted { return id }
    let longer = "\(id)-\(to ?? "stay")"
    if moveIDs.insert("\(scope.id)/\(longer)").inserted { return longer }
    report(
      Diagnostic(
        .duplicateName, "two moves cannot be told apart: “\(longer)”", at: span,
        labels: origins.spans[RuleID.move(scope.id, longer)].map {
          [.init("the first one", at: $0)]
        } ?? [],
        help: "Give each an id: of its own."))
    return longer
  }
}
