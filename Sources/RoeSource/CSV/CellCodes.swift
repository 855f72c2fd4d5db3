extension Code {
  package static let cellLostZero = Code(
    "ROE0060", "lost-zero", title: "A spreadsheet has dropped the zero at the front of a value",
    rationale: """
      `01067` becomes `1067` as soon as a spreadsheet takes it for a number, and the postcodes of
      half of Saxony match nothing. Format the column as text before the values are entered.
      """,
    avoid: areas(60, "text", "area,owner\n1067,dana\n10115,eli\n20095,eli\n"),
    prefer: areas(nil, "text", "area,owner\n01067,dana\n10115,eli\n20095,eli\n"))

  package static let cellTurnedIntoDate = Code(
    "ROE0061", "turned-into-date", title: "A spreadsheet has turned a value into a day",
    rationale: """
      `1-2` becomes `1. Feb` or `2-Jan`, depending on the country of the computer, and what was
      typed is lost. Format the column as text before the values are entered.
      """,
    avoid: people(61, "id,team\nomar,2-Jan\n"),
    prefer: people("id,team\nomar,1-2\n"))

  package static let cellSpreadsheetError = Code(
    "ROE0062", "spreadsheet-error", title: "A cell holds a formula's error",
    rationale: """
      `#N/A`, `#REF!` and their like say that a formula had no answer when the file was saved. The
      value is missing, and roe does not make one up.
      """,
    avoid: people(62, "id,role\nomar,#N/A\n"),
    prefer: people("id,role\nomar,sdr\n"))

  package static let cellScientificNumber = Code(
    "ROE0063", "scientific-number", title: "A long number has lost its last digits",
    rationale: """
      Spreadsheets show and save long numbers as `1.23E+15` and forget the rest. Ids must be text:
      format the column as text, and enter or paste them again.
      """,
    avoid: people(63, "id,crm_id\nomar,1.23E+15\n"),
    prefer: people("id,crm_id\nomar,1234567890123456\n"))

  package static let cellSeveralValues = Code(
    "ROE0064", "several-values-in-cell", title: "One cell holds several values",
    rationale: """
      Where one value is expected, `DE, AT` is neither `DE` nor `AT` and matches nothing. Write one
      row for each.
      """,
    avoid: people(64, "id,role\nomar,\"sdr, ae\"\n"),
    prefer: people("id,role\nomar,sdr\nnora,ae\n"))

  package static let formattedNumber = Code(
    "ROE0065", "formatted-number", title: "A number is written in the way of one country",
    rationale: """
      `1.000` is a thousand in Berlin and one in Boston. Numbers are written with digits alone,
      amounts of money with a point before the cents: `999.99 EUR`.
      """,
    avoid: areas(65, "integer", "area,owner\n\"1.000\",dana\n"),
    prefer: areas(nil, "integer", "area,owner\n1000,dana\n"))

  package static let cellBlank = Code(
    "ROE0066", "blank-cell", title: "A cell that must have a value is blank",
    rationale: """
      In many spreadsheets a blank means “the same as above”; it stops doing so when somebody sorts
      the table. roe never reads a value into a blank: fill in every row.
      """,
    avoid: people(66, "id,role\nomar,sdr\n,ae\n"),
    prefer: people("id,role\nomar,sdr\nnora,ae\n"))

  package static let cellDateFormat = Code(
    "ROE0067", "date-format", title: "A date is written in the way of one country",
    rationale: """
      `03/04/2026` is in March or in April, depending on the reader. Dates are written as
      `YYYY-MM-DD`.
      """,
    avoid: people(67, "id,last_day\nomar,31.12.2026\n"),
    prefer: people("id,last_day\nomar,2026-12-31\n"))

  package static let cellTranslatedBoolean = Code(
    "ROE0068", "translated-boolean", title: "True or false is written in another language",
    rationale: """
      A spreadsheet saves `TRUE` in the language of the computer: `WAHR`, `VRAI`, `VERO`. Write
      `true` or `false`.
      """,
    avoid: areas(68, "boolean", "area,owner\nWAHR,dana\n"),
    prefer: areas(nil, "boolean", "area,owner\ntrue,dana\n"))

  package static let cellOddSpace = Code(
    "ROE0069", "odd-space", title: "A value contains a space that is not a space",
    rationale: """
      Text pasted from a web page often has non-breaking or invisible spaces in it. They look like
      spaces, but `San Marino` with one of them never equals `San Marino` as it is typed.
      """,
    avoid: people(69, "id,name\nomar,Omar\u{A0}Kim\n"),
    prefer: people("id,name\nomar,Omar Kim\n"))

  package static let cellLookAlikeQuote = Code(
    "ROE0070", "look-alike-quote", title: "A value has typographic quotes around it",
    rationale: """
      Word processors replace `"` by `“` and `”`. In a table these are letters like any other, so
      that the value matches nothing.
      """,
    avoid: people(70, "id,role\nomar,“sdr”\n"),
    prefer: people("id,role\nomar,sdr\n"))

  package static let cellUnreadable = Code(
    "ROE0071", "unreadable-cell", title: "A cell does not hold what its column asks for",
    rationale: "A column that asks for a date, a number, or yes or no takes nothing else.",
    avoid: people(71, "id,last_day\nomar,soon\n"),
    prefer: people("id,last_day\nomar,2026-12-31\n"))
}
