/// What syntax errors have kept from being read of one file.
package struct YAMLGaps: Sendable {
  /// From a line in column 0 to the next key there from which reading went on.
  package struct Block: Sendable {
    package var span: SourceSpan
    /// The words with which the block's lines in column 0 begin: its keys, as far as they are any.
    package var keys: [String]
  }

  package var blocks: [Block] = []
  /// Values that are missing or end too early, and the keys before them.
  package var places: Set<SourceSpan> = []
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
    var keys: [String] = []
    var line: Int? = start
    while let begin = line, begin < next {
      if hasWord(at: begin) {
        let lower = isQuote(bytes[begin]) ? begin + 1 : begin
        var upper = lower
        while upper < bytes.count, isWord(bytes[upper]) { upper += 1 }
        keys.append(text(lower, upper))
      }
      line = nextLine(after: begin)
    }
    return YAMLGaps.Block(span: span(start, next), keys: keys)
  }

  private func hasWord(at offset: Int) -> Bool {
    offset < bytes.count && (isWord(bytes[offset]) || isQuote(bytes[offset]))
  }

  /// Remembers that something may be missing from a value which has just been added.
  mutating func markGap(_ value: Int) {
    func place(_ node: Int) -> SourceSpan { span(Int(nodes[node].lower), Int(nodes[node].upper)) }
    gaps.places.insert(place(value))
    guard let frame = frames.last, frame.isMapping, (pending.count - frame.start) % 2 == 0,
      pending.count - frame.start >= 2
    else { return }
    gaps.places.insert(place(Int(pending[pending.count - 2])))
  }
}
