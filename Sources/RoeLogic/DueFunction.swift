/// When something is due, as a function of the instant at which it began to count.
///
/// Instants are milliseconds. The function is defined from `start` on, and made of straight pieces
/// of slope 0 (the offices are closed) or 1 (time runs), with jumps between them. `never` is a
/// value like any other; `nowhere` marks instants about which the function says nothing, so that
/// a maximum passes them over.
package struct DueFunction: Sendable {
  /// A straight line that holds from one instant until the next piece begins.
  package struct Piece: Equatable, Sendable {
    package let from: Int
    /// Where the line would meet instant 0, doubled, plus the slope: two pieces lie on one line when
    /// these are the same, and the value at an instant needs nothing else.
    let line: Int

    @inline(__always)
    init(from: Int, line: Int) {
      self.from = from
      self.line = line
    }

    @inline(__always)
    init(from: Int, value: Int, slope: Int) {
      self.from = from
      line = (value &- (from & -slope)) << 1 | slope
    }

    package var value: Int { value(at: from) }
    package var slope: Int { line & 1 }

    @inline(__always)
    package func value(at instant: Int) -> Int { Self.value(line, at: instant) }

    @inline(__always)
    static func value(_ line: Int, at instant: Int) -> Int {
      (line >> 1) &+ (instant & -(line & 1))
    }
  }

  package static let never = 1 << 60
  package static let nowhere = -(1 << 60)

  /// Shared by all copies of a function, so that it is known again without looking at its pieces.
  private final class Storage: Sendable {
    let pieces: [Piece]

    init(_ pieces: [Piece]) { self.pieces = pieces }
  }

  private let storage: Storage

  /// Sorted; never empty. The first begins at `start`, the last has no end.
  package var pieces: [Piece] { storage.pieces }

  /// The same for all copies of a function, as long as one of them lives.
  package var identity: ObjectIdentifier { ObjectIdentifier(storage) }

  package var start: Int { pieces[0].from }

  init(pieces: [Piece]) { storage = Storage(pieces) }

  /// Due at the very instant, as long after as the delay says, or never.
  package init(from start: Int, after delay: Int = 0) {
    self.init(
      pieces: delay >= Self.never
        ? [Piece(from: start, value: Self.never, slope: 0)]
        : [Piece(from: start, value: Self.clamped(start, plus: delay), slope: 1)])
  }

  /// Always due at one instant.
  package init(from start: Int, constant value: Int) {
    self.init(
      pieces: [Piece(from: start, value: min(max(value, Self.nowhere), Self.never), slope: 0)])
  }

  /// A function that is known point by point, where the difference between value and instant
  /// changes at the given instants, and at most once between two of them.
  ///
  /// - Parameter end: beyond it the last line goes on.
  package init(from start: Int, breaks: [Int], end: Int, value: (Int) -> Int) {
    var builder = Builder(capacity: breaks.count + 2)
    let bounds = ([start] + breaks.filter { $0 > start && $0 < end })
    for (index, low) in bounds.enumerated() {
      let high = index + 1 < bounds.count ? bounds[index + 1] : max(end, low + 1)
      let first = value(low) - low
      builder.append(low, first + low, 1)
      if value(high - 1) - (high - 1) == first { continue }
      var (same, other) = (low, high - 1)
      while other - same > 1 {
        let middle = same + (other - same) / 2
        if value(middle) - middle == first { same = middle } else { other = middle }
      }
      builder.append(other, value(other), 1)
    }
    self = builder.function()
  }

  package func value(at instant: Int) -> Int {
    pieces[index(at: instant)].value(at: instant)
  }

  /// How long after the anchor it is always due; nil when that depends on the anchor.
  package var delay: Int? {
    isSingle && pieces[0].slope == 1 ? pieces[0].value - pieces[0].from : nil
  }

  package var isSingle: Bool { pieces.count == 1 }

  /// The place of the piece that holds at an instant; before the start, the first.
  @inline(__always)
  func index(at instant: Int, near hint: Int = 0) -> Int {
    pieces.withUnsafeBufferPointer { Self.index(in: $0, at: instant, near: hint) }
  }

  @inline(__always)
  static func index(
    in pieces: UnsafeBufferPointer<Piece>, at instant: Int, near hint: Int
  ) -> Int {
    var low = hint
    if pieces[low].from > instant { low = 0 }
    // Look nearby first: most questions come in order.
    var step = 1
    while low + step < pieces.count, pieces[low + step].from <= instant {
      low += step
      step *= 2
    }
    var high = min(low + step, pieces.count)
    low += 1
    while low < high {
      let middle = low + (high - low) / 2
      if pieces[middle].from <= instant { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  @inline(__always)
  static func clamped(_ value: Int, plus delay: Int) -> Int {
    if value <= nowhere { return nowhere }
    if value >= never || delay >= never { return never }
    let (sum, overflow) = value.addingReportingOverflow(delay)
    return overflow ? (delay < 0 ? nowhere + 1 : never) : min(max(sum, nowhere + 1), never)
  }
}

extension DueFunction: Equatable {
  package static func == (a: DueFunction, b: DueFunction) -> Bool {
    a.storage === b.storage || a.pieces == b.pieces
  }
}
