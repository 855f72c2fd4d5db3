import RoeMachine
import RoeSource

/// Names findings so that they are known again after lines have moved or texts were reworded: by
/// the code, the rules that are involved, and the leads for which it is so.
struct FindingIDs {
  private let rules: RulePlaces
  private var used: [String: Int] = [:]

  /// - Parameter findings: all that will be named; where they stand is looked up at once.
  init(_ origins: Origins, of machine: Machine, findings: [Finding]) {
    let places = Set(findings.flatMap { [$0.span] + $0.labels.map(\.span) })
    rules = RulePlaces(origins, of: machine, at: places)
  }

  /// Twelve hexadecimal digits. Findings that nothing tells apart are counted.
  mutating func next(for finding: Finding, _ code: Code) -> String {
    let places = [finding.span] + finding.labels.map(\.span).sorted()
    var parts = [code.id] + places.map { rules[$0] ?? "" }
    if let witness = finding.witness { parts.append(witness.lead.words) }
    let name = parts.joined(separator: "\n")
    used[name, default: 0] += 1
    let number = used[name] ?? 1
    let text = number == 1 ? name : "\(name)\n\(number)"
    return String(SHA256.hexDigest(of: Array(text.utf8)).prefix(12))
  }
}
