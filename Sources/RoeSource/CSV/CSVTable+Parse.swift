extension CSVTable {
  package static let columnLimit = 1_000
  package static let rowLimit = 1_000_000

  /// Reads a table, or says why it cannot be read. Rows with too few or too many cells are
  /// reported and left out, so that the others can still be checked.
  package static func parse(
    _ source: SourceText, file: FileID, reporting diagnostics: inout [Diagnostic]
  ) -> CSVTable? {
    let reporter = CSVReporter(source: source, file: file)
    guard source.bytes.count < CSVRange.sizeLimit else {
      diagnostics.append(reporter.tooLarge("is larger than 2 GiB"))
      return nil
    }
    if let problem = reporter.encodingProblem() {
      diagnostics.append(problem)
      return nil
    }
    var scanner = CSVScanner(source.bytes, separator: 0)
    if source.bytes[scanner.position...].allSatisfy({ $0 <= .space }) {
      diagnostics.append(reporter.empty())
      return nil
    }
    let endOfFirst = endOfHeader(source.bytes)
    if endOfFirst - scanner.position <= 5,
      String(decoding: source.bytes[scanner.position..<endOfFirst], as: UTF8.self).lowercased()
        .hasPrefix("sep=")
    {
      diagnostics.append(reporter.separatorLine(end: endOfFirst))
      return nil
    }
    switch separator(of: source.bytes) {
    case .one(let separator): scanner = CSVScanner(source.bytes, separator: separator)
    case .several(let separators):
      diagnostics.append(reporter.ambiguous(separators, headerEnd: endOfHeader(source.bytes)))
      return nil
    }
    guard let header = header(&scanner, reporter, reporting: &diagnostics) else { return nil }
    return rows(&scanner, header, reporter, reporting: &diagnostics)
  }

  private static func header(
    _ scanner: inout CSVScanner, _ reporter: CSVReporter, reporting diagnostics: inout [Diagnostic]
  ) -> [Located<String>]? {
    var header: [Located<String>] = []
    var first: [String: Located<String>] = [:]
    var problems: [Diagnostic] = []
    while true {
      let cell = scanner.next()
      guard header.count < columnLimit else {
        diagnostics.append(reporter.tooLarge("has more than 1,000 columns"))
        return nil
      }
      let found = CSVCell(file: reporter.file, bytes: scanner.bytes, range: cell.range)
      let name = Located(columnName(found.text), at: found.span)
      if let flaw = cell.flaw {
        problems.append(reporter.flaw(flaw, of: cell, row: 1))
      } else if name.value.isEmpty {
        // A spreadsheet with one nameless column often has hundreds of them.
        if problems.last?.code.id != Code.csvNamelessColumn.id {
          problems.append(reporter.nameless(column: header.count, at: name.span))
        }
      } else if let earlier = first.updateValue(name, forKey: name.value) {
        problems.append(reporter.duplicate(name, first: earlier))
      }
      header.append(name)
      guard cell.end != .separator else { continue }
      diagnostics += problems
      return problems.isEmpty ? header : nil
    }
  }

  private static func columnName(_ text: String) -> String {
    String(text.map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 }).lowercased()
  }

  private static func rows(
    _ scanner: inout CSVScanner, _ header: [Located<String>], _ reporter: CSVReporter,
    reporting diagnostics: inout [Diagnostic]
  ) -> CSVTable? {
    var cells: [CSVRange] = []
    var numbers: [UInt32] = []
    var ragged = RaggedRows()
    var flaws: [Diagnostic] = []
    var lacksRows = false
    var number = 1
    cells.reserveCapacity(scanner.bytes.count / 8)
    while !scanner.isAtEnd {
      number += 1
      guard number <= rowLimit + 1 else {
        diagnostics.append(reporter.tooLarge("has more than 1,000,000 rows"))
        return nil
      }
      let firstCell = cells.count
      var count = 0
      var isBlank = true
      var isSound = true
      var last: CSVRange?
      while true {
        let cell = scanner.next()
        count += 1
        if count <= header.count { cells.append(cell.range) }
        if cell.range.lower < cell.range.upper { isBlank = false }
        last = cell.range
        if let flaw = cell.flaw {
          flaws.append(reporter.flaw(flaw, of: cell, row: number))
          isSound = false
          if case .unclosed = flaw {
            diagnostics += flaws
            return nil
          }
        }
        if cell.end != .separator { break }
      }
      if isSound, !isBlank, count == header.count {
        numbers.append(UInt32(number))
        continue
      }
      if !isSound || !isBlank { lacksRows = true }
      if isSound, !isBlank, let last {
        ragged.add(row: number, cells: count, from: cells[firstCell], to: last)
      }
      cells.removeLast(cells.count - firstCell)
    }
    if numbers.isEmpty,
      let other = ragged.separator(
        of: header.count, insteadOf: scanner.separator, in: scanner.bytes)
    {
      diagnostics.append(
        reporter.otherSeparator(
          scanner.separator, other, headerEnd: endOfHeader(scanner.bytes)))
      return nil
    }
    diagnostics += flaws + ragged.diagnostics(columns: header.count, reporter)
    return CSVTable(
      name: reporter.name, file: reporter.file, header: header, bytes: scanner.bytes,
      cells: cells, numbers: numbers, lacksRows: lacksRows)
  }

  private enum Separator {
    case one(UInt8)
    case several([UInt8])
  }

  /// What stands between the column names. A table of one column has none; any will do.
  private static func separator(of bytes: [UInt8]) -> Separator {
    let header = bytes[..<endOfHeader(bytes)]
    var found: [UInt8] = []
    var hasBar = false
    var isQuoted = false
    for byte in header {
      if byte == .quote { isQuoted.toggle() }
      if byte == bar, !isQuoted { hasBar = true }
      guard !isQuoted, separators.contains(byte), !found.contains(byte) else { continue }
      found.append(byte)
      if found.count == separators.count { break }
    }
    if found.isEmpty, hasBar { return .one(bar) }
    return found.count > 1 ? .several(found) : .one(found.first ?? separators[0])
  }

  /// Between names without any of the usual separators it is one, too.
  private static let bar = UInt8(ascii: "|")
  static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8.tab]

  /// The end of the first line that is outside quotes.
  static func endOfHeader(_ bytes: [UInt8]) -> Int {
    var isQuoted = false
    for (index, byte) in bytes.enumerated() {
      if byte == .quote { isQuoted.toggle() }
      if !isQuoted, byte == .lineFeed || byte == .carriageReturn { return index }
    }
    return bytes.count
  }

  /// The row number and the column's name of the cell that holds a byte, in a table that cannot be
  /// read.
  static func place(ofByte offset: Int, in bytes: [UInt8]) -> (row: Int, column: Int, name: String?)
  {
    guard case .one(let separator) = separator(of: bytes) else { return (1, 0, nil) }
    var scanner = CSVScanner(bytes, separator: separator)
    var names: [CSVRange] = []
    var row = 1
    var column = 0
    while !scanner.isAtEnd {
      let cell = scanner.next()
      if row == 1, names.count < columnLimit { names.append(cell.range) }
      if scanner.position > offset { break }
      if cell.end == .separator {
        column += 1
      } else {
        row += 1
        column = 0
      }
    }
    guard row > 1, column < names.count else { return (row, column, nil) }
    let name = CSVEncoding.windows1252(bytes[names[column].lower..<names[column].upper])
    return (row, column, columnName(name))
  }
}

/// The rows whose cells do not fit the header: the first few are reported one by one.
private struct RaggedRows {
  private static let reportLimit = 10

  private var first: [(row: Int, cells: Int, from: CSVRange, to: CSVRange)] = []
  private var count = 0

  mutating func add(row: Int, cells: Int, from: CSVRange, to: CSVRange) {
    count += 1
    if first.count < Self.reportLimit { first.append((row, cells, from, to)) }
  }

  /// What separates the cells of the rows, where it is not what separates the names of the columns:
  /// with it the first rows, of one cell each, have as many as there are columns.
  func separator(of columns: Int, insteadOf separator: UInt8, in bytes: [UInt8]) -> UInt8? {
    guard columns > 1, !first.isEmpty, first.allSatisfy({ $0.cells == 1 }) else { return nil }
    return CSVTable.separators.first { other in
      other != separator
        && first.allSatisfy { row in
          var scanner = CSVScanner(Array(bytes[row.from.lower..<row.to.upper]), separator: other)
          var cells = 1
          while scanner.next().end == .separator { cells += 1 }
          return cells == columns
        }
    }
  }

  func diagnostics(columns: Int, _ reporter: CSVReporter) -> [Diagnostic] {
    var all = first.map { found in
      reporter.ragged(
        row: found.row, cells: found.cells, columns: columns,
        at: reporter.span(found.from.lower, found.to.upper))
    }
    if count > first.count, let last = all.indices.last {
      all[last].notes.append("\(count - first.count) more rows have the same problem.")
    }
    return all
  }
}
