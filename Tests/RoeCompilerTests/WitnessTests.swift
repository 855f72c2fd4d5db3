import RoeCompiler
import RoeSource
import RoeTestSupport
import Testing

/// What is told about the behaviour of leads is shown by one to which it happens: a trace that the
/// machine has carried out, and again, before it is printed.
@Suite struct WitnessTests {
  @Test(arguments: Lint.all.map(\.code))
  func showsALeadToWhichItHappens(of code: Code) {
    let findings = compile(code.avoid).diagnostics.filter {
      $0.code.id == code.id && $0.severity >= .warning
    }
    for finding in findings {
      #expect(finding.hasTrace == (Self.withoutLead[code.id] == nil), "\(finding.message)")
    }
  }

  /// The other causes of the lints.
  @Test(arguments: LintCase.all.filter { Self.withoutWay[$0.testDescription] == nil })
  func showsALeadToWhichItHappens(in example: LintCase) {
    let lints = Set(Lint.all.map(\.code.id)).subtracting(Self.withoutLead.keys)
    for finding in compile(Example(example.rules)).diagnostics
    where finding.severity >= .warning && lints.contains(finding.code.id) {
      #expect(finding.hasTrace, "\(finding.code.id): \(finding.message)")
    }
  }

  /// The causes whose lead is told without a trace, and why.
  private static let withoutWay = [
    "another clock always ends the round": "no lead ever comes to the other clock",
    "nor after one that came along and counts in the hours of whoever had the lead before":
      "it takes a new owner, then a handoff, and then a no",
    "another day arms one of the clocks that count from it":
      "one event has to stop a clock while another field is edited",
  ]

  /// The findings of lints that no lead can show, and why.
  private static let withoutLead = [
    "ROE0105":
      "a word means two things; the lead that tells them apart is named, and nothing moves",
    "ROE0202": "what nothing uses changes nothing",
    "ROE0204": "about the words of the CRM, not the machine",
    "ROE0206": "about names",
    "ROE0304": "about who is in a team, or away",
    "ROE0303": "with a queue that nobody answers for there is no machine to play on",
    "ROE0405": "with steps out of order there is no machine to play on",
    "ROE0601": "no lead gets there",
    "ROE0701": "no lead fits the row",
    "ROE0709": "what is too complex to follow",
    "ROE1101": "about the years of the calendars",
    "ROE1104": "about a time of day in a calendar",
    "ROE1201": "about a date",
    "ROE1203": "about a date",
  ]
}

extension Diagnostic {
  fileprivate var hasTrace: Bool { notes.contains { $0.contains("like this:\n") } }
}
