import RoeMachine

extension Guard {
  /// The conditions that must all hold, definitions spelt out.
  func conjuncts(_ definitions: [Definition]) -> [Guard] {
    switch self {
    case .always: []
    case .all(let parts): parts.flatMap { $0.conjuncts(definitions) }
    case .definition(let definition): [self] + definitions[definition].when.conjuncts(definitions)
    default: [self]
    }
  }

  /// Whether it is plain to see that no lead satisfies both. False when it takes more than a look.
  func excludes(_ other: Guard) -> Bool {
    switch (self, other) {
    case (.any(let parts), _): parts.allSatisfy { $0.excludes(other) }
    case (_, .any(let parts)): parts.allSatisfy { excludes($0) }
    case (.not(let inner), _): other.implies(inner)
    case (_, .not(let inner)): implies(inner)
    case (.test(let field, let test), .test(let otherField, let otherTest)):
      field == otherField && test.excludes(otherTest)
    case (.clockBefore(let end), .clockFrom(let start)),
      (.clockFrom(let start), .clockBefore(let end)):
      end <= start
    default: false
    }
  }

  private func implies(_ other: Guard) -> Bool {
    if self == other { return true }
    switch other {
    case .any(let parts): return parts.contains { implies($0) }
    case .test(let field, let test):
      guard case .test(field, let mine) = self else { return false }
      if let values = mine.values { return values.allSatisfy { test.holds(for: $0) } }
      return test == .isPresent && mine != .isMissing
    default: return false
    }
  }
}

extension Test {
  fileprivate func excludes(_ other: Test) -> Bool {
    // Every other test is false for a missing value.
    if (self == .isMissing) != (other == .isMissing) { return true }
    if let values { return !values.contains { other.holds(for: $0) } }
    if let values = other.values { return !values.contains { holds(for: $0) } }
    guard let (low, high) = bounds, let (otherLow, otherHigh) = other.bounds else { return false }
    return high < otherLow || otherHigh < low
  }

  /// The values that satisfy it, when they can be counted.
  fileprivate var values: [Value]? {
    switch self {
    case .compare(.equal, let value): [value]
    case .oneOf(let values): values
    default: nil
    }
  }

  /// True also when it takes more than a look.
  fileprivate func holds(for value: Value) -> Bool {
    switch self {
    case .isMissing: false
    case .compare(.equal, let other): value == other
    case .compare(.notEqual, let other): value != other
    case .oneOf(let values): values.contains(value)
    case .noneOf(let values): !values.contains(value)
    case .compare:
      if case .integer(let number) = value, let (low, high) = bounds {
        number >= low && number <= high
      } else {
        true
      }
    default: true
    }
  }

  /// The least and the greatest integer that satisfy it.
  private var bounds: (Int, Int)? {
    guard case .compare(let comparison, .integer(let number)) = self else { return nil }
    return switch comparison {
    case .equal: (number, number)
    case .less: (.min, number == .min ? .min : number - 1)
    case .lessOrEqual: (.min, number)
    case .greater: (number == .max ? .max : number + 1, .max)
    case .greaterOrEqual: (number, .max)
    case .notEqual: nil
    }
  }
}
