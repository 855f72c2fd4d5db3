extension YAMLNode {
  /// Where the bytes `range` of the decoded text are written.
  ///
  /// A byte that comes from an escape or a folded line break belongs to all of it.
  package func span(ofText range: Range<Int>) -> SourceSpan {
    let node = node
    let range = range.clamped(to: 0..<Int(node.count))
    switch node.shape {
    case .sequence, .mapping, .alias:
      return span
    case .verbatim:
      let first = Int(node.first)
      return SourceSpan(
        file: tree.file, lower: first + range.lowerBound, upper: first + range.upperBound)
    case .decoded:
      let pieces = YAMLTextMap(of: node, in: tree).pieces
      guard let end = pieces.last, end.text.upperBound == Int(node.count) else { return span }
      let lower = pieces.first { $0.text.upperBound > range.lowerBound } ?? end
      let upper = pieces.first { $0.text.upperBound >= range.upperBound } ?? end
      let start = lower.source(from: range.lowerBound)
      guard !range.isEmpty else { return SourceSpan(file: tree.file, lower: start, upper: start) }
      return SourceSpan(file: tree.file, lower: start, upper: upper.source(to: range.upperBound))
    }
  }
}

/// How the text of a scalar came from the bytes of the file, piece by piece.
private struct YAMLTextMap {
  struct Piece {
    var text: Range<Int>
    var source: Range<Int>

    /// Whether byte stands for byte.
    var isVerbatim: Bool

    func source(from offset: Int) -> Int {
      guard text.contains(offset) else {
        return offset < text.lowerBound ? source.lowerBound : source.upperBound
      }
      return isVerbatim ? source.lowerBound + offset - text.lowerBound : source.lowerBound
    }

    func source(to offset: Int) -> Int {
      isVerbatim ? source.lowerBound + offset - text.lowerBound : source.upperBound
    }
  }

  private(set) var pieces: [Piece] = []
  private var length = 0
  private let bytes: [UInt8]
  private let text: ArraySlice<UInt8>

  init(of node: YAMLTree.Node, in tree: YAMLTree) {
    bytes = tree.bytes
    text = tree.decoded[Int(node.first)..<Int(node.first + node.count)]
    let source = Int(node.lower)..<Int(node.upper)
    switch node.style {
    case .plain, .block, .flow: addFlow(source, quote: nil)
    case .singleQuoted: addFlow(source.inset, quote: UInt8(ascii: "'"))
    case .doubleQuoted: addFlow(source.inset, quote: UInt8(ascii: "\""))
    case .literal, .folded: addBlock(source)
    }
  }

  private mutating func add(_ count: Int, from source: Range<Int>, isVerbatim: Bool = false) {
    guard count > 0 else { return }
    pieces.append(Piece(text: length..<length + count, source: source, isVerbatim: isVerbatim))
    length += count
  }

  /// Text that line breaks fold, with the escapes of its quotes.
  private mutating func addFlow(_ source: Range<Int>, quote: UInt8?) {
    var index = source.lowerBound
    var verbatim = index
    while index < source.upperBound {
      let byte = bytes[index]
      let (length, consumed) = unit(at: index, in: source, quote: quote, byte)
      if let length {
        add(index - verbatim, from: verbatim..<index, isVerbatim: true)
        // Each line break that stays is a byte of its own; which one is which does not matter.
        add(length, from: index..<index + consumed)
        verbatim = index + consumed
      }
      index += consumed
    }
    add(index - verbatim, from: verbatim..<index, isVerbatim: true)
  }

  /// How many bytes the unit at `index` decodes to, nil when it is itself, and how many it takes.
  private func unit(
    at index: Int, in source: Range<Int>, quote: UInt8?, _ byte: UInt8
  ) -> (length: Int?, consumed: Int) {
    if byte == quote, quote == UInt8(ascii: "'") { return (1, min(2, source.upperBound - index)) }
    if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
      return escape(at: index, in: source)
    }
    guard byte.isBlankOrBreak else { return (nil, 1) }
    var end = index
    while end < source.upperBound, bytes[end].isBlankOrBreak { end += 1 }
    let breaks = countBreaks(in: index..<end)
    return breaks == 0 ? (nil, end - index) : (max(1, breaks - 1), end - index)
  }

  private func escape(at index: Int, in source: Range<Int>) -> (length: Int?, consumed: Int) {
    guard index + 1 < source.upperBound else { return (nil, 1) }
    let digits: Int
    switch bytes[index + 1] {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      var end = index + 1
      while end < source.upperBound, bytes[end].isBlankOrBreak { end += 1 }
      return (countBreaks(in: index + 1..<end) - 1, end - index)
    case UInt8(ascii: "N"), UInt8(ascii: "_"): return (2, 2)
    case UInt8(ascii: "L"), UInt8(ascii: "P"): return (3, 2)
    default: return (1, 2)
    }
    let end = min(index + 2 + digits, source.upperBound)
    let value = UInt32(String(decoding: bytes[index + 2..<end], as: UTF8.self), radix: 16) ?? 0
    let length = value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x1_0000 ? 3 : 4
    return (length, end - index)
  }

  private func countBreaks(in range: Range<Int>) -> Int {
    range.count { index in
      bytes[index] == UInt8(ascii: "\n")
        || bytes[index] == UInt8(ascii: "\r")
          && (index + 1 == range.upperBound || bytes[index + 1] != UInt8(ascii: "\n"))
    }
  }

  /// The lines of a block scalar without their indentation.
  ///
  /// The text itself says which line breaks were kept, so the lines need only be laid beside it.
  private mutating func addBlock(_ source: Range<Int>) {
    let lines = lines(in: source).dropFirst()
    guard let first = lines.first(where: { !bytes[$0].allSatisfy { $0 == UInt8(ascii: " ") } })
    else { return add(text.count, from: source) }
    let body = text.drop { $0 == UInt8(ascii: "\n") }
    let indent = max(0, leadingSpaces(bytes[first]) - leadingSpaces(body))
    var gap = lines[lines.startIndex].lowerBound
    for line in lines {
      let start = min(line.lowerBound + indent, line.upperBound)
      guard start < line.upperBound else { continue }
      add(breakLength(at: text.startIndex + length), from: gap..<start)
      add(line.upperBound - start, from: start..<line.upperBound, isVerbatim: true)
      gap = line.upperBound
    }
    add(text.count - length, from: gap..<source.upperBound)
  }

  /// How many bytes of the text stand for the line breaks before a line.
  private func breakLength(at index: Int) -> Int {
    guard index < text.endIndex, length > 0 || text[index] == UInt8(ascii: "\n") else { return 0 }
    let breaks = text[index...].prefix { $0 == UInt8(ascii: "\n") }.count
    return breaks == 0 && text[index] == UInt8(ascii: " ") ? 1 : breaks
  }

  private func leadingSpaces(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.prefix { $0 == UInt8(ascii: " ") }.count
  }

  private func lines(in source: Range<Int>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = source.lowerBound
    var index = start
    while index < source.upperBound {
      let byte = bytes[index]
      let isPair =
        byte == UInt8(ascii: "\r") && index + 1 < source.upperBound
        && bytes[index + 1] == UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        lines.append(start..<index)
        index += isPair ? 2 : 1
        start = index
      } else {
        index += 1
      }
    }
    lines.append(start..<source.upperBound)
    return lines
  }
}

extension UInt8 {
  fileprivate var isBlankOrBreak: Bool {
    switch self {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }
}

extension Range<Int> {
  fileprivate var inset: Self {
    count < 2 ? self : lowerBound + 1..<upperBound - 1
  }
}
