/// A condition on a lead. It is total and two-valued: a comparison with a missing field is
/// false, and `not` is the plain complement.
public indirect enum Guard: Hashable, Sendable {
  case always
  case all([Guard])
  case any([Guard])
  case not(Guard)
  /// Holds when at least this many of the operands hold, each counted by position.
  case atLeast(Int, of: [Guard])
  case definition(Ref<Definition>)
  case test(Ref<Field>, Test)
  /// The clock of the step is at or after this instant.
  case clockFrom(Int)
  /// The clock of the step is before this instant.
  case clockBefore(Int)
  /// The activity happened at most this many seconds ago.
  case activity(Ref<Activity>, within: Int)
}

/// A condition on one field.
public enum Test: Hashable, Sendable {
  case isMissing
  case isPresent
  /// The empty text or the empty set; missing is not empty.
  case isEmpty
  /// Integers by value, texts by UTF-8 bytes (which orders dates too).
  case compare(Comparison, Value)
  case oneOf([Value])
  /// The field has a value, and it is none of these.
  case noneOf([Value])
  case startsWith(String)
  case endsWith(String)
  case contains(String)
  case hasAny([String])
  case hasAll([String])
  /// The age of a date or an instant at the clock of the step.
  case age(Comparison, Age)
}

public enum Comparison: String, Sendable, CaseIterable {
  case equal = "eq"
  case notEqual = "ne"
  case less = "lt"
  case lessOrEqual = "le"
  case greater = "gt"
  case greaterOrEqual = "ge"
}

public enum Age: Hashable, Sendable {
  /// Whole local days between a date and today.
  case days(Int)
  /// The date moved on by so many months, compared with today.
  case months(Int)
  /// For an instant.
  case seconds(Int)
}
