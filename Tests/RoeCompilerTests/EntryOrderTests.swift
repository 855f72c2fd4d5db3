import RoeCompiler
import RoeSource
import Testing

/// What is said of entries that fit the same new leads.
@Suite struct EntryOrderTests {
  @Test(arguments: [
    ("score >= 50", "score <= 50", 1), ("score >= 50", "score < 50", 0),
    ("score >= 50", "true", 0), ("score > 90", "score > 50 or score <= 50", 0),
  ])
  func tellsWhereOnlyTheOrderDecides(first: String, second: String, count: Int) {
    let found = compiled(first, second, "true").filter { $0.code.id == "ROE0705" }
    #expect(found.count == count)
    for finding in found {
      #expect(finding.message.contains("score 50"))
      #expect(finding.notes.contains { $0.contains("captured") })
    }
  }

  @Test(arguments: [
    ("score >= 50", "score > 90", 1), ("score >= 50", "score > 90 or score < 10", 0),
    ("score >= 50", "score > 100", 1),
  ])
  func tellsWhereNoneIsLeft(first: String, second: String, count: Int) {
    let found = compiled(first, second, "true").filter { $0.code.id == "ROE0603" }
    #expect(found.count == count)
  }

  private func compiled(_ entries: String...) -> [Diagnostic] {
    let states = entries.enumerated().map {
      "  s\($0): { owner: lena, entry: \"\($1)\", clocks: [{ after: 30 days, to: lost }] }"
    }
    return compile(
      Example(
        "fields:\n  score: { type: integer, min: 0, max: 100 }\nstates:\n"
          + states.joined(separator: "\n"))
    ).diagnostics
  }
}
