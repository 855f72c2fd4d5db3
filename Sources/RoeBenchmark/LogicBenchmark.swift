import RoeLogic

/// How long the exact questions about large decision tables take.
func printLogic() {
  let tables: [(String, LogicTable)] = [
    ("5 000 territories", .territories(5_000, seed: 1)),
    ("5 500 rows that divide the space", .partition(5_000, seed: 2)),
  ]
  for (name, table) in tables {
    var diagrams = Diagrams(regionCounts: table.regionCounts)
    var result: FirstMatch?
    let matching = seconds {
      result = try? {
        var rows: [Diagram] = []
        for row in table.rows { rows.append(try diagrams.box(row)) }
        return try diagrams.firstMatch(rows: rows)
      }()
    }
    let hidden = result?.fates.count { $0 == .hidden }
    var overlaps: Overlaps?
    let pairing = seconds {
      overlaps = Overlaps(of: table.rows, regionCounts: table.regionCounts, limit: 100)
    }
    print(
      "\(name): gap and hidden rows in \(rounded(matching * 1e3)) ms,",
      "\(diagrams.nodeCount) nodes, \(hidden.map(String.init) ?? "?") hidden;",
      "\(overlaps?.count ?? 0) overlaps in \(rounded(pairing * 1e3)) ms")
  }
  let codes = (0..<5_000).map { TextPattern.isOneOf([String(10_000 + $0 * 7)]) }
  var regions: TextRegions?
  let reading = seconds { regions = try? TextRegions(codes + [.hasPrefix("12"), .isEmpty]) }
  print(
    "5 000 constants and a prefix: \(regions?.count ?? 0) regions in \(rounded(reading * 1e3)) ms")
}
