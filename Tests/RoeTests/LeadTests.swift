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
    {"at": "2026-11-24T10:00:00Z", "event": "ae_accepted", "by": "ana"}
    {"at": "2026-11-24T11:00:00Z", "occurred": "2026-11-24T09:00:00Z", "event": "ae_accepted", "by": "eli"}

    """
  static let standing =
    #"{"id": "L-2", "state": "working", "owner": "ana", "entered": "2026-11-20T16:00:00+01:00", "fields": {"employees": 40}}"#

  static let waiting =
    #"{"id": "L-3", "state": "sdr_to_ae_pending", "owner": "ana", "asked": "eli", "entered": "2026-11-23T09:00:00+01:00"}"#

  static let absences = """
      absences:
        - { id: ana, from: 2026-11-20, to: 2026-11-27, cover: tom }

    """

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
    try folder.write("waiting.json", Self.waiting)
    try folder.write("bare.json", #"{"id": "L-4"}"#)
    return folder
  }

  @Test(arguments: [
    ("trace", "trace . --lead lead.json --events events.jsonl"),
    ("trace-until", "trace . --lead lead.json --at 2026-11-20T16:55 --until 2026-12-20T00:00"),
    ("trace-json", "trace . --lead lead.json --events events.jsonl --format json"),
    ("trace-standing", "trace . --lead standing.json --events events.jsonl"),
    ("who-waiting", "who . --lead waiting.json --at 2026-11-23T10:00"),
    ("who-away", "who .away -q --lead standing.json --at 2026-11-23T09:02"),
    ("trace-away", "trace .away -q --lead bare.json --at 2026-11-23T09:02"),
    ("who-new", "who . --lead lead.json --at 2026-11-23T09:02:00+01:00"),
    ("who-standing", "who . --lead standing.json --at 2026-11-23T09:02"),
    ("who-overdue", "who . --lead standing.json --at 2027-01-04T09:00"),
  ])
  func answers(_ name: String, _ command: String) async throws {
    let folder = try await folder()
    // The same rules with a lag, while everybody who takes new leads is away.
    try folder.write(
      ".away/rules.roe.yaml",
      try folder.read("rules.roe.yaml")
        .replacing("zone: Europe/Berlin", with: "zone: Europe/Berlin\nsync_lag: 2 minutes")
        .replacing("owner: sdrs", with: "owner: ana").replacing(
          "backup: eli, within", with: "within"
        )
        .replacing("  people:\n", with: Self.absences + "  people:\n"))
    let arguments = command.split(separator: " ").map(String.init)
    let run = try await RoeRun.roe(arguments, in: folder.path)
    expectGolden(run.transcript, at: "\(fixturesDirectory())/lead/\(name).txt")
  }

  @Test(arguments: [
    ("16:30", "a touch by Fri 2026-11-20 17:00"),
    ("17:30", "a touch, overdue already; the next step comes Sat 2026-11-21 00:00"),
  ])
  func whatIsOwedIsOwedWhenTheSLAIsDue(at time: String, _ words: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "rules.roe.yaml",
      """
      roe: 1
      name: Team
      zone: Europe/Berlin
      roster: { people: { ana: { name: Ana Sousa, manager: kim }, kim: { name: Kim Roth } } }
      events: { called: { by: owner } }
      activities: { touch: { any: called, by: owner } }
      slas:
        first_touch:
          due: 1 hour
          met_by: touch
          ladder: [{ at: 1 hour, do: [{ remind: owner }] }, { at: 8 hours, owner: kim }]
      lost_and_found: { keeper: kim, within: 1 day, to: [working] }
      states:
        working: { owner: ana, entry: true, clocks: [first_touch, { after: 30 days, to: lost }], moves: [{ event: called, to: lost }] }
        lost: { kind: closed }
      """)
    try folder.write(
      "lead.json",
      #"{"id": "L", "state": "working", "owner": "ana", "entered": "2026-11-20T16:00:00+01:00"}"#)
    let run = try await RoeRun.roe(
      ["who", ".", "--lead", "lead.json", "--at", "2026-11-20T\(time)"], in: folder.path)
    #expect(run.output.contains(words), "\(run.transcript)")
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
    (
      "events.jsonl", "{\"at\": 1, \"event\": \"call_loged\"}\n",
      "line 1: event: there is no event “call_loged”; did you mean call_logged?"
    ),
    (
      "events.jsonl", "{\"at\": 1, \"event\": \"call_logged\", \"by\": \"Eli Novak\"}\n",
      "line 1: by: the roster has nobody called “Eli Novak”; Eli Novak is eli"
    ),
    (
      "events.jsonl", "{\"at\": 1, \"event\": \"call_logged\", \"by\": \"sistem\"}\n",
      "line 1: by: the roster has nobody called “sistem”; did you mean system?"
    ),
    (
      "lead.json", "{\"id\": \"a\", \"state\": \"new\", \"asked\": \"eli\", \"entered\": 1}",
      "asked: somebody is asked only while the lead is in sdr_to_ae_pending"
    ),
    (
      "lead.json", "{\"id\": \"a\", \"state\": \"new\", \"entered\": \"2026-11-20\"}",
      "entered: “2026-11-20” is a whole day; add a time, such as 2026-11-20T09:00"
    ),
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

  @Test func nothingHappensBeforeTheLeadIsThere() async throws {
    let folder = try await folder()
    for (lead, words) in [("lead", "captured"), ("standing", "stood as its file says")] {
      let run = try await RoeRun.roe(
        "trace", ".", "--lead", "\(lead).json", "--events", "events.jsonl", "--at",
        "2026-11-23T09:05", in: folder.path)
      #expect(run.code == 1)
      #expect(run.errors.hasPrefix("roe: line 1 of the events happens at Mon 2026-11-23 09:02, "))
      #expect(run.errors.contains(words))
    }
  }

  @Test(arguments: [
    (["who", ".", "--lead", "lead.json", "--at", "2026-11-23"], "add a time, such as"),
    (
      ["trace", ".", "--lead", "lead.json", "--at", "2026-11-20T09:00", "--until", "2026-11-23"],
      "add a time, such as"
    ),
    (["check", "--as-of", "yesterday"], "a day such as 2026-11-23, or today"),
  ])
  func timesAreExplained(_ arguments: [String], _ message: String) async throws {
    let folder = try await folder()
    let run = try await RoeRun.roe(arguments, in: folder.path)
    #expect(run.code == 2)
    #expect(run.errors.contains(message))
  }

  @Test func nobodyOwnsALeadBeforeItIsThere() async throws {
    let folder = try await folder()
    let run = try await RoeRun.roe(
      "who", ".", "--lead", "standing.json", "--at", "2026-11-20T09:00", in: folder.path)
    #expect(run.code == 1)
    #expect(run.errors.contains("it says “entered” "), "\(run.errors)")
    #expect(run.output.isEmpty)
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
