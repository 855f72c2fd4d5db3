import RoeMachine
import RoeSource

/// Routing rows from a spreadsheet.
extension Lowering {
  /// How the columns of a spreadsheet are compared with one field.
  private enum ColumnTest {
    case equals(Int)
    case range(from: Int, to: Int)
    case startsWith(Int)

    var columns: [Int] {
      switch self {
      case .equals(let column), .startsWith(let column): [column]
      case .range(let low, let high): [low, high]
      }
    }
  }

  /// The owners that spreadsheets of a routing section name.
  mutating func routedNames(_ routing: YAMLNode) -> Set<String> {
    var names: Set<String> = []
    for (_, table) in routing.entries {
      for (key, rows) in table.entries where key.isText("rows") {
        for row in rows.items {
          guard let file = row.value(of: "table"),
            let owner = row.value(of: "owner"),
            let sheet = self.table(file),
            let column = sheet.column(named: owner.text.lowercased())
          else { continue }
          for row in 0..<sheet.rowCount { names.insert(sheet.cell(row, column).text) }
        }
      }
    }
    return names
  }

  mutating func lowerSpreadsheet(
    _ file: YAMLNode, _ mapping: Mapping<RowKey>, table id: String,
    into rows: inout TableRows
  ) {
    for key in [RowKey.when, .to] {
      if let node = mapping[key] {
        report(
          Diagnostic(
            .keysClash, "rows from a spreadsheet have no “\(key.rawValue)”", at: node.span,
            help:
              "The columns named under match: decide; the column named under owner: says who gets the lead."
          ))
      }
    }
    guard let sheet = table(file), let prefix = text(mapping[.id]) else {
      if mapping[.id] == nil { report(.missingKey("id", in: "a row", at: file.span)) }
      return
    }
    let before = diagnostics.count
    let ownerColumn = mapping[.owner].flatMap { column($0, $0.text, in: sheet, of: file) }
    let tests = columnTests(mapping[.match], in: sheet, of: file)
    guard let ownerNode = mapping[.owner] else {
      report(
        .missingKey(
          "owner", in: "rows from a spreadsheet", at: file.span,
          help: "Name the column that says who gets the lead."))
      return
    }
    // Rows of which a column is not known cannot be told apart.
    guard let ownerColumn, diagnostics.count == before else { return }
    if mapping[.match] == nil {
      report(.missingKey("match", in: "rows from a spreadsheet", at: file.span))
    }
    let blank = mapping[.blank]?.text
    let dates = condition(nil, from: mapping[.from], until: mapping[.until])
    checkLostZeros(sheet, tests)
    if sheet.rowCount == 0, !sheet.lacksRows {
      var finding = Diagnostic(
        .csvEmpty, "\(sheet.name) names its columns and has no row below them", at: file.span,
        help: "Add its rows, or leave the table out.")
      finding.severity = .warning
      report(finding)
    }
    let fileName = file.text.split(separator: "/").last.map(String.init) ?? file.text
    let lifecycle = scope.id
    let firstOfCells = diagnostics.count
    defer { foldAlike(from: firstOfCells, in: sheet, tests.flatMap(\.1.columns)) }
    for row in 0..<sheet.rowCount {
      var parts: [Guard] = []
      var name = prefix
      for (field, test) in tests {
        for column in test.columns { name += "-" + Self.slug(sheet.cell(row, column).text) }
        if let part = condition(field, test, row, sheet, blank: blank, fileName) {
          parts.append(part)
        }
      }
      let cell = sheet.cell(row, ownerColumn)
      if cell.isBlank {
        report(
          Diagnostic(
            .cellBlank,
            "\(fileName) row \(sheet.rowNumber(row)) says nothing in column \(ownerNode.text), so nobody would get its leads",
            at: cell.span, help: "Name the owner, or delete the row."))
        continue
      }
      if let trap = sheet.trap(row, ownerColumn) {
        report(trap)
        continue
      }
      guard
        let owner = owner(
          named: Located(cell.text, at: cell.span), rule: RuleID.row(lifecycle, id, name))
      else { continue }
      if dates != .always { parts.append(dates) }
      rows.append(
        RoutingTable.Row(
          id: name, when: parts.count == 1 ? parts[0] : .all(parts), outcome: .owner([owner])),
        at: sheet.rowSpan(row))
    }
  }

  /// Tells once what is wrong with all numbers of a column, and mends all of them.
  private mutating func foldAlike(from start: Int, in sheet: CSVTable, _ columns: [Int]) {
    for column in columns {
      for code in [Code.unitMissing, .formattedNumber] where diagnostics.count > start + 1 {
        let cells = Set((0..<sheet.rowCount).map { sheet.cell($0, column).span })
        let alike = diagnostics.indices[start...].filter {
          diagnostics[$0].code.id == code.id && cells.contains(diagnostics[$0].span)
            && diagnostics[$0].fix != nil
        }
        guard let first = alike.first, alike.count > 1 else { continue }
        let more = alike.count - 1
        diagnostics[first].notes.append(
          more == 1
            ? "1 more cell of this column has the same problem."
            : "\(more) more cells of this column have the same problem.")
        let edits = alike.flatMap { diagnostics[$0].fix?.edits ?? [] }
        diagnostics[first].fix?.edits = edits
        let told = Set(alike.dropFirst())
        diagnostics = diagnostics.indices.filter { !told.contains($0) }.map { diagnostics[$0] }
      }
    }
  }

  private mutating func column(
    _ node: YAMLNode, _ name: String, in sheet: CSVTable, of file: YAMLNode
  ) -> Int? {
    if let column = sheet.column(named: name.lowercased()) { return column }
    var finding = Diagnostic.unknownColumn(
      name, in: sheet, of: file, at: place(of: name, in: node))
    // A name with a space in it cannot be said here; it is the spreadsheet that has to change.
    if let near = finding.fix?.edits.first?.replacement, near.contains(" ") {
      finding.help = "Call the column “\(near)” in the spreadsheet “\(name)”."
      finding.fix = sheet.header.first { $0.value == near }.map {
        Fix("write \(name)", edits: [.init(replace: $0.span, with: name)])
      }
    }
    report(finding)
    return nil
  }

  /// Where one word stands in a value without quotes; otherwise the whole value.
  private func place(of word: String, in node: YAMLNode) -> SourceSpan {
    let text = node.text
    guard node.style == .plain, node.span.upper - node.span.lower == UInt32(text.utf8.count),
      let found = text.firstRange(of: word)
    else { return node.span }
    let start =
      Int(node.span.lower) + text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    return SourceSpan(file: node.span.file, lower: start, upper: start + word.utf8.count)
  }

  private mutating func columnTests(_ node: YAMLNode?, in sheet: CSVTable, of file: YAMLNode) -> [(
    Ref<Field>, ColumnTest
  )] {
    guard let node, node.kind == .mapping else { return [] }
    var tests: [(Ref<Field>, ColumnTest)] = []
    for (key, value) in node.entries {
      guard let field = reference(key, \.fields, .field), let how = text(value) else { continue }
      let words = how.split(separator: " ").map(String.init)
      let test: ColumnTest?
      switch (words.first, words.count) {
      case ("is", 1): test = column(key, key.text, in: sheet, of: file).map { .equals($0) }
      case ("is", 2): test = column(value, words[1], in: sheet, of: file).map { .equals($0) }
      case ("from", 4) where words[2] == "to":
        let low = column(value, words[1], in: sheet, of: file)
        let high = column(value, words[3], in: sheet, of: file)
        if let low, let high { test = .range(from: low, to: high) } else { test = nil }
      case ("starts", 3) where words[1] == "with":
        test = column(value, words[2], in: sheet, of: file).map { .startsWith($0) }
      default:
        report(
          .wrongShape(
            value, expected: "is, is COLUMN, from COLUMN to COLUMN, or starts with COLUMN"))
        test = nil
      }
      if let test { tests.append((field, test)) }
    }
    return tests
  }

  private mutating func condition(
    _ ref: Ref<Field>, _ test: ColumnTest, _ row: Int, _ sheet: CSVTable, blank: String?,
    _ file: String
  ) -> Guard? {
    let field = scope.lifecycle.fields[ref]
    func value(_ column: Int) -> Value? {
      let cell = sheet.cell(row, column)
      // In a number a comma may be a separator.
      let isCode =
        switch field.type {
        case .text, .integer, .counter, .money: false
        default: true
        }
      if let trap = sheet.trap(row, column) ?? (isCode ? sheet.severalValues(row, column) : nil) {
        report(trap)
        return nil
      }
      switch GuardParser.value(cell.text, quoted: true, for: field, scope: scope) {
      case .success(let value): return value
      case .failure(let problem):
        if problem.code.id != Code.formattedNumber.id,
          let trap = sheet.foreignForm(of: field.type, row, column)
        {
          report(trap)
          return nil
        }
        let place =
          "\(file) row \(sheet.rowNumber(row)), column \(sheet.header[column].value): "
        report(problem.diagnostic(at: cell.span, prefix: place))
        return nil
      }
    }
    let cells = test.columns.map { sheet.cell(row, $0) }
    if cells.allSatisfy(\.isBlank) {
      switch blank {
      case "any": return nil
      case "missing": return .test(ref, .isMissing)
      default:
        var finding = sheet.blankAsAbove(row, test.columns[0])
        finding.help = "Fill it in, or say blank: any or blank: missing for the whole table."
        report(finding)
        return nil
      }
    }
    switch test {
    case .equals(let column): return value(column).map { .test(ref, .compare(.equal, $0)) }
    case .startsWith(let column): return .test(ref, .startsWith(sheet.cell(row, column).text))
    case .range(let low, let high):
      var parts: [Guard] = []
      if !cells[0].isBlank, let value = value(low) {
        parts.append(.test(ref, .compare(.greaterOrEqual, value)))
      }
      if !cells[1].isBlank, let value = value(high) {
        parts.append(.test(ref, .compare(.lessOrEqual, value)))
      }
      return parts.count == 1 ? parts[0] : .all(parts)
    }
  }

  /// In a column of codes of one length, a shorter one has lost its leading zero. Each country
  /// has postcodes of a length of its own, and beginnings of codes have any.
  private mutating func checkLostZeros(_ sheet: CSVTable, _ tests: [(Ref<Field>, ColumnTest)]) {
    let kinds = tests.compactMap { field, test -> Int? in
      guard case .choice = scope.lifecycle.fields[field].type, case .equals(let column) = test
      else { return nil }
      return column
    }
    let groups = (0..<sheet.rowCount).map { row in kinds.map { sheet.cell(row, $0).text } }
    for (field, test) in tests where scope.lifecycle.fields[field].type == .text {
      if case .startsWith = test { continue }
      for column in test.columns {
        var lengths: [[String]: [Int: Int]] = [:]
        for row in 0..<sheet.rowCount {
          let text = sheet.cell(row, column).text
          if !text.isEmpty, text.utf8.allSatisfy(\.isASCIIDigit) {
            lengths[groups[row], default: [:]][text.utf8.count, default: 0] += 1
          }
        }
        let found = (0..<sheet.rowCount).compactMap { row -> Diagnostic? in
          guard let counts = lengths[groups[row]], counts.count > 1,
            let usual = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key
          else { return nil }
          return sheet.lostZero(row, column, digits: usual, kind: "the others")
        }
        guard var first = found.first else { continue }
        if found.count > 1 {
          let name = sheet.header[column].value
          first.message =
            "\(sheet.name): \(found.count) cells of the column \(name) have lost a zero, this one first"
          first.help = "Format the column as text, and type the zeros again."
          first.fix = Fix(
            "write the zeros", edits: found.flatMap { $0.fix?.edits ?? [] })
        }
        report(first)
      }
    }
  }

  /// A cell as part of an id.
  private static func slug(_ text: String) -> String {
    if text.isEmpty { return "any" }
    return String(
      decoding: text.utf8.map {
        $0.isASCIILetter || $0.isASCIIDigit || $0 == 95 ? $0 : UInt8(ascii: "_")
      }, as: UTF8.self)
  }
}

extension CSVTable {
  /// What a spreadsheet has made of a value of this type, if it is one of its known habits.
  fileprivate func foreignForm(of type: FieldType, _ row: Int, _ column: Int) -> Diagnostic? {
    switch type {
    case .boolean: translatedBoolean(row, column)
    case .date: dateFormat(row, column)
    case .integer, .counter, .money:
      turnedIntoDate(row, column) ?? severalValues(row, column)
    default: turnedIntoDate(row, column)
    }
  }
}
