/// Captures and inputs: `schema/machine.md`, 5.1 to 5.7.
extension Step {
  /// Whether there is a lead now.
  mutating func capture(_ input: Input) -> Bool {
    draft.input = input.key
    actor = input.actor
    guard model.lostAndFound != nil else {
      recordNoLead(.ignored)
      return false
    }
    switch input.event {
    case .undeclared:
      recordNoLead(.ignored)
      return false
    case .declared(let event):
      if !passes(model.events[event].by) {
        recordNoLead(.refused, .actor)
        return false
      }
    case nil: break
    }
    let isClean = fill(input.edits)
    count(input)
    var ending = Ending.lost(.domain)
    if isClean {
      ending = .lost(.noEntry)
      for (number, entry) in model.entries.enumerated() where holds(entry.when) {
        draft.because.append(.entry(number))
        ending = enter(entry.state, chain: nil)
        break
      }
    }
    switch ending {
    case .done: record(.captured)
    case .lost(let reason), .refused(let reason): lose(reason)
    }
    settle()
    return true
  }

  private mutating func recordNoLead(_ kind: Decision.Kind, _ reason: Decision.Reason? = nil) {
    record(kind, reason)
    decisions[decisions.count - 1].to = nil
  }

  /// Writes the first values of the record; false when some value had to be left out.
  private mutating func fill(_ edits: [Edit]) -> Bool {
    var isClean = true
    for edit in edits {
      guard let ref = edit.field else {
        isClean = false
        continue
      }
      if edit.value == .missing { continue }
      if model.fields[ref].type.contains(edit.value) {
        lead.record[Int(ref.offset)] = edit.value
      } else {
        isClean = false
      }
    }
    for ref in model.fields.refs where !detailFits(ref) {
      lead.record[Int(ref.offset)] = .missing
      isClean = false
    }
    for (field, value) in zip(model.fields, lead.record)
    where !field.isOptional && value == .missing {
      isClean = false
    }
    return isClean
  }

  /// Whether a second-level value goes with the first-level value, where both are there.
  private func detailFits(_ ref: Ref<Field>) -> Bool {
    guard let detail = model.fields[ref].detail else { return true }
    let outer = lead.record[Int(detail.of.offset)]
    let inner = lead.record[Int(ref.offset)]
    guard inner != .missing, case .text(let text) = outer else { return true }
    let allowed = detail.values.first { $0.key.hasSameBytes(as: text) }?.value ?? []
    return switch inner {
    case .text(let text): allowed.contains { $0.hasSameBytes(as: text) }
    case .set(let texts):
      texts.allSatisfy { text in allowed.contains { $0.hasSameBytes(as: text) } }
    default: true
    }
  }

  mutating func handle(_ input: Input) {
    let occurred = min(input.occurred, input.received)
    let instant = max(lead.clock, input.received)
    fireClocks(before: instant, occurred: occurred)
    begin()
    draft.input = input.key
    draft.late = input.occurred < lead.clock
    setClock(instant)
    actor = input.actor
    if lead.isHalted {
      record(.ignored)
      return
    }
    if isRunaway {
      loseAsRunaway()
      return
    }
    guard input.lifecycle == lead.lifecycle, input.event != .undeclared else {
      record(.ignored)
      return
    }
    if case .declared(let event) = input.event, !passes(model.events[event].by) {
      record(.refused, .actor)
      return
    }
    apply(input, occurred)
  }

  private mutating func apply(_ input: Input, _ occurred: Int) {
    // Copies are kept only where something may have to be taken back.
    let before = lifecycle.refusesHalfway ? lead : nil
    let isKept = !input.edits.isEmpty || lifecycle.requiresValues
    let (record, running) = isKept ? (lead.record, lead.running) : ([], [])
    let lastActivity = isKept ? lead.lastActivity : []
    let turns = roster.turns
    var changed: [Ref<Field>] = []
    if !input.edits.isEmpty {
      if let reason = edit(input.edits, &changed) {
        lead.record = record
        self.record(.refused, reason)
        return
      }
      reanchor(changed)
    }
    let counted = count(input)
    guard let move = choose(input, isKept ? record : lead.record) else {
      restartClocks(after: counted)
      finish(!counted.isEmpty ? .noted : changed.isEmpty ? .ignored : .edited, changed)
      return
    }
    justify(by: move)
    if lacksRequirement(of: move) {
      lead.record = record
      lead.running = running
      lead.lastActivity = lastActivity
      self.record(.refused, .required)
      return
    }
    restartClocks(after: counted)
    draft.isRefusable = true
    switch carryOut(model.moves[move].outcome) {
    case .done: finish(.moved, changed)
    case .lost(let reason):
      lose(reason)
      settle()
    case .refused(let reason):
      if let before { lead = before }
      roster.turns = turns
      draft.effects = []
      self.record(.refused, reason)
    }
  }

  private mutating func finish(_ kind: Decision.Kind, _ changed: [Ref<Field>]) {
    record(kind)
    if !draft.hasEntered, !changed.isEmpty { follow(changed) }
    settle()
  }

  // MARK: Edits

  /// Makes the edits, or says why not.
  private mutating func edit(_ edits: [Edit], _ changed: inout [Ref<Field>]) -> Decision.Reason? {
    var reason: Decision.Reason?
    for edit in edits {
      guard let ref = edit.field else { return .domain }
      let field = model.fields[ref]
      if case .counter = field.type { return .domain }
      if edit.value == .missing ? !field.isOptional : !field.type.contains(edit.value) {
        return .domain
      }
      if lead.record[Int(ref.offset)].isSame(as: edit.value) { continue }
      if field.isFrozen { reason = .frozen }
      lead.record[Int(ref.offset)] = edit.value
      changed.append(ref)
    }
    let edited = edits.compactMap(\.field)
    for ref in model.fields.refs {
      guard let detail = model.fields[ref].detail else { continue }
      if edited.contains(ref) || edited.contains(detail.of), !detailFits(ref) { return .domain }
    }
    return reason
  }

  // MARK: Activities

  /// Counts the input as activities, and says as which.
  @discardableResult
  private mutating func count(_ input: Input) -> [Ref<Activity>] {
    guard case .declared(let event) = input.event else { return [] }
    let candidates = lifecycle.activities[Int(event.offset)]
    if candidates.isEmpty { return [] }
    let occurred = min(input.occurred, input.received)
    // Whether an input counts is judged before it has counted.
    let counted = candidates.filter { ref in
      passes(model.activities[ref].by) && !(model.activities[ref].except.map { holds($0) } ?? false)
    }
    for activity in counted {
      let index = Int(activity.offset)
      lead.lastActivity[index] = max(lead.lastActivity[index] ?? .min, occurred)
    }
    return counted
  }

  // MARK: Choice

  private func choose(_ input: Input, _ oldRecord: [Value]) -> Ref<Move>? {
    var event: Ref<Event>?
    if case .declared(let declared) = input.event { event = declared }
    for candidate in lifecycle.moves[Int(lead.state.offset)] {
      if let wanted = candidate.event, wanted != event { continue }
      let ref = candidate.move
      guard passes(model.moves[ref].by), holds(model.moves[ref].when) else { continue }
      switch model.moves[ref].trigger {
      case .event: return ref
      case .becomes(let test): if holds(test), !holds(test, oldRecord) { return ref }
      case .watch: if isWatchDue(ref) { return ref }
      }
    }
    return nil
  }

  /// Whether the actor passes one of the tests, or there are none.
  func passes(_ tests: [ActorTest]) -> Bool {
    if tests.isEmpty { return true }
    return tests.contains { test in
      switch test {
      case .owner: actor.person != nil && actor.person == lead.owner
      case .asked: actor.person != nil && actor.person == lead.asked.last
      case .lead: actor == .lead
      case .system: actor == .system
      case .person(let person): actor.person == plan.people.named[Int(person.offset)]
      case .role(let role):
        actor.person.map { plan.people.holders[Int(role.offset)].contains($0) } ?? false
      case .pool(let pool):
        actor.person.map { plan.people.pools[Int(pool.offset)].members.contains($0) } ?? false
      }
    }
  }
}
