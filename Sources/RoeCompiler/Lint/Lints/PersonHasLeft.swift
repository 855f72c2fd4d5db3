import RoeMachine
import RoeSource

extension Lint {
  static let personHasLeft = Lint(
    Code(
      "ROE0203", "person-has-left", .warning,
      title: "This person has left",
      rationale: """
        Leads go to somebody who is not there any more, and every one of them falls through to \
        whoever stands behind; or they are still somebody's backup, keep the rules in order, or have \
        leads that no rule gives to anybody else. It is looked for when the day is named: `roe check --as-of 2026-11-01`.
        """,
      avoid: Example(
        """
        roster:
          people:
            ben: { name: Ben Ode, role: ae, manager: kim, last_day: 2026-09-30 }  # ROE0203
        states:
          waiting:
            owner: [ben, dana]  # ROE0203
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """),
      prefer: Example(
        """
        states:
          waiting:
            owner: [eli, dana]
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """))
  ) { input in
    guard let day = input.asOf, !input.machine.zones.isEmpty else { return [] }
    let now = input.machine.zones[input.machine.zone].start(of: day)
    let left = Set(input.roster.people.filter { $0.lastDay ?? .max <= now }.map(\.id))
    let gone = input.machine.people.refs.filter { left.contains(input.machine.people[$0].id) }
    let people = gone.flatMap { person in
      let id = input.machine.people[person].id
      let name = input.name(of: person)
      let last = input.lastDay(of: id).map { "the last day was \($0)" } ?? "has left"
      let rules = input.rules(thatName: .person(person), after: now).map { place, scenes in
        Finding(
          "“\(name)” has left, and this rule still counts on them", at: place,
          labels: input.origins.spans[RuleID.person(id)].map {
            [Diagnostic.Label(last, at: $0)]
          } ?? [],
          help: "Say who takes over.", scenes: scenes)
      }
      return rules + input.rows(thatName: .person(person), called: name, after: now)
    }
    return people + input.roles(without: left, after: now)
      + input.standIns(among: left) + input.keepers(among: left, on: day)
      + input.heirless(among: left)
  }
}

extension LintInput {
  /// The roles that nobody has any more, where rules give leads to them or call them.
  fileprivate func roles(
    without left: Set<String>, after now: Int
  ) -> [Finding] {
    machine.roles.refs.flatMap { role -> [Finding] in
      let id = machine.roles[role].id
      let holders = team.holders(of: role)
      if holders.isEmpty || !left.isSuperset(of: holders) { return [] }
      let labels = holders.prefix(3).compactMap { holder in
        origins.spans[RuleID.person(holder)].map {
          Diagnostic.Label(
            lastDay(of: holder).map { "the last day was \($0)" } ?? "has left", at: $0)
        }
      }
      let rules = rules(thatName: .role(role), after: now).map { place, scenes in
        Finding(
          "nobody has the role “\(id)” any more, and this rule still counts on it", at: place,
          labels: labels, help: "Say who takes over.", scenes: scenes)
      }
      return rules + rows(thatName: .role(role), called: id, after: now)
    }
  }

  /// The rows that give leads to a person or a role, each table's as one finding at the first of them.
  fileprivate func rows(
    thatName source: OwnerSource, called name: String, after now: Int
  ) -> [Finding] {
    journeys.flatMap { journey in
      let lifecycle = journey.lifecycle
      return lifecycle.tables.refs.compactMap { ref -> Finding? in
        let table = lifecycle.tables[ref]
        let places = origins.rows[RuleID.table(lifecycle.id, table.id)] ?? []
        let rows = zip(table.rows, places).filter { $0.0.outcome.names(source) }
        guard let first = rows.map(\.1).min(),
          let row = table.rows.firstIndex(where: { $0.outcome.names(source) })
        else { return nil }
        return Finding(
          rows.count == 1
            ? "“\(name)” has left, and a row of “\(table.id)” still gives them leads"
            : "“\(name)” has left, and \(rows.count) rows of “\(table.id)” still give them leads",
          at: first, help: "Say who takes over.",
          scenes: scenes(asking: ref, row, where: table.rows[row].when, in: journey).map {
            $0.arriving(on: now)
          })
      }
    }
  }

  /// The last day on which somebody is there.
  fileprivate func lastDay(of person: String) -> CivilDate? {
    guard let end = team.member(person)?.lastDay else { return nil }
    let last = end.saturating(minus: 1)
    return CivilDate(instant: last, offset: machine.zones[machine.zone].offset(at: last))
  }

  /// Where rules, but for the rows of tables, give leads to a person or a role, or call them; each
  /// place once, with what shows it.
  fileprivate func rules(
    thatName source: OwnerSource, after now: Int
  ) -> [(place: SourceSpan, scenes: [Scene])] {
    var told: Set<SourceSpan> = []
    return rules(thatName: source).compactMap { rule, part, scene in
      guard let place = span(rule, part), told.insert(place).inserted else { return nil }
      return (place, [scene].compactMap { $0?.arriving(on: now) })
    }
  }

  /// The rules, but for the rows of tables, that give leads to a person or a role, or call them, the
  /// part that does, and what shows it.
  private func rules(
    thatName source: OwnerSource
  ) -> [(rule: String, part: String?, scene: Scene?)] {
    var rules: [(String, String?, Scene?)] = []
    if case .person(let person) = source {
      for pool in machine.pools where pool.steward == person {
        rules.append((RuleID.pool(pool.id), "steward", nil))
      }
      for queue in machine.queues where queue.steward == person {
        rules.append((RuleID.queue(queue.id), "steward", nil))
      }
    }
    for journey in journeys {
      let lifecycle = journey.lifecycle
      for ref in lifecycle.states.refs where lifecycle.states[ref].owner.contains(source) {
        let state = lifecycle.states[ref]
        let part =
          state.kind != .lostAndFound
          ? "owner" : state.owner.first == source ? "keeper" : "backup"
        rules.append(
          (RuleID.state(lifecycle.id, state.id), part, Scene(lifecycle, in: [ref])))
      }
      for ref in lifecycle.moves.refs {
        let move = lifecycle.moves[ref]
        guard move.outcome.mentions(source) else { continue }
        let isReceiver = move.outcome.asksOrNames(source)
        let rule = isReceiver ? handoff(of: move, in: lifecycle) : nil
        rules.append(
          (
            rule ?? RuleID.move(lifecycle.id, move.id), isReceiver ? "owner" : nil,
            Scene(moves: [ref], in: journey)
          ))
      }
      // Lost and found reminds those who are told with it.
      let keeping = Set(lifecycle.lostAndFound.map { lifecycle.states[$0].clocks } ?? [])
      for ref in lifecycle.clocks.refs where !keeping.contains(ref) {
        let clock = lifecycle.clocks[ref]
        for step in clock.rungs.indices where clock.rungs[step].outcome.mentions(source) {
          rules.append(
            (
              RuleID.clock(lifecycle.id, clock.id), "\(step + 1)",
              Scene(ring: step, of: ref, in: journey)
            ))
        }
      }
      for ref in lifecycle.tables.refs where lifecycle.tables[ref].otherwise.names(source) {
        let rule = RuleID.table(lifecycle.id, lifecycle.tables[ref].id)
        rules.append((rule, "otherwise", scenes(asking: ref, nil, in: journey).first))
      }
    }
    return rules
  }

  /// The handoff whose receiver a move asks, or gives the lead when they accept.
  private func handoff(of move: Move, in lifecycle: Lifecycle) -> String? {
    texts.handoffs.first {
      $0.lifecycle == lifecycle.id && ($0.move == move.id || $0.accept == move.id)
    }.map { "\(lifecycle.id)/handoffs/\($0.id)" }
  }
}

extension Scene {
  /// The same in the morning of a day.
  fileprivate func arriving(on day: Int) -> Scene {
    var scene = self
    scene.arriving = day.saturating(plus: 10 * 3_600_000)
    return scene
  }
}

extension Outcome {
  /// Whether somebody found so is asked, or gets the lead.
  fileprivate func asksOrNames(_ source: OwnerSource) -> Bool {
    owner?.contains(source) ?? false
      || actions.contains { if case .ask(let chain) = $0 { chain.contains(source) } else { false } }
  }
}
