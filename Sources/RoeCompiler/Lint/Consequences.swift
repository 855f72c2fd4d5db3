import RoeMachine
import RoeSource

/// One cause, one finding: what follows from a finding about the same rule becomes its note.
enum Consequences {
  /// For each code those that may follow from it.
  private static let codes: [String: Set<String>] = [
    Code.endlessException.id: [Lint.hiddenRow.code.id, Lint.rowsOverlap.code.id],
    Lint.deadlineSaidTwice.code.id: [Lint.lateCall.code.id],
    Lint.deadEnd.code.id: [Lint.notCountedYet.code.id],
    Lint.impossibleMove.code.id: [
      Lint.unheardEvent.code.id, Lint.deadEnd.code.id, Lint.rulesFight.code.id,
    ],
    Lint.notWhatSalesAccepts.code.id: [Lint.lostByClock.code.id],
    Lint.ladderInTheAir.code.id: [Lint.noRunningClock.code.id],
    Lint.noRunningClock.code.id: [
      Lint.remindersOnly.code.id, Lint.handedOverWithout.code.id,
    ],
    Lint.nurtureWithoutReturn.code.id: [Lint.remindersOnly.code.id],
    Lint.routedToNoOne.code.id: [Lint.boundaryHole.code.id],
    Lint.unheardEvent.code.id: [Lint.handedOverWithout.code.id],
    Lint.unownedState.code.id: [Lint.mayNotOwn.code.id],
    Lint.rowAlwaysTrue.code.id: [Lint.rowsOverlap.code.id, Lint.hiddenRow.code.id],
  ]

  /// How many consequences are told in words.
  private static let mostTold = 3

  static func folded(
    _ diagnostics: [Diagnostic], _ origins: Origins, of machine: Machine
  ) -> [Diagnostic] {
    let causes = diagnostics.indices.filter { codes[diagnostics[$0].code.id] != nil }
    if causes.isEmpty { return diagnostics }
    let places = RulePlaces(origins, of: machine, at: Set(diagnostics.flatMap(\.places)))
    var causesByRule: [String: [Int]] = [:]
    for cause in causes {
      for rule in Set(diagnostics[cause].places.compactMap { places[$0] }) {
        causesByRule[rule, default: []].append(cause)
      }
    }
    let parents = diagnostics.map { diagnostic in
      diagnostic.places.lazy.compactMap { places[$0] }.flatMap { causesByRule[$0] ?? [] }
        .first { codes[diagnostics[$0].code.id]?.contains(diagnostic.code.id) == true }
    }
    var folded: [Int: [Diagnostic]] = [:]
    for (diagnostic, parent) in zip(diagnostics, parents) {
      guard var cause = parent else { continue }
      while let parent = parents[cause] { cause = parent }
      folded[cause, default: []].append(diagnostic)
    }
    let kept = zip(diagnostics.indices, diagnostics).filter { parents[$0.0] == nil }
    return kept.map { place, diagnostic in
      guard let consequences = folded[place] else { return diagnostic }
      var diagnostic = diagnostic
      diagnostic.notes += consequences.prefix(mostTold).map {
        "So, too (\($0.code.id)): \($0.message)."
      }
      let more = consequences.count - mostTold
      if more > 0 {
        diagnostic.notes.append(
          "The same goes for \(more) more \(more == 1 ? "finding" : "findings").")
      }
      if !diagnostic.notes.contains(where: \.isStory),
        let story = consequences.lazy.flatMap(\.notes).first(where: \.isStory)
      {
        diagnostic.notes.append(story)
      }
      diagnostic.severity = max(diagnostic.severity, consequences.map(\.severity).max() ?? .note)
      return diagnostic
    }
  }
}

extension String {
  /// Whether it tells what happens, line by line.
  fileprivate var isStory: Bool { contains { $0.isNewline } }
}

extension Diagnostic {
  /// Where it stands, and what it points at.
  fileprivate var places: [SourceSpan] { [span] + labels.map(\.span) }
}
