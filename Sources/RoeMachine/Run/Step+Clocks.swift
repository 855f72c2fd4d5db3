/// Clocks: `schema/machine.md`, 5.6 and 5.13.
extension Step {
  // MARK: Firing

  mutating func fire(_ index: Int) {
    let running = lead.running[index]
    let clock = model.clocks[running.clock]
    begin()
    draft.timer = Decision.Timer(clock: running.clock, rung: running.rung + 1)
    actor = .unknown
    if isRunaway {
      loseAsRunaway()
      return
    }
    draft.because.append(.clock(running.clock))
    moveOn(index)
    if running.calendarEnded {
      lose(.calendarEnded)
    } else {
      switch carryOut(clock.rungs[running.rung].outcome) {
      case .done: record(.fired)
      case .lost(let reason), .refused(let reason): lose(reason)
      }
    }
    settle()
  }

  /// Makes the clock wait for its next rung, begin again, or stop.
  mutating func moveOn(_ index: Int) {
    let fired = lead.running[index]
    let clock = model.clocks[fired.clock]
    lead.running.remove(at: index)
    if fired.rung + 1 < clock.rungs.count {
      run(fired.clock, fired.anchor, rung: fired.rung + 1, fired.calendar, fired.restarts)
    } else if clock.repeats {
      let (due, _) = due(fired.clock, fired.due, 0, fired.calendar)
      // A clock that makes no progress would fire for ever at one instant.
      if due > fired.due { run(fired.clock, fired.due, rung: 0, fired.calendar, fired.restarts) }
    }
  }

  // MARK: Arming

  /// Starts a clock, anew if it runs, unless its guard or its anchor keeps it from running.
  mutating func arm(_ ref: Ref<Clock>) {
    guard holds(model.clocks[ref].when), let anchor = anchor(of: model.clocks[ref].anchor) else {
      return
    }
    run(ref, anchor, rung: 0, calendar(of: model.clocks[ref].hours), 0)
  }

  private mutating func run(
    _ ref: Ref<Clock>, _ anchor: Int, rung: Int, _ calendar: Ref<BusinessCalendar>?,
    _ restarts: Int
  ) {
    let (due, hasEnded) = due(ref, anchor, rung, calendar)
    let place = lead.running.firstIndex { $0.clock == ref }
    if hasEnded, lead.state == model.lostAndFound {
      if let place { lead.running.remove(at: place) }
      return
    }
    let running = RunningClock(
      clock: ref, rung: rung, anchor: anchor, due: due, calendar: calendar, restarts: restarts,
      calendarEnded: hasEnded)
    if let place { lead.running[place] = running } else { lead.running.append(running) }
  }

  private func anchor(of anchor: Clock.Anchor) -> Int? {
    switch anchor {
    // Entering arms at the very instant; `start` counts from when it was said.
    case .entry: lead.clock
    case .assignment: lead.assigned
    case .capture: lead.captured
    case .activity(let activity): max(lead.entered, lead.lastActivity[Int(activity.offset)] ?? .min)
    case .field(let field): beginning(of: field)
    }
  }

  /// The instant in a field, or the local midnight that begins its date.
  private func beginning(of field: Ref<Field>) -> Int? {
    switch lead.record[Int(field.offset)] {
    case .integer(let instant): instant
    case .text(let date): CivilDate(date).map { plan.zone.start(of: $0) }
    default: nil
    }
  }

  private func calendar(of hours: Clock.Hours?) -> Ref<BusinessCalendar>? {
    switch hours {
    case nil: nil
    case .calendar(let calendar): calendar
    case .owner:
      lead.owner.flatMap { plan.people.calendars[Int($0.offset)] }
        ?? plan.machine.calendars.refs.first
    case .field(let field, let calendars, let otherwise):
      if case .text(let value) = lead.record[Int(field.offset)] {
        calendars.first { $0.key.hasSameBytes(as: value) }?.value ?? otherwise
      } else {
        otherwise
      }
    }
  }

  // MARK: Due

  /// When a rung is due, and whether its calendar ends before that.
  private func due(
    _ ref: Ref<Clock>, _ anchor: Int, _ rung: Int, _ calendar: Ref<BusinessCalendar>?
  ) -> (due: Int, hasEnded: Bool) {
    var (due, hasEnded) = count(model.clocks[ref].rungs[rung].after, from: anchor, calendar)
    if let field = model.clocks[ref].notBefore, let bound = beginning(of: field) {
      due = max(due, bound)
    }
    if let field = model.clocks[ref].notAfter, let bound = beginning(of: field) {
      due = min(due, bound)
    }
    return (due, hasEnded)
  }

  private func count(
    _ amount: Amount, from anchor: Int, _ calendar: Ref<BusinessCalendar>?
  ) -> (due: Int, hasEnded: Bool) {
    switch amount {
    case .seconds(let n): return (anchor.saturating(plus: n.saturating(times: 1000)), false)
    case .months(let n): return (plan.zone.adding(months: n, to: anchor), false)
    case .businessSeconds, .businessDays, .endOfBusinessDay:
      guard let calendar else { return (anchor, true) }
      let time = plan.calendars[Int(calendar.offset)]
      let end = time.calendar.span.upperBound
      return time.due(after: amount, since: anchor).map { ($0, false) } ?? (max(anchor, end), true)
    }
  }

  // MARK: What changes running clocks

  /// Stops the clocks that the activities meet, and begins those again that wait for them.
  mutating func restartClocks(after activities: [Ref<Activity>]) {
    if activities.isEmpty || lead.running.isEmpty { return }
    let clocks = model.clocks
    lead.running.removeAll { clocks[$0.clock].metBy.contains(where: activities.contains) }
    for running in lead.running {
      let clock = model.clocks[running.clock]
      guard case .activity(let activity) = clock.anchor, activities.contains(activity) else {
        continue
      }
      run(
        running.clock, anchor(of: clock.anchor) ?? now, rung: 0, running.calendar, running.restarts)
    }
  }

  mutating func restartClocksForNewOwner() {
    for running in lead.running where running.clock != draft.timer?.clock {
      let clock = model.clocks[running.clock]
      guard let most = clock.restarts, most > running.restarts else { continue }
      run(running.clock, now, rung: 0, calendar(of: clock.hours), running.restarts + 1)
    }
  }

  /// Works out again the clocks that depend on fields which an edit changed.
  mutating func reanchor(_ changed: [Ref<Field>]) {
    if changed.isEmpty { return }
    for ref in model.states[lead.state].clocks {
      guard case .field(let field) = model.clocks[ref].anchor, changed.contains(field) else {
        continue
      }
      lead.running.removeAll { $0.clock == ref }
      arm(ref)
    }
    for running in lead.running {
      let clock = model.clocks[running.clock]
      let bounds = [clock.notBefore, clock.notAfter].compactMap { $0 }
      if bounds.contains(where: changed.contains) {
        run(running.clock, running.anchor, rung: running.rung, running.calendar, running.restarts)
      }
    }
  }
}
