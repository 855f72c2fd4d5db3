// What people really meant where libyaml gave up. Its words say only where to look.
extension YAMLReader {
  /// The finding behind a failure, and the place after whose line reading resumes.
  func diagnose(_ failure: YAMLFailure) -> (diagnostic: Diagnostic, resumption: Int) {
    if let limit = failure.limit {
      return (
        Diagnostic(.beyondLimits, limit, at: span(failure.offset, failure.offset)), failure.offset
      )
    }
    if let found = strangeIndentation(failure) { return (found, failure.offset) }
    if let frame = frames.last, frame.isFlow, isDash(at: failure.offset),
      firstContent(ofLineAt: failure.offset) == failure.offset
    {
      let open = Int(nodes[frame.node].lower)
      if beginsNext(lineAt: failure.offset, after: open) {
        return (unclosedBracket(at: open), open)
      }
      return (listInBrackets(at: failure.offset, open: open), failure.offset)
    }
    switch failure.context {
    case "while scanning a quoted scalar":
      return (unclosedQuote(at: failure.contextOffset), failure.contextOffset)
    case "while parsing a quoted scalar":
      return (unknownEscape(at: failure.offset, quote: failure.contextOffset), failure.offset)
    case "while scanning an anchor", "while scanning an alias", "while scanning a directive":
      return (unquotedSymbol(at: failure.contextOffset), failure.contextOffset)
    case "while scanning a tag", "while parsing a tag":
      return (unquotedSymbol(at: failure.contextOffset), failure.contextOffset)
    case "while parsing a node" where failure.problem == "found undefined tag handle":
      return (unquotedSymbol(at: failure.contextOffset), failure.contextOffset)
    case "while scanning a simple key":
      return (keyWithoutColon(at: failure.contextOffset), failure.contextOffset)
    case "while scanning a block scalar":
      return (textBesideBlockMark(failure), failure.contextOffset)
    case "while parsing a flow sequence", "while parsing a flow mapping":
      return insideBrackets(failure)
    case "while parsing a block mapping":
      return (insideBlock(failure), lineBefore(failure.offset))
    case "while parsing a block collection":
      return (insideList(failure), lineBefore(failure.offset))
    default:
      break
    }
    switch failure.problem {
    case "found character that cannot start any token":
      return (unquotedSymbol(at: failure.offset), failure.offset)
    case "mapping values are not allowed in this context":
      // The line above may be the one at fault, and then this one is read again.
      let found = colonOutOfPlace(at: failure.offset)
      return (found, Int(found.span.lower))
    case "block sequence entries are not allowed in this context":
      return (listBesideKey(at: failure.offset), failure.offset)
    case "did not find expected <document start>":
      return (misaligned(at: failure.offset), lineBefore(failure.offset))
    default:
      return (fallback(at: failure.offset), failure.offset)
    }
  }

  /// A place that lets reading resume on the very line of `offset` when that line has a key in
  /// column 0, as what is wrong there is the line before.
  private func lineBefore(_ offset: Int) -> Int {
    lineStart(of: offset) == offset && offset > 0 ? offset - 1 : offset
  }

  func fallback(at offset: Int) -> Diagnostic {
    let place = min(offset, bytes.count)
    // At the end of the file, the last line that holds something is what a person looks at.
    let start = place == bytes.count ? lastContent(before: place) : place
    return Diagnostic(
      .unreadableYAML, "From here to the next key at the start of a line nothing can be read",
      at: span(start, start),
      help: "Compare the line with its neighbours: a key, a colon, a space, a value.")
  }

  func unquotedSymbol(at offset: Int) -> Diagnostic {
    let end = max(valueEnd(from: offset), min(offset + 1, bytes.count))
    let value = text(offset, end)
    var diagnostic = Diagnostic(
      .unquotedSymbol, "A text that begins with \(value.prefix(1)) needs quotes",
      at: span(offset, end))
    diagnostic.setFix(
      "put it in quotes", replacing: span(offset, end), with: quoted(value), in: self)
    return diagnostic
  }

  private func unclosedQuote(at offset: Int) -> Diagnostic {
    let end = contentEnd(ofLineAt: offset)
    let quote = text(offset, offset + 1)
    var diagnostic = Diagnostic(
      .unclosedQuote, "The quote that opens here is not closed on this line", at: span(offset, end),
      notes: ["The lines after it would become part of the text."])
    diagnostic.setFix("close the quote", replacing: span(end, end), with: quote, in: self)
    return diagnostic
  }

  private func unknownEscape(at offset: Int, quote: Int) -> Diagnostic {
    // Where digits were due, libyaml is behind the letter that announced them.
    let offset =
      bytes.indices.contains(offset) && bytes[offset] == UInt8(ascii: "\\") || offset < quote + 3
      ? offset : bytes[..<offset].lastIndex(of: UInt8(ascii: "\\")) ?? offset
    let end = min(offset + 2, lineEnd(of: offset))
    var diagnostic = Diagnostic(
      .unknownEscape, "\(text(offset, end)) means nothing inside double quotes",
      at: span(offset, max(end, offset)))
    var close = quote + 1
    let limit = lineEnd(of: quote)
    while close < limit, bytes[close] != UInt8(ascii: "\"") {
      close += bytes[close] == UInt8(ascii: "\\") && close + 1 < limit ? 2 : 1
    }
    guard close < limit, quote < offset else { return diagnostic }
    let content = text(quote + 1, close)
    diagnostic.setFix(
      "use single quotes", replacing: span(quote, close + 1),
      with: "'" + content.replacing("'", with: "''") + "'", in: self)
    return diagnostic
  }

  /// A line that ends without the colon that would make it a key.
  private func keyWithoutColon(at offset: Int) -> Diagnostic {
    if let found = missingSpace(inLineAt: offset) { return found }
    guard offset < bytes.count, !isQuote(bytes[offset]), bytes[offset] != UInt8(ascii: "*") else {
      return fallback(at: offset)
    }
    let end = contentEnd(ofLineAt: offset)
    return Diagnostic(
      .missingColon, "This line stands between keys and has no colon", at: span(offset, end),
      help: "If it is a key, write a colon after it; if it goes on the text above, indent it more.")
  }

  /// `owner:dana`
  private func missingSpace(inLineAt offset: Int) -> Diagnostic? {
    let start = firstContent(ofLineAt: offset, skippingDashes: true)
    let end = contentEnd(ofLineAt: offset)
    if start < end, let found = dashWithoutSpace(at: start) { return found }
    guard start < end, keyEnd(at: start) == nil else { return nil }
    return missingSpace(from: start, to: end)
  }

  /// A word, a colon and more, with no space between them.
  func missingSpace(from start: Int, to end: Int) -> Diagnostic? {
    var index = start
    while index < end, isWord(bytes[index]) || bytes[index] == UInt8(ascii: "-") { index += 1 }
    guard index > start, index + 1 < end, bytes[index] == UInt8(ascii: ":"),
      bytes[index + 1] != UInt8(ascii: "/"), bytes[index + 1] != UInt8(ascii: ":")
    else { return nil }
    let word = text(start, index)
    var diagnostic = Diagnostic(
      .missingSpace, "Without a space after the colon, \(word) is not read as a key",
      at: span(index, index + 1), caption: "a space is missing after this")
    // A blank that is no space, as word processors put it there, gives way to one.
    let blank = index + 1 + blankLength(at: index + 1)
    diagnostic.setFix(
      "write a space", replacing: span(index + 1, blank), with: " ", in: self, safety: .safe)
    return diagnostic
  }

  /// `-{ event: won }`
  func dashWithoutSpace(at offset: Int) -> Diagnostic? {
    guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "-"),
      firstContent(ofLineAt: offset, skippingDashes: true) == offset,
      !isBlankOrBreak(at: offset + 1), bytes[offset + 1] != UInt8(ascii: "-")
    else { return nil }
    var diagnostic = Diagnostic(
      .missingSpace, "Without a space after the dash, this is no entry of a list",
      at: span(offset, offset + 1), caption: "a space is missing after this")
    diagnostic.setFix(
      "write a space", replacing: span(offset + 1, offset + 1), with: " ", in: self, safety: .safe)
    return diagnostic
  }

  private func textBesideBlockMark(_ failure: YAMLFailure) -> Diagnostic {
    let mark = failure.contextOffset
    let start = firstContent(from: mark + 1)
    let end = contentEnd(ofLineAt: mark)
    guard start < end, failure.problem == "did not find expected comment or line break" else {
      return fallback(at: failure.offset)
    }
    let column = firstContent(ofLineAt: mark) - lineStart(of: mark)
    var diagnostic = Diagnostic(
      .unreadableYAML, "After \(text(mark, mark + 1)) the text begins on the next line",
      at: span(mark, end))
    diagnostic.setFix(
      "move the text to the next line", replacing: span(mark + 1, start),
      with: "\n" + String(repeating: " ", count: column + 2), in: self)
    return diagnostic
  }

  /// A colon where none may stand.
  private func colonOutOfPlace(at offset: Int) -> Diagnostic {
    let start = firstContent(ofLineAt: offset, skippingDashes: true)
    if let found = dashWithoutSpace(at: start) { return found }
    if let end = keyEnd(at: start), end < offset { return secondColon(at: offset, key: end) }
    // The line's own key: it was taken for the rest of the text above.
    guard let above = lineAbove(offset) else { return fallback(at: offset) }
    return lineWithoutColon(above) ?? misaligned(at: start)
  }

  /// A line among keys that is none; nil when the line has a key, or is an entry of a list.
  func lineWithoutColon(_ line: Int) -> Diagnostic? {
    if let found = missingSpace(inLineAt: line) { return found }
    let lower = firstContent(ofLineAt: line, skippingDashes: true)
    guard lower == firstContent(ofLineAt: line), keyEnd(at: lower) == nil else { return nil }
    return Diagnostic(
      .missingColon, "This line stands between keys and has no colon",
      at: span(lower, contentEnd(ofLineAt: line)),
      help: "If it is a key, write a colon after it; if it is a text, put it behind its key.")
  }

  private func secondColon(at offset: Int, key: Int) -> Diagnostic {
    let start = firstContent(from: key + 1)
    let end = valueEnd(from: start)
    var diagnostic = Diagnostic(
      .secondColon, "A second colon in one line needs quotes around the text",
      at: span(offset, offset + 1))
    guard start <= offset, offset < end else { return diagnostic }
    diagnostic.setFix(
      "put the text in quotes", replacing: span(start, end), with: quoted(text(start, end)),
      in: self)
    return diagnostic
  }

  /// `owner: - dana`
  private func listBesideKey(at offset: Int) -> Diagnostic {
    let line = firstContent(ofLineAt: offset)
    guard let key = keyEnd(at: line), key < offset else { return misaligned(at: offset) }
    let column = line - lineStart(of: offset)
    var diagnostic = Diagnostic(
      .mixedListAndKeys, "A list begins on the line after its key", at: span(offset, offset + 1))
    diagnostic.setFix(
      "move the list to the next line", replacing: span(key + 1, offset),
      with: "\n" + String(repeating: " ", count: column + 2), in: self)
    return diagnostic
  }
}
