import RoeMachine
import RoeSource

/// Reading what a move or a step of a ladder does.
extension Lowering {
  static let actionKeys = ["remind", "notify", "set", "clear", "count", "send", "owner"]

  mutating func outcome(to: YAMLNode?, owner: YAMLNode?, actions: YAMLNode?, rule: String)
    -> Outcome
  {
    var outcome = Outcome()
    if let to { outcome.to = target(to) }
    let chain = ownerChain(owner, rule: rule)
    if !chain.isEmpty { outcome.owner = chain }
    guard let actions, !actions.isNull else { return outcome }
    let nodes = actions.kind == .sequence ? Array(actions.items) : [actions]
    for node in nodes {
      guard node.kind == .mapping, let (key, value) = onlyEntry(node, "an action") else {
        if node.kind != .mapping {
          report(.wrongShape(node, expected: "an action such as { remind: owner }"))
        }
        continue
      }
      if key.text == "owner" {
        // Written among the actions, as people say it; it takes effect with the outcome.
        if let owner {
          report(
            Diagnostic(
              .keysClash, "the owner is set twice here", at: key.span,
              labels: [.init("here too", at: owner.span)]))
        }
        let chain = ownerChain(value, rule: rule)
        if !chain.isEmpty { outcome.owner = chain }
      } else {
        outcome.actions += action(key, value, rule: rule)
      }
    }
    return outcome
  }

  mutating func target(_ node: YAMLNode) -> Outcome.Target? {
    if node.kind == .scalar, node.text == "previous" { return .previous }
    return reference(node, \.states, .state).map { .state($0) }
  }

  private mutating func action(_ key: YAMLNode, _ value: YAMLNode, rule: String) -> [Action] {
    switch key.text {
    case "remind": return ownerChain(value, rule: rule).map { .remind($0) }
    case "notify": return ownerChain(value, rule: rule).map { .notify($0) }
    case "clear":
      return references(value, \.fields, .field).compactMap { ref in
        let field = scope.lifecycle.fields[ref]
        guard isWritable(field, at: value.span) else { return nil }
        guard field.isOptional else {
          report(
            .wrongShapeText(
              "“\(field.id)” must always have a value, so that it cannot be cleared",
              at: value.span,
              help: "Say optional: true of the field, or set it to something."))
          return nil
        }
        return .set(ref, .missing)
      }
    case "count":
      return references(value, \.fields, .field).compactMap { field in
        guard case .counter = scope.lifecycle.fields[field].type else {
          report(.wrongShape(value, expected: "a field of type counter"))
          return nil
        }
        return .add(field, 1)
      }
    case "set":
      guard value.kind == .mapping else {
        report(.wrongShape(value, expected: "fields and their values"))
        return []
      }
      return value.entries.compactMap { entry in self.assignment(entry.key, entry.value) }
    case "send": return send(value)
    default:
      report(.unknownKey(key, in: "an action", known: Self.actionKeys))
      return []
    }
  }

  private mutating func assignment(_ key: YAMLNode, _ value: YAMLNode) -> Action? {
    guard let ref = reference(key, \.fields, .field), let text = text(value) else { return nil }
    let field = scope.lifecycle.fields[ref]
    guard isWritable(field, at: key.span) else { return nil }
    if case .set = field.type {
      report(.wrongShape(key, expected: "a field that holds one value"))
      return nil
    }
    warnIfYAMLChanges(value, for: field.type)
    switch GuardParser.value(constant(value), quoted: true, for: field, scope: scope) {
    case .success(let value): return .set(ref, value)
    case .failure(let problem):
      _ = text
      report(problem.diagnostic(at: value.span))
      return nil
    }
  }

  /// A frozen field keeps the value that it was captured with, whatever the rules say.
  private mutating func isWritable(_ field: Field, at span: SourceSpan) -> Bool {
    if !field.isFrozen { return true }
    report(
      .wrongShapeText("“\(field.id)” is frozen: it keeps the value it was captured with", at: span))
    return false
  }

  private mutating func send(_ node: YAMLNode) -> [Action] {
    let mapping = Mapping<SendKey>(node, reporting: &diagnostics)
    guard let event = mapping[.event], let to = mapping[.to] else {
      report(
        .missingKey(mapping[.event] == nil ? "event" : "to", in: "sending an event", at: node.span))
      return []
    }
    guard let name = text(event), let link = reference(to, \.links, .link) else { return [] }
    sends.append((scope.lifecycle.links[link].lifecycle, Located(name, at: event.span)))
    return [.send(event: name, to: link)]
  }
}

/// Sending an event to linked records.
package enum SendKey: String, KeyTable {
  case event, to

  package static let subject = "sending an event"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .event:
      KeyDoc(
        .id, "The event, which the other lifecycle declares", example: "account_owner_changed",
        required: true)
    case .to: KeyDoc(.id, "The link that leads to the records", example: "leads", required: true)
    }
  }
}

package enum LinkKey: String, KeyTable {
  case lifecycle, mine, theirs

  package static let subject = "a link"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .lifecycle:
      KeyDoc(.id, "The lifecycle at the other end", example: "account", required: true)
    case .mine:
      KeyDoc(
        .id, "The field of this record that holds the id of the other one", example: "account_id")
    case .theirs:
      KeyDoc(
        .id, "The field of the other records that holds the id of this one", example: "account_id")
    }
  }
}

extension Lowering {
  mutating func declareLinks() {
    scope.links = references(to: scope.chapter[.links].map(\.id.value))
    for item in declared(scope.chapter[.links], "link") {
      let mapping = Mapping<LinkKey>(item.node, reporting: &diagnostics)
      let rule = "\(scope.id)/links/\(item.id.value)"
      record(rule, item, mapping)
      var link = Link(
        id: item.id.value, lifecycle: text(mapping[.lifecycle]) ?? scope.id, key: .theirs(""))
      if let lifecycle = mapping[.lifecycle] {
        if rules.chapters[lifecycle.text] == nil {
          report(
            .unknownName(
              lifecycle.text, .lifecycle, at: lifecycle.span, among: rules.chapters.keys))
        }
      } else {
        report(.missingKey("lifecycle", in: "a link", at: item.id.span))
      }
      switch (mapping[.mine], mapping[.theirs]) {
      case (let mine?, nil):
        if let field = reference(mine, \.fields, .field) { link.key = .mine(field) }
      case (nil, let theirs?):
        let known = rules.chapters[link.lifecycle].map { $0[.fields].map(\.id.value) } ?? []
        if !known.contains(theirs.text) {
          report(
            .unknownName(
              theirs.text, .field, place: "of \(link.lifecycle)", at: theirs.span, among: known))
        }
        link.key = .theirs(theirs.text)
      case (let mine?, let theirs?):
        report(
          Diagnostic(
            .keysClash, "a link has “mine” or “theirs”, not both", at: theirs.span,
            labels: [.init("here", at: mine.span)]))
      case (nil, nil):
        report(
          .missingKey(
            "mine", in: "a link", at: item.id.span, help: "Say mine: FIELD, or theirs: FIELD."))
      }
      scope.lifecycle.links.append(link)
    }
  }

  /// Every event that is sent must be one that the receiving lifecycle declares.
  mutating func checkLinks() {
    for (lifecycle, event) in sends {
      guard let chapter = machine.lifecycles.first(where: { $0.id == lifecycle }) else { continue }
      if chapter.events.contains(where: { $0.id == event.value }) {
        origins.used.insert(RuleID.event(lifecycle, event.value))
      } else {
        report(
          Diagnostic(
            .undeclaredEvent, "“\(lifecycle)” declares no event called “\(event.value.shortened)”",
            at: event.span,
            help: nearName(to: event.value, among: chapter.events.map(\.id)).map {
              "Did you mean “\($0)”?"
            }))
      }
    }
  }
}
