extension Code {
  /// What can be wrong with a table: its file first, then its cells; by number.
  package static let csvCodes: [Code] = [
    csvEmpty, csvNotText, csvOldEncoding, csvAmbiguousSeparator, csvNamelessColumn,
    csvDuplicateColumn, csvRaggedRow, csvUnclosedQuote, csvTextAfterQuote, csvTooLarge,
    cellLostZero, cellTurnedIntoDate, cellSpreadsheetError, cellScientificNumber,
    cellSeveralValues, formattedNumber, cellBlank, cellDateFormat, cellTranslatedBoolean,
    cellOddSpace, cellLookAlikeQuote, cellUnreadable, csvMissingColumn, csvUnknownColumn,
  ]

  package static let csvEmpty = Code(
    "ROE0050", "empty-table", or: .warning, title: "A spreadsheet file has nothing in it",
    rationale: """
      The first row of a table names its columns. A file without it was probably saved from the
      wrong sheet.
      """,
    avoid: people(50, ""),
    prefer: people("id,role\nomar,sdr\n"))

  package static let csvNotText = Code(
    "ROE0051", "table-is-not-text", title: "A spreadsheet file is not CSV text",
    rationale: """
      A workbook stays a workbook when it is renamed to `.csv`, and “Unicode Text” is not CSV.
      Open the file in the spreadsheet program and save it as “CSV UTF-8”.
      """,
    avoid: people(51, "id,role\nomar,s\0r\n"),
    prefer: people("id,role\nomar,sdr\n"))

  package static let csvOldEncoding = Code(
    "ROE0052", "table-in-old-encoding", title: "A spreadsheet file is saved in an old encoding",
    rationale: """
      In the encoding of old versions of Excel, `é` and `ü` have other bytes than everywhere else,
      and names do not match. roe reads UTF-8. Save the file as “CSV UTF-8 (comma delimited)”; when
      letters are already lost, start from the original spreadsheet.
      """,
    avoid: people(52, "id,name\njoerg,J\u{FFFD}rg\n"),
    prefer: people("id,name\njoerg,Jörg\n"))

  package static let csvAmbiguousSeparator = Code(
    "ROE0053", "ambiguous-separator",
    title: "The first row of a table does not show what separates the columns",
    rationale: """
      Columns are separated by commas, semicolons, tabs or vertical bars, and the first row shows by
      which. With two kinds in it, or with another kind than in the rows below it, roe would have to
      guess, and a wrong guess moves every value to another column.
      """,
    avoid: people(53, "id;name, first;role\nomar;Omar;sdr\n"),
    prefer: people("id;first name;role\nomar;Omar;sdr\n"))

  package static let csvNamelessColumn = Code(
    "ROE0054", "nameless-column", title: "A column of a table has no name",
    rationale: """
      roe finds columns by their names, so a column without one can never be read. Often it is left
      over from a deleted column, or the table has a title above its first row.
      """,
    avoid: people(54, "id,,role\nomar,Omar,sdr\n"),
    prefer: people("id,name,role\nomar,Omar,sdr\n"))

  package static let csvDuplicateColumn = Code(
    "ROE0055", "duplicate-column", title: "Two columns of a table have the same name",
    rationale: "Which of the two columns counts would be a matter of luck.",
    avoid: people(55, "id,role,Role\nomar,sdr,ae\n"),
    prefer: people("id,role,old role\nomar,sdr,ae\n"))

  package static let csvRaggedRow = Code(
    "ROE0056", "ragged-row", title: "A row of a table has too many or too few cells",
    rationale: """
      From the missing or the extra cell on, every value of the row stands in the wrong column. The
      usual cause is a value that contains the separator and is not in quotes.
      """,
    avoid: people(56, "id,name,role\nomar,Kim, Omar,sdr\n"),
    prefer: people("id,name,role\nomar,\"Kim, Omar\",sdr\n"))

  package static let csvUnclosedQuote = Code(
    "ROE0057", "unclosed-quote-in-table", title: "A quote in a table is never closed",
    rationale: "All that follows the quote, row after row, would be one single cell.",
    avoid: people(57, "id,name\nomar,\"Omar\nnora,Nora\n"),
    prefer: people("id,name\nomar,\"Omar\"\nnora,Nora\n"))

  package static let csvTextAfterQuote = Code(
    "ROE0058", "text-after-quote", title: "Text follows the closing quote of a cell",
    rationale: """
      A cell is either wholly in quotes or not at all; a quote inside a quoted text is written
      twice. Often an earlier quote has been left open.
      """,
    avoid: people(58, "id,name\nomar,\"Omar\" Kim\n"),
    prefer: people("id,name\nomar,\"Omar \"\"DK\"\" Kim\"\n"))

  package static let csvTooLarge = Code(
    "ROE0059", "table-too-large", title: "A table is too large to be read",
    rationale: """
      A table has at most 1,000 columns and 1,000,000 rows. More is usually an accident: a format
      that was applied to whole rows makes a spreadsheet save a million empty columns.
      """,
    avoid: people(59, String(repeating: "id,", count: 1000) + "role\n"),
    prefer: people("id,role\nomar,sdr\n"))

  package static let csvMissingColumn = Code(
    "ROE0072", "missing-column", title: "A table lacks a column that the rules read",
    rationale: """
      Columns are found by their names in the first row; capital letters and spaces around them make
      no difference.
      """,
    avoid: people(72, "name,role\nOmar,sdr\n"),
    prefer: people("id,name,role\nomar,Omar,sdr\n"))

  package static let csvUnknownColumn = Code(
    "ROE0073", "unknown-column", or: .note, title: "A table has a column that nothing reads",
    rationale: """
      A column that is misspelt would silently count for nothing. Rename it, or leave it out of the
      file.
      """,
    avoid: absences(73, "id,from,to,covers\nomar,2026-08-01,2026-08-14,lena\n"),
    prefer: absences(nil, "id,from,to,cover\nomar,2026-08-01,2026-08-14,lena\n"))

  private static func absences(_ code: Int?, _ table: String, line: Int = #line) -> Example {
    let marker = code.map { "  # ROE00\($0)" } ?? ""
    return Example(
      "roster:\n  people: people.csv\n  absences: absences.csv\(marker)\n",
      files: ["people.csv": "id,role\nomar,sdr\n", "absences.csv": table], line: line)
  }

  /// Rules that route by the column `area` of a table, which has this type.
  static func areas(
    _ code: Int?, _ type: String, _ table: String, fileID: String = #fileID,
    line: Int = #line
  ) -> Example {
    let marker = code.map { "  # ROE00\($0)" } ?? ""
    return Example(
      """
      fields:
        area: { type: \(type) }
      routing:
        inbound:
          match: first
          rows:
            - id: area
              table: areas.csv\(marker)
              match: { area: is }
              owner: owner
          otherwise: sam
      states:
        waiting: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 1 day, to: won }] }
      """, files: ["areas.csv": table], fileID: fileID, line: line)
  }

  /// Rules that read one table; the line that names it is reported under the code.
  static func people(
    _ code: Int, _ table: String, fileID: String = #fileID, line: Int = #line
  ) -> Example {
    Example(
      "roster: { people: people.csv }  # ROE00\(code)\n", files: ["people.csv": table],
      fileID: fileID, line: line)
  }

  /// Rules that read one table without complaint.
  static func people(
    _ table: String, fileID: String = #fileID, line: Int = #line
  ) -> Example {
    Example(
      "roster: { people: people.csv }\n", files: ["people.csv": table], fileID: fileID, line: line)
  }
}
