import RoeTestSupport

/// A change in one place of sound rules that may spoil them, or may not: nobody knows but the
/// machine.
struct RandomEdit: Sendable {
  private typealias Change = @Sendable (inout SoundRules, Names, inout SeededRandom) -> Void

  private let seed: UInt64
  private let names: Names
  private let change: Change

  private static let changes: [Change] = [
    clock, clock, move, move, owner, field, entry, ladder, requirement, watch, answer, count,
    person, met, dated, override,
  ]

  /// - Parameter rules: what is to be changed; the change is made of what it names.
  init(of rules: SoundRules, using random: inout SeededRandom) {
    names = Names(rules)
    seed = UInt64.random(in: 0 ... .max, using: &random)
    change = Self.changes.randomElement(using: &random) ?? Self.clock
  }

  func apply(to rules: inout SoundRules) {
    var random = SeededRandom(seed: seed)
    change(&rules, names, &random)
  }

  /// What rules can speak of.
  private struct Names: Sendable {
    let fields: [String]
    let states: [String]
    let events: [String]

    init(_ rules: SoundRules) {
      fields = rules.tree["fields"]?.entries.map(\.key) ?? []
      states = rules.tree["states"]?.entries.map(\.key) ?? []
      events = rules.tree["events"]?.entries.map(\.key) ?? []
    }

    func state(_ random: inout SeededRandom) -> String {
      states.randomElement(using: &random) ?? "stage_0"
    }

    func target(_ random: inout SeededRandom) -> Tree {
      .text((states + ["won", "lost"]).randomElement(using: &random) ?? "lost")
    }

    func condition(_ random: inout SeededRandom) -> Tree {
      guard let field = fields.randomElement(using: &random) else { return "always" }
      let parts = SoundRules.split(by: field, using: &random).parts
      let part = parts.randomElement(using: &random) ?? "always"
      return .text(Int.random(in: 0..<4, using: &random) == 0 ? "not (\(part))" : part)
    }

    func owner(_ random: inout SeededRandom) -> Tree {
      let owners: [Tree] = [
        "keep", "dana", "closers", ["closers", "kim"], ["keep", "sam"], ["closers", "lena"],
        [["manager_of": "owner"]], [["manager_of": "owner"], "keep"], [["backup_of": "owner"]],
        [["backup_of": "owner"], "kim"], ["previous", "kim"], ["previous"],
        [["next_in_pool": "owner"]], [["next_in_pool": "owner"], "kim"], "actor", ["actor", "kim"],
        [["routing": "table_0"]], [["routing": "table_0"], "kim"],
      ]
      return owners.randomElement(using: &random) ?? "keep"
    }
  }

  // MARK: Changes

  private static func change(
    _ key: String, of state: String, in rules: inout SoundRules, _ change: (inout [Tree]) -> Void
  ) {
    rules.change(state: state) { body in
      var items = body[key]?.items ?? []
      change(&items)
      body[key] = items.isEmpty ? nil : .list(items)
    }
  }

  @Sendable private static func clock(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    let kind = Int.random(in: 0..<7, using: &random)
    let (condition, target) = (names.condition(&random), names.target(&random))
    let days: Tree = .text("\(Int.random(in: 1...40, using: &random)) days")
    let owner = names.owner(&random)
    let offset = Int.random(in: 0..<100, using: &random)
    change("clocks", of: names.state(&random), in: &rules) { clocks in
      let place = clocks.isEmpty ? 0 : offset % clocks.count
      switch kind {
      case 0: if !clocks.isEmpty { clocks.remove(at: place) }
      case 1: clocks.append(["id": "more", "after": days, "to": target])
      case 2: clocks.append(["id": "more", "after": days, "to": target, "when": condition])
      case 3: clocks.append(["id": "more", "after": days, "owner": owner])
      case 4: clocks.append(["id": "more", "after": days, "owner": owner, "repeats": "true"])
      default:
        guard !clocks.isEmpty, case .map = clocks[place] else { return }
        clocks[place][kind == 5 ? "when" : "to"] = kind == 5 ? condition : target
      }
    }
  }

  @Sendable private static func move(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    let kind = Int.random(in: 0..<6, using: &random)
    let (condition, target) = (names.condition(&random), names.target(&random))
    let event = (names.events + ["done", "asked_again"]).randomElement(using: &random) ?? "done"
    let owner = names.owner(&random)
    let offset = Int.random(in: 0..<100, using: &random)
    change("moves", of: names.state(&random), in: &rules) { moves in
      guard !moves.isEmpty else { return }
      let place = offset % moves.count
      switch kind {
      case 0: moves.remove(at: place)
      case 1: moves[place]["when"] = condition
      case 2: moves[place]["to"] = target
      case 3: moves[place]["owner"] = owner
      case 4: moves[place]["by"] = .text(["ae", "sdr", "owner", "dana"][offset % 4])
      default: moves.append(["id": "another", "event": .text(event), "to": target])
      }
    }
  }

  @Sendable private static func owner(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    let owner = names.owner(&random)
    rules.change(state: names.state(&random)) { $0["owner"] = owner }
  }

  @Sendable private static func field(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    guard let field = names.fields.randomElement(using: &random) else { return }
    rules.tree["fields"]?[field]?[Bool.random(using: &random) ? "frozen" : "optional"] = "true"
  }

  @Sendable private static func entry(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    let condition = names.condition(&random)
    let state = Bool.random(using: &random) ? "stage_0" : names.state(&random)
    rules.change(state: state) { $0["entry"] = condition }
  }

  @Sendable private static func ladder(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    let kind = Int.random(in: 0..<3, using: &random)
    let (condition, owner) = (names.condition(&random), names.owner(&random))
    let offset = Int.random(in: 0..<100, using: &random)
    if kind == 2 {
      rules.tree["slas"]?["first_touch"]?["when"] = condition
      return
    }
    rules.change(ladder: { steps in
      let place = offset % steps.count
      if kind == 0, steps.count > 1 {
        steps.remove(at: place)
      } else {
        steps[place]["owner"] = owner
      }
    })
  }

  @Sendable private static func requirement(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    guard let field = names.fields.randomElement(using: &random) else { return }
    rules.change(state: names.state(&random)) { $0["requires"] = .text(field) }
  }

  @Sendable private static func watch(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    let (condition, target) = (names.condition(&random), names.target(&random))
    let key = Bool.random(using: &random) ? "whenever" : "becomes"
    change("moves", of: names.state(&random), in: &rules) { moves in
      moves.append(
        .map([
          .init(key: "id", value: "watch"), .init(key: key, value: condition),
          .init(key: "to", value: target),
        ]))
    }
  }

  @Sendable private static func answer(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    guard rules.tree["handoffs"]?["to_sales"] != nil else { return }
    let (owner, target) = (names.owner(&random), names.target(&random))
    let actor = ["sdr", "asked", "lead", "owner"].randomElement(using: &random) ?? "sdr"
    switch Int.random(in: 0..<6, using: &random) {
    case 0: rules.tree["handoffs"]?["to_sales"]?["owner"] = owner
    case 1: rules.tree["handoffs"]?["to_sales"]?["answer"]?["silence"]?["owner"] = owner
    case 2: rules.tree["handoffs"]?["to_sales"]?["answer"]?["silence"]?["to"] = target
    case 3:
      rules.tree["handoffs"]?["to_sales"]?["answer"]?["silence"] = [
        ["ask": "eli"], ["owner": "kim", "to": target],
      ]
    case 4: rules.tree["events"]?["accepted"]?["by"] = .text(actor)
    default: rules.tree["events"]?["rejected"]?["by"] = .text(actor)
    }
  }

  @Sendable private static func count(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    rules.tree["fields"]?["rounds"] = ["type": "counter", "max": "9"]
    let most = Int.random(in: 1...3, using: &random)
    let target = names.target(&random)
    change("clocks", of: names.state(&random), in: &rules) { clocks in
      clocks.append([
        "id": "again", "after": "3 days", "when": .text("rounds < \(most)"), "to": target,
        "do": [["count": "rounds"]],
      ])
      if clocks.count > 1, most == 2 { clocks.remove(at: 0) }
    }
  }

  @Sendable private static func met(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    let event = (names.events + ["done"]).randomElement(using: &random) ?? "done"
    let target = names.target(&random)
    let by: Tree = Bool.random(using: &random) ? "owner" : "ae"
    rules.tree["activities"]?["sign"] = ["any": [.text(event)], "by": by]
    let offset = Int.random(in: 0..<100, using: &random)
    change("clocks", of: names.state(&random), in: &rules) { clocks in
      let place = clocks.isEmpty ? 0 : offset % clocks.count
      if offset % 2 == 0, !clocks.isEmpty, case .map = clocks[place] {
        clocks[place]["met_by"] = "sign"
      } else {
        clocks.append(["id": "met", "after": "9 days", "to": target, "met_by": "sign"])
      }
    }
  }

  @Sendable private static func dated(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    rules.tree["fields"]?["day"] =
      Bool.random(using: &random)
      ? ["type": "date", "optional": "true"] : ["type": "date"]
    let target = names.target(&random)
    let isOnly = Bool.random(using: &random)
    change("clocks", of: names.state(&random), in: &rules) { clocks in
      if isOnly { clocks = [] }
      clocks.append(["id": "dated", "since": ["field": "day"], "after": "5 days", "to": target])
    }
  }

  @Sendable private static func override(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    let (condition, target) = (names.condition(&random), names.target(&random))
    rules.tree["overrides"] = ["stop": ["when": condition, "to": target]]
  }

  @Sendable private static func person(
    _ rules: inout SoundRules, _ names: Names, _ random: inout SeededRandom
  ) {
    let roles: [Tree] = [["sdr"], ["ae"], ["ae", "manager"]]
    let permitted = roles.randomElement(using: &random) ?? ["ae"]
    if Bool.random(using: &random) {
      rules.change(state: names.state(&random)) { $0["permitted"] = permitted }
    } else {
      rules.tree["pools"]?["closers"]?["at_least"] = "2 present"
    }
  }
}
