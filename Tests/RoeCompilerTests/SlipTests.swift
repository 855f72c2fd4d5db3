import RoeCompiler
import RoeSource
import RoeTestSupport
import Testing

/// The slips that people make in YAML: each is told once, in its own words, at its own line, with
/// a corrected line that is right.
@Suite struct SlipTests {
  private static let rules = """
    roe: 1
    name: Web leads
    roster:
      people:
        mia: { role: manager, backup: tom }
        tom: { role: closer }
    events:
      bought: {}
      declined: {}
    fields:
      size: { type: integer }
    states:
      new:
        entry: true
        owner: tom
        clocks: [{ after: 4 hours, owner: mia }, { after: 20 days, to: lost }]
        moves: [{ whenever: size > 5, to: working }]
      working:
        owner: keep
        clocks: [{ after: 30 days, to: lost }]
        moves: [{ event: bought, to: won }, { event: declined, to: lost }]
      won: { kind: closed }
      lost: { kind: closed }
    anywhere:
      - { event: declined, to: lost }
      - { event: bought, when: "size > 3", by: "mia", in: [new], to: won }
      - { event: bought, when: size <= 3, in: [new], to: lost }
    lost_and_found: { keeper: mia, backup: tom, within: 2 days, to: [new, lost] }

    """

  struct Slip: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: String
    /// What is right, what is written instead, and what the corrected line says there.
    let right: String, wrong: String, mended: String

    init(
      _ description: String, _ code: String, _ right: String, _ wrong: String,
      mended: String? = nil
    ) {
      testDescription = description
      self.code = code
      self.right = right
      self.wrong = wrong
      self.mended = mended ?? right
    }
  }

  static let slips = [
    Slip("a name indented by one", "ROE0005", "  won: {", "   won: {"),
    Slip(
      "a name with lines below it indented by one", "ROE0005", "  won: { kind: closed }",
      "   won:\n      kind: closed", mended: "  won:\n      kind: closed"),
    Slip("a name indented by one too few", "ROE0005", "  won: {", " won: {"),
    Slip("the last name of a block, one too few", "ROE0005", "  lost: {", " lost: {"),
    Slip(
      "a name with lines below it, one too few", "ROE0005", "  won: { kind: closed }",
      " won:\n    kind: closed", mended: "  won:\n    kind: closed"),
    Slip("a section indented by one", "ROE0005", "anywhere:", " anywhere:"),
    Slip(
      "a section in one line indented by one", "ROE0005", "lost_and_found: {", " lost_and_found: {"),
    Slip("a key indented by one too few", "ROE0005", "    moves: [{ event", "   moves: [{ event"),
    Slip(
      "a key indented by one too many", "ROE0005", "    moves: [{ event", "     moves: [{ event"),
    Slip("the first key of a block, one too few", "ROE0005", "    owner: keep", "   owner: keep"),
    Slip(
      "the first key of a block, one too many", "ROE0005", "    owner: keep", "     owner: keep"),
    Slip("a tab", "ROE0006", "    owner: keep", "\towner: keep"),
    Slip("a tab behind spaces", "ROE0006", "    owner: keep", "  \towner: keep"),
    Slip("a tab between others", "ROE0006", "    clocks: [{ after: 30", "\tclocks: [{ after: 30"),
    Slip(
      "a non-breaking space before a key", "ROE0006", "    owner: keep", "\u{A0}   owner: keep"),
    Slip("no space after the colon", "ROE0007", "owner: keep", "owner:keep"),
    Slip("a non-breaking space after the colon", "ROE0007", "owner: keep", "owner:\u{A0}keep"),
    Slip("no space, in column 0", "ROE0007", "name: Web", "name:Web"),
    Slip("no space in { }", "ROE0007", "won: { kind: closed }", "won: { kind:closed }"),
    Slip("no space before {", "ROE0007", "size: { type", "size:{ type"),
    Slip("no space after a dash", "ROE0007", "- { event: declined", "-{ event: declined"),
    Slip("@", "ROE0008", "owner: keep", "owner: @tom", mended: "owner: \"@tom\""),
    Slip("&", "ROE0008", "owner: keep", "owner: &tom", mended: "owner: \"&tom\""),
    Slip("%", "ROE0008", "owner: keep", "owner: %tom", mended: "owner: \"%tom\""),
    Slip("!", "ROE0008", "owner: keep", "owner: !tom", mended: "owner: \"!tom\""),
    Slip("`", "ROE0008", "owner: keep", "owner: `tom`", mended: "owner: \"`tom`\""),
    Slip("*", "ROE0015", "owner: keep", "owner: *tom", mended: "owner: \"*tom\""),
    Slip(
      "a list inside { }", "ROE0009", "whenever: size > 5, to", "whenever: size in [5, 6], to",
      mended: "whenever: \"size in [5, 6]\", to"),
    Slip(
      "a second colon", "ROE0010", "name: Web leads", "name: Web: leads",
      mended: "name: \"Web: leads\""),
    Slip(
      "an unclosed quote", "ROE0012", "name: Web leads", "name: \"Web leads",
      mended: "name: \"Web leads\""),
    Slip(
      "an unclosed quote before the next", "ROE0012", "\"size > 3\", by", "\"size > 3, by"),
    Slip(
      "an unclosed single quote", "ROE0012", "name: Web leads", "name: 'Web leads",
      mended: "name: 'Web leads'"),
    Slip(
      "an apostrophe in single quotes", "ROE0022", "name: Web leads", "name: 'Web's leads'",
      mended: "name: \"Web's leads\""),
    Slip(
      "text after a quote", "ROE0022", "name: Web leads", "name: \"Web\" leads",
      mended: "name: '\"Web\" leads'"),
    Slip(
      "a path with backslashes", "ROE0019", "name: Web leads", "name: \"C:\\Users\"",
      mended: "name: 'C:\\Users'"),
    Slip(
      "another path", "ROE0019", "name: Web leads", "name: \"C:\\sales\"",
      mended: "name: 'C:\\sales'"),
    Slip(
      "a comma in a number", "ROE0020", "size > 5, to", "size > 5,000, to",
      mended: "size > 5000, to"),
    Slip(
      "two commas in a number", "ROE0020", "size > 5, to", "size > 5,000,000, to",
      mended: "size > 5000000, to"),
    Slip("an unclosed [", "ROE0013", "30 days, to: lost }]", "30 days, to: lost }"),
    Slip(
      "an unclosed { before ]", "ROE0013", "30 days, to: lost }]", "30 days, to: lost]",
      mended: "30 days, to: lost}]"),
    Slip("an unclosed { before the next", "ROE0013", "won }, {", "won, {"),
    Slip(
      "an unclosed { before the next dash", "ROE0013", "[new], to: won }", "[new], to: won"),
    Slip(
      "a comma for a }", "ROE0013", "[new], to: won }", "[new], to: won,",
      mended: "[new], to: won, }"),
    Slip(
      "an unclosed { over several lines", "ROE0013", "new, lost] }", "new,\n    lost]",
      mended: "new,\n    lost] }"),
    Slip("the wrong bracket", "ROE0013", "to: [new, lost] }", "to: [new, lost} }"),
    Slip("a missing comma", "ROE0004", "event: bought, to", "event: bought to"),
    Slip("---", "ROE0014", "states:", "---\nstates:"),
    Slip("...", "ROE0014", "states:", "...\nstates:"),
    Slip("text beside |", "ROE0004", "owner: keep", "owner: |keep", mended: "owner: |\n      keep"),
  ]

  @Test(arguments: slips)
  func isToldOnceAndMended(_ slip: Slip) throws {
    let place = try #require(Self.rules.firstRange(of: slip.right))
    let damaged = Self.rules.replacingCharacters(in: place, with: slip.wrong)
    let wanted = Self.rules.replacingCharacters(in: place, with: slip.mended)
    let found = findings(in: damaged)
    let report = renderText(
      found, sources: [SourceText(name: "a.roe.yaml", text: damaged)], color: false)
    #expect(found.map(\.code.id) == [slip.code], "\(report)")
    let fix = try #require(found.first?.fix, "\(report)")
    var bytes = Array(damaged.utf8)
    for edit in fix.edits.sorted(by: { $1.span < $0.span }) {
      bytes.replaceSubrange(
        Int(edit.span.lower)..<Int(edit.span.upper), with: edit.replacement.utf8)
    }
    let mended = String(decoding: bytes, as: UTF8.self)
    #expect(mended == wanted, "\(report)")
    #expect(!findings(in: mended).contains { $0.code.id < "ROE0050" }, "\(mended)")
  }

  @Test func theRulesThemselvesAreClean() { #expect(findings(in: Self.rules).isEmpty) }

  private func findings(in text: String) -> [Diagnostic] {
    compile([SourceText(name: "a.roe.yaml", text: text)]) { _ in .failure("it does not exist") }
      .diagnostics.filter { $0.severity == .error }
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    var result = self
    result.replaceSubrange(range, with: text)
    return result
  }
}
