import RoeMachine
import RoeSource

package enum RoutingKey: String, KeyTable {
  case match, rows, otherwise

  package static let subject = "a routing table"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .match:
      KeyDoc(
        .word(["first", "unique"]),
        "Whether the first row that fits decides, or at most one row may fit", example: "first",
        required: true)
    case .rows:
      KeyDoc(
        .list(.table("row")), "The rows",
        example: "[{ id: dach, when: \"country in dach\", owner: lena }]", required: true)
    case .otherwise:
      KeyDoc(
        .either([.owner, .word(["next"]), .table("outcome")]),
        "Who gets the leads that no row fits: an owner, `{ to: state }`, or `next`: the next in the list that asked the table",
        example: "sam", required: true)
    }
  }
}

package enum RowKey: String, KeyTable {
  case id, when, owner, to, table, match, blank, from, until

  package static let subject = "a row"
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .id:
      KeyDoc(
        .id, "The name of the row, which survives a change of order", example: "dach",
        required: true)
    case .when: KeyDoc(.guardText, "Which leads it is for", example: "country in [DE, AT]")
    case .owner:
      KeyDoc(.owner, "Who gets them; for a spreadsheet, the column that says so", example: "lena")
    case .to: KeyDoc(.id, "The state they go to instead of getting an owner", example: "unrouted")
    case .table:
      KeyDoc(.file, "A spreadsheet that holds many rows", example: "data/territories.csv")
    case .match:
      KeyDoc(
        .map(.text),
        "How its columns are compared with the fields: `is`, `is COLUMN`, `from COLUMN to COLUMN`, `starts with COLUMN`",
        example: "{ country: is, zip: from zip_from to zip_to }")
    case .blank:
      KeyDoc(
        .word(["any", "missing"]), "What a blank cell means; without it a blank cell is an error",
        example: "any")
    case .from: KeyDoc(.date, "The first day on which it holds", example: "2027-01-01")
    case .until: KeyDoc(.date, "The last day on which it holds", example: "2027-06-30")
    }
  }
}

package enum OutcomeKey: String, KeyTable {
  case to, owner

  package static let subject = "an outcome"
  package static let allowsMetadata = false
  package static let index = KeyIndex<Self>()

  package var doc: KeyDoc {
    switch self {
    case .to: KeyDoc(.id, "The state the lead goes to", example: "unrouted")
    case .owner: KeyDoc(.owner, "Who gets the lead", example: "sam")
    }
  }
}

extension Lowering {
  mutating func declareTables() {
    scope.tables = references(to: scope.chapter[.routing].map(\.id.value))
  }

  mutating func lowerTables() {
    checkExceptions()
    for item in declared(scope.chapter[.routing], "routing table") {
      let id = item.id.value
      let rule = RuleID.table(scope.id, id)
      let mapping = Mapping<RoutingKey>(item.node, reporting: &diagnostics)
      record(rule, item, mapping)
      if let node = mapping[.otherwise] { origins.spans["\(rule)#otherwise"] = node.span }
      var rows = exceptionRows(of: id)
      let exceptions = rows.count
      if let node = mapping[.rows] {
        if node.kind == .sequence {
          rows.reserveCapacity(node.items.count)
          for item in node.items { lowerRow(item, table: id, into: &rows) }
        } else if !node.isNull {
          report(.notAList(node, expected: "a list of rows"))
        }
      } else {
        report(.missingKey("rows", in: "a routing table", at: item.id.span))
      }
      let isUnique = isUnique(mapping[.match], at: item.id.span)
      reportDuplicates(in: &rows, table: id)
      if isUnique { rows.sort(from: exceptions) }
      let otherwise = mapping[.otherwise].map { route($0, rule: rule) } ?? nil
      origins.spans["\(rule)#otherwise"] = mapping[.otherwise]?.span
      if mapping[.otherwise] == nil {
        report(
          .missingKey(
            "otherwise", in: "a routing table", at: item.id.span,
            help: "Say who gets the leads that no row fits; nobody is not an answer."))
      }
      origins.rows[rule] = rows.spans
      origins.layers[rule] = RowLayers(exceptions: exceptions, isUnique: isUnique)
      origins.spans["\(rule)#otherwise"] = mapping[.otherwise]?.span
      // Exceptions come first, so a table that has some is tried in order.
      scope.lifecycle.tables.append(
        RoutingTable(
          id: id, isUnique: isUnique && exceptions == 0, rows: rows.rows,
          otherwise: otherwise ?? .next))
    }
    checkDepth()
  }

  /// Tables may ask tables, as far as a machine follows them.
  private mutating func checkDepth() {
    let tables = scope.lifecycle.tables
    let asked = tables.map { table in
      var inner: [Int] = []
      func note(_ route: RoutingTable.Route) {
        guard case .owner(let chain) = route else { return }
        for case .table(let table) in chain { inner.append(Int(table.offset)) }
      }
      for row in table.rows { note(row.outcome) }
      note(table.otherwise)
      return inner
    }
    let lengths = chainLengths(asked, costs: tables.map { _ in 1 })
    func isTooDeep(_ table: Int) -> Bool {
      lengths[table] ?? tables.count > RoutingTable.greatestDepth
    }
    for (index, table) in tables.enumerated()
    where isTooDeep(index) && (lengths[index] == nil || !asked[index].contains(where: isTooDeep)) {
      report(
        Diagnostic(
          .circularName,
          "“\(table.id)” asks a table that asks a table, more than \(RoutingTable.greatestDepth) times",
          at: origins.spans[RuleID.table(scope.id, table.id)] ?? rules.firstSpan,
          help: "Put some of these tables into one."))
    }
  }

  private mutating func isUnique(_ node: YAMLNode?, at span: SourceSpan) -> Bool {
    switch node?.text {
    case "unique": return true
    case "first": return false
    case nil:
      report(
        .missingKey(
          "match", in: "a routing table", at: span,
          help: "Write match: first, or match: unique if at most one row may fit."))
    default:
      if let node {
        report(
          .wrongShape(
            node, expected: "first or unique",
            instead: meantName(by: node.text, among: ["first", "unique"])))
      }
    }
    return false
  }

  private mutating func lowerRow(
    _ node: YAMLNode, table: String, into rows: inout TableRows
  ) {
    let mapping = Mapping<RowKey>(node, reporting: &diagnostics)
    if let file = mapping[.table] {
      if mapping.hasMetadata, let id = mapping[.id] {
        // What is said of a spreadsheet is said of the beginning of its rows' names.
        record(
          RuleID.row(scope.id, table, id.text),
          RuleSet.Item(id: Located(id.text, at: id.span), node: node, maintainedBy: nil), mapping)
      }
      lowerSpreadsheet(file, mapping, table: table, into: &rows)
      return
    }
    for key in [RowKey.match, .blank] {
      if let node = mapping[key] {
        report(
          Diagnostic(
            .keysClash, "“\(key.rawValue)” belongs to rows from a spreadsheet", at: node.span,
            help: "Name the spreadsheet with table:, or use when:."))
      }
    }
    guard let idNode = mapping[.id], let id = text(idNode) else {
      if mapping[.id] == nil {
        report(
          .missingKey(
            "id", in: "a row", at: node.span,
            help: "A name lets reports and reviews speak of the row after it has moved."))
      }
      return
    }
    if !RuleSet.isID(id) { report(.badID(Located(id, at: idNode.span), of: "row")) }
    if id == "otherwise" {
      report(
        Diagnostic(
          .duplicateName, "“otherwise” is what a table does with the leads that no row fits",
          at: idNode.span, help: "Call the row something else."))
    }
    let when = condition(mapping[.when], from: mapping[.from], until: mapping[.until])
    if mapping[.when] == nil, mapping[.from] == nil, mapping[.until] == nil {
      report(
        .missingKey(
          "when", in: "a row", at: idNode.span, help: "Use otherwise: for everything else."))
    }
    let lifecycle = scope.id
    guard let outcome = rowOutcome(mapping, at: idNode.span, rule: RuleID.row(lifecycle, table, id))
    else { return }
    if mapping.hasMetadata {
      record(
        RuleID.row(lifecycle, table, id),
        RuleSet.Item(id: Located(id, at: idNode.span), node: node, maintainedBy: nil), mapping)
    }
    rows.append(RoutingTable.Row(id: id, when: when, outcome: outcome), at: idNode.span)
  }

  private mutating func rowOutcome(
    _ mapping: Mapping<RowKey>, at span: SourceSpan, rule: @autoclosure () -> String
  )
    -> RoutingTable.Route?
  {
    switch (mapping[.owner], mapping[.to]) {
    case (let owner?, nil):
      let chain = ownerChain(owner, rule: rule())
      return chain.isEmpty ? nil : .owner(chain)
    case (nil, let to?): return reference(to, \.states, .state).map { .state($0) }
    case (let owner?, let to?):
      report(
        Diagnostic(
          .keysClash, "a row gives the lead an owner or sends it to a state, not both", at: to.span,
          labels: [.init("the owner", at: owner.span)]))
    case (nil, nil): report(.missingKey("owner", in: "a row", at: span))
    }
    return nil
  }

  private mutating func route(_ node: YAMLNode, rule: String) -> RoutingTable.Route? {
    if node.kind == .scalar, node.text == "next" { return .next }
    if node.kind == .mapping, let first = node.entries.first(where: { _ in true }),
      ["to", "owner"].contains(first.key.text)
    {
      let mapping = Mapping<OutcomeKey>(node, reporting: &diagnostics)
      if let to = mapping[.to] { return reference(to, \.states, .state).map { .state($0) } }
      let chain = ownerChain(mapping[.owner], rule: rule)
      return chain.isEmpty ? nil : .owner(chain)
    }
    let chain = ownerChain(node, rule: rule)
    return chain.isEmpty ? nil : .owner(chain)
  }

  /// Of two rows with one name the first stays.
  private mutating func reportDuplicates(in rows: inout TableRows, table: String) {
    guard Set(rows.rows.map(\.id)).count < rows.count else { return }
    var spans: [String: [SourceSpan]] = [:]
    var kept = TableRows()
    for (row, span) in zip(rows.rows, rows.spans) {
      if spans[row.id] == nil { kept.append(row, at: span) }
      spans[row.id, default: []].append(span)
    }
    for row in kept.rows {
      guard let same = spans[row.id], same.count > 1 else { continue }
      report(
        Diagnostic(
          .duplicateName,
          "there are \(same.count == 2 ? "two" : "\(same.count)") rows called “\(row.id)” in “\(table)”",
          at: same[1], labels: [.init("the first one", at: same[0])],
          help: "In a spreadsheet a row is named by its cells, so the same cells stand twice."))
    }
    rows = kept
  }
}

/// The rows of a table with the places where they were written, in step.
struct TableRows {
  private(set) var rows: [RoutingTable.Row] = []
  private(set) var spans: [SourceSpan] = []

  var count: Int { rows.count }

  mutating func reserveCapacity(_ count: Int) {
    rows.reserveCapacity(count)
    spans.reserveCapacity(count)
  }

  mutating func append(_ row: RoutingTable.Row, at span: SourceSpan) {
    rows.append(row)
    spans.append(span)
  }

  /// Sorts all rows from `start` on by id.
  mutating func sort(from start: Int) {
    let order = (start..<count).sorted {
      rows[$0].id.utf8.lexicographicallyPrecedes(rows[$1].id.utf8)
    }
    rows.replaceSubrange(start..., with: order.map { rows[$0] })
    spans.replaceSubrange(start..., with: order.map { spans[$0] })
  }
}
