import RoeMachine

/// The way of one lead from its capture on, as the machine has carried it out.
struct Play: Sendable {
  /// One thing that happened, and what the machine decided upon it.
  struct Step: Sendable {
    /// Nil where a clock rang.
    let input: Input?
    let decisions: [Decision]
  }

  var lead: Configuration
  var roster: RosterState
  var steps: [Step]
  /// The fields that matter for the way.
  let fields: [Ref<Field>]

  /// One line for each decision, as in `Tue 2026-01-06 10:00  captured: “new”, owner Ana Sousa`.
  func lines(on machine: Machine, _ people: Roster) -> [String] {
    let lifecycle = machine.lifecycles[lead.lifecycle]
    let zone = machine.zones[machine.zone]
    return steps.flatMap { step in
      step.decisions.enumerated().compactMap { number, decision in
        line(decision, step.input, isFirst: number == 0, lifecycle, people).map {
          "\(zone.stamp(decision.at))  \($0)"
        }
      }
    }
  }

  private func line(
    _ decision: Decision, _ input: Input?, isFirst: Bool, _ lifecycle: Lifecycle,
    _ people: Roster
  ) -> String? {
    var words: String
    switch decision.kind {
    case .captured: words = "captured\(known(of: input, lifecycle))"
    case .fired:
      guard let timer = decision.timer else { return nil }
      let clock = lifecycle.clocks[timer.clock]
      // Clocks without a name of their own have one that says where they are.
      words =
        clock.id.contains(".")
        ? "after \(clock.rungs[timer.rung - 1].after.words)" : "“\(clock.id)” rings"
    case .moved, .edited, .noted:
      if !isFirst {
        words = "at once"
        break
      }
      guard case .declared(let event)? = input?.event else {
        words = "the record changes"
        break
      }
      words = "\(lifecycle.events[event].id)\(source(of: input, people))"
    case .followed: words = "at once"
    case .lost:
      words =
        decision.sequence == 1
        ? "captured\(known(of: input, lifecycle)), and failed by the rules" : "failed by the rules"
    case .ignored:
      guard case .declared(let event)? = input?.event else { return nil }
      return "\(lifecycle.events[event].id)\(source(of: input, people)): nothing happens"
    case .refused: return nil
    }
    var news: [String] = []
    if let to = decision.to, to != decision.from { news.append("“\(lifecycle.states[to].id)”") }
    if let owner = decision.ownerAfter, owner != decision.ownerBefore {
      news.append("owner \(people.people[owner].name)")
    }
    if !news.isEmpty { words += ": " + news.joined(separator: ", ") }
    return words
  }

  /// What matters of a lead that is captured, as in ` with country CH, score 5`.
  private func known(of input: Input?, _ lifecycle: Lifecycle) -> String {
    let known = (input?.edits ?? []).compactMap { edit -> String? in
      guard let ref = edit.field, fields.contains(ref) else { return nil }
      let field = lifecycle.fields[ref]
      return "\(field.words) \(edit.value.words(in: field))"
    }
    return known.isEmpty ? "" : " with \(known.joined(separator: ", "))"
  }

  private func source(of input: Input?, _ people: Roster) -> String {
    switch input?.actor {
    case .person(let member): " by \(people.people[member].name)"
    case .lead: " by the lead"
    case .system, .unknown, nil: ""
    }
  }
}
