import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  /// New leads that fit no entry.
  static let entryGap = Lint(
    Code(
      "ROE0610", "no-entry", or: .warning,
      title: "No front door: new leads cannot get in",
      rationale: """
        A lead is somebody's from the moment it comes in. The rules must say in which state it \
        begins: `entry: true`, or `entry:` with a condition where different leads begin in \
        different places. Whoever fits none of the conditions begins in lost and found.
        """,
      avoid: Example(
        """
        states:
          waiting:  # ROE0610
            owner: dana
            clocks: [{ after: 1 day, to: won }]
        """),
      prefer: Example(
        """
        states:
          waiting:
            owner: dana
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """)),
    hiddenBy: [.states]
  ) { input in
    input.journeys.compactMap { journey in
      // Where a new lead begins may be among what could not be read.
      if journey.isBroken.contains(true) { return nil }
      return journey.lifecycle.entries.isEmpty
        ? input.withoutEntry(journey) : input.fittingNoEntry(journey)
    }
  }
}

extension LintInput {
  fileprivate func withoutEntry(_ journey: Journey) -> Finding? {
    let lifecycle = journey.lifecycle
    guard
      let (_, span) = firstWritten(
        of: lifecycle.states.refs.filter { lifecycle.isWritten($0) }, in: lifecycle)
    else { return nil }
    return Finding(
      "no state of “\(lifecycle.id)” lets new leads in", at: span,
      help: "Say entry: true in the state where a new lead begins.",
      scenes: lifecycle.lostAndFound.map { [Scene(lifecycle, in: [$0], [.lost])] } ?? [])
  }

  fileprivate func fittingNoEntry(_ journey: Journey) -> Finding? {
    let lifecycle = journey.lifecycle
    let entries = lifecycle.entries
    guard isExact, broken.isEmpty, let lost = lifecycle.lostAndFound,
      !entries.contains(where: { $0.when == .always }),
      let lead = machine.lead(.all(entries.map { .not($0.when) }), in: ref(of: journey)),
      let (first, span) = firstWritten(of: entries.map(\.state), in: lifecycle)
    else { return nil }
    let others = entries.map(\.state).filter { $0 != first }.compactMap {
      self.span(of: $0, in: lifecycle)
    }
    return Finding(
      "a new lead with \(lead.words) fits no entry: it begins in lost and found", at: span,
      severity: .warning,
      labels: Set(others).sorted().map { .init("nor does it fit here", at: $0) },
      help: "Let the entries fit every lead: entry: true in one state takes all others.",
      scenes: [Scene(lifecycle, in: [lost], as: lead)])
  }
}
