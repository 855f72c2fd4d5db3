import CLibYAML

/// Builds the tree of one file from libyaml's events.
///
/// Reading never stops at the first error: after one it goes on at the next key in column 0, and
/// the pieces become one mapping.
struct YAMLReader {
  /// What a person may write in one file, so that a damaged or hostile file gets an answer.
  enum Limit {
    static let depth = 200
    static let scalarBytes = 1_000_000
    static let aliasedNodes = 1_000_000
    static let aliasDepth = 64
    static let syntaxErrors = 100
  }

  /// A sequence or a mapping that is still open.
  struct Frame {
    var node: Int
    /// Where its children begin in `pending`.
    var start: Int
    var isMapping: Bool
    var isFlow: Bool
    /// The place in `anchors` of the anchor that names it.
    var anchor: Int?
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let file: FileID
  var diagnostics: [Diagnostic] = []
  var nodes: [YAMLTree.Node] = []
  var children: [UInt32] = []
  var decoded: [UInt8] = []
  /// The children of all open frames.
  var pending: [UInt32] = []
  var frames: [Frame] = []
  var anchors = YAMLAnchors()
  var position: CharacterPosition
  /// Whether a mapping at the root, node 0, has begun.
  var hasRoot = false
  /// The node at the root that is not a mapping.
  var lone: UInt32?
  var wasInterrupted = false
  var gaps = YAMLGaps()
  /// Whether only the outcome of an edit is asked for, so that no further edits are looked for.
  var isTrial = false
  /// The document marker that a later piece or document begins with is one too many.
  var hasContent = false

  init(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool, file: FileID) {
    self.bytes = bytes
    self.file = file
    position = CharacterPosition(bytes: bytes, isASCII: isASCII)
    nodes.reserveCapacity(bytes.count / 8 + 2)
    children.reserveCapacity(bytes.count / 8 + 2)
    nodes.append(
      YAMLTree.Node(lower: 0, upper: 0, first: 0, count: 0, shape: .mapping, style: .block))
  }

  func span(_ lower: Int, _ upper: Int) -> SourceSpan {
    SourceSpan(file: file, lower: min(lower, bytes.count), upper: min(upper, bytes.count))
  }

  /// Reads everything from `start` on and returns the root's index.
  mutating func read(from start: Int) -> UInt32? {
    var start = start
    var errors = 0
    while let failure = readPiece(from: start) {
      wasInterrupted = true
      if let next = rules(behindMarkerAbove: failure), next > start {
        start = next
        continue
      }
      let (diagnostic, resumption) = diagnose(failure)
      // What follows on the same line from what has been told is not told again.
      if !diagnostics.contains(where: { isOneLine($0.span, diagnostic.span) }) {
        diagnostics.append(diagnostic)
      }
      markLastScalar(from: Int(diagnostic.span.lower))
      closeFrames()
      errors += 1
      let following = topLevelKey(after: max(start, resumption))
      let place = min(Int(diagnostic.span.lower), failure.offset, resumption)
      gaps.blocks.append(gap(around: place, to: following ?? bytes.count))
      guard let next = following else { break }
      if errors == Limit.syntaxErrors {
        diagnostics.append(
          Diagnostic(
            .beyondLimits,
            "Reading stops here: the \(Limit.syntaxErrors) lines above could not be understood",
            at: span(next, next)))
        gaps.blocks.append(gap(around: next, to: bytes.count))
        break
      }
      start = next
    }
    return finish()
  }

  /// Reads until the file ends or cannot be read on.
  private mutating func readPiece(from start: Int) -> YAMLFailure? {
    guard let base = bytes.baseAddress else { return nil }
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
    defer {
      parser.deallocate()
      event.deallocate()
    }
    guard yaml_parser_initialize(parser) == 1 else { return .outOfMemory(at: start) }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, base + start, bytes.count - start)
    position.begin(at: start)
    while true {
      guard yaml_parser_parse(parser, event) == 1 else { return failure(of: parser.pointee) }
      let problem = take(event)
      let isLast = event.pointee.type == YAML_STREAM_END_EVENT
      yaml_event_delete(event)
      if let problem { return problem }
      if isLast { return nil }
    }
  }

  private func isOneLine(_ a: SourceSpan, _ b: SourceSpan) -> Bool {
    lineStart(of: Int(a.lower)) == lineStart(of: Int(b.lower))
  }

  /// A scalar that has run on over the place of an error is not what the author wrote.
  private mutating func markLastScalar(from place: Int) {
    guard !frames.isEmpty, let last = pending.last.map(Int.init), nodes[last].style == .plain,
      nodes[last].shape != .alias, Int(nodes[last].upper) >= place
    else { return }
    nodes[last].isIncomplete = true
    markGap(last)
  }

  private mutating func failure(of parser: yaml_parser_t) -> YAMLFailure {
    guard parser.error != YAML_MEMORY_ERROR, let problem = parser.problem else {
      return .outOfMemory(at: position.byte)
    }
    let context = parser.context.map { String(cString: $0) } ?? ""
    return YAMLFailure(
      problem: String(cString: problem), context: context,
      offset: position.byte(at: parser.problem_mark.index),
      contextOffset: context.isEmpty
        ? position.byte(at: parser.problem_mark.index)
        : position.byte(at: parser.context_mark.index))
  }

  private mutating func take(_ event: UnsafeMutablePointer<yaml_event_t>) -> YAMLFailure? {
    let type = event.pointee.type
    guard type != YAML_STREAM_START_EVENT, type != YAML_STREAM_END_EVENT else { return nil }
    let lower = position.byte(at: event.pointee.start_mark.index)
    let upper = position.byte(at: event.pointee.end_mark.index)
    switch type {
    case YAML_SCALAR_EVENT:
      return takeScalar(event, lower, upper)
    case YAML_ALIAS_EVENT:
      takeAlias(event, lower, upper)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.pointee.data.sequence_start
      return open(
        isMapping: false, isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE, anchor: start.anchor,
        tag: start.tag, lower)
    case YAML_MAPPING_START_EVENT:
      let start = event.pointee.data.mapping_start
      return open(
        isMapping: true, isFlow: start.style == YAML_FLOW_MAPPING_STYLE, anchor: start.anchor,
        tag: start.tag, lower)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      close(end: upper)
    case YAML_DOCUMENT_START_EVENT:
      let isMarked = event.pointee.data.document_start.implicit == 0
      if isMarked, hasContent { reportDocumentMarker(lower, upper) }
    case YAML_DOCUMENT_END_EVENT:
      hasContent = true
      if event.pointee.data.document_end.implicit == 0 { reportDocumentMarker(lower, upper) }
    default:
      break
    }
    return nil
  }

  private mutating func takeScalar(
    _ event: UnsafeMutablePointer<yaml_event_t>, _ lower: Int, _ upper: Int
  ) -> YAMLFailure? {
    let scalar = event.pointee.data.scalar
    guard scalar.length <= Limit.scalarBytes, let value = scalar.value else {
      return .scalarTooLong(at: lower, upper: upper)
    }
    var lower = lower
    var upper = upper
    let style = YAMLNode.Style(scalar.style)
    if scalar.anchor != nil || scalar.tag != nil {
      lower = scalar.length == 0 && style == .plain ? upper : contentStart(from: lower, to: upper)
      reportTag(
        scalar.tag, at: Int(position.byte(at: event.pointee.start_mark.index)), upper: lower)
    }
    if style == .literal || style == .folded { upper = contentEnd(from: lower, to: upper) }
    let content = UnsafeBufferPointer(start: value, count: scalar.length)
    let quote = style == .plain ? 0 : 1
    var node = YAMLTree.Node(
      lower: UInt32(lower), upper: UInt32(upper), first: UInt32(lower + quote),
      count: UInt32(scalar.length), shape: .verbatim, style: style)
    if style == .literal || style == .folded || upper - lower != scalar.length + 2 * quote
      || !isVerbatim(content, at: lower + quote)
    {
      node.shape = .decoded
      node.first = UInt32(decoded.count)
      decoded.append(contentsOf: content)
    }
    let index = nodes.count
    add(node)
    if let anchor = scalar.anchor {
      let name = String(cString: anchor)
      let slot = anchors.open(name, node: index)
      anchors.close(slot, end: nodes.count)
      if scalar.length == 0, style == .plain { reportLonelyAnchor(name, upper: upper) }
    }
    if scalar.length == 0, let frame = frames.last, frame.isFlow, frame.isMapping {
      reportMissingColon(in: frame)
    }
    checkKey(node)
    // Only a text that its line breaks have altered can have run on by mistake.
    let isQuoted = style == .singleQuoted || style == .doubleQuoted
    return isQuoted && node.shape == .decoded ? runawayQuote(lower, upper) : nil
  }

  private func isVerbatim(_ content: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    for index in content.indices where content[index] != bytes[offset + index] { return false }
    return true
  }

  private mutating func takeAlias(
    _ event: UnsafeMutablePointer<yaml_event_t>, _ lower: Int, _ upper: Int
  ) {
    let name = event.pointee.data.alias.anchor.map { String(cString: $0) } ?? ""
    let place = span(lower, upper)
    if let target = anchors.resolve(
      name, at: place, aliasNode: nodes.count, reporting: &diagnostics)
    {
      add(
        YAMLTree.Node(
          lower: place.lower, upper: place.upper, first: UInt32(target), count: 0, shape: .alias,
          style: .plain))
    } else {
      addMissing(at: lower, upper)
    }
  }

  private mutating func open(
    isMapping: Bool, isFlow: Bool, anchor: UnsafeMutablePointer<yaml_char_t>?,
    tag: UnsafeMutablePointer<yaml_char_t>?, _ start: Int
  ) -> YAMLFailure? {
    guard frames.count < Limit.depth else { return .tooDeep(at: start) }
    var lower = start
    if anchor != nil || tag != nil {
      lower = contentStart(from: start, to: bytes.count)
      reportTag(tag, at: start, upper: lower)
    }
    let index: Int
    if frames.isEmpty, isMapping {
      index = 0
      if !hasRoot {
        hasRoot = true
        nodes[0].lower = UInt32(lower)
        nodes[0].style = isFlow ? .flow : .block
      }
    } else {
      index = nodes.count
      add(
        YAMLTree.Node(
          lower: UInt32(lower), upper: UInt32(lower), first: 0, count: 0,
          shape: isMapping ? .mapping : .sequence, style: isFlow ? .flow : .block))
    }
    let slot = anchor.map { anchors.open(String(cString: $0), node: index) }
    frames.append(
      Frame(
        node: index, start: index == 0 ? 0 : pending.count, isMapping: isMapping, isFlow: isFlow,
        anchor: slot))
    return nil
  }

  private mutating func close(end: Int) {
    guard let frame = frames.popLast() else { return }
    let start = frame.start
    var upper = pending.count > start ? Int(nodes[Int(pending[pending.count - 1])].upper) : end
    if frame.isFlow, end > 0, bytes[end - 1] == UInt8(ascii: frame.isMapping ? "}" : "]") {
      upper = max(upper, end)
    }
    nodes[frame.node].upper = max(nodes[frame.node].upper, UInt32(upper))
    if let anchor = frame.anchor { anchors.close(anchor, end: nodes.count) }
    // The root goes on when there is another piece.
    guard frame.node != 0 else { return }
    if frame.isMapping { checkKeys(from: start) }
    if frame.isMapping, !gaps.falseKeys.isEmpty { markValuesOfFalseKeys(from: start) }
    nodes[frame.node].first = UInt32(children.count)
    nodes[frame.node].count = UInt32(pending.count - start)
    children.append(contentsOf: pending[start...])
    pending.removeSubrange(start...)
    checkCompoundKey()
  }

  /// Ends what an error left open; what was read of it stays.
  private mutating func closeFrames() {
    while let frame = frames.last {
      nodes[frame.node].isIncomplete = true
      let end = pending.count > frame.start ? Int(nodes[Int(pending[pending.count - 1])].upper) : 0
      if frame.isMapping, (pending.count - frame.start) % 2 == 1 { addMissing(at: end, end) }
      close(end: end)
      if frame.node != 0 { markGap(frame.node) }
    }
  }

  private mutating func finish() -> UInt32? {
    guard hasRoot else { return lone }
    if !wasInterrupted { checkKeys(from: 0) }
    nodes[0].first = UInt32(children.count)
    nodes[0].count = UInt32(pending.count)
    nodes[0].isIncomplete = wasInterrupted
    children.append(contentsOf: pending)
    return 0
  }

  private mutating func add(_ node: YAMLTree.Node) {
    let index = UInt32(nodes.count)
    nodes.append(node)
    if frames.isEmpty {
      lone = lone ?? index
    } else {
      pending.append(index)
    }
  }

  /// Stands for a value that could not be read.
  private mutating func addMissing(at lower: Int, _ upper: Int) {
    add(
      YAMLTree.Node(
        lower: UInt32(lower), upper: UInt32(upper), first: UInt32(lower), count: 0,
        shape: .verbatim, style: .plain, isIncomplete: true))
    markGap(nodes.count - 1)
  }
}

extension YAMLNode.Style {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}
