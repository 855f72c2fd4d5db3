import RoeMachine
import RoeSource

package enum PoolKey: String, KeyTable {
  case members, at_least, pick, steward, cap, match, weights

  package static let subject = "a pool"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .members:
      KeyDoc(
        .either([.list(.id), .text]),
        "Who belongs to it: a list, or a condition on the columns of the roster",
        example: "role is sdr and region is dach", required: true)
    case .at_least:
      KeyDoc(
        .either([.integer(min: 0), .text]),
        "How many are present at any time; the proof builds on it", example: "3 present")
    case .pick:
      KeyDoc(
        .word(Pool.Pick.allCases.map(\.rawValue)),
        "How one is picked: in turn, or always the same one for the same lead; in turn when left out",
        example: "round_robin")
    case .steward:
      KeyDoc(.id, "Who owns the lead when nobody of the pool can be picked", example: "mia")
    case .cap:
      KeyDoc(
        .integer(min: 1), "The most leads that one member may have through this pool", example: "40"
      )
    case .match:
      KeyDoc(
        .map(.id), "Roster columns that must equal a field of the lead",
        example: "{ language: language }")
    case .weights:
      KeyDoc(
        .map(.integer(min: 1)), "How many turns a member gets, at most 100; 1 when left out",
        example: "{ ana: 2 }")
    }
  }
}

package enum QueueKey: String, KeyTable {
  case steward, longest_stay

  package static let subject = "a queue"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .steward:
      KeyDoc(.id, "Who owns the leads in it until somebody claims them", example: "mia")
    case .longest_stay:
      KeyDoc(
        .table("clock"), "How long a lead may lie in it, and what happens then",
        example: "{ after: 4 business hours, calendar: office, owner: mia }",
        becomes: "a clock on every state that the queue owns")
    }
  }
}

extension Lowering {
  mutating func lowerPrincipals() {
    let pools = declared(rules.shared[.pools], "pool")
    let queues = declared(rules.shared[.queues], "queue")
    let roles = Set(roster.people.compactMap(\.role))
    let named = namedInRules(roles.union(roster.people.map(\.id)))
    for id in roster.people.map(\.id).filter(named.contains) {
      principals[id] = .person(Ref(machine.people.count))
      machine.people.append(Person(id: id))
    }
    for id in roles.filter(named.contains).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    ) {
      claim(id, .role(Ref(machine.roles.count)), noun: "role")
      machine.roles.append(Role(id: id))
    }
    for (offset, item) in pools.enumerated() {
      claim(item.id.value, .pool(Ref(offset)), noun: "pool", at: item.id.span)
    }
    for (offset, item) in queues.enumerated() {
      claim(item.id.value, .queue(Ref(offset)), noun: "queue", at: item.id.span)
    }
    for item in pools { lowerPool(item) }
    for item in queues { lowerQueue(item) }
  }

  /// People, roles, pools and queues share one namespace.
  private mutating func claim(
    _ id: String, _ principal: Principal, noun: String, at span: SourceSpan? = nil
  ) {
    if principals[id] != nil
      || [
        "keep", "previous", "actor", "asked", "nobody", "undecided", "owner", "giver", "lead",
        "system",
      ].contains(id)
    {
      report(
        Diagnostic(
          .duplicateName,
          "“\(id)” is the name of a \(noun) and of something else that can own a lead",
          at: span ?? rules.firstSpan,
          labels: origins.spans[RuleID.person(id)].map { [.init("a person", at: $0)] } ?? [],
          help: "People, roles, pools and queues share their names; rename one."))
      return
    }
    principals[id] = principal
  }

  /// The people and roles that the rules name anywhere outside the roster: only they belong to
  /// the machine, so that the roster may change without changing it.
  private mutating func namedInRules(_ known: Set<String>) -> Set<String> {
    var named: Set<String> = []
    let longest = known.map(\.utf8.count).max() ?? 0
    for file in rules.headers {
      for key in Section.allCases.map(\.key) + [.anywhere, .policies, .lost_and_found] {
        guard let node = file[key] else { continue }
        if key == .routing { named.formUnion(routedNames(node).intersection(known)) }
        node.forEachText { bytes in
          guard bytes.count <= longest else { return }
          let text = String(decoding: bytes, as: UTF8.self)
          if known.contains(text) { named.insert(text) }
        }
      }
    }
    return named
  }

  private mutating func lowerPool(_ item: RuleSet.Item) {
    let mapping = Mapping<PoolKey>(item.node, reporting: &diagnostics)
    let id = item.id.value
    record(RuleID.pool(id), item, mapping)
    var pool = Pool(
      id: id, pick: word(mapping[.pick], Pool.Pick.self) ?? .roundRobin,
      steward: person(mapping[.steward]), atLeast: 0)
    pool.cap = integer(mapping[.cap], atLeast: 1)
    pool.atLeast = atLeast(mapping[.at_least])
    pool.match = match(mapping[.match])
    machine.pools.append(pool)

    guard let node = mapping[.members] else {
      report(.missingKey("members", in: "a pool", at: item.id.span))
      roster.pools.append(Roster.PoolMembers(id: id, members: []))
      return
    }
    let problems = diagnostics.count
    let members = members(node)
    let isRead = diagnostics.count == problems
    let weights = self.weights(mapping[.weights], of: members, in: id)
    roster.pools.append(
      Roster.PoolMembers(
        id: id, members: members.map { .init(person: $0, weight: weights[$0] ?? 1) }))
    if !isRead { return }
    if members.count < pool.atLeast {
      report(
        Diagnostic(
          .rosterTooSmall,
          "the rules promise \(pool.atLeast) present in “\(id)”, and the roster has \(members.count)",
          at: (mapping[.at_least] ?? node).span,
          labels: [.init("these are its members", at: node.span)],
          help: "Add people to the pool, or promise fewer."))
    } else if members.isEmpty {
      report(
        Diagnostic(
          .rosterTooSmall, "nobody in the roster is in “\(id)”", at: node.span,
          help: "Look for a misspelt value, or take the pool out."))
    }
  }

  /// The columns of the roster that must equal a field.
  private mutating func match(_ node: YAMLNode?) -> [Pool.Match] {
    let fields = Set(rules.chapters.values.flatMap { $0[.fields].map(\.id.value) })
    let columns = rosterColumns
    var match: [Pool.Match] = []
    for (column, field) in entries(node, expected: "columns of the roster and their fields") {
      columnsRead.insert(column.text)
      if !columns.contains(column.text) {
        report(
          .unknownName(
            column.text, .rosterColumn, at: column.span, among: columns.sorted()))
      }
      guard let name = text(field) else { continue }
      if !fields.contains(name) {
        report(.unknownName(name, .field, at: field.span, among: fields.sorted()))
      }
      match.append(Pool.Match(column: column.text, field: name))
    }
    return match.sorted { ($0.column, $0.field) < ($1.column, $1.field) }
  }

  private var rosterColumns: Set<String> {
    var columns: Set<String> = ["role", "manager", "backup", "calendar", "id"]
    for person in roster.people { columns.formUnion(person.attributes.keys) }
    return columns
  }

  private mutating func weights(
    _ node: YAMLNode?, of members: [String], in pool: String
  ) -> [String: Int] {
    var weights: [String: Int] = [:]
    for (key, value) in entries(node, expected: "members and how many turns they get") {
      if !members.contains(key.text) {
        report(
          .unknownName(key.text, .member, place: "of \(pool)", at: key.span, among: members))
      } else if let weight = integer(value, atLeast: 1, atMost: 100) {
        weights[key.text] = weight
      }
    }
    return weights
  }

  private mutating func atLeast(_ node: YAMLNode?) -> Int {
    guard let node else { return 0 }
    let words = node.text.split(separator: " ")
    if let first = words.first, let number = Int(first), number >= 0,
      words.count == 1 || (words.count == 2 && words[1] == "present")
    {
      return min(number, 100_000)
    }
    report(.wrongShape(node, expected: "a number such as 3 present"))
    return 0
  }

  private mutating func members(_ node: YAMLNode) -> [String] {
    if node.kind == .sequence {
      let people = scopePeople
      var first: [String: SourceSpan] = [:]
      return texts(node).compactMap { name in
        if let earlier = first.updateValue(name.span, forKey: name.value) {
          report(.namedTwice(name.value, at: name.span, first: earlier))
          return nil
        }
        if people.contains(name.value) { return name.value }
        report(.unknownName(name.value, .person, at: name.span, among: people))
        return nil
      }
    }
    guard node.kind == .scalar, !node.isNull else {
      report(.wrongShape(node, expected: "a list of people, or a condition on the roster"))
      return []
    }
    if let instead = condition(meantBy: node.text) {
      report(
        .wrongShape(
          node, expected: "a list of people, or a condition on the roster", instead: instead))
      return roster.people.filter { $0.role == node.text || $0.id == node.text }.map(\.id)
    }
    if lacksPeople {
      // Whom the condition means is not known either, and that only follows from the roster.
      report(.unknownName(node.text, .person, at: node.span, among: []))
      return []
    }
    // The roster's columns are texts; the same condition language reads them.
    let sorted = rosterColumns.sorted()
    let rosterScope = Scope(people: scopePeople)
    rosterScope.lifecycle.fields = sorted.map { Field(id: $0, type: .text, isOptional: true) }
    rosterScope.fields = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Ref($0)) })
    let outer = scope
    scope = rosterScope
    defer { scope = outer }
    guard let condition = condition(node) else {
      columnsRead.formUnion(sorted)
      return []
    }
    columnsRead.formUnion(condition.tests.map { sorted[Int($0.field.offset)] })
    for (field, test) in condition.tests where sorted[Int(field.offset)] == "role" {
      rolesOfPools.formUnion(test.texts)
    }
    return roster.people.filter { person in
      let record: [Value] = sorted.map { column in
        let text: String? =
          switch column {
          case "id": person.id
          case "role": person.role
          case "manager": person.manager
          case "backup": person.backup
          case "calendar": person.calendar
          default: person.attributes[column]
          }
        return text.map { .text($0) } ?? .missing
      }
      return condition.holds(onTexts: record)
    }.map(\.id)
  }

  /// A column that no pool asks for may be one of roe's own under another name.
  mutating func checkColumns() {
    if lacksPeople { return }
    for (table, name) in furtherColumns where !columnsRead.contains(name.value) {
      var finding = Diagnostic(
        .csvUnknownColumn, "\(table.name): nothing reads the column “\(name.value)”", at: name.span,
        notes: ["roe's own columns are \((["id"] + PersonKey.columns).joined(separator: ", "))."],
        help: "If it is one of these, give it that name; otherwise leave it as it is.")
      finding.severity = .note
      report(finding)
    }
  }

  /// The members that somebody means who writes a role, or a person, alone.
  private func condition(meantBy text: String) -> String? {
    if roster.people.contains(where: { $0.role == text }) { return "role is \(text)" }
    if roster.people.contains(where: { $0.id == text }) { return "[\(text)]" }
    return nil
  }

  var scopePeople: Set<String> { Set(roster.people.map(\.id)) }

  mutating func person(_ node: YAMLNode?) -> Ref<Person>? {
    guard let node, let name = text(node) else { return nil }
    if case .person(let person) = principals[name] { return person }
    let people = roster.people.map(\.id)
    if principals[name] != nil {
      report(
        .wrongShape(
          node, expected: "one person by name",
          help: "A group is not a person: name who answers for it."))
    } else {
      report(unknownPerson(name, [.person], at: node.span, among: people))
    }
    return nil
  }

  private mutating func lowerQueue(_ item: RuleSet.Item) {
    let mapping = Mapping<QueueKey>(item.node, reporting: &diagnostics)
    record(RuleID.queue(item.id.value), item, mapping)
    if let node = mapping[.longest_stay] {
      rejectSLAKeys(Mapping<ClockKey>(node, reporting: &diagnostics))
    }
    machine.queues.append(Queue(id: item.id.value, steward: person(mapping[.steward])))
  }
}

extension Guard {
  /// What it asks of fields.
  fileprivate var tests: [(field: Ref<Field>, test: Test)] {
    switch self {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.flatMap(\.tests)
    case .not(let inner): inner.tests
    case .test(let field, let test): [(field, test)]
    case .always, .definition, .clockFrom, .clockBefore, .activity: []
    }
  }

  /// Judges a condition on texts alone; what else a guard can ask never holds on a roster.
  func holds(onTexts record: [Value]) -> Bool {
    switch self {
    case .always: return true
    case .all(let parts): return parts.allSatisfy { $0.holds(onTexts: record) }
    case .any(let parts): return parts.contains { $0.holds(onTexts: record) }
    case .not(let inner): return !inner.holds(onTexts: record)
    case .atLeast(let number, let parts): return parts.count { $0.holds(onTexts: record) } >= number
    case .test(let field, let test):
      return test.holds(for: record[Int(field.offset)], at: 0, today: CivilDate(days: 0))
    case .definition, .clockFrom, .clockBefore, .activity: return false
    }
  }
}

extension Test {
  /// The texts that it names as a whole.
  fileprivate var texts: [String] {
    switch self {
    case .compare(.equal, .text(let text)): [text]
    case .oneOf(let values):
      values.compactMap { if case .text(let text) = $0 { text } else { nil } }
    default: []
    }
  }
}
