import RoeCompiler
import RoeSource
import Testing

/// One cause, one finding: what follows from it is told under it, and nothing of it is lost.
@Suite struct ConsequencesTests {
  @Test func whatARowTakesIsToldUnderTheRow() {
    let found = compile(
      Example(
        """
        fields:
          segment: { type: enum, values: [small, large], optional: true }
        routing:
          inbound:
            match: first
            rows:
              - { id: all, when: segment is missing or segment is present, owner: dana }
              - { id: small, when: segment is small, owner: eli }
              - { id: large, when: segment is large, owner: kim }
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """)
    ).diagnostics.filter { $0.code.id.hasPrefix("ROE07") }
    #expect(found.map(\.code.id) == ["ROE0702"])
    #expect(
      found.first?.notes.filter { $0.hasPrefix("So, too") } == [
        "So, too (ROE0704): the rows “small” and “large” never get a lead: “all” takes all of them."
      ])
    // What follows is an error, so nobody may pass over the cause.
    #expect(found.first?.severity == .error)
  }

  @Test func whatAnExceptionWithoutEndTakesIsToldUnderIt() {
    let found = compile(
      Example(
        """
        fields:
          score: { type: integer }
        routing:
          inbound:
            match: first
            rows: [{ id: high, when: score > 5, owner: dana }]
            otherwise: sam
        exceptions:
          special: { in: inbound, when: score > 3, owner: eli, approved_by: kim }
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """)
    ).diagnostics
    let told = found.first { $0.code.id == "ROE0308" }
    #expect(told?.notes.contains { $0.hasPrefix("So, too (ROE0704)") } == true, "\(found)")
    #expect(!found.contains { $0.code.id == "ROE0704" })
  }

  @Test func aMoveThatNeverHappensExplainsTheEventThatDoesNothing() {
    let found = compile(
      Example(
        """
        fields:
          score: { type: integer }
        states:
          new:
            owner: dana
            entry: true
            clocks: [{ after: 30 days, to: lost }]
            moves:
              - { event: asked_again, when: score < 5 and score > 7, to: lost }
              - { event: asked_again, when: score > 7, to: won }
        """)
    ).diagnostics
    let told = found.first { $0.code.id == "ROE0603" }
    #expect(told?.notes.contains { $0.hasPrefix("So, too (ROE0604)") } == true, "\(found)")
    #expect(!found.contains { $0.code.id == "ROE0604" })
  }

  @Test func aPromiseShorterThanItsDeadlineExplainsTheWait() {
    let found = compile(
      Example(
        """
        slas:
          reply: { due: 9 business hours, calendar: office, never_longer_than: 2 hours, owner: kim }
        states:
          new: { owner: dana, entry: true, clocks: [reply, { after: 30 days, to: lost }] }
        """)
    ).diagnostics
    let told = found.first { $0.code.id == "ROE0413" }
    #expect(told?.notes.contains { $0.hasPrefix("So, too (ROE0406)") } == true, "\(found)")
    #expect(!found.contains { $0.code.id == "ROE0406" })
  }

  @Test func aStepThatFindsNoManagerIsToldOnce() {
    let found = compile(
      Example(
        """
        states:
          new:
            owner: kim
            entry: true
            clocks: [{ after: 2 days, owner: { manager_of: owner } }, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """)
    ).diagnostics.filter { $0.severity > .note && $0.code.id != "ROE0202" }
    #expect(found.map(\.code.id) == ["ROE0906"])
    // The lead is lost, so nobody may pass over it.
    #expect(found.first?.severity == .error)
    #expect(found.first?.notes.contains { $0.contains("the rules fail it") } == true, "\(found)")
  }

  @Test func whomAStepFindsAndNobodyPermitsIsToldOnce() {
    let found = compile(
      Example(
        """
        states:
          new: { owner: dana, entry: true, permitted: [ae], clocks: [{ after: 2 days, owner: kim }, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
        """)
    ).diagnostics
    let told = found.first { $0.code.id == "ROE0301" }
    #expect(told?.notes.contains { $0.hasPrefix("So, too (ROE0306)") } == true, "\(found)")
    #expect(!found.contains { $0.code.id == "ROE0306" })
  }

  @Test func otherRulesAreToldByThemselves() {
    let found = compile(
      Example(
        """
        fields:
          score: { type: integer }
        routing:
          inbound:
            match: first
            rows:
              - { id: any, when: score < 5 or score >= 5, owner: dana }
            otherwise: sam
          partners:
            match: first
            rows:
              - { id: high, when: score > 5, owner: dana }
              - { id: higher, when: score > 7, owner: eli }
            otherwise: sam
        states:
          new:
            owner: [{ routing: inbound }, kim]
            entry: true
            clocks: [{ after: 30 days, to: lost, owner: { routing: partners } }]
        """)
    ).diagnostics.map(\.code.id)
    #expect(found.contains("ROE0702"))
    #expect(found.contains("ROE0704"))
  }
}
