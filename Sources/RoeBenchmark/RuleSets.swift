import RoeSource

/// Rule sets of a given size in a realistic mix: of 100 rules, 2 are states, 8 are moves and 90
/// are routing rows in tables of up to 5 000, over several files.
struct BenchmarkRules {
  let rules: [SourceText]
  let data: [String: [UInt8]]

  var bytes: Int {
    rules.reduce(0) { $0 + $1.bytes.count } + data.values.reduce(0) { $0 + $1.count }
  }

  /// - Parameter inSpreadsheets: whether the rows stand in CSV files instead of YAML.
  init(count: Int, inSpreadsheets: Bool) {
    var files = [SourceText(name: "a-base.roe.yaml", text: Self.base)]
    var data: [String: [UInt8]] = [:]
    let states = max(count * 2 / 100, 2)
    let tables = max(1, (count * 90 / 100 + 4999) / 5000)
    let rows = count * 90 / 100
    for chunk in stride(from: 0, to: states, by: 500) {
      let numbers = chunk..<min(states, chunk + 500)
      files.append(
        SourceText(
          name: "states-\(chunk).roe.yaml", text: Self.states(numbers, of: states, tables: tables)))
    }
    for table in 0..<tables {
      let range = (rows * table / tables)..<(rows * (table + 1) / tables)
      var text = "routing:\n  table\(table):\n    match: first\n    rows:\n"
      if inSpreadsheets {
        text +=
          "      - { id: sheet, table: table\(table).csv, match: { country: is, zip: from low to high, segment: is }, owner: owner, blank: any }\n"
        data["table\(table).csv"] = Array(Self.sheet(range).utf8)
      } else {
        for row in range { text += Self.row(row) }
      }
      text += "    otherwise: sam\n"
      files.append(SourceText(name: "table-\(table).roe.yaml", text: text))
    }
    rules = files
    self.data = data
  }

  private static let countries = ["DE", "AT", "CH", "FR", "GB", "US", "NL", "BE"]
  private static let segments = ["small", "mid", "large"]

  private static func row(_ number: Int) -> String {
    let low = number % 9000 * 10 + 10_000
    return """
            - id: row-\(number)
              when: country is \(countries[number % 8]) and zip from "\(low)" to "\(low + 9)" and segment is \(segments[number % 3])
              owner: rep\(number % 40)

      """
  }

  private static func sheet(_ rows: Range<Int>) -> String {
    var text = "country,low,high,segment,owner\n"
    for number in rows {
      let low = number % 9000 * 10 + 10_000
      text +=
        "\(countries[number % 8]),\(low),\(low + 9),\(segments[number % 3]),rep\(number % 40)\n"
    }
    return text
  }

  private static func states(_ numbers: Range<Int>, of count: Int, tables: Int) -> String {
    var text = "states:\n"
    for number in numbers {
      text += """
          s\(number):
            says: Step \(number) of the journey, with somebody who answers for it.
            owner: { routing: table\(number % tables) }
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: e0, when: score >= \(number % 90), to: s\((number + 1) % count) }
              - { event: e1, when: "segment in [mid, large]", to: s\((number + 7) % count) }
              - { event: e2, requires: [zip], to: won }
              - { event: e3, to: lost }

        """
    }
    return text
  }

  private static var base: String {
    var text = """
      roe: 1
      name: Benchmark
      maintained_by: sam
      review: { every: quarter, last: 2026-10-02 }
      zone: Europe/Berlin
      fields:
        country: { type: country }
        zip: { type: text, optional: true }
        segment: { type: enum, values: [small, mid, large] }
        score: { type: integer, min: 0, max: 100 }
      events: { e0: { by: rep }, e1: { by: rep }, e2: { by: rep }, e3: { by: rep } }
      roster:
        people:
          sam: { role: ops }
          lena: { role: ops }

      """
    for rep in 0..<40 { text += "    rep\(rep): { role: rep, manager: sam, backup: lena }\n" }
    text += """
      states:
        start: { entry: true, owner: sam, clocks: [{ after: 1 day, to: lost }], moves: [{ event: e0, to: s0 }] }
        won: { kind: closed }
        lost: { kind: closed }
      lost_and_found: { keeper: sam, backup: lena, within: 1 day, to: [start] }

      """
    return text
  }
}
