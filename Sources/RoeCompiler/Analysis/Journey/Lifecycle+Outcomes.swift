import RoeMachine

extension Lifecycle {
  /// All that moves and steps of clocks do, wherever they stand.
  var outcomes: [Outcome] {
    moves.map(\.outcome) + clocks.flatMap { $0.rungs.map(\.outcome) }
  }
}

extension Lifecycle {
  /// The fields on which it depends what rules do.
  var askedFields: Set<Ref<Field>> {
    var chains = states.map(\.owner) + outcomes.compactMap(\.owner)
    var guards = entries.map(\.when) + clocks.map { $0.armingCondition(in: self) }
    for move in moves { guards.append(move.condition(in: self)) }
    for table in tables {
      guards += table.rows.map(\.when)
      for case .owner(let chain) in table.routes { chains.append(chain) }
    }
    var fields = Set(states.flatMap(\.follow))
    for guarded in guards { fields.formUnion(guarded.fields(definitions)) }
    for clock in clocks {
      if case .field(let field) = clock.anchor { fields.insert(field) }
      if case .field(let field, _, _) = clock.hours { fields.insert(field) }
      fields.formUnion([clock.notBefore, clock.notAfter].compactMap { $0 })
    }
    for case .field(let field) in chains.joined() { fields.insert(field) }
    return fields
  }
}

extension Outcome {
  /// Whether somebody is asked to accept the lead.
  var asksSomebody: Bool {
    actions.contains { if case .ask = $0 { true } else { false } }
  }

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
}

extension Guard {
  /// The fields that it asks for, definitions included.
  func fields(_ definitions: [Definition]) -> Set<Ref<Field>> {
    var fields: Set<Ref<Field>> = []
    visitTests(definitions) { field, _ in fields.insert(field) }
    return fields
  }

  /// Whether it asks for a field.
  func asks(for field: Ref<Field>, _ definitions: [Definition]) -> Bool {
    var isAsked = false
    visitTests(definitions) { other, _ in isAsked = isAsked || other == field }
    return isAsked
  }

  /// The fields whose values it weighs, and those that it asks to be there, definitions included.
  func weighing(
    _ definitions: [Definition]
  ) -> (weighed: Set<Ref<Field>>, askedToBeThere: Set<Ref<Field>>) {
    var (weighed, present): (Set<Ref<Field>>, Set<Ref<Field>>) = ([], [])
    visitTests(definitions) { field, test in
      switch test {
      case .isPresent: present.insert(field)
      case .isMissing: break
      default: weighed.insert(field)
      }
    }
    return (weighed, present)
  }

  private func visitTests(_ definitions: [Definition], _ body: (Ref<Field>, Test) -> Void) {
    switch self {
    case .always, .clockFrom, .clockBefore, .activity: break
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      for part in parts { part.visitTests(definitions, body) }
    case .not(let inner): inner.visitTests(definitions, body)
    case .definition(let ref): definitions[ref].when.visitTests(definitions, body)
    case .test(let field, let test): body(field, test)
    }
  }
}

extension Lifecycle {
  /// Whether some rule says who gets the leads of an owner who leaves.
  var handlesLeavers: Bool { !leaverMoves.isEmpty }

  /// The moves that are made when an owner leaves.
  var leaverMoves: [Move] {
    moves.filter { move in
      guard case .event(let event) = move.trigger else { return false }
      return events[event].id == Lowering.hostEvents.first
    }
  }

  /// The fields for which the state asks to which a step of a clock leads, and which it does not write
  /// and a lead may lack.
  func fieldsLacking(at rung: Int, of clock: Ref<Clock>) -> [Ref<Field>] {
    let rungs = clocks[clock].rungs
    guard case .state(let target)? = rungs[rung].outcome.to,
      rungs.prefix(rung).allSatisfy({ $0.outcome.to == nil })
    else { return [] }
    let given = rungs[rung].outcome.writtenFields
    return states[target].requires.filter { !given.contains($0) && fields[$0].canBeMissing }
  }
}
