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
    .unusedDefinition,
    .personHasLeft,
    .ambiguousBinding,
    .unownedState,
    .teamAsOwner,
    .noRunningClock,
    .idleDeadline,
    .stepsOutOfOrder,
    .deadlineSaidTwice,
    .deadlineWithoutTime,
    .unansweredHandoff,
    .rejectionUndefined,
    .silenceUndefined,
    .answerRefused,
    .unreachableState,
    .deadEnd,
    .instantLoop,
    .clockOnClosedLead,
    .tableOwnerAway,
    .ladderInTheAir,
    .remindersOnly,
    .nothingFoundThroughOwner,
    .nurtureWithoutReturn,
    .calendarRunsOut,
    .reviewOverdue,
    .pastItsDate,
    .hedgingWords,
  ]

  /// What the lints find. `errors` are those reported before: what they explain already is not
  /// told again. What has gone out of date is looked for on the day `asOf` only.
  static func run(
    _ machine: Machine, _ texts: Texts, _ roster: Roster, _ origins: Origins,
    after errors: [Diagnostic] = [], unread: Unread = Unread([]), asOf: CivilDate? = nil
  ) -> [Diagnostic] {
    let input = LintInput(
      machine, texts, roster, origins, after: errors, unread: unread, asOf: asOf)
    return all.flatMap { lint in
      lint.check(input).filter { !unread.hides(lint.hiddenBy, from: $0.span.file) }
        .map { $0.diagnostic(lint.code) }
    }
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

  init(
    _ message: String, at span: SourceSpan, severity: Severity? = nil, caption: String? = nil,
    labels: [Diagnostic.Label] = [], notes: [String] = [], help: String? = nil, fix: Fix? = nil
  ) {
    self.message = message
    self.span = span
    self.severity = severity
    self.caption = caption
    self.labels = labels
    self.notes = notes
    self.help = help
    self.fix = fix
  }

  fileprivate func diagnostic(_ code: Code) -> Diagnostic {
    var diagnostic = Diagnostic(
      code, message, at: span, caption: caption, labels: labels, notes: notes, help: help,
      fix: fix)
    if let severity { diagnostic.severity = severity }
    return diagnostic
  }
}
