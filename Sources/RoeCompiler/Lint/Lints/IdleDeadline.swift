import RoeMachine
import RoeSource

extension Lint {
  static let idleDeadline = Lint(
    Code(
      "ROE0403", "idle-deadline",
      title: "The deadline passes, and nothing changes",
      rationale: """
        A promise without a consequence is a wish. When a deadline passes, somebody is told, \
        somebody else takes over, or the lead goes elsewhere; otherwise the lead stays where it \
        was ignored.
        """,
      avoid: Example(
        """
        slas:
          first_answer: { due: 4 hours }  # ROE0403
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        slas:
          first_answer: { due: 4 hours, owner: { backup_of: owner } }
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """)),
    hiddenBy: .ways
  ) { input in
    input.armedClocks { journey, ref, span in
      let clock = journey.lifecycle.clocks[ref]
      guard journey.effect(of: clock) == .nothing else { return nil }
      let due = clock.rungs.last?.after.words ?? "its time"
      return Finding(
        "after \(due) “\(clock.id)” rings, and nothing changes", at: span,
        notes: ["The lead stays with the person who let the deadline pass, and nobody is told."],
        help:
          "Say what happens then: owner: and who takes over, to: and where it goes, or a ladder:.",
        scenes: [Scene(ring: clock.rungs.count - 1, of: ref, in: journey)])
    }
  }
}
