import Foundation
import RoeLogic
import RoeTestSupport
import Testing

/// Random tables, in which z3 must find what the diagrams find. `ROE_TABLES` says how many.
@Suite struct SolverTests {
  /// A table, what to ask about it, and what the diagrams say.
  private struct Question: Encodable {
    var fields: [Field]
    var rows: [Condition]
    var ask: [Condition] = []
    var expected: [Bool] = []
    var names: [String] = []

    private enum CodingKeys: CodingKey { case fields, rows, ask }

    mutating func ask(_ name: String, _ expected: Bool, _ condition: Condition) {
      ask.append(condition)
      self.expected.append(expected)
      names.append(name)
    }
  }

  private struct Answer: Decodable { var satisfiable: [Bool] }

  private static let tableCount =
    ProcessInfo.processInfo.environment["ROE_TABLES"].flatMap { UInt64($0) } ?? 60

  @Test(.enabled(if: isSolverThere, "python3 with z3-solver is not installed"))
  func agreesOnRandomTables() throws {
    var questions: [Question] = []
    try withSeeds(0..<Self.tableCount) { random, _ in
      questions.append(try Self.question(&random))
    }
    let answers = try Self.solve(questions)
    try #require(answers.count == questions.count)
    for (seed, (question, answer)) in zip(questions, answers).enumerated() {
      for (index, name) in question.names.enumerated()
      where answer.satisfiable[index] != question.expected[index] {
        Issue.record("seed \(seed): \(name): z3 says \(answer.satisfiable[index])")
      }
    }
    // A run in which nothing is hidden or missing would prove little.
    let all = questions.flatMap { zip($0.names, $0.expected) }
    for kind in ["row is true", "row decides", "gap", "rows meet", "row exceeds"] {
      for expected in [true, false] {
        #expect(all.contains { $0.hasPrefix(kind) && $1 == expected }, "\(kind), \(expected)")
      }
    }
  }

  private static func question(_ random: inout SeededRandom) throws -> Question {
    let fields = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      Field(
        lower: Bool.random(using: &random) ? 0 : nil,
        upper: Bool.random(using: &random) ? Int.random(in: 1...9, using: &random) : nil,
        optional: Bool.random(using: &random))
    }
    let rows = (0..<Int.random(in: 1...12, using: &random)).map { _ in
      condition(fields, depth: 2, &random)
    }
    let possible =
      Bool.random(using: &random) ? Condition.all([]) : condition(fields, depth: 1, &random)
    let space = FieldSpace(fields, rows + [possible])
    var diagrams = Diagrams(regionCounts: space.regionCounts)
    let sets = try rows.map { try space.diagram($0, in: &diagrams) }
    let allowed = try space.diagram(possible, in: &diagrams)
    let result = try diagrams.firstMatch(rows: sets, assuming: allowed)
    let outcomes = rows.indices.map { $0 % 3 }
    var question = Question(fields: fields, rows: rows)
    func left(by rows: Range<Int>) -> Condition { .not(.any(rows.map { .row($0) })) }

    for row in rows.indices {
      let fate = result.fates[row]
      question.ask("row is true \(row)", fate != .neverTrue, .all([.row(row), possible]))
      question.ask(
        "row decides \(row)", fate == .effective, .all([.row(row), possible, left(by: 0..<row)]))
      if fate == .hidden {
        let blockers = try diagrams.blockers(
          of: row, rows: sets, outcomes: outcomes, assuming: allowed)
        question.ask(
          "blockers of \(row)", false,
          .all([.row(row), possible, .not(.any(blockers.covering.map { .row($0) }))]))
      }
      let other = Int.random(in: 0..<rows.count, using: &random)
      let isInside = try diagrams.implies(sets[row], sets[other])
      question.ask("row exceeds \(row), \(other)", !isInside, .all([.row(row), .not(.row(other))]))
    }
    let gap = Condition.all([possible, left(by: 0..<rows.count)])
    question.ask("gap", result.gap != .none, gap)
    if let cell = diagrams.pick(result.gap) {
      let box = diagrams.box(containing: cell, within: result.gap)
      question.ask("lead in the gap", true, .all([gap, space.lead(cell)]))
      question.ask("box beyond the gap", false, .all([space.condition(box), .not(gap)]))
    }
    let boxes = rows.indices.compactMap { row in space.box(rows[row]).map { (row, $0) } }
    let overlaps = Overlaps(
      of: boxes.map(\.1), regionCounts: space.regionCounts, limit: Int.max)
    let pairs = Set(overlaps.pairs.map { [$0.first, $0.second] })
    for (second, b) in boxes.enumerated() {
      for (first, a) in boxes[..<second].enumerated() {
        question.ask(
          "rows meet \(a.0), \(b.0)", pairs.contains([first, second]),
          .all([.row(a.0), .row(b.0)]))
      }
    }
    return question
  }

  private static func condition(
    _ fields: [Field], depth: Int, _ random: inout SeededRandom
  ) -> Condition {
    if depth == 0 || Int.random(in: 0..<4, using: &random) == 0 {
      return literal(fields, &random)
    }
    let isBox = Int.random(in: 0..<3, using: &random) > 0
    let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      isBox ? literal(fields, &random) : condition(fields, depth: depth - 1, &random)
    }
    if isBox { return .all(parts) }
    return switch Int.random(in: 0..<3, using: &random) {
    case 0: .not(.all(parts))
    case 1: .any(parts)
    default: .all(parts)
    }
  }

  private static func literal(_ fields: [Field], _ random: inout SeededRandom) -> Condition {
    let field = Int.random(in: 0..<fields.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .isMissing(field)
    case 1:
      return .isOneOf(field, (0..<3).map { _ in Int.random(in: -2...11, using: &random) })
    default:
      return .compares(
        field, Comparison.allCases[Int.random(in: 0..<6, using: &random)],
        Int.random(in: -2...11, using: &random))
    }
  }

  private static func solve(_ questions: [Question]) throws -> [Answer] {
    let encoder = JSONEncoder()
    let input = FileManager.default.temporaryDirectory
      .appendingPathComponent("roe-tables-\(UUID().uuidString).jsonl")
    let lines = try questions.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    try Data(lines.joined(separator: "\n").utf8).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    let process = python([repositoryRoot() + "/Tests/RoeLogicTests/Python/solve.py"])
    process.standardInput = try FileHandle(forReadingFrom: input)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try data.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Answer.self, from: Data($0))
    }
  }

  private static func python(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B"] + arguments
    return process
  }

  /// In CI the solver must be there; elsewhere the test is skipped without it.
  static let isSolverThere: Bool = {
    if ProcessInfo.processInfo.environment["CI"] == "true" { return true }
    let process = python(["-c", "import z3"])
    process.standardError = Pipe()
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
