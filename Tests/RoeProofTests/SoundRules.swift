import RoeCompiler
import RoeSource
import RoeTestSupport

/// A rule set without a mistake, by the way it is made: tables are cut out of the space of all
/// leads, states stand in layers, ladders end with the keeper of lost and found.
struct SoundRules: Sendable {
  let seed: UInt64
  var tree: Tree = [:]
  /// The rest of the rules: people, hours, lost and found.
  var frame = String(decoding: Example.frame.bytes, as: UTF8.self)
  /// The tables with their partition, for those who want to spoil it.
  private(set) var tables: [Partition] = []
  /// The live states, the earlier ones first.
  private(set) var layers: [[String]] = []

  /// A table whose rows divide all leads among them.
  struct Partition: Sendable {
    let id: String
    let rows: [Leaf]
  }

  struct Leaf: Sendable {
    let parts: [String]
    var condition: String { parts.joined(separator: " and ") }
  }

  struct Split {
    let field: String
    /// Conditions that exclude each other, one of which every lead satisfies.
    let parts: [String]
  }

  var text: String { tree.yaml }

  init(seed: UInt64) {
    self.seed = seed
    var random = SeededRandom(seed: seed)
    addFields(using: &random)
    addPeople(using: &random)
    addTables(using: &random)
    addStates(using: &random)
    if Bool.random(using: &random) { addHandoff(using: &random) }
    if Bool.random(using: &random) { addNurture(using: &random) }
  }

  // MARK: Fields

  private static let fields: [(id: String, declaration: Tree)] = [
    ("consent", ["type": "boolean"]),
    ("country", ["type": "enum", "values": ["DE", "AT", "CH", "FR", "NL"], "optional": "true"]),
    ("segment", ["type": "enum", "values": ["small", "mid", "large"]]),
    ("employees", ["type": "integer", "min": "1", "optional": "true"]),
    ("score", ["type": "integer", "min": "0", "max": "100"]),
    ("budget", ["type": "money", "currency": "EUR", "optional": "true"]),
    ("renewal", ["type": "date", "optional": "true"]),
    ("interests", ["type": "set", "values": ["api", "crm", "reports"], "optional": "true"]),
    ("zip", ["type": "text", "optional": "true"]),
  ]

  private mutating func addFields(using random: inout SeededRandom) {
    let chosen = Self.fields.shuffled(using: &random).prefix(Int.random(in: 3...6, using: &random))
    tree["fields"] = .map(chosen.map { Tree.Entry(key: $0.id, value: $0.declaration) })
  }

  /// A way to divide the leads by a field in two, or in three where it can be missing.
  static func split(by field: String, using random: inout SeededRandom) -> Split {
    func numbers(_ choices: [Int]) -> Int { choices.randomElement(using: &random) ?? 50 }
    func one(_ parts: [[String]]) -> [String] { parts.randomElement(using: &random) ?? [] }
    let parts: [String]
    switch field {
    case "consent": parts = ["consent", "not consent"]
    case "segment":
      parts = one([
        ["segment is small", "segment is not small"],
        ["segment in [small, mid]", "segment is large"],
        ["segment is mid", "segment not in [mid]"],
      ])
    case "country":
      parts =
        one([
          ["country in [DE, AT, CH]", "country not in [DE, AT, CH]"],
          ["country is FR", "country is not FR"],
        ]) + ["country is missing"]
    case "employees":
      let cut = numbers([10, 50, 200])
      parts = ["employees < \(cut)", "employees >= \(cut)", "employees is missing"]
    case "score":
      let cut = numbers([30, 60, 80])
      parts = ["score < \(cut)", "score >= \(cut)"]
    case "budget":
      let cut = numbers([5000, 20_000])
      parts = ["budget <= \(cut) EUR", "budget > \(cut) EUR", "budget is missing"]
    case "renewal":
      parts =
        one([
          ["renewal before 2027-01-01", "renewal >= 2027-01-01"],
          ["renewal older than 30 days", "renewal is present and not renewal older than 30 days"],
          [
            "renewal newer than 2 months", "renewal is present and not renewal newer than 2 months",
          ],
        ]) + ["renewal is missing"]
    case "interests":
      parts = [
        "interests has api", "interests is present and not interests has api",
        "interests is missing",
      ]
    default:
      parts =
        one([
          ["zip < \"5\"", "zip >= \"5\""],
          ["zip starts with \"10\"", "zip is present and not zip starts with \"10\""],
        ]) + ["zip is missing"]
    }
    return Split(field: field, parts: parts)
  }

  // MARK: People and tables

  private mutating func addPeople(using random: inout SeededRandom) {
    tree["pools"] = [
      "closers": ["members": ["dana", "eli"], "at_least": "1 present", "steward": "kim"]
    ]
    tree["activities"] = ["touch": ["any": ["done"], "by": "owner"]]
    let last = Int.random(in: 3...9, using: &random)
    tree["slas"] = [
      "first_touch": [
        "calendar": "office", "due": "\(last) business hours", "met_by": "touch",
        "ladder": [
          ["at": "\(last - 1) business hours", "do": [["remind": "owner"]]],
          ["at": "\(last) business hours", "owner": [["backup_of": "owner"], "kim"]],
          ["at": "\(last + 5) business hours", "owner": "sam", "do": [["notify": "kim"]]],
        ],
      ]
    ]
  }

  private mutating func addTables(using random: inout SeededRandom) {
    let names = tree["fields"]?.entries.map(\.key) ?? []
    var routing: Tree = [:]
    for number in 0..<Int.random(in: 1...2, using: &random) {
      let id = "table_\(number)"
      let fields = Array(names.shuffled(using: &random).prefix(3))
      let leaves = Self.leaves(by: fields[...], under: [], using: &random)
      tables.append(Partition(id: id, rows: leaves))
      let owners: [Tree] = ["dana", "eli", "lena", ["dana", "lena"], ["eli", "kim"]]
      let rows = leaves.enumerated().map { place, leaf -> Tree in
        [
          "id": "row_\(place)", "when": .text(leaf.condition),
          "owner": owners[(place + Int(seed % 5)) % owners.count],
        ]
      }
      routing[id] = [
        "match": Bool.random(using: &random) ? "unique" : "first",
        "rows": .list(rows), "otherwise": "sam",
      ]
    }
    tree["routing"] = routing
  }

  private static func leaves(
    by fields: ArraySlice<String>, under parts: [String], using random: inout SeededRandom
  ) -> [Leaf] {
    guard let field = fields.first, parts.isEmpty || Int.random(in: 0..<4, using: &random) > 0
    else { return [Leaf(parts: parts)] }
    return split(by: field, using: &random).parts.flatMap {
      leaves(by: fields.dropFirst(), under: parts + [$0], using: &random)
    }
  }

  // MARK: States

  private mutating func addStates(using random: inout SeededRandom) {
    var number = 0
    for depth in 0..<Int.random(in: 2...4, using: &random) {
      let width = depth == 0 ? 1 : Int.random(in: 1...2, using: &random)
      layers.append((0..<width).map { "stage_\(number + $0)" })
      number += width
    }
    let names = tree["fields"]?.entries.map(\.key) ?? []
    var states: Tree = [:]
    var events: Tree = [:]
    for (depth, layer) in layers.enumerated() {
      for (place, state) in layer.enumerated() {
        let next = depth + 1 < layers.count ? layers[depth + 1] : ["won"]
        var moves: [Tree] = []
        // Everything behind is reached by an event of its own.
        for (target, to) in next.enumerated() where place == 0 || depth + 1 == layers.count {
          let event = "went_on_\(depth)_\(place)_\(target)"
          events[event] = ["by": ["ae", "sdr"]]
          moves.append(["event": .text(event), "to": .text(to)])
        }
        if let field = names.randomElement(using: &random) {
          let event = "judged_\(depth)_\(place)"
          events[event] = ["by": "system"]
          for (part, condition) in Self.split(by: field, using: &random).parts.enumerated() {
            let to = part == 0 ? next[0] : "lost"
            moves.append([
              "id": "\(event)_\(part)", "event": .text(event), "when": .text(condition),
              "to": .text(to),
            ])
          }
        }
        moves.append(["event": "done", "to": .text(next[0])])
        let table = Tree.map([.init(key: "routing", value: .text(tables[0].id))])
        let owners: [Tree] =
          depth == 0
          ? [.list([table, "kim"])]
          : ["keep", "dana", "closers", ["closers", "kim"], ["keep", "sam"]]
        var body: Tree = ["owner": owners.randomElement(using: &random) ?? "dana"]
        if depth == 0 { body["entry"] = "true" }
        body["clocks"] = .list(
          (depth == 0 ? ["first_touch"] : [])
            + [["after": "\(Int.random(in: 10...90, using: &random)) days", "to": "lost"]])
        body["moves"] = .list(moves)
        states[state] = body
      }
    }
    // Whatever is declared is used.
    let last = layers[layers.count - 1][0]
    states[last]?["owner"] = .list(
      tables.dropFirst().map { ["routing": .text($0.id)] } + ["closers", "kim"])
    states[last]?["moves"]?.items.append(["event": "asked_again", "to": "won"])
    tree["events"] = events
    tree["states"] = states
  }

  private mutating func addHandoff(using random: inout SeededRandom) {
    guard let from = layers.last?.first else { return }
    tree["events"]?["handed"] = ["by": ["ae", "sdr"]]
    tree["events"]?["accepted"] = ["by": "ae"]
    tree["events"]?["rejected"] = ["by": "ae"]
    tree["states"]?["selling"] = [
      "owner": "keep", "clocks": [["after": "60 days", "to": "lost"]],
      "moves": [["event": "done", "to": "won"]],
    ]
    tree["handoffs"] = [
      "to_sales": [
        "from": .text(from), "event": "handed", "to": "selling", "owner": ["dana", "eli"],
        "answer": [
          "within": "\(Int.random(in: 2...8, using: &random)) business hours", "calendar": "office",
          "accept": "accepted", "reject": "rejected",
          "silence": ["owner": "kim", "to": "selling"],
        ],
      ]
    ]
  }

  private mutating func addNurture(using random: inout SeededRandom) {
    guard let from = layers.last?.first, let back = layers.first?.first else { return }
    tree["events"]?["later"] = ["by": ["ae", "sdr"]]
    tree["states"]?[from]?["moves"]?.items.append(["event": "later", "to": "resting"])
    tree["states"]?["resting"] = [
      "kind": "nurture", "owner": "lena", "clocks": [["after": "6 months", "to": "lost"]],
      "moves": [["event": "asked_again", "to": .text(back)]],
    ]
  }
}
