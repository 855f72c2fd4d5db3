import Foundation
import RoeMachine
import Testing

/// Every way in which a machine can be unsound is refused, with its place.
@Suite struct VerifyTests {
  @Test func acceptsTheSmallMachine() throws {
    #expect(try SmallMachine.machine().verify() == [])
  }

  @Test(arguments: [
    (#""people":["ann","zoe"]"#, #""people":["zoe","ann"]"#, "people[1]"),
    (#""people":["ann","zoe"]"#, #""people":["ann","zoë"]"#, "people[1]"),
    (#""people":["ann","zoe"]"#, #""people":["ann","ann","zoe"]"#, "people[1]"),
    (#""zone":"UTC""#, #""zone":"CET""#, "zone"),
    (#""zone":"UTC""#, #""zone":"UTC","zon":1"#, #""zon""#),
    (#""offsets":[[0,0]]"#, #""offsets":[]"#, "zones[0].offsets"),
    (#""offsets":[[0,0]]"#, #""offsets":[[5,0],[5,60]]"#, "zones[0].offsets[1]"),
    (#""offsets":[[0,0]]"#, #""offsets":[[0,90000]]"#, "zones[0].offsets[0]"),
    (#"[118800000,147600000]]"#, #"[61200000,147600000]]"#, "calendars[0].open[1]"),
    (#"[118800000,147600000]]"#, #"[118800000,1000000001]]"#, "calendars[0].open[1]"),
    (#"[118800000,147600000]]"#, #"[147600000,118800000]]"#, "calendars[0].open[1]"),
    (#"[86400000,147600000]]"#, #"[86400000,61200000]]"#, "calendars[0].days[1]"),
    (#""day":28800"#, #""day":0"#, "calendars[0].day"),
    (#""steward":"zoe""#, #""steward":"bob""#, "pools[0].steward"),
    (#""max":100"#, #""max":-1"#, "lifecycles[1].fields[2].type.integer"),
    (#""counter":{"max":3}"#, #""counter":{"max":-3}"#, "lifecycles[1].fields[3].type.counter.max"),
    (#"["price","time"]"#, #"["price","price"]"#, "lifecycles[1].fields[1].type"),
    (#""theirs":"parent""#, #""theirs":"father""#, "lifecycles[1].links[0].theirs"),
    (#""lifecycle":"account""#, #""lifecycle":"deal""#, "lifecycles[1].links[0].lifecycle"),
    (
      #"{"field":"score","ge":50}"#, #"{"field":"score","ge":"50"}"#,
      "lifecycles[1].definitions[0].when"
    ),
    (
      #"{"field":"score","ge":50}"#, #"{"field":"reason","eq":"cost"}"#,
      "lifecycles[1].definitions[0].when"
    ),
    (
      #"{"field":"score","ge":50}"#, #"{"field":"day","age":{"ge":1},"unit":"seconds"}"#,
      "lifecycles[1].definitions[0].when"
    ),
    (
      #"{"field":"score","ge":50}"#, #"{"field":"score","ge":50,"lt":60}"#,
      "lifecycles[1].definitions[0].when"
    ),
    (#"{"field":"score","ge":50}"#, #"{"definition":"warm"}"#, "lifecycles[1].definitions[0]"),
    (
      #"{"after":{"seconds":3600}"#, #"{"after":{"seconds":900}"#,
      "lifecycles[1].clocks[0].rungs[1].after"
    ),
    (
      #"{"after":{"seconds":3600}"#, #"{"after":{"business_days":1}"#,
      "lifecycles[1].clocks[0].rungs[1].after"
    ),
    (
      #"{"after":{"seconds":3600}"#, #"{"after":{"seconds":-1}"#,
      #"lifecycles[1].clocks[0].rungs[1].after."seconds""#
    ),
    (#""hours":{"calendar":"office"},"#, "", "lifecycles[1].clocks[1].rungs[0].after"),
    (#"{"business_days":1}"#, #"{"business_days":0}"#, "lifecycles[1].clocks[1].repeats"),
    (
      #""id":"first","#, #""id":"first","anchor":{"field":"score"},"#,
      "lifecycles[1].clocks[0].anchor"
    ),
    (
      #""owner":[{"table":"route"}]"#, #""owner":[{"field":"score"}]"#,
      "lifecycles[1].states[1].owner"
    ),
    (#""follow":["score"]"#, #""permitted":["keep"]"#, "lifecycles[1].states[1].permitted"),
    (#""layer":"anywhere""#, #""layer":"state""#, ""),
    (#""layer":"anywhere""#, #""layer":"everywhere""#, "lifecycles[1].moves[0].layer"),
    (#""layer":"state""#, #""layer":"override""#, "lifecycles[1].moves[1].layer"),
    (#""on":{"event":"owner_absent"}"#, #""on":{"watch":true}"#, "lifecycles[1].moves[0].do"),
    (#""send":"news""#, #""send":"olds""#, "lifecycles[1].moves[1].do.actions[0].send"),
    (
      #"{"remind":"keep"}"#, #"{"set":"score","value":"high"}"#,
      "lifecycles[1].clocks[0].rungs[0].do.actions[0].value"
    ),
    (
      #"{"remind":"keep"}"#, #"{"add":"score","by":1}"#,
      "lifecycles[1].clocks[0].rungs[0].do.actions[0].add"
    ),
    (
      #"{"remind":"keep"}"#, #"{"remind":"keep","ask":["keep"]}"#,
      #"lifecycles[1].clocks[0].rungs[0].do.actions[0]."ask""#
    ),
    (
      #""entries":[{"state":"new"}],"lost_and_found":"lost""#, #""entries":[{"state":"new"}]"#,
      "lifecycles[1].lost_and_found"
    ),
    (
      #""entries":[{"state":"new"}],"lost_and_found":"lost""#, #""lost_and_found":"new""#,
      "lifecycles[1].lost_and_found"
    ),
  ])
  func refuses(part: String, replacement: String, path: String) throws {
    guard let range = SmallMachine.meaning.range(of: part) else {
      Issue.record("the small machine has no \(part)")
      return
    }
    let text = SmallMachine.meaning.replacingCharacters(in: range, with: replacement)
    let json = try JSON(parsing: text)
    if path.isEmpty {
      _ = try Machine(json: json)
      return
    }
    let error = #expect(throws: MachineError.self, "\(replacement)") { try Machine(json: json) }
    #expect(error?.path == path, "\(error?.description ?? "")")
  }

  @Test func refusesTablesThatAskOneAnotherWithoutEnd() throws {
    var machine = try SmallMachine.machine()
    machine.lifecycles[1].tables[0].otherwise = .owner([.table(Ref(0))])
    #expect(machine.verify() == [])
    machine.lifecycles[1].tables = (0..<150).map { number in
      RoutingTable(
        id: "t\(number + 100)", isUnique: false, rows: [],
        otherwise: .owner([.table(Ref((number + 1) % 150))]))
    }
    #expect(machine.verify().first?.path == "lifecycles[1].tables[0]")
    machine.lifecycles[1].tables[149].otherwise = .next
    #expect(machine.verify().count == 50)
  }

  @Test func refusesRostersThatDoNotFit() throws {
    let machine = try SmallMachine.machine()
    var roster = SmallMachine.roster
    roster.people.removeLast()
    #expect(throws: MachineError.self) { try Interpreter(machine, roster: roster) }
    roster = SmallMachine.roster
    roster.pools = []
    #expect(throws: MachineError.self) { try Interpreter(machine, roster: roster) }
    roster = SmallMachine.roster
    roster.pools[0].members[1].weight = 1_000_000_000
    #expect(throws: MachineError.self) { try Interpreter(machine, roster: roster) }
    #expect(try Roster(parsing: SmallMachine.roster.encoded()) == SmallMachine.roster)
  }
}
