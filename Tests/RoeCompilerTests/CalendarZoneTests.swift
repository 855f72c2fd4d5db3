import RoeCompiler
import RoeMachine
import Testing

@Suite struct CalendarZoneTests {
  @Test func knowsEveryNameInTheTable() {
    let names = ZoneData.names
    #expect(names.count > 500)
    #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for name in names { #expect(ZoneData.isKnown(name)) }
    #expect(ZoneData.names.contains("US/Eastern"))
  }

  @Test(arguments: [
    "", "Europe", "Europe/", "Europe/Berli", "Europe/Berlinx", "europe/berlin", "Zulu\n", "\n",
    "UTC 0", "Africa/Abidjan 0",
    "zzz", "A",
  ])
  func doesNotKnowOtherNames(_ name: String) {
    #expect(!ZoneData.isKnown(name))
    #expect(ZoneData.offsets(of: name, over: 0..<1) == nil)
  }

  @Test(
    arguments: [
      ("europe/berlin", "Europe/Berlin"), ("Europe/Berln", "Europe/Berlin"),
      ("berlin", "Europe/Berlin"),
      ("New York", "America/New_York"), ("America/New York", "America/New_York"), ("utc", "UTC"),
      ("Atlantis/Nowhere", nil), ("", nil),
      ("Narnia", nil),
    ] as [(String, String?)])
  func suggestsOnlyNearNames(_ name: String, _ expected: String?) {
    #expect(ZoneData.nearest(to: name) == expected)
  }

  @Test func startsWithTheOffsetThatHolds() {
    let summer = 1_782_864_000_000  // 2026-07-01T00:00Z
    #expect(
      ZoneData.offsets(of: "Europe/Berlin", over: summer..<summer + 1) == [
        .init(from: summer, seconds: 7200)
      ])
    #expect(ZoneData.offsets(of: "Asia/Kolkata", over: summer..<summer)?.map(\.seconds) == [19_800])
  }

  @Test func survivesAnySpan() {
    for span in [Int.min..<Int.max, Int.min..<Int.min + 1, Int.max - 1..<Int.max] {
      #expect(ZoneData.offsets(of: "Europe/Berlin", over: span)?.isEmpty == false)
    }
  }
}
