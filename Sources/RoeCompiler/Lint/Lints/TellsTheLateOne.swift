import RoeMachine
import RoeSource

extension Lint {
  static let tellsTheLateOne = Lint(
    Code(
      "ROE0903", "tells-the-late-one", .warning,
      title: "Escalates to the person who is late",
      rationale: """
        The step is meant to bring somebody else in, and the only one whom it tells is the person \
        who has not acted. A reminder says `remind: owner`; an escalation tells somebody above or \
        beside them.
        """,
      avoid: Example(
        """
        slas:
          first_answer:
            due: 1 hour
            ladder:
              - { at: 1 hour, owner: kim }
              - { at: 2 hours, do: [{ notify: kim }] }  # ROE0903
              - { at: 4 hours, owner: sam }
        states:
          new:
            owner: dana
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        slas:
          first_answer:
            due: 1 hour
            ladder:
              - { at: 1 hour, owner: kim }
              - { at: 2 hours, do: [{ notify: sam }] }
              - { at: 4 hours, owner: sam }
        states:
          new:
            owner: dana
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    input.armedClocks { journey, ref, span in
      let clock = journey.lifecycle.clocks[ref]
      // A ladder on which nothing ever changes is told as such.
      guard journey.effect(of: clock) == .consequence else { return nil }
      let lifecycle = journey.lifecycle
      var owner: OwnerSource?
      for (number, rung) in clock.rungs.enumerated() {
        let told = rung.outcome.notified
        if let person = told.first, told.allSatisfy({ $0 == person }), !rung.outcome.isFinal {
          let state = journey.states(arming: ref).first
          let source = owner ?? state.flatMap { lifecycle.states[$0].owner.first }
          if let source, input.mayBe(person, from: source) {
            let name = input.name(of: person)
            return Finding(
              source == .person(person)
                ? "this step tells \(name), who has the lead and has not acted"
                : "for leads that \(name) has, this step tells nobody but \(name)",
              at: input.span(RuleID.clock(lifecycle.id, clock.id), "\(number + 1)") ?? span,
              help: "Tell somebody else; or say remind: owner, if that is meant.",
              scenes: [Scene(ring: number, of: ref, in: journey)])
          }
        }
        if rung.outcome.to != nil { break }
        if let chain = rung.outcome.owner, chain.first != .keep { owner = chain.first }
      }
      return nil
    }
  }
}

extension Outcome {
  /// The persons whom it tells, when it tells nobody else.
  fileprivate var notified: [Ref<Person>] {
    var people: [Ref<Person>] = []
    for action in actions {
      switch action {
      case .notify(.person(let person)): people.append(person)
      case .notify, .remind, .ask, .send, .start: return []
      case .set, .add, .stop: break
      }
    }
    return people
  }
}

extension LintInput {
  /// Whether somebody is picked from a source, other than as its steward.
  fileprivate func mayBe(_ person: Ref<Person>, from source: OwnerSource) -> Bool {
    let id = team.id(of: person)
    return switch source {
    case .pool(let pool): team.members(of: pool).contains(id)
    case .person, .role: team.possiblePeople(from: source)?.contains(id) ?? false
    default: false
    }
  }
}
