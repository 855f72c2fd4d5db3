import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  static let impossibleMove = Lint(
    Code(
      "ROE0603", "impossible-step", .warning, or: .error,
      title: "This step can never happen",
      rationale: """
        No lead can satisfy the condition of this move, or another move that is tried before it \
        takes every lead that could, or whoever may make it may not cause its event. Nor can it \
        where it asks for something not to have been done lately, and its event counts as just \
        that: what has happened is counted first. Whatever it promises does not come about. Nor is anybody asked again who owns a lead because a field \
        changes (`follow`) that nobody can edit.
        """,
      avoid: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: done, when: score > 100, to: won }  # ROE0603
              - { event: done, when: score <= 100, to: lost }
        """),
      prefer: Example(
        """
        fields:
          score: { type: integer, min: 0, max: 100 }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: done, when: score > 90, to: won }
              - { event: done, when: score <= 90, to: lost }
        """))
  ) { input in
    var happening: Set<MoveName> = []
    var dead: [(name: MoveName, fate: MoveFacts.Fate, facts: MoveFacts)] = []
    for facts in input.facts.moves {
      guard case .success(let known) = facts.result else {
        happening.formUnion(facts.moves.map { MoveName(facts.lifecycle, $0) })
        continue
      }
      for (move, fate) in zip(facts.moves, known.fates) {
        let name = MoveName(facts.lifecycle, move)
        switch fate {
        case .happens: happening.insert(name)
        case .never, .absent, .hidden: dead.append((name, fate, facts))
        }
      }
    }
    let barred = input.barredMoves + input.uselessMoves + input.movesCountedOut
    var told = Set(barred.map(\.name))
    let idle = Set(dead.map(\.name)).subtracting(happening).union(told)
    let frozen =
      input.broken.isEmpty && input.isExact
      ? input.turnsOfWhatLasts + input.followingOfWhatLasts : []
    return frozen + input.movesOverTooEarly + input.idleWatches(except: told) + input.idleEntries
      + barred.map(\.finding)
      + dead.compactMap { name, fate, facts -> Finding? in
        let journey = input.journey(of: name.lifecycle)
        let lifecycle = journey.lifecycle
        let move = lifecycle.moves[name.move]
        // It may still happen in another state.
        guard !happening.contains(name), told.insert(name).inserted,
          let span = input.span(RuleID.move(lifecycle.id, move.id))
        else { return nil }
        let states = facts.states.filter(journey.looksAt)
        var takers: [Ref<Move>] = []
        var message = unsatisfied
        var help = "Correct the condition, or delete the move."
        switch fate {
        case .happens, .never: break
        case .absent:
          if journey.asksTooEarly(move.when, in: states) { return nil }
          let names = states.map { "“\(lifecycle.states[$0].id)”" }
          message = absent(from: names)
        case .hidden(let others):
          takers = others.map { facts.moves[$0] }
          message = "this move never happens: another one takes all its leads"
          if input.siblings(of: name).contains(where: { !idle.contains($0) }) {
            let event = lifecycle.events[facts.event].id
            message = "on “\(event)” \(message)"
            help = "Correct the condition, or take “\(event)” out of event: here."
          }
        }
        let labels = takers.compactMap {
          input.span(RuleID.move(lifecycle.id, lifecycle.moves[$0].id))
        }
        .filter { $0 != span }
        // Where it never happens, something else does, or nothing.
        let kinds: [Decision.Kind] = [.ignored, .noted, .moved]
        let acts = takers.map { Scene.Act.move($0) } + kinds.map { .event(facts.event, $0) }
        return Finding(
          message, at: span, labels: labels.prefix(3).map { .init("takes leads of it", at: $0) },
          help: help,
          scenes: acts.map {
            Scene(
              lifecycle, in: states,
              where: takers.isEmpty ? .always : move.when, [$0])
          })
      }
  }
}

private let unsatisfied = "no lead can ever satisfy the condition of this move"

private func absent(from states: [String]) -> String {
  "no lead that gets to \(states.shortened("or")) satisfies the condition of this move"
}

extension LintInput {
  /// The moves that are written as one, for several events.
  fileprivate func siblings(of name: MoveName) -> [MoveName] {
    let lifecycle = machine.lifecycles[name.lifecycle]
    func place(_ move: Ref<Move>) -> SourceSpan? {
      span(RuleID.move(lifecycle.id, lifecycle.moves[move].id), "event")
    }
    guard let here = place(name.move) else { return [] }
    return lifecycle.moves.refs.filter { place($0) == here }.map { MoveName(name.lifecycle, $0) }
  }

  /// Moves that look by themselves, for a lead that never comes.
  fileprivate func idleWatches(except told: Set<MoveName>) -> [Finding] {
    facts.watches.flatMap { facts in
      let lifecycle = machine.lifecycles[facts.lifecycle]
      return facts.idle.compactMap { idle -> Finding? in
        guard let span = span(RuleID.move(lifecycle.id, lifecycle.moves[idle.move].id)),
          !told.contains(MoveName(facts.lifecycle, idle.move)),
          !idle.isPossible
            || !journey(of: facts.lifecycle).asksTooEarly(
              lifecycle.moves[idle.move].when, in: idle.states)
        else { return nil }
        return Finding(
          idle.isPossible
            ? absent(from: idle.states.map { "“\(lifecycle.states[$0].id)”" }) : unsatisfied,
          at: span, help: "Correct the condition, or delete the move.",
          scenes: [
            Scene(lifecycle, in: idle.states, as: idle.lead), Scene(lifecycle, in: idle.states),
          ])
      }
    }
  }

  /// Moves that nobody may make, since the move lets some people make it and its event others.
  fileprivate var barredMoves: [(name: MoveName, finding: Finding)] {
    if !broken.isEmpty { return [] }
    return machine.lifecycles.refs.flatMap { ref -> [(name: MoveName, finding: Finding)] in
      let journey = journey(of: ref)
      let lifecycle = journey.lifecycle
      // What is asked of whoever shall accept a lead is told of the handoff.
      let answers = Set(
        texts.handoffs.filter { $0.lifecycle == lifecycle.id }.flatMap { [$0.accept, $0.reject] })
      let askedTwice = lifecycle.moves.refs.filter { move in
        lifecycle.tests(of: move).allSatisfy { !$0.isEmpty }
      }
      if askedTwice.isEmpty { return [] }
      let owners = possibleOwners(in: journey)
      return askedTwice.compactMap { name -> (name: MoveName, finding: Finding)? in
        let move = lifecycle.moves[name]
        guard case .event(let event) = move.trigger, !answers.contains(move.id),
          let span = span(RuleID.move(lifecycle.id, move.id))
        else { return nil }
        let states = move.from.filter(journey.looksAt)
        func exist(_ lists: [[ActorTest]]) -> Bool {
          states.contains { owners.actors(passing: lists, in: $0).exist }
        }
        let lists = lifecycle.tests(of: name)
        // That one of them alone names nobody is another matter.
        guard !states.isEmpty, lists.allSatisfy({ exist([$0]) }), !exist(lists) else { return nil }
        let id = lifecycle.events[event].id
        let kinds: [Decision.Kind] = [.refused, .ignored, .noted, .moved]
        let finding = Finding(
          "nobody can make this move: whom it names may not cause “\(id)”", at: span,
          labels: self.span(RuleID.event(lifecycle.id, id)).map {
            [.init("who may cause it is said here", at: $0)]
          } ?? [],
          help: "Say the same in by: here and for the event “\(id)”, or leave it out here.",
          scenes: kinds.map { Scene(lifecycle, in: states, [.event(event, $0)]) })
        return (MoveName(ref, name), finding)
      }
    }
  }

  /// Moves that ask for something not to have been done lately, upon an event that counts as just that:
  /// it has been counted when they are judged.
  fileprivate var movesCountedOut: [(name: MoveName, finding: Finding)] {
    if !broken.isEmpty { return [] }
    return machine.lifecycles.refs.flatMap { ref -> [(name: MoveName, finding: Finding)] in
      let journey = journey(of: ref)
      let lifecycle = journey.lifecycle
      // What is too complex to follow is told where it stands.
      guard var space = presence(in: journey)?.space else { return [] }
      return lifecycle.moves.refs.compactMap { name -> (name: MoveName, finding: Finding)? in
        let move = lifecycle.moves[name]
        let asked = move.when.timedParts(lifecycle.definitions)
        let counted = lifecycle.activities(countedBy: move).filter { activity in
          asked.contains { if case .activity(activity, _) = $0 { true } else { false } }
        }
        let states = move.from.filter(journey.looksAt)
        guard case .event(let event) = move.trigger, !counted.isEmpty, !states.isEmpty,
          let isOut = try? space.isOut(move.when, onceCounted: counted), isOut,
          let span = span(RuleID.move(lifecycle.id, move.id))
        else { return nil }
        let id = lifecycle.events[event].id
        let activities = counted.map { "“\(lifecycle.activities[$0].id)”" }.listed
        let kinds: [Decision.Kind] = [.noted, .moved]
        let finding = Finding(
          "this move never happens when “\(id)” is reported in time: “\(id)” itself counts as \(activities), and is counted first",
          at: span,
          labels: counted.compactMap {
            self.span(RuleID.activity(lifecycle.id, lifecycle.activities[$0].id)).map {
              .init("it counts as this", at: $0)
            }
          },
          help: "Correct the condition, or delete the move.",
          scenes: kinds.map { Scene(lifecycle, in: states, [.event(event, $0)]) })
        return (MoveName(ref, name), finding)
      }
    }
  }

  /// Moves that take away what the state asks for to which they lead, or that look by themselves for
  /// leads which are there already.
  fileprivate var uselessMoves: [(name: MoveName, finding: Finding)] {
    machine.lifecycles.refs.flatMap { ref in
      let journey = journey(of: ref)
      let lifecycle = journey.lifecycle
      return lifecycle.moves.refs.compactMap { name -> (name: MoveName, finding: Finding)? in
        let move = lifecycle.moves[name]
        let states = move.from.filter(journey.looksAt)
        guard case .state(let target)? = move.outcome.to, !states.isEmpty,
          let span = span(RuleID.move(lifecycle.id, move.id))
        else { return nil }
        let place = lifecycle.states[target].id
        let cleared = move.outcome.missed(in: lifecycle).map { "“\(lifecycle.fields[$0].id)”" }
        if !cleared.isEmpty {
          let isWatch = move.trigger == .watch
          return (
            MoveName(ref, name),
            Finding(
              "\(isWatch ? "every lead that this move takes is lost" : "nobody can make this move"): it clears \(cleared.listed), and “\(place)” asks for it",
              at: span, severity: isWatch ? .error : nil,
              labels: self.span(of: target, in: lifecycle, "requires").map {
                [.init("it is asked for here", at: $0)]
              } ?? [],
              help: "Do not clear it here, or do not ask for it in “\(place)”.",
              scenes: scenes(refusing: name, in: states, lifecycle))
          )
        }
        guard move.trigger == .watch, states == [target] else { return nil }
        return (
          MoveName(ref, name),
          Finding(
            "this move never happens: it leads to “\(place)”, where the lead is already", at: span,
            help: "Let an event or an edit cause it (becomes:), or lead somewhere else.",
            scenes: [
              Scene(lifecycle, in: states, where: move.when, []), Scene(lifecycle, in: states),
            ])
        )
      }
    }
  }

  private func scenes(
    refusing name: Ref<Move>, in states: [Ref<State>], _ lifecycle: Lifecycle
  ) -> [Scene] {
    let move = lifecycle.moves[name]
    let act: Scene.Act =
      if case .event(let event) = move.trigger { .event(event, .refused) } else { .lost }
    return [
      Scene(lifecycle, in: states, where: move.when, [act]), Scene(lifecycle, in: states, [act]),
      Scene(lifecycle, in: states),
    ]
  }

  /// Moves whose last day is over when the rules take effect.
  fileprivate var movesOverTooEarly: [Finding] {
    guard let start = machine.effectiveInstant else { return [] }
    return journeys.flatMap { journey in
      let lifecycle = journey.lifecycle
      return lifecycle.moves.compactMap { move -> Finding? in
        guard move.when.isOver(at: start, lifecycle.definitions),
          let span = span(RuleID.move(lifecycle.id, move.id))
        else { return nil }
        return Finding(
          "this move never happens: its last day comes before these rules take effect", at: span,
          help: "Delete the move, or correct its until: or the effective: of the rules.",
          scenes: [Scene(lifecycle, in: move.from.filter(journey.looksAt))])
      }
    }
  }

  /// Moves that wait for a record to be edited, in fields that nobody can edit.
  fileprivate var turnsOfWhatLasts: [Finding] {
    journeys.flatMap { journey in
      let lifecycle = journey.lifecycle
      return lifecycle.moves.compactMap { move -> Finding? in
        guard case .becomes(let turned) = move.trigger,
          case let fields = turned.fields(lifecycle.definitions), !fields.isEmpty,
          fields.allSatisfy(lifecycle.isLasting),
          let span = span(RuleID.move(lifecycle.id, move.id))
        else { return nil }
        let names = fields.sorted().map { "“\(lifecycle.fields[$0].words)”" }
        return Finding(
          "this move never happens: nobody edits \(names.listed("or"))", at: span,
          help: "Say whenever: in place of becomes:, or delete the move.",
          scenes: [
            Scene(
              lifecycle, in: move.from.filter(journey.looksAt), where: turned, [])
          ])
      }
    }
  }
}

extension LintInput {
  /// States that follow fields which nobody can edit.
  fileprivate var followingOfWhatLasts: [Finding] {
    journeys.flatMap { journey in
      let lifecycle = journey.lifecycle
      return journey.states.compactMap { ref -> Finding? in
        let fields = lifecycle.states[ref].follow.filter(lifecycle.isLasting)
        guard !fields.isEmpty, let span = span(of: ref, in: lifecycle, "follow") else { return nil }
        let frozen = fields.filter { lifecycle.fields[$0].isFrozen }
        let names = fields.map { "“\(lifecycle.fields[$0].words)”" }.listed
        let it = fields.count == 1 ? "it" : "them"
        return Finding(
          "“\(lifecycle.states[ref].id)” follows \(names), which nobody can edit: no lead changes hands by that",
          at: span,
          labels: frozen.compactMap {
            self.span(RuleID.field(lifecycle.id, lifecycle.fields[$0].id)).map {
              .init("this is frozen", at: $0)
            }
          },
          help: frozen.isEmpty
            ? "Leave \(it) out of follow:."
            : "Leave \(it) out of follow:, or let people edit \(it) (leave out frozen:).",
          scenes: [Scene(lifecycle, in: [ref])])
      }
    }
  }
}

extension LeadSpace {
  /// Whether a condition that holds for some lead holds for none of which some activities have just
  /// been counted.
  fileprivate mutating func isOut(
    _ condition: Guard, onceCounted activities: [Ref<Activity>]
  ) throws(BudgetExceeded) -> Bool {
    let meant = try leads(condition)
    let counted = try leads(justAfter: activities)
    if meant == .none { return false }
    return try !diagrams.intersects(meant, counted)
  }
}

private struct MoveName: Hashable {
  let lifecycle: Ref<Lifecycle>
  let move: Ref<Move>

  init(_ lifecycle: Ref<Lifecycle>, _ move: Ref<Move>) {
    self.lifecycle = lifecycle
    self.move = move
  }
}
