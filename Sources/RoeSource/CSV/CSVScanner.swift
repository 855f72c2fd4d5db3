/// Cuts the bytes of a table into cells, one at a time (RFC 4180; a line ends in LF, CRLF or CR).
struct CSVScanner {
  /// What a cell is followed by.
  enum End { case separator, record, file }

  /// What is wrong with the quotes of a cell.
  enum Flaw {
    case unclosed
    /// Text between the closing quote and the end of the cell, from this byte on.
    case trailingText(Int)
  }

  struct Cell {
    var range: CSVRange
    var end: End
    /// The opening quote, for a quoted cell.
    var quote: Int?
    var flaw: Flaw?
  }

  let bytes: [UInt8]
  let separator: UInt8
  private(set) var position: Int

  init(_ bytes: [UInt8], separator: UInt8) {
    self.bytes = bytes
    self.separator = separator
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  var isAtEnd: Bool { position >= bytes.count }

  mutating func next() -> Cell {
    let start = position
    while position < bytes.count, bytes[position] == .space { position += 1 }
    if position < bytes.count, bytes[position] == .quote { return quoted() }
    position = start
    while position < bytes.count, !isDelimiter(bytes[position]) { position += 1 }
    return Cell(range: trimmed(start..<position, hasDoubledQuotes: false), end: endOfCell())
  }

  private mutating func quoted() -> Cell {
    let quote = position
    var hasDoubledQuotes = false
    position += 1
    while position < bytes.count {
      if bytes[position] != .quote {
        position += 1
      } else if position + 1 < bytes.count, bytes[position + 1] == .quote {
        hasDoubledQuotes = true
        position += 2
      } else {
        return afterClosing(quote, hasDoubledQuotes: hasDoubledQuotes)
      }
    }
    let range = trimmed(quote + 1..<position, hasDoubledQuotes: hasDoubledQuotes)
    return Cell(range: range, end: .file, quote: quote, flaw: .unclosed)
  }

  /// Reads on from the closing quote to the end of the cell.
  private mutating func afterClosing(_ quote: Int, hasDoubledQuotes: Bool) -> Cell {
    let range = trimmed(quote + 1..<position, hasDoubledQuotes: hasDoubledQuotes)
    position += 1
    var flaw: Flaw?
    while position < bytes.count, !isDelimiter(bytes[position]) {
      if flaw == nil, bytes[position] != .space { flaw = .trailingText(position) }
      position += 1
    }
    return Cell(range: range, end: endOfCell(), quote: quote, flaw: flaw)
  }

  private mutating func endOfCell() -> End {
    guard position < bytes.count else { return .file }
    let delimiter = bytes[position]
    position += 1
    if delimiter == separator { return .separator }
    if delimiter == .carriageReturn, position < bytes.count, bytes[position] == .lineFeed {
      position += 1
    }
    return .record
  }

  private func isDelimiter(_ byte: UInt8) -> Bool {
    byte == separator || byte == .lineFeed || byte == .carriageReturn
  }

  private func trimmed(_ range: Range<Int>, hasDoubledQuotes: Bool) -> CSVRange {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, let width = spaceWidth(at: lower), lower + width <= upper {
      lower += width
    }
    while lower < upper {
      if bytes[upper - 1] <= .space {
        upper -= 1
      } else if upper - lower >= 2, bytes[upper - 1] >= 0x80, spaceWidth(at: upper - 2) == 2 {
        upper -= 2
      } else if upper - lower >= 3, bytes[upper - 1] >= 0x80, spaceWidth(at: upper - 3) == 3 {
        upper -= 3
      } else {
        break
      }
    }
    return CSVRange(lower..<upper, hasDoubledQuotes: hasDoubledQuotes)
  }

  /// The number of bytes of the white space that begins here, if one does: ASCII, U+00A0 (no-break
  /// space), U+200B (zero width space), U+202F (narrow no-break space).
  private func spaceWidth(at index: Int) -> Int? {
    switch bytes[index] {
    case 0...UInt8.space: 1
    case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0: 2
    case 0xE2
    where index + 2 < bytes.count && bytes[index + 1] == 0x80
      && (bytes[index + 2] == 0x8B || bytes[index + 2] == 0xAF):
      3
    default: nil
    }
  }
}

extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
}
