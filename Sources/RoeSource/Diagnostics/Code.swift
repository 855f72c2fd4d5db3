/// One kind of finding: its number for ever, and all that `roe explain` and `schema/lints.md`
/// say about it.
package struct Code: Sendable {
  /// `ROE` and four digits; never renumbered, never reused.
  package let id: String
  /// The defect in kebab case, so that "allow unowned-state" reads well.
  package let name: String
  package let severity: Severity
  /// The level of some of its findings, where it is another one.
  package let further: Severity?
  /// One line in the user's words.
  package let title: String
  /// Why it matters, and what to do; plain Markdown.
  package let rationale: String
  package let avoid: Example
  package let prefer: Example

  package init(
    _ id: String, _ name: String, _ severity: Severity = .error, or further: Severity? = nil,
    title: String, rationale: String, avoid: Example, prefer: Example
  ) {
    self.id = id
    self.name = name
    self.severity = severity
    self.further = further
    self.title = title
    self.rationale = rationale
    self.avoid = avoid
    self.prefer = prefer
  }

  /// The levels of its findings, as in `warning or error`.
  package var levels: String {
    ([severity] + (further.map { [$0] } ?? [])).map(\.rawValue).joined(separator: " or ")
  }
}

/// A rule set that shows a finding, or how to do without it.
///
/// In `avoid`, a line that is reported ends in the comment `# ROE0000` with the code's number.
/// Unless it is `alone`, the snippet is compiled together with `Example.frame`.
package struct Example: Sendable {
  package let text: String
  /// Other files, by name: spreadsheets, or a second rule file.
  package let files: [String: String]
  /// Whether the snippet is a rule set by itself.
  package let alone: Bool
  package let fileID: String
  package let line: Int

  package init(
    _ text: String, files: [String: String] = [:], alone: Bool = false,
    fileID: String = #fileID, line: Int = #line
  ) {
    self.text = text
    self.files = files
    self.alone = alone
    self.fileID = fileID
    self.line = line
  }
}
