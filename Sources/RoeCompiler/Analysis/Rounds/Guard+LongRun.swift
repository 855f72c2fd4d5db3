import RoeMachine

extension Guard {
  /// What becomes of the condition for a lead that stays as it is, when enough time has passed:
  /// dates are old, and nothing has happened for long.
  func inTheLongRun(_ definitions: [Definition]) -> Guard {
    replacing(definitions) { question in
      switch question {
      case .test(let field, .age(let comparison, _)):
        switch comparison {
        case .greater, .greaterOrEqual, .notEqual: .test(field, .isPresent)
        case .less, .lessOrEqual, .equal: .never
        }
      case .clockFrom: .always
      case .clockBefore, .activity: .never
      default: question
      }
    }
  }

  /// What becomes of the condition for a lead that stays where it is while people edit what they
  /// can: all days that rules name have passed, and dates that nobody can edit are old.
  func atLast(in lifecycle: Lifecycle) -> Guard {
    let written = lifecycle.outcomes.changedFields
    return replacing(lifecycle.definitions) { question in
      if case .test(let field, .age) = question, lifecycle.fields[field].isFrozen,
        !written.contains(field)
      {
        return question.inTheLongRun(lifecycle.definitions)
      }
      return question.afterAllDates(lifecycle.definitions)
    }
  }

  /// What becomes of the condition when all days that rules name have passed.
  func afterAllDates(_ definitions: [Definition]) -> Guard {
    replacing(definitions) { question in
      switch question {
      case .clockFrom: .always
      case .clockBefore: .never
      default: question
      }
    }
  }

  /// The condition with another one in place of each that is not made of others; definitions are
  /// spelt out.
  private func replacing(_ definitions: [Definition], _ other: (Guard) -> Guard) -> Guard {
    switch self {
    case .all(let parts): .all(parts.map { $0.replacing(definitions, other) })
    case .any(let parts): .any(parts.map { $0.replacing(definitions, other) })
    case .atLeast(let count, let parts):
      .atLeast(count, of: parts.map { $0.replacing(definitions, other) })
    case .not(let inner): .not(inner.replacing(definitions, other))
    case .definition(let definition):
      definitions[definition].when.replacing(definitions, other)
    case .always, .test, .clockFrom, .clockBefore, .activity: other(self)
    }
  }

  static let never = Guard.not(.always)
}
