import RoeTestSupport
import Testing

/// The machines of the examples mean the same to both interpreters, and are as their schema says.
@Suite struct ExampleConformanceTests {
  @Test(
    .enabled(if: Python.isWanted, "python3 is missing; CI needs it"),
    arguments: ["northwind", "partner-channel", "quiz-funnel"])
  func bothInterpretersDecideTheSame(example: String) async throws {
    let folder = try TemporaryFolder()
    let build = try await RoeRun.roe(
      "build", repositoryRoot() + "/examples/" + example, "-o", folder.path + "/built")
    #expect(build.code == 0)
    for file in ["machine.json", "roster.json"] {
      try folder.write("streams/" + file, folder.read("built/" + file))
    }
    print("conformance: \(example) from seed \(Vector.seed) (ROE_SEED brings it back)")
    let streams = folder.path + "/streams"
    try Python.run("roe_random_inputs.py", streams, "--seed", "\(Vector.seed)", "--count", "4")
    let names = try Vector.names(in: streams).filter { !$0.hasSuffix(".json") }
    #expect(names.count == 4)
    for name in names { try Vector(name: name, in: streams).expectAgreement() }
    if Python.hasValidator {
      try Python.run("check_machine_schema.py", "--count", "1", streams + "/machine.json")
    }
  }
}
