package import RoeMachine

extension Journey {
  /// Whose the lead is, what they owe and until when, by which rule, and what happens if nobody does
  /// anything; in plain sentences.
  ///
  /// - Parameters:
  ///   - decision: what was decided last about the lead, where that is known.
  ///   - input: what it answers.
  ///   - silence: the decisions to come if nobody does anything.
  package func answer(
    _ lead: Configuration, at instant: Int, after decision: Decision?, _ input: Input?,
    silence: [Decision]
  ) -> String {
    var text = ownership(lead, at: instant)
    if let decision, decision.kind == .lost {
      text += "The rules fail it, because \(objection(decision, input)).\n"
    }
    let because = decision?.because.rules ?? []
    let rules = because.isEmpty ? [Rule.state(lead.state)] : because
    for rule in rules {
      text += "  by rule \(reference(rule))\n"
    }
    text += "\n" + duties(of: lead, at: instant, silence: silence)
    return text + "\n" + future(silence, of: lead)
  }

  private func ownership(_ lead: Configuration, at instant: Int) -> String {
    let state = prose.lifecycle.states[lead.state]
    let title = prose.state(lead.state)
    var text: String
    if let owner = lead.owner {
      text = "\(lead.lead) belongs to \(person(owner)), since \(stamp(lead.assigned)).\n"
      if let words = away(owner, at: instant) { text += "\(words).\n" }
    } else {
      text = "\(lead.lead) belongs to nobody.\n"
    }
    text += "It is in “\(title)” since \(stamp(lead.entered))"
    switch state.kind {
    case .closed: text += ", which is the end of its journey.\n"
    case .pending:
      text += ", waiting for an answer from "
      text += lead.asked.isEmpty ? "whoever was asked" : person(lead.asked.last)
      text += ".\n"
    default: text += ".\n"
    }
    if let says = names.text(RuleID.state(prose.lifecycle.id, state.id)).says {
      text += "  \(says.oneLine)\n"
    }
    return text
  }

  /// Says that a person is absent or has left, and who covers.
  private func away(_ owner: Ref<Roster.Member>, at instant: Int) -> String? {
    guard let words = absence(of: owner, at: instant) else { return nil }
    let id = roster.people[owner].id
    let absence = roster.absences.last { $0.person == id && $0.span.contains(instant) }
    return words + (absence?.cover.map { ". \(names.person($0)) covers" } ?? "")
  }

  private func duties(
    of lead: Configuration, at instant: Int, silence: [Decision]
  ) -> String {
    let running = lead.running.sorted { ($0.due, $0.clock) < ($1.due, $1.clock) }
    guard !running.isEmpty else { return "Nobody owes anything: no clock is running.\n" }
    let answers = running.filter { isAnswer($0.clock) }
    let others = running.filter { !isAnswer($0.clock) }
    var text = ""
    if !answers.isEmpty {
      let asked = lead.asked.isEmpty ? "whoever was asked" : person(lead.asked.last)
      text += "What \(asked) owes:\n"
      for timer in answers { text += duty(timer, "an answer", of: lead, at: instant, silence) }
    }
    if !others.isEmpty {
      text += lead.owner == nil ? "What is owed:\n" : "What \(person(lead.owner)) owes:\n"
      for timer in others {
        let act = prose.act(prose.lifecycle.clocks[timer.clock])
        text += duty(
          timer, act ?? "to move the \(prose.noun) on", of: lead, at: instant, silence)
      }
    }
    return text
  }

  /// Whether a clock waits for the answer to a handoff, which the person asked owes.
  private func isAnswer(_ ref: Ref<Clock>) -> Bool {
    let id = prose.lifecycle.clocks[ref].id
    return prose.handoffs.contains { $0.silence == id }
  }

  private func duty(
    _ timer: RunningClock, _ what: String, of lead: Configuration, at instant: Int,
    _ silence: [Decision]
  ) -> String {
    let clock = prose.lifecycle.clocks[timer.clock]
    let missed = missed(clock)
    let miss = max(timer.rung, missed)
    // Later steps are only known from the run in which they happen, late by the lag.
    let decided = silence.first {
      $0.timer?.clock == timer.clock && $0.timer?.rung == miss + 1
    }
    let due = miss == timer.rung ? timer.due : decided.map { $0.at &- lag } ?? timer.due
    // Whoever has had the lead all the time has missed what the SLA promises.
    let isMissed =
      timer.rung > missed && prose.dues[clock.id] != nil && lead.assigned <= timer.anchor
    let late =
      due < instant
      ? ", overdue since" : isMissed ? ", overdue already; the next step comes" : " by"
    let id = RuleID.clock(prose.lifecycle.id, clock.id)
    var text = "  \(what)\(late) \(stamp(due))\(lagNote)\n"
    text += "    by rule \(reference(.clock(timer.clock)))\n"
    if let says = names.text(id).says { text += "    \(says.oneLine)\n" }
    return text
  }

  /// How long a step waits for acts that the CRM reports late, in milliseconds.
  private var lag: Int { names.machine.syncLag.multipliedReportingOverflow(by: 1000).partialValue }

  private var lagNote: String {
    lag > 0 ? " (+ \(clockWords(names.machine.syncLag, "")) sync lag)" : ""
  }

  /// The step of a clock by which the duty is missed.
  private func missed(_ clock: Clock) -> Int {
    guard let due = prose.due(clock) else { return 0 }
    return clock.rungs.firstIndex(of: due) ?? 0
  }

  private func future(_ silence: [Decision], of lead: Configuration) -> String {
    if silence.isEmpty { return "If nobody does anything, nothing changes.\n" }
    var text = "If nobody does anything\(lag > 0 ? ", sync lag included" : ""):\n"
    for decision in silence {
      var steps = decision.effects.compactMap(words)
      if decision.kind == .lost {
        steps.append("the \(prose.noun) goes to lost and found")
      } else if let to = decision.to, decision.from != to {
        steps.append("the \(prose.noun) goes to \(prose.state(to))")
      }
      if decision.ownerAfter == nil, decision.ownerBefore != nil {
        steps.append("nobody owns the \(prose.noun) any more")
      }
      if steps.isEmpty { steps = ["nothing changes"] }
      text += "  \(stamp(decision.at))  \(steps.joined(separator: "; "))\n"
    }
    return text
  }
}
