import RoeMachine
import Testing

import RoeCompiler
@testable import RoeReports

/// How lengths of time, amounts and conditions are told to people.
@Suite struct WordsTests {
  @Test(
    arguments: [
      (.businessSeconds(900), "15 business minutes", "within 15 business minutes"),
      (.seconds(3 * 86_400), "3 days", "within 3 days"),
      (.seconds(90 * 60), "90 minutes", "within 90 minutes"),
      (.seconds(36 * 3600), "36 hours", "within 36 hours"),
      (.seconds(7322), "2 hours, 2 minutes and 2 seconds", nil),
      (.businessSeconds(30 * 3600), "30 business hours", "within 30 business hours"),
      (.businessDays(1), "1 business day", "within 1 business day"),
      (.endOfBusinessDay(0), "the end of the business day", "by the end of the business day"),
      (
        .endOfBusinessDay(1), "the end of the next business day",
        "by the end of the next business day"
      ),
      (
        .endOfBusinessDay(11), "the end of the 11th business day",
        "by the end of the 11th business day"
      ),
      (.months(24), "2 years", "within 2 years"),
      (.months(1), "1 month", "within 1 month"),
      (.seconds(0), "0 minutes", "at once"),
      (.seconds(.max), "106751991167300 days, 15 hours, 30 minutes and 7 seconds", nil),
    ] as [(Amount, String, String?)])
  func amounts(amount: Amount, words: String, deadline: String?) {
    #expect(amount.words == words)
    if let deadline { #expect(amount.deadline == deadline) }
  }

  @Test(
    arguments: [
      (5_000_000, "EUR", "50,000"), (4990, "EUR", "49.90"), (-5, "EUR", "-0.05"), (0, "EUR", "0"),
      (1_234_567, "JPY", "1,234,567"), (1_234_567, "KWD", "1,234.567"),
      (.min, "EUR", "-92,233,720,368,547,758.08"),
    ] as [(Int, String, String)])
  func money(minor: Int, currency: String, words: String) {
    #expect(majorUnits(minor, of: currency, grouping: ",") == words)
  }

  @Test func conditionsInPlainEnglish() {
    let prose = Prose(
      names: Names(SmallTeam.file, roster: SmallTeam.roster), lifecycle: SmallTeam.lifecycle)
    let budget = Ref<Field>(0)
    let consent = Ref<Field>(1)
    let country = Ref<Field>(2)
    let score = Ref<Field>(6)
    let dach = Guard.test(country, .oneOf([.text("DE"), .text("AT"), .text("CH")]))
    let rich = Guard.test(budget, .compare(.greaterOrEqual, .integer(5_000_000)))
    let cases: [(Guard, String)] = [
      (dach, "country is DE, AT or CH"),
      (rich, "budget is at least 50,000 EUR"),
      (.test(consent, .compare(.equal, .boolean(true))), "consent is yes"),
      (.not(.test(country, .isMissing)), "country is known"),
      // On a missing field “is not” fails, and “not is” holds.
      (.test(country, .compare(.notEqual, .text("DE"))), "country is known and is not DE"),
      (.not(.test(country, .compare(.equal, .text("DE")))), "country is not DE or not known"),
      (.test(score, .compare(.notEqual, .integer(5))), "score is not 5"),
      (
        .all([rich, .any([dach, .definition(Ref(1))])]),
        "budget is at least 50,000 EUR and either country is DE, AT or CH or it counts as MQL"
      ),
      (
        .any([.all([rich, dach]), .not(.definition(Ref(1)))]),
        "budget is at least 50,000 EUR and country is DE, AT or CH, or it does not count as MQL"
      ),
      (
        .atLeast(2, of: [rich, dach, .always]),
        "at least 2 of these hold (budget is at least 50,000 EUR; country is DE, AT or CH; always)"
      ),
      (.activity(Ref(0), within: 14 * 86_400), "there was a touch in the last 14 days"),
      (.clockBefore(1_782_856_800_000), "it is before 2026-07-01"),
      (
        .test(country, .oneOf((1...40).map { .text("X\($0)") })),
        "country is one of 40 listed values (X1, X2, X3, …)"
      ),
    ]
    for (guarded, words) in cases { #expect(prose.condition(guarded) == words) }
  }
}
