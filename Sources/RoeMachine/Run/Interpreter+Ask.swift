/// What the machine itself says of a record, for those who claim something about it.
extension Interpreter {
  /// A record as it would be looked at by one step.
  package struct Question: Sendable {
    package var lifecycle: Ref<Lifecycle>
    package var record: [Value]
    package var lastActivity: [Int?]
    package var now: Int
    package init(
      lifecycle: Ref<Lifecycle>, record: [Value], lastActivity: [Int?], now: Int
    ) {
      self.lifecycle = lifecycle
      self.record = record
      self.lastActivity = lastActivity
      self.now = now
    }
  }

  package func holds(_ condition: Guard, _ question: Question) -> Bool {
    step(for: question).holds(condition)
  }

  /// The row of a table that decides; nil for `otherwise`.
  package func row(of table: Ref<RoutingTable>, _ question: Question) -> Int? {
    let step = step(for: question)
    return machine.lifecycles[question.lifecycle].tables[table].rows.firstIndex {
      step.holds($0.when)
    }
  }

  /// Whether a table can name a person for the record, whoever is there and whoever's turn it is.
  package func mayName(
    _ person: String, by table: Ref<RoutingTable>, _ question: Question, depth: Int = 0
  ) -> Bool {
    if depth > RoutingTable.greatestDepth { return false }
    let model = machine.lifecycles[question.lifecycle].tables[table]
    let route = row(of: table, question).map { model.rows[$0].outcome } ?? model.otherwise
    guard case .owner(let chain) = route else { return false }
    return chain.contains { source in
      switch source {
      case .person(let ref): machine.people[ref].id == person
      case .table(let inner): mayName(person, by: inner, question, depth: depth + 1)
      // Who is found through a group is not decided by the table.
      default: true
      }
    }
  }

  private func step(for question: Question) -> Step {
    var lead = Configuration(
      capturing: Input(
        lead: "", lifecycle: question.lifecycle, key: "", occurred: question.now,
        received: question.now), plan)
    lead.record = question.record
    lead.lastActivity = question.lastActivity
    return Step(plan, lead)
  }
}
