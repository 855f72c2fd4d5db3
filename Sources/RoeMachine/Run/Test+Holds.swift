/// What a test of one field means: `schema/machine.md`, 2.3.
extension Test {
  /// - Parameter today: the local day at `now`, asked for by the ages of dates alone.
  package func holds(
    for value: Value, at now: Int, today: @autoclosure () -> CivilDate
  ) -> Bool {
    if value == .missing { return self == .isMissing }
    switch self {
    case .isMissing: return false
    case .isPresent: return true
    case .isEmpty: return value == .text("") || value == .set([])
    case .compare(let comparison, let other): return value.satisfies(comparison, other)
    case .oneOf(let values): return values.contains { value.isSame(as: $0) }
    case .noneOf(let values): return !values.contains { value.isSame(as: $0) }
    case .startsWith(let prefix): return value.utf8?.starts(with: prefix.utf8) ?? false
    case .endsWith(let suffix):
      return value.utf8?.reversed().starts(with: suffix.utf8.reversed()) ?? false
    case .contains(let part):
      return value.utf8.map { Array($0).contains(Array(part.utf8)) } ?? false
    case .hasAny(let texts):
      guard case .set(let set) = value else { return false }
      return texts.contains { text in set.contains { $0.hasSameBytes(as: text) } }
    case .hasAll(let texts):
      guard case .set(let set) = value else { return false }
      return texts.allSatisfy { text in set.contains { $0.hasSameBytes(as: text) } }
    case .age(let comparison, let age):
      return age.satisfies(comparison, since: value, at: now, today: today())
    }
  }
}

extension Age {
  fileprivate func satisfies(
    _ comparison: Comparison, since value: Value, at now: Int, today: @autoclosure () -> CivilDate
  ) -> Bool {
    switch value {
    case .integer(let instant):
      guard case .seconds(let count) = self else { return false }
      return comparison.holds(now.saturating(minus: instant).floorDivided(by: 1000), count)
    case .text(let text):
      guard let date = CivilDate(text) else { return false }
      return satisfies(comparison, since: date, today: today())
    case .missing, .boolean, .set: return false
    }
  }

  /// Whether the age of a date satisfies a comparison on a day.
  package func satisfies(
    _ comparison: Comparison, since date: CivilDate, today: CivilDate
  ) -> Bool {
    switch self {
    case .seconds: false
    case .days(let count): comparison.holds(today.days - date.days, count)
    case .months(let count): comparison.holds(today.days, date.adding(months: count).days)
    }
  }
}

extension Comparison {
  func holds<Operand: Comparable>(_ a: Operand, _ b: Operand) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}

extension Value {
  /// Equality by bytes, where `==` takes different spellings of one character for equal.
  func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.text(let a), .text(let b)): a.hasSameBytes(as: b)
    case (.set(let a), .set(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.hasSameBytes(as: $1) }
    default: self == other
    }
  }

  func satisfies(_ comparison: Comparison, _ other: Value) -> Bool {
    switch (self, other) {
    case (.integer(let a), .integer(let b)): return comparison.holds(a, b)
    case (.boolean(let a), .boolean(let b)): return comparison.holds(a ? 1 : 0, b ? 1 : 0)
    case (.text(let a), .text(let b)):
      switch comparison {
      case .equal: return a.hasSameBytes(as: b)
      case .notEqual: return !a.hasSameBytes(as: b)
      case .less: return a.precedes(b)
      case .lessOrEqual: return !b.precedes(a)
      case .greater: return b.precedes(a)
      case .greaterOrEqual: return !a.precedes(b)
      }
    default:
      switch comparison {
      case .equal: return isSame(as: other)
      case .notEqual: return !isSame(as: other)
      default: return false
      }
    }
  }

  fileprivate var utf8: String.UTF8View? {
    guard case .text(let text) = self else { return nil }
    return text.utf8
  }
}

extension FieldType {
  /// Whether a value that is not missing belongs to the type and its domain.
  func contains(_ value: Value) -> Bool {
    switch (self, value) {
    case (.boolean, .boolean), (.text, .text), (.person, .text): true
    case (.integer(let min, let max), .integer(let number)):
      Int.safeRange.contains(number) && number >= min ?? .min && number <= max ?? .max
    case (.counter(let max), .integer(let number)): (0...Swift.max(0, max)).contains(number)
    case (.money, .integer(let number)), (.instant, .integer(let number)):
      Int.safeRange.contains(number)
    case (.date, .text(let text)): CivilDate(text).map { $0.year >= 1 } ?? false
    case (.choice(let values), .text(let text)): values.contains { $0.hasSameBytes(as: text) }
    case (.set(let values), .set(let texts)):
      texts.allSatisfy { text in values.contains { $0.hasSameBytes(as: text) } }
    default: false
    }
  }
}
