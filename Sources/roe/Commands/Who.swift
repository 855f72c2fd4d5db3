internal import ArgumentParser
internal import RoeMachine
internal import RoeReports

/// `roe who`: whose a lead is, and what they owe.
struct Who: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say who owns a lead, what they owe and until when.",
    discussion: """
      Examples:
        roe who . --lead lead.json
        roe who rules --lead lead.json --at 2026-11-23T09:02
        roe who out/machine.json --lead lead.json --roster roster.json

      The lead is a JSON object:
        {"id": "L-1", "state": "working", "owner": "ana",
         "entered": "2026-11-23T09:00:00+01:00", "fields": {"employees": 40}}

      "asked" names the person who has been asked to accept, where the lead waits \
      for an answer; "assigned" says since when the owner has the lead, and \
      "last_activity" when somebody last worked on it. People go by their ids.

      Without "state" the lead is captured at --at. Times are written with their \
      offset; on the command line they may be local times of the rules.
      """)

  @OptionGroup var rules: RulesArgument

  @Option(help: ArgumentHelp("The lead.", valueName: "file"), completion: .file())
  var lead: String

  @Option(help: ArgumentHelp("The time that you ask about; now unless said.", valueName: "time"))
  var at: String?

  @Option(
    help: ArgumentHelp("A roster file in place of the one of the rules.", valueName: "file"),
    completion: .file())
  var roster: String?

  @OptionGroup var output: OutputOptions

  /// How much of the silent future is told.
  private static let silentSteps = 6

  func run() throws {
    let rules = try LeadRules.open(rules.path, roster: roster, output)
    let file = try rules.lead(lead)
    let instant =
      try at.map { try rules.instant($0, option: "--at") } ?? now().roundedDown(to: 60_000)
    var driver = Driver(rules.interpreter)
    try rules.adopt(file, at: instant, &driver)
    let capture = file.state == nil ? file.capture(at: instant) : nil
    let decisions = capture.map { driver.submit($0) } ?? []
    guard let lead = driver.lead(file.lead) else {
      throw Failure(.findings, "the rules make no lead of \(file.lead)")
    }
    let silence = rules.interpreter.silentFuture(
      of: lead, driver.roster, decisions: Self.silentSteps)
    try Console.print(
      rules.journey(of: file).answer(
        lead, at: instant, after: decisions.last, capture, silence: silence))
  }
}
