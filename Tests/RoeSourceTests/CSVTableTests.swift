import RoeSource
import Testing

@Suite struct CSVTableTests {
  @Test func readsQuotesNewlinesAndNumbersRows() throws {
    let (table, found) = read(
      "id,note\r\na,\"x, \"\"y\"\"\r\nz\"\r\n\r\n,\r\nb , \u{A0}plain\u{A0}\r\n")
    let sound = try #require(table)
    #expect(found.isEmpty)
    #expect(sound.rowCount == 2)
    #expect(sound.cell(0, 1).text == "x, \"y\"\r\nz")
    #expect(sound.cell(1, 0).text == "b")
    #expect(sound.cell(1, 1).text == "plain")
    // The blank line and the row of blanks count, as they do in the spreadsheet.
    #expect(sound.rowNumber(0) == 2)
    #expect(sound.rowNumber(1) == 5)
    #expect(sound.place(1, 1) == "t.csv row 5, column note")
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [",", ";", "\t", "|"])
  func readsEveryLineEndAndSeparator(_ end: String, _ separator: String) throws {
    let lines = ["Id,\u{A0}Zip From ", "a,01067", "b,"].map {
      $0.split(separator: ",", omittingEmptySubsequences: false).joined(separator: separator)
    }
    for bom in ["", "\u{FEFF}"] {
      for last in ["", end] {
        let (table, found) = read(bom + lines.joined(separator: end) + last)
        let sound = try #require(table)
        #expect(found.isEmpty)
        #expect(sound.header.map(\.value) == ["id", "zip from"])
        #expect(sound.column(named: "zip from") == 1)
        #expect(sound.rowCount == 2)
        #expect(sound.cell(0, 1).text == "01067")
        #expect(sound.cell(1, 1).isBlank)
      }
    }
  }

  @Test func spansPointAtTheTextWithoutQuotesAndSpaces() throws {
    let text = "\u{FEFF}é,\u{A0}日本 \n 🇩🇪 ,\" x\"\"y \"\n"
    let bytes = Array(text.utf8)
    let table = try #require(read(text).table)
    func bytesAt(_ span: SourceSpan) -> String {
      String(decoding: bytes[Int(span.lower)..<Int(span.upper)], as: UTF8.self)
    }
    #expect(table.header.map { bytesAt($0.span) } == ["é", "日本"])
    #expect(bytesAt(table.cell(0, 0).span) == "🇩🇪")
    #expect(bytesAt(table.cell(0, 1).span) == "x\"\"y")
    #expect(table.cell(0, 1).text == "x\"y")
  }

  @Test func aWordInQuotesEqualsTheBareWord() throws {
    let table = try #require(read("a,b\n\"x\",x\n \"x\" ,\"\"\"x\"\"\"\n").table)
    #expect(table.cell(0, 0).text == table.cell(0, 1).text)
    #expect(table.cell(1, 0).text == "x")
    #expect(table.cell(1, 1).text == "\"x\"")
  }

  @Test func aBarIsNoSeparatorBesideOthersOrInQuotes() throws {
    #expect(try #require(read("a|b,c\n1,2\n").table).header.map(\.value) == ["a|b", "c"])
    #expect(try #require(read("\"a|b\"\n1\n").table).header.map(\.value) == ["a|b"])
  }

  /// Every bad file: what is said, and at which bytes.
  @Test(arguments: [
    ("", "t.csv is empty @0+0"),
    ("\u{FEFF}\r\n \n", "t.csv is empty @0+0"),
    ("a,b\n1,\u{0}\n", "t.csv is not a text file @6+1"),
    ("PK\u{3}\u{4}…", "t.csv is a workbook, not a CSV file, whatever its name says @0+0"),
    (
      "a,b\n1,M\u{FFFD}nchen\n",
      "t.csv row 2, column b: a letter was lost when this file was saved @7+3"
    ),
    (
      "a;b, c\n1;2\n",
      "t.csv: cannot tell what separates the columns, the first row has semicolons and commas @0+6"
    ),
    ("a,,c\n1,2,3\n", "t.csv: column B has no name in the first row @2+0"),
    ("a,b,A\n1,2,3\n", "t.csv: two columns have the name “a” @4+1"),
    ("a,b\n1,2,3\n", "t.csv row 2 has 3 cells, the first row names 2 columns @4+5"),
    ("a,b\n\n1\n", "t.csv row 3 has 1 cell, the first row names 2 columns @5+1"),
    ("a,b\n1,\"2\n3,4\n", "t.csv row 2: a quote is opened and never closed @6+1"),
    ("a,b\n1,\"2\"3\n4,5", "t.csv row 2: text follows the closing quote @9+1"),
  ])
  func saysWhatIsWrong(_ text: String, _ expected: String) {
    #expect(read(text).found.map(summary) == [expected])
  }

  @Test func namesTheLetterOfAnOldEncoding() {
    let bytes = Array("id;city;x\na;Ulm;\nb;\"M".utf8) + [0xFC] + Array("nchen\";y\n".utf8)
    let (table, found) = read(bytes)
    #expect(table == nil)
    #expect(
      found.map(summary) == [
        "t.csv row 3, column city: the file is saved in an old Excel encoding @21+1"
      ])
    #expect(found.first?.caption == "part of “München”, if the encoding is Windows-1252")
  }

  @Test(
    arguments: [
      [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
      [0xC3],
      [0xF0, 0x9F],
    ] as [[UInt8]])
  func refusesWhatIsNotUTF8(_ bad: [UInt8]) {
    #expect(read(Array("a\n".utf8) + bad).found.map(\.code.id) == ["ROE0052"])
    #expect(read(Array("a\n".utf8) + bad + Array("\n1\n".utf8)).found.map(\.code.id) == ["ROE0052"])
  }

  @Test func saysWhatTheLineForExcelIs() throws {
    var diagnostics: [Diagnostic] = []
    let source = SourceText(name: "people.csv", text: "sep=;\r\nid;role\r\nomar;sdr\r\n")
    #expect(CSVTable.parse(source, file: FileID(0), reporting: &diagnostics) == nil)
    #expect(diagnostics.map(\.code.id) == ["ROE0053"])
    let edit = try #require(diagnostics.first?.fix?.edits.first)
    #expect(edit.span == SourceSpan(file: FileID(0), lower: 0, upper: 7))
  }

  @Test(arguments: [",", ";", "\t"], [",", ";", "\t"])
  func tellsOnceThatTheRowsHaveAnotherSeparator(_ first: String, _ others: String) {
    if first == others { return }
    let (table, found) = read(
      ["x", "y"].joined(separator: first) + "\n"
        + [["1", "2"], ["\"a\(first)\"", "4"]].map { $0.joined(separator: others) }
        .joined(separator: "\n"))
    #expect(table == nil)
    #expect(found.map(\.code.id) == ["ROE0053"])
  }

  @Test func refusesUTF16() {
    #expect(read([0xFF, 0xFE, 0x61, 0x00]).found.map(\.code.id) == ["ROE0051"])
  }

  @Test func keepsTheSoundRowsBesideRaggedOnes() throws {
    let rows = (0..<40).map { $0 % 2 == 0 ? "a,b" : "a,b,c" }
    let (table, found) = read("x,y\n" + rows.joined(separator: "\n"))
    let sound = try #require(table)
    #expect(sound.rowCount == 20)
    #expect(sound.rowNumber(19) == 40)
    #expect(found.count == 10)
    #expect(found.last?.notes == ["10 more rows have the same problem."])
  }

  @Test func answersTablesBeyondItsLimits() {
    let columns = String(repeating: "x,", count: 1_000_000) + "\n1\n"
    #expect(
      read(columns).found.map(summary) == [
        "t.csv has more than 1,000 columns, and is not read @0+0"
      ])
    let names = (1...1000).map { "c\($0)" }.joined(separator: ",")
    #expect(read(names).table?.header.count == 1000)
    let rows = "x\n" + String(repeating: "1\n", count: 1_000_001)
    #expect(
      read(rows).found.map(summary) == [
        "t.csv has more than 1,000,000 rows, and is not read @0+0"
      ])
    #expect(read(String(rows.dropLast(2))).table?.rowCount == 1_000_000)
    let wide = "x,y\n" + String(repeating: ",", count: 1_000_000) + "1\n"
    #expect(read(wide).found.map(\.code.id) == ["ROE0056"])
  }

  /// Writes random cells as RFC 4180 says, and reads them back.
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func readsBackWhatWasWritten(seed: UInt64) throws {
    var random = Random(seed)
    let separator = random.pick([",", ";", "\t"])
    let end = random.pick(["\n", "\r\n", "\r"])
    let columns = 1 + random.below(5)
    let pieces = ["a", "é", "日", "🇩🇪", "\"", ",", ";", "\n", "1", " b", "b "]
    var rows: [[String]] = []
    for _ in 0..<random.below(20) {
      rows.append(
        (0..<columns).map { _ in
          // A letter at both ends keeps white space from being trimmed, and the row from being blank.
          "x" + (0..<random.below(6)).map { _ in random.pick(pieces) }.joined() + "x"
        })
    }
    let header = (0..<columns).map { "c\($0)" }.joined(separator: separator)
    let lines = rows.map { row in
      row.map { cell in
        let mustQuote = cell.contains { "\",;\n\r\t".contains($0) }
        guard mustQuote || random.below(3) == 0 else { return cell }
        return "\""
          + cell.split(separator: "\"", omittingEmptySubsequences: false)
          .joined(separator: "\"\"") + "\""
      }.joined(separator: separator)
    }
    let (table, found) = read(([header] + lines).joined(separator: end))
    let sound = try #require(table, "seed \(seed)")
    #expect(found.isEmpty, "seed \(seed)")
    let texts = (0..<sound.rowCount).map { row in (0..<columns).map { sound.cell(row, $0).text } }
    #expect(texts == rows, "seed \(seed)")
  }

  /// Random bytes may be refused; they must not stop the reader, nor move a span out of the file.
  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func survivesAnyBytes(seed: UInt64) {
    var random = Random(seed)
    let alphabet = Array("a,;\t\"\r\n 1é\u{A0}#\u{201C}".utf8) + [0xFC, 0x00, 0xEF, 0xBB, 0xBF]
    let bytes = (0..<random.below(200)).map { _ in random.pick(alphabet) }
    let (table, found) = read(bytes)
    #expect(table != nil || !found.isEmpty, "seed \(seed)")
    for diagnostic in found {
      #expect(Int(diagnostic.span.upper) <= bytes.count, "seed \(seed)")
    }
    guard let table else { return }
    for row in 0..<table.rowCount {
      for column in table.header.indices {
        #expect(Int(table.cell(row, column).span.upper) <= bytes.count, "seed \(seed)")
        _ = table.trap(row, column)
        _ = table.turnedIntoDate(row, column)
        _ = table.severalValues(row, column)
        var ignored: [Diagnostic] = []
        _ = table.integer(row, column, reporting: &ignored)
        _ = table.date(row, column, reporting: &ignored)
        _ = table.boolean(row, column, reporting: &ignored)
      }
    }
  }
}

func read(_ text: String) -> (table: CSVTable?, found: [Diagnostic]) { read(Array(text.utf8)) }

func read(_ bytes: [UInt8]) -> (table: CSVTable?, found: [Diagnostic]) {
  var found: [Diagnostic] = []
  let source = SourceText(name: "data/t.csv", bytes: bytes)
  let table = CSVTable.parse(source, file: FileID(3), reporting: &found)
  return (table, found)
}

/// `message @first byte+length`
func summary(_ diagnostic: Diagnostic) -> String {
  let span = diagnostic.span
  return "\(diagnostic.message) @\(span.lower)+\(span.upper - span.lower)"
}

/// SplitMix64: the same numbers on every machine.
struct Random {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
