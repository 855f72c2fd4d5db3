import RoeMachine

extension Move {
  /// What a lead must be for the move to be made: its conditions, and the values that it needs.
  func condition(in lifecycle: Lifecycle) -> Guard {
    if outcome.isSelfDefeating(in: lifecycle) { return .never }
    let condition = SilentGuards.condition(of: self, lifecycle)
    guard case .becomes(let turned) = trigger else { return condition }
    return .all([condition, turned])
  }
}

extension Move {
  /// The values that it needs itself, and those that the state to which it leads asks for.
  func requiredFields(in lifecycle: Lifecycle) -> [Ref<Field>] {
    guard case .state(let target) = outcome.to else { return requires }
    let given = outcome.writtenFields
    return requires + lifecycle.states[target].requires.filter { !given.contains($0) }
  }
}

extension Outcome {
  /// The fields that it takes away, though the state to which it leads asks for them.
  func missed(in lifecycle: Lifecycle) -> [Ref<Field>] {
    guard case .state(let target) = to else { return [] }
    return lifecycle.states[target].requires.filter { field in
      actions.last { $0.writtenField == field } == .set(field, .missing)
    }
  }

  /// Whether no lead gets by it into the state to which it leads.
  func isSelfDefeating(in lifecycle: Lifecycle) -> Bool { !missed(in: lifecycle).isEmpty }

  /// What a lead must have to get into the state to which this leads.
  func entryCondition(in lifecycle: Lifecycle) -> Guard {
    guard case .state(let target) = to else { return .always }
    if isSelfDefeating(in: lifecycle) { return .never }
    let given = writtenFields
    let needed = lifecycle.states[target].requires.filter { !given.contains($0) }
    return needed.isEmpty ? .always : .all(needed.map { .test($0, .isPresent) })
  }
}
