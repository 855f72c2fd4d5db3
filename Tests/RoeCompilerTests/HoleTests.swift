import RoeCompiler
import RoeSource
import Testing

/// Values that mean nothing where they stand: each was once passed over in silence. The comments
/// mark the lines that are reported.
@Suite struct HoleTests {
  @Test(arguments: Self.cases)
  func reportsTheMarkedLines(of example: LintCase) {
    let result = compile(Example(example.rules))
    let found = result.findings(above: .warning)
    #expect(found == Example(example.rules).marks, "\(example)\n\(result.text)")
  }

  static let cases = ofValues + ofClocks + ofOwners

  /// Of keys, names and values.
  private static let ofValues: [LintCase] = [
    LintCase(
      "lists and mappings stand where they belong",
      """
      roster:
        absences:
          { dana: { from: 2026-12-01, to: 2026-12-02 } }  # ROE0102
        people:
          ann: { role: ae, attributes: dach, manager: kim }  # ROE0102
          bob: { role: ae, manager: bob }  # ROE0102
          eve: { role: account executive }  # ROE0208
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 1 day, to: lost }] }
      """),
    LintCase(
      "whoever keeps a rule or has agreed to it is somebody",
      """
      states:
        new: { owner: dana, entry: true, agreed_by: [kim, zoe], clocks: [{ after: 1 day, to: lost }] }  # ROE0201
        old: { owner: dana, entry: true, reviewer: zac, clocks: [{ after: 1 day, to: lost }] }  # ROE0201
      """),
    LintCase(
      "names stand once, and where they can be used",
      """
      states:
        new:
          owner: dana
          entry: true
          permitted:
            [keep]  # ROE0102
          clocks:
            - { id: a b, after: 1 day, to: lost }  # ROE0208
            - { after: 3 days, to: lost }
        lost_and_found: { kind: closed }  # ROE0207
      anywhere:
        - { event: done, in: [new, new], to: won }  # ROE0207
      """),
    LintCase(
      "a field that must be there is not cleared, and a frozen one not set",
      """
      fields:
        score: { type: integer }
        source: { type: text, frozen: true }
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - after: 1 day
              to: lost
              do: [{ clear: score }]  # ROE0102
            - after: 2 days
              to: lost
              do: [{ set: { source: web } }]  # ROE0102
      """),
    LintCase(
      "money is of a currency that exists",
      """
      fields:
        budget: { type: money, currency: ZZZ }  # ROE0102
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 1 day, to: lost }] }
      """),
  ]
}
