import RoeLogic
import RoeMachine

/// Which clocks run, from when on, and for which leads: schema/machine.md, 5.13, when nobody acts.
extension SilentWalk {
  mutating func run(
    _ lead: inout SilentLead, _ ref: Ref<Clock>, _ anchor: DueFunction, _ rung: Int,
    _ calendar: Ref<BusinessCalendar>?, _ restarts: Int, isLate: Bool, field: Ref<Field>?
  ) {
    let clock = lifecycle.clocks[ref]
    var isLate = isLate
    var field = field
    let timing = dues.timing(clock.rungs[rung].after, calendar)
    var due = dues.algebra.composed(
      isLate ? dues.algebra.envelope(timing.due) : timing.due, after: anchor)
    let ended = dues.ended(timing, after: anchor)
    if let before = clock.notBefore, presence(before).truth(in: lead.box) != false {
      isLate = true
      field = before
      due = dues.algebra.never
    }
    if let after = clock.notAfter, presence(after).truth(in: lead.box) != false {
      isLate = true
    }
    let running = SilentClock(
      clock: ref, rung: rung, anchor: anchor, calendar: calendar, restarts: restarts, due: due,
      isLate: isLate, ended: isLate ? .none : ended, field: field)
    if let place = lead.running.firstIndex(where: { $0.clock == ref }) {
      lead.running[place] = running
    } else {
      lead.running.append(running)
    }
  }

  /// The lead with all clocks of its state that do not run yet, where they may be armed.
  mutating func armed(_ lead: SilentLead) -> [SilentLead] {
    let clocks = lifecycle.states[lead.state].clocks
    var result: [SilentLead] = []
    var staying = [lead]
    // Who moves on at once, and takes no clock along, need not be asked for what arms them.
    for ref in model.watches[Int(lead.state.offset)] {
      let condition = model.moveGuards[Int(ref.offset)]
      guard case .state(let target) = model.targets[Int(ref.offset)], target != lead.state,
        !lifecycle.states[target].carries.contains(where: clocks.contains), !condition.isOpen
      else { break }
      var parts: [(SilentLead, Bool)] = []
      if !staying.allSatisfy({ divide($0, by: condition, into: &parts) }) { break }
      result += parts.filter(\.1).map(\.0)
      staying = parts.filter { !$0.1 }.map(\.0)
    }
    for clock in clocks {
      staying = each(of: staying) { walk, lead in
        if !lead.running.contains(where: { $0.clock == clock }) { return walk.arm(clock, lead) }
        // Classes are the same whether a lead has brought the clock along or not.
        let condition = walk.model.clockGuards[Int(clock.offset)]
        return lead.entry == nil && !condition.isOpen
          ? walk.decided(condition, lead).map(\.0) : [lead]
      }
    }
    return result + staying
  }

  mutating func arm(_ ref: Ref<Clock>, _ lead: SilentLead) -> [SilentLead] {
    let clock = lifecycle.clocks[ref]
    return decided(model.clockGuards[Int(ref.offset)], lead).flatMap { lead, holds in
      if !holds { return [lead] }
      switch clock.anchor {
      case .entry: return run(lead, ref, lead.now, isLate: lead.isLate)
      case .assignment:
        return run(
          lead, ref, lead.assigned ?? lead.now, isLate: lead.isLate || lead.assigned == nil)
      case .capture:
        // It was captured when the run began, or before.
        return run(lead, ref, dues.algebra.identity, isLate: true)
      case .activity: return run(lead, ref, lead.entered, isLate: lead.isLate)
      case .field(let field):
        return decided(presence(field), lead).flatMap { lead, isPresent in
          if !isPresent { return [lead] }
          return run(lead, ref, dues.algebra.never, isLate: true, field: field)
        }
      }
    }
  }

  /// The lead with a clock at its first rung, in whichever hours it may count.
  private mutating func run(
    _ lead: SilentLead, _ ref: Ref<Clock>, _ anchor: DueFunction, isLate: Bool,
    field: Ref<Field>? = nil
  ) -> [SilentLead] {
    calendars(of: lifecycle.clocks[ref].hours, lead).map { lead, calendar in
      var lead = lead
      run(&lead, ref, anchor, 0, calendar, 0, isLate: isLate, field: field)
      return lead
    }
  }

  func presence(_ field: Ref<Field>) -> BoxGuard { model.presence[Int(field.offset)] }

  /// The lead for which a guard holds, and the one for which it does not: fewer fields are left
  /// open in each. Where it would take too many parts to tell them apart, all leads go both ways.
  mutating func decided(_ condition: BoxGuard, _ lead: SilentLead) -> [(SilentLead, Bool)] {
    var parts: [(SilentLead, Bool)] = []
    if divide(lead, by: condition, into: &parts) { return parts }
    var fields: Set<Int> = []
    condition.eachField { fields.insert($0) }
    let whole = mixed(lead, of: fields, in: lead.state)
    return [(whole, true), (whole, false)]
  }

  /// The lead, where it is not told what it has in some fields.
  private mutating func mixed(
    _ lead: SilentLead, of fields: Set<Int>, in state: Ref<State>
  ) -> SilentLead {
    limits.insert(.parts(state, fields.sorted().map { model.space.fields[$0] }))
    var lead = lead
    lead.isExact = false
    lead.goesBothWays = true
    if lead.hits.rested == nil { lead.isBlurred = true }
    return lead
  }

  /// The lead as it goes on among all that enter the state like it.
  mutating func untold(_ lead: SilentLead, in node: SilentNode) -> (SilentLead, SilentNode) {
    var all = node
    all.box = model.space.everything
    let fields = all.box.masks.indices.filter { all.box.masks[$0] != node.box.masks[$0] }
    return (mixed(lead, of: Set(fields), in: node.state), all)
  }

  /// Whether the parts stay few into which the lead has to be divided to tell for which of them a
  /// guard holds.
  private mutating func divide(
    _ lead: SilentLead, by condition: BoxGuard, into parts: inout [(SilentLead, Bool)]
  ) -> Bool {
    if let truth = condition.truth(in: lead.box) {
      parts.append((lead, truth))
      return true
    }
    guard let (field, wanted) = condition.openTest(in: lead.box) else {
      var lead = lead
      lead.isExact = false
      parts += [(lead, true), (lead, false)]
      return true
    }
    divisions += 1
    if parts.count > Self.mostParts || divisions > Self.mostDivisions { return false }
    for mask in [wanted, ~wanted] {
      var part = lead
      part.narrow(field, to: mask)
      if part.written.isEmpty, model.facts.contains(where: { $0.truth(in: part.box) == false }) {
        continue
      }
      if !divide(part, by: condition, into: &parts) { return false }
    }
    return true
  }

  /// In which hours a clock may count.
  mutating func calendars(
    of hours: Clock.Hours?, _ lead: SilentLead
  ) -> [(SilentLead, Ref<BusinessCalendar>?)] {
    switch hours {
    case nil: return [(lead, nil)]
    case .calendar(let calendar): return [(lead, calendar)]
    case .owner:
      guard lead.holder.isOwner, model.machine.calendars.count > 1 else {
        return [(lead, model.machine.calendars.refs.first)]
      }
      var lead = lead
      lead.isExact = false
      return model.machine.calendars.refs.map { (lead, $0) }
    case .field(let field, let calendars, let otherwise):
      var result: [(SilentLead, Ref<BusinessCalendar>?)] = []
      var rest = [lead]
      for (key, calendar) in calendars.sorted(by: { $0.key < $1.key }) {
        let test = model.space.compile(
          .test(field, .compare(.equal, .text(key))), in: lifecycle)
        let parts = rest.flatMap { decided(test, $0) }
        result += parts.filter(\.1).map { ($0.0, calendar) }
        rest = parts.filter { !$0.1 }.map(\.0)
      }
      return result + rest.map { ($0, otherwise) }
    }
  }

  /// A lead that may have brought clocks along, at any rung, or none of them.
  mutating func mayBring(_ carried: [Ref<Clock>], _ lead: SilentLead) -> [SilentLead] {
    var leads = [lead]
    for ref in carried {
      if leads.count > Self.mostRuns { return leads.map { givenUp($0, in: $0.state) } }
      let clock = lifecycle.clocks[ref]
      var rungs = clock.rungs.indices
      if rungs.allSatisfy({ model.isMild(ref, $0) }) {
        // It can only call somebody sooner, but for those who have been called already where the
        // state would start it anew.
        let isArmed = lifecycle.states[lead.state].clocks.contains(ref)
        rungs = isArmed && !model.isAnonymous ? rungs.dropFirst() : rungs.prefix(0)
      }
      let more = each(of: leads) { walk, lead in
        walk.calendars(of: clock.hours, lead).flatMap { lead, calendar in
          rungs.map { rung in
            var other = lead
            other.isExact = false
            // The step before has come by now.
            var anchor = lead.now
            if rung > 0, case .seconds(let passed) = clock.rungs[rung - 1].after {
              let (time, overflow) = passed.multipliedReportingOverflow(by: -1000)
              if !overflow { anchor = walk.dues.algebra.shifted(anchor, by: time) }
            }
            walk.run(&other, ref, anchor, rung, calendar, 0, isLate: true, field: nil)
            return other
          }
        }
      }
      leads += more
    }
    return leads
  }
}
