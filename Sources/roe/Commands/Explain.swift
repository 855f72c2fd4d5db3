internal import ArgumentParser
internal import RoeCompiler
internal import RoeSource

/// `roe explain`: what a finding means, and what to do about it.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a finding means, and what to do about it.",
    discussion: """
      Examples:
        roe explain ROE0301
        roe explain 301
        roe explain unowned-state
        roe explain                 all that roe can find
      """)

  @Argument(help: "The number or the name of a finding; left out, all are listed.")
  var code: String?

  func run() throws {
    let codes = Registry.codes
    guard let code else {
      return try Console.print(codes.map(Self.line).joined(separator: "\n"))
    }
    guard let found = codes.first(where: { $0.isCalled(code) }) else {
      throw Failure(.usage, Self.unknown(code, among: codes))
    }
    try Console.print(explanation(of: found))
  }

  private static func line(_ code: Code) -> String {
    let severity = code.severity.rawValue.padding(to: 7)
    return "\(code.id)  \(severity)  \(code.name.padding(to: 28))  \(code.title)"
  }

  /// Says that there is no such code, and which ones are near.
  private static func unknown(_ query: String, among codes: [Code]) -> String {
    let wanted = query.lowercased()
    let near = codes.compactMap { code -> (distance: Int, code: Code)? in
      let distances = [code.name, code.id.lowercased()].compactMap {
        editDistance(wanted, $0, atMost: 2)
      }
      let distance = distances.min() ?? (code.name.contains(wanted) ? 3 : nil)
      return distance.map { ($0, code) }
    }
    let best = near.sorted { ($0.distance, $0.code.id) < ($1.distance, $1.code.id) }.prefix(3)
    let message = "there is no finding called “\(query)”"
    if best.isEmpty { return message + "; `roe explain` lists all" }
    return message + "; near are "
      + best.map { "\($0.code.id) \($0.code.name)" }.joined(separator: ", ")
  }
}

extension Code {
  /// Whether people may mean this code: `ROE0301`, `0301`, `301`, or its name.
  fileprivate func isCalled(_ query: String) -> Bool {
    let query = query.lowercased()
    if query == name { return true }
    let digits = query.hasPrefix("roe") ? query.dropFirst(3) : query[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
    return Int(digits) == Int(id.dropFirst(3))
  }
}

extension String {
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
