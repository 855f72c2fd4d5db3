import RoeMachine
import RoeSource

/// Values in conditions, each checked against the field that it is compared with.
extension GuardParser {
  /// `[a, b]`, or the name of a list.
  mutating func values(for field: Field) throws(Mistake) -> [Value] {
    if accept("[") {
      var values: [Value] = []
      if accept("]") { throw mistake("the list is empty, so nothing is ever in it") }
      repeat { values.append(try literal(for: field, inList: true)) } while accept(",")
      guard accept("]") else { throw mistake("I expected “,” or “]”, not \(found)") }
      return values
    }
    guard case .word(let name) = lexer.token else {
      throw mistake("I expected a list in square brackets, or the name of a list")
    }
    guard let list = lists[name] else {
      throw Mistake(
        diagnostic: .unknownName(name, .list, at: span, among: lists.keys), list: name)
    }
    uses.insert("lists/\(name)")
    var values: [Value] = []
    for element in list {
      switch Self.value(element.value, quoted: true, for: field, scope: scope) {
      case .success(let value): values.append(value)
      case .failure(let problem):
        throw Mistake(
          diagnostic: Diagnostic(
            .wrongShape, "the list “\(name)” does not fit “\(field.id)”: \(problem.text)", at: span,
            labels: [.init("this value", at: element.span)]))
      }
    }
    lexer.advance()
    return values
  }

  private mutating func constant(_ name: String) -> String? {
    guard let value = constants[name] else { return nil }
    uses.insert("constants/\(name)")
    return value
  }

  mutating func literal(for field: Field, inList: Bool = false) throws(Mistake) -> Value {
    let isQuoted: Bool
    var isConstant = false
    var text: String
    switch lexer.token {
    case .word(let word):
      if let found = Diagnostic.lookAlikeQuote(word, at: span, instead: "\"") {
        throw Mistake(diagnostic: found)
      }
      isConstant = constants[word] != nil
      (isQuoted, text) = (false, constant(word) ?? word)
    case .quoted(let quoted): (isQuoted, text) = (true, quoted)
    case .unclosedQuote: throw mistake("this quote is never closed")
    default: throw mistake("here belongs a value for “\(field.id)”, not \(found)")
    }
    let start = lexer.range.lowerBound
    var end = lexer.range.upperBound
    lexer.advance()
    if !isQuoted, !isConstant,
      let number = foreignNumber(text, from: start, for: field, inList: inList)
    {
      text = number
      end = start + number.utf8.count
    }
    if case .money = field.type, !isQuoted, text.utf8.last?.isASCIIDigit == true,
      case .word(let currency) = lexer.token,
      currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0) })
    {
      text += " " + currency
      end = lexer.range.upperBound
      lexer.advance()
    }
    switch Self.value(text, quoted: isQuoted, for: field, scope: scope) {
    case .success(let value): return value
    case .failure(let problem):
      throw Mistake(
        diagnostic: problem.diagnostic(at: node.span(ofText: start..<end), isQuoted: isQuoted))
    }
  }

  /// Takes the rest of a number that a comma or a space cuts: `5,000`, `5 000`. In a list commas
  /// stand between numbers, though not within an amount, which ends with its currency.
  private mutating func foreignNumber(
    _ word: String, from start: Int, for field: Field, inList: Bool
  ) -> String? {
    let decimals: Int
    switch field.type {
    case .money(let currency): decimals = Currency.digits(currency)
    case .integer where !inList, .counter where !inList: decimals = 0
    default: return nil
    }
    var found: String?
    var number = word
    var next = lexer
    while number.utf8.allSatisfy({ $0.isASCIIDigit || "-., ".utf8.contains($0) }) {
      let end = start + number.utf8.count
      let hasComma = next.token == .sign(UInt8(ascii: ",")) && next.range.lowerBound == end
      if hasComma { next.advance() }
      guard case .word(let group) = next.token, next.range.lowerBound == end + 1,
        hasComma
          ? group.utf8.first?.isASCIIDigit == true
          : group.utf8.count == 3 && group.utf8.allSatisfy(\.isASCIIDigit)
      else { break }
      number += (hasComma ? "," : " ") + group
      next.advance()
      if inList, WrittenNumber(number)?.readings(decimals: decimals).isEmpty ?? true { continue }
      (found, lexer) = (number, next)
    }
    return found
  }

  struct Problem: Error {
    var text: String
    var help: String?
    /// The value that was probably meant.
    var instead: String?
    var code: Code = .wrongShape

    /// The finding at a place; a fix writes the value with quotes where there were some.
    func diagnostic(at span: SourceSpan, prefix: String = "", isQuoted: Bool = false) -> Diagnostic
    {
      Diagnostic(
        code, prefix + text, at: span, help: help ?? instead.map { "Did you mean “\($0)”?" },
        fix: instead.map {
          Fix("write \($0)", edits: [.init(replace: span, with: isQuoted ? "\"\($0)\"" : $0)])
        })
    }
  }

  static func value(_ text: String, quoted: Bool, for field: Field, scope: Scope) -> Result<
    Value, Problem
  > {
    switch field.type {
    case .boolean:
      if text == "true" || text == "yes" { return .success(.boolean(true)) }
      if text == "false" || text == "no" { return .success(.boolean(false)) }
      return .failure(Problem(text: "“\(field.id)” is true or false, never “\(text.shortened)”"))
    case .integer(let min, let max): return integer(text, field, min, max)
    case .counter(let max): return integer(text, field, 0, max)
    case .money(let currency): return money(text, field, currency)
    case .date:
      if CivilDate(text) != nil { return .success(.text(text)) }
      return .failure(
        Problem(text: "“\(field.id)” is a date such as 2027-01-31, never “\(text.shortened)”"))
    case .instant:
      return .failure(
        Problem(
          text: "“\(field.id)” is a moment in time",
          help: "Ask for its age: \(field.id) older than 2 days."))
    case .text: return .success(.text(text))
    case .person:
      if scope.people.contains(text) { return .success(.text(text)) }
      return .failure(
        Problem(
          text: "there is no person called “\(text.shortened)”",
          instead: nearName(to: text, among: scope.people),
          code: .unknownName))
    case .choice(let values), .set(let values):
      let isKnown = scope.fields[field.id].flatMap { scope.choices[$0]?.contains(text) }
      if isKnown ?? values.contains(text) { return .success(.text(text)) }
      let isCountry = values == Countries.codes
      let instead =
        isCountry ? Countries.code(meantBy: text) : meantName(by: text, among: values)
      let choice =
        isCountry
        ? "Write the country's two-letter code, such as NO."
        : values.count <= 12 ? "It is one of \(values.joined(separator: ", "))." : nil
      return .failure(
        Problem(
          text: "“\(field.id)” can never be “\(text.shortened)”",
          help: instead == nil ? choice : nil,
          instead: instead))
    }
  }

  private static func integer(_ text: String, _ field: Field, _ min: Int?, _ max: Int?)
    -> Result<Value, Problem>
  {
    guard let number = Int(text.replacing("_", with: "")),
      (-Lowering.greatestInteger...Lowering.greatestInteger).contains(number)
    else {
      if let problem = separators(in: text, decimals: 0) { return .failure(problem) }
      return .failure(Problem(text: "“\(field.id)” is a whole number, never “\(text.shortened)”"))
    }
    if let min, number < min {
      return .failure(
        Problem(text: "“\(field.id)” is never below \(min), so \(number) means nothing here"))
    }
    if let max, number > max {
      return .failure(
        Problem(text: "“\(field.id)” is never above \(max), so \(number) means nothing here"))
    }
    return .success(.integer(number))
  }

  private static func money(_ text: String, _ field: Field, _ currency: String)
    -> Result<Value, Problem>
  {
    let words = text.split(separator: " ")
    let unit =
      words.count > 1 ? words.last.flatMap { $0.contains(where: \.isNumber) ? nil : $0 } : nil
    let number = (unit == nil ? words : words.dropLast()).joined(separator: " ")
    guard let amount = Currency.minorUnits(number, of: currency) else {
      let foreign = separators(
        in: number, decimals: Currency.digits(currency), unit: unit.map(String.init) ?? currency)
      return .failure(
        foreign
          ?? Problem(
            text: "“\(field.id)” is an amount such as 50000 \(currency), never “\(text.shortened)”")
      )
    }
    guard let unit else {
      return .failure(
        Problem(
          text: "\(number) what? “\(field.id)” is an amount in \(currency)",
          help: "Write \(number) \(currency).", instead: "\(number) \(currency)",
          code: .unitMissing))
    }
    guard unit == currency else {
      return .failure(
        Problem(
          text: "“\(field.id)” is in \(currency), and this is in \(unit)",
          help: "Compare it with an amount in \(currency).",
          code: .unitMissing))
    }
    return .success(.integer(amount))
  }

  /// A number in the way of one country, if that is what it is.
  private static func separators(in text: String, decimals: Int, unit: String? = nil) -> Problem? {
    guard let number = WrittenNumber(text) else { return nil }
    let unit = unit.map { " " + $0 } ?? ""
    let (help, instead) = number.advice(decimals: decimals, unit: unit)
    return Problem(
      text: "“\(text.shortened)” \(WrittenNumber.message)", help: help, instead: instead,
      code: .formattedNumber)
  }

  /// A length of time in the middle of a condition: a number and one or two words.
  mutating func amount() throws(Mistake) -> Amount {
    guard case .word(let number) = lexer.token else {
      throw mistake("here belongs a length of time such as 30 days")
    }
    lexer.advance()
    if let constant = constant(number), case .amount(let amount) = Lowering.amount(constant) {
      return amount
    }
    guard case .word(let unit) = lexer.token else {
      throw mistake("“\(number)” what?", help: "Write \(number) days.", code: .unitMissing)
    }
    guard case .amount(let amount) = Lowering.amount("\(number) \(unit)") else {
      throw mistake(
        "“\(number) \(unit)” is not a length of time that a condition can ask for",
        help: "Use minutes, hours, days, weeks or months.")
    }
    lexer.advance()
    return amount
  }

  mutating func wallSeconds() throws(Mistake) -> Int {
    guard case .seconds(let seconds) = try amount() else {
      throw mistake("here belongs a length of time in minutes, hours or days")
    }
    return seconds
  }

  static func sample(of type: FieldType) -> String {
    switch type {
    case .boolean: "is true"
    case .integer, .counter: ">= 10"
    case .money(let currency): ">= 10000 \(currency)"
    case .date: "older than 30 days"
    case .instant: "older than 2 hours"
    case .text: "contains \"…\""
    case .person: "is present"
    case .choice(let values): "is \(values.first ?? "…")"
    case .set(let values): "has \(values.first ?? "…")"
    }
  }
}

/// Currencies and their minor units (ISO 4217).
package enum Currency {
  /// The codes of currencies that people call by their names.
  static let usualNames = [
    "euro": "EUR", "euros": "EUR", "€": "EUR", "dollar": "USD", "dollars": "USD", "$": "USD",
    "us dollar": "USD", "pound": "GBP", "pounds": "GBP", "£": "GBP", "sterling": "GBP",
    "franc": "CHF", "francs": "CHF", "yen": "JPY", "¥": "JPY", "krone": "NOK", "krona": "SEK",
    "zloty": "PLN", "rupee": "INR", "rupees": "INR", "yuan": "CNY",
  ]

  package static func digits(_ code: String) -> Int {
    switch code {
    case "JPY", "KRW", "CLP", "ISK", "VND", "PYG", "UGX", "XAF", "XOF", "XPF", "RWF", "KMF", "GNF",
      "DJF", "BIF",
      "VUV":
      0
    case "BHD", "KWD", "OMR", "JOD", "TND", "IQD", "LYD": 3
    default: 2
    }
  }

  /// The codes in use.
  static let codes = Set(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
    CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD \
    HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD \
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN \
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY \
    TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split(separator: " ").map(String.init))

  static func isCode(_ text: String) -> Bool {
    codes.contains(text)
  }

  /// Reads `50000`, `50_000` or `49.90`.
  package static func minorUnits(_ text: some StringProtocol, of code: String) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(String(parts[0]).replacing("_", with: "")) else {
      return nil
    }
    let digits = digits(code)
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    guard fraction.utf8.count <= digits, fraction.utf8.allSatisfy(\.isASCIIDigit) else {
      return nil
    }
    fraction += String(repeating: "0", count: digits - fraction.utf8.count)
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let (scaled, overflow) = whole.multipliedReportingOverflow(by: scale)
    let cents = Int(fraction) ?? 0
    guard !overflow, abs(scaled) <= Lowering.greatestInteger else { return nil }
    return whole < 0 ? scaled - cents : scaled + cents
  }
}
