import RoeMachine
import RoeSource

extension Lint {
  static let batonDropped = Lint(
    Code(
      "ROE0502", "baton-dropped",
      title: "Nobody holds the baton in between",
      rationale: """
        In a relay the first runner holds the baton until the second one has it. Until the receiver \
        of a handoff has accepted, the giver is responsible. So there must be a giver: a lead that \
        belongs to nobody cannot be kept by anybody while it waits for an answer, and no rule may \
        take it from its giver meanwhile without giving it to somebody else.
        """,
      avoid: Example(
        """
        events:
          accepted: {}
          rejected: {}
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: floor }] }
          floor:
            because: Whoever has time takes them.
            owner: nobody
            clocks: [{ after: 3 days, to: lost }]
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
        handoffs:
          to_sales:  # ROE0502
            from: floor
            event: done
            to: selling
            owner: dana
            answer:
              within: 4 hours
              accept: accepted
              reject: rejected
              silence: { owner: kim, to: selling }
        """),
      prefer: Example(
        """
        events:
          accepted: {}
          rejected: {}
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: floor }] }
          floor: { owner: keep, clocks: [{ after: 3 days, to: lost }] }
          selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
        handoffs:
          to_sales:
            from: floor
            event: done
            to: selling
            owner: dana
            answer:
              within: 4 hours
              accept: accepted
              reject: rejected
              silence: { owner: kim, to: selling }
        """))
  ) { input in
    input.soundHandoffs.flatMap { handoff -> [Finding] in
      guard let pending = handoff.pending,
        let journey = input.journey(of: handoff.lifecycle),
        let span = input.span("\(handoff.lifecycle)/handoffs/\(handoff.id)")
      else { return [] }
      let lifecycle = journey.lifecycle
      let ownerless = journey.ownerlessStates
      // Where only an owner may hand over, whoever does has taken the lead before.
      let isByOwner = lifecycle.moves.contains { $0.id == handoff.id && $0.by == [.owner] }
      let givers = journey.states.filter {
        handoff.from.contains(lifecycle.states[$0].id) && ownerless.contains($0) && !isByOwner
      }
      let findings = givers.prefix(1).map { giver in
        let name = lifecycle.states[giver].id
        return Finding(
          "“\(handoff.id)” hands over leads of “\(name)”, which nobody owns: nobody holds such a lead until somebody accepts",
          at: span,
          labels: input.span(of: giver, in: lifecycle, "owner").map {
            [.init("nobody has it here", at: $0)]
          } ?? [],
          notes: ["There is no giver who could keep it, and it goes to lost and found instead."],
          help: "Give “\(name)” an owner, or leave out answer: and let the receiver take the lead.",
          scenes: input.scenes(of: handoff, from: giver))
      }
      return findings + input.releases(in: pending, of: handoff.id, journey)
    }
  }
}

extension Journey {
  /// The states in which leads may rest that nobody owns, by design.
  fileprivate var ownerlessStates: Set<Ref<State>> {
    var found: Set<Ref<State>> = []
    if !lifecycle.namesNobody { return found }
    for ref in states {
      let chain = lifecycle.states[ref].owner
      if lifecycle.states[ref].kind != .closed, mayName(nobodyIn: chain) { found.insert(ref) }
    }
    for step in steps where lifecycle.states[step.to].kind != .closed {
      if let chain = owner(on: step), mayName(nobodyIn: chain) { found.insert(step.to) }
    }
    // Without an owner of its own a state leaves things as they are.
    var isDone = false
    while !isDone {
      isDone = true
      for step in steps
      where found.contains(step.from) && lifecycle.states[step.to].kind != .closed
        && lifecycle.states[step.to].owner.isEmpty && owner(on: step) == nil
      {
        if case .lost = step.cause { continue }
        if found.insert(step.to).inserted { isDone = false }
      }
    }
    return found
  }

  /// Whether the answer of a chain may be that nobody owns the lead.
  func mayName(nobodyIn chain: OwnerChain) -> Bool {
    var seen: Set<Ref<RoutingTable>> = []
    var open = chain
    while let source = open.popLast() {
      switch source {
      case .nobody: return true
      case .table(let ref) where seen.insert(ref).inserted:
        let table = lifecycle.tables[ref]
        for case .owner(let inner) in table.routes {
          open += inner
        }
      default: break
      }
    }
    return false
  }
}

extension Lifecycle {
  /// Whether any rule says that nobody owns a lead.
  fileprivate var namesNobody: Bool {
    states.contains { $0.owner.contains(.nobody) }
      || outcomes.contains { $0.owner?.contains(.nobody) ?? false }
      || tables.contains { table in table.routes.contains { $0.names(.nobody) } }
  }
}

extension LintInput {
  /// The rules that leave a lead to nobody while it waits for an answer, each with a reason; those
  /// without one are told as such.
  fileprivate func releases(
    in pending: String, of handoff: String, _ journey: Journey
  ) -> [Finding] {
    let lifecycle = journey.lifecycle
    guard lifecycle.namesNobody,
      let place = lifecycle.states.refs.first(where: { lifecycle.states[$0].id == pending })
    else { return [] }
    var rules: [(String, String?, Outcome, Scene.Act)] = lifecycle.moves.refs.filter {
      lifecycle.moves[$0].from.contains(place)
    }.map {
      let move = lifecycle.moves[$0]
      return (RuleID.move(lifecycle.id, move.id), "owner", move.outcome, .move($0))
    }
    for ref in Set(lifecycle.states[place].clocks + lifecycle.states[place].carries).sorted() {
      let clock = lifecycle.clocks[ref]
      for (number, rung) in clock.rungs.enumerated() {
        rules.append(
          (
            RuleID.clock(lifecycle.id, clock.id), "\(number + 1)", rung.outcome,
            .ring(ref, number)
          ))
      }
    }
    return rules.compactMap { rule, part, outcome, act in
      guard outcome.to == nil, let owner = outcome.owner, journey.mayName(nobodyIn: owner),
        !broken.contains(rule), texts.rules[rule]?.because != nil, let span = span(rule, part)
      else { return nil }
      return Finding(
        "this takes a lead from its giver while “\(handoff)” waits for an answer, and nobody has it",
        at: span,
        help: "Name one person here, or leave the waiting leads out: except: [\(pending)].",
        scenes: [Scene(lifecycle, in: [place], [act])])
    }
  }
}
