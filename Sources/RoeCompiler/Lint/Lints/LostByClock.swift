import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let lostByClock = Lint(
    Code(
      "ROE1007", "lost-by-clock", .warning, or: .error,
      title: "The time comes, and the lead is lost",
      rationale: """
        A clock leads to a state that asks for a value, does not write it, and the lead may come \
        without. A person would be told what is missing; a clock has nobody to tell, so the lead is \
        lost and somebody has to find out why. Write the value in the same step, or ask for it where \
        the clock begins.
        """,
      avoid: Example(
        """
        fields:
          reason: { type: enum, values: [price, no_answer], optional: true }
        events:
          declined: { by: ae, carries: reason }
        states:
          working:
            owner: dana
            entry: true
            clocks: [{ after: 30 days, to: over }]  # ROE1007
            moves: [{ event: declined, to: over }, { event: done, to: won }]
          over: { kind: closed, requires: reason }
        """),
      prefer: Example(
        """
        fields:
          reason: { type: enum, values: [price, no_answer], optional: true }
        events:
          declined: { by: ae, carries: reason }
        states:
          working:
            owner: dana
            entry: true
            clocks: [{ after: 30 days, to: over, do: [{ set: { reason: no_answer } }] }]
            moves: [{ event: declined, to: over }, { event: done, to: won }]
          over: { kind: closed, requires: reason }
        """))
  ) { input in
    guard input.isExact, input.broken.isEmpty else { return [] }
    return input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      let steps = lifecycle.clocks.refs.flatMap { clock in
        lifecycle.clocks[clock].rungs.indices.compactMap { rung in
          let rungs = lifecycle.clocks[clock].rungs
          let isDefeated =
            rungs[rung].outcome.isSelfDefeating(in: lifecycle)
            && rungs.prefix(rung).allSatisfy { $0.outcome.to == nil }
          return isDefeated || !lifecycle.fieldsLacking(at: rung, of: clock).isEmpty
            ? (clock: clock, rung: rung) : nil
        }
      }
      // What is too complex to follow is told where it stands.
      guard !steps.isEmpty, var losses = try? Losses(journey, input.machine) else { return [] }
      return steps.compactMap { clock, rung in
        (try? losses.loss(at: rung, of: clock)).flatMap { $0 }.flatMap {
          input.finding($0, clock, rung, journey)
        }
      }
    }
  }
}

extension LintInput {
  fileprivate func finding(
    _ loss: Losses.Loss, _ ref: Ref<Clock>, _ number: Int, _ journey: Journey
  ) -> Finding? {
    let lifecycle = journey.lifecycle
    let clock = lifecycle.clocks[ref]
    let rule = RuleID.clock(lifecycle.id, clock.id)
    guard case .state(let target)? = clock.rungs[number].outcome.to,
      let span = span(rule, "\(number + 1)") ?? span(rule)
    else { return nil }
    let name = lifecycle.states[target].id
    let cleared = loss.cleared.map { "“\(lifecycle.fields[$0].id)”" }.listed
    let fields = loss.fields.map { "“\(lifecycle.fields[$0].id)”" }.listed
    let state = lifecycle.states[loss.state].id
    let fate =
      if !loss.cleared.isEmpty {
        "a lead of “\(state)” is lost, whatever it is: the step clears \(cleared), and “\(name)” asks for it"
      } else if loss.isOfAll {
        "every lead of “\(state)” is lost: “\(name)” asks for \(fields), which none of them has"
      } else {
        "a lead without \(fields) is lost: “\(name)” asks for it"
      }
    let field = loss.fields.first.map { lifecycle.fields[$0].id } ?? ""
    return Finding(
      "after \(clock.rungs[number].after.words) \(fate)",
      at: span, severity: loss.isOfAll ? .error : nil,
      labels: (self.span(of: target, in: lifecycle, "requires")
        ?? self.span(of: target, in: lifecycle)).map { [.init("it is asked for here", at: $0)] }
        ?? [],
      help: !loss.cleared.isEmpty
        ? "Do not clear it in this step, or do not ask for it in “\(name)”."
        : "Write it in this step, do: [{ set: { \(field): … } }], or lead such leads elsewhere.",
      scenes: [
        Scene(lifecycle, in: [loss.state], as: loss.lead, [.ring(ref, number), .lost]),
        Scene(lifecycle, in: [loss.state], as: loss.lead, [.lost]),
      ])
  }
}

/// The leads that a clock leads to where they cannot enter, as they are when nobody edits them.
private struct Losses {
  struct Loss {
    let state: Ref<State>
    /// What the lead does not have.
    let fields: [Ref<Field>]
    /// What the step itself takes away.
    let cleared: [Ref<Field>]
    let lead: SampleLead
    let isOfAll: Bool
  }

  private let journey: Journey
  private var presence: Presence
  private var leaves: Leaves
  private var lifecycle: Lifecycle { journey.lifecycle }

  init(_ journey: Journey, _ machine: Machine) throws(BudgetExceeded) {
    self.journey = journey
    leaves = Leaves(of: journey, in: machine)
    let lifecycle = journey.lifecycle
    let anchors = lifecycle.clocks.compactMap { clock -> Guard? in
      if case .field(let field) = clock.anchor { .test(field, .isPresent) } else { nil }
    }
    presence = try Presence(journey, asking: anchors, in: machine, hasEdits: false)
  }

  /// A lead that a step of a clock loses; nil when there is none.
  mutating func loss(at rung: Int, of ref: Ref<Clock>) throws(BudgetExceeded) -> Loss? {
    let clock = lifecycle.clocks[ref]
    let outcome = clock.rungs[rung].outcome
    guard case .state(let target)? = outcome.to else { return nil }
    var found: Loss?
    // A step that never comes loses nobody, and that is told of it.
    for state in journey.states(arming: ref) where !leaves.overtakes(rung, of: ref, in: state) {
      var leads = try presence.space.diagrams.and(
        presence.resting(in: state),
        presence.later(presence.space.leads(clock.when), ref, in: state))
      leads = try presence.space.diagrams.and(leads, presence.space.possible)
      if case .field(let field) = clock.anchor {
        leads = try presence.space.diagrams.and(
          leads, presence.space.leads(.test(field, .isPresent)))
      }
      let entering = try presence.space.leads(outcome.entryCondition(in: lifecycle))
      let lost = try presence.space.diagrams.difference(leads, entering)
      guard let lead = presence.space.sample(of: lost) else { continue }
      let given = outcome.writtenFields
      let loss = Loss(
        state: state,
        fields: lifecycle.states[target].requires.filter {
          !given.contains($0) && lead.record[Int($0.offset)] == .missing
        },
        cleared: outcome.missed(in: lifecycle), lead: lead, isOfAll: lost == leads)
      if found == nil || loss.isOfAll { found = loss }
    }
    return found
  }
}
