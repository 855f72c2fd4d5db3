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
        and another happens: the next one gets the lead, or it goes to lost and found.
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
      return journey.states.flatMap { ref -> [Finding] in
        let state = lifecycle.states[ref]
        guard let permitted = input.team.permitted(in: state), state.kind != .closed else {
          return []
        }
        var told: Set<SourceSpan> = []
        return journey.namings(in: ref, input).compactMap { chain, span, ways -> Finding? in
          // That nobody is found at all is told of the row.
          let lost = input.rowsForNobody(in: ref, of: lifecycle)
          guard let barred = input.barred(chain, permitted, lifecycle, except: lost),
            told.insert(span).inserted
          else { return nil }
          let ways = ways.map { $0.where(barred.when) } + ways
          // Who comes later is passed over once nobody else is there.
          let scenes =
            barred.place == 0
            ? ways
            : ways.map {
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

extension Journey {
  /// The chains that name owners of leads in a state, where they stand, and how leads come there.
  fileprivate func namings(
    in place: Ref<State>, _ input: LintInput
  ) -> [(OwnerChain, SourceSpan, [Scene])] {
    var found: [(OwnerChain, SourceSpan, [Scene])] = []
    func isHere(_ outcome: Outcome, _ mayHappen: Bool) -> Bool { mayHappen && outcome.to == nil }
    func add(
      _ outcome: Outcome, _ mayHappen: Bool, _ rule: String, _ part: String, _ scenes: [Scene]
    ) {
      let arrives = if case .state(place)? = outcome.to { true } else { false }
      guard arrives || isHere(outcome, mayHappen), let chain = outcome.owner,
        let span = input.span(rule, part)
      else { return }
      found.append((chain, span, scenes))
    }
    let state = lifecycle.states[place]
    if let span = input.span(of: place, in: lifecycle, "owner") {
      found.append((state.owner, span, [Scene(lifecycle, in: [place])]))
    }
    for ref in lifecycle.moves.refs {
      let move = lifecycle.moves[ref]
      let from =
        isHere(move.outcome, move.from.contains(place)) ? [place] : move.from.filter(looksAt)
      add(
        move.outcome, move.from.contains(place), RuleID.move(lifecycle.id, move.id), "owner",
        [.move(ref), .barred(ref)].map { Scene(lifecycle, in: from, where: move.when, [$0]) })
    }
    for ref in lifecycle.clocks.refs {
      let isRunning = (state.clocks + state.carries).contains(ref)
      let clock = lifecycle.clocks[ref]
      for (number, rung) in clock.rungs.enumerated() {
        let from = isHere(rung.outcome, isRunning) ? [place] : states(arming: ref)
        add(
          rung.outcome, isRunning, RuleID.clock(lifecycle.id, clock.id), "\(number + 1)",
          [Scene(lifecycle, in: from, where: clock.when, [.ring(ref, number)])])
      }
    }
    return found
  }
}

/// Somebody who is named and may not own the leads.
private struct Barred {
  let who: String
  /// The row that does so.
  var row: SourceSpan?
  /// The place in the chain.
  let place: Int
  /// For which leads.
  var when = Guard.always
}

extension LintInput {
  /// The rows that give leads of a state only to whom may not own them there.
  fileprivate func rowsForNobody(
    in state: Ref<State>, of lifecycle: Lifecycle
  ) -> [Namings.Row] {
    facts.owners.filter { machine.lifecycles[$0.lifecycle].id == lifecycle.id }.flatMap(\.gaps)
      .filter { $0.isBarred && $0.place.target(in: lifecycle) == state }.compactMap(\.row)
  }

  /// Somebody whom a chain names and who is never permitted.
  fileprivate func barred(
    _ chain: OwnerChain, _ permitted: Set<String>, _ lifecycle: Lifecycle,
    except told: [Namings.Row]
  ) -> Barred? {
    for (place, source) in chain.enumerated() {
      switch source {
      case .person, .role, .pool:
        guard let people = team.possiblePeople(from: source), !people.isEmpty,
          people.isDisjoint(with: permitted)
        else { continue }
        switch source {
        case .pool(let pool): return Barred(who: "“\(machine.pools[pool].id)”", place: place)
        case .role(let role): return Barred(who: "“\(machine.roles[role].id)”", place: place)
        default: return Barred(who: people.map { name(of: $0) }.first ?? "", place: place)
        }
      case .table(let ref):
        let table = lifecycle.tables[ref]
        let spans = origins.rows[RuleID.table(lifecycle.id, table.id)] ?? []
        for ((number, row), span) in zip(table.rows.enumerated(), spans) {
          guard case .owner(let inner) = row.outcome,
            !told.contains(Namings.Row(table: ref, row: number)),
            // What inner tables name is told of them where they are asked.
            let found = barred(
              inner.filter { if case .table = $0 { false } else { true } }, permitted, lifecycle,
              except: [])
          else { continue }
          return Barred(
            who: found.who, row: span, place: place,
            when: .all([row.when] + table.rows.prefix(number).map { .not($0.when) }))
        }
      default: continue
      }
    }
    return nil
  }
}
