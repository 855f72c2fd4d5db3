import RoeMachine
import RoeSource
extension Code {
  static let noLostAndFound = Code(
    "ROE1002", "keeperless-lost-and-found", title: "Lost and found has no keeper", rationale: "",
    avoid: Example(""), prefer: Example(""))
  static let undecidedOwner = Code(
    "ROE0311", "undecided-owner", title: "", rationale: "", avoid: Example(""), prefer: Example(""))
  static let rosterTooSmall = Code(
    "ROE0304", "roster-too-small", title: "", rationale: "", avoid: Example(""), prefer: Example("")
  )
  static let noEntry = Code(
    "ROE0610", "no-entry", title: "", rationale: "", avoid: Example(""), prefer: Example(""))
  static let endlessException = Code(
    "ROE0308", "endless-exception", title: "", rationale: "", avoid: Example(""),
    prefer: Example(""))
}
struct Lint {
  static func run(_ machine: Machine, _ texts: Texts, _ roster: Roster, _ origins: Origins)
    -> [Diagnostic]
  { [] }
}
enum Registry { static let codes: [Code] = [] }
extension Zone {
  func midnight(of day: CivilDate) -> Int {
    let local = day.days * 86_400_000
    var result = local - (offsets.first?.seconds ?? 0) * 1000
    for offset in offsets where offset.from <= local - offset.seconds * 1000 {
      result = local - offset.seconds * 1000
    }
    return result
  }
}
