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

  /// A line that begins in a column in which none of the lines above it begins.
  func misaligned(at offset: Int) -> Diagnostic {
    let start = lineStart(of: offset)
    let content = firstContent(ofLineAt: offset)
    let own = content - start
    if let above = lineAbove(offset), column(of: firstContent(ofLineAt: above)) == own,
      content < bytes.count, isWord(bytes[content]), let found = lineWithoutColon(above)
    {
      return found
    }
    let end = contentEnd(ofLineAt: offset)
    var diagnostic = Diagnostic(
      .misalignedLine, "This line begins where no line above it does, so it belongs to no block",
      at: span(content, max(content, end)))
    let neighbour = neighbours(above: offset).min {
      abs(column(of: $0) - own) < abs(column(of: $1) - own)
    }
    guard let neighbour else { return diagnostic }
    let wanted = column(of: neighbour)
    let spaces = abs(own - wanted)
    guard wanted != own else { return diagnostic }
    diagnostic.caption =
      "\(spaces) space\(spaces == 1 ? "" : "s") too \(own > wanted ? "many" : "few")"
    diagnostic.labels = [
      .init("to line up with this", at: span(neighbour, contentEnd(ofLineAt: neighbour)))
    ]
    diagnostic.setFix(
      "line it up", replacing: span(start, content), with: String(repeating: " ", count: wanted),
      in: self)
    diagnostic.help = "Begin it in column \(wanted + 1)."
    return diagnostic
  }

  /// Where the lines above begin, the nearest first, up to one in column 0.
  private func neighbours(above offset: Int) -> [Int] {
    var places: [Int] = []
    var line = lineAbove(offset)
    while let above = line, places.count < 1000 {
      let place = firstContent(ofLineAt: above)
      places.append(place)
      if place == above { break }
      line = lineAbove(above)
    }
    return places
  }

  /// `"Hot" leads first`
  private func textAfterValue(at offset: Int) -> Diagnostic? {
    let value = nodes.last { $0.upper <= offset && $0.upper > $0.lower && $0.shape != .alias }
    guard let value, lineStart(of: Int(value.lower)) == lineStart(of: offset),
      value.style != .plain, firstContent(from: Int(value.upper)) == offset
    else { return nil }
    let end = valueEnd(from: offset)
    let whole = text(Int(value.lower), max(end, offset))
    var diagnostic = Diagnostic(
      .textAfterValue, "The text goes on after the closing quote or bracket",
      at: span(offset, max(end, offset + 1)),
      labels: [.init("ends here", at: span(Int(value.upper) - 1, Int(value.upper)))])
    diagnostic.setFix(
      "put the whole text in quotes", replacing: span(Int(value.lower), max(end, offset)),
      with: quoted(whole), in: self)
    return diagnostic
  }

  /// Something between `{ }` or `[ ]` that is neither an entry nor the end.
  func insideBrackets(_ failure: YAMLFailure) -> (diagnostic: Diagnostic, resumption: Int) {
    let open = failure.contextOffset
    let offset = failure.offset
    let isLater = offset >= lineEnd(of: open)
    if isLater, offset >= bytes.count || beginsKey(lineAt: offset, below: open) {
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

  private func beginsKey(lineAt offset: Int, below open: Int) -> Bool {
    let content = firstContent(ofLineAt: offset, skippingDashes: true)
    let first = firstContent(ofLineAt: open)
    return keyEnd(at: content) != nil && column(of: content) <= column(of: first)
  }

  private func unclosedBracket(at open: Int) -> Diagnostic {
    let end = contentEnd(ofLineAt: open)
    let bracket = text(open, open + 1)
    var diagnostic = Diagnostic(
      .unclosedBracket, "The \(bracket) that opens here is not closed", at: span(open, open + 1))
    if let text = textCutOff(in: open, by: end) {
      diagnostic.notes = ["What follows # is a comment, and the bracket that closes with it."]
      diagnostic.setFix(
        "put the text in quotes", replacing: span(text.lowerBound, text.upperBound),
        with: quoted(self.text(text.lowerBound, text.upperBound)), in: self)
      // The line ends in what looks like a comment still.
      diagnostic.help = "Put the text in quotes."
      return diagnostic
    }
    diagnostic.setFix(
      "close the bracket", replacing: span(end, end), with: bracket == "[" ? "]" : "}", in: self)
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

  private func wrongBracket(at offset: Int, open: Int) -> Diagnostic {
    let right = bytes[open] == UInt8(ascii: "[") ? "]" : "}"
    var diagnostic = Diagnostic(
      .unclosedBracket, "This bracket does not close the one that is open",
      at: span(offset, offset + 1),
      labels: [.init("opened here", at: span(open, open + 1))])
    diagnostic.setFix(
      "write \(right)", replacing: span(offset, offset + 1), with: right, in: self)
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
