import RoeCompiler
import RoeSource
import Testing

/// Promises of time that are neither proved nor refuted are said to be so, and promises that are
/// broken name where the lead waits.
@Suite struct OpenPromiseTests {
  @Test func whatIsNotDecidedIsSaid() throws {
    let result = compile(
      Example(
        """
        fields:
          day: { type: date, frozen: true }
        states:
          new:
            owner: lena
            entry: true
            clocks: [{ after: 2 hours, not_before: day, owner: kim }, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }, { event: asked_again, owner: kim }]
        expect:
          soon: { when: day before 2020-01-01, called_within: 3 hours }
          in_time: { called_within: 30 days }
        """))
    let told = result.diagnostics.filter { $0.code.id == "ROE0411" }
    #expect(told.map(\.severity) == [.note], "\(result.text)")
    #expect(told.first?.message.hasPrefix("“soon” could be neither proved nor refuted") == true)
    let statement = try #require(result.proof?.statements.last)
    #expect(statement.objection == "1 of 2 promises could be neither proved nor refuted")
  }

  /// A notice to a manager calls nobody where somebody has the lead who has none.
  @Test(arguments: [("[kim, lena]", false), ("[lena, kim]", true)])
  func aManagerIsNotTakenForGranted(_ owner: String, _ isKept: Bool) {
    let result = compile(
      Example(
        """
        fields:
          size: { type: enum, values: [s, l] }
        routing:
          desk:
            match: first
            rows: [{ id: large, when: size is l, owner: \(owner) }]
            otherwise: dana
        states:
          new: { owner: { routing: desk }, entry: true, clocks: [{ after: 1 hour, to: working }] }
          working:
            owner: keep
            clocks: [{ after: 1 day, do: [{ notify: { manager_of: owner } }] }, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        expect:
          soon: { called_within: 26 hours }
        """))
    let told = result.diagnostics.filter { $0.code.id == "ROE0411" }
    #expect(told.isEmpty == isKept, "\(result.text)")
  }

  @Test func aBrokenPromiseNamesWhereTheLeadWaits() {
    let result = compile(
      Example(
        """
        states:
          new: { owner: lena, entry: true, moves: [{ whenever: fit >= 5, to: waiting, owner: keep }], clocks: [{ after: 1 hour, owner: kim }, { after: 30 days, to: lost }] }
          waiting: { owner: keep, clocks: [{ after: 20 days, owner: kim }, { after: 30 days, to: lost }] }
        fields:
          fit: { type: integer }
        expect:
          soon: { called_within: 2 hours }
        """))
    let told = result.diagnostics.filter { $0.code.id == "ROE0411" }
    #expect(told.count == 1, "\(result.text)")
    #expect(told.first?.message.contains("can wait in “waiting”") == true, "\(result.text)")
  }

  @Test func whatMakesALeadWrongIsNamed() {
    let result = compile(
      Example(
        """
        fields:
          source: { type: enum, values: [web, partner], frozen: true }
          rank: { type: enum, values: [low, high], optional: true }
          size: { type: integer }
        states:
          new:
            owner: lena
            entry: source is web
            clocks:
              - { id: ranking, when: rank is missing, after: 2 hours, do: [{ set: { rank: low } }], to: open }
              - { after: 30 days, to: lost }
            moves: [{ whenever: rank is low, to: lost }]
          open: { owner: dana, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
          other: { owner: sam, entry: true, clocks: [{ after: 30 days, to: open }], moves: [{ whenever: size > 5, to: lost }] }
        expect:
          no_low_ones: { when: rank is low and source is web, never_in: open }
          no_partners: { when: source is partner, never_in: open }
          no_large_ones: { when: size > 5 and source is partner, never_in: other }
          no_large_webs: { when: size > 5 and source is web, never_in: new }
          no_large_partners: { when: size > 5 and source is partner, never_in: open }
        """))
    let told = result.diagnostics.filter { $0.code.id == "ROE0411" }.sorted { $0.span < $1.span }
    #expect(
      told.map { $0.help ?? "" } == [
        "The clock “new.ranking” writes a field and makes it such a lead: write something else there, take it elsewhere, or take the promise back.",
        "The clock “other.after_30_days” brings such leads: close that way for them, or take the promise back.",
        "Close the way there for such leads, or take the promise back.",
        "Whoever edits a field can make it such a lead: add a rule that takes such leads out of “open” at once (whenever:), freeze “size” (frozen: true), or take the promise back.",
      ], "\(result.text)")
  }

  @Test func whatTurnsTrueByItselfIsToldOfAStateInWhichLeadsWait() {
    let result = compile(
      Example(
        """
        fields:
          since: { type: date }
        states:
          working: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
        anywhere:
          - { whenever: since older than 9 days, to: won, except: [won, lost] }
        """))
    let told = result.diagnostics.filter { $0.code.id == "ROE0409" }
    #expect(told.first?.message.contains("waits in “working”") == true, "\(result.text)")
  }

  /// Who covers gets a lead that has become such a one by an edit, while its owner is away.
  @Test func whatAnEditBreaksIsCuredByFreezing() {
    func told(_ frozen: String) -> [Diagnostic] {
      let result = compile(
        Example(
          """
          fields:
            country: { type: enum, values: [DE, AT], frozen: true }
            size: { type: integer, min: 1\(frozen) }
          roster:
            absences: away.csv
            people:
              tea: { name: Tea Falk, role: scout, backup: una, manager: kim }
              una: { name: Una Falk, role: scout, backup: tea, manager: kim }
          routing:
            inbound:
              match: first
              rows:
                - { id: large, when: size >= 100, owner: kim }
                - { id: at, when: country is AT, owner: tea }
              otherwise: lena
          policies:
            absences: [{ in: [new], owner: [{ cover_of: owner }, kim] }]
          states:
            new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
          expect:
            large_ones: { when: size >= 100, never_owned_by: [una] }
          """, files: ["away.csv": "id,from,to,cover\ntea,2027-02-01,2027-02-08,una\n"]))
      return result.diagnostics.filter { $0.code.id == "ROE0411" }
    }
    #expect(
      told("").first?.help
        == "Only an edit makes it such a lead: freeze “size” (frozen: true), name somebody else for such leads, or take the promise back."
    )
    #expect(
      told("").first?.notes.contains {
        $0.contains("the record changes to size 100") && $0.contains("owner Una Falk")
      } ?? false)
    #expect(told(", frozen: true").isEmpty)
  }
}
