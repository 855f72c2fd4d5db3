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
    let noun = prose.noun
    switch decision.kind {
    case .captured: return "\(cause): the \(noun) enters \(decision.to.map(prose.state) ?? "")"
    case .moved, .fired: return "\(cause):\(path)"
    case .noted: return "\(cause): counts as work on the \(noun), which stays\(path)"
    case .edited: return "\(cause): the record changes, the \(noun) stays\(path)"
    case .ignored:
      return decision.to == nil
        ? "\(cause): ignored, there is no such \(noun)" : "\(cause): no rule takes it\(path)"
    case .refused:
      return "\(cause): refused, because \(objection(decision, input))"
    case .followed: return "The record names another owner:\(path)"
    case .lost: return "\(cause): lost and found, because \(objection(decision, input))"
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
      case nil: words = decision.from == nil ? "Captured" : "An edit"
      }
      switch input.actor {
      case .person(let member): words += " by \(names.person(roster.people[member].id))"
      case .lead: words += " by the \(prose.noun)"
      case .system: words += " by the system"
      case .unknown: break
      }
    } else {
      words = "At once"
    }
    return decision.late ? words + " (reported late)" : words
  }

  /// Why an input was refused, or the lead was lost.
  func objection(_ decision: Decision, _ input: Input?) -> String {
    let words = decision.reason?.words ?? "a rule failed"
    switch decision.reason {
    case .required:
      guard case .move(let move)? = decision.because.rules.first else { return words }
      let fields = prose.required(by: prose.lifecycle.moves[move])
      return fields.isEmpty ? words : "it needs \(prose.fields(fields))"
    case .actor:
      guard case .declared(let event)? = input?.event else { return words }
      let tests = prose.lifecycle.events[event].by
      if tests.isEmpty { return words }
      let kind = decision.from.map { prose.lifecycle.states[$0].kind }
      if tests == [.asked], kind != .pending { return "nobody is asked to accept at the moment" }
      return "only \(prose.actors(tests)) may do this"
    case .domain where decision.from == nil:
      let missing = missingFields(input)
      return missing.isEmpty ? words : "there is no value for \(prose.fields(missing))"
    case .noOwner:
      let absent = namedInVain(by: decision)
      return absent.isEmpty ? words : "\(words): \(listed(absent, "and"))"
    default: return words
    }
  }

  /// The fields that every record has, and that a new one does not bring.
  private func missingFields(_ input: Input?) -> [Ref<Field>] {
    guard let input else { return [] }
    let known = Set(input.edits.filter { $0.value != .missing }.compactMap(\.field))
    return prose.lifecycle.fields.refs.filter { ref in
      let field = prose.lifecycle.fields[ref]
      if case .counter = field.type { return false }
      return !field.isOptional && !known.contains(ref)
    }
  }

  /// The persons whom the rules of a decision name, and who are not there.
  private func namedInVain(by decision: Decision) -> [String] {
    let lifecycle = prose.lifecycle
    var sources: OwnerChain = []
    for rule in decision.because.rules {
      switch rule {
      case .entry(let number) where lifecycle.entries.indices.contains(number):
        sources += lifecycle.states[lifecycle.entries[number].state].owner
      case .state(let state): sources += lifecycle.states[state].owner
      case .move(let move): sources += lifecycle.moves[move].outcome.owner ?? []
      case .row(let passed):
        let table = lifecycle.tables[passed.table]
        let route = passed.row.map { table.rows[$0].outcome } ?? table.otherwise
        if case .owner(let chain) = route { sources += chain }
      default: break
      }
    }
    var words: [String] = []
    for case .person(let person) in sources {
      let id = names.machine.people[person].id
      guard let place = roster.people.firstIndex(where: { $0.id == id }),
        let absence = absence(of: Ref(place), at: decision.at), !words.contains(absence)
      else { continue }
      words.append(absence)
    }
    return words
  }

  /// Says that a person is away or has left, `Ana Ruiz is away through Fri 2026-11-27`.
  func absence(of ref: Ref<Roster.Member>, at instant: Int) -> String? {
    let member = roster.people[ref]
    let name = names.person(member.id)
    if let last = member.lastDay, last <= instant { return "\(name) has left" }
    let absence = roster.absences.last { $0.person == member.id && $0.span.contains(instant) }
    guard let end = absence?.span.upperBound else { return nil }
    // An absence ends with its last day, which people name, not with the midnight after it.
    let isMidnight = names.machine.moment(end).hasSuffix(" 00:00")
    return isMidnight
      ? "\(name) is away through \(stamp(end &- 60_000).dropLast(6))"
      : "\(name) is away until \(stamp(end))"
  }

  /// ` New → Working`, or the one state that the lead is in.
  private func path(_ decision: Decision) -> String {
    guard let to = decision.to else { return "" }
    guard let from = decision.from, from != to else { return " in \(prose.state(to))" }
    return " \(prose.state(from)) → \(prose.state(to))"
  }

  func words(_ effect: Effect) -> String? {
    switch effect {
    case .assign(let member): "\(person(member)) gets the \(prose.noun)"
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
