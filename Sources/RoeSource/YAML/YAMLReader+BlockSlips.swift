// Slips in the shape of blocks, lists and brackets.
extension YAMLReader {
  /// Something other than a key where a key was due.
  func insideBlock(_ failure: YAMLFailure) -> Diagnostic {
    let offset = failure.offset
    let isFirst = firstContent(ofLineAt: offset) == offset
    if isFirst, isDash(at: offset) {
      let other = column(of: failure.contextOffset) == column(of: offset)
      return other
        ? mixed(
          "A list entry stands between keys, so it belongs to none of them", offset,
          failure.contextOffset, "this block has keys")
        : misaligned(at: offset)
    }
    if isFirst { return misaligned(at: offset) }
    return textAfterValue(at: offset) ?? fallback(at: offset)
  }

  /// Something other than `-` where a list entry was due.
  func insideList(_ failure: YAMLFailure) -> Diagnostic {
    let offset = failure.offset
    guard firstContent(ofLineAt: offset) == offset else {
      return textAfterValue(at: offset) ?? fallback(at: offset)
    }
    guard !isDash(at: offset), column(of: failure.contextOffset) == column(of: offset) else {
      return misaligned(at: offset)
    }
    return mixed(
      "A line without a dash stands in a list, so it is no entry of it", offset,
      failure.contextOffset, "this block is a list")
  }

  private func mixed(_ message: String, _ offset: Int, _ other: Int, _ label: String) -> Diagnostic
  {
    Diagnostic(
      .mixedListAndKeys, message, at: span(offset, contentEnd(ofLineAt: offset)),
      labels: [.init(label, at: span(other, contentEnd(ofLineAt: other)))],
      help: "Give every line of the block a dash, or every line a key.")
  }

  /// `"Hot" leads first`
  private func textAfterValue(at offset: Int) -> Diagnostic? {
    let value = nodes.last { $0.upper <= offset && $0.upper > $0.lower && $0.shape != .alias }
    guard let value, lineStart(of: Int(value.lower)) == lineStart(of: offset),
      value.style != .plain, firstContent(from: Int(value.upper)) == offset
    else { return nil }
    if let found = quoteClosedByNext(value) { return found }
    let end = valueEnd(from: offset)
    var whole = text(Int(value.lower), max(end, offset))
    // `'Web's leads'`: the quotes around the whole were meant as such.
    if let quote = whole.first, quote == "'" || quote == "\"", whole.last == quote,
      bytes[Int(value.upper) - 1] == quote.asciiValue, whole.count > 2,
      !isBlankOrBreak(at: Int(value.upper))
    {
      whole = String(whole.dropFirst().dropLast())
    }
    var diagnostic = Diagnostic(
      .textAfterValue, "The text goes on after the closing quote or bracket",
      at: span(offset, max(end, offset + 1)),
      labels: [.init("ends here", at: span(Int(value.upper) - 1, Int(value.upper)))])
    diagnostic.setFix(
      "put the whole text in quotes", replacing: span(Int(value.lower), max(end, offset)),
      with: quoted(whole), in: self)
    return diagnostic
  }

  /// `{ mon: "09:00, tue: "09:00" }`: the quote that opens the next value has closed this one.
  private func quoteClosedByNext(_ value: YAMLTree.Node) -> Diagnostic? {
    let (lower, upper) = (Int(value.lower), Int(value.upper))
    guard lower + 2 < upper, isQuote(bytes[lower]) else { return nil }
    var index = upper - 1
    func skip(_ isSkipped: (UInt8) -> Bool) {
      while index > lower, isSkipped(bytes[index - 1]) { index -= 1 }
    }
    skip(isBlank)
    guard bytes[index - 1] == UInt8(ascii: ":") else { return nil }
    index -= 1
    let key = index
    skip { isWord($0) || $0 == UInt8(ascii: "-") }
    guard index < key else { return nil }
    skip(isBlank)
    guard index > lower + 1, bytes[index - 1] == UInt8(ascii: ",") else { return nil }
    let comma = index - 1
    var diagnostic = Diagnostic(
      .unclosedQuote, "The quote that opens here is not closed before the next key",
      at: span(lower, upper))
    diagnostic.setFix(
      "close the quote", replacing: span(comma, comma), with: text(lower, lower + 1), in: self)
    return diagnostic
  }

  /// Something between `{ }` or `[ ]` that is neither an entry nor the end.
  func insideBrackets(_ failure: YAMLFailure) -> (diagnostic: Diagnostic, resumption: Int) {
    let open = failure.contextOffset
    let offset = failure.offset
    let isLater = offset >= lineEnd(of: open)
    if isLater, offset >= bytes.count || beginsNext(lineAt: offset, after: open) {
      return (unclosedBracket(at: open), open)
    }
    guard offset < bytes.count else { return (unclosedBracket(at: open), open) }
    let value = nodes.last.flatMap { $0.upper > $0.lower && $0.upper <= offset ? $0 : nil }
    if let value, value.style == .plain, bytes[offset] == UInt8(ascii: ":"),
      let missing = missingComma(in: value)
    {
      return (missing, offset)
    }
    if let value, value.style == .plain, value.shape == .verbatim,
      lineStart(of: Int(value.lower)) == lineStart(of: offset)
    {
      switch bytes[offset] {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        return (unquotedBrackets(from: Int(value.lower), bracket: offset), offset)
      case UInt8(ascii: ":"):
        if let missing = missingComma(between: value) { return (missing, offset) }
        var diagnostic = Diagnostic(
          .secondColon, "A second colon in one text needs quotes around it",
          at: span(offset, offset + 1))
        let end = valueEnd(from: Int(value.lower))
        diagnostic.setFix(
          "put the text in quotes", replacing: span(Int(value.lower), end),
          with: quoted(text(Int(value.lower), end)), in: self)
        return (diagnostic, offset)
      default:
        break
      }
    }
    if bytes[offset] == UInt8(ascii: "]") || bytes[offset] == UInt8(ascii: "}") {
      return (wrongBracket(at: offset, open: open), offset)
    }
    return (textAfterValue(at: offset) ?? fallback(at: offset), offset)
  }

  func listInBrackets(at offset: Int, open: Int) -> Diagnostic {
    let isMapping = bytes[open] == UInt8(ascii: "{")
    return Diagnostic(
      .mixedListAndKeys,
      "Inside \(isMapping ? "{ }" : "[ ]") a list stands in [ ], not on lines with dashes",
      at: span(offset, contentEnd(ofLineAt: offset)),
      labels: [.init("opened here", at: span(open, open + 1))],
      help: isMapping
        ? "Leave out the { } and write each key on a line of its own."
        : "Leave out the [ ], or the dashes.")
  }

  /// A line in `{ }` that runs into the next, as no comma ends it.
  private func missingComma(in value: YAMLTree.Node) -> Diagnostic? {
    let last = lineStart(of: Int(value.upper) - 1)
    guard lineStart(of: Int(value.lower)) < last, let above = lineAbove(last) else { return nil }
    let end = contentEnd(ofLineAt: above)
    var diagnostic = Diagnostic(
      .unreadableYAML, "Inside { } and [ ] a comma ends each entry, and here it is missing",
      at: span(end - 1, end))
    diagnostic.setFix("write a comma", replacing: span(end, end), with: ",", in: self)
    return diagnostic
  }

  /// `{ event: bought to: won }`: a word, and the key of the next entry.
  private func missingComma(between value: YAMLTree.Node) -> Diagnostic? {
    let words = text(Int(value.lower), Int(value.upper)).split(separator: " ")
    guard words.count == 2, frames.last?.isMapping ?? false,
      words[1].utf8.allSatisfy({ $0 == UInt8(ascii: "_") || (0x61...0x7A).contains($0) })
    else { return nil }
    let end = Int(value.lower) + words[0].utf8.count
    var diagnostic = Diagnostic(
      .unreadableYAML, "Inside { } and [ ] a comma ends each entry, and here it is missing",
      at: span(end - 1, end))
    diagnostic.setFix("write a comma", replacing: span(end, end), with: ",", in: self)
    return diagnostic
  }

  /// Whether a line begins the next key or the next entry beside or around the line of `open`.
  func beginsNext(lineAt offset: Int, after open: Int) -> Bool {
    let start = firstContent(ofLineAt: offset)
    let content = firstContent(ofLineAt: offset, skippingDashes: true)
    let first = column(of: firstContent(ofLineAt: open))
    if start < content {
      return column(of: start) < first
        || column(of: start) == first && isDash(at: firstContent(ofLineAt: open))
    }
    return keyEnd(at: content) != nil && column(of: content) <= first
  }

  func unclosedBracket(at open: Int) -> Diagnostic {
    let bracket = text(open, open + 1)
    let closing =
      (isBlankOrBreak(at: open + 1) ? " " : "") + (bracket == "[" ? "]" : "}")
    var diagnostic = Diagnostic(
      .unclosedBracket, "The \(bracket) that opens here is not closed", at: span(open, open + 1))
    if let text = textCutOff(in: open, by: contentEnd(ofLineAt: open)) {
      diagnostic.notes = ["What follows # is a comment, and the bracket that closes with it."]
      diagnostic.setFix(
        "put the text in quotes", replacing: span(text.lowerBound, text.upperBound),
        with: quoted(self.text(text.lowerBound, text.upperBound)), in: self)
      // The line ends in what looks like a comment still.
      diagnostic.help = "Put the text in quotes."
      return diagnostic
    }
    diagnostic.help =
      "Write \(bracket == "[" ? "]" : "}") where it ends; or leave out the brackets, with each entry on a line of its own."
    let end = contentEnd(ofLineAt: open)
    let goesOn = ",:[{".utf8.contains(bytes[end - 1])
    for place in (goesOn ? [] : [end]) + [endOfLines(below: open)] where diagnostic.fix == nil {
      diagnostic.setFix("close the bracket", replacing: span(place, place), with: closing, in: self)
    }
    return diagnostic
  }

  /// The last text of a line whose rest, with the bracket that closes it, has become a comment.
  private func textCutOff(in open: Int, by comment: Int) -> Range<Int>? {
    let close = bytes[open] == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}")
    let marks: [UInt8] = [
      .init(ascii: ":"), .init(ascii: ","), .init(ascii: "["), .init(ascii: "{"),
    ]
    let lineEnd = lineEnd(of: open)
    guard comment < lineEnd, let end = bytes[comment..<lineEnd].lastIndex(of: close),
      let mark = bytes[open..<comment].lastIndex(where: { marks.contains($0) })
    else { return nil }
    var upper = end
    while upper > comment, isBlank(bytes[upper - 1]) { upper -= 1 }
    let lower = firstContent(from: mark + 1)
    return lower < upper && lower <= comment ? lower..<upper : nil
  }

  /// The end of the last of the lines that are indented more than the one of `offset`.
  private func endOfLines(below offset: Int) -> Int {
    let own = column(of: firstContent(ofLineAt: offset))
    var end = contentEnd(ofLineAt: offset)
    var line = nextLine(after: offset)
    while let start = line {
      let content = firstContent(from: start)
      if contentEnd(ofLineAt: start) > content {
        if column(of: content) <= own { break }
        end = contentEnd(ofLineAt: start)
      }
      line = nextLine(after: start)
    }
    return end
  }

  private func wrongBracket(at offset: Int, open: Int) -> Diagnostic {
    let right = bytes[open] == UInt8(ascii: "[") ? "]" : "}"
    var diagnostic = Diagnostic(
      .unclosedBracket, "This bracket does not close the one that is open",
      at: span(offset, offset + 1),
      labels: [.init("opened here", at: span(open, open + 1))],
      help: "Write \(right) first.")
    diagnostic.setFix(
      "write \(right)", replacing: span(offset, offset), with: right, in: self)
    if diagnostic.fix == nil {
      diagnostic.setFix(
        "write \(right)", replacing: span(offset, offset + 1), with: right, in: self)
    }
    return diagnostic
  }

  private func unquotedBrackets(from start: Int, bracket: Int) -> Diagnostic {
    let end = valueEnd(from: start)
    let isMapping = frames.last?.isMapping ?? false
    var diagnostic = Diagnostic(
      .unquotedBrackets,
      "Inside \(isMapping ? "{ }" : "[ ]") a text with brackets needs quotes",
      at: span(start, max(end, bracket + 1)))
    diagnostic.setFix(
      "put the text in quotes", replacing: span(start, end), with: quoted(text(start, end)),
      in: self)
    return diagnostic
  }
}
