import RoeMachine
import RoeSource

package enum LostAndFoundKey: String, KeyTable {
  case keeper, backup, within, calendar, to, crm

  package static let subject = "lost and found"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .keeper: KeyDoc(.id, "The one person who finds what the rules have lost", example: "sam")
    case .backup: KeyDoc(.id, "Who does it when the keeper does not", example: "lena")
    case .within:
      KeyDoc(.duration, "How soon each of them places the lead", example: "1 business day")
    case .calendar:
      KeyDoc(.either([.id, .table("hours")]), "Whose business hours count", example: "office")
    case .to:
      KeyDoc(
        .oneOrMore(.id),
        "The states into which a lead may be placed, by the event `place_in_STATE`",
        example: "[new, nurture]", required: true)
    case .crm: KeyDoc(.map(.scalar), "How the CRM shows it", example: "{ Status: Lost and found }")
    }
  }
}

package enum PoliciesKey: String, KeyTable {
  case leavers, absences

  package static let subject = "the policies"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .leavers:
      KeyDoc(
        .list(.table("reassignment")),
        "What happens to the leads of somebody who has left, caused by the event `owner_left`",
        example: "[{ owner: { manager_of: owner } }]")
    case .absences:
      KeyDoc(
        .list(.table("reassignment")),
        "What happens to the leads of somebody who is away, caused by the event `owner_absent`",
        example: "[{ in: [new], owner: { cover_of: owner } }]")
    }
  }
}

package enum ReassignmentKey: String, KeyTable {
  case `in`, within, calendar, owner, to, `do`, when

  package static let subject = "a reassignment"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .in:
      KeyDoc(
        .oneOrMore(.id), "The states it is about; all live ones when left out",
        example: "[new, working]")
    case .within:
      KeyDoc(
        .duration,
        "How much time the manager has to arrange it before it happens by itself; at once when left out",
        example: "1 business day")
    case .calendar:
      KeyDoc(.either([.id, .table("hours")]), "Whose business hours count", example: "office")
    case .owner:
      KeyDoc(
        .owner, "Who gets the leads", example: "[{ cover_of: owner }, { manager_of: owner }]",
        required: true)
    case .to: KeyDoc(.id, "Where they go; they stay where they are when left out", example: "new")
    case .do: KeyDoc(.list(.action), "What else is done", example: "[{ notify: mia }]")
    case .when: KeyDoc(.guardText, "Which of the leads", example: "score >= 50")
    }
  }
}

extension Lowering {
  /// The states into which lost leads can be placed, by name.
  var placements: [String] {
    var names: [String] = []
    for node in scope.chapter.lostAndFound where node.kind == .mapping {
      for (key, value) in node.entries where key.text == "to" {
        names += value.kind == .sequence ? value.items.map(\.text) : [value.text]
      }
    }
    return names
  }

  mutating func lowerLostAndFound() {
    let live = scope.lifecycle.states.contains { $0.kind != .closed }
    guard let node = scope.chapter.lostAndFound.first else {
      if live, let first = scope.chapter[.states].first {
        report(
          Diagnostic(
            .noLostAndFound,
            "the rules of “\(scope.id)” have no lost_and_found: a lead that they fail is lost",
            at: first.id.span,
            help: "Add at the start of a line: "
              + "lost_and_found: { keeper: \(roster.people.first?.id ?? "sam"), within: 1 day, "
              + "to: [\(first.id.value)] }"))
      }
      return
    }
    for second in scope.chapter.lostAndFound.dropFirst() {
      report(
        Diagnostic(
          .duplicateName, "there are two lost and founds", at: second.span,
          labels: [.init("the first one", at: node.span)]))
    }
    guard let ref = scope.states[Self.lostAndFoundID] else { return }
    let rule = RuleID.state(scope.id, Self.lostAndFoundID)
    let mapping = Mapping<LostAndFoundKey>(node, reporting: &diagnostics)
    record(
      rule,
      RuleSet.Item(id: Located(Self.lostAndFoundID, at: node.span), node: node, maintainedBy: nil),
      mapping)
    for key in [LostAndFoundKey.keeper, .backup] {
      origins.spans["\(rule)#\(key.rawValue)"] = mapping[key]?.span
    }
    let keeper = person(mapping[.keeper])
    let backup = person(mapping[.backup])
    if mapping[.keeper] == nil || mapping[.within] == nil {
      let what = mapping[.keeper] == nil ? "no keeper" : "no clock"
      report(
        Diagnostic(
          .noLostAndFound, "the lost and found has \(what)", at: node.span,
          help: mapping[.keeper] == nil
            ? "Name one person: keeper: sam."
            : "Say within what time a lead is placed: within: 1 business day."))
    }
    var state = State(
      id: Self.lostAndFoundID, kind: .lostAndFound,
      owner: [keeper, backup].compactMap { $0 }.map { .person($0) })
    state.crm = binding(mapping[.crm])
    if let withinNode = mapping[.within], let within = period(withinNode),
      let twice = within.times(2)
    {
      let hours = hours(mapping[.calendar])
      if within.isBusiness, mapping[.calendar] == nil {
        report(
          Diagnostic(
            .missingKey, "business time of which calendar?", at: withinNode.span,
            help: "Add calendar: to lost_and_found."))
      }
      let first = Outcome(actions: [.remind(.keep)], owner: backup.map { [.person($0)] })
      let second = Outcome(actions: [.remind(.keep)], owner: keeper.map { [.person($0)] })
      let clock = Clock(
        id: Self.lostAndFoundID, hours: hours,
        rungs: [.init(after: within, outcome: first), .init(after: twice, outcome: second)],
        repeats: true)
      state.clocks = [add(clock, at: withinNode.span)]
    }
    state.carries = scope.lifecycle.states[ref].carries
    scope.lifecycle.states[ref] = state
    scope.lifecycle.lostAndFound = ref
    // Who could not be read whole lives on only with all that every lead has.
    let fields = scope.lifecycle.fields
    let needed = fields.refs.filter { ref in
      if case .counter = fields[ref].type { return false }
      return !fields[ref].isOptional
    }
    for target in references(mapping[.to], \.states, .state) {
      let name = scope.lifecycle.states[target].id
      let isEnd = scope.lifecycle.states[target].kind == .closed
      guard let event = scope.events["place_in_\(name)"] else { continue }
      add(
        Move(
          id: "lost_and_found.place_in_\(name)", layer: .state, from: [ref], trigger: .event(event),
          by: [.owner], requires: isEnd ? [] : needed, outcome: Outcome(to: .state(target))),
        at: (mapping[.to] ?? node).span)
      origins.used.insert(RuleID.event(scope.id, "place_in_\(name)"))
    }
    if mapping[.to] == nil {
      report(
        .missingKey(
          "to", in: "lost and found", at: node.span,
          help: "Say into which states the keeper may place a lead: to: [new]."))
    }
  }

  mutating func lowerPolicies() {
    for node in scope.chapter.policies {
      let mapping = Mapping<PoliciesKey>(node, reporting: &diagnostics)
      reassignments(mapping[.leavers], event: "owner_left", prefix: "leavers")
      reassignments(mapping[.absences], event: "owner_absent", prefix: "absences")
    }
  }

  private mutating func reassignments(_ node: YAMLNode?, event name: String, prefix: String) {
    guard let node, let event = scope.events[name] else { return }
    if node.kind != .sequence {
      report(.notAList(node, expected: "a list, one entry for each group of states"))
    }
    for item in node.items {
      let mapping = Mapping<ReassignmentKey>(item, reporting: &diagnostics)
      let rule = RuleID.move(scope.id, prefix)
      let stateNames = mapping[.in].map { references($0, \.states, .state).sorted() }
      let from =
        stateNames
        ?? scope.lifecycle.states.refs.filter {
          scope.lifecycle.states[$0].kind != .closed
            && scope.lifecycle.states[$0].kind != .lostAndFound
        }
      let id =
        stateNames.map { "\(prefix).\($0.first.map { scope.lifecycle.states[$0].id } ?? "none")" }
        ?? prefix
      if mapping[.owner] == nil {
        report(.missingKey("owner", in: "a reassignment", at: item.span))
      }
      var outcome = outcome(
        to: mapping[.to], owner: mapping[.owner], actions: mapping[.do], rule: rule)
      if mapping[.within] == nil, let node = mapping[.calendar] {
        report(
          Diagnostic(
            .keysClash, "“calendar” belongs to within, and there is none", at: node.span,
            help: "Say within: and how much time there is, or take it out."))
      }
      if let withinNode = mapping[.within], let within = duration(withinNode) {
        let hours = hours(mapping[.calendar])
        if within.isBusiness, mapping[.calendar] == nil {
          report(
            Diagnostic(
              .missingKey, "business time of which calendar?", at: withinNode.span,
              help: "Add calendar: beside it."))
        }
        let clock = add(
          Clock(
            id: "\(id).reassign", hours: hours, rungs: [.init(after: within, outcome: outcome)]),
          at: withinNode.span)
        for state in scope.lifecycle.states.refs where scope.lifecycle.states[state].kind != .closed
        { scope.lifecycle.states[state].carries.append(clock) }
        outcome = Outcome(actions: [.notify(.managerOfOwner), .start(clock)])
      }
      var move = Move(
        id: id, layer: .anywhere, from: from, trigger: .event(event), outcome: outcome)
      move.when = condition(mapping[.when]) ?? .always
      add(move, at: item.span)
    }
    origins.used.insert(RuleID.event(scope.id, name))
  }
}
