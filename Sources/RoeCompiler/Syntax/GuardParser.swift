import RoeMachine
import RoeSource

/// Reads a condition and types it against the fields, in one pass.
///
/// It stops at the first mistake in the words of one condition; names that nothing has are all told.
struct GuardParser {
  struct Mistake: Error {
    let diagnostic: Diagnostic
    /// The list of which nobody knows.
    var list: String?
  }

  let node: YAMLNode
  let scope: Scope
  let lists: [String: [Located<String>]]
  let constants: [String: String]
  var lexer: GuardLexer
  /// What the condition names, other than fields, as `Origins.used` has it.
  var uses: Set<String> = []
  /// Names in the condition that nothing has.
  private(set) var unknownNames: [Diagnostic] = []
  private var depth = 0

  init(
    _ node: YAMLNode, in scope: Scope, lists: [String: [Located<String>]],
    constants: [String: String]
  ) {
    self.node = node
    self.scope = scope
    self.lists = lists
    self.constants = constants
    lexer = node.withUTF8 { GuardLexer($0) }
  }

  mutating func parse() throws(Mistake) -> Guard {
    if lexer.token == .end {
      throw mistake("the condition is empty", help: "Leave the key out if it always holds.")
    }
    let result = try disjunction()
    guard lexer.token == .end else {
      throw mistake("I did not expect \(found) here", help: "Join conditions with “and” or “or”.")
    }
    return result
  }

  // MARK: Connectives

  private mutating func disjunction() throws(Mistake) -> Guard {
    let first = try conjunction()
    guard isWord("or") else { return first }
    var operands = [first]
    while accept("or") { operands.append(try conjunction()) }
    return .any(operands)
  }

  private mutating func conjunction() throws(Mistake) -> Guard {
    let first = try negation()
    guard isWord("and") else { return first }
    var operands = [first]
    while accept("and") { operands.append(try negation()) }
    return .all(operands)
  }

  private mutating func negation() throws(Mistake) -> Guard {
    depth += 1
    defer { depth -= 1 }
    if depth > 100 {
      throw mistake(
        "this condition is nested too deeply", help: "Give its parts names under definitions.")
    }
    if accept("not") || accept("no") { return .not(try negation()) }
    return try primary()
  }

  private mutating func primary() throws(Mistake) -> Guard {
    if accept("(") {
      let inner = try disjunction()
      try expect(")")
      return inner
    }
    if isWord("at") { return try atLeast() }
    guard case .word(let name) = lexer.token else {
      throw mistake("here belongs a field, a definition or an activity, not \(found)")
    }
    if let definition = scope.definitions[name] {
      uses.insert(RuleID.definition(scope.id, name))
      lexer.advance()
      return .definition(definition)
    }
    if let field = scope.fields[name] {
      lexer.advance()
      return try test(of: field, named: name)
    }
    if let activity = scope.activities[name] {
      uses.insert("\(scope.id)/activity/\(name)")
      lexer.advance()
      guard accept("within") else {
        throw mistake(
          "say within what time “\(name)” must have happened", help: "Write: \(name) within 14 days"
        )
      }
      return .activity(activity, within: try wallSeconds())
    }
    if name == "always" {
      lexer.advance()
      return .always
    }
    unknownNames.append(
      .unknownName(
        name, .field, .definition, .activity, at: span,
        among: Array(scope.fields.keys) + Array(scope.definitions.keys)
          + Array(scope.activities.keys)))
    skipTest()
    return .always
  }

  /// Goes on behind what is said about a name that nothing has.
  private mutating func skipTest() {
    var brackets = 0
    while lexer.token != .end {
      if brackets == 0, isWord("and") || isWord("or") || isSign(")") || isSign(",") { return }
      // `between 1 and 5` goes on after its “and”.
      if brackets == 0, isWord("between") {
        while lexer.token != .end, !isWord("and") { lexer.advance() }
      }
      if isSign("(") || isSign("[") { brackets += 1 }
      if isSign(")") || isSign("]") { brackets -= 1 }
      lexer.advance()
    }
  }

  private func isSign(_ sign: Unicode.Scalar) -> Bool {
    if case .sign(let byte) = lexer.token { UInt32(byte) == sign.value } else { false }
  }

  private mutating func atLeast() throws(Mistake) -> Guard {
    lexer.advance()
    guard accept("least"), case .word(let text) = lexer.token, let number = Int(text), number >= 0
    else {
      throw mistake("I expected: at least 2 of (…, …, …)")
    }
    lexer.advance()
    guard accept("of") else { throw mistake("I expected “of” and a list in brackets") }
    try expect("(")
    var operands = [try disjunction()]
    while accept(",") { operands.append(try disjunction()) }
    try expect(")")
    guard number <= operands.count else {
      throw mistake("at least \(number) of \(operands.count) can never be")
    }
    return .atLeast(number, of: operands)
  }

  // MARK: Tests of one field

  private mutating func test(of ref: Ref<Field>, named name: String) throws(Mistake) -> Guard {
    let field = scope.lifecycle.fields[ref]
    if isWord("is") {
      let start = lexer.range.lowerBound
      lexer.advance()
      let negated = accept("not")
      if isInList {
        throw mistake(
          "before a list stands “\(negated ? "not in" : "in")” without “is”",
          help: "Write: \(name) \(negated ? "not in" : "in") …",
          instead: negated ? "not in" : "in", at: start..<lexer.range.upperBound)
      }
      let plain: Test
      if accept("missing") {
        plain = .isMissing
      } else if accept("present") {
        plain = .isPresent
      } else if isWord("empty") {
        guard field.type.canBeEmpty else {
          throw mistake(
            "“\(name)” is never empty: it has a value, or it is missing",
            help: "Write: \(name) is \(negated ? "not " : "")missing", instead: "missing",
            at: lexer.range)
        }
        lexer.advance()
        plain = .isEmpty
      } else {
        let value = try literal(for: field)
        return .test(ref, .compare(negated ? .notEqual : .equal, value))
      }
      return negated ? .not(.test(ref, plain)) : .test(ref, plain)
    }
    if case .comparison(let sign) = lexer.token {
      return .test(ref, try comparison(sign, field: field))
    }
    if isWord("not") || isWord("in") {
      let negated = accept("not")
      guard accept("in") else { throw mistake("after “\(name) not” I expected “in”") }
      let values = try values(for: field)
      return .test(ref, negated ? .noneOf(values) : .oneOf(values))
    }
    if accept("between") {
      let low = try ordered(field)
      guard accept("and") else { throw mistake("I expected: \(name) between … and …") }
      return try range(ref, low, .lessOrEqual, try ordered(field), name)
    }
    if accept("from") {
      let low = try ordered(field)
      guard accept("to") else {
        throw mistake("I expected: \(name) from … to …, or from … to below …")
      }
      let upper: Comparison = accept("below") ? .less : .lessOrEqual
      return try range(ref, low, upper, try ordered(field), name)
    }
    if accept("before") { return .test(ref, .compare(.less, try ordered(field))) }
    if accept("after") { return .test(ref, .compare(.greater, try ordered(field))) }
    if isWord("older") || isWord("newer") { return .test(ref, try age(of: field)) }
    if let pattern = try textTest(field, name) { return .test(ref, pattern) }
    if case .boolean = field.type { return .test(ref, .compare(.equal, .boolean(true))) }
    throw mistake(
      "say what “\(name)” must be",
      help: "For example: \(name) is present, or \(name) \(Self.sample(of: field.type)).")
  }

  /// Whether the word `in` comes next, and a list after it.
  private var isInList: Bool {
    guard isWord("in") else { return false }
    var next = lexer
    next.advance()
    switch next.token {
    case .sign(let byte): return byte == UInt8(ascii: "[")
    case .word(let word): return lists[word] != nil
    default: return false
    }
  }

  private func range(
    _ ref: Ref<Field>, _ low: Value, _ upper: Comparison, _ high: Value, _ name: String
  ) throws(Mistake) -> Guard {
    if case .integer(let a) = low, case .integer(let b) = high, a > b {
      throw mistake("the range of “\(name)” ends before it begins")
    }
    return .all([.test(ref, .compare(.greaterOrEqual, low)), .test(ref, .compare(upper, high))])
  }

  private mutating func comparison(_ sign: String, field: Field) throws(Mistake) -> Test {
    let comparison: Comparison? =
      switch sign {
      case "=", "==": .equal
      case "!=", "<>": .notEqual
      case "<": .less
      case "<=": .lessOrEqual
      case ">": .greater
      case ">=": .greaterOrEqual
      default: nil
      }
    guard let comparison else {
      let meant = sign == "=>" ? ">=" : sign == "=<" ? "<=" : nil
      throw mistake("“\(sign)” is not a comparison", help: meant.map { "Write \($0)." })
    }
    lexer.advance()
    if comparison == .equal || comparison == .notEqual {
      return .compare(comparison, try literal(for: field))
    }
    return .compare(comparison, try ordered(field))
  }

  /// A value for a field whose values have an order.
  private mutating func ordered(_ field: Field) throws(Mistake) -> Value {
    switch field.type {
    case .boolean, .person, .choice, .set:
      throw mistake(
        "“\(field.id)” has no order; more or less means nothing for it", help: "Use is, or in […].")
    default: return try literal(for: field)
    }
  }

  private mutating func age(of field: Field) throws(Mistake) -> Test {
    let older = accept("older")
    if !older { lexer.advance() }
    guard accept("than") else { throw mistake("I expected “than” and a length of time") }
    let comparison: Comparison = older ? .greater : .less
    let amount = try amount()
    switch (field.type, amount) {
    case (.date, .seconds(let seconds)) where seconds % 86_400 == 0:
      return .age(comparison, .days(seconds / 86_400))
    case (.date, .months(let months)): return .age(comparison, .months(months))
    case (.instant, .seconds(let seconds)): return .age(comparison, .seconds(seconds))
    case (.date, _), (.instant, _):
      throw mistake(
        "the age of “\(field.id)” is counted in \(field.type == .date ? "days or months" : "hours or days")"
      )
    default: throw mistake("“\(field.id)” is not a date, so it has no age")
    }
  }

  private mutating func textTest(_ field: Field, _ name: String) throws(Mistake) -> Test? {
    let isSet = if case .set = field.type { true } else { false }
    if accept("has") {
      guard isSet else {
        throw mistake("“\(name)” holds one value, not several", help: "Use is, or in […].")
      }
      if accept("any") { return .hasAny(try texts(try ofValues(field))) }
      if accept("all") { return .hasAll(try texts(try ofValues(field))) }
      return .hasAny(try texts([try literal(for: field)]))
    }
    let kind: String
    if accept("contains") {
      if isSet { return .hasAny(try texts([try literal(for: field)])) }
      kind = "contains"
    } else if isWord("starts") || isWord("ends") {
      kind = accept("starts") ? "starts" : "ends"
      if kind == "ends" { lexer.advance() }
      guard accept("with") else { throw mistake("I expected “with” and a text in quotes") }
    } else {
      return nil
    }
    guard case .text = field.type else { throw mistake("“\(name)” is not a text") }
    guard case .text(let text) = try literal(for: field) else { return nil }
    switch kind {
    case "contains": return .contains(text)
    case "starts": return .startsWith(text)
    default: return .endsWith(text)
    }
  }

  private mutating func ofValues(_ field: Field) throws(Mistake) -> [Value] {
    guard accept("of") else { throw mistake("I expected “of” and a list in square brackets") }
    return try values(for: field)
  }

  private func texts(_ values: [Value]) throws(Mistake) -> [String] {
    values.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  // MARK: Tokens

  var span: SourceSpan { node.span(ofText: lexer.range) }

  var found: String {
    switch lexer.token {
    case .word(let text), .quoted(let text), .comparison(let text), .unexpected(let text):
      "“\(text.shortened)”"
    case .sign(let byte): "“\(Character(UnicodeScalar(byte)))”"
    case .unclosedQuote: "a quote that is never closed"
    case .end: "the end"
    }
  }

  func isWord(_ word: String) -> Bool {
    if case .word(let text) = lexer.token { text == word } else { false }
  }

  mutating func accept(_ text: String) -> Bool {
    let matches =
      switch lexer.token {
      case .word(let word): word == text
      case .sign(let byte): text.utf8.count == 1 && text.utf8.first == byte
      default: false
      }
    if matches { lexer.advance() }
    return matches
  }

  private mutating func expect(_ sign: String) throws(Mistake) {
    guard accept(sign) else { throw mistake("I expected “\(sign)” here, not \(found)") }
  }

  /// A mistake in some words for which others are written.
  private func mistake(
    _ message: String, help: String, instead: String, at words: Range<Int>
  ) -> Mistake {
    let span = node.span(ofText: words)
    return Mistake(
      diagnostic: Diagnostic(
        .badGuard, message, at: span, help: help,
        fix: Fix("write \(instead)", edits: [.init(replace: span, with: instead)])))
  }

  func mistake(_ message: String, help: String? = nil, code: Code = .badGuard) -> Mistake {
    Mistake(diagnostic: Diagnostic(code, message, at: span, help: help))
  }
}

extension FieldType {
  /// Whether a value of it may hold nothing: the empty text, the empty set.
  fileprivate var canBeEmpty: Bool {
    switch self {
    case .text, .set: true
    default: false
    }
  }
}
