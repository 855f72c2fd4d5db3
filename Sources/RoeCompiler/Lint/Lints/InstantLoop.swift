import RoeMachine
import RoeSource

extension Lint {
  static let instantLoop = Lint(
    Code(
      "ROE0606", "instant-loop", or: .warning,
      title: "A lead goes round and round in one moment",
      rationale: """
        Two rules that need no event and no time, each undoing what the other has done, never come \
        to rest. Let one of them wait for something, or give them conditions that cannot hold \
        together. A clock that repeats and counts from a day long past does not, either: it rings \
        at once for every time that it has missed. That is a warning.
        """,
      avoid: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        states:
          small:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ whenever: employees >= 50, to: large }]  # ROE0606
          large:
            owner: dana
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ whenever: employees < 200, to: small }]
        """),
      prefer: Example(
        """
        fields:
          employees: { type: integer, min: 1 }
        states:
          small:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ whenever: employees >= 50, to: large }]
          large:
            owner: dana
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ whenever: employees < 50, to: small }]
        """))
  ) { input in
    input.journeys.flatMap { journey in
      let rounds = InstantRounds.all(of: journey, in: input.machine)
      return rounds.compactMap { input.told($0, in: journey) }
    } + input.endlessCalls + input.missedRings
  }
}

extension InstantRounds.Round {
  /// The fields from whose day on its clocks count, and those by whose day they ring.
  fileprivate func days(in lifecycle: Lifecycle) -> [Ref<Field>] {
    ways.flatMap { way -> [Ref<Field>] in
      guard case .rung(_, let clock) = way.cause else { return [] }
      let last = [lifecycle.clocks[clock].notAfter].compactMap { $0 }
      guard case .field(let day) = lifecycle.clocks[clock].anchor else { return last }
      return [day] + last
    }
  }
}

extension Journey {
  /// The moves that lead to a state, or to one whose tables send leads there.
  fileprivate func movesTowards(_ state: Ref<State>) -> [Ref<Move>] {
    var found: [Ref<Move>] = []
    for step in steps(into: state) {
      let before = if case .table = step.cause { steps(into: step.from) } else { [step] }
      for case .move(let move) in before.map(\.cause) where !found.contains(move) {
        found.append(move)
      }
    }
    return found
  }
}

extension SampleLead {
  /// The same with days that are long over in some fields, where nothing is asked of them.
  fileprivate func withPast(_ days: [Ref<Field>], _ lifecycle: Lifecycle, _ zone: Zone) -> Self {
    var record = record
    let past = zone.day(at: now).adding(days: -366)
    for field in days where !traits.contains(where: { $0.field == field }) {
      record[Int(field.offset)] =
        if case .instant = lifecycle.fields[field].type {
          .integer(zone.start(of: past))
        } else {
          .text(past.description)
        }
    }
    return Self(record: record, now: now, lastActivity: lastActivity, traits: traits)
  }
}

extension LintInput {
  fileprivate func told(_ round: InstantRounds.Round, in journey: Journey) -> Finding? {
    let lifecycle = journey.lifecycle
    // It is told from the rule that was written first.
    let told = round.ways.compactMap { way in
      place(of: way.cause, in: lifecycle).map { (state: way.from, place: $0) }
    }
    let start = told.indices.min { told[$0].place < told[$1].place } ?? 0
    let turned = told[start...] + told[..<start]
    let places = turned.map(\.place)
    guard let first = places.first else { return nil }
    let names = turned.map { "“\(lifecycle.states[$0.state].id)”" }
    let zone = machine.zones[machine.zone]
    return Finding(
      names.count == 1
        ? "a lead enters \(names[0]) again and again, all in one moment"
        : "a lead goes round between \(names.listed), all in one moment and without end",
      at: first, labels: places.dropFirst().map { .init("and this takes it on", at: $0) },
      help:
        "Let one of them wait for an event or for some time, or make their conditions exclude each other.",
      // A lead that comes into any of the states goes round from there.
      scenes: round.ways.indices.map { start in
        // All of it, until it begins anew.
        let ways = round.ways[start...] + round.ways[...start]
        return Scene(
          lifecycle, in: [round.ways[start].from],
          as: round.leads[start]?.withPast(round.days(in: lifecycle), lifecycle, zone),
          ways.compactMap { way in
            switch way.cause {
            case .move(let move): .move(move)
            case .rung(let rung, let clock): .ring(clock, rung)
            case .table, .lost: nil
            }
          })
      }
        // Where a table sends it round, it never comes to rest.
        + round.ways.indices.filter { round.ways[$0].isByTable }.flatMap { place -> [Scene] in
          let state = round.ways[place].from
          return [Scene(lifecycle, in: [state], as: round.leads[place], [.lost])]
            + journey.movesTowards(state).flatMap { scenes(makingOften: $0, lifecycle) }
        })
  }

  /// A lead that is lost once a move has been made a few times.
  private func scenes(makingOften move: Ref<Move>, _ lifecycle: Lifecycle) -> [Scene] {
    (1...4).map { times in
      Scene(
        lifecycle, in: lifecycle.moves[move].from, as: nil,
        Array(repeating: .move(move), count: times) + [.lost])
    }
  }

  /// Records that call one another by events, each in answer to the other.
  fileprivate var endlessCalls: [Finding] {
    EndlessCalls.all(of: journeys, in: machine).compactMap { calls in
      let told = calls.compactMap { call -> (event: String, place: SourceSpan)? in
        let lifecycle = journey(of: call.lifecycle).lifecycle
        return span(RuleID.move(lifecycle.id, lifecycle.moves[call.move].id)).map {
          (call.event, $0)
        }
      }.sorted { $0.place < $1.place }
      guard let first = told.first, let call = calls.first else { return nil }
      let names = told.map { "“\($0.event)”" }
      return Finding(
        "records may call one another by \(Array(Set(names)).sorted().listed) again and again, all in one moment",
        at: first.place, severity: .warning,
        labels: told.dropFirst().map { .init("this answers by calling", at: $0.place) },
        help: "Let one of them take its record on to where the call does nothing.",
        scenes: [Scene(moves: [call.move], in: journey(of: call.lifecycle))])
    }
  }

  func place(of cause: Journey.Cause, in lifecycle: Lifecycle) -> SourceSpan? {
    switch cause {
    case .move(let move): span(RuleID.move(lifecycle.id, lifecycle.moves[move].id))
    case .rung(let rung, let clock):
      span(RuleID.clock(lifecycle.id, lifecycle.clocks[clock].id), "\(rung + 1)")
    case .table(let table): span(RuleID.table(lifecycle.id, lifecycle.tables[table].id))
    case .lost: nil
    }
  }
}
