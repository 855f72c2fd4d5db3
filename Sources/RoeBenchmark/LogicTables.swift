import RoeLogic

/// Decision tables of boxes from a seed, over 10 variables with about 10^12 cells.
struct LogicTable {
  let regionCounts = [60, 300, 20, 30, 12, 10, 8, 6, 5, 4]
  private(set) var rows: [Box] = []
  private var random: SplitMix

  /// Rows as sales territories have them: a country, mostly a range of postal codes, now and then
  /// other conditions; they overlap at random.
  static func territories(_ count: Int, seed: UInt64) -> LogicTable {
    var table = LogicTable(random: SplitMix(state: seed))
    for _ in 0..<count { table.addTerritory() }
    return table
  }

  /// Boxes that divide the space without a gap or an overlap, in random order, and before them one
  /// exception for every ten.
  static func partition(_ count: Int, seed: UInt64) -> LogicTable {
    var table = LogicTable(random: SplitMix(state: seed))
    var exceptions: [Box] = []
    table.divide(table.regionCounts.map { 0..<$0 }, into: count)
    for index in stride(from: 0, to: table.rows.count, by: 10) {
      exceptions.append(table.exception(to: table.rows[index]))
    }
    table.rows.shuffle(using: &table.random)
    table.rows = exceptions + table.rows
    return table
  }

  private init(random: SplitMix) { self.random = random }

  private mutating func addTerritory() {
    var literals = [Literal(0, RegionSet(number(below: regionCounts[0])))]
    for variable in 1..<regionCounts.count where number(below: 100) < (variable == 1 ? 90 : 15) {
      literals.append(Literal(variable, range(of: variable)))
    }
    rows.append(Box(literals))
  }

  private mutating func divide(_ sides: [Range<Int>], into count: Int) {
    let divisible = sides.indices.filter { sides[$0].count > 1 }
    guard count > 1, !divisible.isEmpty else {
      rows.append(box(sides))
      return
    }
    let variable = divisible[number(below: divisible.count)]
    let side = sides[variable]
    let cut = side.lowerBound + 1 + number(below: side.count - 1)
    var (low, high) = (sides, sides)
    low[variable] = side.lowerBound..<cut
    high[variable] = cut..<side.upperBound
    divide(low, into: count / 2)
    divide(high, into: count - count / 2)
  }

  private mutating func exception(to row: Box) -> Box {
    let variable = number(below: regionCounts.count)
    let allowed = row[variable] ?? RegionSet(0..<regionCounts[variable])
    let one = Array(allowed)[number(below: allowed.count)]
    return Box(row.literals + [Literal(variable, RegionSet(one))])
  }

  private func box(_ sides: [Range<Int>]) -> Box {
    Box(
      sides.indices.filter { sides[$0].count < regionCounts[$0] }
        .map { Literal($0, RegionSet(sides[$0])) })
  }

  private mutating func range(of variable: Int) -> RegionSet {
    let lower = number(below: regionCounts[variable])
    let width = 1 + number(below: Swift.max(1, regionCounts[variable] / 4))
    return RegionSet(lower..<Swift.min(regionCounts[variable], lower + width))
  }

  private mutating func number(below limit: Int) -> Int {
    Int.random(in: 0..<limit, using: &random)
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
