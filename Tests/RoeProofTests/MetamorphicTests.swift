import RoeMachine
import RoeSource
import RoeTestSupport
import Testing

@testable import RoeCompiler

/// Changes of rules after which the findings must be the same, or differ in a known way.
@Suite struct MetamorphicTests {
  private static let count = Proof.isWhole ? 1000 : 25

  /// Another way to write the same rules.
  struct Rewriting: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Nil where there is nothing to rewrite.
    let rewrite: @Sendable (SoundRules, inout SeededRandom) -> String?
  }

  static let rewritings = [
    Rewriting(testDescription: "permute the rows of tables of which one row may fit") {
      rules, random in
      var rules = rules
      for table in rules.tables
      where rules.tree["routing"]?[table.id]?["match"]?.word == "unique" {
        rules.change(rowsOf: table.id) { $0.shuffle(using: &random) }
      }
      return rules.text
    },
    Rewriting(testDescription: "permute sections, states, fields and events") { rules, random in
      var tree = rules.tree
      tree.entries.shuffle(using: &random)
      for section in ["fields", "states", "events", "routing"] {
        tree[section]?.entries.shuffle(using: &random)
      }
      return tree.yaml
    },
    Rewriting(testDescription: "rename states, tables, rows and events") { rules, _ in
      rules.tree.mapTexts { text in
        for (old, new) in [
          ("stage_", "phase_"), ("table_", "chart_"), ("row_", "line_"), ("judged_", "weighed_"),
        ] where text.hasPrefix(old) {
          return new + text.dropFirst(old.count)
        }
        return text
      }.yaml
    },
    Rewriting(testDescription: "give conditions names") { rules, _ in
      var names: [Tree.Entry] = rules.tree["definitions"]?.entries ?? []
      var tree = rules.tree
      for table in tree["routing"]?.entries ?? [] {
        let rows = (table.value["rows"]?.items ?? []).map { row -> Tree in
          guard let condition = row["when"] else { return row }
          var row = row
          let name = "meant_\(names.count)"
          names.append(Tree.Entry(key: name, value: condition))
          row["when"] = .text(name)
          return row
        }
        tree["routing"]?[table.key]?["rows"] = .list(rows)
      }
      tree["definitions"] = .map(names)
      return tree.yaml
    },
    Rewriting(testDescription: "write conditions in another way") { rules, random in
      rules.mapConditions { condition in
        switch Int.random(in: 0..<4, using: &random) {
        case 0: "(\(condition))"
        case 1: "not (not (\(condition)))"
        case 2: "at least 1 of (\(condition))"
        default: "(\(condition)) or (\(condition))"
        }
      }.yaml
    },
    Rewriting(testDescription: "spell units in another way") { rules, _ in
      rules.tree.mapTexts { text in
        let words = text.split(separator: " ")
        guard let number = words.first.flatMap({ Int($0) }) else { return text }
        switch words.dropFirst().joined(separator: " ") {
        case "days": return "\(number * 24) hours"
        case "hour": return "\(number * 60) minutes"
        case "business hours": return "\(number * 60) business minutes"
        default: return text
        }
      }.yaml
    },
    Rewriting(testDescription: "split a range in two") { rules, _ in
      var rules = rules
      var isSplit = false
      for table in rules.tables {
        rules.change(rowsOf: table.id) { rows in
          rows = rows.flatMap { row -> [Tree] in
            guard let condition = row["when"]?.word, condition.contains("score >= "),
              !condition.contains(" or ")
            else { return [row] }
            isSplit = true
            return ["score < 90", "score >= 90"].enumerated().map { place, half in
              var part = row
              part["id"] = .text("\(row["id"]?.word ?? "")_\(place)")
              part["when"] = .text("\(condition) and \(half)")
              return part
            }
          }
        }
      }
      return isSplit ? rules.text : nil
    },
    Rewriting(testDescription: "add comments and empty lines") { rules, _ in
      rules.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "\($0)  # says: { as before }\n" }.joined(
          separator: "\n# when: ]\n")
    },
  ]

  @Test(arguments: rewritings)
  func findsTheSame(after rewriting: Rewriting) throws {
    var compared = 0
    let isSplit = rewriting.testDescription.hasPrefix("split")
    // A row that is always true is so no longer when it is split, and its halves get other names.
    let mutations = Mutation.all.filter {
      !$0.isSlow && !(isSplit && ["ROE0207", "ROE0702"].contains($0.code))
    }
    for number in 0..<Self.count {
      var rules = SoundRules(seed: Proof.seed &+ UInt64(number))
      var random = SeededRandom(seed: rules.seed &+ 5)
      if number % 5 > 0 { _ = mutations[number % mutations.count].spoil(&rules, &random) }
      guard let text = rewriting.rewrite(rules, &random) else { continue }
      compared += 1
      let frame = SourceText(name: "frame.roe.yaml", text: rules.frame)
      let before = codes(Proof.compile(rules))
      let after = codes(Proof.compile(text, frame: frame))
      // What is found about a row is found about both of its halves.
      #expect(
        isSplit ? Set(before) == Set(after) : before == after,
        "seed \(rules.seed)\n\(rules.text)\n\(text)")
    }
    #expect(compared > 0)
    try Proof.report(
      "5-\(Self.rewritings.firstIndex { $0.testDescription == rewriting.testDescription } ?? 0)",
      "| \(rewriting.testDescription): the same findings | \(compared) |\n")
  }

  /// What is found, without its place and its words.
  private func codes(_ compilation: Compilation) -> [String] {
    #expect(compilation.contradictions == [])
    return compilation.diagnostics.map(\.code.id).sorted()
  }

  @Test func hiddenRowsAddExactlyTheirFinding() throws {
    let mutations = Mutation.ofTables.filter { $0.code == "ROE0704" }
    var compared = 0
    for number in 0..<Self.count {
      var rules = SoundRules(seed: Proof.seed &+ UInt64(number))
      var random = SeededRandom(seed: rules.seed)
      let before = codes(Proof.compile(rules))
      guard mutations[number % mutations.count].spoil(&rules, &random) else { continue }
      compared += 1
      #expect(
        codes(Proof.compile(rules)) == (before + ["ROE0704"]).sorted(), "seed \(rules.seed)")
    }
    try Proof.report("6-hidden", "| add a hidden row: exactly ROE0704 more | \(compared) |\n")
  }

  /// With a narrower row gaps stay, with a wider one overlaps stay.
  @Test func gapsAndOverlapsOnlyGrow() throws {
    var (gaps, overlaps) = (0, 0)
    for number in 0..<(4 * Self.count) {
      let rules = RandomRules(seed: Proof.seed &+ UInt64(number))
      guard let before = facts(rules), let place = rules.rows.indices.last,
        let condition = rules.rows[place].condition, let other = rules.rows.first?.condition
      else { continue }
      var (narrow, wide) = (rules, rules)
      narrow.rows[place].condition = .all([condition, other])
      wide.rows[place].condition = .any([condition, other])
      if before.rest != nil {
        gaps += 1
        #expect(facts(narrow).map { $0.rest != nil } ?? true, "seed \(rules.seed)")
      }
      guard let after = facts(wide) else { continue }
      let still = Set(after.overlaps.map(\.second))
      for overlap in before.overlaps {
        overlaps += 1
        #expect(still.contains(overlap.second), "seed \(rules.seed)")
      }
    }
    try Proof.report(
      "6-monotone",
      """
      | tighten a row: gaps only grow | \(gaps) |
      | loosen a row: overlaps only grow | \(overlaps) |

      """)
  }

  private func facts(_ rules: RandomRules) -> TableFacts.Facts? {
    let result = TableFacts.all(of: Proof.compile(rules.text).machine, except: []).first?.result
    return try? result?.get()
  }
}

extension SoundRules {
  /// The rules with every condition of a row or a move changed.
  fileprivate func mapConditions(_ change: (String) -> String) -> Tree {
    var tree = tree
    for table in tree["routing"]?.entries ?? [] {
      tree["routing"]?[table.key]?["rows"] = .list(
        (table.value["rows"]?.items ?? []).map { $0.mapCondition(change) })
    }
    for state in tree["states"]?.entries ?? [] {
      guard let moves = state.value["moves"] else { continue }
      tree["states"]?[state.key]?["moves"] = .list(moves.items.map { $0.mapCondition(change) })
    }
    return tree
  }
}

extension Tree {
  fileprivate func mapCondition(_ change: (String) -> String) -> Tree {
    guard let condition = self["when"]?.word else { return self }
    var tree = self
    tree["when"] = .text(change(condition))
    return tree
  }
}
