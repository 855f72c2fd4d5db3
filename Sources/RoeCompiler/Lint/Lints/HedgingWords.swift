import RoeMachine
import RoeSource

extension Lint {
  static let hedgingWords = Lint(
    Code(
      "ROE1206", "hedging-words", .note,
      title: "“Usually”, “it depends”: what is the rule?",
      rationale: """
        Words such as “usually” and “as appropriate” mark the places where each of us would decide \
        differently. Ask what happens in the other cases, and write that down as a rule.
        """,
      avoid: Example(
        """
        states:
          waiting:
            says: Dana usually calls them.  # ROE1206
            owner: dana
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """),
      prefer: Example(
        """
        states:
          waiting:
            says: Dana calls them within a day.
            owner: dana
            entry: true
            clocks: [{ after: 1 day, to: won }]
        """))
  ) { input in
    var told: Set<SourceSpan> = []
    var findings: [Finding] = []
    for (rule, text) in input.texts.rules.sorted(by: { $0.key < $1.key }) {
      for (part, sentence) in [("says", text.says), ("because", text.because)] {
        guard let word = sentence.flatMap(hedge), let span = input.span(rule, part),
          told.insert(span).inserted
        else { continue }
        findings.append(
          Finding(
            "“\(word)” leaves open what the rule is", at: span,
            help: "Say what happens in the other cases, or leave the word out."))
      }
    }
    return findings
  }

  private static let hedges: [[String]] = [
    "usually", "normally", "generally", "typically", "sometimes", "mostly", "it depends",
    "depending on the situation", "as appropriate", "if appropriate", "where appropriate",
    "when appropriate", "as needed", "if needed", "if possible", "when possible",
    "where possible", "as soon as possible", "asap", "in most cases", "more or less", "etc",
    "and so on", "should probably",
  ].map { $0.split(separator: " ").map(String.init) }

  /// The first such word or phrase of a sentence, as it is written there.
  private static func hedge(in sentence: String) -> String? {
    let words = sentence.split { !$0.isLetter && $0 != "'" && $0 != "’" }
    let plain = words.map { $0.lowercased() }
    for start in plain.indices {
      for hedge in hedges where plain[start...].starts(with: hedge) {
        return words[start..<(start + hedge.count)].joined(separator: " ")
      }
    }
    return nil
  }
}
