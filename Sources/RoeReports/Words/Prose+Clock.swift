import RoeMachine

extension Prose {
  /// What a clock is counted from: `entering the state`.
  func anchor(_ ref: Ref<Clock>) -> String {
    let starts = starts(of: ref)
    switch lifecycle.clocks[ref].anchor {
    case .entry: return starts.isEmpty ? "entering the state" : listed(starts, "or")
    case .assignment: return "getting the \(noun)"
    case .capture: return "the capture of the \(noun)"
    case .activity(let activity): return "the last \(self.activity(activity))"
    case .field(let field): return "the date “\(self.field(field))”"
    }
  }

  /// What starts a clock that no state starts: `“owner left”`.
  func starts(of ref: Ref<Clock>) -> [String] {
    if lifecycle.states.contains(where: { $0.clocks.contains(ref) }) { return [] }
    let moves = lifecycle.moves.filter { $0.outcome.actions.contains(.start(ref)) }
    var starts: [String] = []
    for move in moves {
      let trigger = trigger(move.trigger, when: move.when).quoted
      if !starts.contains(trigger) { starts.append(trigger) }
    }
    return starts
  }

  /// When a step of a clock comes: `after 7 days`, or `7 days after the date “decide by”`.
  func moment(_ after: Amount, of ref: Ref<Clock>) -> String {
    let start = anchor(ref)
    switch lifecycle.clocks[ref].anchor {
    case .entry where starts(of: ref).isEmpty: return after.moment
    case .activity(let activity):
      if case .endOfBusinessDay = after { break }
      return "after \(after.words) without \(one(activity))"
    case .field where after.isNothing: return "on \(start)"
    default: break
    }
    switch after {
    case .endOfBusinessDay(0): return "at the end of the business day of \(start)"
    case .endOfBusinessDay: return "at \(after.words) after \(start)"
    default: return after.isNothing ? "at once" : "\(after.words) after \(start)"
    }
  }

  /// Whose hours count; nil when the clock counts every hour.
  func hours(_ hours: Clock.Hours?) -> String? {
    switch hours {
    case nil: nil
    case .calendar(let calendar): "in \(names.calendar(machine.calendars[calendar].id)) hours"
    case .owner: isToOwner ? "in your working hours" : "in the owner’s working hours"
    case .field(let field, _, let otherwise):
      "in the hours that go with the \(self.field(field)), "
        + "else in \(names.calendar(machine.calendars[otherwise].id)) hours"
    }
  }

  /// What stops a clock: `a touch`, or nil when nothing but leaving the state does.
  func met(_ clock: Clock) -> String? {
    guard !clock.metBy.isEmpty else { return nil }
    return listed(clock.metBy.map(one), "or")
  }

  /// What a clock waits for, where that is an act: `a touch`.
  func act(_ clock: Clock) -> String? {
    if let met = met(clock) { return met }
    guard case .activity(let activity) = clock.anchor else { return nil }
    return one(activity)
  }

  /// What a clock waits for.
  func awaited(_ clock: Clock) -> String { act(clock) ?? "a decision" }

  /// An activity with the article that it takes: `a touch`, but `account work`.
  func one(_ ref: Ref<Activity>) -> String {
    let name = activity(ref)
    return Self.uncountable.contains { name.hasSuffix($0) } ? name : name.withArticle
  }

  private static let uncountable = [
    "work", "activity", "outreach", "progress", "research", "engagement", "feedback",
  ]

  /// An activity in terms of what happens: `call logged or email sent, by the owner`.
  func meaning(_ ref: Ref<Activity>) -> String {
    let activity = lifecycle.activities[ref]
    var words = listed(activity.events.map(event), "or")
    if !activity.by.isEmpty { words += ", by \(actors(activity.by))" }
    if let except = activity.except { words += ", unless \(condition(except))" }
    return words
  }
}

extension Prose {
  /// What a clock is about and how it counts, before the steps it takes.
  func basis(_ ref: Ref<Clock>) -> String {
    let clock = lifecycle.clocks[ref]
    var words = "\(self.clock(ref)), counted from \(anchor(ref))"
    if let hours = hours(clock.hours) { words += ", \(hours)" }
    if clock.when != .always { words += ", for \(noun.plural) where \(condition(clock.when))" }
    if let met = met(clock) { words += "; \(met) stops it" }
    switch clock.restarts {
    case nil: break
    case 1: words += "; a new owner starts it again, once"
    case let times?: words += "; a new owner starts it again, at most \(times) times"
    }
    if let field = clock.notBefore { words += "; not before the \(self.field(field))" }
    if let field = clock.notAfter { words += "; not after the \(self.field(field))" }
    if clock.repeats { words += "; it begins again after the last step" }
    return words
  }

  /// The step at which a duty is missed: the one at the time when its SLA is due, or else the first
  /// that does more than warn the owner.
  func due(_ clock: Clock) -> Clock.Rung? {
    if let promised = dues[clock.id],
      let rung = clock.rungs.first(where: { $0.after == promised })
    {
      return rung
    }
    return clock.rungs.first { rung in
      let isWarning = rung.outcome.actions.contains { if case .remind = $0 { true } else { false } }
      return !isWarning || rung.outcome.to != nil || rung.outcome.owner != nil
    } ?? clock.rungs.last
  }

  /// What is owed for a lead in a state, one sentence part for each clock; an activity is
  /// explained where it is named first.
  func duties(in ref: Ref<State>) -> [String] {
    let state = lifecycle.states[ref]
    var known: Set<Ref<Activity>> = []
    return state.clocks.compactMap { duty($0, kind: state.kind, known: &known) }
  }

  private func duty(
    _ ref: Ref<Clock>, kind: State.Kind, known: inout Set<Ref<Activity>>
  ) -> String? {
    let clock = lifecycle.clocks[ref]
    guard let due = due(clock) else { return nil }
    var words: String
    if !clock.metBy.isEmpty {
      words = listed(clock.metBy.map { explained($0, &known) }, "or")
    } else if case .activity(let activity) = clock.anchor {
      let every = "\(explained(activity, &known)) at least every \(due.after.words)"
      return every + (hours(clock.hours).map { ", \($0)" } ?? "") + only(clock)
    } else if kind == .pending {
      words = "an answer from the person asked to accept"
    } else if kind == .nurture, clock.anchor == .entry {
      let steps = listed(steps(due.outcome), "and")
      return "nothing for now; \(moment(due.after, of: ref))\(only(clock)), \(steps)"
    } else {
      words = "a decision where it goes next"
    }
    words +=
      due.after.isNothing
      ? " by \(anchor(ref))" : " \(due.after.deadline) \(due.after.preposition) \(anchor(ref))"
    if let hours = hours(clock.hours) { words += ", \(hours)" }
    return words + only(clock)
  }

  /// `a touch (call logged or email sent)`, and from then on `a touch`.
  private func explained(_ ref: Ref<Activity>, _ known: inout Set<Ref<Activity>>) -> String {
    guard known.insert(ref).inserted else { return one(ref) }
    return "\(one(ref)) (\(listed(lifecycle.activities[ref].events.map(event), "or")))"
  }

  /// A duty and its deadline in few words, for a reader who finds the rest in the state's section;
  /// nil when the clock asks nothing of the owner.
  func brief(_ ref: Ref<Clock>, in state: Ref<State>) -> String? {
    let clock = lifecycle.clocks[ref]
    let kind = lifecycle.states[state].kind
    guard let due = due(clock), kind != .pending || !clock.metBy.isEmpty else { return nil }
    if kind == .nurture, clock.metBy.isEmpty, clock.anchor == .entry { return nil }
    var words: String
    if clock.metBy.isEmpty, case .activity(let activity) = clock.anchor {
      words = "\(one(activity)) at least every \(due.after.words)"
    } else if clock.anchor == .entry {
      words = "\(awaited(clock)) \(due.after.deadline)"
    } else {
      words = awaited(clock)
      words +=
        due.after.isNothing
        ? " by \(anchor(ref))" : " \(due.after.deadline) \(due.after.preposition) \(anchor(ref))"
    }
    return words + only(clock)
  }

  private func only(_ clock: Clock) -> String {
    clock.when == .always ? "" : ", if \(condition(clock.when))"
  }

  /// The clocks that a state keeps running but does not start.
  func carried(in ref: Ref<State>) -> [Ref<Clock>] {
    let state = lifecycle.states[ref]
    return state.carries.filter { !state.clocks.contains($0) }
  }

  func states(_ refs: [Ref<State>]) -> String {
    let open = lifecycle.states.refs.filter { lifecycle.states[$0].kind != .closed }
    if Set(refs) == Set(lifecycle.states.refs) { return "every state" }
    if Set(refs) == Set(open) { return "every state that is not closed" }
    if refs.count > 3, refs.count * 2 > lifecycle.states.count {
      let missing = lifecycle.states.refs.filter { !refs.contains($0) }
      return "every state except \(listed(missing.map(state), "and"))"
    }
    return listed(refs.map(state), "and")
  }

  /// The fields that must have a value for a move: its own, and those of the state it leads to.
  func required(by move: Move) -> [Ref<Field>] {
    var fields = move.requires
    if case .state(let target)? = move.outcome.to {
      fields += lifecycle.states[target].requires.filter { !fields.contains($0) }
    }
    return fields
  }
}
