import RoeMachine
import RoeSource

extension Lint {
  static let unusedDefinition = Lint(
    Code(
      "ROE0202", "unused-definition", .warning,
      title: "Defined, never used",
      rationale: """
        A definition that no rule uses looks like a rule, and is none: people rely on a word, a \
        deadline or a queue that changes nothing. Use it, or delete it.
        """,
      avoid: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        definitions:
          hot: score >= 80  # ROE0202
        states:
          waiting: { owner: dana, entry: true, clocks: [{ after: 1 day, to: won }] }
        """),
      prefer: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        definitions:
          hot: score >= 80
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [{ after: 1 day, to: won }]
            moves: [{ event: done, when: hot, to: won }]
        """)),
    hiddenBy: .uses
  ) { input in
    // Whatever could not be read may be what uses it.
    if input.hasUnread { return [] }
    var declared: [(noun: String, name: String, rule: String, use: String)] = []
    func add(_ noun: String, _ name: String, _ rule: String, use: String? = nil) {
      declared.append((noun, name, rule, use ?? rule))
    }
    for lifecycle in input.machine.lifecycles {
      let id = lifecycle.id
      // What brings along what rules ask for does something by that.
      let carriesSomething = lifecycle.events.contains { !$0.carries.isEmpty }
      let asked = carriesSomething ? lifecycle.askedFields : []
      for event in lifecycle.events where asked.isDisjoint(with: event.carries) {
        add("event", event.id, RuleID.event(id, event.id))
      }
      for activity in lifecycle.activities {
        add(
          "activity", activity.id, RuleID.activity(id, activity.id),
          use: "\(id)/activity/\(activity.id)")
      }
      for definition in lifecycle.definitions {
        add("definition", definition.id, RuleID.definition(id, definition.id))
      }
      for table in lifecycle.tables {
        add(
          "routing table", table.id, RuleID.table(id, table.id),
          use: "\(id)/routing table/\(table.id)")
      }
    }
    for sla in input.texts.slas { add("SLA", sla.id, "\(sla.lifecycle)/slas/\(sla.id)") }
    for calendar in input.machine.calendars {
      add("calendar", calendar.id, RuleID.calendar(calendar.id))
    }
    for pool in input.machine.pools { add("pool", pool.id, RuleID.pool(pool.id)) }
    for queue in input.machine.queues { add("queue", queue.id, RuleID.queue(queue.id)) }
    for (noun, section) in [("constant", "constants/"), ("list", "lists/")] {
      for rule in input.origins.spans.keys.filter({ $0.hasPrefix(section) }).sorted() {
        add(noun, String(rule.dropFirst(section.count)), rule)
      }
    }
    return declared.compactMap { item in
      guard !input.origins.used.contains(item.use), !input.misspelt.contains(item.name),
        !input.broken.contains(item.rule),
        let span = input.origins.spans[item.rule]
      else { return nil }
      return Finding(
        "nothing uses the \(item.noun) “\(item.name)”", at: span, help: "Use it, or delete it.")
    }
  }
}
