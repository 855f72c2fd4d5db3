/// Collects what a machine may not be, each problem with its place.
struct Verifier {
  let machine: Machine
  private(set) var problems: [MachineError] = []

  init(_ machine: Machine) { self.machine = machine }

  /// Notes a problem unless a condition holds; the texts are made only when they are needed.
  mutating func require(
    _ condition: Bool, _ path: @autoclosure () -> String, _ message: @autoclosure () -> String
  ) {
    if !condition { problems.append(MachineError(path: path(), message())) }
  }

  mutating func requireSortedIDs(_ ids: [String], _ path: String) {
    for (offset, pair) in zip(ids, ids.dropFirst()).enumerated() {
      require(
        pair.0.precedes(pair.1), "\(path)[\(offset + 1)]",
        "\(pair.1) stands in the wrong place, or a second time")
    }
  }

  mutating func requireUnique(_ texts: [String], _ path: @autoclosure () -> String) {
    let sorted = texts.sorted { $0.precedes($1) }
    for (a, b) in zip(sorted, sorted.dropFirst()) {
      require(!a.hasSameBytes(as: b), path(), "\(JSONReader.shown(b)) stands here twice")
    }
  }

  mutating func requireSafe(_ number: Int, _ path: @autoclosure () -> String) {
    require(
      Int.safeRange.contains(number), path(), "the number is outside ±9007199254740991 (2^53 − 1)")
  }

  /// Follows references from element to element.
  ///
  /// - Parameters:
  ///   - references: for every element, those that it refers to.
  ///   - costs: what each element adds to the length of a chain.
  /// - Returns: the length of the longest chain from each element; nil for those on a circle, or
  ///   that lead to one.
  static func chains(_ references: [[Int]], costs: [Int]) -> [Int?] {
    var users = [[Int]](repeating: [], count: references.count)
    var open = [Int](repeating: 0, count: references.count)
    for (element, targets) in references.enumerated() {
      for target in Set(targets) {
        users[target].append(element)
        open[element] += 1
      }
    }
    var lengths = costs
    var isDone = [Bool](repeating: false, count: references.count)
    var ready = references.indices.filter { open[$0] == 0 }
    while let element = ready.popLast() {
      isDone[element] = true
      for user in users[element] {
        lengths[user] = max(lengths[user], costs[user].saturating(plus: lengths[element]))
        open[user] -= 1
        if open[user] == 0 { ready.append(user) }
      }
    }
    return references.indices.map { isDone[$0] ? lengths[$0] : nil }
  }
}
