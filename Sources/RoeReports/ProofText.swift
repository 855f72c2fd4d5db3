package import RoeCompiler
package import RoeMachine

/// What a clean check ends with: what was proved, the longest silence with its story, and what the
/// proof takes for granted.
package func proofText(_ proof: Proof, _ file: MachineFile, roster: Roster) -> String {
  var lines = ["Proved, for every lead that there can be:"]
  for statement in proof.statements {
    lines.append(
      statement.objection.map { "  – \(statement.sentence) Not shown: \($0)." }
        ?? "  ✓ \(statement.sentence)")
  }
  lines += ["", visibility(proof)]
  if let longest = proof.longest {
    lines += ["", silence(longest, proof.end, file, roster)]
  } else if !proof.endless.isEmpty {
    let states = proof.endless.map { place in
      "“\(Journey(file, roster: roster, lifecycle: place.lifecycle, folder: "").prose.state(place.state))”"
    }
    lines += ["", "How long a lead can wait in \(listed(states, "and")) could not be worked out."]
  }
  if !proof.limits.isEmpty { lines += ["", limits(proof, file, roster)] }
  let given = proof.assumptions.map { $0.words(file, roster) }
  lines += [
    "",
    "It takes for granted that events arrive and clocks are served on time, and that whoever is called reads it\(given.isEmpty ? "" : "; \(given.joined(separator: "; "))").",
  ]
  return lines.joined(separator: "\n") + "\n"
}

/// As in `Ownership can be seen: 4 of 5. …`
private func visibility(_ proof: Proof) -> String {
  let all = Proof.Sight.allCases
  let missing = all.filter { sight in !proof.sights.allSatisfy { $0.sight.contains(sight) } }
  let words = all.filter { !missing.contains($0) }.map(\.rawValue)
  let line = "Ownership visibility: \(proof.score) of \(all.count)"
  if missing.isEmpty { return "\(line) (\(listed(words, "and")))." }
  let lacking = missing.map { sight in
    let count = proof.sights.count { !$0.sight.contains(sight) }
    return "\(sight.rawValue) in \(proof.sights.count - count) of \(proof.sights.count) states"
  }
  return "\(line) (\(listed(words, "and")); \(listed(lacking, "and")))."
}

private func silence(
  _ longest: (lifecycle: Ref<Lifecycle>, silence: SilentCase), _ end: SilenceEnd?,
  _ file: MachineFile, _ roster: Roster
) -> String {
  let journey = Journey(file, roster: roster, lifecycle: longest.lifecycle, folder: "")
  let called = longest.silence.called
  guard case .within(let wait) = called.bound else { return "" }
  let lifecycle = journey.prose.lifecycle
  let isReached = called.isReached || end?.wait == wait && called.brought?.isSure ?? true
  let most = isReached ? "" : "at most "
  let state = journey.prose.state(longest.silence.state)
  let of = file.meaning.lifecycles.count > 1 ? " of the \(journey.prose.noun)" : ""
  // The machine has gone the way that was worked out only where it took as long.
  let moves = end?.wait == wait ? called.moves(from: longest.silence.state) : []
  var text =
    "Longest silence until a first call or an end: \(most)\(inWholeMinutes(wait)), "
    + (moves.isEmpty ? "in “\(state)”\(of)." : "from “\(state)”\(of) on.")
  if let end {
    text += " If nobody does anything about one that"
    text += end.isCaptured ? " is captured" : " gets there"
    text += " \(called.start.isJustAfter ? "just after " : "")\(journey.stamp(called.start))"
    if let owner = called.brought, !end.isCaptured {
      let name = roster.people.first { $0.id == owner.person }?.name ?? owner.person
      text += " and that \(name) has already"
    }
    for move in moves.prefix(3) {
      text +=
        ", it goes by itself to “\(journey.prose.state(move.state))” \(journey.stamp(move.at))"
    }
    text += moves.count > 3 ? ", and on to \(moves.count - 3) more" : ""
    text += moves.isEmpty ? ", " : "; then "
    text += "\(words(for: end.decision, journey))"
    text += end.wait < wait ? ", after \(inWholeMinutes(end.wait))." : "."
  }
  if lifecycle.callsInPlace, end?.decision.isCall ?? true {
    text +=
      " Counting ends with that first call, even where the \(journey.prose.noun) then stays in its state."
  }
  let resting = lifecycle.states.refs.filter { lifecycle.states[$0].kind == .nurture }
  if !resting.isEmpty {
    let names = resting.map { "“\(journey.prose.state($0))”" }
    text +=
      " Time in \(listed(names, "and")) is not counted: there a lead rests until its day comes."
  }
  return text
}

/// What was too much to follow, as in `Not everything could be followed: …`
private func limits(_ proof: Proof, _ file: MachineFile, _ roster: Roster) -> String {
  let reasons = proof.limits.map { place, limit in
    let prose = Journey(file, roster: roster, lifecycle: place, folder: "").prose
    return switch limit {
    case .values(let field): "“\(prose.field(field))” has too many values that matter"
    case .paths(let state): "from “\(prose.state(state))” there are too many ways on"
    case .parts(let state, _):
      "what is asked in “\(prose.state(state))” combines too many fields"
    case .rounds(let clock): "“\(prose.clock(clock))” goes round too often"
    }
  }
  let doubts =
    (proof.longest == nil ? "What" : "What is said with “at most” may in fact be shorter, and what")
    + " is not shown may hold all the same."
  return "Not everything could be followed: \(listed(reasons, "and")). \(doubts)"
}

extension Silence {
  /// The steps by which the lead goes to another state, without the one with which the wait ends.
  fileprivate func moves(from state: Ref<State>) -> [SilentStep] {
    var place = state
    return story.dropLast().filter { step in
      defer { place = step.state }
      return step.state != place
    }
  }
}

private func inWholeMinutes(_ milliseconds: Int) -> String {
  clockWords((milliseconds + 59_999) / 60_000 * 60, "")
}

/// What ends a silence, as in `“First touch” calls somebody Fri 2026-12-25 15:01`.
private func words(for end: Decision, _ journey: Journey) -> String {
  let at = journey.stamp(end.at)
  if !end.isCall, let state = end.to {
    return "nobody is called; it goes to “\(journey.prose.state(state))” \(at)"
  }
  return end.timer.map { "“\(journey.prose.clock($0.clock))” calls somebody \(at)" }
    ?? "somebody is called \(at)"
}

extension Lifecycle {
  /// Whether a clock calls somebody about a lead that is to be worked on, and leaves it where it is.
  fileprivate var callsInPlace: Bool {
    states.filter { $0.kind == .live || $0.kind == .pending }.flatMap(\.clocks).contains { clock in
      clocks[clock].rungs.contains { $0.outcome.to == nil }
    }
  }
}

extension Proof.Assumption {
  fileprivate func words(_ file: MachineFile, _ roster: Roster) -> String {
    func list(_ ids: [String], _ joiner: String = "and") -> String {
      listed(ids.map { "“\($0)”" }, joiner)
    }
    switch self {
    case .silence(let assumption): return assumption.words(file, roster)
    case .factsHold(let facts):
      return "that what stands under “assume” holds (\(listed(facts, "and")))"
    case .promisesHoldWhenNamed(let promises):
      return
        "that \(list(promises)) \(promises.count == 1 ? "is" : "are") about whom the rules name: a lead whose fields somebody changes later stays with its owner"
    case .fieldsNameSomebodyElse(let fields):
      return
        "that \(list(fields)) \(fields.count == 1 ? "names" : "name") somebody who does not have the lead already"
    case .fieldsAreKept(let fields):
      return
        "that nobody empties \(list(fields, "or")) before a clock leads to where \(fields.count == 1 ? "it is" : "they are") asked for"
    case .ownerStaysWhileAsked:
      return "that nobody is given a lead about which they would be asked next"
    case .recordsLeaveOneAnotherAlone(let events):
      return
        "that \(list(events)), which other records send by themselves, \(events.count == 1 ? "neither takes" : "neither take") a lead round nor \(events.count == 1 ? "puts" : "put") off a call"
    case .nobodyLeaves:
      let leaving = roster.people.compactMap { person in
        person.lastDay.map { "\(person.name) leaves after \(file.meaning.day($0 - 1))" }
      }
      return "that nobody leaves who has leads, since no rule says who gets them then"
        + (leaving.isEmpty ? "" : " (\(shortened(leaving)))")
    case .eventsBringWhatTheyCarry:
      return "that an event brings along no other fields than it carries (“carries”)"
    case .everybodyHasRoom:
      return
        "that somebody has room for every lead (“cap_per_owner”); what nobody has room for goes to lost and found"
    case .calendarsLast(let end):
      return
        "that it happens before \(file.meaning.day(end)), when the calendars end (“years”); what is then still counted goes to lost and found"
    }
  }
}

extension SilenceAssumption {
  fileprivate func words(_ file: MachineFile, _ roster: Roster) -> String {
    func lacking(_ column: KeyPath<Roster.Member, String?>) -> String? {
      let names = roster.people.filter { $0[keyPath: column] == nil }.map(\.name)
      if names.isEmpty { return nil }
      return "of \(shortened(names)), who \(names.count == 1 ? "has" : "have") none"
    }
    return switch self {
    case .namedPersonsAreThere:
      "that the people whom the rules name can be reached\(away(file, roster))"
    case .everybodyHasAManager:
      lacking(\.manager).map { "that nobody needs the manager \($0)" }
        ?? "that everybody has a manager"
    case .everybodyHasABackup:
      lacking(\.backup).map { "that nobody needs the backup \($0)" }
        ?? "that everybody has a backup"
    case .theNextOneIsSomebodyElse: "that whoever is named next is not the owner already"
    case .theRosterStaysAsItIs: "that the roster stays as it is"
    case .poolsKeepTheirMinimum:
      "that as many of each pool are there as the rules promise"
    }
  }

  /// The absences in the roster of those whom rules name, as in ` (Sol Vega is away …)`.
  private func away(_ file: MachineFile, _ roster: Roster) -> String {
    let named = Set(file.meaning.people.map(\.id))
    let absences = roster.absences.filter { named.contains($0.person) }
    let names = roster.people.filter { person in absences.contains { $0.person == person.id } }
      .map(\.name)
    guard let first = absences.first, let name = names.first else { return "" }
    if absences.count > 1 {
      return " (\(shortened(names)) \(names.count == 1 ? "is" : "are") away at times)"
    }
    let days = [first.span.lowerBound, first.span.upperBound - 1].map(file.meaning.day)
    return " (\(name) is away from \(days[0]) to \(days[1]))"
  }
}

private func shortened(_ names: [String]) -> String {
  listed(names.count <= 5 ? names : names.prefix(4) + ["\(names.count - 4) more"], "and")
}
