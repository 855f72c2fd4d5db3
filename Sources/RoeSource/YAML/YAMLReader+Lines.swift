extension YAMLReader {
  /// The start of the line that holds `offset`.
  func lineStart(of offset: Int) -> Int {
    var index = min(offset, bytes.count)
    while index > 0, bytes[index - 1] != UInt8(ascii: "\n"), bytes[index - 1] != UInt8(ascii: "\r")
    {
      index -= 1
    }
    return index
  }

  /// The end of the line that holds `offset`, before its line break.
  func lineEnd(of offset: Int) -> Int {
    var index = min(offset, bytes.count)
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n"),
      bytes[index] != UInt8(ascii: "\r")
    {
      index += 1
    }
    return index
  }

  /// The start of the line after the one that holds `offset`; nil on the last.
  func nextLine(after offset: Int) -> Int? {
    let end = lineEnd(of: offset)
    guard end < bytes.count else { return nil }
    let isPair =
      bytes[end] == UInt8(ascii: "\r") && end + 1 < bytes.count
      && bytes[end + 1] == UInt8(ascii: "\n")
    return end + (isPair ? 2 : 1)
  }

  /// The start of the first line after the one that holds `offset` with a key in column 0.
  func topLevelKey(after offset: Int) -> Int? {
    var line = nextLine(after: offset)
    while let start = line {
      if keyEnd(at: start) != nil { return start }
      line = nextLine(after: start)
    }
    return nil
  }

  /// Where the colon stands after a key that begins at `start`; nil when there is no key.
  func keyEnd(at start: Int) -> Int? {
    guard start < bytes.count, isWord(bytes[start]) || isQuote(bytes[start]) else { return nil }
    var index = start
    if isQuote(bytes[start]) {
      index += 1
      while index < bytes.count, bytes[index] != bytes[start] {
        if bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r") { return nil }
        index += 1
      }
    }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ":") where isBlankOrBreak(at: index + 1): return index
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return nil
      case UInt8(ascii: "#") where isBlankOrBreak(at: index - 1): return nil
      default: index += 1
      }
    }
    return nil
  }

  func isBlankOrBreak(at index: Int) -> Bool {
    guard bytes.indices.contains(index) else { return true }
    return bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t")
      || bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r")
  }

  func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  /// Letters, digits, `_`, and all that is not ASCII.
  func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }

  /// The first byte from `start` on that belongs to no anchor, tag, comment or blank.
  func contentStart(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        while index < end, !isBlankOrBreak(at: index) { index += 1 }
      case UInt8(ascii: "#"):
        index = lineEnd(of: index)
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        index += 1
      default:
        return index
      }
    }
    return end
  }

  /// The end of the last line of a block scalar that holds text, its line break left out.
  func contentEnd(from start: Int, to end: Int) -> Int {
    var index = end
    while index > start, isBlankOrBreak(at: index - 1) { index -= 1 }
    let line = lineEnd(of: index)
    return min(line, max(end, index))
  }

  /// What stands in the file between two bytes.
  func text(_ lower: Int, _ upper: Int) -> String {
    guard lower < upper, upper <= bytes.count else { return "" }
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }
}
