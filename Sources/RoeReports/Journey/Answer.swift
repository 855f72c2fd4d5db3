package import RoeMachine

extension Journey {
  /// Whose the lead is, what they owe and until when, by which rule, and what happens if nobody does
  /// anything; in plain sentences.
  ///
  /// - Parameters:
  ///   - silence: the decisions to come if nobody does anything.
  ///   - because: the rules that named the owner, where they are known.
  package func answer(
    _ lead: Configuration, at instant: Int, because: [Rule], silence: [Decision]
  ) -> String {
    var text = ownership(lead, at: instant)
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
      text += away(owner, at: instant)
    } else {
      text = "\(lead.lead) belongs to nobody.\n"
    }
    text += "It is in “\(title)” since \(stamp(lead.entered))"
    switch state.kind {
    case .closed: text += ", which is the end of its journey.\n"
    case .pending: text += ", waiting for an answer from \(person(lead.asked.last)).\n"
    default: text += ".\n"
    }
    if let says = names.text(RuleID.state(prose.lifecycle.id, state.id)).says {
      text += "  \(says.oneLine)\n"
    }
    return text
  }

  /// Says that a person is absent or has left.
  private func away(_ owner: Ref<Roster.Member>, at instant: Int) -> String {
    let member = roster.people[owner]
    if let last = member.lastDay, last <= instant {
      return "\(names.person(member.id)) has left.\n"
    }
    let absence = roster.absences.last { $0.person == member.id && $0.span.contains(instant) }
    guard let absence else { return "" }
    let cover = absence.cover.map { " \(names.person($0)) covers." } ?? ""
    return "\(names.person(member.id)) is away until \(stamp(absence.span.upperBound)).\(cover)\n"
  }

  private func duties(
    of lead: Configuration, at instant: Int, silence: [Decision]
  ) -> String {
    let running = lead.running.sorted { ($0.due, $0.clock) < ($1.due, $1.clock) }
    guard !running.isEmpty else { return "Nobody owes anything: no clock is running.\n" }
    var text = lead.owner == nil ? "What is owed:\n" : "What \(person(lead.owner)) owes:\n"
    for timer in running {
      let clock = prose.lifecycle.clocks[timer.clock]
      let miss = max(timer.rung, missed(clock))
      // Later steps are only known from the run in which they happen.
      let decided = silence.first {
        $0.timer?.clock == timer.clock && $0.timer?.rung == miss + 1
      }
      let due = miss == timer.rung ? timer.due : decided?.at ?? timer.due
      let what =
        clock.metBy.isEmpty
        ? "to move the lead on" : listed(clock.metBy.map { prose.activity($0).withArticle }, "or")
      let late = due < instant ? ", overdue since" : " by"
      let id = RuleID.clock(prose.lifecycle.id, clock.id)
      text += "  \(what)\(late) \(stamp(due))\n"
      text += "    by rule \(reference(.clock(timer.clock)))\n"
      if let says = names.text(id).says { text += "    \(says.oneLine)\n" }
    }
    return text
  }

  /// The first step of a clock that does more than remind: the one by which the duty is missed.
  private func missed(_ clock: Clock) -> Int {
    guard let due = prose.due(clock) else { return 0 }
    return clock.rungs.firstIndex(of: due) ?? 0
  }

  private func future(_ silence: [Decision], of lead: Configuration) -> String {
    if silence.isEmpty { return "If nobody does anything, nothing changes.\n" }
    var text = "If nobody does anything:\n"
    for decision in silence {
      var steps = decision.effects.compactMap(words)
      if decision.kind == .lost {
        steps.append("the lead goes to lost and found")
      } else if let to = decision.to, decision.from != to {
        steps.append("the lead goes to \(prose.state(to))")
      }
      if decision.ownerAfter == nil, decision.ownerBefore != nil {
        steps.append("nobody owns the lead any more")
      }
      if steps.isEmpty { steps = ["nothing changes"] }
      text += "  \(stamp(decision.at))  \(steps.joined(separator: "; "))\n"
    }
    return text
  }
}
