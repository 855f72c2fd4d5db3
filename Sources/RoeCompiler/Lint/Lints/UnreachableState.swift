import RoeMachine
import RoeSource

extension Lint {
  static let unreachableState = Lint(
    Code(
      "ROE0601", "unreachable-state", .warning,
      title: "A lead can never get here",
      rationale: """
        No new lead begins in this state and nothing leads to it, so whatever it promises is \
        promised to nobody. Most often a move was renamed, or forgotten.
        """,
      avoid: Example(
        """
        states:
          new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
          negotiating:  # ROE0601
            owner: dana
            clocks: [{ after: 30 days, to: lost }]
        """),
      prefer: Example(
        """
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves: [{ event: done, to: negotiating }]
          negotiating:
            owner: dana
            clocks: [{ after: 30 days, to: lost }]
        """)),
    hiddenBy: .ways
  ) { input in
    input.journeys.flatMap { journey in
      let lifecycle = journey.lifecycle
      let far = lifecycle.states.refs.filter { !journey.isReachable[Int($0.offset)] }
      // Of what hangs together behind one state, only that state is told.
      let groups = journey.groups(of: far)
      return groups.compactMap { group -> Finding? in
        guard !group.hasWayIn,
          let (first, span) = input.firstWritten(
            of: group.members.filter { lifecycle.isWritten($0) }, in: lifecycle),
          !input.misspelt.contains(lifecycle.states[first].id)
        else { return nil }
        let behind = journey.behind(group.members).filter { lifecycle.isWritten($0) && $0 != first }
        let names = behind.map { "“\(lifecycle.states[$0].id)”" }
        let notes = names.isEmpty ? [] : ["The same is true of \(names.listed), behind it."]
        if let step = journey.failing.first(where: { $0.to == first && journey.looksAt($0.from) }) {
          return Finding(
            "no lead ever gets to “\(lifecycle.states[first].id)”: its owner is whoever was asked, and nobody has been asked",
            at: span,
            labels: input.place(of: step.cause, in: lifecycle).map {
              [.init("this sends leads to lost and found instead", at: $0)]
            } ?? [],
            notes: notes, help: "Name an owner, or let a handoff ask somebody before.",
            scenes: [Scene(step: step, in: journey, where: .always)])
        }
        return Finding(
          "no lead ever gets to “\(lifecycle.states[first].id)”: no new lead begins there, and nothing leads to it",
          at: span, notes: notes,
          help: "Let a move, a clock or a handoff lead to it, or delete it.")
      }
    }
  }
}

extension Lifecycle {
  /// Whether the author wrote the state; the others belong to a handoff, or to lost and found.
  func isWritten(_ state: Ref<State>) -> Bool {
    switch states[state].kind {
    case .live, .nurture, .closed: true
    case .pending, .lostAndFound: false
    }
  }
}

extension Journey {
  /// The states among these that can be got to from the given ones.
  fileprivate func behind(_ states: [Ref<State>]) -> [Ref<State>] {
    var seen = Set(states)
    var waiting = states
    while let state = waiting.popLast() {
      for step in steps(from: state) where !isReachable[Int(step.to.offset)] {
        if seen.insert(step.to).inserted { waiting.append(step.to) }
      }
    }
    return seen.sorted()
  }
}
