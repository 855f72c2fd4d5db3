import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let editMovesLead = Lint(
    Code(
      "ROE0807", "edit-moves-lead", .warning,
      title: "One field edit moves an owned lead",
      rationale: """
        Where a state follows a field, whoever corrects that field takes the lead away from its \
        owner, in the middle of their work and without a word to them. Sometimes that is meant: \
        the lead goes where its account goes. Then `because:` says so; else leave `follow:` out, \
        and whoever has the lead keeps it.
        """,
      avoid: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, CH] }
        routing:
          inbound:
            match: first
            rows: [{ id: swiss, when: country is CH, owner: eli }]
            otherwise: dana
        states:
          new:  # ROE0807
            owner: { routing: inbound }
            follow: country
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, CH] }
        routing:
          inbound:
            match: first
            rows: [{ id: swiss, when: country is CH, owner: eli }]
            otherwise: dana
        states:
          new:
            owner: { routing: inbound }
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    guard input.isExact, input.broken.isEmpty else { return [] }
    return input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      return journey.states.compactMap { ref -> Finding? in
        let state = lifecycle.states[ref]
        guard !state.follow.isEmpty, state.kind == .live, state.owner.asksTables,
          input.texts.rules[RuleID.state(lifecycle.id, state.id)]?.because == nil
        else { return nil }
        // What is too complex to follow is told where it stands.
        return (try? input.transfer(in: ref, of: journey)).flatMap { $0 }.flatMap {
          input.finding($0, in: ref, of: journey)
        }
      }
    }
  }
}

/// An edit after which a table gives a lead to others than before.
private struct Transfer {
  let table: Ref<RoutingTable>
  /// The rows that decide before and after it; nil for `otherwise`.
  let rows: (before: Int?, after: Int?)
  let fields: [Ref<Field>]
  let lead: SampleLead
}

extension Namings {
  /// The first row of a table that gives an answer to some leads, and those to whom it does.
  fileprivate mutating func row(
    of table: Ref<RoutingTable>, answering route: RoutingTable.Route, for leads: Diagram
  ) throws(BudgetExceeded) -> (row: Int?, leads: Diagram) {
    let model = presence.journey.lifecycle.tables[table]
    for (row, taken) in try self.leads(ofRows: table)
    where (row.map { model.rows[$0].outcome } ?? model.otherwise) == route {
      let here = try presence.space.diagrams.and(taken, leads)
      if here != .none { return (row, here) }
    }
    return (nil, .none)
  }
}

extension LintInput {
  fileprivate func transfer(
    in ref: Ref<State>, of journey: Journey
  ) throws(BudgetExceeded) -> Transfer? {
    let lifecycle = journey.lifecycle
    let state = lifecycle.states[ref]
    let fields = state.follow.filter { !lifecycle.isLasting($0) }
    guard case .table(let table)? = state.owner.first, !fields.isEmpty else { return nil }
    var namings = try namings(in: journey, asking: [table])
    let axes = namings.presence.space.axes(of: fields)
    let resting = try namings.presence.resting(in: ref)
    let answers = try namings.leads(ofAnswers: table).filter { answer in
      if case .owner = answer.route { true } else { false }
    }
    for (place, after) in answers.enumerated() {
      let edited = try namings.presence.space.diagrams.exists(after.leads, axes)
      let moved = try namings.presence.space.diagrams.and(edited, resting)
      for before in answers[..<place]
      where try namings.presence.space.diagrams.intersects(before.leads, moved) {
        let first = try namings.row(of: table, answering: before.route, for: moved)
        let others = try namings.presence.space.diagrams.exists(first.leads, axes)
        let second = try namings.row(of: table, answering: after.route, for: others)
        let edited = try namings.presence.space.diagrams.exists(second.leads, axes)
        let leads = try namings.presence.space.diagrams.and(first.leads, edited)
        return namings.presence.space.sample(of: leads).map {
          Transfer(table: table, rows: (first.row, second.row), fields: fields, lead: $0)
        }
      }
    }
    return nil
  }

  fileprivate func finding(
    _ transfer: Transfer, in ref: Ref<State>, of journey: Journey
  ) -> Finding? {
    let lifecycle = journey.lifecycle
    guard let span = span(of: ref, in: lifecycle) else { return nil }
    let table = lifecycle.tables[transfer.table]
    func name(_ row: Int?) -> String { row.map { "“\(table.rows[$0].id)”" } ?? "everything else" }
    let (before, after) = transfer.rows
    let fields = transfer.fields.map { "“\(lifecycle.fields[$0].id)”" }.listed("or")
    let decides =
      after.map { table.rows[$0].when } ?? .all(table.rows.map { .not($0.when) })
    return Finding(
      "an edit of \(fields) takes a lead in “\(lifecycle.states[ref].id)” away from its owner: \(name(after)) decides then, and \(name(before)) before",
      at: span,
      labels: [(before, "before the edit"), (after, "after it")].compactMap { row, text in
        self.span(of: Namings.Row(table: transfer.table, row: row), in: lifecycle).map {
          .init(text, at: $0)
        }
      },
      help: "Leave out follow:, so that the owner keeps the lead; or say because: and why.",
      scenes: [
        Scene(
          lifecycle, in: [ref], as: transfer.lead,
          [.edited(decides), .row(after, of: transfer.table)])
      ])
  }
}
