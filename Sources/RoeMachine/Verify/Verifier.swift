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
}
