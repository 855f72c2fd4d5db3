import RoeCompiler
import RoeMachine
import RoeReports
import RoeSource
import RoeTestSupport
import Testing

/// A condition that is written out is read back as the same condition.
@Suite struct GuardTextTests {
  /// The fields by which every kind of test can be made.
  private static let fields = [
    Field(id: "amount", type: .money(currency: "EUR"), isOptional: true),
    Field(id: "consent", type: .boolean),
    Field(id: "country", type: .choice(["AT", "DE", "is", "not known", "x-1"]), isOptional: true),
    Field(id: "renewal", type: .date, isOptional: true),
    Field(id: "score", type: .integer(min: -10, max: 1000)),
    Field(id: "seen", type: .instant, isOptional: true),
    Field(id: "title", type: .text, isOptional: true),
    Field(id: "topics", type: .set(["a", "b b"]), isOptional: true),
    Field(id: "yen", type: .money(currency: "JPY")),
  ]

  private static let rules = """
    roe: 1
    name: Conditions
    maintained_by: sam
    fields:
      amount: { type: money, currency: EUR, optional: true }
      consent: { type: boolean }
      country: { type: enum, values: [AT, DE, "is", "not known", x-1], optional: true }
      renewal: { type: date, optional: true }
      score: { type: integer, min: -10, max: 1000 }
      seen: { type: time, optional: true }
      title: { type: text, optional: true }
      topics: { type: set, values: [a, b b], optional: true }
      yen: { type: money, currency: JPY }
    events:
      called: { by: [lead] }
    activities:
      touch: { any: [called] }
    definitions:
      known: { when: score > 0 }

    """

  private static let lifecycle = Lifecycle(
    id: "lead", fields: fields, events: [Event(id: "called", by: [.lead])],
    activities: [Activity(id: "touch", events: [Ref(0)])],
    definitions: [
      Definition(id: "known", when: .test(Ref(4), .compare(.greater, .integer(0))))
    ])

  /// What the compiler makes of conditions that are written as texts.
  private func read(_ conditions: [String]) -> [Guard] {
    var yaml = Self.rules
    for (number, text) in conditions.enumerated() {
      // A literal block: whatever quotes the condition has, YAML leaves them alone.
      yaml += "  x\(1000 + number):\n    when: |-\n      \(text)\n"
    }
    let compiled = compile([SourceText(name: "a.roe.yaml", text: yaml)]) { _ in
      .failure("there is no other file")
    }
    let wrong = compiled.diagnostics.filter {
      $0.severity == .error && $0.message.contains("condition")
    }
    #expect(wrong.isEmpty, "\(wrong.map(\.message))")
    let definitions = compiled.file.meaning.lifecycles.first?.definitions ?? []
    return definitions.filter { $0.id.hasPrefix("x") }.map(\.when)
  }

  @Test func everyKindOfTestIsWrittenAsTheLanguageSaysIt() {
    let amount = Ref<Field>(0)
    let country = Ref<Field>(2)
    let cases: [(Guard, String)] = [
      (.always, "always"),
      (.test(Ref(1), .compare(.equal, .boolean(true))), "consent"),
      (.test(Ref(1), .compare(.equal, .boolean(false))), "consent is false"),
      (.not(.test(Ref(1), .compare(.equal, .boolean(true)))), "not consent"),
      (.test(amount, .compare(.greaterOrEqual, .integer(5_000_000))), "amount >= 50000 EUR"),
      (.test(amount, .compare(.less, .integer(4990))), "amount < 49.90 EUR"),
      (.test(Ref(8), .compare(.less, .integer(500))), "yen < 500 JPY"),
      (
        .test(country, .oneOf([.text("AT"), .text("not known")])), "country in [AT, \"not known\"]"
      ),
      (.test(country, .noneOf([.text("is")])), "country not in [\"is\"]"),
      (.test(country, .compare(.notEqual, .text("x-1"))), "country is not x-1"),
      (.test(country, .isMissing), "country is missing"),
      (.not(.test(country, .isPresent)), "country is not present"),
      (.test(Ref(6), .startsWith("a \"b\"")), "title starts with 'a \"b\"'"),
      (.test(Ref(6), .endsWith(".de")), "title ends with \".de\""),
      (.test(Ref(6), .contains("x")), "title contains \"x\""),
      (.test(Ref(6), .isEmpty), "title is empty"),
      (.test(Ref(7), .hasAny(["a", "b b"])), "topics has any of [a, \"b b\"]"),
      (.test(Ref(7), .hasAll(["a", "b b"])), "topics has all of [a, \"b b\"]"),
      (.test(Ref(3), .compare(.less, .text("2026-01-31"))), "renewal < 2026-01-31"),
      (.test(Ref(3), .age(.greater, .days(30))), "renewal older than 30 days"),
      (.test(Ref(3), .age(.less, .months(1))), "renewal newer than 1 month"),
      (.test(Ref(5), .age(.greater, .seconds(7200))), "seen older than 2 hours"),
      (.activity(Ref(0), within: 14 * 86_400), "touch within 14 days"),
      (.definition(Ref(0)), "known"),
      (
        .atLeast(2, of: [.definition(Ref(0)), .test(country, .isMissing), .always]),
        "at least 2 of (known, country is missing, always)"
      ),
      (
        .all([.any([.definition(Ref(0)), .always]), .not(.all([.always, .always]))]),
        "(known or always) and not (always and always)"
      ),
      (
        .any([.all([.definition(Ref(0)), .always]), .any([.always, .always])]),
        "known and always or (always or always)"
      ),
    ]
    let texts = cases.map { guardText($0.0, in: Self.lifecycle) }
    for (text, expected) in zip(texts, cases.map(\.1)) { #expect(text == expected) }
    let back = read(texts)
    #expect(back.count == cases.count)
    for (guarded, expected) in zip(back, cases.map(\.0)) { #expect(guarded == expected) }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func randomConditionsComeBack(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let conditions = (0..<150).map { _ in Self.condition(depth: 3, &random) }
    let texts = conditions.map { guardText($0, in: Self.lifecycle) }
    let back = read(texts)
    #expect(back.count == conditions.count, "seed \(seed)")
    for (guarded, (expected, text)) in zip(back, zip(conditions, texts)) {
      #expect(guarded == expected, "seed \(seed): \(text)")
    }
  }

  /// A condition that the language can say, in the form in which it is read.
  private static func condition(depth: Int, _ random: inout SeededRandom) -> Guard {
    let kind = depth == 0 ? 4 : Int.random(in: 0..<8, using: &random)
    func parts(_ range: ClosedRange<Int>, _ random: inout SeededRandom) -> [Guard] {
      (0..<Int.random(in: range, using: &random)).map { _ in condition(depth: depth - 1, &random) }
    }
    switch kind {
    case 0: return .all(parts(2...3, &random))
    case 1: return .any(parts(2...3, &random))
    case 2: return .not(condition(depth: depth - 1, &random))
    case 3:
      let operands = parts(1...3, &random)
      return .atLeast(Int.random(in: 0...operands.count, using: &random), of: operands)
    default: return leaf(&random)
    }
  }

  private static func leaf(_ random: inout SeededRandom) -> Guard {
    let comparison = Comparison.allCases.randomElement(using: &random) ?? .equal
    let number = Int.random(in: 0...900, using: &random)
    switch Int.random(in: 0..<11, using: &random) {
    case 0: return .test(Ref(0), .compare(comparison, .integer(number * 37)))
    case 1: return .test(Ref(1), .compare(.equal, .boolean(number.isMultiple(of: 2))))
    case 2: return .test(Ref(2), .oneOf([.text("DE"), .text("not known")]))
    case 3: return .test(Ref(2), number.isMultiple(of: 2) ? .isMissing : .isPresent)
    case 4: return .test(Ref(3), .age(number < 400 ? .less : .greater, .days(number)))
    case 5: return .test(Ref(4), .compare(comparison, .integer(number)))
    case 6: return .test(Ref(5), .age(number < 400 ? .less : .greater, .seconds(number)))
    case 7: return .test(Ref(6), .contains("it's \(number)"))
    case 8: return .test(Ref(7), .hasAll(["b b"]))
    case 9: return .activity(Ref(0), within: 60 * number)
    default: return .definition(Ref(0))
    }
  }
}
