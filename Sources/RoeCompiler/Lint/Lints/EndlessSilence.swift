import RoeMachine
import RoeSource

extension Lint {
  static let endlessSilence = Lint(
    Code(
      "ROE0904", "endless-silence",
      title: "The silence has no end",
      rationale: """
        If nobody does anything about a lead in this state, nobody but its owner is ever called, and \
        nothing brings it to rest: it is neither closed nor put aside nor handed to lost and found, \
        but goes round. Somebody else must be called in the end, or there must be a last step.
        """,
      avoid: Example(
        """
        states:
          waiting:  # ROE0904
            owner: lena
            entry: true
            clocks: [{ after: 2 days, to: later }]
            moves: [{ event: done, to: won }]
          later:
            owner: lena
            clocks: [{ after: 2 days, to: waiting }]
            moves: [{ event: done, to: lost }]
        """),
      prefer: Example(
        """
        states:
          waiting:
            owner: lena
            entry: true
            clocks: [{ after: 2 days, to: later }]
            moves: [{ event: done, to: won }]
          later:
            owner: lena
            clocks: [{ after: 2 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    input.facts.silences.flatMap { report -> [Finding] in
      let lifecycle = input.machine.lifecycles[report.lifecycle]
      let journey = input.journey(of: report.lifecycle)
      let handing = Set(
        report.ownerCycles.filter { input.changesHands(on: $0, in: journey) != false }.flatMap(
          \.states))
      // One way round is told once, from the state where it was written first.
      var told: Set<SilentCycle> = []
      return report.cases.compactMap { item -> Finding? in
        // That somebody who may bring a lead along hears of it for ever is a doubt, and no finding.
        guard case .never(let why) = item.escalated.bound, item.escalated.isReached,
          journey.looksAt(item.state), !handing.contains(item.state)
        else { return nil }
        var state = item.state
        if case .cycle(let cycle) = why {
          // Where leads can never end, that is what is told; and without a clock it all happens in
          // one moment, which is told by itself.
          guard !cycle.clocks.isEmpty, cycle.states.allSatisfy({ journey.canEnd[Int($0.offset)] }),
            told.insert(SilentCycle(states: cycle.states.sorted(), clocks: [])).inserted
          else { return nil }
          state = input.firstWritten(of: cycle.states, in: lifecycle)?.0 ?? state
        }
        guard let span = input.span(of: state, in: lifecycle) else { return nil }
        let name = lifecycle.states[state].id
        let (message, notes, round): (String, [String], [Ref<State>])
        switch why {
        case .cycle(let cycle):
          round = cycle.states.sorted()
          let states = round.map { "“\(lifecycle.states[$0].id)”" }
          message =
            "a lead in “\(name)” that nobody touches never comes to rest, and nobody else is called"
          if states.count > 1 {
            notes = ["It goes round between \(states.listed)."]
          } else if cycle.comesBack(in: lifecycle) {
            notes = ["It comes back to \(states[0]) again and again."]
          } else {
            // A ladder that only reminds is told where it stands.
            return nil
          }
        // A clock that is missing, or waits for a day that may never come, is told by itself.
        case .noClock, .farAway, .unknown: return nil
        }
        return Finding(
          message, at: span, notes: notes,
          help: "Add a clock that does not depend on anybody: { after: 30 days, to: … }.",
          scenes: [
            Scene(
              lifecycle, in: [item.state],
              as: SampleLead(
                record: item.escalated.record, now: item.escalated.start,
                lastActivity: lifecycle.activities.map { _ in nil }, traits: []), [.round]),
            Scene(lifecycle, in: [state], [.round]),
          ] + journey.scenes(comingBackIn: round)
            + round.map { Scene(lifecycle, in: [$0], [.round]) })
      }
    }
  }
}

extension Journey {
  /// A lead is brought by somebody from one state of a round to another, and then goes round.
  fileprivate func scenes(comingBackIn round: [Ref<State>]) -> [Scene] {
    round.flatMap { state in
      steps(into: state).compactMap { step in
        guard case .move(let move) = step.cause, round.contains(step.from),
          lifecycle.moves[move].trigger != .watch
        else { return nil }
        return Scene(lifecycle, in: [step.from], [.move(move), .round])
      }
    }
  }
}

extension SilentCycle {
  /// Whether a lead leaves its state, and enters it again.
  fileprivate func comesBack(in lifecycle: Lifecycle) -> Bool {
    clocks.contains { clock in
      lifecycle.clocks[clock].rungs.contains { $0.outcome.to != nil }
    }
  }
}
