import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let trueByItself = Lint(
    Code(
      "ROE0409", "true-by-itself", or: .warning,
      title: "It is true, and nobody looks",
      rationale: """
        Leads grow old without anybody touching them. A condition that asks for an age, or for how \
        long ago something was done, becomes true while nothing happens; but `whenever` is looked \
        at after something has happened, and `becomes` after somebody has edited the lead. Without \
        a clock that rings then, the lead waits for whatever comes next. Let a clock that counts \
        from the same day do it. For the same reason `becomes` passes over a lead that is so \
        already when it comes: say `whenever` where it is meant, too.
        """,
      avoid: Example(
        """
        fields:
          renewal: date
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [{ after: 12 months, to: lost }]
            moves:
              - { whenever: renewal older than 30 days, to: late }  # ROE0409
              - { event: done, to: won }
          late: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          renewal: date
        states:
          waiting:
            owner: dana
            entry: true
            clocks:
              - { since: { field: renewal }, after: 31 days, to: late }
              - { after: 12 months, to: lost }
            moves:
              - { event: done, to: won }
          late: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    guard input.isExact, input.broken.isEmpty else { return [] }
    return input.turnsPassedOver
      + input.journeys.indices.flatMap { place -> [Finding] in
        let journey = input.journeys[place]
        let lifecycle = journey.lifecycle
        return lifecycle.moves.compactMap { move -> Finding? in
          let condition: Guard
          switch move.trigger {
          case .watch: condition = move.when
          // What must hold besides is asked for at the same moment.
          case .becomes(let turning): condition = turning
          case .event: return nil
          }
          let rule = RuleID.move(lifecycle.id, move.id)
          let states = input.places(of: move, in: journey)
          let parts = condition.timedParts(lifecycle.definitions)
          guard let span = input.span(rule), !parts.isEmpty, !states.isEmpty,
            // With errors the machine may not run at all.
            let interpreter = input.player?.interpreter
          else { return nil }
          for part in parts {
            let search = Awakening(
              condition: condition, part: part, lifecycle: Ref(place), machine: input.machine,
              interpreter: interpreter)
            // What is too complex to follow is told where it stands.
            guard let lead = (try? search.lead()) ?? nil else { continue }
            let isEdit = if case .becomes = move.trigger { true } else { false }
            guard
              let state = isEdit ? states.first : states.first(where: { !search.isWoken($0, lead) })
            else { continue }
            return finding(move, state, part, lead, at: span, journey, Ref(place), input)
          }
          return nil
        }
      }
  }

  private static func finding(
    _ move: Move, _ state: Ref<State>, _ part: Guard, _ lead: Awakening.Turn, at span: SourceSpan,
    _ journey: Journey, _ ref: Ref<Lifecycle>, _ input: LintInput
  ) -> Finding {
    let lifecycle = journey.lifecycle
    let zone = input.machine.zones[input.machine.zone]
    let name = lifecycle.states[state].id
    let target: String =
      if case .state(let to)? = move.outcome.to { ", to: \(lifecycle.states[to].id)" } else { "" }
    let since: String
    switch part {
    case .test(let field, _): since = "field: \(lifecycle.fields[field].id)"
    case .activity(let activity, _): since = "activity: \(lifecycle.activities[activity].id)"
    default: since = "…"
    }
    let isEdit = if case .becomes = move.trigger { true } else { false }
    return Finding(
      isEdit
        ? "this becomes true by itself as time passes, and “becomes” looks only when somebody edits the lead"
        : "this becomes true by itself while a lead waits in “\(name)”, and no clock rings then",
      at: span,
      notes: [
        "For example for a lead with \(lead.lead.words): from \(zone.stamp(lead.at)) on it is true, and nobody looks before something else happens."
      ],
      help: "Let a clock of “\(name)” do it: { since: { \(since) }, after: …\(target) }.",
      witness: Witness(lead.lead, in: ref, claims: [.turnsTrue(lead.condition, at: lead.at)]),
      scenes: [
        Scene(
          lifecycle, in: [state], as: lead.lead, arriving: lead.at.saturating(minus: 3_600_000),
          [.silence])
      ])
  }
}

extension LintInput {
  /// The states in which a move may be made, as they are written; lost and found, to which the
  /// compiler adds moves for all states, comes last.
  fileprivate func places(of move: Move, in journey: Journey) -> [Ref<State>] {
    let lifecycle = journey.lifecycle
    func rank(_ state: Ref<State>) -> (Int, SourceSpan?) {
      (lifecycle.states[state].kind == .lostAndFound ? 1 : 0, span(of: state, in: lifecycle))
    }
    return move.from.filter(journey.looksAt).sorted { a, b in
      let ((first, place), (second, other)) = (rank(a), rank(b))
      if first != second { return first < second }
      guard let place, let other else { return a < b }
      return place < other
    }
  }
}

/// The moment at which one part of a condition makes it true.
private struct Awakening {
  let condition: Guard
  let part: Guard
  let lifecycle: Ref<Lifecycle>
  let machine: Machine
  let interpreter: Interpreter

  /// A lead for which the condition is not true, and is from an instant on.
  struct Turn {
    let lead: SampleLead
    let condition: Guard
    let at: Int
  }

  private var model: Lifecycle { machine.lifecycles[lifecycle] }
  private var zone: Zone { machine.zones[machine.zone] }

  /// A lead for which this part decides, and turns the whole true; nil when there is none.
  func lead() throws(BudgetExceeded) -> Turn? {
    let before = part.isTrueAtFirst
    let now: Guard = before ? .not(part) : part
    let then = condition.settling(part, as: before, model.definitions)
    let wanted = Guard.all([condition, now, .not(then)])
    var space = try LeadSpace(
      model, zone: zone, guards: [wanted], usual: machine.usualInstant,
      budget: TableFacts.nodeBudget)
    let leads = try space.leads(wanted)
    guard let lead = space.sample(of: leads), let turn = lead.turn(of: part, in: zone) else {
      return nil
    }
    let found = Turn(lead: lead, condition: condition, at: turn)
    let witness = Witness(lead, in: lifecycle, claims: [.turnsTrue(condition, at: turn)])
    return witness.replays(on: interpreter) ? found : nil
  }

  /// Whether a clock of a state rings for the lead within a day after the turn.
  func isWoken(_ state: Ref<State>, _ turn: Turn) -> Bool {
    let lag = machine.syncLag.saturating(times: 1000)
    return (model.states[state].clocks + model.states[state].carries).contains { ref in
      let clock = model.clocks[ref]
      if clock.isDaily { return true }
      guard let anchor = anchor(of: clock, turn.lead) else { return false }
      return clock.rungs.contains { rung in
        guard let due = due(rung.after, since: anchor, clock.hours) else { return true }
        let at = due.saturating(plus: lag)
        return (turn.at...turn.at.saturating(plus: 86_400_000)).contains(at)
      }
    }
  }

  /// What the clock counts from, if that is what the condition asks for.
  private func anchor(of clock: Clock, _ lead: SampleLead) -> Int? {
    switch clock.anchor {
    case .field(let field):
      switch lead.record[Int(field.offset)] {
      case .integer(let instant): instant
      case .text(let text): CivilDate(text).map { zone.start(of: $0) }
      default: nil
      }
    case .activity(let activity): lead.lastActivity[Int(activity.offset)]
    case .entry, .assignment, .capture: nil
    }
  }

  /// Nil when it depends on whose hours count, or the calendar does not reach so far.
  private func due(_ amount: Amount, since anchor: Int, _ hours: Clock.Hours?) -> Int? {
    switch amount {
    case .seconds(let count): return anchor.saturating(plus: count.saturating(times: 1000))
    case .months(let count): return zone.adding(months: count, to: anchor)
    case .businessSeconds, .businessDays, .endOfBusinessDay: break
    }
    guard case .calendar(let ref)? = hours else { return nil }
    return BusinessTime(machine.calendars[ref]).due(after: amount, since: anchor)
  }
}

extension Clock {
  /// Whether it rings again and again, at least once a day.
  fileprivate var isDaily: Bool {
    guard repeats, when == .always, metBy.isEmpty, let last = rungs.last?.after else {
      return false
    }
    switch last {
    case .seconds(let count): return count <= 86_400
    case .businessDays(let count): return count <= 1
    case .businessSeconds(let count): return count <= 8 * 3600
    case .endOfBusinessDay(let count): return count <= 1
    case .months: return false
    }
  }
}
