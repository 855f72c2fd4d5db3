extension DueFunction {
  /// The same, so much later.
  package func shifted(by delay: Int) -> DueFunction {
    if delay == 0 { return self }
    var builder = Builder(capacity: pieces.count)
    for piece in pieces {
      let value = Self.clamped(piece.value, plus: delay)
      builder.append(Piece(from: piece.from, value: value, slope: piece.slope).limited)
    }
    return builder.function()
  }

  /// This function of the instants that the other one gives: first the other, then this one.
  package func after(_ first: DueFunction) -> DueFunction {
    if isSingle, pieces[0].slope == 1 { return first.shifted(by: pieces[0].value - pieces[0].from) }
    return first.pieces.withUnsafeBufferPointer { outer in
      pieces.withUnsafeBufferPointer { inner in Self.composed(inner, after: outer) }
    }
  }

  private static func composed(
    _ pieces: UnsafeBufferPointer<Piece>, after first: UnsafeBufferPointer<Piece>
  ) -> DueFunction {
    var builder = Builder(capacity: first.count + pieces.count)
    var place = 0
    // Where the inner piece begins and ends.
    var low = Int.min
    var high = pieces.count > 1 ? pieces[1].from : .max
    for index in first.indices {
      let piece = first[index]
      let value = piece.value
      if value >= Self.never || value <= Self.nowhere {
        builder.append(piece)
        continue
      }
      if value >= high || value < low {
        place = Self.index(in: pieces, at: value, near: place)
        low = place > 0 ? pieces[place].from : .min
        high = place + 1 < pieces.count ? pieces[place + 1].from : .max
      }
      if piece.slope == 0 {
        builder.append(Piece(from: piece.from, value: pieces[place].value(at: value), slope: 0))
        continue
      }
      let delay = value &- piece.from
      builder.append(pieces[place].ahead(by: delay, from: piece.from).limited)
      let end = index + 1 < first.count ? first[index + 1].from &+ delay : .max
      while high < end {
        place += 1
        low = high
        builder.append(pieces[place].ahead(by: delay, from: low &- delay))
        high = place + 1 < pieces.count ? pieces[place + 1].from : .max
      }
    }
    return builder.function()
  }

  /// At every instant the later of the two.
  package static func latest(_ a: DueFunction, _ b: DueFunction) -> DueFunction {
    merged(a, b, takesLater: true)
  }

  /// At every instant the earlier of the two; where one says nothing, neither does this.
  package static func earliest(_ a: DueFunction, _ b: DueFunction) -> DueFunction {
    merged(a, b, takesLater: false)
  }

  private static func merged(_ a: DueFunction, _ b: DueFunction, takesLater: Bool) -> DueFunction {
    if a == b { return a }
    var builder = Builder(capacity: a.pieces.count + b.pieces.count)
    sweep(a, b) { from, p, q, difference in
      builder.append(Piece(from: from, line: (difference > 0) == takesLater ? p : q).limited)
    }
    return builder.function()
  }

  /// The same, but due at an instant where it never is, and at once for whoever begins later.
  package func replacingNever(by instant: Int) -> DueFunction {
    let pieces = pieces
    var builder = Builder(capacity: pieces.count + 1)
    for (index, piece) in pieces.enumerated() {
      if piece.value < Self.never {
        builder.append(piece)
        continue
      }
      if piece.from < instant { builder.append(piece.from, instant, 0) }
      let begin = max(piece.from, instant)
      if index + 1 == pieces.count || begin < pieces[index + 1].from {
        builder.append(begin, begin, 1)
      }
    }
    return builder.function()
  }

  /// Where this one is earlier than the other, or as early.
  package func span(notAfter other: DueFunction) -> InstantSet {
    var ranges: [Range<Int>] = []
    var open: Int?
    Self.sweep(self, other) { from, _, _, difference in
      if difference <= 0 {
        if open == nil { open = from }
      } else if let begin = open {
        ranges.append(begin..<from)
        open = nil
      }
    }
    if let open { ranges.append(open..<Int.max) }
    return InstantSet(ranges: ranges)
  }

  /// Where the value is an instant, and not `never` or `nowhere`.
  package var finiteSpan: InstantSet {
    var ranges: [Range<Int>] = []
    var open: Int?
    for piece in pieces {
      let isFinite = piece.value < Self.never && piece.value > Self.nowhere
      if isFinite == (open != nil) { continue }
      if let begin = open { ranges.append(begin..<piece.from) }
      open = isFinite ? piece.from : nil
    }
    if let open { ranges.append(open..<Int.max) }
    return InstantSet(ranges: ranges)
  }

  /// The same on these instants, and `nowhere` on all others.
  package func restricted(to set: InstantSet) -> DueFunction {
    if set.ranges.count == 1, set.ranges[0].lowerBound <= start, set.ranges[0].upperBound == .max {
      return self
    }
    let pieces = pieces
    var builder = Builder(capacity: pieces.count + 2 * set.ranges.count)
    builder.append(start, Self.nowhere, 0)
    var place = 0
    for range in set.ranges where range.upperBound > start {
      let begin = max(start, range.lowerBound)
      place = index(at: begin, near: place)
      builder.append(begin, pieces[place].value(at: begin), pieces[place].slope)
      while place + 1 < pieces.count, pieces[place + 1].from < range.upperBound {
        place += 1
        builder.append(pieces[place].from, pieces[place].value, pieces[place].slope)
      }
      if range.upperBound < .max { builder.append(range.upperBound, Self.nowhere, 0) }
    }
    return builder.function()
  }

  /// The latest value at this instant or any before it.
  package var envelope: DueFunction {
    var builder = Builder(capacity: pieces.count)
    var highest = Self.nowhere
    let pieces = pieces
    for (index, piece) in pieces.enumerated() {
      let end = index + 1 < pieces.count ? pieces[index + 1].from : Int.max
      if piece.value >= highest {
        builder.append(piece.from, piece.value, piece.slope)
      } else {
        builder.append(piece.from, highest, 0)
        // The line may climb above what went before.
        if piece.slope == 1, highest - piece.value < end - piece.from {
          builder.append(piece.from + (highest - piece.value), highest, 1)
        }
      }
      highest = max(highest, end == .max ? piece.value : piece.value(at: end - 1))
    }
    return builder.function()
  }

  /// The longest wait of all that begin in a range, and the first instant at which it begins; nil
  /// where the function says nothing in it.
  ///
  /// - Parameter set: only these instants count.
  package func longestWait(
    in range: Range<Int>, on set: InstantSet = .all
  ) -> (wait: Int, at: Int)? {
    let pieces = pieces
    var longest: (wait: Int, at: Int)?
    var place = 0
    for part in set.ranges where part.overlaps(range) {
      let part = part.clamped(to: range)
      place = index(at: part.lowerBound, near: place)
      for piece in pieces[place...] {
        if piece.from >= part.upperBound { break }
        if piece.value <= Self.nowhere { continue }
        let at = max(piece.from, part.lowerBound)
        let wait = piece.value >= Self.never ? Self.never : piece.value(at: at) - at
        if wait > longest?.wait ?? .min { longest = (wait, at) }
      }
    }
    return longest
  }

  /// Where this function is later than another by most, and by how much; nil where it never is.
  ///
  /// - Parameter limit: the other one counts only where it is due before.
  package func longestExcess(
    over other: DueFunction, before limit: Int, in range: Range<Int>
  ) -> (excess: Int, at: Int)? {
    var worst: (excess: Int, at: Int)?
    // Both are straight on a stretch, so the difference is greatest at one of its ends.
    func look(_ from: Int, _ end: Int, _ line: Int, _ otherLine: Int) {
      let (low, high) = (max(from, range.lowerBound), min(end, range.upperBound))
      if low >= high { return }
      for instant in [low, high - 1] {
        let allowed = Piece.value(otherLine, at: instant)
        if allowed >= limit { continue }
        let excess = Piece.value(line, at: instant) - allowed
        if excess > worst?.excess ?? 0 { worst = (excess, instant) }
      }
    }
    var open: (from: Int, line: Int, other: Int)?
    Self.sweep(self, other) { from, line, otherLine, _ in
      if let open { look(open.from, from, open.line, open.other) }
      open = (from, line, otherLine)
    }
    if let open { look(open.from, .max, open.line, open.other) }
    return worst
  }

  /// Walks along two functions; hands over the beginning of every stretch on which both are straight
  /// and one does not overtake the other, both lines, and a number with the sign of the first minus
  /// the second.
  @inline(__always)
  private static func sweep(
    _ a: DueFunction, _ b: DueFunction, _ visit: (Int, Int, Int, Int) -> Void
  ) {
    var from = max(a.start, b.start)
    var (i, j) = (a.index(at: from), b.index(at: from))
    a.pieces.withUnsafeBufferPointer { a in
      b.pieces.withUnsafeBufferPointer { b in
        var (p, q) = (a[i].line, b[j].line)
        while true {
          let nextA = i &+ 1 < a.count ? a[i &+ 1].from : .max
          let nextB = j &+ 1 < b.count ? b[j &+ 1].from : .max
          let difference = Piece.value(p, at: from) &- Piece.value(q, at: from)
          visit(from, p, q, difference)
          let end = min(nextA, nextB)
          if (p ^ q) & 1 != 0 {
            // The slopes differ by one, so that lines which approach each other meet after as many
            // milliseconds as lie between them.
            let approach = p & 1 == 0 ? 1 : -1
            let gap = p & 1 == 0 ? difference : 0 &- difference
            if gap >= 0, gap < end &- from {
              let meet = from &+ gap
              if gap > 0 { visit(meet, p, q, 0) }
              if meet &+ 1 < end { visit(meet &+ 1, p, q, -approach) }
            }
          }
          if end == .max { return }
          from = end
          i &+= nextA == end ? 1 : 0
          j &+= nextB == end ? 1 : 0
          p = a[i].line
          q = b[j].line
        }
      }
    }
  }
}

extension DueFunction.Piece {
  /// The same line for whoever begins so much earlier.
  @inline(__always)
  fileprivate func ahead(by delay: Int, from: Int) -> Self {
    Self(from: from, line: line &+ ((delay << 1) & -(line & 1)))
  }
}

/// A set of instants, as half open ranges.
package struct InstantSet: Hashable, Sendable {
  /// Sorted, disjoint, not touching, not empty.
  package var ranges: [Range<Int>]

  package init(ranges: [Range<Int>]) { self.ranges = ranges }

  package static let all = InstantSet(ranges: [Int.min..<Int.max])
  package static let none = InstantSet(ranges: [])

  package var isEmpty: Bool { ranges.isEmpty }

  package func contains(_ instant: Int) -> Bool { ranges.contains { $0.contains(instant) } }

  package func intersection(_ other: InstantSet) -> InstantSet {
    if self == .all { return other }
    if other == .all { return self }
    var result: [Range<Int>] = []
    var (i, j) = (0, 0)
    while i < ranges.count, j < other.ranges.count {
      let (a, b) = (ranges[i], other.ranges[j])
      let low = max(a.lowerBound, b.lowerBound)
      let high = min(a.upperBound, b.upperBound)
      if low < high { result.append(low..<high) }
      if a.upperBound < b.upperBound { i += 1 } else { j += 1 }
    }
    return InstantSet(ranges: result)
  }

  package var complement: InstantSet {
    var result: [Range<Int>] = []
    var from = Int.min
    for range in ranges {
      if from < range.lowerBound { result.append(from..<range.lowerBound) }
      from = range.upperBound
    }
    if from < .max { result.append(from..<Int.max) }
    return InstantSet(ranges: result)
  }

  package func union(_ other: InstantSet) -> InstantSet {
    if self == .all || self == other { return self }
    return complement.intersection(other.complement).complement
  }

  package func subtracting(_ other: InstantSet) -> InstantSet { intersection(other.complement) }
}
