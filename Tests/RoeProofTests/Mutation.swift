import RoeTestSupport

/// One way to spoil a sound rule set, and the code that must be reported for it.
struct Mutation: Sendable {
  let code: String
  let name: String
  /// Spoils the rules; false where there is nothing to spoil.
  let spoil: @Sendable (inout SoundRules, inout SeededRandom) -> Bool
  /// Whether a mutant takes so long that none is made in CI.
  var isSlow = false
  /// Says by enumeration whether the rules are spoilt indeed; without it they are, by construction.
  var isSpoilt: (@Sendable (SoundRules) throws -> Bool)?

  init(
    _ code: String, _ name: String, isSlow: Bool = false,
    isSpoilt: (@Sendable (SoundRules) throws -> Bool)? = nil,
    spoil: @escaping @Sendable (inout SoundRules, inout SeededRandom) -> Bool
  ) {
    self.code = code
    self.name = name
    self.isSlow = isSlow
    self.isSpoilt = isSpoilt
    self.spoil = spoil
  }

  static let all = ofTables + ofNames + ofOwners + ofClocks + ofHandoffs + ofJourneys + ofGaps
}

/// Changes in one place of the tree.
extension SoundRules {
  mutating func change(state: String, _ change: (inout Tree) -> Void) {
    guard var body = tree["states"]?[state] else { return }
    change(&body)
    tree["states"]?[state] = body
  }

  mutating func change(ladder change: (inout [Tree]) -> Void) {
    guard var steps = tree["slas"]?["first_touch"]?["ladder"]?.items else { return }
    change(&steps)
    tree["slas"]?["first_touch"]?["ladder"] = .list(steps)
  }

  mutating func change(rowsOf table: String, _ change: (inout [Tree]) -> Void) {
    guard var rows = tree["routing"]?[table]?["rows"]?.items else { return }
    change(&rows)
    tree["routing"]?[table]?["rows"] = .list(rows)
  }

  /// The moves of one state that judge a field and together hear every lead.
  func judged(using random: inout SeededRandom) -> (state: String, moves: [Int])? {
    let found = layers.flatMap { $0 }.compactMap { state -> (String, [Int])? in
      let moves = tree["states"]?[state]?["moves"]?.items ?? []
      let judged = moves.indices.filter { moves[$0]["when"] != nil }
      return judged.count > 1 ? (state, judged) : nil
    }
    return found.randomElement(using: &random)
  }

  mutating func change(move: Int, of state: String, _ change: (inout Tree) -> Void) {
    guard var moves = tree["states"]?[state]?["moves"]?.items else { return }
    change(&moves[move])
    tree["states"]?[state]?["moves"] = .list(moves)
  }

  /// Lets the last stage lead to a state of its own.
  mutating func addState(_ id: String, _ body: Tree) {
    guard let from = layers.last?.first else { return }
    tree["events"]?["went_astray"] = ["by": "system"]
    tree["states"]?[id] = body
    change(state: from) { $0["moves"]?.items.append(["event": "went_astray", "to": .text(id)]) }
  }

  func anyState(using random: inout SeededRandom) -> String {
    layers.flatMap { $0 }.randomElement(using: &random) ?? ""
  }
}

extension Tree {
  mutating func append(condition: String) {
    self["when"] = .text("(\(self["when"]?.word ?? "")) \(condition)")
  }
}
