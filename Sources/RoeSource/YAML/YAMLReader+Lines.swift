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

// Places within a line.
extension YAMLReader {
  /// The first byte from `offset` on that is neither space nor tab.
  func firstContent(from offset: Int) -> Int {
    var index = min(offset, bytes.count)
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    return index
  }

  func firstContent(ofLineAt offset: Int, skippingDashes: Bool = false) -> Int {
    var index = firstContent(from: lineStart(of: offset))
    while skippingDashes, isDash(at: index) { index = firstContent(from: index + 1) }
    return index
  }

  /// Whether the dash of a list entry stands here.
  func isDash(at offset: Int) -> Bool {
    offset < bytes.count && bytes[offset] == UInt8(ascii: "-") && isBlankOrBreak(at: offset + 1)
  }

  /// How many bytes stand before `offset` in its line.
  func column(of offset: Int) -> Int { offset - lineStart(of: offset) }

  /// The end of what a line holds besides a comment and the blanks before it.
  func contentEnd(ofLineAt offset: Int) -> Int {
    let start = firstContent(ofLineAt: offset)
    var end = lineEnd(of: offset)
    var index = start
    while index < end {
      if bytes[index] == UInt8(ascii: "#"), index == start || isBlankOrBreak(at: index - 1) {
        end = index
      }
      index += 1
    }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// The end of the value that begins at `start` in its line: inside brackets at the comma or the
  /// bracket that ends it.
  func valueEnd(from start: Int) -> Int {
    let limit = contentEnd(ofLineAt: start)
    guard frames.last?.isFlow == true else { return max(limit, min(start, bytes.count)) }
    var depth = 0
    var index = start
    scan: while index < limit {
      switch bytes[index] {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { break scan }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: break scan
      default: break
      }
      index += 1
    }
    while index > start, isBlank(bytes[index - 1]) { index -= 1 }
    return index
  }

  /// The start of the nearest line above that holds more than a comment.
  func lineAbove(_ offset: Int) -> Int? {
    var start = lineStart(of: offset)
    while start > 0 {
      start = lineStart(of: start - 1)
      if contentEnd(ofLineAt: start) > firstContent(ofLineAt: start) { return start }
    }
    return nil
  }

  /// The last byte before `offset` that is neither blank nor line break.
  func lastContent(before offset: Int) -> Int {
    var index = min(offset, bytes.count)
    while index > 0, isBlankOrBreak(at: index - 1) { index -= 1 }
    return max(0, index - 1)
  }

  /// `text` as a quoted scalar, in double quotes when nothing in it needs an escape.
  func quoted(_ text: String) -> String {
    guard text.contains("\"") || text.contains("\\") else { return "\"\(text)\"" }
    return "'\(text.replacing("'", with: "''"))'"
  }
}

extension Diagnostic {
  /// Adds a fix of one edit, and the line as it would read then; nothing when the line would not be
  /// right even so.
  mutating func setFix(
    _ title: String, replacing span: SourceSpan, with replacement: String, in reader: YAMLReader,
    safety: Fix.Safety = .suggested
  ) {
    let edits = [Fix.Edit(replace: span, with: replacement)]
    guard !reader.isTrial, reader.mends(edits, at: Int(self.span.lower)) else { return }
    fix = Fix(title, edits: edits, safety: safety)
    let start = reader.firstContent(ofLineAt: Int(span.lower))
    let end = reader.contentEnd(ofLineAt: Int(span.upper))
    let line =
      reader.text(start, Int(span.lower)) + replacement + reader.text(Int(span.upper), end)
    // A long line is better seen in the edit below the message.
    guard line.utf8.count <= 80, !line.contains("\n"), !line.isEmpty else { return }
    help =
      "Write  \(reader.text(start, end) == line || start > Int(span.lower) ? replacement + line : line)"
  }
}
