import Foundation
import RoeCompiler
import RoeMachine
import RoeTestSupport
import Testing

/// Certificates of silence, and the separate program that checks them: `Python/check_certificate.py`.
@Suite(.enabled("needs python3") { Python.isWanted })
struct SilenceCertificateTests {
  @Test func randomMachines() throws {
    let pairs = (0..<40).map { seed in
      var rules = RandomRules(
        seed: 20_000 + seed, hasCalendars: seed % 2 == 1, hasUncertainty: seed % 5 == 4)
      let machine = rules.machine()
      return (machine, SilenceCertificate(of: machine).json)
    }
    for (seed, verdict) in try check(pairs).enumerated() {
      #expect(verdict.hasPrefix("accepted"), "seed \(20_000 + seed): \(verdict)")
    }
  }

  @Test(arguments: ["raise", "lower", "drop", "swap", "digest", "widen"])
  func tampering(how: String) throws {
    var pairs: [(Machine, JSON)] = []
    for seed in 0..<12 {
      var rules = RandomRules(seed: 30_000 + seed, hasCalendars: seed % 2 == 1)
      let machine = rules.machine()
      if let tampered = Self.tampered(SilenceCertificate(of: machine).json, how, seed) {
        pairs.append((machine, tampered))
      }
    }
    try #require(!pairs.isEmpty)
    for verdict in try check(pairs) { #expect(verdict.hasPrefix("rejected"), "\(how): \(verdict)") }
  }

  /// The certificate with one lie in it; nil where it has nothing to lie about.
  private static func tampered(_ json: JSON, _ how: String, _ seed: Int) -> JSON? {
    if how == "digest" {
      return json.replacing("machine", with: .string(String(repeating: "0", count: 64)))
    }
    guard case .array(var lifecycles)? = json["lifecycles"],
      case .array(var nodes)? = lifecycles[0]["nodes"]
    else { return nil }
    // A bound that does not stand alone: something is stated, and it is no rest at once.
    func isFinite(_ node: JSON) -> Bool {
      guard case .array(let bound)? = node["bound"], case .array(let piece)? = bound.first else {
        return false
      }
      return piece[1] != .null && piece[1] != piece[0]
    }
    let finite = nodes.indices.filter {
      isFinite(nodes[$0]) && nodes[$0]["carried"] == .boolean(true)
    }
    guard let place = finite.isEmpty ? nil : finite[seed % finite.count] else { return nil }
    switch how {
    case "raise", "lower":
      guard case .array(var bound)? = nodes[place]["bound"], case .array(var piece)? = bound.first,
        case .integer(let value) = piece[1]
      else { return nil }
      piece[1] = .integer(value + (how == "raise" ? 1 : -1))
      bound[0] = .array(piece)
      nodes[place] = nodes[place].replacing("bound", with: .array(bound))
    case "drop": nodes.remove(at: place)
    case "swap":
      guard let other = nodes.indices.first(where: { nodes[$0]["bound"] != nodes[place]["bound"] }),
        let bound = nodes[other]["bound"], let own = nodes[place]["bound"]
      else { return nil }
      nodes[place] = nodes[place].replacing("bound", with: bound)
      nodes[other] = nodes[other].replacing("bound", with: own)
    default:
      // One class fewer, and the others hold fewer leads than there are.
      guard case .object(let leads)? = nodes[place]["leads"], let field = leads.first?.key,
        case .array(let values)? = nodes[place]["leads"]?[field], values.count > 1
      else { return nil }
      nodes[place] = nodes[place].replacing(
        "leads",
        with: .object(
          leads.map { $0.key == field ? .init(field, .array(Array(values.dropLast()))) : $0 }))
    }
    lifecycles[0] = lifecycles[0].replacing("nodes", with: .array(nodes))
    return json.replacing("lifecycles", with: .array(lifecycles))
  }

  private func check(_ pairs: [(Machine, JSON)]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("roe-certificates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var arguments: [String] = []
    for (number, (machine, certificate)) in pairs.enumerated() {
      let file = MachineFile(meaning: machine, texts: Texts(title: "random"), sources: Sources())
      for (name, bytes) in [("machine", file.encoded()), ("certificate", certificate.canonical())] {
        let path = folder.appendingPathComponent("\(name)\(number).json")
        try Data(bytes).write(to: path)
        arguments.append(path.path)
      }
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Python/check_certificate.py").path
    process.arguments = ["python3", "-B", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

extension JSON {
  fileprivate func replacing(_ key: String, with value: JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.map { $0.key == key ? Member(key, value) : $0 })
  }
}
