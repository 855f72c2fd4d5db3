/// Sets of cells as ordered decision diagrams with many-valued variables, and all they share.
///
/// A cell gives each variable one of its regions. Variables are ordered by their numbers; a
/// diagram that does not mention a variable holds for each of its regions. The same calls give
/// the same diagrams. To free memory, drop the whole value; to ask about a result, name it first,
/// since `diagrams.count(try diagrams.not(a))` would ask a copy from before the result was made.
package struct Diagrams: Sendable {
  /// How many regions each variable has, at least 1.
  package let regionCounts: [Int]
  /// How many nodes may be made; a node with many children counts for several.
  package private(set) var budget: Int

  /// One decision; its children are those of `runs` from `start` on.
  struct Node {
    var variable: UInt32
    var start: UInt32
    var count: UInt32
    var hash: UInt32

    var range: Range<Int> { Int(start)..<Int(start + count) }
  }

  /// Neighbouring regions, up to but not including `end`, with the same child.
  struct Run: Equatable {
    var end: UInt32
    var child: UInt32
  }

  var nodes: [Node] = []
  var runs: [Run] = []
  /// Runs of nodes that are not finished yet, the innermost node last.
  var pending: [Run] = []
  var memo = Memo()
  /// The sets of variables that have been projected away.
  var projections: [RegionSet] = []
  /// Open addressing by the nodes' hashes; 0 is free, else a node's id and 1.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)
  private var steps = 0
  private var stepBudget: Int

  /// Operations recur once for each variable they meet, so that more would need too much stack.
  package static let variableLimit = 1_000

  /// Each operation throws when the budget is used up: about `budget` nodes, or 32 times as many
  /// steps. With more than `variableLimit` variables there is none.
  package init(regionCounts: [Int], budget: Int = 2_000_000) {
    self.regionCounts = regionCounts.map { Swift.min(Swift.max($0, 1), Int(Int32.max)) }
    let allowed = regionCounts.count > Self.variableLimit ? 0 : budget
    self.budget = Swift.min(Swift.max(allowed, 0), 1 << 28)
    stepBudget = self.budget * 32
  }

  /// How much of the budget is used up.
  package var nodeCount: Int { nodes.count + runs.count / 16 }

  /// Whether there is less left of the budget than is used up.
  package var isHalfSpent: Bool { nodeCount > budget / 2 || steps > stepBudget / 2 }

  /// Regions of one variable, any regions of the others.
  package mutating func literal(
    _ variable: Int, _ regions: RegionSet
  ) throws(BudgetExceeded) -> Diagram {
    Diagram(id: try literal(variable, regions, allID))
  }

  /// All literals at once.
  package mutating func box(_ box: Box) throws(BudgetExceeded) -> Diagram {
    var id = allID
    for literal in box.literals.reversed() {
      id = try self.literal(literal.variable, literal.regions, id)
    }
    return Diagram(id: id)
  }

  private mutating func literal(
    _ variable: Int, _ regions: RegionSet, _ child: UInt32
  ) throws(BudgetExceeded) -> UInt32 {
    let count = regionCounts[variable]
    forgetPending()
    let base = 0
    var end = 0
    while end < count, let lower = regions.next(from: end), lower < count {
      if lower > end { push(end: UInt32(lower), noneID, base) }
      end = Swift.min(regions.nextOutside(from: lower), count)
      push(end: UInt32(end), child, base)
    }
    if end < count { push(end: UInt32(count), noneID, base) }
    return try finish(UInt32(variable), base)
  }

  /// Does something that may use an eighth of the rest of the budget, and so many nodes at most;
  /// nil: that is not enough, and nothing has changed but the number of steps.
  mutating func attempt<Result>(
    nodes: Int, _ body: (inout Diagrams) throws(BudgetExceeded) -> Result
  ) -> Result? {
    var trial = self
    trial.budget = nodeCount + min((budget - nodeCount) / 8, nodes)
    trial.stepBudget = steps + (stepBudget - steps) / 8
    guard let result = try? body(&trial) else {
      steps = trial.steps
      return nil
    }
    trial.budget = budget
    trial.stepBudget = stepBudget
    self = trial
    return result
  }

  func variable(_ id: UInt32) -> UInt32 {
    id >= noneID ? UInt32.max : nodes[Int(id)].variable
  }

  /// The child of a node for one region.
  func child(_ id: UInt32, _ region: Int) -> UInt32 {
    let node = nodes[Int(id)]
    var (low, high) = (Int(node.start), Int(node.start + node.count) - 1)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end > region { high = middle } else { low = middle + 1 }
    }
    return runs[low].child
  }

  mutating func step() throws(BudgetExceeded) {
    steps += 1
    if steps > stepBudget { throw BudgetExceeded() }
  }

  /// Forgets what an operation that ran out of budget has left, which is of no use.
  @inline(__always)
  mutating func forgetPending() {
    if !pending.isEmpty { pending.removeAll(keepingCapacity: true) }
  }

  /// Adds a child to the node that `pending` holds from `base` on.
  @inline(__always)
  mutating func push(end: UInt32, _ child: UInt32, _ base: Int) {
    let last = pending.count - 1
    if last >= base, pending[last].child == child {
      pending[last].end = end
    } else {
      pending.append(Run(end: end, child: child))
    }
  }

  /// Turns what `pending` holds from `base` on into a node: a new one only if there is none like it.
  mutating func finish(_ variable: UInt32, _ base: Int) throws(BudgetExceeded) -> UInt32 {
    let count = pending.count - base
    defer { pending.removeLast(pending.count - base) }
    if count == 1 { return pending[base].child }
    var mixed = UInt64(variable) &* 0x9E37_79B9_7F4A_7C15
    for index in base..<pending.count {
      let run = pending[index]
      mixed = (mixed ^ (UInt64(run.end) << 32 | UInt64(run.child))) &* 0xD6E8_FEB8_6659_FD93
      mixed ^= mixed >> 29
    }
    let hash = UInt32(truncatingIfNeeded: mixed ^ mixed >> 32)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let id = slots[slot] - 1
      let node = nodes[Int(id)]
      if node.hash == hash, node.variable == variable, Int(node.count) == count {
        let start = Int(node.start)
        var same = 0
        while same < count, runs[start + same] == pending[base + same] { same += 1 }
        if same == count { return id }
      }
      slot = (slot + 1) & mask
    }
    guard nodeCount < budget, runs.count + count < 1 << 31 else { throw BudgetExceeded() }
    let id = UInt32(nodes.count)
    nodes.append(
      Node(variable: variable, start: UInt32(runs.count), count: UInt32(count), hash: hash))
    for index in base..<pending.count { runs.append(pending[index]) }
    slots[slot] = id + 1
    if nodes.count * 2 > slots.count { growSlots() }
    memo.grow(with: nodes.count)
    return id
  }

  private mutating func growSlots() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (id, node) in nodes.enumerated() {
      var slot = Int(node.hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(id) + 1
    }
  }
}
