import Foundation
import RoeMachine
import RoeTestSupport
import Testing

/// Agreement with the interpreter in Python, which was written from `schema/machine.md` alone.
@Suite struct ConformanceTests {
  static let vectors = fixturesDirectory() + "/vectors"

  @Test(arguments: try Vector.names(in: vectors))
  func agreesOnTheVectorOfARule(name: String) throws {
    try Vector(name: name, in: Self.vectors).expectAgreement()
  }

  @Test(.enabled(if: Python.isWanted, "python3 is missing; CI needs it"))
  func agreesOnRandomMachines() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["ROE_CONFORMANCE"].flatMap(Int.init) ?? 300
    let seed = Vector.seed
    print("conformance: \(count) random machines from seed \(seed) (ROE_SEED brings them back)")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("roe-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try Python.run(
      "roe_random_machines.py", "--seed", "\(seed)", "--count", "\(count)", "--out", folder.path)
    let names = try Vector.names(in: folder.path)
    #expect(names.count == count)
    for name in names { try Vector(name: name, in: folder.path).expectAgreement() }
  }

  @Test(.enabled(if: Python.hasValidator, "python3 has no jsonschema; CI needs it"))
  func schemaAcceptsMachinesAndRejectsDamage() throws {
    try Python.run("check_machine_schema.py", "--seed", "\(Vector.seed)")
  }

  @Test(.enabled(if: Python.isWanted, "python3 is missing; CI needs it"))
  func everyBrokenRuleIsNoticed() throws {
    try Python.run("rule_vectors.py", "--check")
  }
}
