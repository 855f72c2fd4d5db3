import RoeMachine
import Testing

/// What the vectors of the conformance tests do not reach: the driver, and questions about a lead.
@Suite struct DriverTests {
  private func input(
    _ driver: Driver, _ lead: String, _ key: String, at time: Int, event: String? = nil,
    lifecycle: String = "lead", edits: String = "{}"
  ) throws -> Input {
    let event = event.map { ",\"event\":\"\($0)\"" } ?? ""
    return try driver.interpreter.input(
      JSON(
        parsing: """
          {"lead":"\(lead)","lifecycle":"\(lifecycle)","key":"\(key)","occurred":\(time),
           "received":\(time),"actor":"system"\(event),"edits":\(edits)}
          """))
  }

  private func shown(_ decisions: [Decision]) throws -> [String] {
    let machine = try SmallMachine.machine()
    return decisions.map { decision in
      let json = decision.json(in: machine, SmallMachine.roster)
      return "\(decision.at / 1000) \(decision.lead) \(decision.kind) "
        + String(decoding: (json["effects"] ?? .array([])).canonical(), as: UTF8.self)
    }
  }

  @Test func takesTheTimersOfAllLeadsInOrder() throws {
    var driver = try SmallMachine.driver()
    for (lead, time) in [("B", 0), ("A", 0), ("C", 1)] {
      _ = driver.submit(try input(driver, lead, "1", at: time * 1000))
    }
    #expect(driver.nextInstant() == 900_000)
    #expect(driver.advance(to: 900_000).isEmpty)
    #expect(
      try shown(driver.close(at: 901_000)) == [
        #"900 A fired [{"remind":"ann"}]"#, #"900 B fired [{"remind":"ann"}]"#,
        #"901 C fired [{"remind":"ann"}]"#,
      ])
    #expect(driver.advance(to: .max, limit: 2).map(\.lead) == ["A", "B"])
  }

  @Test func stopsAClockThatIsMet() throws {
    var driver = try SmallMachine.driver()
    _ = driver.submit(try input(driver, "A", "1", at: 0))
    #expect(
      driver.submit(try input(driver, "A", "2", at: 900_000, event: "call")).map(\.kind) == [.noted]
    )
    #expect(driver.nextInstant() == nil)
  }

  @Test func ignoresAnInputThatComesTwice() throws {
    var driver = try SmallMachine.driver()
    let first = try input(driver, "A", "1", at: 0)
    #expect(driver.submit(first).count == 1)
    #expect(driver.submit(first).isEmpty)
  }

  @Test func deliversWhatALeadSendsAtOnce() throws {
    var driver = try SmallMachine.driver()
    for id in ["Y2", "Y1", "X"] {
      let parent = id == "X" ? "B" : "A"
      _ = driver.submit(
        try input(driver, id, "1", at: 0, lifecycle: "account", edits: #"{"parent":"\#(parent)"}"#))
    }
    _ = driver.submit(try input(driver, "A", "1", at: 0))
    let decisions = driver.submit(try input(driver, "A", "2", at: 5000, event: "win"))
    #expect(decisions.map(\.lead) == ["A", "Y1", "Y2"])
    #expect(decisions.map(\.input) == ["2", "A#2.1", "A#2.1"])
  }

  @Test func tellsTheLeadsOfAPersonWhoIsAway() throws {
    var driver = try SmallMachine.driver()
    _ = driver.submit(try input(driver, "A", "1", at: 0))
    _ = driver.submit(try input(driver, "Y", "1", at: 0, lifecycle: "account"))
    let ann = Ref<Roster.Member>(0)
    #expect(
      try shown(driver.tellLeads(ownedBy: ann, event: "owner_absent", at: 1000)) == [
        #"1 A moved [{"assign":"zoe"}]"#
      ])
    #expect(driver.tellLeads(ownedBy: ann, event: "owner_absent", at: 2000).isEmpty)
  }

  @Test func foretellsWhatHappensIfNobodyActs() throws {
    var driver = try SmallMachine.driver()
    _ = driver.submit(try input(driver, "A", "1", at: 0, edits: #"{"score":70}"#))
    let lead = try #require(driver.lead("A"))
    let future = driver.interpreter.silentFuture(of: lead, driver.roster, decisions: 5)
    #expect(
      try shown(future) == [
        #"900 A fired [{"remind":"ann"}]"#, #"3600 A fired [{"assign":"zoe"}]"#,
      ])
    #expect(driver.lead("A") == lead)
  }

  @Test func refusesInputsThatAreNotInputs() throws {
    let driver = try SmallMachine.driver()
    for (text, path) in [
      (#"{"lead":"A"}"#, "lifecycle"), (#"{"lifecycle":"deal"}"#, "lifecycle"),
      (#"{"lifecycle":"lead","lead":"A","key":"1","occurred":1,"received":"now"}"#, "received"),
      (
        #"{"lifecycle":"lead","lead":"A","key":"1","occurred":1,"received":1,"edits":{"score":{}}}"#,
        #"edits."score""#
      ),
      (
        #"{"lifecycle":"lead","lead":"A","key":"1","occurred":1,"received":1,"when":1}"#, #""when""#
      ),
      ("[]", ""),
    ] {
      let error = #expect(throws: MachineError.self) {
        try driver.interpreter.input(JSON(parsing: text))
      }
      #expect(error?.path == path)
    }
  }
}
