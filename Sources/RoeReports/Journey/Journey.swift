package import RoeMachine

/// What happens to one lead, in words and local times, each step with the rule that decided it.
package struct Journey {
  let names: Names
  let prose: Prose
  let roster: Roster
  /// Where the files of the rules lie, seen from the reader.
  let folder: String

  package init(
    _ file: MachineFile, roster: Roster, lifecycle: Ref<Lifecycle>, folder: String
  ) {
    names = Names(file, roster: roster)
    prose = Prose(names: names, lifecycle: file.meaning.lifecycles[lifecycle])
    self.roster = roster
    self.folder = folder
  }

  /// One step as a short paragraph; `input` is what the decision answers, if it answers one.
  package func step(_ decision: Decision, input: Input?) -> String {
    var lines = ["\(stamp(decision.at))  \(headline(decision, input))"]
    func add(_ title: String, _ text: String) {
      lines.append("    " + title + String(repeating: " ", count: 9 - title.count) + text)
    }
    let (before, after) = (person(decision.ownerBefore), person(decision.ownerAfter))
    if decision.to != nil {
      let isNew = decision.ownerBefore == decision.ownerAfter || decision.kind == .captured
      add("owner", isNew ? after : "\(before) → \(after)")
    }
    for effect in decision.effects {
      if let words = words(effect) { add("effect", words) }
    }
    if decision.to != nil { add("due", decision.due.map(stamp) ?? "nothing more") }
    for rule in decision.because.rules {
      add("because", reference(rule))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func headline(_ decision: Decision, _ input: Input?) -> String {
    let cause = cause(decision, input)
    let path = path(decision)
    switch decision.kind {
    case .captured: return "\(cause): the lead enters \(decision.to.map(prose.state) ?? "")"
    case .moved, .fired: return "\(cause):\(path)"
    case .noted: return "\(cause): counts as work on the lead, which stays\(path)"
    case .edited: return "\(cause): the record changes, the lead stays\(path)"
    case .ignored:
      return decision.to == nil
        ? "\(cause): ignored, there is no such lead" : "\(cause): no rule takes it\(path)"
    case .refused:
      return "\(cause): refused, because \(objection(decision))"
    case .followed: return "The record names another owner:\(path)"
    case .lost: return "\(cause): lost and found, because \(objection(decision))"
    }
  }

  /// What set the decision off.
  private func cause(_ decision: Decision, _ input: Input?) -> String {
    var words: String
    if let timer = decision.timer {
      let clock = prose.lifecycle.clocks[timer.clock]
      let rungs = clock.rungs.count
      words = "Time is up, \(quoted(prose.clock(timer.clock)))"
      if rungs > 1 { words += ", step \(timer.rung) of \(rungs)" }
    } else if let input {
      switch input.event {
      case .declared(let event): words = prose.event(event).capitalisingFirst
      case .undeclared: words = "An unknown event"
      case nil: words = decision.kind == .captured ? "Captured" : "An edit"
      }
      switch input.actor {
      case .person(let member): words += " by \(names.person(roster.people[member].id))"
      case .lead: words += " by the lead"
      case .system: words += " by the system"
      case .unknown: break
      }
    } else {
      words = "At once"
    }
    return decision.late ? words + " (reported late)" : words
  }

  /// Why an input was refused, or the lead was lost.
  private func objection(_ decision: Decision) -> String {
    if decision.reason == .required, case .move(let move)? = decision.because.rules.first {
      let fields = prose.required(by: prose.lifecycle.moves[move])
      if !fields.isEmpty { return "it needs \(prose.fields(fields))" }
    }
    return decision.reason?.words ?? "a rule failed"
  }

  /// ` New → Working`, or the one state that the lead is in.
  private func path(_ decision: Decision) -> String {
    guard let to = decision.to else { return "" }
    guard let from = decision.from, from != to else { return " in \(prose.state(to))" }
    return " \(prose.state(from)) → \(prose.state(to))"
  }

  func words(_ effect: Effect) -> String? {
    switch effect {
    case .assign(let member): "\(person(member)) gets the lead"
    case .remind(let member): "\(person(member)) is reminded"
    case .notify(let member): "\(person(member)) is told"
    case .ask(let member): "\(person(member)) is asked to accept"
    case .set(let field, .missing): "\(prose.field(field)) is cleared"
    case .set(let field, let value):
      "\(prose.field(field)) becomes \(prose.value(value, of: field))"
    case .send(let event, let link):
      "“\(event.asWords)” is sent to the \(prose.lifecycle.links[link].id.asWords)"
    }
  }

  func person(_ member: Ref<Roster.Member>?) -> String {
    member.map { names.person(roster.people[$0].id) } ?? "nobody"
  }

  /// The local time in the zone of the rules, `Mon 2026-11-23 09:02`; seconds only where they count.
  package func stamp(_ instant: Int) -> String {
    let moment = names.machine.moment(instant)
    let weekday = CivilDate(moment.prefix(10)).map { Self.weekdays[$0.weekday] } ?? ""
    let seconds = ((instant / 1000) % 60 + 60) % 60
    let rest = seconds == 0 ? "" : seconds < 10 ? ":0\(seconds)" : ":\(seconds)"
    return "\(weekday) \(moment)\(rest)"
  }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// The id of a rule, and where it was written.
  func reference(_ rule: Rule) -> String {
    var id = rule.id(in: prose.lifecycle)
    let named = id
    // An entry is written at the state that it leads to.
    if case .entry(let number) = rule, prose.lifecycle.entries.indices.contains(number) {
      let state = prose.lifecycle.entries[number].state
      id = RuleID.state(prose.lifecycle.id, prose.lifecycle.states[state].id)
    }
    return named + ((place(named) ?? place(id)).map { "  (\($0))" } ?? "")
  }

  /// Where a rule was written, `rules.roe.yaml:48`.
  private func place(_ rule: String) -> String? {
    let sources = names.file.sources
    guard let place = sources.rules[rule], sources.files.indices.contains(place.file) else {
      return nil
    }
    let file = sources.files[place.file]
    return (folder.isEmpty ? file : "\(folder)/\(file)") + ":\(place.line)"
  }

  private func quoted(_ text: String) -> String { "“\(text)”" }
}

extension Decision.Reason {
  fileprivate var words: String {
    switch self {
    case .domain: "a value does not fit its field"
    case .frozen: "it changes a field that keeps its first value"
    case .actor: "whoever did it may not do it"
    case .required: "a field that is required has no value"
    case .permitted: "nobody was found who may own the lead there"
    case .cap: "everybody who may own it has as many leads as allowed"
    case .noOwner: "no owner was found"
    case .noPrevious: "there is no earlier state to go back to"
    case .noEntry: "no state takes a new lead like this"
    case .runaway: "the rules went round in a circle"
    case .calendarEnded: "the business calendar ends here"
    }
  }
}
