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

  private static let hedges: [[UInt8]] = [
    "usually", "normally", "generally", "typically", "sometimes", "mostly", "it depends",
    "depending on the situation", "as appropriate", "if appropriate", "where appropriate",
    "when appropriate", "as needed", "if needed", "if possible", "when possible",
    "where possible", "as soon as possible", "asap", "in most cases", "more or less", "etc",
    "and so on", "should probably",
  ].map { Array($0.utf8) }

  /// The first such word or phrase of a sentence, as it is written there.
  private static func hedge(in sentence: String) -> String? {
    // All phrases are ASCII, so bytes decide; whatever is no ASCII counts as part of a word.
    var sentence = sentence
    return sentence.withUTF8 { bytes in
      var isStart = true
      for start in bytes.indices {
        defer { isStart = !bytes[start].isWord }
        guard isStart, bytes[start].isWord else { continue }
        for hedge in hedges {
          if let end = bytes.end(of: hedge, from: start) {
            return String(decoding: bytes[start..<end], as: UTF8.self)
          }
        }
      }
      return nil
    }
  }
}

extension UInt8 {
  fileprivate var isWord: Bool { self >= 0x80 || self == UInt8(ascii: "'") || isLetter }
  private var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where a phrase ends that begins at `start`; a blank in it stands for any gap between words.
  fileprivate func end(of phrase: [UInt8], from start: Int) -> Int? {
    var place = start
    for letter in phrase {
      if letter == UInt8(ascii: " ") {
        guard place < count, !self[place].isWord else { return nil }
        while place < count, !self[place].isWord { place += 1 }
      } else {
        guard place < count, self[place] | 0x20 == letter else { return nil }
        place += 1
      }
    }
    return place < count && self[place].isWord ? nil : place
  }
}
