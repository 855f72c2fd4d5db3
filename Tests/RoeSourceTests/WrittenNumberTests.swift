import RoeSource
import Testing

@Suite struct WrittenNumberTests {
  @Test(
    arguments: [
      ("1,200", 2, ["1200"]), ("1.200", 2, ["1200", "1.20"]), ("1.234", 2, ["1234"]),
      ("1.000", 0, ["1000", "1"]), ("1.200", 0, ["1200"]), ("1.000,00", 0, []),
      ("1,200", 3, ["1200", "1.200"]),
      ("1'200", 0, ["1200"]), ("1 200", 0, ["1200"]), ("-1,200", 0, ["-1200"]),
      ("1,234,567", 2, ["1234567"]), ("12,34,567", 0, ["1234567"]),
      ("4,999.99", 2, ["4999.99"]), ("4.999,99", 2, ["4999.99"]), ("1.234.567,5", 2, ["1234567.5"]),
      ("999,99", 2, ["999.99"]), ("999,9", 2, ["999.9"]), ("999,99", 0, []),
      ("0,500", 2, []), ("1,5000", 2, []), ("1234,567", 2, []), ("1,2,3", 2, []),
      ("4,999.99", 0, []), ("4,999.00", 0, ["4999"]),
    ] as [(String, Int, [String])])
  func saysWhatItMayMean(_ text: String, _ decimals: Int, _ expected: [String]) throws {
    #expect(try #require(WrittenNumber(text)).readings(decimals: decimals) == expected)
  }

  @Test(arguments: [
    "", "-", "12", "-12", ",5", "a,b", "1,b", "5,000 GBP", "1_000", "1,", "1, 2", "1,.5",
  ])
  func leavesOtherTextsAlone(_ text: String) {
    #expect(WrittenNumber(text) == nil)
  }
}
