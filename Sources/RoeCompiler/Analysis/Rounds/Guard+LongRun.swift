import RoeMachine

extension Guard {
  /// What becomes of the condition for a lead that stays as it is, when enough time has passed:
  /// dates are old, and nothing has happened for long.
  func inTheLongRun(_ definitions: [Definition]) -> Guard {
    switch self {
    case .always: self
    case .all(let parts): .all(parts.map { $0.inTheLongRun(definitions) })
    case .any(let parts): .any(parts.map { $0.inTheLongRun(definitions) })
    case .atLeast(let count, let parts):
      .atLeast(count, of: parts.map { $0.inTheLongRun(definitions) })
    case .not(let inner): .not(inner.inTheLongRun(definitions))
    case .definition(let definition): definitions[definition].when.inTheLongRun(definitions)
    case .test(let field, .age(let comparison, _)):
      switch comparison {
      case .greater, .greaterOrEqual, .notEqual: .test(field, .isPresent)
      case .less, .lessOrEqual, .equal: .never
      }
    case .test: self
    case .clockFrom: .always
    case .clockBefore, .activity: .never
    }
  }

  /// What becomes of the condition when all days that rules name have passed.
  func afterAllDates(_ definitions: [Definition]) -> Guard {
    switch self {
    case .all(let parts): .all(parts.map { $0.afterAllDates(definitions) })
    case .any(let parts): .any(parts.map { $0.afterAllDates(definitions) })
    case .atLeast(let count, let parts):
      .atLeast(count, of: parts.map { $0.afterAllDates(definitions) })
    case .not(let inner): .not(inner.afterAllDates(definitions))
    case .definition(let definition): definitions[definition].when.afterAllDates(definitions)
    case .always, .test, .activity: self
    case .clockFrom: .always
    case .clockBefore: .never
    }
  }

  static let never = Guard.not(.always)
}
