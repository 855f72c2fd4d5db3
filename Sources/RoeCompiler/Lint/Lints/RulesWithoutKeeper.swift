import RoeMachine
import RoeSource

extension Lint {
  static let rulesWithoutKeeper = Lint(
    Code(
      "ROE1202", "rules-without-keeper", .note,
      title: "A rule without an author or a reason",
      rationale: """
        Nobody is named who keeps these rules in order, or an exception gives no reason. In half a \
        year nobody dares to change them, since nobody knows whom to ask. `maintained_by` at the \
        top of a file holds for all of it.
        """,
      avoid: Example(
        """
        roe: 1
        name: Small team
        roster: { people: { dana: { role: ae }, kim: { role: manager } } }
        states:
          new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }  # ROE1202
          lost: { kind: closed }
        lost_and_found: { keeper: kim, backup: dana, within: 1 day, to: [new] }
        """,
        alone: true),
      prefer: Example(
        """
        roe: 1
        name: Small team
        maintained_by: kim
        roster: { people: { dana: { role: ae }, kim: { role: manager } } }
        states:
          new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
          lost: { kind: closed }
        lost_and_found: { keeper: kim, backup: dana, within: 1 day, to: [new] }
        """,
        alone: true))
  ) { input in
    // Advice, for when nothing else is wrong.
    input.facts.silences.isEmpty ? [] : [input.keeperless, input.reasonless].compactMap { $0 }
  }
}

extension LintInput {
  /// One finding for all states and tables that nobody keeps.
  fileprivate var keeperless: Finding? {
    guard texts.maintainedBy == nil else { return nil }
    let rules = machine.lifecycles.flatMap { lifecycle in
      lifecycle.states.map { RuleID.state(lifecycle.id, $0.id) }
        + lifecycle.tables.map { RuleID.table(lifecycle.id, $0.id) }
    }.filter { texts.rules[$0]?.maintainedBy == nil }
    let places = rules.compactMap { span($0) }.sorted()
    guard let first = places.first else { return nil }
    return Finding(
      places.count == 1
        ? "nobody is named who keeps this rule in order"
        : "nobody is named who keeps this rule in order, nor \(places.count - 1) more states and tables",
      at: first, help: "Say maintained_by: and who it is, at the top of the file.")
  }

  /// The exceptions for which nobody says why.
  fileprivate var reasonless: Finding? {
    let silent = texts.exceptions.filter { exception in
      let text = texts.rules[exception.rule]
      return exception.evidence == nil && text?.because == nil && text?.says == nil
        && text?.link == nil
    }
    guard
      let (first, place) = silent.compactMap({ item in span(item.rule).map { (item, $0) } })
        .min(by: { $0.1 < $1.1 })
    else { return nil }
    return Finding(
      silent.count == 1
        ? "nobody says why there is the exception “\(first.id)”"
        : "nobody says why there is the exception “\(first.id)”, nor \(silent.count - 1) more",
      at: place, help: "Say because: and the reason, or evidence: and where it is written.")
  }
}
