import RoeSource
import Testing

@Suite struct NearNameTests {
  @Test(
    arguments: [
      ("dena", "dana"), ("Dana", "dana"), ("dnaa", "dana"), ("observd", "observed"), ("cat", "bat"),
      ("go", nil), ("g", nil), ("", nil), ("kate", nil), ("observation", nil),
      ("sdrs", "srds"),
    ] as [(String, String?)])
  func suggestsOnlyWhatIsNear(_ name: String, _ expected: String?) {
    let names = ["dana", "rat", "to", "observed", "bat", "x", "sdr", "srds"]
    #expect(nearName(to: name, among: names) == expected)
    #expect(nearName(to: name, among: names.reversed()) == expected)
  }

  @Test(
    arguments: [
      ("never_own", "never_owned_by"), ("never_inn", "never_in"), ("Never_Own", "never_owned_by"),
      ("call", "called_within"), ("cal", nil), ("never", nil), ("met", "met_by"),
      ("demo", "demo_request"), ("webina", "webinar"), ("calednar", "calendar"),
    ] as [(String, String?)])
  func suggestsWhatSomebodyHasBegunToWrite(_ text: String, _ expected: String?) {
    let names = [
      "when", "owned_by", "never_owned_by", "never_in", "called_within", "calendar", "met_by",
      "demo_request", "webinar",
    ]
    #expect(meantName(by: text, among: names) == expected)
    #expect(meantName(by: text, among: names.reversed()) == expected)
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "acb", 1), ("kitten", "sitting", 3),
    ("abcdef", "abcdef", 0), ("ca", "abc", 3),
  ])
  func countsSlips(_ a: String, _ b: String, _ distance: Int) {
    for limit in 0...4 {
      #expect(editDistance(a, b, atMost: limit) == (distance <= limit ? distance : nil))
      #expect(editDistance(b, a, atMost: limit) == (distance <= limit ? distance : nil))
    }
  }
}
