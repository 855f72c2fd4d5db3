import RoeTestSupport

/// A field of a random rule set, and what can be asked of it.
struct RandomField: Equatable, Sendable {
  let id: String
  let declaration: String
  var detailOf: String?
  /// Tests in which `#` stands for one of the constants.
  let tests: [String]
  let constants: [String]

  func test(using random: inout SeededRandom) -> String {
    let missing = ["\(id) is missing", "\(id) is present", "\(id) is not missing"]
    let form =
      (Int.random(in: 0..<8, using: &random) == 0 ? missing : tests).randomElement(using: &random)
      ?? ""
    var text = ""
    // Ranges must not end before they begin.
    var places = (0..<form.count { $0 == "#" }).compactMap { _ in
      constants.indices.randomElement(using: &random)
    }.sorted()
    for character in form {
      text += character == "#" ? constants[places.removeFirst()] : String(character)
    }
    return text
  }

  /// Fields of different kinds.
  static func some(_ count: Int, using random: inout SeededRandom) -> [RandomField] {
    var kinds = kinds.shuffled(using: &random)
    if Int.random(in: 0..<4, using: &random) == 0, let place = kinds.firstIndex(of: .detail) {
      kinds.swapAt(0, place)
    }
    var fields: [RandomField] = []
    for kind in kinds.prefix(count) {
      let isOptional = Int.random(in: 0..<3, using: &random) > 0
      if kind == .detail, !fields.contains(where: { $0.id == "reason" }) {
        fields.append(make(.reason, isOptional: Bool.random(using: &random), using: &random))
      }
      if kind == .reason, fields.contains(where: { $0.id == "reason" }) { continue }
      fields.append(make(kind, isOptional: isOptional || kind == .detail, using: &random))
    }
    return fields
  }

  private enum Kind: CaseIterable {
    case flag, count, bounded, tries, budget, day, moment, text, pattern, person, choice, set,
      reason, detail
  }

  private static let kinds = Kind.allCases

  private static func make(
    _ kind: Kind, isOptional: Bool, using random: inout SeededRandom
  ) -> RandomField {
    let optional = isOptional ? ", optional: true" : ""
    func field(
      _ id: String, _ type: String, _ constants: [String], _ tests: [String],
      detailOf: String? = nil
    ) -> RandomField {
      RandomField(
        id: id, declaration: "{ type: \(type)\(kind == .tries ? "" : optional) }",
        detailOf: detailOf, tests: tests, constants: constants)
    }
    func ordered(_ id: String) -> [String] {
      ["<", "<=", ">", ">=", "=", "!="].map { "\(id) \($0) #" } + [
        "\(id) from # to #", "\(id) between # and #", "\(id) from # to below #", "\(id) is #",
        "\(id) is not #", "\(id) in [#, #]", "\(id) not in [#, #]",
      ]
    }
    func chosen(_ id: String) -> [String] {
      ["\(id) is #", "\(id) is not #", "\(id) in [#, #]", "\(id) not in [#, #, #]"]
    }
    func ages(_ id: String, _ lengths: [String]) -> [String] {
      lengths.flatMap { ["\(id) older than \($0)", "\(id) newer than \($0)"] }
    }
    switch kind {
    case .flag:
      return field(
        "consent", "boolean", ["true", "false"], ["consent", "consent is #", "consent is not #"])
    case .count:
      let bounds = ["", ", min: 1", ", max: 500", ", min: -10"].randomElement(using: &random) ?? ""
      return field(
        "employees", "integer\(bounds)", ["1", "2", "49", "50", "51", "199"], ordered("employees"))
    case .bounded:
      return field(
        "score", "integer, min: 0, max: 4", ["0", "1", "2", "3", "4"], ordered("score"))
    case .tries:
      return field("tries", "counter, max: 3", ["0", "1", "2", "3"], ordered("tries"))
    case .budget:
      return field(
        "budget", "money, currency: EUR",
        ["-1 EUR", "0 EUR", "4_999.99 EUR", "5_000 EUR", "50_000 EUR"], ordered("budget"))
    case .day:
      return field(
        "renewal", "date",
        ["2026-01-31", "2026-03-31", "2027-02-28", "2027-03-01", "2028-02-29"],
        [
          "renewal before #", "renewal after #", "renewal <= #", "renewal from # to #",
          "renewal is #",
          "renewal in [#, #]",
        ]
          + ages(
            "renewal",
            ["30 days", "31 days", "2 weeks", "1 month", "2 months", "1 quarter", "1 year"]))
    case .moment:
      return field(
        "created", "time", [], ages("created", ["2 hours", "90 minutes", "3 days", "72 hours"]))
    case .text:
      return field(
        "domain", "text", ["\"\"", "\"acme\"", "\"acme.de\"", "\"b\"", "\"über\""],
        ordered("domain")
          + ["domain is empty", "domain is not empty", "domain starts with #"])
    case .pattern:
      // Orders of texts are left to the other field: no solver knows strings and their order well.
      return field(
        "mail", "text",
        ["\"\"", "\"a\"", "\"ab\"", "\"ba\"", "\"aba\"", "\"@acme.de\"", "\".de\"", "\"ü\""],
        chosen("mail")
          + [
            "mail is empty", "mail starts with #", "mail ends with #", "mail ends with #",
            "mail contains #", "mail contains #",
          ])
    case .person:
      return field("rep", "person", ["dana", "eli", "lena"], chosen("rep"))
    case .choice:
      return field(
        "country", "enum, values: [DE, AT, CH, FR]", ["DE", "AT", "CH", "FR"], chosen("country"))
    case .set:
      return field(
        "interests", "set, values: [api, crm, reports]", ["api", "crm", "reports"],
        [
          "interests has #", "interests has any of [#, #]", "interests has all of [#, #]",
          "interests is empty", "interests is not empty",
        ])
    case .reason:
      return field(
        "reason", "enum, values: [price, timing, other]", ["price", "timing", "other"],
        chosen("reason"))
    case .detail:
      return field(
        "detail",
        "enum, detail_of: reason, values: { price: [dear, poor], timing: [later, never, poor] }",
        ["dear", "poor", "later", "never"], chosen("detail"), detailOf: "reason")
    }
  }
}
