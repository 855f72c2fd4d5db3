import RoeMachine
import RoeSource

extension Lint {
  static let mayNotOwn = Lint(
    Code(
      "ROE0306", "may-not-own", .warning,
      title: "May this person own it?",
      rationale: """
        A state says with `permitted` who may own a lead there, and a rule gives leads in it to \
        somebody else. Whoever is not permitted is passed over, so that the rule says one thing \
        and another happens: the next one gets the lead, or it goes to lost and found. And where a \
        handoff asks them to accept it, their yes is refused.
        """,
      avoid: Example(
        """
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: selling }] }
          selling:
            permitted: [ae]
            owner: [lena, dana]  # ROE0306
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: selling }] }
          selling:
            permitted: [ae]
            owner: [eli, dana]
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    if !input.broken.isEmpty { return [] }
    return input.journeys.flatMap { journey -> [Finding] in
      let lifecycle = journey.lifecycle
      var bars = Bars(input: input, journey: journey)
      return journey.states.flatMap { ref -> [Finding] in
        let state = lifecycle.states[ref]
        guard let permitted = input.team.permitted(in: state), state.kind != .closed else {
          return []
        }
        var told: Set<SourceSpan> = []
        return journey.givings(to: ref).compactMap { giving -> Finding? in
          guard let span = input.span(giving.rule.id, giving.rule.part), !told.contains(span),
            let barred = bars.barred(from: giving, to: ref, permitted)
          else { return nil }
          told.insert(span)
          let ways = giving.scenes(after: barred.question, in: journey)
          let all = barred.lead.map { lead in ways.map { $0.about(lead) } + ways } ?? ways
          // Who comes later is passed over once nobody else is there.
          let scenes =
            barred.isFirst
            ? all
            : all.map {
              let end: [Scene.Act] = if case .barred? = $0.acts.last { [] } else { [.lost] }
              return $0.then(end).without(permitted.sorted(), later: true)
            }
          return Finding(
            "this gives leads in “\(state.id)” to \(barred.who), who may not own them there: they are passed over",
            at: span,
            labels: (barred.row.map { [.init("here", at: $0)] } ?? [])
              + (input.span(of: ref, in: lifecycle, "permitted").map {
                [.init("only these may", at: $0)]
              } ?? []), help: "Name somebody who may, or permit them.", scenes: scenes)
        }
      }
    }
  }
}

/// A rule that gives leads of a state to somebody.
private struct Giving {
  let rule: (id: String, part: String)
  let cause: Assignment.Cause
  /// Where the leads are before; the same chain is asked in all of them.
  var places: [Assignment]
  /// How they come there.
  var scenes: [Scene] = []

  var chain: OwnerChain { places.first?.chain ?? [] }

  /// How they come there where somebody has been asked first to accept them.
  func scenes(after question: Assignment?, in journey: Journey) -> [Scene] {
    guard let question else { return scenes }
    switch question.cause {
    case .state: return scenes
    case .move(let move):
      return scenes.map { Scene(moves: [move], in: journey, then: $0.acts) }
    case .rung(let rung, let clock):
      return journey.steps(into: question.state).flatMap { step -> [Scene] in
        guard case .move(let move) = step.cause else { return [] }
        return scenes.map {
          Scene(moves: [move], in: journey, then: [.ring(clock, rung)] + $0.acts)
        }
      }
    }
  }
}

extension Journey {
  /// The rules that give leads of a state to somebody.
  fileprivate func givings(to target: Ref<State>) -> [Giving] {
    var all: [Giving] = []
    for place in assignments where place.target(in: lifecycle) == target {
      if let last = all.indices.last, all[last].cause == place.cause {
        all[last].places.append(place)
      } else {
        all.append(Giving(rule: place.rule(in: lifecycle), cause: place.cause, places: [place]))
      }
    }
    return all.map { giving in
      var giving = giving
      giving.scenes = scenes(of: giving, to: target)
      return giving
    }
  }

  private func scenes(of giving: Giving, to target: Ref<State>) -> [Scene] {
    switch giving.cause {
    case .state: return [Scene(lifecycle, in: [target])]
    case .move(let move):
      return [Scene.Act.move(move), .barred(move)].map {
        Scene(
          lifecycle, in: giving.places.map(\.state), where: lifecycle.moves[move].when, [$0])
      }
    case .rung(let rung, let clock):
      let stays = lifecycle.clocks[clock].rungs[rung].outcome.to == nil
      return [
        Scene(
          lifecycle, in: stays ? [target] : states(arming: clock),
          where: lifecycle.clocks[clock].when, [.ring(clock, rung)])
      ]
    }
  }

  /// Where those are asked who may answer in a state.
  fileprivate func questions(answeredIn state: Ref<State>) -> [Assignment] {
    assignments.filter { place in
      guard place.isQuestion, let outcome = place.outcome(in: lifecycle) else { return false }
      return outcome.to.map { $0 == .state(state) } ?? (place.state == state)
    }
  }
}

/// Somebody who is named and may not own the leads.
private struct Barred {
  let who: String
  /// The row that names them.
  var row: SourceSpan?
  /// Whether nobody is named before.
  let isFirst: Bool
  /// One of the leads; nil where it does not matter which.
  var lead: SampleLead?
  /// Where they are asked to accept it, if they are.
  var question: Assignment?
}

/// Those whom rules name and who are never permitted.
private struct Bars {
  let input: LintInput
  let journey: Journey
  /// Nil where that is too complex to follow, which is told where it stands.
  private lazy var namings: Namings? = try? input.namings(
    in: journey,
    asking: Set(journey.assignments.flatMap { journey.tables(askedBy: $0.chain) }).sorted())

  private lazy var soleOwners = journey.soleOwners

  init(input: LintInput, journey: Journey) {
    self.input = input
    self.journey = journey
  }

  private var lifecycle: Lifecycle { journey.lifecycle }

  mutating func barred(
    from giving: Giving, to target: Ref<State>, _ permitted: Set<String>
  ) -> Barred? {
    if giving.chain.contains(.asked) {
      for question in giving.places.flatMap({ journey.questions(answeredIn: $0.state) }) {
        if var found = barred(at: question, permitted) {
          found.question = question
          return found
        }
      }
    }
    for (number, source) in giving.chain.enumerated() {
      if let who = words(for: source, outside: permitted) {
        return Barred(who: who, isFirst: number == 0)
      }
    }
    if !giving.chain.asksTables { return nil }
    let told = rowsForNobody(in: target)
    for place in giving.places {
      if let found = barred(at: place, permitted, except: told) { return found }
    }
    return nil
  }

  /// The same where it matters which lead it is.
  private mutating func barred(
    at place: Assignment, _ permitted: Set<String>, except told: [Namings.Row] = []
  ) -> Barred? {
    // Most rules name nobody who may not own the lead, and that is soon seen.
    let suspects = journey.sources(in: place.chain).filter {
      words(for: $0, outside: permitted) != nil
    }
    guard input.isExact, !suspects.isEmpty, let names = try? namings?.names(at: place) else {
      return nil
    }
    for naming in names where suspects.contains(naming.source) && !isOwner(naming.source, at: place)
    {
      if let row = naming.row, told.contains(row) { continue }
      guard let who = words(for: naming.source, outside: permitted),
        let lead = namings?.presence.space.sample(of: naming.leads)
      else { continue }
      return Barred(
        who: who, row: naming.row.flatMap { input.span(of: $0, in: lifecycle) },
        isFirst: naming.isFirst, lead: lead)
    }
    return nil
  }

  /// Whether a question is for whoever has the leads already, who is passed over.
  private mutating func isOwner(_ source: OwnerSource, at place: Assignment) -> Bool {
    guard place.isQuestion, let owner = soleOwners[Int(place.state.offset)] else {
      return false
    }
    return source == .person(owner)
  }

  /// The rows that give leads of a state only to whom may not own them there: that nobody is found at
  /// all is told of the row.
  private func rowsForNobody(in state: Ref<State>) -> [Namings.Row] {
    input.facts.owners.filter { input.machine.lifecycles[$0.lifecycle].id == lifecycle.id }
      .flatMap(\.gaps).filter { $0.isBarred && $0.place.target(in: lifecycle) == state }
      .compactMap(\.row)
  }

  /// Whom a source means, where nobody of them is one of some persons; nil where somebody may be.
  private func words(for source: OwnerSource, outside permitted: Set<String>) -> String? {
    // Behind a group there may be somebody who is permitted, who comes only after its members.
    let meant: Set<String>? =
      if case .pool(let pool) = source {
        input.team.anybody(in: pool)
      } else {
        input.team.possiblePeople(from: source)
      }
    guard let people = meant, !people.isEmpty, people.isDisjoint(with: permitted) else {
      return nil
    }
    return switch source {
    case .pool(let pool): "“\(input.machine.pools[pool].id)”"
    case .role(let role): "“\(input.machine.roles[role].id)”"
    case .person: people.first.map { input.name(of: $0) }
    default: nil
    }
  }
}
