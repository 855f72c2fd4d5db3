import RoeMachine

/// What the pieces of a rule set are called among the people who use it.
struct Names {
  let file: MachineFile
  let roster: Roster?
  private let members: [String: Roster.Member]
  private let pools: [String: [Roster.PoolMembers.Share]]

  init(_ file: MachineFile, roster: Roster?) {
    self.file = file
    self.roster = roster
    members = Dictionary(roster?.people.map { ($0.id, $0) } ?? []) { first, _ in first }
    pools = Dictionary(roster?.pools.map { ($0.id, $0.members) } ?? []) { first, _ in first }
  }

  var machine: Machine { file.meaning }

  func text(_ rule: String) -> Text { file.texts.rules[rule] ?? Text() }

  /// The title that the author gave, else the id made readable.
  func title(_ rule: String, id: String) -> String {
    text(rule).title?.oneLine ?? id.asWords.capitalisingFirst
  }

  func member(_ person: String) -> Roster.Member? { members[person] }

  func person(_ id: String) -> String {
    let name = members[id]?.name.oneLine ?? text(RuleID.person(id)).title?.oneLine ?? ""
    return name.isEmpty ? id.asWords.capitalisingFirst : name
  }

  func person(_ ref: Ref<Person>) -> String { person(machine.people[ref].id) }

  func role(_ id: String) -> String { title(RuleID.role(id), id: id) }

  /// The persons of the roster with a role, by id.
  func holders(of role: String) -> [String] {
    roster?.people.filter { $0.role == role }.map(\.id) ?? []
  }

  func pool(_ ref: Ref<Pool>) -> String {
    let id = machine.pools[ref].id
    return title(RuleID.pool(id), id: id)
  }

  /// The ids of the members of a pool, as the roster lists them.
  func members(of pool: String) -> [String] { pools[pool]?.map(\.person) ?? [] }

  func queue(_ ref: Ref<Queue>) -> String {
    let id = machine.queues[ref].id
    return title(RuleID.queue(id), id: id)
  }

  /// Calendars go by the names of places.
  func calendar(_ id: String) -> String {
    if let title = text(RuleID.calendar(id)).title { return title.oneLine }
    return id.asWords.split(separator: " ").map { String($0).capitalisingFirst }
      .joined(separator: " ")
  }
}

extension String {
  /// An id as people would write it: `ae_review` is `AE review`.
  var asWords: String {
    let parts = oneLine.split { $0 == "_" || $0 == "-" || $0 == " " || $0 == "/" || $0 == "." }
    let words = parts.map { part -> String in
      let word = String(part)
      if word == "revops" { return "RevOps" }
      if Self.initialisms.contains(word) { return word.uppercased() }
      let isPlural = word.hasSuffix("s") && Self.initialisms.contains(String(word.dropLast()))
      return isPlural ? word.dropLast().uppercased() + "s" : word
    }
    return words.isEmpty ? oneLine : words.joined(separator: " ")
  }

  /// Initialisms of the trade, which nobody writes in small letters.
  private static let initialisms: Set<String> = [
    "ae", "am", "apac", "arr", "b2b", "bdr", "crm", "csm", "csv", "dach", "emea", "icp", "id",
    "mql", "pql", "roi", "sal", "sdr", "sla", "smb", "sql", "uk", "url", "utc", "vp",
  ]

  var capitalisingFirst: String {
    guard let first else { return self }
    return first.uppercased() + dropFirst()
  }
}

extension String {
  /// `lead` as `leads`, `opportunity` as `opportunities`.
  var plural: String {
    hasSuffix("y") && !hasSuffix("ay") && !hasSuffix("ey") ? dropLast() + "ies" : self + "s"
  }
}

/// `a`, `a or b`, `a, b or c`.
func listed(_ items: [String], _ word: String) -> String {
  guard let last = items.last else { return "" }
  if items.count == 1 { return last }
  return items.dropLast().joined(separator: ", ") + " \(word) " + last
}

extension Int {
  /// `1 day`, `3 days`.
  func of(_ singular: String, _ plural: String? = nil) -> String {
    self == 1 ? "1 \(singular)" : "\(self) \(plural ?? singular + "s")"
  }
}

extension String {
  /// Anybody with a role: `any SDR manager`, but `anybody in Success`.
  var anybody: String {
    let words = split(separator: " ")
    // The title of a person is an initialism, such as `AE`, or ends like the name of a trade.
    let isInitialism = words.first.map { $0.count > 1 && $0.allSatisfy(\.isUppercase) } ?? false
    let head = words.first { $0.lowercased() == "of" } == nil ? words.last : words.first
    let trade = head?.lowercased() ?? ""
    let isPerson = Self.trades.contains { trade.hasSuffix($0) }
    return isInitialism || isPerson ? "any \(self)" : "anybody in \(self)"
  }

  private static let trades = [
    "er", "or", "ist", "ant", "ent", "ive", "ian", "ee", "man", "woman", "head", "lead", "rep",
    "boss", "chief", "founder",
  ]
}
