/// What syntax errors have kept from being read of one file.
package struct YAMLGaps: Sendable {
  /// From a line in column 0 to the next key there from which reading went on.
  package struct Block: Sendable {
    package var span: SourceSpan
    /// The words with which the block's lines in column 0 begin: its keys, as far as they are any.
    package var keys: [String]
    /// The words with which its indented lines begin: one may be a key that is indented by mistake.
    package var indented: [String] = []
  }

  package var blocks: [Block] = []
  /// Values that are missing, end too early, or run on too far.
  package var values: Set<SourceSpan> = []
  /// The keys before such values.
  package var keys: Set<SourceSpan> = []
  /// What stands where a key belongs and is none.
  package var falseKeys: Set<SourceSpan> = []

  package init() {}
}

extension YAMLReader {
  /// The lines that are lost when what is wrong at `offset` ends a piece, and the next begins at
  /// `next`.
  func gap(around offset: Int, to next: Int) -> YAMLGaps.Block {
    var start = lineStart(of: offset)
    while start > 0, !hasWord(at: start) { start = lineStart(of: start - 1) }
    var block = YAMLGaps.Block(span: span(start, next), keys: [])
    var line: Int? = start
    while let begin = line, begin < next {
      let content = firstContent(from: begin)
      if hasWord(at: content) {
        let lower = isQuote(bytes[content]) ? content + 1 : content
        var upper = lower
        while upper < bytes.count, isWord(bytes[upper]) { upper += 1 }
        if content == begin {
          block.keys.append(text(lower, upper))
        } else {
          block.indented.append(text(lower, upper))
        }
      }
      line = nextLine(after: begin)
    }
    return block
  }

  /// Marks what stands behind false keys among the children from `start` on.
  mutating func markValuesOfFalseKeys(from start: Int) {
    for place in stride(from: start, to: pending.count - 1, by: 2) {
      let (key, value) = (nodes[Int(pending[place])], nodes[Int(pending[place + 1])])
      if gaps.falseKeys.contains(span(Int(key.lower), Int(key.upper))) {
        gaps.values.insert(span(Int(value.lower), Int(value.upper)))
      }
    }
  }

  /// Whether the edits leave nothing wrong on their own lines and on that of `offset`.
  func mends(_ edits: [Fix.Edit], at offset: Int) -> Bool {
    let places = edits.flatMap { [Int($0.span.lower), Int($0.span.upper)] } + [offset]
    let (first, last) = (places.min() ?? offset, places.max() ?? offset)
    let block = gap(around: first, to: topLevelKey(after: last) ?? bytes.count).span
    // A huge block is not read again for each of a hundred errors.
    guard !isTrial, block.upper - block.lower < 1 << 16 else { return true }
    let start = Int(block.lower)
    var mended = Array(bytes[start..<Int(block.upper)])
    for edit in edits.sorted(by: { $1.span < $0.span }) {
      mended.replaceSubrange(
        Int(edit.span.lower) - start..<Int(edit.span.upper) - start, with: edit.replacement.utf8)
    }
    let growth = mended.count - Int(block.upper - block.lower)
    let lines = lineStart(of: first) - start...lineEnd(of: last) - start + max(0, growth)
    return mended.withUnsafeBufferPointer { mended in
      var trial = YAMLReader(mended, isASCII: false, file: file)
      trial.isTrial = true
      _ = trial.read(from: 0)
      return !trial.diagnostics.contains {
        $0.code.id != Code.unknownAnchor.id && lines.contains(Int($0.span.lower))
      }
    }
  }

  private func hasWord(at offset: Int) -> Bool {
    offset < bytes.count && (isWord(bytes[offset]) || isQuote(bytes[offset]))
  }

  /// Remembers that something may be missing from a value which has just been added.
  mutating func markGap(_ value: Int) {
    func place(_ node: Int) -> SourceSpan { span(Int(nodes[node].lower), Int(nodes[node].upper)) }
    gaps.values.insert(place(value))
    guard let frame = frames.last, frame.isMapping, (pending.count - frame.start) % 2 == 0,
      pending.count - frame.start >= 2
    else { return }
    gaps.keys.insert(place(Int(pending[pending.count - 2])))
  }
}
