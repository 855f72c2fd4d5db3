import Foundation
import RoeTestSupport
import Testing

/// `roe trace` and `roe who` on good and on damaged files.
@Suite struct LeadTests {
  static let lead = #"{"id": "L-1", "fields": {"employees": 40, "budget": "60000 EUR"}}"#
  static let events = """
    {"at": "2026-11-23T09:02:00+01:00", "event": "call_logged", "by": "mia"}

    {"at": "2026-11-23T09:09:00+01:00", "event": "call_logged", "by": "ana", "key": "call-1"}
    {"at": "2026-11-23T09:09:00+01:00", "event": "call_logged", "by": "ana", "key": "call-1"}
    {"at": 1795435200000, "event": "meeting_held", "by": "ana", "fields": {"budget": 6500000}}
    {"at": "2026-11-24T10:00:00Z", "event": "unheard_of"}
    {"at": "2026-11-24T11:00:00Z", "occurred": "2026-11-24T09:00:00Z", "event": "ae_accepted", "by": "eli"}

    """
  static let standing =
    #"{"id": "L-2", "state": "working", "owner": "ana", "entered": "2026-11-20T16:00:00+01:00", "fields": {"employees": 40}}"#

  /// The first rules with the day of their review fixed, and a lead.
  private func folder() async throws -> TemporaryFolder {
    let folder = try await TemporaryFolder.withRules()
    let rules = try folder.read("rules.roe.yaml")
    try folder.write(
      "rules.roe.yaml",
      rules.replacing(/last: \d{4}-\d\d-\d\d/, with: "last: 2026-10-01"))
    try folder.write("lead.json", Self.lead)
    try folder.write("events.jsonl", Self.events)
    try folder.write("standing.json", Self.standing)
    return folder
  }

  @Test(arguments: [
    ("trace", "trace . --lead lead.json --events events.jsonl"),
    ("trace-until", "trace . --lead lead.json --at 2026-11-20T16:55 --until 2026-12-20T00:00"),
    ("trace-json", "trace . --lead lead.json --events events.jsonl --format json"),
    ("trace-standing", "trace . --lead standing.json --events events.jsonl"),
    ("who-new", "who . --lead lead.json --at 2026-11-23T09:02:00+01:00"),
    ("who-standing", "who . --lead standing.json --at 2026-11-23T09:02"),
    ("who-overdue", "who . --lead standing.json --at 2027-01-04T09:00"),
  ])
  func answers(_ name: String, _ command: String) async throws {
    let folder = try await folder()
    let arguments = command.split(separator: " ").map(String.init)
    let run = try await RoeRun.roe(arguments, in: folder.path)
    expectGolden(run.transcript, at: "\(fixturesDirectory())/lead/\(name).txt")
  }

  @Test func aMachineFileAnswersLikeItsRules() async throws {
    let folder = try await folder()
    _ = try await RoeRun.roe("build", ".", "-o", "out", in: folder.path)
    let options = ["--lead", "lead.json", "--events", "events.jsonl", "--format", "json"]
    let rules = try await RoeRun.roe(["trace", "."] + options, in: folder.path)
    let machine = try await RoeRun.roe(["trace", "out/machine.json"] + options, in: folder.path)
    #expect(machine.code == 0)
    #expect(machine.output == rules.output)
    let roster = try await RoeRun.roe(
      ["trace", ".", "--roster", "out/roster.json"] + options, in: folder.path)
    #expect(roster.output == rules.output)
  }

  @Test(arguments: [
    ("lead.json", "", "lead.json: "),
    ("lead.json", "[]", "lead.json: a lead in { } should stand here, not a list"),
    ("lead.json", "{\"id\": \"\"}", "lead.json: id: "),
    ("lead.json", "{\"id\": \"a\", \"size\": 1}", "lead.json: size: a lead has no such key"),
    (
      "lead.json", "{\"id\": \"a\", \"fields\": {\"sice\": 1}}",
      "fields.sice: there is no such field"
    ),
    (
      "lead.json", "{\"id\": \"a\", \"fields\": {\"employees\": 0}}",
      "fields.employees: a whole number"
    ),
    (
      "lead.json", "{\"id\": \"a\", \"fields\": {\"budget\": \"5 USD\"}}",
      "fields.budget: an amount"
    ),
    ("lead.json", "{\"id\": \"a\", \"state\": \"gone\"}", "state: there is no state “gone”"),
    ("lead.json", "{\"id\": \"a\", \"state\": \"new\"}", "entered: say when"),
    (
      "lead.json", "{\"id\": \"a\", \"state\": \"new\", \"entered\": \"2026-11-20T16:00\"}",
      "entered: this time needs its offset"
    ),
    ("events.jsonl", "{\"at\": 1}\nnonsense\n", "events.jsonl: line 2: "),
    ("events.jsonl", "{\"event\": \"call_logged\"}\n", "events.jsonl: line 1: at: say when"),
    ("events.jsonl", "{\"at\": 9007199254740993}\n", "events.jsonl: line 1: "),
    ("events.jsonl", "{\"at\": 1, \"occurred\": 2}\n", "occurred: nothing is heard of"),
    ("out/machine.json", "{}", "out/machine.json: "),
    ("out/roster.json", "{\"digest\": \"x\", \"format\": 1}", "out/roster.json: digest: "),
  ])
  func damagedFiles(_ name: String, _ text: String, _ message: String) async throws {
    let folder = try await folder()
    _ = try await RoeRun.roe("build", ".", "-o", "out", in: folder.path)
    try folder.write(name, text)
    let run = try await RoeRun.roe(
      "trace", "out/machine.json", "--lead", "lead.json", "--events", "events.jsonl",
      in: folder.path)
    #expect(run.code == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("roe: \(name): "))
    #expect(run.errors.contains(message))
  }

  @Test func aChangedMachineIsRefused() async throws {
    let folder = try await folder()
    _ = try await RoeRun.roe("build", ".", "-o", "out", in: folder.path)
    let machine = try folder.read("out/machine.json")
    try folder.write("out/machine.json", machine.replacing("\"round_robin\"", with: "\"by_hash\""))
    let run = try await RoeRun.roe(
      "who", "out/machine.json", "--lead", "lead.json", in: folder.path)
    #expect(run.code == 1)
    #expect(run.errors.contains("digest: this does not match"))
  }
}
