import RoeCompiler
import RoeMachine
import RoeSource
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
      ("rome", "Europe/Rome"), ("ROME", "Europe/Rome"), ("Japn", "Japan"), ("cet", "CET"),
      ("Atlantis/Nowhere", nil), ("", nil),
      ("Narnia", nil),
      // Hours apart, however alike.
      ("CST", nil), ("PST", nil), ("jst", nil), ("est", nil), ("EEST", nil), ("WEST", nil),
      ("BRST", nil), ("GMT+1", nil), ("utc -5", nil), ("+02:00", nil), ("Etc/GMT+15", nil),
    ] as [(String, String?)])
  func suggestsOnlyNearNames(_ name: String, _ expected: String?) {
    #expect(ZoneData.nearest(to: name) == expected)
  }

  @Test(arguments: [
    ("CST", "Write the name of the place, such as America/Chicago or Asia/Shanghai."),
    ("est", "Write the name of the place, such as America/New_York."),
    (
      "GMT+1",
      "Write the name of the place in the form Europe/Paris; an offset knows no summer time."
    ),
    ("Narnia", "Write a name like Europe/Berlin"),
  ])
  func asksForThePlace(_ name: String, _ help: String) {
    let zone = Located(name, at: SourceSpan(file: FileID(0), lower: 0, upper: 1))
    let problem = CalendarProblem.unknownZone(nearest: ZoneData.nearest(to: name))
    let found = problem.diagnostic(of: zone, zone: zone)
    #expect(found.help == help)
    #expect(found.fix == nil)
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
