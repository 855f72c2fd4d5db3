import RoeMachine
import RoeSource

extension Lint {
  static let endlessSilence = Lint(
    Code(
      "ROE0904", "endless-silence",
      title: "The silence has no end",
      rationale: """
        If nobody does anything about a lead in this state, nothing ever brings it to rest: it is \
        neither closed nor put aside nor handed to lost and found, but goes round, or lies where \
        no clock runs. Somebody must be the last to be called, and there must be a last step.
        """,
      avoid: Example(
        """
        states:
          waiting:  # ROE0904
            owner: lena
            entry: true
            clocks: [{ after: 2 days, to: later }]
            moves: [{ event: done, to: won }]
          later:  # ROE0904
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
    input.silences.flatMap { report -> [Finding] in
      let lifecycle = input.machine.lifecycles[report.lifecycle]
      let journey = input.journeys[Int(report.lifecycle.offset)]
      let handing = Set(report.ownerCycles.flatMap(\.states))
      var told: Set<Ref<State>> = []
      return report.cases.compactMap { item -> Finding? in
        guard case .never(let why) = item.rested.bound, item.rested.isExact,
          journey.states.contains(item.state), !handing.contains(item.state),
          told.insert(item.state).inserted,
          let span = input.span(of: item.state, in: lifecycle)
        else { return nil }
        let name = lifecycle.states[item.state].id
        let (message, notes): (String, [String])
        switch why {
        case .cycle(let cycle):
          let states = cycle.states.map { "“\(lifecycle.states[$0].id)”" }
          message = "a lead in “\(name)” that nobody touches never comes to rest"
          notes = states.count > 1 ? ["It goes round between \(states.listed)."] : []
        // The clock that is missing is told by itself.
        case .noClock: return nil
        case .farAway(let state, let field):
          message = "a lead in “\(name)” that nobody touches may wait as long as a field says"
          notes = [
            "In “\(lifecycle.states[state].id)” only a clock from “\(lifecycle.fields[field].id)” runs, and that day may be far away."
          ]
        case .unknown: return nil
        }
        return Finding(
          message, at: span, notes: notes + journey.way(into: item.state),
          help: "Add a clock that does not depend on anybody: { after: 30 days, to: … }.")
      }
    }
  }
}
