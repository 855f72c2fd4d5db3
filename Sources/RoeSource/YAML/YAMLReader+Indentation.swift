// Slips in what stands before the content of a line.
extension YAMLReader {
  /// A line that begins in a column in which none of the lines above it begins.
  func misaligned(at offset: Int) -> Diagnostic {
    let content = firstContent(ofLineAt: offset)
    let own = column(of: content)
    if let found = dashWithoutSpace(at: content) { return found }
    if let above = lineAbove(offset), column(of: firstContent(ofLineAt: above)) == own,
      content < bytes.count, isWord(bytes[content]), let found = lineWithoutColon(above)
    {
      return found
    }
    let open = openLines(above: offset)
    if let first = open.first, isAstray(first, among: open, before: own),
      let found = misaligned(
        first, like: content,
        "This line does not line up with those below it, so they belong to no block")
    {
      return found
    }
    for neighbour in open.sorted(by: { isNearer($0, than: $1, to: content) }) {
      if let found = misaligned(
        content, like: neighbour,
        "This line begins where no line above it does, so it belongs to no block")
      {
        return found
      }
    }
    return Diagnostic(
      .misalignedLine, "This line begins where no line above it does, so it belongs to no block",
      at: span(content, max(content, contentEnd(ofLineAt: offset))))
  }

  private func misaligned(_ content: Int, like neighbour: Int, _ message: String)
    -> Diagnostic?
  {
    let (own, wanted) = (column(of: content), column(of: neighbour))
    let spaces = abs(own - wanted)
    guard spaces > 0 else { return nil }
    var diagnostic = Diagnostic(
      .misalignedLine, message,
      at: span(content, max(content, contentEnd(ofLineAt: content))),
      caption: "\(spaces) space\(spaces == 1 ? "" : "s") too \(own > wanted ? "many" : "few")",
      labels: [
        .init("to line up with this", at: span(neighbour, contentEnd(ofLineAt: neighbour)))
      ])
    diagnostic.setFix(
      "line it up", replacing: span(lineStart(of: content), content),
      with: String(repeating: " ", count: wanted), in: self)
    guard diagnostic.fix != nil else { return nil }
    diagnostic.help = "Begin it in column \(wanted + 1)."
    return diagnostic
  }

  /// Where the lines above begin that a line may still belong beside: the nearest, and then each
  /// that begins further to the left than those below it.
  private func openLines(above offset: Int) -> [Int] {
    var places: [Int] = []
    var line = lineAbove(offset)
    var count = 0
    while let above = line, count < 10_000 {
      let place = firstContent(ofLineAt: above)
      if let last = places.last, column(of: place) >= column(of: last) {
        // It belongs to what is further up.
      } else {
        places.append(place)
        if place == above { break }
      }
      count += 1
      line = lineAbove(above)
    }
    return places
  }

  /// Whether the first line of a block, and not the next, which begins in column `next`, is indented
  /// in another way than the blocks around.
  private func isAstray(_ first: Int, among open: [Int], before next: Int) -> Bool {
    guard open.count > 1, lineAbove(first) == lineStart(of: open[1]) else { return false }
    let parent = column(of: open[1])
    let step = open.count > 2 ? parent - column(of: open[2]) : usualStep
    return next == parent + step && column(of: first) != next
  }

  /// How far the first indented line of the file is indented.
  private var usualStep: Int {
    var line: Int? = 0
    while let start = line {
      let content = firstContent(from: start)
      if content > start, contentEnd(ofLineAt: start) > content, !isStrange(start) {
        return content - start
      }
      line = nextLine(after: start)
    }
    return 2
  }

  /// Whether a line in the column of `a` is more likely what was meant with `content` than one in
  /// that of `b`, which stands further up.
  private func isNearer(_ a: Int, than b: Int, to content: Int) -> Bool {
    let own = column(of: content)
    let (first, second) = (abs(column(of: a) - own), abs(column(of: b) - own))
    guard first == second, column(of: a) != column(of: b) else { return first < second }
    let inner = column(of: a) > column(of: b) ? a : b
    if goesOn(below: content, in: column(of: inner)) || isLike(content, inner) {
      return a == inner
    }
    // As near to either: what has a name of its own, and more below it, is one of the outer ones.
    let isNamed = keyEnd(at: content).map { isBlock(after: $0) && !isKey(content, elsewhere: a) }
    return (isNamed ?? false) == (column(of: a) < column(of: b))
  }

  /// Whether the next line that is neither part of what stands at `content` nor indented more than
  /// this column begins in it.
  private func goesOn(below content: Int, in wanted: Int) -> Bool {
    let hasValue = keyEnd(at: content).map { firstContent(from: $0 + 1) < contentEnd(ofLineAt: $0) }
    var inside = hasValue ?? true ? wanted + 1 : nil
    var line = nextLine(after: content)
    while let start = line {
      let place = firstContent(from: start)
      if contentEnd(ofLineAt: start) > place {
        let own = column(of: place)
        if own < inside ?? 0 { return own == wanted }
        inside = inside ?? own
      }
      line = nextLine(after: start)
    }
    return false
  }

  /// Whether both are names with keys in `{ }`, of which the first is the same.
  private func isLike(_ content: Int, _ neighbour: Int) -> Bool {
    func firstKey(_ place: Int) -> Slice<UnsafeBufferPointer<UInt8>>? {
      guard let colon = keyEnd(at: place) else { return nil }
      let open = firstContent(from: colon + 1)
      guard open < contentEnd(ofLineAt: colon), bytes[open] == UInt8(ascii: "{"),
        let end = bytes[open..<lineEnd(of: open)].firstIndex(of: UInt8(ascii: ":"))
      else { return nil }
      return bytes[open..<end]
    }
    guard let own = firstKey(content), let other = firstKey(neighbour) else { return false }
    return own.elementsEqual(other)
  }

  private func isBlock(after colon: Int) -> Bool {
    let start = firstContent(from: colon + 1)
    return start >= contentEnd(ofLineAt: colon) || bytes[start] == UInt8(ascii: "{")
  }

  /// Whether some other line in the column of `neighbour` has the key that stands at `content`.
  private func isKey(_ content: Int, elsewhere neighbour: Int) -> Bool {
    guard let end = keyEnd(at: content) else { return false }
    let key = bytes[content...end]
    var line: Int? = 0
    while let start = line {
      let place = start + column(of: neighbour)
      if place != content, place + key.count <= bytes.count, firstContent(from: start) == place,
        bytes[place..<place + key.count].elementsEqual(key)
      {
        return true
      }
      line = nextLine(after: start)
    }
    return false
  }
}

// Tabs, and blanks that are none to YAML.
extension YAMLReader {
  func strangeIndentation(_ failure: YAMLFailure) -> Diagnostic? {
    let lines = [
      failure.contextOffset, lineAbove(failure.offset) ?? failure.offset, failure.offset,
    ]
    for line in lines {
      if let found = strangeIndentation(ofLineAt: line) { return found }
    }
    return nil
  }

  /// The finding about a line before whose content something other than spaces stands.
  func strangeIndentation(ofLineAt offset: Int) -> Diagnostic? {
    let first = lineStart(of: offset)
    guard isStrange(first) else { return nil }
    let firstWidth = width(first)
    let wanted = indentation(of: first)
    var edits: [Fix.Edit] = []
    var line: Int? = first
    while let start = line, start == first || keyEnd(at: start) == nil || isStrange(start),
      edits.count < 1000
    {
      if isStrange(start) {
        let end = indentationEnd(of: start)
        let count = end == lineEnd(of: start) ? 0 : max(0, wanted + width(start) - firstWidth)
        edits.append(
          Fix.Edit(replace: span(start, end), with: String(repeating: " ", count: count)))
      }
      line = nextLine(after: start)
    }
    let end = indentationEnd(of: first)
    let isTab = bytes[first..<end].contains(UInt8(ascii: "\t"))
    let blank = isTab ? "a tab" : "a blank that is no space"
    return Diagnostic(
      .tabIndentation, "This line is indented with \(blank), which YAML does not count",
      at: span(first, end), caption: isTab ? blank : "a non-breaking space, or one like it",
      help: edits.count == 1
        ? "Indent it with spaces." : "Indent it and the lines like it below with spaces.",
      fix: mends(edits, at: first) ? Fix("indent with spaces", edits: edits) : nil)
  }

  /// How many bytes a blank takes that looks like a space and is none; 0 when there is none.
  func blankLength(at offset: Int) -> Int {
    guard offset + 1 < bytes.count else { return 0 }
    switch (bytes[offset], bytes[offset + 1]) {
    case (0xC2, 0xA0): return 2
    case (0xE2, 0x80):
      guard offset + 2 < bytes.count else { return 0 }
      return (0x80...0x8A).contains(bytes[offset + 2]) || bytes[offset + 2] == 0xAF ? 3 : 0
    case (0xE3, 0x80): return offset + 2 < bytes.count && bytes[offset + 2] == 0x80 ? 3 : 0
    default: return 0
    }
  }

  private func indentationEnd(of start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let length = isBlank(bytes[index]) ? 1 : blankLength(at: index)
      if length == 0 { break }
      index += length
    }
    return index
  }

  private func isStrange(_ start: Int) -> Bool {
    bytes[start..<indentationEnd(of: start)].contains { $0 != UInt8(ascii: " ") }
  }

  /// How far a line seems to be indented, a tab counting as two spaces.
  private func width(_ start: Int) -> Int {
    bytes[start..<indentationEnd(of: start)].reduce(0) { width, byte in
      byte == UInt8(ascii: "\t") ? width + 2 : byte & 0xC0 == 0x80 ? width : width + 1
    }
  }

  /// The spaces that belong before the first of some lines with other blanks, as its neighbours have
  /// it.
  private func indentation(of start: Int) -> Int {
    guard let above = lineAbove(start) else { return 0 }
    let own = column(of: firstContent(ofLineAt: above, skippingDashes: true))
    // Only a line that ends in its colon has more below it.
    guard bytes[contentEnd(ofLineAt: above) - 1] == UInt8(ascii: ":") else { return own }
    var line = nextLine(after: start)
    while let below = line {
      let place = firstContent(from: below)
      if !isStrange(below), contentEnd(ofLineAt: below) > place {
        return column(of: place) > own ? column(of: place) : own + usualStep
      }
      line = nextLine(after: below)
    }
    return own + usualStep
  }
}

// Markers of documents.
extension YAMLReader {
  /// Where reading goes on when `...` has ended the document too early, which is told already.
  func rules(behindMarkerAbove failure: YAMLFailure) -> Int? {
    guard failure.problem == "did not find expected <document start>",
      let above = lineAbove(failure.offset), text(above, above + 3) == "...",
      keyEnd(at: lineStart(of: failure.offset)) != nil
    else { return nil }
    return lineStart(of: failure.offset)
  }
}
