import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let routedToNoOne = Lint(
    Code(
      "ROE0801", "routed-to-no-one",
      title: "This lead is routed to no one",
      rationale: """
        A table that leaves the leads which no row fits to the next owner needs a next owner. \
        Otherwise such a lead has nobody from the first moment, and is found only when somebody \
        looks into lost and found. All leads that there can be are tried, not only those that \
        somebody has thought of.
        """,
      avoid: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, CH] }
        routing:
          inbound:
            match: first
            rows: [{ id: dach, when: "country in [DE, AT]", owner: lena }]
            otherwise: next  # ROE0801
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, CH] }
        routing:
          inbound:
            match: first
            rows: [{ id: dach, when: "country in [DE, AT]", owner: lena }]
            otherwise: next
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.journeys.indices.flatMap { place in
      Routings(journey: input.journeys[place], lifecycle: Ref(place), input: input).findings
    } + OwnerGaps(input: input).findings(.row) + input.journeys.flatMap(input.sentWhenAsked)
  }
}

extension LintInput {
  /// Rows that send leads to a state where a handoff asks who is to accept them: a state accepts
  /// nothing.
  fileprivate func sentWhenAsked(in journey: Journey) -> [Finding] {
    guard isExact, broken.isEmpty else { return [] }
    let lifecycle = journey.lifecycle
    var told: Set<Namings.Row> = []
    return journey.assignments.flatMap { place -> [Finding] in
      guard place.isQuestion, place.chain.asksTables, case .move(let move) = place.cause,
        // What is too complex to follow is told where it stands.
        var namings = try? namings(in: journey, asking: journey.tables(askedBy: place.chain)),
        let sent = try? namings.sendings(at: place)
      else { return [] }
      let (rule, part) = place.rule(in: lifecycle)
      return sent.compactMap { row, leads in
        let table = lifecycle.tables[row.table]
        guard let lead = namings.presence.space.sample(of: leads), told.insert(row).inserted,
          let span = span(of: row, in: lifecycle)
        else { return nil }
        let traits = lead.traits.isEmpty ? "" : " with \(lead.words)"
        return Finding(
          "“\(table.id)” gives a lead\(traits) to nobody: it names a state, and “\(lifecycle.moves[move].id)” asks who accepts the lead",
          at: span,
          labels: (self.span(rule, part) ?? self.span(rule)).map {
            [.init("a state cannot be asked to accept a lead", at: $0)]
          } ?? [],
          help:
            "Name somebody here, and bring such leads there by a move of their own: { when: …, to: … }.",
          scenes: [lead, nil].map {
            Scene(
              lifecycle, in: [place.state], as: $0,
              [.move(move), .row(row.row, of: row.table), .lost])
          })
      }
    }
  }
}

/// The places of a lifecycle at which a table is the last to name an owner.
private struct Routings {
  let journey: Journey
  let lifecycle: Ref<Lifecycle>
  let input: LintInput

  private var model: Lifecycle { journey.lifecycle }

  /// One place: who is asked, where the lead is then, and where that is written.
  private struct Asked {
    let chain: OwnerChain
    let state: Ref<State>
    let span: SourceSpan
  }

  /// One finding for each table, however many places ask it.
  var findings: [Finding] {
    var gaps: [OwnerChain: (table: Ref<RoutingTable>, lead: SampleLead?)?] = [:]
    var presences: [Ref<RoutingTable>: Presence] = [:]
    var places: [Ref<RoutingTable>: [Asked]] = [:]
    var leads: [Ref<RoutingTable>: SampleLead] = [:]
    for asked in all {
      let gap = gaps[asked.chain] ?? self.gap(of: asked.chain)
      gaps[asked.chain] = .some(gap)
      guard var gap else { continue }
      if let lead = gap.lead {
        let arriving = arrival(of: gap.table, at: asked, &presences, else: lead)
        guard let arriving else { continue }
        gap.lead = arriving
      }
      places[gap.table, default: []].append(asked)
      if leads[gap.table] == nil { leads[gap.table] = gap.lead }
    }
    return places.sorted { $0.key < $1.key }.compactMap { finding($0.key, $0.value, leads[$0.key]) }
  }

  /// A lead that no row of a table fits, and that comes to where the table is asked; nil when no such
  /// lead comes there. The one that is known when that is too much to say, or other tables are asked
  /// besides.
  ///
  /// - Parameter presences: what was worked out for other places that ask the same table.
  private func arrival(
    of table: Ref<RoutingTable>, at asked: Asked, _ presences: inout [Ref<RoutingTable>: Presence],
    else lead: SampleLead
  ) -> SampleLead? {
    guard journey.tables(askedBy: asked.chain).count == 1 else { return lead }
    let unmatched = Guard.all(model.tables[table].rows.map { .not($0.when) })
    do throws(BudgetExceeded) {
      var presence: Presence
      if let known = presences.removeValue(forKey: table) {
        presence = known
      } else {
        presence = try input.presence(in: journey, asking: [table])
      }
      let arriving = try presence.arrival(unmatched, in: asked.state)
      presences[table] = presence
      return arriving
    } catch {
      return lead
    }
  }

  private func finding(
    _ ref: Ref<RoutingTable>, _ asked: [Asked], _ lead: SampleLead?
  ) -> Finding? {
    let table = model.tables[ref]
    guard let span = input.span(RuleID.table(model.id, table.id), "otherwise"),
      let first = asked.first
    else { return nil }
    let name = model.states[first.state].id
    return Finding(
      "“\(table.id)” gives a lead\(lead.map { " with \($0.words)\($0.onDay)" } ?? "") to nobody: no row fits, and nobody is next in “\(name)”",
      at: span,
      labels: Set(asked.map(\.span)).sorted().prefix(3).map {
        .init("nobody stands behind the table here", at: $0)
      } + holes(in: ref),
      help:
        "Add a row, say otherwise: and one person, or name who is next: owner: [{ routing: \(table.id) }, …].",
      witness: lead.map { Witness($0, in: lifecycle, claims: [.decides(row: nil, of: ref)]) })
  }

  /// The ranges of a table between which leads fall.
  private func holes(in ref: Ref<RoutingTable>) -> [Diagnostic.Label] {
    input.facts.tables.filter { $0.lifecycle == lifecycle && $0.table == ref }.flatMap { table in
      guard case .success(let facts) = table.result else { return [Diagnostic.Label]() }
      return facts.holes.compactMap { hole in
        input.span(of: hole, in: table).map {
          .init("\(hole.value.words(in: model.fields[hole.field])) falls beside this range", at: $0)
        }
      }
    }
  }

  private func gap(of chain: OwnerChain) -> (table: Ref<RoutingTable>, lead: SampleLead?)? {
    guard let table = journey.unanswered(chain) else { return nil }
    guard input.isExact else { return (table, nil) }
    let facts = journey.tables(askedBy: chain).map { table in
      input.facts.tables.first { $0.lifecycle == lifecycle && $0.table == table }
    }
    // What cannot be read, or is too complex, is told by itself.
    guard facts.allSatisfy({ if case .success? = $0?.result { true } else { false } }) else {
      return nil
    }
    if facts.count == 1, case .success(let known)? = facts[0]?.result {
      return known.rest.map { (table, $0) }
    }
    let gap = try? RoutingGap.gap(
      of: chain, in: journey, zone: input.machine.zones[input.machine.zone],
      usual: input.machine.usualInstant)
    return gap.map { ($0.table, $0.lead) }
  }

  private var all: [Asked] {
    var all: [Asked] = []
    for ref in journey.states {
      let state = model.states[ref]
      let rule = RuleID.state(model.id, state.id)
      guard state.kind == .live || state.kind == .nurture, let span = input.span(rule, "owner")
      else { continue }
      all.append(Asked(chain: state.owner, state: ref, span: span))
    }
    func add(_ outcome: Outcome, from states: [Ref<State>], _ rule: String, _ part: String) {
      guard let chain = outcome.owner, !input.broken.contains(rule),
        let span = input.span(rule, part)
      else { return }
      let places =
        switch outcome.to {
        case .state(let target): states.isEmpty ? [] : [target]
        case .previous, nil: states
        }
      for place in places where model.states[place].kind != .closed {
        all.append(Asked(chain: chain, state: place, span: span))
      }
    }
    for move in model.moves {
      let states = move.from.filter { journey.isReachable[Int($0.offset)] }
      let rule = RuleID.move(model.id, move.id)
      add(move.outcome, from: states, rule, "owner")
      // Whoever is asked to accept a lead is found like an owner; if nobody is, the lead is lost.
      for case .ask(let chain) in move.outcome.actions {
        guard let span = input.span(rule, "owner") ?? input.span(rule), !input.broken.contains(rule)
        else { continue }
        all += states.map { Asked(chain: chain, state: $0, span: span) }
      }
    }
    for ref in model.clocks.refs {
      let clock = model.clocks[ref]
      let states = journey.states(arming: ref)
      for (number, rung) in clock.rungs.enumerated() {
        add(rung.outcome, from: states, RuleID.clock(model.id, clock.id), "\(number + 1)")
      }
    }
    return all
  }
}

extension Journey {
  /// The table at the end of a chain that may leave the answer to the next owner, or that asks one
  /// which may; nil when some owner stands behind it.
  fileprivate func unanswered(_ chain: OwnerChain) -> Ref<RoutingTable>? {
    guard case .table? = chain.last else { return nil }
    return tables(askedBy: [chain.last].compactMap { $0 }).first {
      lifecycle.tables[$0].otherwise == .next
    }
  }
}
