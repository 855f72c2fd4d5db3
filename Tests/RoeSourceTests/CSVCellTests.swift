import RoeSource
import Testing

@Suite struct CSVCellTests {
  typealias Check = @Sendable (CSVTable) -> Diagnostic?

  @Test(arguments: [
    ("#N/A", "ROE0062"), ("#REF!", "ROE0062"), ("#VALUE!", "ROE0062"), ("#DIV/0!", "ROE0062"),
    ("#NAME?", "ROE0062"), ("#nv", "ROE0062"), ("1.23E+15", "ROE0063"), ("1,23E+15", "ROE0063"),
    ("4E-05", "ROE0063"), ("“EMEA”", "ROE0070"), ("‘01067", "ROE0070"),
    ("San\u{A0}Marino", "ROE0069"),
    ("DE\u{200B}AT", "ROE0069"),
  ])
  func findsTraps(_ text: String, _ code: String) throws {
    let table = try #require(read("value,n\n\"\(text)\",1\n").table)
    #expect(table.trap(0, 0)?.code.id == code)
  }

  @Test(arguments: [
    "a", "DE", "01067", "#1 account", "E+15", "3E", "E-Commerce", "12e4", "O’Brien", "A+B", "1-2",
    "+49 351",
    "é", "日本", "x@y.example", "1.5.2026",
  ])
  func leavesValuesAlone(_ text: String) throws {
    let table = try #require(read("value,n\n\"\(text)\",1\n").table)
    #expect(table.trap(0, 0) == nil)
    #expect(table.spreadsheetError(0, 0) == nil)
  }

  @Test func askForTheLostZero() throws {
    let table = try #require(
      read("country,zip_from\n" + String(repeating: "DE,02999\n", count: 212) + "DE,1067\nDE,x1\n")
        .table)
    let found = try #require(table.lostZero(212, 1, digits: 5, kind: "German postcodes"))
    #expect(
      found.message
        == "t.csv row 214, column zip_from: 1067 has 4 digits, German postcodes have 5")
    #expect(found.help == "A spreadsheet probably dropped a zero: 01067?")
    #expect(found.fix?.edits.map(\.replacement) == ["01067"])
    #expect(table.lostZero(0, 1, digits: 5, kind: "German postcodes") == nil)
    #expect(table.lostZero(213, 1, digits: 5, kind: "German postcodes") == nil)
  }

  @Test(arguments: [
    ("1. Feb", "1-2, or 2-1"), ("Feb 1", "1-2, or 2-1"), ("01-Feb", "1-2, or 2-1"),
    ("2-Jan", "2-1, or 1-2"),
    ("1. März", "1-3, or 3-1"), ("Jan-32", "32-1, or 1-32"), ("10/Okt", "10-10, or 10-10"),
  ])
  func recognisesDaysThatWereRanges(_ text: String, _ meant: String) throws {
    let table = try #require(read("id\n\(text)\n").table)
    let found = try #require(table.turnedIntoDate(0, 0))
    #expect(found.help?.hasSuffix(": \(meant)?") == true)
    #expect(table.trap(0, 0)?.code.id == found.code.id)
  }

  @Test(arguments: ["1-2", "Feb", "may", "team mars", "Feb 2026", "1.2", "mar 1 x", "sdr-1"])
  func leavesOtherIdsAlone(_ text: String) throws {
    let table = try #require(read("id\n\(text)\n").table)
    #expect(table.turnedIntoDate(0, 0) == nil)
  }

  @Test(
    arguments: [
      ("DE, AT", 2), ("DE;AT", 2), ("DE\nAT\nCH", 3), ("DE|AT", 2), ("DE", nil), ("DE,", nil),
    ] as [(String, Int?)])
  func countsValues(_ text: String, _ count: Int?) throws {
    let table = try #require(read("a,b\n\"\(text)\",1\n").table)
    let found = table.severalValues(0, 0)
    #expect(
      found?.message.hasSuffix("are \(count ?? 0) values in one cell") == count.map { _ in true })
  }

  @Test(arguments: [
    ("12", "12"), ("-3", "-3"), ("0", "0"), ("1.000", "ROE0065 fraction."),
    ("-1,000", "ROE0065 -1000."),
    ("1.5", "ROE0065 fraction."), ("1,5", "ROE0065 fraction."), ("1.000,00", "ROE0065 fraction."),
    ("1.200", "ROE0065 1200."),
    ("1'000'000", "ROE0065 1000000."), ("1\u{A0}000", "ROE0069 again."), ("1E+3", "ROE0063 again."),
    ("", "ROE0066 number."),
    ("ten", "ROE0071"), ("99999999999999999999", "ROE0071"), ("1-Feb", "ROE0061 2-1?"),
    ("+5", "ROE0071"),
  ])
  func readsWholeNumbers(_ text: String, _ expected: String) throws {
    let table = try #require(read("a,b\n\"\(text)\",1\n").table)
    var found: [Diagnostic] = []
    let value = table.integer(0, 0, reporting: &found)
    let said = found.map {
      $0.code.id + ($0.help.map { " " + ($0.split(separator: " ").last ?? "") } ?? "")
    }
    #expect(value.map { ["\($0)"] } ?? said == [expected])
  }

  @Test(arguments: [
    ("2026-12-31", "2026-12-31"), ("2024-02-29", "2024-02-29"), ("2026-02-29", "ROE0071"),
    ("2026-13-01", "ROE0071"),
    ("31.12.2026", "ROE0067 2026-12-31"), ("12/31/2026", "ROE0067 2026-12-31"),
    ("03/04/2026", "ROE0067"),
    ("1.2.26", "ROE0067 2026-02-01"), ("2026/12/31", "ROE0067 2026-12-31"),
    ("2026-1-5", "ROE0067 2026-01-05"),
    ("soon", "ROE0071"), ("", "ROE0066"), ("46022", "ROE0071"),
  ])
  func readsDates(_ text: String, _ expected: String) throws {
    let table = try #require(read("a,b\n\(text),1\n").table)
    var found: [Diagnostic] = []
    let value = table.date(0, 0, reporting: &found)
    let said = found.map { $0.code.id + ($0.fix.map { " " + $0.edits[0].replacement } ?? "") }
    #expect(value.map { [$0] } ?? said == [expected])
  }

  @Test(arguments: [
    ("TRUE", "true"), ("false", "false"), ("Yes", "true"), ("no", "false"),
    ("WAHR", "ROE0068 true"), ("Faux", "ROE0068 false"),
    ("1", "ROE0071"), ("", "ROE0066"),
  ])
  func readsTrueAndFalse(_ text: String, _ expected: String) throws {
    let table = try #require(read("a,b\n\(text),1\n").table)
    var found: [Diagnostic] = []
    let value = table.boolean(0, 0, reporting: &found)
    let said = found.map { $0.code.id + ($0.fix.map { " " + $0.edits[0].replacement } ?? "") }
    #expect(value.map { ["\($0)"] } ?? said == [expected])
  }

  @Test func aBlankNeverMeansTheValueAbove() throws {
    let table = try #require(read("region,owner\ndach,kim\n,lee\n").table)
    let found = table.blankAsAbove(1, 0)
    #expect(found.message == "t.csv row 3, column region is blank")
    #expect(found.notes == ["A blank never means “the same as above” (dach)."])
  }

  @Test func codesAreSortedAndShownByTheirExamples() {
    let ids = Code.csvCodes.map(\.id)
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
    for code in Code.csvCodes {
      #expect(code.avoid.text.contains("# \(code.id)"), "\(code.id)")
      for text in code.prefer.files.values {
        #expect(read(text).found.isEmpty, "\(code.id)")
      }
      // The codes of files show up without any rules.
      if code.id < "ROE0060" {
        for text in code.avoid.files.values {
          #expect(Set(read(text).found.map(\.code.id)) == [code.id], "\(code.id)")
        }
      }
    }
  }
}
