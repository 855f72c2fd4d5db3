extension Mutation {
  static let ofNames = [
    Mutation("ROE0201", "name somebody who is not there") { rules, random in
      guard let table = rules.tables.randomElement(using: &random),
        let place = table.rows.indices.randomElement(using: &random)
      else { return false }
      rules.change(rowsOf: table.id) { $0[place]["owner"] = "dorothea" }
      return true
    },
    Mutation("ROE0202", "define what nobody uses") { rules, random in
      guard let leaf = rules.tables.first?.rows.randomElement(using: &random) else { return false }
      rules.tree["definitions"] = ["forgotten": .text(leaf.condition)]
      return true
    },
    Mutation("ROE0207", "give two rows one name") { rules, random in
      guard let table = rules.tables.randomElement(using: &random), table.rows.count > 1 else {
        return false
      }
      rules.change(rowsOf: table.id) { $0[1]["id"] = $0[0]["id"] }
      return true
    },
    Mutation("ROE0209", "wait for an event that is not declared") { rules, random in
      guard let (state, moves) = rules.judged(using: &random) else { return false }
      rules.change(move: moves[0], of: state) { $0["event"] = "undreamt_of" }
      return true
    },
    Mutation("ROE0210", "define two things by each other") { rules, _ in
      rules.tree["definitions"] = ["hen": "egg", "egg": "hen"]
      return true
    },
  ]

  static let ofOwners = [
    Mutation("ROE0301", "take the owner of a state away") { rules, random in
      rules.change(state: rules.anyState(using: &random)) { $0["owner"] = nil }
      return true
    },
    Mutation("ROE0301", "let new leads keep an owner that they do not have") { rules, _ in
      guard let first = rules.layers.first?.first else { return false }
      rules.change(state: first) { $0["owner"] = "keep" }
      return true
    },
    Mutation("ROE0303", "take the steward of a pool away") { rules, random in
      rules.tree["pools"]?["closers"]?["steward"] = nil
      rules.change(state: rules.anyState(using: &random)) { $0["owner"] = "closers" }
      return true
    },
    Mutation("ROE0303", "name a role of several people") { rules, random in
      rules.change(state: rules.anyState(using: &random)) { $0["owner"] = "ae" }
      return true
    },
    Mutation("ROE0304", "promise more people than there are") { rules, random in
      rules.tree["pools"]?["closers"]?["at_least"] =
        "\(Int.random(in: 3...9, using: &random)) present"
      return true
    },
    Mutation("ROE0311", "leave an owner undecided") { rules, random in
      rules.change(state: rules.anyState(using: &random)) { $0["owner"] = "undecided" }
      return true
    },
    Mutation("ROE0308", "make an exception without an end") { rules, random in
      guard let table = rules.tables.randomElement(using: &random),
        let leaf = table.rows.randomElement(using: &random)
      else { return false }
      rules.tree["exceptions"] = [
        "special": [
          "in": .text(table.id), "when": .text(leaf.condition), "owner": "sam",
          "approved_by": "kim",
        ]
      ]
      return true
    },
    Mutation("ROE0411", "promise never to give leads to the one who gets them") { rules, random in
      guard let table = rules.tables.first,
        let place = table.rows.indices.randomElement(using: &random),
        let owner = rules.tree["routing"]?[table.id]?["rows"]?.items[place]["owner"]
      else { return false }
      rules.tree["expect"] = [
        "not_them": [
          "when": .text(table.rows[place].condition), "never_owned_by": owner.items.first ?? owner,
        ]
      ]
      return true
    },
    Mutation("ROE0411", "promise that leads never are where they go") { rules, random in
      rules.tree["expect"] = [
        "not_there": ["never_in": .text(rules.anyState(using: &random))]
      ]
      return true
    },
    Mutation("ROE1002", "take the keeper of lost and found away") { rules, _ in
      rules.frame = rules.frame.split(separator: "  keeper: sam\n").joined()
      return true
    },
  ]

  static let ofClocks = [
    Mutation("ROE0401", "take the clocks of a state away") { rules, random in
      rules.change(state: rules.anyState(using: &random)) { $0["clocks"] = nil }
      return true
    },
    Mutation("ROE0403", "let a deadline pass without a consequence") { rules, _ in
      rules.tree["slas"]?["first_touch"]?["ladder"] = nil
      return true
    },
    Mutation("ROE0405", "change the order of the steps of a ladder") { rules, random in
      rules.change { steps in
        let place = Int.random(in: 0..<2, using: &random)
        let at = steps[place]["at"]
        steps[place]["at"] = steps[place + 1]["at"]
        steps[place + 1]["at"] = at
      }
      return true
    },
    Mutation("ROE0413", "promise what the ladder does not keep") { rules, _ in
      rules.tree["slas"]?["first_touch"]?["never_longer_than"] = "1 hour"
      return true
    },
    Mutation("ROE0901", "let a ladder end with a message, and nothing come after it") { rules, _ in
      guard let first = rules.layers.first?.first else { return false }
      rules.change { $0[2]["owner"] = nil }
      rules.change(state: first) { $0["clocks"] = ["first_touch"] }
      return true
    },
    Mutation("ROE0609", "let a clock run on a closed lead") { rules, random in
      rules.addState(
        "shelved",
        [
          "kind": "closed",
          "clocks": [["after": "\(Int.random(in: 1...9, using: &random)) days", "to": "lost"]],
        ])
      return true
    },
    Mutation("ROE1101", "let the calendar end before the rules begin") { rules, _ in
      rules.tree["years"] = "2024-2025"
      return true
    },
  ]

  static let ofHandoffs =
    [("ROE0501", "answer"), ("ROE0503", "reject"), ("ROE0510", "silence")].map { code, key in
      Mutation(code, "take the \(key) of a handoff away") { rules, _ in
        guard rules.tree["handoffs"] != nil else { return false }
        if key == "answer" {
          rules.tree["handoffs"]?["to_sales"]?["answer"] = nil
        } else {
          rules.tree["handoffs"]?["to_sales"]?["answer"]?[key] = nil
        }
        return true
      }
    } + [
      Mutation("ROE0511", "let others answer than those who are asked") { rules, random in
        guard rules.tree["handoffs"] != nil else { return false }
        let event = Bool.random(using: &random) ? "accepted" : "rejected"
        rules.tree["events"]?[event] = ["by": "sdr"]
        return true
      }
    ]

  static let ofJourneys = [
    Mutation("ROE0601", "add a state to which nothing leads") { rules, _ in
      rules.tree["states"]?["island"] = [
        "owner": "dana", "clocks": [["after": "9 days", "to": "lost"]],
      ]
      return true
    },
    Mutation("ROE0602", "add a state out of which nothing leads") { rules, _ in
      rules.addState(
        "limbo",
        [
          "owner": "dana",
          "clocks": [["after": "1 day", "do": [["notify": "kim"]], "owner": "kim"]],
        ])
      return true
    },
    Mutation("ROE0602", "add two states that lead to each other alone") { rules, _ in
      rules.addState("here", ["owner": "dana", "clocks": [["after": "1 day", "to": "there"]]])
      rules.tree["states"]?["there"] = [
        "owner": "dana", "clocks": [["after": "1 day", "to": "here"]],
      ]
      return true
    },
    Mutation("ROE0603", "let a move ask for something and its opposite") { rules, random in
      guard let (state, moves) = rules.judged(using: &random),
        let move = moves.randomElement(using: &random)
      else { return false }
      rules.change(move: move, of: state) { move in
        move.append(condition: "and not (\(move["when"]?.word ?? ""))")
      }
      return true
    },
    Mutation("ROE0604", "delete one of the moves that hear an event") { rules, random in
      guard let (state, moves) = rules.judged(using: &random),
        let move = moves.randomElement(using: &random)
      else { return false }
      rules.change(state: state) { $0["moves"]?.items.remove(at: move) }
      return true
    },
    Mutation("ROE0605", "let a move hear what another one hears") { rules, random in
      guard let (state, moves) = rules.judged(using: &random) else { return false }
      let condition = rules.tree["states"]?[state]?["moves"]?.items[moves[0]]["when"]?.word ?? ""
      rules.change(move: moves[1], of: state) { $0.append(condition: "or (\(condition))") }
      return true
    },
    Mutation("ROE0606", "let two states pass a lead on to each other at once") { rules, random in
      guard rules.layers.count > 1, let (state, moves) = rules.judged(using: &random),
        let first = rules.layers.first?.first, let second = rules.layers[1].first,
        let condition = rules.tree["states"]?[state]?["moves"]?.items[moves[0]]["when"]
      else { return false }
      for (from, to) in [(first, second), (second, first)] {
        rules.change(state: from) {
          $0["moves"]?.items.append(["whenever": condition, "to": .text(to)])
        }
      }
      return true
    },
    Mutation("ROE0610", "let no lead in") { rules, _ in
      guard let first = rules.layers.first?.first else { return false }
      rules.change(state: first) { $0["entry"] = nil }
      return true
    },
    Mutation("ROE1003", "let nothing lead back from nurture") { rules, _ in
      guard rules.tree["states"]?["resting"] != nil else { return false }
      rules.change(state: "resting") { $0["moves"] = nil }
      return true
    },
  ]
}
