extension Diagrams {
  /// The set with the variable fixed at one region; the result no longer depends on it.
  package mutating func restrict(
    _ diagram: Diagram, _ variable: Int, to region: Int
  ) throws(BudgetExceeded) -> Diagram {
    forgetPending()
    return Diagram(id: try restrict(diagram.id, UInt32(variable), region))
  }

  private mutating func restrict(
    _ id: UInt32, _ variable: UInt32, _ region: Int
  ) throws(BudgetExceeded) -> UInt32 {
    if self.variable(id) > variable { return id }
    let node = nodes[Int(id)]
    if node.variable == variable { return child(id, region) }
    let operation = Operation.count + variable
    let key = UInt64(region) << 32 | UInt64(id)
    if let result = memo.result(operation, key) { return result }
    try step()
    let base = pending.count
    for index in node.range {
      let run = runs[index]
      push(end: run.end, try restrict(run.child, variable, region), base)
    }
    let result = try finish(node.variable, base)
    memo.store(operation, key, result)
    return result
  }

  /// The cells that come into the set by some change of these variables.
  package mutating func exists(
    _ diagram: Diagram, _ variables: RegionSet
  ) throws(BudgetExceeded) -> Diagram {
    guard let last = variables.max else { return diagram }
    forgetPending()
    let number = projections.firstIndex(of: variables) ?? projections.count
    if number == projections.count { projections.append(variables) }
    return Diagram(id: try exists(diagram.id, number, last: UInt32(last)))
  }

  /// - Parameter number: which of the `projections`.
  private mutating func exists(
    _ id: UInt32, _ number: Int, last: UInt32
  ) throws(BudgetExceeded) -> UInt32 {
    if variable(id) > last { return id }
    let operation = Operation.count + UInt32(Self.variableLimit + number)
    if let result = memo.result(operation, UInt64(id)) { return result }
    try step()
    let node = nodes[Int(id)]
    var result = noneID
    if projections[number].contains(Int(node.variable)) {
      for index in node.range where result != allID {
        result = try apply(.or, result, exists(runs[index].child, number, last: last))
      }
    } else {
      let base = pending.count
      for index in node.range {
        let run = runs[index]
        push(end: run.end, try exists(run.child, number, last: last), base)
      }
      result = try finish(node.variable, base)
    }
    memo.store(operation, UInt64(id), result)
    return result
  }
}
