import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let notTakesEmpty = Lint(
    Code(
      "ROE0707", "not-takes-empty", .warning,
      title: "“not” quietly takes the empty ones",
      rationale: """
        A comparison with an empty field is never true, so its opposite is always true: a condition under `not` \
        also takes every lead of which nobody knows the field. If that is meant, say so; if not, \
        ask for the field as well.
        """,
      avoid: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, US], optional: true }
        routing:
          inbound:
            match: first
            rows:
              - { id: abroad, when: "not country in [DE, AT]", owner: lena }  # ROE0707
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, US], optional: true }
        routing:
          inbound:
            match: first
            rows:
              - { id: abroad, when: "country not in [DE, AT]", owner: lena }
              - { id: unknown, when: country is missing, owner: dana }
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    if input.facts.tables.isEmpty { return [] }
    let usual = input.machine.usualInstant
    let zone = input.machine.zones[input.machine.zone]
    return input.machine.lifecycles.refs.flatMap { ref -> [Finding] in
      let lifecycle = input.machine.lifecycles[ref]
      return input.conditions(of: lifecycle).compactMap { condition -> Finding? in
        guard let field = condition.when.swallowed(in: lifecycle).first else { return nil }
        do throws(BudgetExceeded) {
          var space = try LeadSpace(
            lifecycle, zone: zone, guards: [condition.when], usual: usual,
            budget: TableFacts.nodeBudget)
          guard let lead = try space.lead(condition.when, without: field) else { return nil }
          let name = lifecycle.fields[field].words
          return Finding(
            "this also takes leads of which nobody knows the \(name)", at: condition.span,
            help:
              "If that is meant, write it: … or \(lifecycle.fields[field].id) is missing. If not, add: and \(lifecycle.fields[field].id) is present.",
            witness: Witness(lead, in: ref, claims: [.holds(condition.when)]),
            scenes: input.scenes(
              asking: condition.table, condition.row, for: lead,
              in: input.journey(of: ref)))
        } catch {
          // What is too much for one condition is too much for its table, and told there.
          return nil
        }
      }
    }
  }
}

extension LintInput {
  /// The conditions of rows, with the places where they are told. Moves are left alone: there the
  /// opposite of a condition is most often the other half of a decision.
  fileprivate func conditions(
    of lifecycle: Lifecycle
  ) -> [(when: Guard, span: SourceSpan, table: Ref<RoutingTable>, row: Int)] {
    lifecycle.tables.refs.flatMap { ref in
      let table = lifecycle.tables[ref]
      let spans = origins.rows[RuleID.table(lifecycle.id, table.id)] ?? []
      return zip(table.rows, spans).enumerated().map { row, rule in
        (rule.0.when, rule.1, ref, row)
      }
    }
  }
}

extension Guard {
  /// Optional fields that are compared only under a `not`, while nothing asks whether they are
  /// known.
  fileprivate func swallowed(in lifecycle: Lifecycle) -> [Ref<Field>] {
    var negated: Set<Ref<Field>> = []
    var asked: Set<Ref<Field>> = []
    visit(lifecycle.definitions, isNegated: false) { field, test, isNegated in
      switch test {
      case .isMissing, .isPresent: asked.insert(field)
      default: if isNegated { negated.insert(field) } else { asked.insert(field) }
      }
    }
    // Of a yes or no that nobody has answered everybody thinks as of a no.
    return negated.subtracting(asked).filter {
      lifecycle.fields[$0].canBeMissing && lifecycle.fields[$0].type != .boolean
    }.sorted()
  }

  private func visit(
    _ definitions: [Definition], isNegated: Bool, _ body: (Ref<Field>, Test, Bool) -> Void
  ) {
    switch self {
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      for part in parts { part.visit(definitions, isNegated: isNegated, body) }
    case .not(let inner): inner.visit(definitions, isNegated: !isNegated, body)
    case .definition(let ref):
      definitions[ref].when.visit(definitions, isNegated: isNegated, body)
    case .test(let field, let test): body(field, test, isNegated)
    case .always, .clockFrom, .clockBefore, .activity: break
    }
  }
}
