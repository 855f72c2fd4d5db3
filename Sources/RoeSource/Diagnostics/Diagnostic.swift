/// Something that the author of the rules should know, at its place.
package struct Diagnostic: Sendable {
  /// A second place that explains the first.
  package struct Label: Sendable {
    package var span: SourceSpan
    package var text: String
    package init(_ text: String, at span: SourceSpan) {
      self.span = span
      self.text = text
    }
  }

  package var code: Code
  /// By which a finding about rules that were understood is known again when lines have moved.
  package var id: String?
  package var severity: Severity
  /// One sentence in the team's words, without the final stop; the consequence comes first.
  package var message: String
  package var span: SourceSpan
  /// What the carets at `span` say, when the message alone does not explain them.
  package var caption: String?
  package var labels: [Label]
  /// What follows from it, and what else helps to understand it; whole sentences.
  package var notes: [String]
  /// What to do next, as one sentence.
  package var help: String?
  package var fix: Fix?
  /// What there is none of by the name that was used: none of these.
  package var missing: [NameKind] = []

  package init(
    _ code: Code, _ message: String, at span: SourceSpan, caption: String? = nil,
    labels: [Label] = [], notes: [String] = [], help: String? = nil, fix: Fix? = nil
  ) {
    self.code = code
    self.severity = code.severity
    self.message = message
    self.span = span
    self.caption = caption
    self.labels = labels
    self.notes = notes
    self.help = help
    self.fix = fix
  }
}

package enum Severity: String, Sendable, CaseIterable, Comparable {
  case note, warning, error

  package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// An edit that mends a finding.
package struct Fix: Sendable {
  package struct Edit: Sendable {
    package var span: SourceSpan
    package var replacement: String
    package init(replace span: SourceSpan, with replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  /// Whether it may be applied without a person looking at it.
  package enum Safety: Sendable { case safe, suggested }

  package var title: String
  package var edits: [Edit]
  package var safety: Safety

  package init(_ title: String, edits: [Edit], safety: Safety = .suggested) {
    self.title = title
    self.edits = edits
    self.safety = safety
  }
}
