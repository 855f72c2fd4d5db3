import CLibYAML

// What libyaml accepts and rules of engagement do not.
extension YAMLReader {
  mutating func reportDocumentMarker(_ lower: Int, _ upper: Int) {
    let start = lineStart(of: lower)
    let isAlone = contentEnd(ofLineAt: start) == lower + 3
    let end = isAlone ? nextLine(after: lower) ?? bytes.count : lower + 3
    diagnostics.append(
      Diagnostic(
        .documentMarker,
        "What stands behind this \(text(lower, lower + 3)) would be lost to many readers",
        at: span(lower, lower + 3), help: "Delete it: a file of rules is one document.",
        fix: Fix(
          "delete the marker", edits: [Fix.Edit(replace: span(lower, end), with: "")],
          safety: .safe)))
  }

  mutating func reportTag(_ tag: UnsafeMutablePointer<yaml_char_t>?, at lower: Int, upper: Int) {
    guard tag != nil else { return }
    var start = lower
    while start < upper, bytes[start] != UInt8(ascii: "!") { start += 1 }
    var end = start
    while end < upper, !isBlankOrBreak(at: end) { end += 1 }
    guard contentStart(from: end, to: lineEnd(of: end)) < lineEnd(of: end) else {
      return diagnostics.append(unquotedSymbol(at: start))
    }
    let next = contentStart(from: end, to: upper)
    diagnostics.append(
      Diagnostic(
        .tag, "\(text(start, end)) is a tag, and rules have none", at: span(start, end),
        help: "Delete it, or put the whole text in quotes.",
        fix: Fix("delete the tag", edits: [Fix.Edit(replace: span(start, next), with: "")])))
  }

  /// An anchor without a value is a text that begins with `&`.
  mutating func reportLonelyAnchor(_ name: String, upper: Int) {
    diagnostics.append(unquotedSymbol(at: max(0, upper - name.utf8.count - 1)))
  }

  /// An entry in `{ }` that has just ended in an empty value.
  mutating func reportMissingColon(in frame: Frame) {
    let count = pending.count
    guard count - frame.start >= 2, (count - frame.start) % 2 == 0 else { return }
    let key = nodes[Int(pending[count - 2])]
    let value = nodes[Int(pending[count - 1])]
    guard value.lower == value.upper, key.shape == .verbatim || key.shape == .decoded,
      key.upper <= value.lower,
      !bytes[Int(key.upper)..<Int(value.lower)].contains(UInt8(ascii: ":")),
      !isKeyFrame(at: frames.count - 1)
    else { return }
    let place = span(Int(key.lower), Int(key.upper))
    gaps.falseKeys.insert(place)
    // `1,000,000` is cut twice, and told once.
    if let found = diagnostics.last, found.code.id == Code.missingColon.id,
      found.span.contains(span(Int(key.lower), Int(key.lower) + 1))
    {
      return
    }
    if let found = missingSpace(from: Int(key.lower), to: Int(key.upper)) {
      return diagnostics.append(found)
    }
    let word = text(Int(key.lower), Int(key.upper))
    var diagnostic = Diagnostic(
      .missingColon, "\(word) stands between keys and has no colon, so it has no value", at: place)
    if count - frame.start >= 4 {
      let before = nodes[Int(pending[count - 3])]
      if let found = cutNumber(from: Int(before.lower), at: Int(before.upper)) {
        return diagnostics.append(found)
      }
      if before.style == .plain, before.count > 0, before.shape != .alias {
        let whole = span(Int(before.lower), Int(key.upper))
        diagnostic.setFix(
          "put the whole text in quotes", replacing: whole,
          with: quoted(text(Int(before.lower), Int(key.upper))), in: self)
      }
    }
    diagnostics.append(diagnostic)
  }

  /// `{ when: amount >= 5,000 GBP }`: a number that is compared with, or alone, and whose comma ends
  /// the value.
  private func cutNumber(from start: Int, at comma: Int) -> Diagnostic? {
    func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    guard comma + 1 < bytes.count, bytes[comma] == UInt8(ascii: ","), isDigit(bytes[comma + 1])
    else { return nil }
    let lower = bytes[start..<comma].lastIndex { !isDigit($0) }.map { $0 + 1 } ?? start
    var upper =
      bytes[comma...].firstIndex { !isDigit($0) && !".,".utf8.contains($0) } ?? bytes.count
    while !isDigit(bytes[upper - 1]) { upper -= 1 }
    let sign = bytes[start..<lower].last { $0 != .space }
    guard lower < comma, sign.map({ "<>=".utf8.contains($0) }) ?? true,
      let (help, instead) = WrittenNumber(text(lower, upper))?.advice(decimals: 2),
      let instead
    else { return nil }
    return Diagnostic(
      .missingColon, "The comma in \(text(lower, upper)) ends the value, and what follows is lost",
      at: span(lower, upper), help: help,
      fix: Fix("write \(instead)", edits: [.init(replace: span(lower, upper), with: instead)]))
  }

  /// Whether the open frame at `index` is a key of the one around it.
  private func isKeyFrame(at index: Int) -> Bool {
    guard index > 0, frames[index - 1].isMapping else { return false }
    return (frames[index].start - frames[index - 1].start) % 2 == 1
  }

  /// A list or a block that has just ended, where a key was due.
  mutating func checkCompoundKey() {
    guard let parent = frames.last, parent.isMapping, let last = pending.last,
      (pending.count - parent.start) % 2 == 1
    else { return }
    let key = nodes[Int(last)]
    let outer = nodes[parent.node]
    let place = span(Int(key.lower), Int(key.upper))
    gaps.falseKeys.insert(place)
    // The outer braces of {{ }} are a key for the same reason as the inner ones.
    if let found = diagnostics.last, found.code.id == Code.compoundKey.id, found.span == place {
      return
    }
    if let found = unclosedEntry(before: key) { return diagnostics.append(found) }
    var diagnostic = Diagnostic(
      .compoundKey, "Keys are plain words, and here a list or a block stands as a key", at: place)
    if parent.isFlow, key.lower == outer.lower + 1, key.upper < bytes.count,
      bytes[Int(key.upper)] == UInt8(ascii: "}")
    {
      let whole = span(Int(outer.lower), Int(key.upper) + 1)
      diagnostic.message = "{{ }} without quotes is read as keys within keys"
      diagnostic.span = whole
      diagnostic.setFix(
        "put it in quotes", replacing: whole,
        with: quoted(text(Int(whole.lower), Int(whole.upper))), in: self)
    }
    diagnostics.append(diagnostic)
  }

  /// `[{ a: b, { c: d }]`: the entry before a block was meant to end there.
  private func unclosedEntry(before key: YAMLTree.Node) -> Diagnostic? {
    guard let parent = frames.last, parent.isFlow, pending.count - parent.start >= 3,
      let around = frames.dropLast().last, around.isFlow, !around.isMapping
    else { return nil }
    let open = Int(nodes[parent.node].lower)
    let end = Int(nodes[Int(pending[pending.count - 2])].upper)
    guard open < end, end <= key.lower else { return nil }
    var diagnostic = Diagnostic(
      .unclosedBracket, "The { that opens here is not closed", at: span(open, open + 1),
      labels: [.init("the next entry begins here", at: span(Int(key.lower), Int(key.lower) + 1))])
    diagnostic.setFix(
      "close the bracket", replacing: span(end, end),
      with: isBlankOrBreak(at: open + 1) ? " }" : "}", in: self)
    return diagnostic
  }

  /// A scalar that has just been read: as a key, some are none.
  mutating func checkKey(_ node: YAMLTree.Node) {
    guard node.style == .plain, node.count > 1, let frame = frames.last, frame.isMapping,
      (pending.count - frame.start) % 2 == 1
    else { return }
    let (lower, upper) = (Int(node.lower), Int(node.upper))
    var found: Diagnostic?
    switch bytes[lower] {
    case UInt8(ascii: "<") where node.count == 2 && bytes[lower + 1] == UInt8(ascii: "<"):
      found = Diagnostic(
        .mergeKey, "The merge key << is not part of the language", at: span(lower, upper),
        help: "Write the keys out here.")
    case UInt8(ascii: "-"): found = dashWithoutSpace(at: lower)
    case 0xC2, 0xE2, 0xE3: found = strangeIndentation(ofLineAt: lower)
    default: break
    }
    if found == nil, !frame.isFlow,
      let colon = bytes[lower..<upper].firstIndex(of: UInt8(ascii: ":")), colon + 1 < upper,
      isQuote(bytes[colon + 1]) || bytes[colon + 1] == UInt8(ascii: "{")
        || bytes[colon + 1] == UInt8(ascii: "[")
    {
      found = missingSpace(from: lower, to: upper)
    }
    guard let found else { return }
    gaps.falseKeys.insert(span(lower, upper))
    diagnostics.append(found)
  }

  /// A quoted text over several lines that runs on to lines which belong to other keys.
  func runawayQuote(_ lower: Int, _ upper: Int) -> YAMLFailure? {
    let outer = frames.last { !$0.isFlow }.map { nodes[$0.node] }
    let start = outer.map { Int($0.lower) } ?? 0
    let column = start - lineStart(of: start)
    var line = nextLine(after: lower)
    while let begin = line, begin < upper {
      let content = firstContent(ofLineAt: begin)
      if content < lineEnd(of: begin), content < upper - 1, content - begin <= column,
        keyEnd(at: firstContent(ofLineAt: begin, skippingDashes: true)) != nil
      {
        return YAMLFailure(
          problem: "found unexpected end of stream", context: "while scanning a quoted scalar",
          offset: upper, contextOffset: lower)
      }
      line = nextLine(after: begin)
    }
    return nil
  }

  /// Keys written twice in the children from `start` on.
  mutating func checkKeys(from start: Int) {
    let count = (pending.count - start) / 2
    guard count > 1 else { return }
    if count <= 12 {
      for later in 1..<count {
        let key = pending[start + 2 * later]
        for earlier in 0..<later where isSameText(pending[start + 2 * earlier], key) {
          reportDuplicate(key, first: pending[start + 2 * earlier])
          break
        }
      }
      return
    }
    var seen: [Int: UInt32] = [:]
    seen.reserveCapacity(count)
    for index in 0..<count {
      let key = pending[start + 2 * index]
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: rawText(of: nodes[Int(key)])))
      let hash = hasher.finalize()
      if let first = seen[hash] {
        if isSameText(first, key) { reportDuplicate(key, first: first) }
      } else {
        seen[hash] = key
      }
    }
  }

  private func rawText(of node: YAMLTree.Node) -> Slice<UnsafeRawBufferPointer> {
    guard node.shape == .verbatim else { return UnsafeRawBufferPointer(start: nil, count: 0)[...] }
    return UnsafeRawBufferPointer(bytes)[Int(node.first)..<Int(node.first + node.count)]
  }

  private func isSameText(_ a: UInt32, _ b: UInt32) -> Bool {
    let a = nodes[Int(a)]
    let b = nodes[Int(b)]
    guard a.count == b.count, a.count > 0 else { return false }
    switch (a.shape, b.shape) {
    case (.verbatim, .verbatim):
      for offset in 0..<Int(a.count)
      where bytes[Int(a.first) + offset] != bytes[Int(b.first) + offset] { return false }
      return true
    case (.verbatim, .decoded), (.decoded, .verbatim), (.decoded, .decoded):
      return decodedText(a).elementsEqual(decodedText(b))
    default:
      return false
    }
  }

  private func decodedText(_ node: YAMLTree.Node) -> [UInt8] {
    let range = Int(node.first)..<Int(node.first + node.count)
    return node.shape == .verbatim ? Array(bytes[range]) : Array(decoded[range])
  }

  private mutating func reportDuplicate(_ key: UInt32, first: UInt32) {
    let key = nodes[Int(key)]
    let first = nodes[Int(first)]
    guard !gaps.falseKeys.contains(span(Int(key.lower), Int(key.upper))) else { return }
    let word = text(Int(key.lower), Int(key.upper))
    diagnostics.append(
      Diagnostic(
        .duplicateKey, "\(word) is written twice in one block, so one of the two would be lost",
        at: span(Int(key.lower), Int(key.upper)), caption: "written again here",
        labels: [.init("first written here", at: span(Int(first.lower), Int(first.upper)))],
        help: "Keep one of them, or rename one."))
  }
}
