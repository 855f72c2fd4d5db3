package import RoeMachine

/// A condition in the syntax of the rules, such as `score >= 60 and country in [AT, DE]`; what
/// the rules can say is read back as the same condition.
package func guardText(_ condition: Guard, in lifecycle: Lifecycle) -> String {
  GuardText(lifecycle: lifecycle).text(condition, inside: .or)
}

/// Writes conditions of one lifecycle.
package struct GuardText {
  let lifecycle: Lifecycle
  /// The day on which an instant falls. Effective dates have no syntax inside a condition.
  let day: (Int) -> String

  package init(
    lifecycle: Lifecycle,
    day: @escaping (Int) -> String = { CivilDate(instant: $0).description }
  ) {
    (self.lifecycle, self.day) = (lifecycle, day)
  }

  /// How strongly the words around a condition bind; weaker conditions get brackets.
  package enum Binding: Int { case or, and, not }

  package func text(_ condition: Guard, inside binding: Binding) -> String {
    switch condition {
    case .always: "always"
    case .all(let parts): joined(parts, .and, inside: binding)
    case .any(let parts): joined(parts, .or, inside: binding)
    case .not(.test(let field, .isMissing)): "\(name(field)) is not missing"
    case .not(.test(let field, .isPresent)): "\(name(field)) is not present"
    case .not(.test(let field, .isEmpty)): "\(name(field)) is not empty"
    case .not(let inner): "not " + text(inner, inside: .not)
    case .atLeast(let n, let parts):
      "at least \(n) of (\(parts.map { text($0, inside: .or) }.joined(separator: ", ")))"
    case .definition(let ref): lifecycle.definitions[ref].id
    case .test(let field, .age(let comparison, let age)):
      ages(name(field), comparison, self.age(age), inside: binding)
    case .test(let field, let test): self.test(field, test)
    case .clockFrom(let instant): "from \(day(instant))"
    case .clockBefore(let instant): "before \(day(instant))"
    case .activity(let ref, let seconds):
      "\(lifecycle.activities[ref].id) within \(length(seconds))"
    }
  }

  private func joined(_ parts: [Guard], _ mine: Binding, inside binding: Binding) -> String {
    guard let first = parts.first else { return mine == .or ? "not always" : "always" }
    if parts.count == 1 { return text(first, inside: binding) }
    // A list inside a list of its own kind keeps its brackets, so that it is read back as such.
    let inner: Binding = mine == .or ? .and : .not
    let text = parts.map { self.text($0, inside: inner) }
      .joined(separator: mine == .or ? " or " : " and ")
    return binding.rawValue > mine.rawValue ? "(\(text))" : text
  }

  private func name(_ field: Ref<Field>) -> String { lifecycle.fields[field].id }

  private func test(_ field: Ref<Field>, _ test: Test) -> String {
    let name = name(field)
    switch test {
    case .isMissing: return "\(name) is missing"
    case .isPresent: return "\(name) is present"
    case .isEmpty: return "\(name) is empty"
    case .compare(.equal, .boolean(true)): return name
    case .compare(let comparison, let value):
      return "\(name) \(comparison.sign) \(literal(value, for: field))"
    case .oneOf(let values): return "\(name) in \(list(values, for: field))"
    case .noneOf(let values): return "\(name) not in \(list(values, for: field))"
    case .startsWith(let text): return "\(name) starts with \(quoted(text))"
    case .endsWith(let text): return "\(name) ends with \(quoted(text))"
    case .contains(let text): return "\(name) contains \(quoted(text))"
    case .hasAny(let values):
      return "\(name) has any of \(list(values.map(Value.text), for: field))"
    case .hasAll(let values):
      return "\(name) has all of \(list(values.map(Value.text), for: field))"
    case .age(let comparison, let age):
      return ages(name, comparison, self.age(age), inside: .or)
    }
  }

  /// The rules say `older` and `newer` only; every other comparison of ages is made of these.
  private func ages(
    _ name: String, _ comparison: Comparison, _ age: String, inside binding: Binding
  ) -> String {
    let notOlder = "not \(name) older than \(age)"
    let notNewer = "not \(name) newer than \(age)"
    let text: String
    switch comparison {
    case .less: return "\(name) newer than \(age)"
    case .greater: return "\(name) older than \(age)"
    case .lessOrEqual: text = "\(name) is present and \(notOlder)"
    case .greaterOrEqual: text = "\(name) is present and \(notNewer)"
    case .equal: text = "\(name) is present and \(notOlder) and \(notNewer)"
    case .notEqual: text = "\(name) older than \(age) or \(name) newer than \(age)"
    }
    return binding == .or ? text : "(\(text))"
  }

  private func age(_ age: Age) -> String {
    switch age {
    case .days(let n): n == 1 ? "1 day" : "\(n) days"
    case .months(let n): Amount.months(n).words
    case .seconds(let n): length(n)
    }
  }

  private func length(_ seconds: Int) -> String {
    seconds == 0 ? "0 seconds" : Amount.seconds(seconds).words
  }

  private func list(_ values: [Value], for field: Ref<Field>) -> String {
    "[\(values.map { literal($0, for: field) }.joined(separator: ", "))]"
  }

  package func literal(_ value: Value, for field: Ref<Field>) -> String {
    switch (value, lifecycle.fields[field].type) {
    case (.missing, _): "missing"
    case (.boolean(let flag), _): flag ? "true" : "false"
    case (.integer(let n), .money(let currency)): "\(majorUnits(n, of: currency)) \(currency)"
    case (.integer(let n), _): String(n)
    case (.text(let text), .text): quoted(text)
    case (.text(let text), _): isPlainWord(text) ? text : quoted(text)
    case (.set(let values), _): "[\(values.map(quoted).joined(separator: ", "))]"
    }
  }

  private func quoted(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "\"")) ? "'\(text)'" : "\"\(text)\""
  }

  /// Whether a value is read as one word, and as nothing but a value.
  private func isPlainWord(_ text: String) -> Bool {
    if text.isEmpty || Self.keywords.contains(text) { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF:
        true
      default: "_-.+@/".utf8.contains(byte)
      }
    }
  }

  private static let keywords: Set<String> = [
    "always", "and", "empty", "in", "is", "missing", "no", "not", "or", "present",
  ]
}

extension Comparison {
  fileprivate var sign: String {
    switch self {
    case .equal: "is"
    case .notEqual: "is not"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}
