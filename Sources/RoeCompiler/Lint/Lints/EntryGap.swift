import RoeLogic
import RoeMachine
import RoeSource

extension Lint {
  /// New leads for which every entry has a condition that they do not fit.
  static let entryGap = Lint(.noEntry, hiddenBy: [.states]) { input in
    guard input.isExact, input.broken.isEmpty else { return [] }
    return input.journeys.compactMap { journey -> Finding? in
      let lifecycle = journey.lifecycle
      let entries = lifecycle.entries
      guard !entries.isEmpty, let lost = lifecycle.lostAndFound,
        !entries.contains(where: { $0.when == .always }),
        let lead = input.machine.lead(
          .all(entries.map { .not($0.when) }), in: input.ref(of: journey)),
        let (first, span) = input.firstWritten(of: entries.map(\.state), in: lifecycle)
      else { return nil }
      let others = entries.map(\.state).filter { $0 != first }.compactMap {
        input.span(of: $0, in: lifecycle)
      }
      return Finding(
        "a new lead with \(lead.words) fits no entry: it begins in lost and found", at: span,
        severity: .warning,
        labels: Set(others).sorted().map { .init("nor does it fit here", at: $0) },
        help: "Let the entries fit every lead: entry: true in one state takes all others.",
        scenes: [Scene(lifecycle, in: [lost], as: lead)])
    }
  }
}
