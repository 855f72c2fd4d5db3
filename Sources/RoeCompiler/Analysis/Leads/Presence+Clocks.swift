import RoeLogic
import RoeMachine

/// Which leads bring a running clock along into states that do not arm it: those that have been
/// where it starts, as far as fields that nobody can edit tell.
extension Presence {
  /// Follows the clocks that leads bring along, with the leads that are known to arrive; whether any
  /// runs for a lead for which it was not known to.
  mutating func bringClocks() throws(BudgetExceeded) -> Bool {
    let lifecycle = journey.lifecycle
    var movable = Set<Ref<Clock>>()
    for state in lifecycle.states.refs {
      let running = journey.running.clocks[Int(state.offset)]
      movable.formUnion(running.subtracting(lifecycle.states[state].clocks))
    }
    if movable.isEmpty { return false }
    let before = brought
    var waiting: [Ref<State>] = []
    func add(
      _ leads: Diagram, of clock: Ref<Clock>, in state: Ref<State>, _ presence: inout Presence
    ) throws(BudgetExceeded) {
      guard leads != .none, movable.contains(clock) else { return }
      let known = presence.brought[Running(clock: clock, state: state)] ?? .none
      let all = try presence.space.diagrams.or(known, presence.edited(leads))
      if all == known { return }
      presence.brought[Running(clock: clock, state: state)] = all
      waiting.append(state)
    }
    for move in lifecycle.moves where move.outcome.to == nil && !move.outcome.started.isEmpty {
      let condition = try edited(space.leads(move.condition(in: lifecycle)))
      for state in move.from {
        let leads = try space.diagrams.and(self.waiting(in: state), condition)
        let after = try space.after(move.outcome.actions, leads, except: changing)
        for clock in move.outcome.started { try add(after, of: clock, in: state, &self) }
      }
    }
    for step in journey.steps {
      let carries = lifecycle.states[step.to].carries.filter(movable.contains)
      if carries.isEmpty { continue }
      let leads = try passing(step)
      let after = try space.after(journey.actions(of: step), leads, except: changing)
      for clock in carries {
        if journey.outcome(of: step)?.started.contains(clock) ?? false {
          try add(after, of: clock, in: step.to, &self)
        } else if lifecycle.states[step.from].clocks.contains(clock), !journey.ends(clock, on: step)
        {
          let running = try space.diagrams.and(leads, armed(clock, in: step.from))
          let after = try space.after(journey.actions(of: step), running, except: changing)
          try add(after, of: clock, in: step.to, &self)
        }
      }
    }
    let staying = waysToStay
    while let state = waiting.popLast() {
      let place = Int(state.offset)
      for clock in movable.sorted() {
        guard let leads = brought[Running(clock: clock, state: state)] else { continue }
        for way in staying[place] {
          let changed = try space.diagrams.and(leads, condition(of: way, in: state))
          let after = try space.after(way.actions, changed, except: changing)
          try add(after, of: clock, in: state, &self)
        }
        for step in journey.leaving[place].map({ journey.steps[$0] })
        where lifecycle.states[step.to].carries.contains(clock) && !journey.ends(clock, on: step) {
          let taken = try space.diagrams.and(leads, passing(step))
          let after = try space.after(journey.actions(of: step), taken, except: changing)
          try add(after, of: clock, in: step.to, &self)
        }
      }
    }
    return brought != before
  }

  /// The leads that another clock surely takes away before a step of a clock comes: those for which it
  /// was armed, whatever they have become since.
  mutating func taken(
    before rung: Int, of ref: Ref<Clock>, in state: Ref<State>
  ) throws(BudgetExceeded) -> Diagram {
    let lifecycle = journey.lifecycle
    let after = lifecycle.clocks[ref].rungs[rung].after
    var taken = Diagram.none
    guard lifecycle.states[state].clocks.contains(ref), departures.countsFromEntry(ref),
      brought[Running(clock: ref, state: state)] == nil
    else { return taken }
    for earlier in lifecycle.states[state].clocks {
      guard let departure = departures.departure(by: earlier, from: state, before: ref),
        departure.after.isAlwaysShorter(
          than: after, isSameHours: departures.isSameHours(earlier, as: ref), machine)
      else { continue }
      let condition = lifecycle.clocks[earlier].armingCondition(in: lifecycle)
      let spared = try space.diagrams.difference(
        space.possible, space.leads(condition))
      let surely = try space.diagrams.difference(
        space.possible, space.diagrams.exists(spared, changingInState[Int(state.offset)]))
      taken = try space.diagrams.or(taken, surely)
    }
    return taken
  }

  /// The leads that may take a step.
  mutating func passing(_ step: Journey.Step) throws(BudgetExceeded) -> Diagram {
    let leads =
      journey.isAtOnce(step)
      ? arriving[Int(step.from.offset)] : try self.waiting(in: step.from)
    return try space.diagrams.and(leads, condition(of: step))
  }
}

extension Journey {
  /// Whether a step stops a clock, or is the last thing that the clock does.
  fileprivate func ends(_ clock: Ref<Clock>, on step: Step) -> Bool {
    if actions(of: step).contains(.stop(clock)) { return true }
    switch step.cause {
    case .rung(let rung, of: clock):
      let model = lifecycle.clocks[clock]
      return !model.repeats && rung + 1 == model.rungs.count
    case .rung, .move, .table, .lost: return false
    }
  }
}
