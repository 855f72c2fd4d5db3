import RoeMachine
package import RoeSource

/// A question that is asked of compiled rules, and the code under which the answers are told.
///
/// One lint is one file in `Lints` and one line in `all`.
package struct Lint: Sendable {
  package let code: Code
  /// The sections that may hold the very thing which an answer says is missing.
  let hiddenBy: Set<FileKey>
  let check: @Sendable (LintInput) -> [Finding]

  init(
    _ code: Code, hiddenBy: Set<FileKey> = [],
    check: @escaping @Sendable (LintInput) -> [Finding]
  ) {
    self.code = code
    self.hiddenBy = hiddenBy
    self.check = check
  }

  /// Every lint, by code.
  package static let all: [Lint] = [
    .missingFieldFalls,
    .wordDefinedTwice,
    .unusedDefinition,
    .personHasLeft,
    .ambiguousBinding,
    .namesAlike,
    .unownedState,
    .rowsOverlap,
    .teamAsOwner,
    .poolTooThin,
    .ownBackup,
    .mayNotOwn,
    .oneAccountTwoOwners,
    .lastClaimWins,
    .noRunningClock,
    .deadAir,
    .idleDeadline,
    .deadlineNeverFires,
    .stepsOutOfOrder,
    .lateCall,
    .busyworkKeeps,
    .deadlineStartsAgain,
    .trueByItself,
    .shorterThanLag,
    .brokenPromise,
    .pausedForEver,
    .deadlineSaidTwice,
    .deadlineWithoutTime,
    .unansweredHandoff,
    .batonDropped,
    .rejectionUndefined,
    .handedOverWithout,
    .notWhatSalesAccepts,
    .handedToOneself,
    .noticeToNobody,
    .silenceUndefined,
    .answerRefused,
    .unreachableState,
    .deadEnd,
    .impossibleMove,
    .unheardEvent,
    .rulesFight,
    .instantLoop,
    .pingPong,
    .merryGoRound,
    .clockOnClosedLead,
    .entryGap,
    .tooManyHands,
    .impossibleRow,
    .rowAlwaysTrue,
    .sameRowTwice,
    .hiddenRow,
    .orderDecides,
    .boundaryHole,
    .notTakesEmpty,
    .notCountedYet,
    .tooComplex,
    .routedToNoOne,
    .fallbackWorks,
    .valueWithoutRow,
    .neverGetsALead,
    .editMovesLead,
    .tableOwnerAway,
    .ladderInTheAir,
    .tellsTheLateOne,
    .endlessSilence,
    .remindersOnly,
    .nothingFoundThroughOwner,
    .ringsAtNight,
    .fallsThrough,
    .nurtureWithoutReturn,
    .recyclesForever,
    .closedWithoutReason,
    .lostByClock,
    .noWayBack,
    .calendarRunsOut,
    .otherHours,
    .hoursAtClockChange,
    .uncoveredHours,
    .reviewOverdue,
    .rulesWithoutKeeper,
    .pastItsDate,
    .hedgingWords,
  ]

  /// What the lints have to say about a machine.
  struct Report {
    var diagnostics: [Diagnostic] = []
    /// Findings whose lead the machine treats otherwise than was claimed: mistakes of roe, which
    /// nobody is told as findings.
    var contradictions: [String] = []
    var silences: [SilenceReport] = []
    var owners: [OwnerFacts] = []
    var doubts: Set<Proof.Doubt> = []
  }

  /// What the lints find. `errors` are those reported before: what they explain already is not
  /// told again. What has gone out of date is looked for on the day `asOf` only.
  static func run(
    _ machine: Machine, _ texts: Texts, _ roster: Roster, _ origins: Origins,
    after errors: [Diagnostic] = [], unread: Unread = Unread([]), asOf: CivilDate? = nil,
    depth: Depth = .exact
  ) -> Report {
    let input = LintInput(
      machine, texts, roster, origins, after: errors, unread: unread, asOf: asOf, depth: depth)
    // With errors the machine may not run at all, and then nothing can be played.
    let interpreter = input.player?.interpreter
    var report = Report(
      silences: input.facts.silences, owners: input.facts.owners, doubts: input.facts.doubts)
    var told: [(Finding, Code)] = []
    let answers = concurrently(all.count) { all[$0].check(input) }
    var effort = Player.effort
    for (lint, findings) in zip(all, answers) {
      for finding in findings
      where !unread.hides(lint.hiddenBy, from: finding.span.file)
        && !input.mistakes.mayCause(finding)
      {
        var isBorneOut = true
        if let witness = finding.witness, let interpreter {
          isBorneOut = witness.replays(on: interpreter)
        }
        if isBorneOut, case .notes(let notes, let play) = input.telling(finding, effort: &effort) {
          var finding = play.flatMap { finding.asPlayed?($0) } ?? finding
          finding.notes += notes
          told.append((finding, lint.code))
        } else {
          report.contradictions.append("\(lint.code.id): \(finding.message)")
        }
      }
    }
    var ids = FindingIDs(origins, of: machine, findings: told.map(\.0))
    for (finding, code) in told {
      var diagnostic = finding.diagnostic(code)
      diagnostic.id = ids.next(for: finding, code)
      report.diagnostics.append(diagnostic)
    }
    return report
  }
}

/// One answer of a lint; the code is the lint's.
struct Finding {
  var message: String
  var span: SourceSpan
  /// Where this finding is milder or graver than its code.
  var severity: Severity?
  var caption: String?
  var labels: [Diagnostic.Label] = []
  var notes: [String] = []
  var help: String?
  var fix: Fix?
  /// A lead that shows it.
  var witness: Witness?
  /// How it may come to it, the most telling first.
  var scenes: [Scene]
  /// What is told instead where none of them can be played; where that is nil, the way of any lead.
  var otherwise: [String]?
  /// The same as it has happened in the play that is told.
  var asPlayed: (@Sendable (Play) -> Finding)?

  init(
    _ message: String, at span: SourceSpan, severity: Severity? = nil, caption: String? = nil,
    labels: [Diagnostic.Label] = [], notes: [String] = [], help: String? = nil, fix: Fix? = nil,
    witness: Witness? = nil, scenes: [Scene] = [], otherwise: [String]? = nil
  ) {
    self.message = message
    self.span = span
    self.severity = severity
    self.caption = caption
    self.labels = labels
    self.notes = notes
    self.help = help
    self.fix = fix
    self.witness = witness
    self.scenes = scenes
    self.otherwise = otherwise
  }

  fileprivate func diagnostic(_ code: Code) -> Diagnostic {
    var diagnostic = Diagnostic(
      code, message, at: span, caption: caption, labels: labels, notes: notes, help: help,
      fix: fix)
    if let severity { diagnostic.severity = severity }
    return diagnostic
  }
}
