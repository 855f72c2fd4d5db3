import RoeLogic
import RoeMachine
import RoeSource
import RoeTestSupport
import Testing

@testable import RoeCompiler

/// Months as one function of the instant at which they begin, against the machine's own calendar.
@Suite struct MonthsTests {
  @Test(arguments: [
    "Europe/Berlin", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kolkata",
  ])
  func areTheMonthsOfTheMachine(zone: String) throws {
    let rules = """
      timezone: \(zone)
      states:
        new: { owner: kim, entry: true, clocks: [{ after: 1 month, to: lost }] }
      """
    let machine = compile(Example(rules)).machine
    let lifecycle = try #require(machine.lifecycles.refs.first)
    let model = SilentModel(machine, lifecycle)
    var dues = DueTable(model)
    let end = DueTable.end(of: machine, from: model.span.lowerBound)
    let seed = UInt64.random(in: 0..<1_000_000)
    print("months in \(zone): seed \(seed)")
    var random = SeededRandom(seed: seed)
    for count in [1, 2, 3, 6, 12, 25] {
      let due = dues.timing(.months(count), nil).due
      for _ in 0..<5000 {
        let instant = Int.random(in: model.span.lowerBound..<end, using: &random)
        let wanted = machine.zones[machine.zone].adding(months: count, to: instant)
        #expect(due.value(at: instant) == wanted, "\(count) months after \(instant)")
      }
    }
  }
}
