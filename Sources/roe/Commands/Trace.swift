internal import ArgumentParser
internal import RoeMachine
internal import RoeReports

/// `roe trace`: what happens to one lead, step by step.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what happens to a lead, step by step, and by which rule.",
    discussion: """
      Examples:
        roe trace . --lead lead.json --events events.jsonl
        roe trace rules --lead lead.json --events - --until 2026-12-24T12:00
        roe trace out/machine.json --lead lead.json --events events.jsonl

      The lead is a JSON object:
        {"id": "L-1", "lifecycle": "lead", "fields": {"budget": "60000 EUR"}}

      With "state", "owner", "asked", "entered", "assigned" and "last_activity" it \
      is taken up where it stands; otherwise it is captured at --at, or with the \
      first event.

      The events are one JSON object on each line:
        {"at": "2026-11-23T09:02:00+01:00", "event": "call_logged", "by": "ana"}

      "fields" changes fields; "occurred" says that something was reported late; \
      "key" names an event, so that a repetition does nothing.

      After the last event the trace goes on as if nobody did anything: until \
      --until, or for five steps.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @OptionGroup var rules: RulesArgument

  @Option(help: ArgumentHelp("The lead.", valueName: "file"), completion: .file())
  var lead: String

  @Option(
    help: ArgumentHelp("What happens to it; - is standard input.", valueName: "file"),
    completion: .file())
  var events: String?

  @Option(help: ArgumentHelp("When the lead is captured.", valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp("How far to go on after the last event.", valueName: "time"))
  var until: String?

  @Option(
    help: ArgumentHelp("A roster file in place of the one of the rules.", valueName: "file"),
    completion: .file())
  var roster: String?

  @Option(help: "text for people, json for one decision on each line.")
  var format = Format.text

  @OptionGroup var output: OutputOptions

  /// How many steps of silence are shown unless the command line says until when.
  private static let silentSteps = 5
  /// No lead needs more; a clock may begin again for ever.
  private static let mostSteps = 100_000

  func run() throws {
    let rules = try LeadRules.open(rules.path, roster: roster, output)
    let lead = try rules.lead(lead)
    var inputs = try events.map { try rules.events($0, of: lead) } ?? []
    if lead.state == nil {
      inputs = [try capture(of: lead, &inputs, rules)] + inputs
    }
    let end = try until.map { try rules.instant($0, option: "--until") }
    var driver = Driver(rules.interpreter)
    var decisions: [Decision] = []
    if lead.state != nil {
      let start = try instant(of: lead, rules)
      try refuseEarlier(
        inputs, than: start, "when the lead stood as its file says", rules.journey(of: lead))
      try rules.adopt(lead, at: start, &driver)
    }
    for input in inputs { decisions += driver.submit(input) }
    let known = decisions.count
    if let end {
      decisions += driver.close(at: end, limit: Self.mostSteps)
    } else {
      while decisions.count < known + Self.silentSteps, let next = driver.nextInstant() {
        decisions += driver.close(at: next, limit: 1)
      }
    }
    try Console.print(
      format == .json
        ? lines(decisions, rules)
        : story(decisions, known: known, lead, inputs, rules, driver))
  }

  /// The input with which the lead enters: at `--at`, or else the first event brings it.
  private func capture(
    of lead: LeadFile, _ inputs: inout [Input], _ rules: LeadRules
  ) throws(Failure) -> Input {
    if let at {
      let instant = try rules.instant(at, option: "--at")
      try refuseEarlier(inputs, than: instant, "when the lead is captured", rules.journey(of: lead))
      return lead.capture(at: instant)
    }
    guard !inputs.isEmpty else {
      throw Failure(.usage, "say with --at when the lead is captured, or give its events")
    }
    var first = inputs.removeFirst()
    first.edits = lead.fields + first.edits
    return first
  }

  /// Nothing happens to a lead before its story begins.
  private func refuseEarlier(
    _ inputs: [Input], than start: Int, _ what: String, _ journey: Journey
  ) throws(Failure) {
    guard let early = inputs.first(where: { $0.received < start }) else { return }
    throw Failure(
      .findings,
      "\(early.key) of the events happens at \(journey.stamp(early.received)), before "
        + "\(journey.stamp(start)), \(what)")
  }

  /// When the lead stood as its file says.
  private func instant(of lead: LeadFile, _ rules: LeadRules) throws(Failure) -> Int {
    if let at { return try rules.instant(at, option: "--at") }
    return [lead.entered, lead.assigned, lead.lastActivity].compactMap { $0 }.max() ?? 0
  }

  private func lines(_ decisions: [Decision], _ rules: LeadRules) -> String {
    let (machine, roster) = (rules.interpreter.machine, rules.interpreter.roster)
    return decisions.map {
      String(decoding: $0.json(in: machine, roster).canonical(), as: UTF8.self) + "\n"
    }.joined()
  }

  private func story(
    _ decisions: [Decision], known: Int, _ lead: LeadFile, _ inputs: [Input], _ rules: LeadRules,
    _ driver: Driver
  ) -> String {
    let journey = rules.journey(of: lead)
    let byKey = Dictionary(inputs.map { ($0.key, $0) }) { first, _ in first }
    var paragraphs: [String] = []
    for (offset, decision) in decisions.enumerated() {
      if offset == known { paragraphs.append("From here on nobody does anything.\n") }
      paragraphs.append(journey.step(decision, input: decision.input.flatMap { byKey[$0] }))
    }
    var driver = driver
    if let next = driver.nextInstant() {
      paragraphs.append("Next, if nobody does anything: \(journey.stamp(next)).\n")
    } else {
      paragraphs.append("No clock is running any more.\n")
    }
    return paragraphs.joined(separator: "\n")
  }
}
