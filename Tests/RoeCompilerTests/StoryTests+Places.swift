import RoeSource
import Testing

/// What is said of clocks, tables and states is what the lead that is shown meets there.
extension StoryTests {
  @Test func otherClocksOfAPauseAreToldUntilTheyEnd() throws {
    let (found, text) = try finding(
      "ROE0412",
      """
      fields:
        day: { type: date, optional: true }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 10 days, not_before: day, to: lost }, { after: 90 days, owner: kim }]
          moves: [{ event: done, to: won }]
      """)
    #expect(
      found.labels.map(\.text) == [
        "this waits for it", "after its last step the lead stays here, and it does not run again",
      ], "\(text)")
    #expect(
      found.notes.first?.hasSuffix("apart from what the other clocks do before they end.") == true,
      "\(text)")
  }
}
