import RoeCompiler
import RoeMachine

extension Prose {
  /// A condition in words: `score is at least 60 and consent is yes`.
  func condition(_ guarded: Guard) -> String {
    switch guarded {
    case .always: return "always"
    case .all(let parts):
      if parts.isEmpty { return "always" }
      return parts.map(conjunct).joined(separator: " and ")
    case .any(let parts):
      if parts.isEmpty { return "never" }
      let separator = parts.contains(where: \.isConjunction) ? ", or " : " or "
      return parts.map { condition($0) }.joined(separator: separator)
    case .not(let inner): return negation(inner)
    case .atLeast(let n, let parts):
      let list = parts.map { condition($0) }.joined(separator: "; ")
      return "at least \(n) of these hold (\(list))"
    case .definition(let ref): return "it counts as \(definition(ref))"
    case .test(let field, let test): return self.test(field, test)
    case .clockFrom(let instant): return "it is \(machine.day(instant)) or later"
    case .clockBefore(let instant): return "it is before \(machine.day(instant))"
    case .activity(let ref, let seconds):
      return "there was \(activity(ref).withArticle) in the last \(clockWords(seconds, ""))"
    }
  }

  /// A part of an `and`: alternatives are held together by `either`.
  private func conjunct(_ guarded: Guard) -> String {
    guard case .any(let parts) = guarded, parts.count > 1 else { return condition(guarded) }
    return "either \(condition(guarded))"
  }

  /// `not` is the plain complement: it holds for a missing field too, and says so.
  private func negation(_ inner: Guard) -> String {
    switch inner {
    case .not(let twice): return condition(twice)
    case .definition(let ref): return "it does not count as \(definition(ref))"
    case .activity(let ref, let seconds):
      return "there was no \(activity(ref)) in the last \(clockWords(seconds, ""))"
    case .test(let ref, .isMissing): return test(ref, .isPresent)
    case .test(let ref, .isPresent): return test(ref, .isMissing)
    case .test(let ref, .compare(.equal, .boolean(true))): return "\(field(ref)) is not yes"
    case .test(let ref, .compare(.equal, let value)):
      return notKnownOr(ref, "is not \(self.value(value, of: ref))")
    case .test(let ref, .oneOf(let values)):
      return notKnownOr(ref, "is none of \(list(values, of: ref, "and"))")
    case .clockFrom(let instant): return condition(.clockBefore(instant))
    case .clockBefore(let instant): return condition(.clockFrom(instant))
    case .any(let parts) where !parts.isEmpty:
      return "none of these hold (\(parts.map { condition($0) }.joined(separator: "; ")))"
    default: return "it is not so that \(condition(inner))"
    }
  }

  private func notKnownOr(_ ref: Ref<Field>, _ words: String) -> String {
    let name = field(ref)
    return lifecycle.fields[ref].isOptional ? "\(name) \(words) or not known" : "\(name) \(words)"
  }

  private func test(_ ref: Ref<Field>, _ test: Test) -> String {
    let name = field(ref)
    switch test {
    case .isMissing: return "\(name) is not known"
    case .isPresent: return "\(name) is known"
    case .isEmpty: return "\(name) is empty"
    case .compare(let comparison, let value): return comparing(ref, comparison, value)
    case .oneOf(let values): return "\(name) is \(list(values, of: ref, "or"))"
    case .noneOf(let values): return butNot(ref, "none of \(list(values, of: ref, "and"))")
    case .startsWith(let text): return "\(name) starts with \(text.quoted)"
    case .endsWith(let text): return "\(name) ends with \(text.quoted)"
    case .contains(let text): return "\(name) contains \(text.quoted)"
    case .hasAny(let values):
      return "\(name) includes \(list(values.map(Value.text), of: ref, "or"))"
    case .hasAll(let values):
      return "\(name) includes \(list(values.map(Value.text), of: ref, "and"))"
    case .age(let comparison, let age):
      return "\(name) is \(comparison.quantity) \(age.words) ago"
    }
  }

  private func comparing(_ ref: Ref<Field>, _ comparison: Comparison, _ value: Value) -> String {
    let words = self.value(value, of: ref)
    let name = field(ref)
    switch (comparison, lifecycle.fields[ref].type) {
    case (.equal, _): return "\(name) is \(words)"
    case (.notEqual, _): return butNot(ref, words, only: "not")
    case (_, .date), (_, .instant):
      let relation =
        switch comparison {
        case .less: "before"
        case .lessOrEqual: "on or before"
        case .greater: "after"
        default: "on or after"
        }
      return "\(name) is \(relation) \(words)"
    default: return "\(name) is \(comparison.quantity) \(words)"
    }
  }

  /// These tests fail on a missing field, which only an optional one can be.
  private func butNot(_ ref: Ref<Field>, _ words: String, only negation: String = "") -> String {
    let words = negation.isEmpty ? words : "\(negation) \(words)"
    let isOptional = lifecycle.fields[ref].isOptional
    return isOptional ? "\(field(ref)) is known and is \(words)" : "\(field(ref)) is \(words)"
  }

  /// Long lists are for spreadsheets: people are told how long they are and how they begin.
  private func list(_ values: [Value], of ref: Ref<Field>, _ word: String) -> String {
    if values.count <= 12 { return listed(values.map { value($0, of: ref) }, word) }
    let first = values.prefix(3).map { value($0, of: ref) }.joined(separator: ", ")
    return "\(word == "or" ? "one of " : "")\(values.count) listed values (\(first), …)"
  }

  /// A value as people write it: `50,000 EUR`, `yes`, `web form`.
  func value(_ value: Value, of ref: Ref<Field>) -> String {
    switch (value, lifecycle.fields[ref].type) {
    case (.missing, _): "nothing"
    case (.boolean(let flag), _): flag ? "yes" : "no"
    case (.integer(let n), .money(let currency)):
      "\(majorUnits(n, of: currency, grouping: ",")) \(currency.oneLine)"
    case (.integer(let n), .instant): machine.moment(n)
    case (.integer(let n), _): String(n)
    case (.text(let text), .choice): text.oneLine.asChoice
    case (.text(let text), .person): names.person(text)
    case (.text(let text), .date): text.oneLine
    case (.text(let text), .set): text.oneLine.asChoice
    case (.text(let text), _): text.quoted
    case (.set(let values), _):
      values.isEmpty ? "nothing" : listed(values.map(\.oneLine.asChoice), "and")
    }
  }
}

extension Comparison {
  /// For quantities: `at least 60`.
  fileprivate var quantity: String {
    switch self {
    case .equal: "exactly"
    case .notEqual: "not"
    case .less: "less than"
    case .lessOrEqual: "at most"
    case .greater: "more than"
    case .greaterOrEqual: "at least"
    }
  }
}

extension Guard {
  fileprivate var isConjunction: Bool {
    if case .all(let parts) = self { parts.count > 1 } else { false }
  }
}

extension Age {
  fileprivate var words: String {
    switch self {
    case .days(let n): n.of("day")
    case .months(let n): n.of("month")
    case .seconds(let n): clockWords(n, "")
    }
  }
}

extension String {
  var quoted: String { "“\(oneLine)”" }
  /// A declared value: `web_form` reads `web form`, but `DE` and `Web-Form` stay as they are.
  fileprivate var asChoice: String {
    let isID = utf8.allSatisfy {
      $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0) || $0 > 0x60
    }
    return isID ? asWords : self
  }
  var withArticle: String {
    "aeiouAEIOU".contains(prefix(1)) && !isEmpty ? "an \(self)" : "a \(self)"
  }
}
