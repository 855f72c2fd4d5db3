import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let missingFieldFalls = Lint(
    Code(
      "ROE0104", "missing-field-falls", .warning,
      title: "Empty field, and the rule doesn't say what then",
      rationale: """
        The rows decide by a field that may be empty, and none of them says what happens then. \
        A lead without it, which a row would take if it were known, ends up with whoever gets \
        everything else. One empty field can stop a lead for good; so say who gets such leads, or \
        make the field required. Where rows that ask for something else take some of these leads, \
        this is told only if every value of the field would lead to a row: otherwise everything else \
        is meant for leads with some value, too, and may be for those without one.
        """,
      avoid: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT], optional: true }
        routing:
          inbound:
            match: first
            rows:
              - { id: dach, when: "country in [DE, AT]", owner: lena }
            otherwise: sam  # ROE0104
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT], optional: true }
        routing:
          inbound:
            match: first
            rows:
              - { id: dach, when: "country in [DE, AT]", owner: lena }
              - { id: unknown, when: country is missing, owner: sam }
            otherwise: sam
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    let unclassed = input.journeys.flatMap(input.unclassed)
    return input.facts.tables.flatMap { table -> [Finding] in
      guard case .success(let facts) = table.result else { return [] }
      let lifecycle = input.machine.lifecycles[table.lifecycle]
      let model = lifecycle.tables[table.table]
      // A table that has no answer passes the question on; that is said by `next`.
      if model.otherwise == .next { return [] }
      // So is that a state cannot be asked.
      if case .state = model.otherwise, input.isOnlyQuestioned(table.table, table.lifecycle) {
        return []
      }
      let rule = RuleID.table(lifecycle.id, model.id)
      guard let span = input.span(rule, "otherwise") ?? input.span(rule) else { return [] }
      return facts.fallsWithout.map { fall in
        let field = lifecycle.fields[fall.field]
        return Finding(
          fall.isWhole
            ? "a lead without \(field.words) fits no row of “\(model.id)” and gets what everybody else gets"
            : "a lead without \(field.words), with \(fall.lead.words(besides: fall.field)), fits no row of “\(model.id)” and gets what everybody else gets",
          at: span,
          help:
            "If that is meant, write a row for it: when: \(condition(of: fall, in: lifecycle)).",
          witness: Witness(
            fall.lead, in: table.lifecycle, claims: [.decides(row: nil, of: table.table)]))
      }
    } + unclassed
  }

  /// What a row says that takes just the leads of a fall.
  private static func condition(of fall: TableFacts.Fall, in lifecycle: Lifecycle) -> String {
    let missing = Guard.test(fall.field, .isMissing)
    guard let others = fall.conditions else {
      return "… and \(guardText(missing, in: lifecycle))"
    }
    return guardText(others.isEmpty ? missing : .all(others + [missing]), in: lifecycle)
  }
}

extension LintInput {
  /// Whether a table is asked only for somebody who is to accept a lead.
  fileprivate func isOnlyQuestioned(
    _ table: Ref<RoutingTable>, _ lifecycle: Ref<Lifecycle>
  ) -> Bool {
    let journey = journey(of: lifecycle)
    let asking = journey.assignments.filter { journey.tables(askedBy: $0.chain).contains(table) }
    return !asking.isEmpty && asking.allSatisfy(\.isQuestion)
  }

  /// SLAs of which some lead is in no class only because a field is missing: with any value of it,
  /// it would be in one.
  fileprivate func unclassed(in journey: Journey) -> [Finding] {
    guard broken.isEmpty, let known = presence(in: journey) else { return [] }
    let lifecycle = journey.lifecycle
    return texts.slas.compactMap { sla -> Finding? in
      guard sla.lifecycle == lifecycle.id, sla.clocks.count > 1,
        let span = span("\(sla.lifecycle)/slas/\(sla.id)")
      else { return nil }
      let clocks = lifecycle.clocks.refs.filter { sla.clocks.contains(lifecycle.clocks[$0].id) }
      let classes = clocks.map { lifecycle.clocks[$0].when }
      let weighing = classes.map { $0.weighing(lifecycle.definitions) }
      let said = weighing.reduce(into: Set()) { $0.formUnion($1.askedToBeThere) }
      let fields = weighing.reduce(into: Set()) { $0.formUnion($1.weighed) }.subtracting(said)
      let optional = fields.filter { lifecycle.fields[$0].canBeMissing }.sorted()
      if optional.isEmpty { return nil }
      var presence = known
      for field in optional {
        // What is too much to say here is told where it stands.
        guard
          let (state, lead) = try? presence.arrival(
            wanting: field, to: classes,
            in: journey.states.filter { state in
              clocks.allSatisfy(lifecycle.states[state].clocks.contains)
            })
        else { continue }
        let name = lifecycle.fields[field]
        return Finding(
          "a lead without \(name.words), with \(lead.words(besides: field)), is in no class of “\(sla.id)”: it does not run for it in “\(lifecycle.states[state].id)”",
          at: span,
          help: "Say in which class such leads are: … or \(name.id) is missing.",
          scenes: [Scene(lifecycle, in: [state], as: lead, [.clockless(clocks)])])
      }
      return nil
    }
  }
}

extension Presence {
  /// A lead for which no condition holds as it comes into one of some states, and for which one
  /// would with any value of a field that it lacks; nil when there is none.
  fileprivate mutating func arrival(
    wanting field: Ref<Field>, to conditions: [Guard], in states: [Ref<State>]
  ) throws(BudgetExceeded) -> (state: Ref<State>, lead: SampleLead)? {
    let (all, gap) = (try space.leads(.any(conditions)), try space.leads(.not(.any(conditions))))
    let wanting = try space.leads(wanting: field, in: gap, to: all, withAnyValue: true)
    for state in states {
      let here = try space.diagrams.and(wanting, arriving[Int(state.offset)])
      if let lead = space.sample(of: here) { return (state, lead) }
    }
    return nil
  }
}
