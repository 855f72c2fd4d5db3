import RoeTestSupport

extension Mutation {
  /// Times and places at which a lead has nobody.
  static let ofGaps = [
    Mutation("ROE0305", "let a step of a ladder name one of the first owners") { rules, random in
      guard let table = rules.tables.first,
        let row = rules.tree["routing"]?[table.id]?["rows"]?.items.randomElement(using: &random),
        let owner = row["owner"]
      else { return false }
      rules.change { $0[1]["owner"] = owner.items.first ?? owner }
      return true
    },
    Mutation("ROE0305", "let the keeper of lost and found be their own backup") { rules, _ in
      rules.frame = rules.frame.split(separator: "  backup: lena\n").joined(
        separator: "  backup: sam\n")
      return true
    },
    Mutation("ROE0306", "permit others than those who are named") { rules, random in
      rules.change(state: rules.anyState(using: &random)) {
        $0["owner"] = ["sam", "dana"]
        $0["permitted"] = "ae"
      }
      return true
    },
    Mutation("ROE0310", "let a second claim take a lead from the first") { rules, _ in
      rules.tree["queues"] = ["floor": ["steward": "kim"]]
      rules.tree["events"]?["claimed"] = ["by": "ae"]
      rules.addState(
        "free",
        [
          "owner": "floor", "clocks": [["after": "9 days", "to": "lost"]],
          "moves": [["event": "claimed", "to": "taken", "owner": "actor"]],
        ])
      rules.tree["states"]?["taken"] = [
        "owner": "keep", "clocks": [["after": "9 days", "to": "lost"]],
        "moves": [["event": "claimed", "owner": "actor"], ["event": "done", "to": "won"]],
      ]
      return true
    },
    Mutation("ROE0410", "make a deadline shorter than the sync lag") { rules, random in
      rules.tree["sync_lag"] = "\(Int.random(in: 3...9, using: &random)) hours"
      rules.change { $0[0]["at"] = "90 business minutes" }
      return true
    },
    Mutation("ROE0412", "let the only clock wait for a day in a field") { rules, random in
      rules.tree["fields"]?["call_again"] = ["type": "date"]
      rules.addState(
        "waiting",
        [
          "owner": "dana",
          "clocks": [
            [
              "since": ["field": "call_again"],
              "after": "\(Int.random(in: 0...9, using: &random)) days", "to": "lost",
            ]
          ],
          "moves": [["event": "done", "to": "won"]],
        ])
      return true
    },
    Mutation("ROE0402", "let a lead lie with nobody for longer than is promised") { rules, random in
      rules.tree["slas"]?["claim"] = [
        "due": "1 hour", "never_longer_than": "\(Int.random(in: 2...40, using: &random)) hours",
        "ladder": [["at": "1 hour", "do": [["notify": "kim"]]]],
      ]
      rules.addState(
        "floor",
        [
          "because": "Whoever has time takes them.", "owner": "nobody",
          "clocks": [
            "claim", ["after": "\(Int.random(in: 2...9, using: &random)) days", "to": "lost"],
          ],
          "moves": [["event": "done", "to": "won", "owner": "actor"]],
        ])
      return true
    },
    Mutation("ROE0406", "promise in hours what business time does not keep") { rules, random in
      guard rules.tree["slas"]?["first_touch"] != nil else { return false }
      rules.tree["slas"]?["first_touch"]?["never_longer_than"] = .text(
        "\(Int.random(in: 12...48, using: &random)) hours")
      return true
    },
    Mutation("ROE0607", "let two owners pass a lead to each other for ever") { rules, random in
      rules.addRound(owners: ["lena", "kim"], &random)
      return true
    },
    Mutation("ROE0904", "let a lead go round between two states of one owner") { rules, random in
      rules.addRound(owners: ["lena", "lena"], &random)
      return true
    },
    Mutation("ROE0409", "wait for an age at which no clock rings") { rules, random in
      let days = Int.random(in: 5...90, using: &random)
      rules.tree["fields"]?["met_on"] = ["type": "date"]
      rules.change(state: rules.anyState(using: &random)) {
        $0["moves"]?.items.append([
          "whenever": "met_on older than \(days) days", "to": "lost",
        ])
        // On its last day it is not older yet.
        if Bool.random(using: &random) {
          $0["clocks"]?.items.append([
            "id": "too_early", "since": ["field": "met_on"], "after": "\(days) days",
            "do": [["remind": "owner"]],
          ])
        }
      }
      return true
    },
    Mutation("ROE0409", "wait with “becomes” for a silence to grow long") { rules, random in
      rules.change(state: rules.anyState(using: &random)) {
        $0["moves"]?.items.append([
          "becomes": "not touch within \(Int.random(in: 2...20, using: &random)) days",
          "to": "lost",
        ])
      }
      return true
    },
    Mutation("ROE0502", "let nobody own what is handed over") { rules, _ in
      guard let from = rules.tree["handoffs"]?["to_sales"]?["from"]?.word else { return false }
      rules.change(state: from) {
        $0["owner"] = "nobody"
        $0["because"] = "Whoever has time takes them."
      }
      return true
    },
    Mutation("ROE0506", "hand over what the next state sends away") { rules, random in
      guard let from = rules.tree["handoffs"]?["to_sales"]?["from"]?.word else { return false }
      let (ready, taken) = (
        Int.random(in: 0..<50, using: &random), Int.random(in: 50...100, using: &random)
      )
      rules.tree["fields"]?["fit"] = ["type": "integer", "min": "0", "max": "100"]
      rules.tree["handoffs"]?["to_sales"]?["when"] = "fit >= \(ready)"
      rules.change(state: "selling") {
        $0["moves"]?.items.append(["whenever": "fit < \(taken)", "to": .text(from)])
      }
      return true
    },
    Mutation("ROE0506", "hand over what cannot be accepted") { rules, random in
      guard rules.tree["handoffs"] != nil else { return false }
      rules.tree["fields"]?["notes"] = ["type": "text", "optional": "true"]
      if Bool.random(using: &random) {
        rules.change(state: "selling") { $0["requires"] = "notes" }
      } else {
        rules.tree["handoffs"]?["to_sales"]?["answer"]?["accept"] = [
          "event": "accepted", "requires": "notes",
        ]
      }
      return true
    },
    Mutation("ROE0801", "delete a row of a table behind which nobody stands") { rules, random in
      guard let table = rules.tables.first, table.rows.count > 1,
        let place = table.rows.indices.randomElement(using: &random),
        let first = rules.layers.first?.first
      else { return false }
      rules.change(rowsOf: table.id) { $0.remove(at: place) }
      rules.tree["routing"]?[table.id]?["otherwise"] = "next"
      rules.change(state: first) { $0["owner"] = ["routing": .text(table.id)] }
      return true
    },
    Mutation("ROE1001", "leave those whom no row fits to nobody") { rules, random in
      guard let table = rules.tables.randomElement(using: &random), table.rows.count > 1,
        let place = table.rows.indices.randomElement(using: &random)
      else { return false }
      rules.change(rowsOf: table.id) { $0.remove(at: place) }
      rules.tree["routing"]?[table.id]?["because"] = "Not our market."
      rules.tree["routing"]?[table.id]?["otherwise"] = "nobody"
      return true
    },
    Mutation("ROE1001", "let the last step of a ladder end with nobody") { rules, _ in
      rules.change { $0[2]["owner"] = "nobody" }
      return true
    },
    Mutation("ROE1001", "leave those whom nobody accepts to nobody") { rules, _ in
      guard rules.tree["handoffs"] != nil else { return false }
      rules.tree["handoffs"]?["to_sales"]?["answer"]?["silence"]?["owner"] = "nobody"
      return true
    },
  ]
}

extension SoundRules {
  /// Two states that lead to each other when nobody acts.
  fileprivate mutating func addRound(owners: [String], _ random: inout SeededRandom) {
    func state(_ owner: String, _ next: String) -> Tree {
      [
        "owner": .text(owner),
        "clocks": [["after": "\(Int.random(in: 1...9, using: &random)) days", "to": .text(next)]],
        "moves": [["event": "done", "to": "won"]],
      ]
    }
    addState("there", state(owners[0], "back"))
    tree["states"]?["back"] = state(owners[1], "there")
  }
}
