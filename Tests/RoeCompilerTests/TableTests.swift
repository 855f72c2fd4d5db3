import RoeCompiler
import RoeSource
import Testing

/// What is shown and advised about tables fits what is said of them.
@Suite struct TableTests {
  private func finding(_ code: String, _ rules: String) throws -> Diagnostic {
    let result = compile(Example(rules))
    return try #require(result.diagnostics.first { $0.code.id == code }, "\(result.text)")
  }

  @Test func theRowThatHidesAnotherTakesTheLeadThatIsShown() throws {
    let found = try finding(
      "ROE0704",
      """
      fields:
        country: { type: enum, values: [DE, AT, FR] }
        size: { type: integer, min: 0 }
      routing:
        inbound:
          match: first
          rows:
            - { id: near, when: "country in [DE, AT]", owner: [dana, kim] }
            - { id: austria, when: country is AT, owner: [eli, kim] }
          otherwise: sam
      exceptions:
        big: { in: inbound, when: size >= 900, owner: [lena, kim], approved_by: kim, until: 2029-01-01 }
      states:
        new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
      """)
    #expect(found.severity == .error)
    #expect(found.notes.contains { $0.hasSuffix("“near” decides about it.") }, "\(found)")
  }

  @Test func aRowWhichSendsTheLeadsWhereTheRowAboveDoesIsOnlyInTheWay() throws {
    let found = try finding(
      "ROE0704",
      """
      fields:
        country: { type: enum, values: [DE, AT, FR] }
        size: { type: integer, min: 0 }
      routing:
        inbound:
          match: first
          rows:
            - { id: near, when: "country in [DE, AT]", owner: [dana, kim] }
            - { id: austria, when: country is AT, owner: [dana, kim] }
          otherwise: sam
      exceptions:
        big: { in: inbound, when: size >= 900, owner: [lena, kim], approved_by: kim, until: 2029-01-01 }
      states:
        new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
      """)
    #expect(found.severity == .warning)
    #expect(found.notes.contains { $0.hasSuffix("“near” decides about it.") }, "\(found)")
  }

  @Test func nobodyMovesARowAboveExceptions() throws {
    let found = try finding(
      "ROE0704",
      """
      fields:
        size: { type: integer, min: 0 }
      routing:
        inbound:
          match: unique
          rows:
            - { id: big, when: size >= 900, until: 2028-01-01, owner: [dana, kim] }
            - { id: small, when: size < 500, owner: [eli, kim] }
          otherwise: sam
      exceptions:
        acme: { in: inbound, when: size >= 700, owner: [lena, kim], approved_by: kim, until: 2029-01-01 }
      states:
        new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
      """)
    #expect(found.help?.hasPrefix("Exceptions come first") == true, "\(found)")
  }

  @Test func whoIsAdvisedMayOwnTheLead() throws {
    let found = try finding(
      "ROE0301",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 14 days, to: checked }]
        checked: { owner: keep, permitted: [sam], clocks: [{ after: 14 days, to: lost }] }
      """)
    #expect(found.help?.contains("owner: […, sam]") == true, "\(found)")
  }

  @Test func whatLeadsHaveInCommonIsSaidAloud() throws {
    let found = try finding(
      "ROE0302",
      """
      fields:
        country: { type: enum, values: [DE, AT, FR] }
        calls: { type: counter, max: 5 }
      routing:
        inbound:
          match: unique
          rows:
            - { id: a, when: calls < 1, owner: [dana, kim] }
            - { id: b, when: country is DE and calls < 3, owner: [eli, kim] }
          otherwise: sam
      states:
        new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
      """)
    #expect(found.message == "“a” and “b” both fit a lead with country DE, calls 0", "\(found)")
  }

  @Test func whoIsAdvisedIsNeverAway() throws {
    let rules = """
      roster: { absences: [{ id: dana, from: 2027-03-01, to: 2027-03-14 }] }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 14 days, owner: previous }, { after: 30 days, to: lost }]
      """
    let found = try finding("ROE0301", rules)
    #expect(found.help?.contains("owner: […, lena]") == true, "\(found)")
  }

  /// An amount with the separators of some country is told with what to write, and once for each
  /// column.
  @Test func numbersOfACountryAreMendedInTheirColumn() throws {
    let result = compile(
      Example(
        """
        fields:
          budget: { type: money, currency: EUR }
          size: { type: integer }
        routing:
          inbound:
            match: first
            rows: [{ id: b, table: b.csv, owner: who, match: { budget: from low to high, size: is } }]
            otherwise: dana
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 1 day, to: lost }] }
        """,
        files: [
          "b.csv":
            "low;high;size;who\n0;999,99 EUR;1,000;dana\n1000;4,999 EUR;2000;dana\n5000;9 999;10, 20;dana\n"
        ]))
    let found = result.diagnostics.filter { $0.severity == .error }
    #expect(
      found.map { [$0.code.id, $0.help ?? ""] + ($0.fix?.edits.map(\.replacement) ?? []) } == [
        ["ROE0103", "Write 0 EUR.", "0 EUR", "1000 EUR", "5000 EUR"],
        ["ROE0065", "Write 999.99 EUR.", "999.99 EUR", "4999 EUR", "9999 EUR"],
        ["ROE0065", "Write 1000.", "1000"],
        ["ROE0064", "Write one row for each of them."],
      ], "\(result.text)")
  }

  /// All columns that a file lacks are told, with those that it has, and nothing that follows.
  @Test func columnsThatAreNotThereAreToldAlone() throws {
    let result = compile(
      Example(
        """
        lists: { patrons: { file: patrons.csv, column: domain }, lost: { file: gone.csv } }
        fields:
          mail: { type: text }
          size: { type: integer }
          kind: { type: enum, values: lost }
        routing:
          inbound:
            match: first
            rows:
              - { id: patrons, when: mail in patrons, owner: lena }
              - { id: b, table: b.csv, owner: owner, match: { size: from size_from to size_to } }
            otherwise: dana
        states:
          new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 1 day, to: lost }] }
        """,
        files: [
          "patrons.csv": "name;mail\nx;y.example\n", "b.csv": "size from;size to;who\n1;2;dana\n",
        ]))
    let found = result.diagnostics.filter { $0.severity == .error }
    #expect(
      Set(found.map { "\($0.code.id) \($0.message)" }) == [
        "ROE0201 there is no column in patrons.csv called “domain”",
        "ROE0110 I cannot read gone.csv: it does not exist",
        "ROE0201 there is no column in b.csv called “owner”",
        "ROE0201 there is no column in b.csv called “size_from”",
        "ROE0201 there is no column in b.csv called “size_to”",
      ], "\(result.text)")
    #expect(found.contains { $0.notes == ["Its columns are name and mail."] }, "\(result.text)")
  }

  /// A column of roles under another name is the cause of all that nobody is found for.
  @Test(arguments: [
    "owner: rep", "owner: reps", "owner: dana, moves: [{ event: done, by: rep, to: won }]",
  ])
  func theColumnOfRolesIsToldAlone(_ use: String) throws {
    let result = compile(
      Example(
        """
        roster: { people: people.csv }
        pools: { reps: { members: role is rep, at_least: 2 present, steward: dana } }
        states:
          new: { \(use), entry: true, clocks: [{ after: 1 day, to: lost }] }
        """, files: ["people.csv": "id,job,language\nann,rep,rep\nbob,rep,en\n"]))
    let found = result.diagnostics.filter { $0.severity == .error }
    #expect(found.map(\.code.id) == ["ROE0072"], "\(result.text)")
    #expect(found.first?.fix?.edits.map(\.replacement) == ["role"])
  }

  @Test(arguments: [
    ("origin is web", "origin is web"), ("origin in [web, fair]", "origin in [web, fair]"),
    ("(origin is web and size >= 10)", "origin is web and size >= 10"),
  ])
  func theRowThatIsAdvisedTakesJustTheLeadsThatFall(_ leads: String, _ advised: String) throws {
    func rules(_ row: String) -> String {
      """
      fields:
        origin: { type: enum, values: [partner, web, fair] }
        size: { type: integer, min: 0 }
        budget: { type: integer, min: 0, optional: true }
      routing:
        inbound:
          match: unique
          rows:
            - { id: others, when: 'not \(leads)', owner: [dana, kim] }
            - { id: large, when: '\(leads) and budget >= 50', owner: [eli, kim] }
            - { id: small, when: '\(leads) and budget < 50', owner: [lena, kim] }
          \(row)
          otherwise: sam
      states:
        new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
      """
    }
    let found = try finding("ROE0104", rules(""))
    let condition = "\(advised) and budget is missing"
    #expect(found.help == "If that is meant, write a row for it: when: \(condition).")
    let row = "  - { id: unknown, when: '\(condition)', owner: [sam, kim] }"
    #expect(
      compile(Example(rules(row))).findings(above: .warning).isEmpty,
      "\(compile(Example(rules(row))).text)")
  }
}
