import RoeMachine

/// The way of one lead from its capture on, as the machine has carried it out.
struct Play: Sendable {
  /// One thing that happened, and what the machine decided upon it.
  struct Step: Sendable {
    /// Nil where clocks rang.
    let input: Input?
    /// When the machine was asked to go on, milliseconds UTC.
    let at: Int
    let decisions: [Decision]
  }

  /// The roster's books before it: other leads may have come first.
  let start: RosterState
  var lead: Configuration
  var roster: RosterState
  var steps: [Step]
  /// The fields that matter for the way.
  var fields: [Ref<Field>]

  /// Whether the machine decides just so again, from the first step on.
  func replays(on interpreter: Interpreter) -> Bool {
    var lead: Configuration?
    var roster = start
    for step in steps {
      var decisions: [Decision] = []
      if let input = step.input {
        decisions = interpreter.step(&lead, &roster, input)
      } else if var waiting = lead {
        decisions = interpreter.close(&waiting, &roster, at: step.at, limit: 1)
        lead = waiting
      }
      if decisions != step.decisions { return false }
    }
    return lead == self.lead
  }

  /// How many leads have come before it.
  var earlier: Int { start.turns.max() ?? 0 }

  /// What was decided last.
  var latest: [Decision] { steps.last?.decisions ?? [] }

  /// Whether a rule has brought about what was decided last.
  func isBecause(of rule: Rule) -> Bool {
    latest.contains { $0.kind != .refused && $0.because.rules.contains(rule) }
  }

  /// Whether a table has helped to decide last, by one of its rows; nil for `otherwise`.
  func isDecided(byRow row: Int?, of table: Ref<RoutingTable>) -> Bool {
    latest.lazy.flatMap(\.because.rules).contains { rule in
      guard case .row(let passed) = rule else { return false }
      return passed.table == table && passed.row == row.map { Ref($0) }
    }
  }
}

// MARK: In words

extension Play {
  /// More lines than these say nothing new: the first and the last of them are told.
  private static let mostLines = (first: 10, last: 2)

  /// One line for each decision, as in `Tue 2026-01-06 10:00  captured: “new”, owner Ana Sousa`, and
  /// one for those who go away meanwhile.
  func lines(
    on machine: Machine, _ people: Roster, departure: (at: Int, words: String)? = nil
  ) -> [String] {
    let lifecycle = machine.lifecycles[lead.lifecycle]
    let zone = machine.zones[machine.zone]
    var events = steps.flatMap { step in
      let first = step.decisions.firstIndex { $0.input != nil }
      return step.decisions.enumerated().compactMap { number, decision in
        line(decision, step.input, isFirst: number == first, lifecycle, people).map {
          (at: decision.at, words: $0)
        }
      }
    }
    if let departure, let next = events.firstIndex(where: { $0.at >= departure.at }) {
      events.insert(departure, at: next)
    }
    let lines = events.map { "\(zone.stamp($0.at))  \($0.words)" }
    let (first, last) = Self.mostLines
    let told = min(first, Self.beforeRepeating(lines))
    return lines.count <= told + last + 1
      ? lines : lines.prefix(told) + ["… and so on"] + lines.suffix(last)
  }

  /// How many lines come before the same ones again, in the same moment.
  private static func beforeRepeating(_ lines: [String]) -> Int {
    for end in 1..<max(1, min(lines.count, mostLines.first)) {
      for length in 1...end where end + length <= lines.count {
        if lines[(end - length)..<end] == lines[end..<(end + length)] { return end }
      }
    }
    return lines.count
  }

  private func line(
    _ decision: Decision, _ input: Input?, isFirst: Bool, _ lifecycle: Lifecycle,
    _ people: Roster
  ) -> String? {
    var words = cause(of: decision, input, isFirst: isFirst, lifecycle, people)
    switch decision.kind {
    case .captured, .fired, .moved, .edited, .followed: break
    case .lost: words += ", and the rules fail it"
    case .noted: words += ", which is noted"
    case .ignored: return isFirst ? "\(words): nothing happens" : nil
    case .refused: return isFirst ? "\(words): it is refused" : nil
    }
    let news = news(of: decision, lifecycle, people)
    if !news.isEmpty {
      words += ": " + news.joined(separator: ", ")
    } else if decision.kind == .fired, decision.effects.isEmpty {
      words += ": nothing changes"
    }
    return words
  }

  private func cause(
    of decision: Decision, _ input: Input?, isFirst: Bool, _ lifecycle: Lifecycle,
    _ people: Roster
  ) -> String {
    if decision.sequence == 1 { return "captured\(known(of: input, lifecycle))" }
    if let timer = decision.timer {
      let clock = lifecycle.clocks[timer.clock]
      // Clocks without a name of their own have one that says where they are.
      return clock.id.contains(".")
        ? clock.words(of: timer.rung - 1, in: lifecycle) : "“\(clock.id)” rings"
    }
    return isFirst && decision.kind != .followed
      ? happening(of: input, lifecycle, people) : "at once"
  }

  /// As in `done by Ana Sousa`, `done by the lead with reason price`.
  private func happening(
    of input: Input?, _ lifecycle: Lifecycle, _ people: Roster
  ) -> String {
    let edits = (input?.edits ?? []).compactMap { edit in
      edit.field.map {
        "\(lifecycle.fields[$0].words) \(edit.value.words(in: lifecycle.fields[$0]))"
      }
    }
    guard case .declared(let event)? = input?.event else {
      return edits.isEmpty ? "the record changes" : "the record changes to \(edits.listed)"
    }
    let with = edits.isEmpty ? "" : " with \(edits.joined(separator: ", "))"
    return "\(lifecycle.events[event].id)\(source(of: input, people))\(with)"
  }

  /// Where the lead is after a decision, who has it, and who hears of it.
  private func news(
    of decision: Decision, _ lifecycle: Lifecycle, _ people: Roster
  ) -> [String] {
    var news: [String] = []
    if let to = decision.to, to != decision.from { news.append("“\(lifecycle.states[to].id)”") }
    if decision.ownerAfter != decision.ownerBefore {
      news.append(decision.ownerAfter.map { "owner \(people.people[$0].name)" } ?? "no owner")
    }
    for effect in decision.effects {
      switch effect {
      case .ask(let person): news.append("\(people.people[person].name) is asked")
      case .notify(let person): news.append("\(people.people[person].name) is told")
      case .remind(let person): news.append("\(people.people[person].name) is reminded")
      case .assign, .set, .send: break
      }
    }
    return news
  }

  /// What matters of a lead that is captured, as in ` with country CH, score 5`.
  private func known(of input: Input?, _ lifecycle: Lifecycle) -> String {
    let edits = input?.edits ?? []
    let known = edits.compactMap { edit -> String? in
      guard let ref = edit.field else { return "a field that the rules do not have" }
      guard fields.contains(ref) else { return nil }
      let field = lifecycle.fields[ref]
      return "\(field.words) \(edit.value.words(in: field))"
    }
    let empty = Set(fields).subtracting(edits.compactMap(\.field)).sorted().map {
      lifecycle.fields[$0]
    }.filter { if case .counter = $0.type { false } else { true } }.map(\.words)
    let with = known.isEmpty ? "" : " with \(known.joined(separator: ", "))"
    let without = empty.isEmpty ? "" : " without \(empty.listed("or"))"
    return with + (known.isEmpty || empty.isEmpty ? "" : ",") + without
  }

  private func source(of input: Input?, _ people: Roster) -> String {
    switch input?.actor {
    case .person(let member): " by \(people.people[member].name)"
    case .lead: " by the lead"
    case .system, .unknown, nil: ""
    }
  }
}

extension Clock {
  /// When a step of it comes, as in `after 14 days`, `1 day after lease ends`.
  func words(of rung: Int, in lifecycle: Lifecycle) -> String {
    let after = rungs[rung].after
    guard case .field(let field) = anchor else { return "after \(after.words)" }
    let day = lifecycle.fields[field].words
    return after.isZero ? "when \(day) comes" : "\(after.words) after \(day)"
  }
}

extension Play {
  /// Whether another owner has got the lead where a way round goes.
  func changesHands(between states: [Ref<State>]) -> Bool {
    steps.flatMap(\.decisions).contains { decision in
      decision.from.map(states.contains) ?? false && decision.to.map(states.contains) ?? false
        && decision.ownerBefore != nil && decision.ownerBefore != decision.ownerAfter
    }
  }
}
