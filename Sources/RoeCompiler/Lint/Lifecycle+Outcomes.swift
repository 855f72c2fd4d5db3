import RoeMachine

extension Lifecycle {
  /// All that moves and steps of clocks do, wherever they stand.
  var outcomes: [Outcome] {
    moves.map(\.outcome) + clocks.flatMap { $0.rungs.map(\.outcome) }
  }

  /// The counters that some rule raises or writes.
  var counted: Set<Ref<Field>> { Set(outcomes.flatMap(\.countedFields)) }
}

extension Outcome {
  /// The fields that it writes or raises, cleared ones left out.
  var writtenFields: [Ref<Field>] {
    actions.compactMap { action in
      switch action {
      case .set(_, .missing): nil
      case .set(let field, _), .add(let field, _): field
      case .remind, .notify, .send, .ask, .start, .stop: nil
      }
    }
  }

  /// The fields whose values it takes away.
  var clearedFields: [Ref<Field>] {
    actions.compactMap { if case .set(let field, .missing) = $0 { field } else { nil } }
  }

  /// The counters that it raises.
  var countedFields: [Ref<Field>] {
    actions.compactMap { if case .add(let field, _) = $0 { field } else { nil } }
  }
}

extension Guard {
  /// The fields that it asks for, definitions included.
  func fields(_ definitions: [Definition]) -> Set<Ref<Field>> {
    switch self {
    case .always, .clockFrom, .clockBefore, .activity: []
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      parts.reduce(into: []) { $0.formUnion($1.fields(definitions)) }
    case .not(let inner): inner.fields(definitions)
    case .definition(let ref): definitions[ref].when.fields(definitions)
    case .test(let field, _): [field]
    }
  }
}
