import RoeMachine
import RoeSource

/// Reading who owns a lead, who may act, and what is done.
extension Lowering {
  /// A name, a mapping with one key, or a list of these to be tried in order.
  mutating func ownerChain(_ node: YAMLNode?, rule: @autoclosure () -> String) -> OwnerChain {
    guard let node, !node.isNull else { return [] }
    guard node.kind == .sequence else { return owner(node, rule: rule()).map { [$0] } ?? [] }
    if node.items.isEmpty { report(.emptyList(node, of: "owner")) }
    var chain: OwnerChain = []
    for item in node.items {
      if chain.last == .nobody {
        report(
          Diagnostic(
            .keysClash, "after nobody, no other owner is ever tried", at: item.span,
            help: "Put nobody last, or leave it out."))
        break
      }
      if let source = owner(item, rule: rule()) { chain.append(source) }
    }
    return chain
  }

  mutating func owner(_ node: YAMLNode, rule: @autoclosure () -> String) -> OwnerSource? {
    switch node.kind {
    case .scalar: return owner(named: Located(node.text, at: node.span), rule: rule())
    case .mapping:
      guard let (key, value) = onlyEntry(node, "an owner") else { return nil }
      return owner(key: key, value: value)
    case .sequence:
      report(
        .wrongShape(
          node, expected: "a name, or one of field, routing, manager_of, backup_of, cover_of"))
      return nil
    }
  }

  mutating func owner(named name: Located<String>, rule: @autoclosure () -> String) -> OwnerSource?
  {
    switch name.value {
    case "keep", "owner", "giver": return .keep
    case "previous": return .previous
    case "actor": return .actor
    case "asked": return .asked
    case "nobody": return .nobody
    case "undecided":
      origins.undecided.insert(rule())
      report(
        Diagnostic(
          .undecidedOwner, "nobody has decided yet who owns this", at: name.span,
          help: "Put in a name when it is decided; until then roe builds nothing."))
      return nil
    default: break
    }
    if let principal = principals[name.value] {
      use(principal)
      return principal.source
    }
    unknownRoles.append(name)
    report(
      unknownPerson(
        name.value, [.person, .role, .pool, .queue], at: name.span,
        among: Array(principals.keys) + [
          "keep", "previous", "actor", "asked", "nobody", "undecided",
        ]))
    return nil
  }

  /// Nobody has this id; perhaps somebody has it as a name, or there are several in it.
  func unknownPerson(
    _ name: String, _ kinds: [NameKind], at span: SourceSpan, among known: [String]
  ) -> Diagnostic {
    // The machine knows only those whom the rules name; a slip may hide the one who does.
    let known = known + roster.people.map(\.id)
    var finding = Diagnostic.unknownName(name, kinds, at: span, among: known)
    if finding.fix != nil { return finding }
    let wanted = name.lowercased()
    if let person = roster.people.first(where: { $0.name.lowercased() == wanted }) {
      finding.help = "\(person.name) is \(person.id)."
      finding.fix = Fix(
        "write \(person.id)", edits: [.init(replace: span, with: person.id)])
      return finding
    }
    let parts = name.replacing(" and ", with: ",").replacing(" or ", with: ",").split(
      separator: ","
    )
    .map { String($0.trimmed) }
    if parts.count > 1, parts.allSatisfy(known.contains) {
      let list = "[\(parts.joined(separator: ", "))]"
      finding.help =
        "Write \(list) to try them in this order, or make a pool of them to let them take turns."
      finding.fix = Fix("write \(list)", edits: [.init(replace: span, with: list)])
      return finding
    }
    let groups = principals.filter {
      switch $0.value {
      case .pool, .queue: true
      case .person, .role: false
      }
    }.keys.sortedByBytes()
    if kinds.contains(.queue), !groups.isEmpty, groups.count <= 12 {
      finding.notes = ["The pools and queues are \(groups.joined(separator: ", "))."]
    }
    return finding
  }

  private mutating func owner(key: YAMLNode, value: YAMLNode) -> OwnerSource? {
    switch key.text {
    case "field":
      guard let field = reference(value, \.fields, .field) else { return nil }
      guard case .person = scope.lifecycle.fields[field].type else {
        report(.wrongShape(value, expected: "a field of type person"))
        return nil
      }
      return .field(field)
    case "routing": return reference(value, \.tables, .table).map { .table($0) }
    case "manager_of", "backup_of", "cover_of", "next_in_pool":
      guard value.text == "owner" else {
        report(.wrongShape(value, expected: "“owner”"))
        return nil
      }
      switch key.text {
      case "manager_of": return .managerOfOwner
      case "backup_of": return .backupOfOwner
      case "cover_of": return .coverOfOwner
      default: return .nextInPool
      }
    default:
      report(
        .unknownKey(
          key, in: "an owner",
          known: ["field", "routing", "manager_of", "backup_of", "cover_of", "next_in_pool"]))
      return nil
    }
  }

  private func ruleID(of principal: Principal) -> String {
    switch principal {
    case .person(let person): RuleID.person(machine.people[person].id)
    case .role(let role): RuleID.role(machine.roles[role].id)
    case .pool(let pool): RuleID.pool(machine.pools[pool].id)
    case .queue(let queue): RuleID.queue(machine.queues[queue].id)
    }
  }

  mutating func use(_ principal: Principal) {
    switch principal {
    case .pool, .queue: origins.used.insert(ruleID(of: principal))
    case .person, .role: break
    }
  }

  /// The one entry of a mapping that names its kind by its key.
  mutating func onlyEntry(_ node: YAMLNode, _ subject: String) -> (key: YAMLNode, value: YAMLNode)?
  {
    var entries = node.entries.makeIterator()
    guard let entry = entries.next() else {
      report(.wrongShape(node, expected: subject))
      return nil
    }
    if let second = entries.next() {
      report(
        Diagnostic(
          .keysClash, "\(subject) says one thing at a time", at: second.key.span,
          labels: [.init("the first", at: entry.key.span)], help: "Make it a list, one entry each.")
      )
    }
    return entry
  }

  /// A reference into the present lifecycle.
  mutating func reference<Element>(
    _ node: YAMLNode, _ names: KeyPath<Scope, [String: Ref<Element>]>, _ kind: NameKind
  ) -> Ref<Element>? {
    guard let name = text(node) else { return nil }
    if let ref = scope[keyPath: names][name] {
      origins.used.insert("\(scope.id)/\(kind.rawValue)/\(name)")
      return ref
    }
    report(.unknownName(name, kind, at: node.span, among: scope[keyPath: names].keys))
    return nil
  }

  mutating func references<Element>(
    _ node: YAMLNode?, _ names: KeyPath<Scope, [String: Ref<Element>]>, _ kind: NameKind
  ) -> [Ref<Element>] {
    guard let node, !node.isNull else { return [] }
    let nodes = node.kind == .sequence ? Array(node.items) : [node]
    if nodes.isEmpty { report(.emptyList(node, of: kind.rawValue)) }
    return distinct(nodes).compactMap { reference($0, names, kind) }
  }

  /// The names without those that stand there already, which are reported.
  private mutating func distinct(_ nodes: [YAMLNode]) -> [YAMLNode] {
    guard nodes.count > 1 else { return nodes }
    var first: [String: SourceSpan] = [:]
    return nodes.filter { node in
      guard node.kind == .scalar else { return true }
      guard let earlier = first[node.text] else {
        first[node.text] = node.span
        return true
      }
      report(.namedTwice(node.text, at: node.span, first: earlier))
      return false
    }
  }

  // MARK: Actors

  mutating func actors(_ node: YAMLNode?) -> [ActorTest] {
    texts(node).compactMap { name in
      switch name.value {
      case "owner": return .owner
      case "asked": return .asked
      case "lead": return .lead
      case "system": return .system
      default: break
      }
      switch principals[name.value] {
      case .person(let person): return .person(person)
      case .role(let role): return .role(role)
      case .pool(let pool):
        origins.used.insert(RuleID.pool(machine.pools[pool].id))
        return .pool(pool)
      case .queue, nil:
        unknownRoles.append(name)
        report(
          .unknownName(
            name.value, .person, .role, .pool, at: name.span,
            among: Array(principals.keys) + rosterRoles.map(\.value) + [
              "owner", "asked", "lead", "system",
            ]))
        return nil
      }
    }
  }

  // MARK: Conditions

  /// Reads a condition; a bad one is reported and taken as never holding nowhere: it is left out.
  mutating func condition(_ node: YAMLNode?) -> Guard? {
    guard let node, !node.isNull else { return nil }
    guard node.kind == .scalar else {
      report(
        .wrongShape(
          node, expected: "a condition in one line",
          help: "Put quotes around it if it has a list in square brackets."))
      return nil
    }
    if node.isText("true") { return .always }
    var parser = GuardParser(node, in: scope, lists: lists, constants: constants)
    defer { if !parser.uses.isEmpty { origins.used.formUnion(parser.uses) } }
    do throws(GuardParser.Mistake) {
      let condition = try parser.parse()
      diagnostics += parser.unknownNames
      return parser.unknownNames.isEmpty ? condition : nil
    } catch {
      diagnostics += parser.unknownNames
      report(error.diagnostic)
      noteEcho(of: error.list, at: error.diagnostic.span)
      return nil
    }
  }

  /// A list that is unknown only since its file is not read.
  mutating func noteEcho(of list: String?, at span: SourceSpan) {
    if let list, unreadLists.contains(list) { echoes.insert(span) }
  }

  /// A condition with the dates between which it is in force.
  mutating func condition(_ node: YAMLNode?, from: YAMLNode?, until: YAMLNode?) -> Guard {
    var parts: [Guard] = []
    if let condition = condition(node), condition != .always { parts.append(condition) }
    let start = date(from).flatMap { midnight($0) }
    if let start { parts.append(.clockFrom(start)) }
    // `until` names the last day on which the rule holds.
    if let date = date(until), let day = CivilDate(date),
      let end = midnight(day.adding(days: 1).description)
    {
      if let start, let until, start >= end {
        report(.wrongShapeText("this never holds: it ends before it begins", at: until.span))
      } else {
        parts.append(.clockBefore(end))
      }
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .always : .all(parts)
  }
}
