import RoeTestSupport

/// A small rule set without any plan: a routing table and moves with conditions of every kind.
struct RandomRules: Sendable {
  struct Named: Equatable, Sendable {
    var id: String
    var condition: Condition
  }

  struct Row: Equatable, Sendable {
    var id: String
    var condition: Condition?
    var from: String?
    var until: String?
    var outcome: String
  }

  var seed: UInt64
  var effective: String
  var fields: [RandomField]
  var hasActivity = true
  var definitions: [Named] = []
  var assumptions: [Named] = []
  var rows: [Row] = []
  var moves: [Row] = []
  var isUnique: Bool

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    self.seed = seed
    // Tuesdays at the ends of months among them, where months are of unequal length.
    effective =
      ["2026-11-02", "2026-03-31", "2026-06-30", "2027-02-24", "2028-02-29", "2027-08-31"]
      .randomElement(using: &random) ?? ""
    fields = RandomField.some(Int.random(in: 1...4, using: &random), using: &random)
    isUnique = Int.random(in: 0..<3, using: &random) == 0
    for number in 0..<Int.random(in: 0...2, using: &random) {
      definitions.append(
        Named(id: "known_\(number)", condition: condition(depth: 2, using: &random)))
    }
    for number in 0..<max(0, Int.random(in: -3...2, using: &random)) {
      assumptions.append(
        Named(
          id: "fact_\(number)",
          condition: .any([
            condition(depth: 1, using: &random), condition(depth: 1, using: &random),
          ])))
    }
    for number in 0..<Int.random(in: 1...8, using: &random) {
      rows.append(row("row_\(number)", using: &random))
    }
    for number in 0..<Int.random(in: 0...4, using: &random) {
      var move = row("move_\(number)", using: &random)
      move.outcome = ["won", "lost"].randomElement(using: &random) ?? "won"
      moves.append(move)
    }
  }

  private func row(_ id: String, using random: inout SeededRandom) -> Row {
    var row = Row(
      id: id, condition: condition(depth: 2, using: &random),
      outcome: ["dana", "eli", "lena", "[dana, kim]"].randomElement(using: &random) ?? "")
    if Int.random(in: 0..<8, using: &random) == 0 {
      row.from = ["2026-12-01", "2027-03-01", "2027-06-15"].randomElement(using: &random)
    }
    if Int.random(in: 0..<8, using: &random) == 0 {
      row.until = ["2027-02-28", "2027-06-14", "2028-01-31"].randomElement(using: &random)
    }
    if row.from ?? "" > row.until ?? "z" { row.from = nil }
    if (row.from ?? row.until) != nil, Bool.random(using: &random) { row.condition = nil }
    return row
  }

  private func condition(depth: Int, using random: inout SeededRandom) -> Condition {
    if depth == 0 || Int.random(in: 0..<3, using: &random) == 0 { return test(using: &random) }
    let parts = (0..<Int.random(in: 2...3, using: &random)).map { _ in
      condition(depth: depth - 1, using: &random)
    }
    switch Int.random(in: 0..<8, using: &random) {
    case 0...3: return .all(parts)
    case 4...5: return .any(parts)
    case 6: return .not(parts[0])
    default: return .atLeast(Int.random(in: 0...parts.count, using: &random), parts)
    }
  }

  private func test(using random: inout SeededRandom) -> Condition {
    let choice = Int.random(in: 0..<20, using: &random)
    if choice == 0 {
      return .test(
        of: "touch",
        "touch within \(["2 hours", "14 days", "15 days", "30 minutes"].randomElement(using: &random) ?? "")"
      )
    }
    if choice == 1, let known = definitions.randomElement(using: &random) {
      return .definition(known.id)
    }
    guard let field = fields.randomElement(using: &random) else {
      return .test(of: "touch", "touch within 3 days")
    }
    return .test(of: field.id, field.test(using: &random))
  }

  // MARK: As text

  var text: String {
    var text = "effective: \(effective)\nyears: 2026-2028\n"
    if hasActivity { text += "activities:\n  touch: { any: [done, asked_again] }\n" }
    if !fields.isEmpty { text += "fields:\n" }
    for field in fields { text += "  \(field.id): \(field.declaration)\n" }
    if !definitions.isEmpty { text += "definitions:\n" }
    for known in definitions { text += "  \(known.id): \(quoted(known.condition.text))\n" }
    if !assumptions.isEmpty { text += "assume:\n" }
    for fact in assumptions { text += "  \(fact.id): \(quoted(fact.condition.text))\n" }
    text += "routing:\n  inbound:\n    match: \(isUnique ? "unique" : "first")\n    rows:\n"
    for row in rows { text += "      - { \(written(row)), owner: \(row.outcome) }\n" }
    text += """
          otherwise: sam
      states:
        new:
          owner: [{ routing: inbound }, kim]
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: asked_again, to: won, when: always }

      """
    for move in moves { text += "      - { \(written(move)), event: done, to: \(move.outcome) }\n" }
    return text
  }

  private func written(_ row: Row) -> String {
    var parts = ["id: \(row.id)"]
    if let condition = row.condition { parts.append("when: \(quoted(condition.text))") }
    if let from = row.from { parts.append("from: \(from)") }
    if let until = row.until { parts.append("until: \(until)") }
    return parts.joined(separator: ", ")
  }

  private func quoted(_ condition: String) -> String { "'\(condition)'" }

  // MARK: Smaller

  /// Rule sets with a little less in them.
  var smaller: [RandomRules] {
    var found: [RandomRules] = []
    func add(_ change: (inout RandomRules) -> Void) {
      var copy = self
      change(&copy)
      if copy.isWhole { found.append(copy) }
    }
    for place in rows.indices where rows.count > 1 { add { $0.rows.remove(at: place) } }
    for place in moves.indices { add { $0.moves.remove(at: place) } }
    for place in assumptions.indices { add { $0.assumptions.remove(at: place) } }
    for place in definitions.indices { add { $0.definitions.remove(at: place) } }
    for place in fields.indices { add { $0.fields.remove(at: place) } }
    if hasActivity { add { $0.hasActivity = false } }
    for place in rows.indices {
      if rows[place].condition != nil {
        if rows[place].from != nil { add { $0.rows[place].from = nil } }
        if rows[place].until != nil { add { $0.rows[place].until = nil } }
      }
      for condition in rows[place].condition?.smaller ?? [] {
        add { $0.rows[place].condition = condition }
      }
    }
    for place in moves.indices {
      for condition in moves[place].condition?.smaller ?? [] {
        add { $0.moves[place].condition = condition }
      }
    }
    for place in definitions.indices {
      for condition in definitions[place].condition.smaller {
        add { $0.definitions[place].condition = condition }
      }
    }
    for place in assumptions.indices {
      for condition in assumptions[place].condition.smaller {
        add { $0.assumptions[place].condition = condition }
      }
    }
    return found
  }

  /// Whether all that is named is there.
  private var isWhole: Bool {
    let conditions =
      (rows + moves).compactMap(\.condition) + (definitions + assumptions).map(\.condition)
    let known = Set(fields.map(\.id) + definitions.map(\.id) + (hasActivity ? ["touch"] : []))
    let outer = Set(fields.map(\.id))
    return conditions.allSatisfy { $0.names.isSubset(of: known) }
      && fields.allSatisfy { $0.detailOf.map(outer.contains) ?? true }
  }
}
