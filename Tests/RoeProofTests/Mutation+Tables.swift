extension Mutation {
  static let ofTables = [
    Mutation("ROE0104", "delete the rows for a missing field") { rules, random in
      guard let table = rules.tables.randomElement(using: &random) else { return false }
      let missing = table.rows.compactMap(\.parts.first).filter { $0.hasSuffix(" is missing") }
      guard let part = missing.first else { return false }
      rules.change(rowsOf: table.id) { rows in
        rows.removeAll { $0["when"]?.word?.hasPrefix(part) ?? false }
      }
      return true
    },
    Mutation(
      "ROE0302", "widen a row by one of its conditions",
      isSpoilt: { rules in
        try rules.tables.contains { try Enumeration(rules, table: $0.id).overlaps.count > 0 }
      }
    ) { rules, random in
      guard let table = rules.tables.randomElement(using: &random),
        let place = table.rows.indices.filter({ table.rows[$0].parts.count > 1 })
          .randomElement(using: &random)
      else { return false }
      var parts = table.rows[place].parts
      parts.remove(at: parts.indices.randomElement(using: &random) ?? 0)
      rules.tree["routing"]?[table.id]?["match"] = "unique"
      rules.change(rowsOf: table.id) {
        $0[place]["when"] = .text(parts.joined(separator: " and "))
      }
      return true
    },
    Mutation("ROE0701", "ask for something and its opposite") { rules, random in
      guard let table = rules.tables.randomElement(using: &random),
        let place = table.rows.indices.randomElement(using: &random),
        let part = table.rows[place].parts.randomElement(using: &random)
      else { return false }
      rules.change(rowsOf: table.id) { $0[place].append(condition: "and not (\(part))") }
      return true
    },
    Mutation("ROE0702", "ask for something or its opposite") { rules, random in
      guard let table = rules.tables.randomElement(using: &random),
        let place = table.rows.indices.randomElement(using: &random)
      else { return false }
      rules.change(rowsOf: table.id) {
        $0[place].append(condition: "or not (\(table.rows[place].condition))")
      }
      return true
    },
    Mutation("ROE0703", "write a row twice") { rules, random in
      guard let table = rules.tables.randomElement(using: &random) else { return false }
      rules.change(rowsOf: table.id) { rows in
        guard var row = rows.randomElement(using: &random) else { return }
        row["id"] = "the_same"
        rows.append(row)
      }
      return true
    },
    Mutation("ROE0704", "add a row whose leads one row takes") { rules, random in
      guard let table = rules.tables.randomElement(using: &random),
        let leaf = table.rows.randomElement(using: &random)
      else { return false }
      rules.tree["routing"]?[table.id]?["match"] = "first"
      rules.change(rowsOf: table.id) {
        $0.append(["id": "late", "when": .text(leaf.condition), "owner": "sam"])
      }
      return true
    },
    Mutation("ROE0704", "add a row whose leads several rows take, together") { rules, random in
      guard let table = rules.tables.randomElement(using: &random),
        let leaf = table.rows.filter({ $0.parts.count > 1 }).randomElement(using: &random)
      else { return false }
      rules.tree["routing"]?[table.id]?["match"] = "first"
      let parent = leaf.parts.dropLast().joined(separator: " and ")
      rules.change(rowsOf: table.id) {
        $0.append(["id": "late", "when": .text(parent), "owner": "sam"])
      }
      return true
    },
    Mutation("ROE0706", "leave a value out between two ranges") { rules, random in
      guard let table = rules.tables.randomElement(using: &random),
        let part = table.rows.flatMap(\.parts).filter({
          $0.hasPrefix("score >= ") || $0.hasPrefix("employees >= ")
        }).randomElement(using: &random)
      else { return false }
      let open = part.split(separator: ">=").joined(separator: ">")
      rules.change(rowsOf: table.id) { rows in
        for place in rows.indices where rows[place]["when"]?.word?.contains(part) ?? false {
          rows[place]["when"] = .text(
            (rows[place]["when"]?.word ?? "").components(separatedBy: part).joined(separator: open))
        }
      }
      return true
    },
    Mutation("ROE0709", "entangle more fields than anybody can follow", isSlow: true) {
      rules, random in
      guard let table = rules.tables.randomElement(using: &random) else { return false }
      let pairs = Int.random(in: 24...28, using: &random)
      for number in 0..<(2 * pairs) { rules.tree["fields"]?["f\(number)"] = ["type": "boolean"] }
      let condition = (0..<pairs).map { "f\($0) and f\($0 + pairs)" }.joined(separator: " or ")
      rules.change(rowsOf: table.id) {
        $0.append(["id": "tangle", "when": .text(condition), "owner": "sam"])
      }
      return true
    },
  ]
}

extension String {
  /// The parts between the occurrences of a text.
  fileprivate func components(separatedBy text: String) -> [String] {
    split(separator: text, omittingEmptySubsequences: false).map(String.init)
  }
}
