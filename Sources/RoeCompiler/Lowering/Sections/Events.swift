import RoeMachine
import RoeSource

package enum EventKey: String, KeyTable {
  case by, carries, crm

  package static let subject = "an event"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .by:
      KeyDoc(
        .actors,
        "Who may cause it: people, roles, pools, `owner`, `asked`, `lead`, `system`; anybody when left out",
        example: "[sdr, ae]")
    case .carries:
      KeyDoc(.oneOrMore(.id), "The fields that it brings along", example: "[budget, meeting_notes]")
    case .crm:
      KeyDoc(.map(.scalar), "How the CRM shows it", example: "{ object: Task, Type: Call }")
    }
  }
}

package enum ActivityKey: String, KeyTable {
  case any, by, except

  package static let subject = "an activity"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .any:
      KeyDoc(
        .oneOrMore(.id), "The events that count as it", example: "[call_logged, email_sent]",
        required: true)
    case .by: KeyDoc(.actors, "Who must have done it; anybody when left out", example: "owner")
    case .except:
      KeyDoc(
        .guardText, "What must not be true of the lead for it to count",
        example: "automated or bounced")
    }
  }
}

package enum DefinitionKey: String, KeyTable {
  case when

  package static let subject = "a definition"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    KeyDoc(
      .guardText, "The condition that the word stands for", example: "score >= 60 and consent",
      required: true)
  }
}

extension Lowering {
  /// Events that the machine itself causes.
  static let hostEvents = ["owner_left", "owner_absent"]

  mutating func declareEvents() {
    var ids = scope.chapter[.events].map(\.id.value)
    if !scope.chapter.policies.isEmpty { ids += Self.hostEvents }
    ids += placements.map { "place_in_\($0)" }
    scope.events = references(to: ids)
  }

  mutating func lowerEvents() {
    let items = Dictionary(
      uniqueKeysWithValues: declared(scope.chapter[.events], "event").map { ($0.id.value, $0) })
    for (id, _) in scope.events.sorted(by: { $0.value < $1.value }) {
      guard let item = items[id] else {
        scope.lifecycle.events.append(
          Event(id: id, by: Self.hostEvents.contains(id) ? [.system] : []))
        continue
      }
      let mapping = Mapping<EventKey>(item.node, reporting: &diagnostics)
      record(RuleID.event(scope.id, id), item, mapping)
      var event = Event(
        id: id, by: actors(mapping[.by]),
        carries: references(mapping[.carries], \.fields, .field).sorted())
      event.crm = binding(mapping[.crm])
      scope.lifecycle.events.append(event)
    }
  }

  mutating func binding(_ node: YAMLNode?) -> [String: String] {
    guard let node, !node.isNull else { return [:] }
    guard node.kind == .mapping else {
      report(.wrongShape(node, expected: "CRM fields and their values"))
      return [:]
    }
    var result: [String: String] = [:]
    for (key, value) in node.entries {
      result[key.text] = text(value)
      warnIfYAMLChanges(value)
    }
    return result
  }

  mutating func declareActivities() {
    scope.activities = references(to: scope.chapter[.activities].map(\.id.value))
  }

  mutating func lowerActivities() {
    for item in declared(scope.chapter[.activities], "activity") {
      let mapping = Mapping<ActivityKey>(item.node, reporting: &diagnostics)
      record(RuleID.activity(scope.id, item.id.value), item, mapping)
      if mapping[.any] == nil { report(.missingKey("any", in: "an activity", at: item.id.span)) }
      scope.lifecycle.activities.append(
        Activity(
          id: item.id.value, events: events(mapping[.any]).sorted(), by: actors(mapping[.by]),
          except: condition(mapping[.except])))
    }
  }

  /// Events by name.
  mutating func events(_ node: YAMLNode?) -> [Ref<Event>] {
    var first: [String: SourceSpan] = [:]
    return texts(node).compactMap { name in
      if let earlier = first.updateValue(name.span, forKey: name.value) {
        report(.namedTwice(name.value, at: name.span, first: earlier))
        return nil
      }
      return event(name)
    }
  }

  /// An event by name; an unknown one has a message of its own.
  mutating func event(_ name: Located<String>) -> Ref<Event>? {
    if let event = scope.events[name.value] {
      origins.used.insert(RuleID.event(scope.id, name.value))
      return event
    }
    let near = nearName(to: name.value, among: scope.events.keys)
    report(
      Diagnostic(
        .undeclaredEvent, "nobody has declared an event called “\(name.value.shortened)”",
        at: name.span,
        help: near.map { "Did you mean “\($0)”?" }
          ?? "Declare it under events: \(name.value): { by: […] }",
        fix: near.map { Fix("write \($0)", edits: [.init(replace: name.span, with: $0)]) }))
    return nil
  }

  mutating func declareDefinitions() {
    scope.definitions = references(to: scope.chapter[.definitions].map(\.id.value))
  }

  mutating func lowerDefinitions() {
    for item in declared(scope.chapter[.definitions], "definition") {
      let rule = RuleID.definition(scope.id, item.id.value)
      let wasUsed = origins.used.contains(rule)
      let condition: Guard?
      if isShort(item.node) {
        origins.spans[rule] = item.id.span
        condition = self.condition(item.node)
      } else {
        let mapping = Mapping<DefinitionKey>(item.node, reporting: &diagnostics)
        record(rule, item, mapping)
        if mapping[.when] == nil {
          report(.missingKey("when", in: "a definition", at: item.id.span))
        }
        condition = self.condition(mapping[.when])
      }
      // A definition that uses only itself is not used by anybody.
      if !wasUsed { origins.used.remove(rule) }
      scope.lifecycle.definitions.append(Definition(id: item.id.value, when: condition ?? .always))
    }
    breakCircles()
  }

  /// Takes the meaning from definitions that lead back to themselves, or that stand on too many
  /// others for a machine to follow.
  private mutating func breakCircles() {
    let definitions = scope.lifecycle.definitions
    let next = definitions.map { $0.when.definitions.map { Int($0.offset) } }
    for circle in components(count: next.count, next: { next[$0] }) {
      guard let last = circle.last, circle.count > 1 || next[last].contains(last) else { continue }
      let id = definitions[last].id
      report(
        Diagnostic(
          .circularName, "“\(id)” leads back to itself",
          at: origins.spans[RuleID.definition(scope.id, id)] ?? rules.firstSpan,
          help: "Write out what one of them means."))
      for member in circle { scope.lifecycle.definitions[member].when = .always }
    }
    let lengths = chainLengths(
      scope.lifecycle.definitions.map { $0.when.definitions.map { Int($0.offset) } },
      costs: scope.lifecycle.definitions.map(\.when.depth))
    for (index, length) in lengths.enumerated() where length ?? 0 > Guard.greatestDepth {
      scope.lifecycle.definitions[index].when = .always
      guard next[index].allSatisfy({ lengths[$0] ?? 0 <= Guard.greatestDepth }) else { continue }
      let id = definitions[index].id
      report(
        Diagnostic(
          .badGuard, "“\(id)” stands on definitions that stand on others, more than I can follow",
          at: origins.spans[RuleID.definition(scope.id, id)] ?? rules.firstSpan,
          help: "Write out what one of them means."))
    }
  }
}
