extension DueFunction {
  /// Puts pieces together, joining those that continue one line.
  ///
  /// Nearly all the time of a silence proof is spent here, so that it writes to memory of its own,
  /// which grows as needed, and the function gets just as much as it fills.
  struct Builder: ~Copyable {
    private var pieces: UnsafeMutablePointer<Piece>
    private var capacity: Int
    private var count = 0
    /// The line of the last piece; at first one that none has.
    private var last = Int.min

    /// - Parameter capacity: how many pieces there will probably be.
    init(capacity: Int) {
      self.capacity = max(capacity, 4)
      pieces = .allocate(capacity: self.capacity)
    }

    deinit { pieces.deallocate() }

    /// Adds a piece that begins after all others, or takes the place of the one that begins there.
    mutating func append(_ from: Int, _ value: Int, _ slope: Int) {
      let piece = Piece(from: from, value: value, slope: slope).limited
      if count > 0, pieces[count - 1].from == from, piece.line != last { count -= 1 }
      append(piece)
    }

    /// Adds a piece that begins after all others, and that is `limited`.
    @inline(__always)
    mutating func append(_ piece: Piece) {
      if count == capacity { grow() }
      // Always written, and kept when it counts: which of them do cannot be foretold.
      pieces[count] = piece
      count &+= piece.line == last ? 0 : 1
      last = piece.line
    }

    private mutating func grow() {
      let wider = UnsafeMutablePointer<Piece>.allocate(capacity: 2 * capacity)
      wider.update(from: pieces, count: count)
      pieces.deallocate()
      pieces = wider
      capacity *= 2
    }

    consuming func function() -> DueFunction {
      DueFunction(pieces: Array(UnsafeBufferPointer(start: pieces, count: count)))
    }
  }
}

extension DueFunction.Piece {
  /// Nothing climbs on from `never` and `nowhere`.
  @inline(__always)
  var limited: Self {
    let value = value
    let isLimit = value.magnitude >= DueFunction.never.magnitude
    return Self(from: from, line: isLimit ? value << 1 : line)
  }
}
