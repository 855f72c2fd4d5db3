import RoeMachine
import RoeSource

extension Lint {
  static let handedOverWithout = Lint(
    Code(
      "ROE0505", "handed-over-without", .warning,
      title: "Handed over without what the next one needs",
      rationale: """
        What the rules of the next state ask for may be empty when the lead arrives: a deadline \
        that counts from a date that nobody has written down, a step that waits for an amount that \
        nobody has asked about, a receiver whose name is in an empty field. Say `requires`, and the \
        handoff waits until it is known.
        """,
      avoid: Example(
        """
        fields:
          decide_by: { type: date, optional: true }
        events:
          accepted: { by: asked }
          rejected: { by: asked }
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling:
            owner: keep
            clocks: [{ since: { field: decide_by }, after: 7 days, owner: kim }, { after: 90 days, to: lost }]
        handoffs:
          to_sales:  # ROE0505
            from: working
            event: done
            to: selling
            owner: dana
            answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
        """),
      prefer: Example(
        """
        fields:
          decide_by: { type: date, optional: true }
        events:
          accepted: { by: asked }
          rejected: { by: asked }
        states:
          working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          selling:
            owner: keep
            clocks: [{ since: { field: decide_by }, after: 7 days, owner: kim }, { after: 90 days, to: lost }]
        handoffs:
          to_sales:
            from: working
            event: done
            requires: decide_by
            to: selling
            owner: dana
            answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
        """))
  ) { input in
    guard input.isExact, input.broken.isEmpty else { return [] }
    let handoffs = Dictionary(grouping: input.soundHandoffs, by: \.lifecycle)
    return input.machine.lifecycles.refs.flatMap { ref -> [Finding] in
      let lifecycle = input.machine.lifecycles[ref]
      return (handoffs[lifecycle.id] ?? []).compactMap { handoff -> Finding? in
        guard let move = lifecycle.moves.first(where: { $0.id == handoff.move }),
          let target = lifecycle.states.refs.first(where: {
            lifecycle.states[$0].id == handoff.to
          }), let span = input.span("\(lifecycle.id)/handoffs/\(handoff.id)")
        else { return nil }
        var asked = Set(move.requires + move.outcome.writtenFields)
        asked.formUnion(lifecycle.states[target].requires)
        if let accept = lifecycle.moves.first(where: { $0.id == handoff.accept }) {
          asked.formUnion(accept.requires + accept.outcome.writtenFields)
          if case .event(let event) = accept.trigger {
            asked.formUnion(lifecycle.events[event].carries)
          }
        }
        for need in lifecycle.needs(of: target, receivers: move.outcome.receivers ?? [])
        where !asked.contains(need.field) && lifecycle.fields[need.field].canBeMissing {
          let without = Guard.test(need.field, .isMissing)
          guard let lead = input.machine.lead(.all([move.when, without]), in: ref) else { continue }
          let field = lifecycle.fields[need.field].id
          let place = need.rule.flatMap { input.span($0) }
          return Finding(
            "“\(handoff.id)” can hand a lead over without “\(field)”: \(need.consequence)",
            at: span,
            labels: place.map { [.init("this needs it", at: $0)] } ?? [],
            help: "Add requires: \(field) to the handoff.",
            witness: Witness(lead, in: ref, claims: [.holds(move.when), .holds(without)]),
            scenes: input.scenes(
              of: handoff, as: lead, then: input.answer(handoff.accept, in: handoff)))
        }
        return nil
      }
    }
  }
}

/// What a rule cannot do without, for a lead that has just been handed over.
private struct Need {
  let field: Ref<Field>
  let rule: String?
  let consequence: String
}

extension Lifecycle {
  fileprivate func needs(of target: Ref<State>, receivers: OwnerChain) -> [Need] {
    var needs: [Need] = []
    if receivers.count == 1, case .field(let field) = receivers[0] {
      needs.append(
        Need(
          field: field, rule: nil,
          consequence: "nobody is found to take it over, and it goes to lost and found"))
    }
    for clock in states[target].clocks.map({ clocks[$0] }) {
      guard case .field(let field) = clock.anchor else { continue }
      needs.append(
        Need(
          field: field, rule: RuleID.clock(id, clock.id),
          consequence: "then “\(clock.id)” never starts in “\(states[target].id)”"))
    }
    // What comes with some event that is heard there can still be learnt.
    let heard = moves.filter { $0.from.contains(target) }
    let learnt = Set(
      heard.flatMap { move -> [Ref<Field>] in
        if case .event(let event) = move.trigger { events[event].carries } else { [] }
      })
    var asking: [Ref<Event>: (move: Move, fields: Set<Ref<Field>>)] = [:]
    for move in heard {
      guard case .event(let event) = move.trigger, events[event].by != [.lead] else { continue }
      let fields = move.when.requiredFields(definitions)
      asking[event] = (move, asking[event].map { $0.fields.intersection(fields) } ?? fields)
    }
    for (event, rules) in asking.sorted(by: { $0.key < $1.key })
    where rules.move.layer == .state {
      for field in rules.fields.sorted()
      where !learnt.contains(field) && fields[field].type != .boolean {
        needs.append(
          Need(
            field: field, rule: RuleID.move(id, rules.move.id),
            consequence:
              "then “\(events[event].id)” does not take it on from “\(states[target].id)”"))
      }
    }
    return needs
  }
}
