import RoeLogic
import RoeMachine
import RoeSource

/// What the lints look at: the compiled rules, where they were written, and where a lead can go.
struct LintInput: Sendable {
  let machine: Machine
  let texts: Texts
  let team: Team
  let origins: Origins
  let journeys: [Journey]
  /// The day for which somebody asks what has gone out of date; nil when nobody does.
  let asOf: CivilDate?
  /// Names that somebody meant when they wrote another one, which is reported already.
  let misspelt: Set<String>
  /// Whether something could be read and not understood, so that nobody knows what it would have named.
  let hasUnread: Bool
  /// What is wrong in the rules already.
  let mistakes: Mistakes
  /// Whether all leads that there can be are looked at, and not the graph of states alone.
  let isExact: Bool
  let facts: Facts

  init(
    _ machine: Machine, _ texts: Texts, _ roster: Roster, _ origins: Origins,
    after errors: [Diagnostic], unread: Unread, asOf: CivilDate? = nil,
    depth: Depth = .exact
  ) {
    self.asOf = asOf
    isExact = depth == .exact
    let contradictions = isExact ? Contradiction.all(in: machine) : []
    let machine = machine.without(contradictions)
    self.machine = machine
    self.texts = texts
    let team = Team(machine, roster)
    self.team = team
    self.origins = origins
    let hasErrors = errors.contains { $0.severity == .error }
    // Only what could not be read or resolved hides something; the other errors are gaps too.
    let errors = errors.filter(\.hidesSomething)
    misspelt = Set(errors.flatMap { $0.fix?.edits.map(\.replacement) ?? [] })
    let written = WrittenRules(errors.isEmpty ? Origins() : origins, unread)
    mistakes = Mistakes(errors, in: written)
    let broken = mistakes.rules
    // A name that is not known hides one thing; any other mistake may hide where a lead goes.
    let unclear = errors.filter {
      $0.code.id != Code.unknownName.id && $0.code.id != Code.undeclaredEvent.id
    }
    hasUnread = unclear.contains {
      ("ROE0100"..<"ROE0200").contains($0.code.id) && $0.code.id != Code.missingKey.id
    }
    let opaque = Mistakes(unclear, in: written).rules
    journeys = machine.lifecycles.map { lifecycle in
      Journey(of: lifecycle, broken: broken, opaque: opaque, alsoEntered: origins.intended)
    }
    // A cell that cannot be read takes its row with it.
    let lacksRows = errors.contains { ("ROE0050"..<"ROE0090").contains($0.code.id) }
    facts =
      isExact
      ? Facts(
        team, journeys, contradictions, except: broken, lacksRows: lacksRows,
        hasErrors: hasErrors, layers: origins.layers)
      : .none
  }

  var roster: Roster { team.roster }

  /// The rules in whose text something is wrong already.
  var broken: Set<String> { mistakes.rules }

  func journey(of lifecycle: Ref<Lifecycle>) -> Journey { journeys[Int(lifecycle.offset)] }

  /// The journey of the lifecycle with an id; nil where there is none.
  func journey(of lifecycle: String) -> Journey? {
    journeys.first { $0.lifecycle.id == lifecycle }
  }

  /// Who can own leads in which states, with every condition taken as possible.
  func possibleOwners(in journey: Journey) -> PossibleOwners {
    facts.possibleOwners[journey.lifecycle.id] ?? PossibleOwners(journey, team)
  }

  /// Plays leads on the machine; nil where it has errors and may not run, or nobody asks for it.
  var player: Player? { facts.player }

  /// Where a rule was written. Rules without a place are the compiler's own, and not reported.
  func span(_ rule: String, _ part: String? = nil) -> SourceSpan? {
    if let part, let span = origins.spans["\(rule)#\(part)"] { return span }
    return origins.spans[rule]
  }

  /// Of some states the one that comes first in the files, and its place.
  func firstWritten(
    of states: [Ref<State>], in lifecycle: Lifecycle
  ) -> (Ref<State>, SourceSpan)? {
    states.compactMap { state in span(of: state, in: lifecycle).map { (state, $0) } }
      .min { $0.1 < $1.1 }
  }

  /// The handoffs in whose text nothing is wrong already.
  var soundHandoffs: [HandoffText] {
    texts.handoffs.filter { handoff in
      let states = [handoff.pending].compactMap { $0 }.map { RuleID.state(handoff.lifecycle, $0) }
      return (["\(handoff.lifecycle)/handoffs/\(handoff.id)"] + states).allSatisfy {
        !broken.contains($0)
      }
    }
  }

  func span(of state: Ref<State>, in lifecycle: Lifecycle, _ part: String? = nil) -> SourceSpan? {
    span(RuleID.state(lifecycle.id, lifecycle.states[state].id), part)
  }
}

extension LintInput {
  /// Where a row of a table was written.
  func span(ofRow row: Int, of facts: TableFacts) -> SourceSpan? {
    let lifecycle = machine.lifecycles[facts.lifecycle]
    let spans = origins.rows[RuleID.table(lifecycle.id, lifecycle.tables[facts.table].id)]
    return spans.flatMap { $0.indices.contains(row) ? $0[row] : nil }
  }
}

extension Array {
  /// The first index whose element, and all after it, satisfy the condition.
  func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension LintInput {
  /// Which leads can be in which states, where what moves and clocks ask is told apart; nil where that
  /// is too much at once.
  func presence(in journey: Journey) -> Presence? { facts.presences[journey.lifecycle.id] }

  /// Which leads can be in which states, where what moves and clocks ask is told apart, and the rows
  /// of some tables.
  func presence(
    in journey: Journey, asking tables: [Ref<RoutingTable>]
  ) throws(BudgetExceeded) -> Presence {
    try namings(in: journey, asking: tables).presence
  }

  /// Who may be named for which leads, as far as the rows of some tables tell them apart.
  func namings(
    in journey: Journey, asking tables: [Ref<RoutingTable>]
  ) throws(BudgetExceeded) -> Namings {
    if let namings = facts.namings[journey.lifecycle.id] { return namings }
    let rows = tables.flatMap { journey.lifecycle.tables[$0].rows.map(\.when) }
    return Namings(
      try Presence(journey, asking: rows + journey.lifecycle.ownerTests, in: machine))
  }
}
