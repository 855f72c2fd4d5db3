/// A spreadsheet saved as text: named columns, numbered rows, and for every cell its place in the
/// file.
///
/// A cell is a range of bytes until somebody asks for its text, so that tables of 90,000 rows cost
/// no more than one pass over the file. Rows in which every cell is blank are left out.
package struct CSVTable: Sendable {
  /// The file's name without its folder, as messages say it.
  package let name: String
  package let file: FileID
  /// The names of the columns, trimmed and in lower case.
  package let header: [Located<String>]
  let bytes: [UInt8]
  /// Row by row, `header.count` for each.
  let cells: [CSVRange]
  /// For every row its number among the file's records.
  let numbers: [UInt32]
  /// Whether rows are left out since something is wrong with them, which is reported.
  package let lacksRows: Bool

  package var rowCount: Int { numbers.count }

  package func cell(_ row: Int, _ column: Int) -> CSVCell {
    CSVCell(file: file, bytes: bytes, range: cells[row * header.count + column])
  }

  package func column(named name: String) -> Int? {
    header.firstIndex { $0.value == name }
  }

  /// The number that the spreadsheet shows beside the row; the header is row 1.
  package func rowNumber(_ row: Int) -> Int { Int(numbers[row]) }

  /// From the first cell of the row to its last.
  package func rowSpan(_ row: Int) -> SourceSpan {
    cell(row, 0).span.joined(with: cell(row, header.count - 1).span)
  }

  /// `territories.csv row 214, column zip_from`
  package func place(_ row: Int, _ column: Int) -> String {
    "\(name) row \(rowNumber(row)), column \(header[column].value)"
  }
}

/// One cell of a table.
package struct CSVCell: Sendable {
  let file: FileID
  let bytes: [UInt8]
  let range: CSVRange

  package var isBlank: Bool { range.lower == range.upper }

  /// Inside the quotes, without the spaces around the text.
  package var span: SourceSpan {
    SourceSpan(file: file, lower: range.lower, upper: range.upper)
  }

  /// Without quotes, and without the spaces (breaking or not) around it.
  package var text: String {
    let raw = String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
    guard range.hasDoubledQuotes else { return raw }
    var text = ""
    var isSecond = false
    for character in raw.unicodeScalars {
      isSecond = character == "\"" && !isSecond
      if !isSecond { text.unicodeScalars.append(character) }
    }
    return text
  }
}

/// Where the text of a cell stands, and whether each quote in it is written twice.
struct CSVRange {
  /// Files of 2 GiB and more are refused, so that one bit is free.
  static let sizeLimit = 1 << 31

  private let lowerBound: UInt32
  private let upperBoundAndFlag: UInt32

  init(_ range: Range<Int>, hasDoubledQuotes: Bool) {
    lowerBound = UInt32(truncatingIfNeeded: range.lowerBound)
    let flag: UInt32 = hasDoubledQuotes ? 1 << 31 : 0
    upperBoundAndFlag = UInt32(truncatingIfNeeded: range.upperBound) | flag
  }

  var lower: Int { Int(lowerBound) }
  var upper: Int { Int(upperBoundAndFlag & ~(1 << 31)) }
  var hasDoubledQuotes: Bool { upperBoundAndFlag & (1 << 31) != 0 }
}
