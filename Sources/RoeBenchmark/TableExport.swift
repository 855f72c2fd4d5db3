import RoeLogic

/// Prints tables as JSON lines, each with what was found and in how many seconds, for
/// `Tests/Tools/z3_speed.py`.
func exportTables() {
  for count in [500, 1000, 2000] {
    export("\(count) territories", .territories(count, seed: 1))
    export("\(count) rows that divide the space", .partition(count * 10 / 11, seed: 2))
  }
}

private func export(_ name: String, _ table: LogicTable) {
  var result: FirstMatch?
  let times = (0..<5).map { _ in
    seconds {
      var diagrams = Diagrams(regionCounts: table.regionCounts)
      result = try? {
        var rows: [Diagram] = []
        for row in table.rows { rows.append(try diagrams.box(row)) }
        return try diagrams.firstMatch(rows: rows)
      }()
    }
  }
  guard let result else { return }
  let rows = table.rows.map { row in
    let parts = row.literals.map { "[\($0.variable), \(ranges(of: $0.regions))]" }
    return "[\(parts.joined(separator: ", "))]"
  }
  print(
    "{\"name\": \"\(name)\", \"regions\": \(table.regionCounts), \"seconds\": \(median(times)),",
    "\"hidden\": \(result.fates.count { $0 != .effective }), \"gap\": \(result.gap != .none),",
    "\"rows\": [\(rows.joined(separator: ", "))]}")
}

private func ranges(of regions: RegionSet) -> [[Int]] {
  var ranges: [[Int]] = []
  for region in regions {
    if let last = ranges.indices.last, ranges[last][1] == region {
      ranges[last][1] += 1
    } else {
      ranges.append([region, region + 1])
    }
  }
  return ranges
}
