import RoeMachine
import RoeSource

extension LintInput {
  /// Promises that count time, each with the lead that waits longest.
  var brokenTimes: [Finding] {
    guard let interpreter = player?.interpreter else { return [] }
    let replay = SilenceReplay(machine: machine, roster: roster)
    var told: Set<String> = []
    return facts.silences.flatMap { report in
      let lifecycle = machine.lifecycles[report.lifecycle]
      let broken = report.lateCalls.compactMap { call -> Finding? in
        let promise = lifecycle.promises[call.promise]
        let rule = RuleID.promise(lifecycle.id, promise.id)
        guard !told.contains(rule), let span = span(rule) else { return nil }
        for call in [nearer(call, in: lifecycle), call] {
          guard let late = replay.lateCall(call, in: report.lifecycle, on: interpreter) else {
            continue
          }
          told.insert(rule)
          return finding(call, late.state, late.end, in: lifecycle, at: span)
        }
        return nil
      }
      let open = report.lateCalls.compactMap { call -> Finding? in
        let promise = lifecycle.promises[call.promise]
        let rule = RuleID.promise(lifecycle.id, promise.id)
        guard let span = span(rule), told.insert(rule).inserted else { return nil }
        let name = lifecycle.states[call.state].id
        return Finding(
          "“\(promise.id)” could be neither proved nor refuted: roe does not see that somebody is called in time about every lead in “\(name)”, and found none about which nobody is",
          at: span, severity: .note,
          labels: self.span(of: call.state, in: lifecycle).map {
            [.init("it begins here", at: $0)]
          }
            ?? [],
          help:
            "Add a clock to “\(name)” that calls somebody at the latest then, whatever else rings; or promise it for fewer leads (when:)."
        )
      }
      return broken + open
    }
  }

  /// - Parameters:
  ///   - place: where the lead is when somebody must have been called.
  ///   - end: what ends the wait; nil when nothing ever does.
  private func finding(
    _ call: LateCall, _ place: Ref<State>, _ end: SilenceEnd?, in lifecycle: Lifecycle,
    at span: SourceSpan
  ) -> Finding {
    let wait = end?.wait
    let zone = machine.zones[machine.zone]
    let promise = lifecycle.promises[call.promise]
    let name = lifecycle.states[place].id
    let lead = known(call.record, promise.when, lifecycle)
    let clocks = lifecycle.states[place].clocks.map { lifecycle.clocks[$0] }
    // How far away a day in a field lies is nobody's rule.
    let day = clocks.compactMap(\.awaited).first { wait != nil && isFar(call.record, $0) }
    let waiting: String
    let outcome: String
    if let day {
      let field = lifecycle.fields[day].id
      waiting = "until the day in “\(field)”, however far away that is, and nobody is called before"
      outcome = "nobody is called before the day in “\(field)”"
    } else if let end, !end.decision.isCall, let state = end.decision.to {
      let goal = lifecycle.states[state].id
      waiting = "\(end.wait.exactSpanWords) until it goes to “\(goal)”, and nobody is called before"
      outcome = "nobody is before it goes to “\(goal)” \(zone.moment(end.decision.at))"
    } else if let end {
      waiting = "\(end.wait.exactSpanWords) until somebody is called"
      outcome = "somebody is called \(zone.moment(end.decision.at))"
    } else {
      waiting = "for ever, and nobody is called"
      outcome = "nobody is ever called"
    }
    let asked =
      lifecycle.entries.map(\.when) + [promise.when]
      + Set([call.state, place]).sorted().flatMap { state in
        lifecycle.states[state].clocks.map { lifecycle.clocks[$0].armingCondition(in: lifecycle) }
      } + (day.map { [.test($0, .isPresent)] } ?? [])
    return Finding(
      "“\(promise.id)” does not hold: \(lead) can wait in “\(name)” \(waiting)", at: span,
      labels: self.span(of: place, in: lifecycle).map { [.init("it waits here", at: $0)] } ?? [],
      notes: [
        "For example one that is captured \(zone.moment(call.start)): somebody must be called by \(zone.moment(call.due)), and \(outcome)."
      ],
      help: "Add a clock to “\(name)” that calls somebody in time, or promise what can be kept.",
      scenes: [
        Scene(
          lifecycle, in: [call.state],
          as: SampleLead(call.record, at: call.start, telling: asked, in: lifecycle),
          arriving: call.start,
          [
            .unheard(until: call.due),
            .nothing(until: wait.map { call.start.saturating(plus: $0) } ?? call.due),
          ])
      ])
  }

  /// As in `a lead with source web`: the fields that the promise asks for.
  private func known(_ record: [Value], _ when: Guard, _ lifecycle: Lifecycle) -> String {
    let words = lifecycle.fields(askedBy: [when]).map { ref in
      let field = lifecycle.fields[ref]
      return "\(field.words) \(record[Int(ref.offset)].words(in: field))"
    }
    return words.isEmpty ? "a lead" : "a lead with \(words.listed)"
  }

  // MARK: Days far away

  /// The first day that is far away, for people.
  private var farDay: CivilDate {
    machine.zones[machine.zone].day(at: machine.usualInstant).adding(days: 3653)
  }

  private func isFar(_ record: [Value], _ field: Ref<Field>) -> Bool {
    switch record[Int(field.offset)] {
    case .text(let text): CivilDate(text).map { $0 >= farDay } ?? false
    case .integer(let instant): instant >= machine.zones[machine.zone].start(of: farDay)
    default: false
    }
  }

  /// The same lead, with days that are ten years off in place of those at the end of all time.
  private func nearer(_ call: LateCall, in lifecycle: Lifecycle) -> LateCall {
    var call = call
    for field in Set(lifecycle.clocks.compactMap(\.awaited)) where isFar(call.record, field) {
      let zone = machine.zones[machine.zone]
      call.record[Int(field.offset)] =
        if case .instant = lifecycle.fields[field].type {
          .integer(zone.start(of: farDay))
        } else {
          .text(farDay.description)
        }
    }
    return call
  }
}

extension SampleLead {
  /// A lead of which everything is known, and for which the fields matter that some conditions ask
  /// for.
  init(_ record: [Value], at instant: Int, telling asked: [Guard], in lifecycle: Lifecycle) {
    self.init(
      record: record, now: instant, lastActivity: lifecycle.activities.map { _ in nil },
      traits: lifecycle.fields(askedBy: asked).map { ref in
        let field = lifecycle.fields[ref]
        return Trait(
          field: ref,
          words: "\(field.words) \(record[Int(ref.offset)].words(in: field))")
      })
  }
}

extension Lifecycle {
  /// The fields that some conditions ask for, in order.
  fileprivate func fields(askedBy conditions: [Guard]) -> [Ref<Field>] {
    conditions.reduce(into: Set<Ref<Field>>()) { $0.formUnion($1.fields(definitions)) }.sorted()
  }
}
