import RoeMachine
import RoeSource

extension Lint {
  static let fallsThrough = Lint(
    Code(
      "ROE1001", "falls-through",
      title: "Falls through",
      rationale: """
        Rules fail a lead in known ways: no row fits it, nobody accepts it, a promise passes and \
        the ladder ends. Whoever falls there must land with one person, in lost and found, or at an \
        end. A state or a lead may belong to nobody by design; what the rules have failed never \
        does, whatever the reason.
        """,
      avoid: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, CH] }
        routing:
          inbound:
            because: The others are not our market yet.
            match: first
            rows: [{ id: dach, when: "country in [DE, AT]", owner: lena }]
            otherwise: nobody  # ROE1001
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        fields:
          country: { type: enum, values: [DE, AT, CH] }
        routing:
          inbound:
            because: The others are not our market yet.
            match: first
            rows: [{ id: dach, when: "country in [DE, AT]", owner: lena }]
            otherwise: { to: lost }
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.journeys.indices.flatMap { place in
      let journey = input.journeys[place]
      return input.unroutedToNobody(in: journey, Ref(place)) + input.laddersToNobody(in: journey)
    }
  }
}

extension Journey {
  /// Whether a lead that goes there belongs to nobody, by design.
  fileprivate func isForNobody(_ state: Ref<State>) -> Bool {
    lifecycle.states[state].kind != .closed && mayName(nobodyIn: lifecycle.states[state].owner)
  }

  /// Whether a step ends with nobody.
  fileprivate func endsWithNobody(_ outcome: Outcome) -> Bool {
    if case .state(let state)? = outcome.to, lifecycle.states[state].kind == .closed {
      return false
    }
    if let owner = outcome.owner { return mayName(nobodyIn: owner) }
    if case .state(let state)? = outcome.to { return isForNobody(state) }
    return false
  }
}

extension LintInput {
  /// Tables that leave those whom no row fits to nobody.
  func unroutedToNobody(in journey: Journey, _ ref: Ref<Lifecycle>) -> [Finding] {
    let lifecycle = journey.lifecycle
    return lifecycle.tables.refs.compactMap { table in
      let model = lifecycle.tables[table]
      // Without rows it is no table that fails anybody, but one answer.
      if model.rows.isEmpty { return nil }
      let rule = RuleID.table(lifecycle.id, model.id)
      let leads: String
      switch model.otherwise {
      case .next: return nil
      case .owner(let chain):
        if !chain.contains(.nobody) { return nil }
        leads = "belongs to nobody"
      case .state(let state):
        if !journey.isForNobody(state) { return nil }
        leads = "goes to “\(lifecycle.states[state].id)”, where nobody owns it"
      }
      guard !broken.contains(rule), let span = span(rule, "otherwise") else { return nil }
      let facts = facts.tables.first { $0.lifecycle == ref && $0.table == table }
      var lead: SampleLead?
      if case .success(let known)? = facts?.result {
        // Rows fit every lead.
        guard let rest = known.rest else { return nil }
        lead = rest
      }
      return Finding(
        "a lead \(lead.map { "with \($0.words) " } ?? "")that no row of “\(model.id)” fits \(leads): it falls through",
        at: span,
        help: "Say who looks after such leads: one person, or otherwise: { to: … } and an end.",
        witness: lead.map { Witness($0, in: ref, claims: [.decides(row: nil, of: table)]) },
        scenes: lead == nil ? scenes(asking: table, nil, in: journey) : [])
    }
  }

  /// Promises and handoffs whose last step ends with nobody.
  fileprivate func laddersToNobody(in journey: Journey) -> [Finding] {
    let lifecycle = journey.lifecycle
    let handoffs = soundHandoffs.filter { $0.lifecycle == lifecycle.id }
    let armed = Set(journey.states.flatMap { lifecycle.states[$0].clocks })
    return armed.sorted().compactMap { ref in
      let clock = lifecycle.clocks[ref]
      let rule = RuleID.clock(lifecycle.id, clock.id)
      guard isForFailed(clock, in: lifecycle), let last = clock.rungs.last,
        journey.endsWithNobody(last.outcome),
        !broken.contains(rule), let span = span(rule, "\(clock.rungs.count)") ?? span(rule)
      else { return nil }
      if let handoff = handoffs.first(where: { $0.silence == clock.id }) {
        return Finding(
          "when nobody accepts a lead of “\(handoff.id)”, it belongs to nobody: it falls through",
          at: span, help: "Let silence end with one person: silence: { owner: …, to: … }.",
          scenes: [Scene(ring: clock.rungs.count - 1, of: ref, in: journey)])
      }
      return Finding(
        "when the last step of “\(clock.id)” has passed, the lead belongs to nobody: it falls through",
        at: span, help: "Let the last step name one person (owner:), or close the lead (to:).",
        scenes: [Scene(ring: clock.rungs.count - 1, of: ref, in: journey)])
    }
  }

  /// Whether a clock counts until a promise is broken, or until nobody has answered.
  func isForFailed(_ clock: Clock, in lifecycle: Lifecycle) -> Bool {
    texts.slas.contains { $0.lifecycle == lifecycle.id && $0.clocks.contains(clock.id) }
      || texts.handoffs.contains { $0.lifecycle == lifecycle.id && $0.silence == clock.id }
  }
}
