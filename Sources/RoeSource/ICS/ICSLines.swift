/// One property of an iCalendar file: `DTSTART;VALUE=DATE:20261225`.
struct ICSLine {
  /// In upper case.
  let name: String
  /// In upper case, quotes removed.
  let parameters: [(name: String, value: String)]
  /// As it is written, folding undone.
  let text: String
  let span: SourceSpan
  let valueSpan: SourceSpan

  func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

  var keyword: String { text.uppercased() }

  /// For a property of type text, with its escapes undone.
  var unescaped: String {
    var plain = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        plain.append(character == "n" || character == "N" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        plain.append(character)
      }
    }
    return plain
  }
}

/// Cuts a file into properties. A line that begins with a space continues the one before.
struct ICSLines {
  private let bytes: [UInt8]
  private let file: FileID
  private var position: Int

  init(_ bytes: [UInt8], file: FileID) {
    self.bytes = bytes
    self.file = file
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func next() -> ICSLine? {
    while position < bytes.count {
      var unfolded: [UInt8] = []
      var pieces: [(start: Int, place: Int)] = []
      repeat {
        // The white space that marks the fold is not part of the text.
        if !unfolded.isEmpty { position += 1 }
        pieces.append((unfolded.count, position))
        let end = bytes[position...].firstIndex(where: isLineEnd) ?? bytes.count
        unfolded += bytes[position..<end]
        position = end
        skipLineEnd()
      } while position < bytes.count && !unfolded.isEmpty
        && (bytes[position] == .space || bytes[position] == .tab)
      if unfolded.contains(where: { $0 > .space }) { return line(unfolded, pieces) }
    }
    return nil
  }

  private func line(_ unfolded: [UInt8], _ pieces: [(start: Int, place: Int)]) -> ICSLine {
    func place(_ index: Int) -> Int {
      guard let piece = pieces.last(where: { $0.start <= index }) else { return position }
      return piece.place + index - piece.start
    }
    var isQuoted = false
    var colon = unfolded.count
    var parts: [Range<Int>] = []
    var start = 0
    for (index, byte) in unfolded.enumerated() {
      if byte == .quote { isQuoted.toggle() }
      guard !isQuoted, byte == UInt8(ascii: ";") || byte == UInt8(ascii: ":") else { continue }
      parts.append(start..<index)
      start = index + 1
      guard byte == UInt8(ascii: ":") else { continue }
      colon = index
      break
    }
    if colon == unfolded.count { parts.append(start..<colon) }
    let words = parts.map { String(decoding: unfolded[$0], as: UTF8.self).uppercased() }
    let parameters = words.dropFirst().map { word in
      let sides = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (name: String(sides[0]), value: sides.count > 1 ? sides[1].filter { $0 != "\"" } : "")
    }
    let value = unfolded[min(colon + 1, unfolded.count)...]
    let end = place(unfolded.count - 1) + 1
    return ICSLine(
      name: words.first ?? "", parameters: parameters,
      text: String(decoding: value, as: UTF8.self).trimmingSpaces,
      span: SourceSpan(file: file, lower: place(0), upper: end),
      valueSpan: SourceSpan(
        file: file, lower: value.isEmpty ? end : place(value.startIndex), upper: end))
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == .lineFeed || byte == .carriageReturn }

  private mutating func skipLineEnd() {
    guard position < bytes.count else { return }
    let isCarriageReturn = bytes[position] == .carriageReturn
    position += 1
    if isCarriageReturn, position < bytes.count, bytes[position] == .lineFeed { position += 1 }
  }
}
