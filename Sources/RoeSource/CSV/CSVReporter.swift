/// What is said about a table that cannot be read as it is.
struct CSVReporter {
  let source: SourceText
  let file: FileID

  var name: String {
    source.name.split(separator: "/").last.map(String.init) ?? source.name
  }

  func span(_ lower: Int, _ upper: Int) -> SourceSpan {
    SourceSpan(file: file, lower: lower, upper: min(upper, source.bytes.count))
  }

  private var start: SourceSpan { span(0, 0) }

  func tooLarge(_ what: String) -> Diagnostic {
    Diagnostic(
      .csvTooLarge, "\(name) \(what), and is not read", at: start,
      notes: ["The limits are 2 GiB, 1,000 columns and 1,000,000 rows."],
      help: "Save only the columns and rows that the rules use.")
  }

  func empty() -> Diagnostic {
    Diagnostic(
      .csvEmpty, "\(name) is empty", at: start,
      help: "The first row of a table names its columns.")
  }

  func encodingProblem() -> Diagnostic? {
    let bytes = source.bytes
    switch CSVEncoding(of: bytes) {
    case .utf8: return nil
    case .utf16:
      return Diagnostic(
        .csvNotText, "\(name) is saved as “Unicode Text” (UTF-16), which is not CSV", at: start,
        help: "Save it again as “CSV UTF-8 (comma delimited)”.")
    case .workbook:
      return Diagnostic(
        .csvNotText, "\(name) is a workbook, not a CSV file, whatever its name says", at: start,
        help: "Open it in the spreadsheet program and save it as “CSV UTF-8”.")
    case .binary(let offset):
      return Diagnostic(
        .csvNotText, "\(name) is not a text file", at: span(offset, offset + 1),
        caption: "no text has this byte (NUL)", help: "Save the spreadsheet as “CSV UTF-8”.")
    case .notUTF8(let offset): return oldEncoding(at: offset)
    }
  }

  private func oldEncoding(at offset: Int) -> Diagnostic {
    let bytes = source.bytes
    let (row, column, columnName) = CSVTable.place(ofByte: offset, in: bytes)
    let place = "\(name) row \(row), column \(columnName ?? Self.letters(column))"
    let isWord = { (byte: UInt8) in
      byte > .space && byte != .quote && !CSVTable.separators.contains(byte)
    }
    let lower = bytes[..<offset].lastIndex { !isWord($0) }.map { $0 + 1 } ?? 0
    let upper = bytes[offset...].firstIndex { !isWord($0) } ?? bytes.count
    if bytes[offset...].starts(with: [0xEF, 0xBF, 0xBD]) {
      return Diagnostic(
        .csvOldEncoding, "\(place): a letter was lost when this file was saved",
        at: span(offset, offset + 3), caption: "a placeholder stands where the letter was",
        help: "Take the original spreadsheet and save it again as “CSV UTF-8”.")
    }
    let word = CSVEncoding.windows1252(bytes[lower..<min(upper, lower + 60)])
    return Diagnostic(
      .csvOldEncoding, "\(place): the file is saved in an old Excel encoding",
      at: span(offset, offset + 1), caption: "part of “\(word)”, if the encoding is Windows-1252",
      help: "Save it as “CSV UTF-8 (comma delimited)”.")
  }

  /// `sep=;`, which tells Excel what stands between the cells, and every other reader nothing.
  func separatorLine(end: Int) -> Diagnostic {
    let next = source.bytes[end...].firstIndex { $0 != .carriageReturn && $0 != .lineFeed }
    return Diagnostic(
      .csvAmbiguousSeparator,
      "\(name) begins with a line for Excel alone, not with the names of its columns",
      at: span(0, end),
      help: "Delete the first line; roe sees for itself what separates the cells.",
      fix: Fix(
        "delete the line", edits: [.init(replace: span(0, next ?? source.bytes.count), with: "")],
        safety: .safe))
  }

  func ambiguous(_ separators: [UInt8], headerEnd: Int) -> Diagnostic {
    Diagnostic(
      .csvAmbiguousSeparator,
      "\(name): cannot tell what separates the columns, the first row has "
        + separators.map(Self.plural).joined(separator: " and "),
      at: span(0, headerEnd),
      help: "Use only one of them in the first row, or put a name that contains one in quotes.")
  }

  /// The first row is separated by another character than all others.
  func otherSeparator(_ first: UInt8, _ others: UInt8, headerEnd: Int) -> Diagnostic {
    Diagnostic(
      .csvAmbiguousSeparator,
      "\(name): the first row has \(Self.plural(first)) between the names of the columns, and the "
        + "other rows have \(Self.plural(others)) between their cells",
      at: span(0, headerEnd), help: "Use \(Self.plural(others)) in the first row, too.")
  }

  private static func plural(_ separator: UInt8) -> String {
    switch separator {
    case UInt8(ascii: ","): "commas"
    case UInt8(ascii: ";"): "semicolons"
    case UInt8(ascii: "|"): "vertical bars"
    default: "tabs"
    }
  }

  func nameless(column: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .csvNamelessColumn, "\(name): column \(Self.letters(column)) has no name in the first row",
      at: span, help: "Name the column, or delete it.")
  }

  func duplicate(_ name: Located<String>, first: Located<String>) -> Diagnostic {
    Diagnostic(
      .csvDuplicateColumn, "\(self.name): two columns have the name “\(name.value)”", at: name.span,
      labels: [.init("the first one", at: first.span)],
      notes: ["Capital letters make no difference in the names of columns."],
      help: "Rename or delete one of them.")
  }

  func ragged(row: Int, cells: Int, columns: Int, at span: SourceSpan) -> Diagnostic {
    let help =
      cells > columns
      ? "Put a value that contains the separator in quotes."
      : "Add the missing separators at the end, or find the line break that cuts the row in two."
    return Diagnostic(
      .csvRaggedRow,
      "\(name) row \(row) has \(cells) \(cells == 1 ? "cell" : "cells"), the first row names "
        + "\(columns) \(columns == 1 ? "column" : "columns")",
      at: span, help: help)
  }

  func flaw(_ flaw: CSVScanner.Flaw, of cell: CSVScanner.Cell, row: Int) -> Diagnostic {
    let quote = cell.quote ?? cell.range.lower
    switch flaw {
    case .unclosed:
      return Diagnostic(
        .csvUnclosedQuote, "\(name) row \(row): a quote is opened and never closed",
        at: span(quote, quote + 1), caption: "everything from here on is one cell",
        help: "Close the quote; a quote inside a quoted text is written twice.")
    case .trailingText(let offset):
      return Diagnostic(
        .csvTextAfterQuote, "\(name) row \(row): text follows the closing quote",
        at: span(offset, offset + 1),
        labels: [.init("the quote opens here", at: span(quote, quote + 1))],
        help: "Put the whole value in quotes; a quote inside a quoted text is written twice.")
    }
  }

  /// A column as a spreadsheet heads it: A, B, … Z, AA.
  static func letters(_ column: Int) -> String {
    var letters = ""
    var rest = column
    while rest >= 0 {
      letters = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(rest % 26))) + letters
      rest = rest / 26 - 1
    }
    return letters
  }
}
