import RoeMachine
import RoeSource

extension Lint {
  static let deadlineWithoutTime = Lint(
    Code(
      "ROE0414", "deadline-without-time", .warning,
      title: "A deadline that is over before anybody can act",
      rationale: """
        A clock of no length rings the moment it starts: the lead is taken away as soon as it \
        arrives, and nobody has had a chance. If that is meant, lead it there by a move.
        """,
      avoid: Example(
        """
        states:
          new: { owner: dana, entry: true, clocks: [{ after: 0 days, to: later }] }  # ROE0414
          later: { owner: dana, clocks: [{ after: 30 days, to: lost }] }
        """),
      prefer: Example(
        """
        states:
          new: { owner: dana, entry: true, clocks: [{ after: 3 days, to: later }] }
          later: { owner: dana, clocks: [{ after: 30 days, to: lost }] }
        """))
  ) { input in
    input.armedClocks { journey, ref, span in
      let clock = journey.lifecycle.clocks[ref]
      switch clock.anchor {
      case .entry, .assignment, .activity: break
      case .field, .capture: return nil
      }
      guard clock.notBefore == nil,
        let number = clock.rungs.firstIndex(where: { $0.after.isNothing && $0.outcome.isFinal })
      else { return nil }
      return Finding(
        clock.rungs[number].outcome.to == nil
          ? "the lead is taken from its owner the moment it arrives"
          : "the lead leaves the moment it arrives: nobody has time to act", at: span,
        help: "Write how long people have, such as 3 days.",
        scenes: [Scene(ring: number, of: ref, in: journey)])
    }
  }
}

extension Amount {
  fileprivate var isNothing: Bool {
    switch self {
    case .seconds(let n), .businessSeconds(let n), .businessDays(let n), .months(let n): n == 0
    case .endOfBusinessDay: false
    }
  }
}
