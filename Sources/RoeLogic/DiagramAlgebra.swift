/// What can be done cell by cell to two diagrams. The second operand of the last two is a terminal.
enum Operation: UInt32 {
  /// 1...4 on sets.
  case and = 1
  case or, xor, difference
  /// The first outcome, and where there is none, the second.
  case overlay
  /// The cells in which two outcomes are not the same.
  case differ
  /// The outcome for the cells of the first.
  case label
  /// The cells in which the first has the outcome of the second.
  case region
  /// Whether the two sets have a common cell; whether the first has a cell outside the second.
  case intersects, exceeds

  static let count: UInt32 = 11

  /// The result where it does not take a look at the children.
  @inline(__always)
  func shortcut(_ a: UInt32, _ b: UInt32) -> UInt32? {
    switch self {
    case .and:
      if a == noneID || b == noneID { return noneID }
      if a == allID || a == b { return b }
      if b == allID { return a }
    case .or:
      if a == allID || b == allID { return allID }
      if a == noneID || a == b { return b }
      if b == noneID { return a }
    case .xor:
      if a == b { return noneID }
      if a == noneID { return b }
      if b == noneID { return a }
    case .difference:
      if a == noneID || b == allID || a == b { return noneID }
      if b == noneID { return a }
    case .overlay:
      if a == noneID || a == b { return b }
      if a > noneID || b == noneID { return a }
    case .differ:
      if a == b { return noneID }
      if a >= noneID, b >= noneID { return allID }
    case .label:
      if a == noneID { return noneID }
      if a == allID { return b }
    case .region:
      if a == b { return allID }
      if a >= noneID { return noneID }
    case .intersects:
      if a == noneID || b == noneID { return noneID }
      if a == allID || b == allID || a == b { return allID }
    case .exceeds:
      if a == noneID || b == allID || a == b { return noneID }
      if a == allID || b == noneID { return allID }
    }
    return nil
  }

  @inline(__always)
  var isSymmetric: Bool {
    self == .and || self == .or || self == .xor || self == .differ || self == .intersects
  }

  /// Whether one common answer of the children is enough for the answer.
  @inline(__always)
  var isQuestion: Bool { self == .intersects || self == .exceeds }
}

extension Diagrams {
  package mutating func and(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(id: try run(.and, a.id, b.id))
  }

  package mutating func or(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(id: try run(.or, a.id, b.id))
  }

  package mutating func xor(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(id: try run(.xor, a.id, b.id))
  }

  /// The cells of `a` that are not in `b`.
  package mutating func difference(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(id: try run(.difference, a.id, b.id))
  }

  package mutating func not(_ a: Diagram) throws(BudgetExceeded) -> Diagram {
    Diagram(id: try run(.difference, allID, a.id))
  }

  package mutating func all(of list: [Diagram]) throws(BudgetExceeded) -> Diagram {
    Diagram(id: try fold(.and, list.map(\.id), whenEmpty: allID))
  }

  package mutating func any(of list: [Diagram]) throws(BudgetExceeded) -> Diagram {
    Diagram(id: try fold(.or, list.map(\.id), whenEmpty: noneID))
  }

  /// The cells that lie in at least `count` of the sets.
  package mutating func atLeast(
    _ count: Int, of list: [Diagram]
  ) throws(BudgetExceeded) -> Diagram {
    guard count > 0 else { return .all }
    guard count <= list.count else { return .none }
    // The cells that lie in at least 1, 2, … of the sets seen so far.
    var reached = [Diagram](repeating: .none, count: count)
    for (index, diagram) in list.enumerated() {
      for level in stride(from: Swift.min(index, count - 1), through: 0, by: -1) {
        let more = level == 0 ? diagram : try and(reached[level - 1], diagram)
        reached[level] = try or(reached[level], more)
      }
    }
    return reached[count - 1]
  }

  /// Whether every cell of `a` is in `b`; makes no nodes.
  package mutating func implies(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Bool {
    try run(.exceeds, a.id, b.id) == noneID
  }

  /// Whether the sets have a common cell; makes no nodes.
  package mutating func intersects(_ a: Diagram, _ b: Diagram) throws(BudgetExceeded) -> Bool {
    try run(.intersects, a.id, b.id) == allID
  }

  /// Combines neighbours first, so that few large diagrams are made.
  mutating func fold(
    _ operation: Operation, _ list: [UInt32], whenEmpty: UInt32
  ) throws(BudgetExceeded) -> UInt32 {
    var list = list
    while list.count > 1 {
      var next: [UInt32] = []
      next.reserveCapacity((list.count + 1) / 2)
      for index in stride(from: 0, to: list.count, by: 2) {
        next.append(
          index + 1 < list.count
            ? try run(operation, list[index], list[index + 1]) : list[index])
      }
      list = next
    }
    return list.first ?? whenEmpty
  }

  mutating func run(
    _ operation: Operation, _ a: UInt32, _ b: UInt32
  ) throws(BudgetExceeded) -> UInt32 {
    forgetPending()
    return try apply(operation, a, b)
  }

  mutating func apply(
    _ operation: Operation, _ first: UInt32, _ second: UInt32
  ) throws(BudgetExceeded) -> UInt32 {
    if let result = operation.shortcut(first, second) { return result }
    let isSwapped = operation.isSymmetric && second < first
    let a = isSwapped ? second : first
    let b = isSwapped ? first : second
    let key = UInt64(a) << 32 | UInt64(b)
    if let result = memo.result(operation.rawValue, key) { return result }
    try step()
    let result =
      operation.isQuestion ? try answer(operation, a, b) : try combine(operation, a, b)
    memo.store(operation.rawValue, key, result)
    return result
  }

  private mutating func combine(
    _ operation: Operation, _ a: UInt32, _ b: UInt32
  ) throws(BudgetExceeded) -> UInt32 {
    let base = pending.count
    var pair = Pair(self, a, b)
    while pair.next(self) {
      push(end: pair.end, try apply(operation, pair.a, pair.b), base)
    }
    return try finish(pair.variable, base)
  }

  private mutating func answer(
    _ operation: Operation, _ a: UInt32, _ b: UInt32
  ) throws(BudgetExceeded) -> UInt32 {
    var pair = Pair(self, a, b)
    while pair.next(self) {
      if try apply(operation, pair.a, pair.b) == allID { return allID }
    }
    return noneID
  }
}

/// Walks the regions that two diagrams cannot tell apart, of the first variable that either has.
struct Pair {
  let variable: UInt32
  /// The children for the regions up to but not including `end`.
  private(set) var a: UInt32
  private(set) var b: UInt32
  private(set) var end: UInt32 = 0
  private var aRuns: Range<Int>
  private var bRuns: Range<Int>

  @inline(__always)
  init(_ diagrams: borrowing Diagrams, _ a: UInt32, _ b: UInt32) {
    self.a = a
    self.b = b
    let (aVariable, bVariable) = (diagrams.variable(a), diagrams.variable(b))
    variable = min(aVariable, bVariable)
    aRuns = aVariable == variable ? diagrams.nodes[Int(a)].range : 0..<0
    bRuns = bVariable == variable ? diagrams.nodes[Int(b)].range : 0..<0
  }

  /// Goes on; false: at the end.
  @inline(__always)
  mutating func next(_ diagrams: borrowing Diagrams) -> Bool {
    if aRuns.isEmpty, bRuns.isEmpty { return false }
    var (aEnd, bEnd) = (UInt32.max, UInt32.max)
    if !aRuns.isEmpty {
      let run = diagrams.runs[aRuns.lowerBound]
      a = run.child
      aEnd = run.end
    }
    if !bRuns.isEmpty {
      let run = diagrams.runs[bRuns.lowerBound]
      b = run.child
      bEnd = run.end
    }
    end = min(aEnd, bEnd)
    if aEnd == end { aRuns = aRuns.lowerBound + 1..<aRuns.upperBound }
    if bEnd == end { bRuns = bRuns.lowerBound + 1..<bRuns.upperBound }
    return true
  }
}
