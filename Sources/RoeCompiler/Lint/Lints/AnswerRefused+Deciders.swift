import RoeMachine
import RoeSource

extension LintInput {
  /// Flags about which somebody is called to decide who may not cause the event that settles them.
  var refusedDeciders: [Finding] {
    if !broken.isEmpty || roster.people.isEmpty { return [] }
    return journeys.flatMap { journey -> [Finding] in
      let flags = journey.lifecycle.flags
      if flags.isEmpty { return [] }
      let owners = possibleOwners(in: journey)
      return flags.compactMap { refusedDecider(of: $0, journey, owners) }
    }
  }

  private func refusedDecider(
    of flag: Flag, _ journey: Journey, _ owners: PossibleOwners
  ) -> Finding? {
    let lifecycle = journey.lifecycle
    let settling = lifecycle.moves[flag.settle]
    let states = settling.from.filter(journey.looksAt)
    guard case .event(let event) = settling.trigger, !states.isEmpty,
      let span = span(RuleID.field(lifecycle.id, lifecycle.fields[flag.field].id))
    else { return nil }
    var passing: Set<String> = []
    for state in states {
      let actors = owners.actors(of: flag.settle, in: state)
      // Somebody may settle it for them.
      if actors.hasMachines || actors.hasStrangers { return nil }
      passing.formUnion(actors.people)
    }
    for (decider, cause) in flag.deciders(in: lifecycle) {
      let people = states.reduce(into: Set<String>()) {
        $0.formUnion(owners.people(from: decider, in: $1, cause))
      }
      guard people.isDisjoint(with: passing), let first = people.min() else { continue }
      let id = lifecycle.events[event].id
      let person = roster.people.firstIndex { $0.id == first }
      let refusal = Scene.Act.event(
        event, .refused, by: person.map { .person(Ref($0)) } ?? .unknown)
      let call: [Scene.Act] =
        if case .rung(let rung, let clock) = cause { [.ring(clock, rung)] } else { [] }
      return Finding(
        "\(words(for: decider)), who shall decide about “\(lifecycle.fields[flag.field].id)”, may not cause “\(id)”, which settles it",
        at: span, severity: .warning,
        labels: self.span(RuleID.event(lifecycle.id, id)).map {
          [.init("who may is said here", at: $0)]
        } ?? [],
        help: "Name them in by: of the event “\(id)”, or let somebody decide who may cause it.",
        scenes: [Scene(moves: [flag.raise], in: journey, then: call + [refusal])])
    }
    return nil
  }
}

/// A mark beside the state, as the compiler has made rules of it.
private struct Flag {
  let field: Ref<Field>
  let raise: Ref<Move>
  let settle: Ref<Move>
  let decision: Ref<Clock>

  /// Who is called to decide, and by what.
  func deciders(in lifecycle: Lifecycle) -> [(OwnerSource, Assignment.Cause)] {
    let first = lifecycle.moves[raise].outcome.called.map { ($0, Assignment.Cause.move(raise)) }
    let rungs = lifecycle.clocks[decision].rungs
    return first
      + rungs.indices.flatMap { rung in
        rungs[rung].outcome.called.map { ($0, .rung(rung, of: decision)) }
      }
  }
}

extension Outcome {
  fileprivate var called: [OwnerSource] {
    actions.compactMap { if case .notify(let source) = $0 { source } else { nil } }
  }
}

extension Lifecycle {
  fileprivate var flags: [Flag] {
    fields.refs.compactMap { field in
      let id = fields[field].id
      guard let raise = moves.refs.first(where: { moves[$0].id == "\(id).raise" }),
        let settle = moves.refs.first(where: { moves[$0].id == "\(id).settle" }),
        let decision = clocks.refs.first(where: { clocks[$0].id == "\(id).decision" })
      else { return nil }
      return Flag(field: field, raise: raise, settle: settle, decision: decision)
    }
  }
}
