import RoeMachine
import RoeSource

extension Lint {
  static let pingPong = Lint(
    Code(
      "ROE0607", "ping-pong",
      title: "Ping-pong",
      rationale: """
        Nobody does anything, and the lead changes hands again and again: from one state to the \
        next and back, each time to somebody who can wait for the next change. Let the way end \
        with one person, or in a state where the lead rests.
        """,
      avoid: Example(
        """
        states:
          mine:
            owner: lena
            entry: true
            clocks: [{ after: 2 days, to: yours }]  # ROE0607
            moves: [{ event: done, to: won }]
          yours:
            owner: dana
            clocks: [{ after: 2 days, to: mine }]
            moves: [{ event: done, to: lost }]
        """),
      prefer: Example(
        """
        states:
          mine:
            owner: lena
            entry: true
            clocks: [{ after: 2 days, to: yours }]
            moves: [{ event: done, to: won }]
          yours:
            owner: dana
            clocks: [{ after: 2 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    input.facts.silences.flatMap { report -> [Finding] in
      let lifecycle = input.machine.lifecycles[report.lifecycle]
      let journey = input.journey(of: report.lifecycle)
      // Which leads go round for ever; what is too complex is told where it stands.
      let rounds =
        report.ownerCycles.isEmpty
        ? [] : (try? SilentRounds.all(through: nil, journey, input.machine)) ?? []
      // Leads that clocks take round on different ways are told of once.
      var told: Set<[Ref<State>]> = []
      return report.ownerCycles.compactMap { cycle -> Finding? in
        let states = cycle.statesAtWork(in: lifecycle)
        guard !states.isEmpty, states.allSatisfy({ journey.looksAt($0) }),
          // Without a clock it all happens in one moment, which is told by itself.
          !cycle.clocks.isEmpty
        else { return nil }
        let changesHands = input.changesHands(on: cycle, in: journey)
        if changesHands == false { return nil }
        guard told.insert(states).inserted else { return nil }
        let places = cycle.clocks.compactMap {
          input.span(RuleID.clock(lifecycle.id, lifecycle.clocks[$0].id))
        }.sorted()
        guard let first = places.first ?? input.firstWritten(of: states, in: lifecycle)?.1 else {
          return nil
        }
        let steps = rounds.filter { $0.states.isSuperset(of: states) }.flatMap(\.steps).filter {
          states.contains($0.from) && states.contains($0.to)
        }
        let watches = Set(steps.compactMap(\.move)).sorted().compactMap {
          input.span(RuleID.move(lifecycle.id, lifecycle.moves[$0].id))
        }
        let names = states.map { "“\(lifecycle.states[$0].id)”" }
        let round =
          names.count == 1
          ? "a lead in \(names[0]) that nobody touches"
          : "a lead that nobody touches goes round between \(names.listed) and"
        let end = names.count == 1 ? "for ever" : "each time"
        let changing = "\(round) changes hands \(end)"
        // Before it goes round it may have to come to those between whom it does.
        let ways =
          steps.compactMap { step in
            step.lead.map { Scene(lifecycle, in: [step.from], as: $0, [.round]) }
          }
          + (0...3).map { rings in
            Scene(lifecycle, in: states, Array(repeating: .silence, count: rings) + [.round])
          }
        let handedOver = ways.map { way in
          var way = way
          way.acts.append(.handedOver(between: states))
          return way
        }
        var finding = Finding(
          changesHands == true ? changing : "\(round) is given an owner \(end)", at: first,
          labels: (places.dropFirst().prefix(3) + watches).enumerated().map { number, place in
            .init(number == 0 ? "and this passes it on" : "and so does this", at: place)
          },
          help: "Let the way end with one person, or where the lead rests.",
          scenes: handedOver + ways)
        // Where rules may name the same person again the lead that is shown tells.
        finding.asPlayed = { [finding] play in
          var finding = finding
          if play.changesHands(between: states) { finding.message = changing }
          return finding
        }
        return finding
      }
    }
  }
}
