import CLibYAML

extension YAMLReader {
  mutating func reportDocumentMarker(_ lower: Int, _ upper: Int) {
    diagnostics.append(
      Diagnostic(
        .documentMarker,
        "The marker \(text(lower, min(upper, lower + 3))) would end the rules here",
        at: span(lower, lower + 3),
        help: "Delete the line: a file of rules is one document."))
  }

  mutating func reportTag(_ tag: UnsafeMutablePointer<yaml_char_t>?, at lower: Int, upper: Int) {
    guard tag != nil else { return }
    diagnostics.append(
      Diagnostic(.tag, "Tags are not part of the language", at: span(lower, upper)))
  }

  mutating func reportLonelyAnchor(_ name: String, upper: Int) {
  }

  mutating func reportMissingColon(in frame: Frame) {
  }

  func runawayQuote(_ lower: Int, _ upper: Int) -> YAMLFailure? { nil }

  mutating func checkKeys(from start: Int, isRoot: Bool) {
  }

  func diagnose(_ failure: YAMLFailure, pieceStart: Int) -> (Diagnostic?, Int) {
    if let limit = failure.limit {
      return (
        Diagnostic(.beyondLimits, limit, at: span(failure.offset, failure.offset)), failure.offset
      )
    }
    return (
      Diagnostic(
        .unreadableYAML, "This line cannot be understood: \(failure.problem) / \(failure.context)",
        at: span(failure.offset, failure.offset)),
      failure.offset
    )
  }
}
