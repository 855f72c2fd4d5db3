import RoeSource
import Testing

@testable import RoeCompiler

/// What the oracles have found, in as few words as possible, so that it stays found.
@Suite struct FoundByOraclesTests {
  @Test(arguments: found)
  func staysRight(_ example: Found) {
    let found = Proof.compile(example.rules).diagnostics.map(\.code.id)
    for code in example.codes { #expect(found.contains(code), "\(example)\n\(found)") }
    for code in example.absent { #expect(!found.contains(code), "\(example)\n\(found)") }
  }

  struct Found: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var codes: [String] = []
    var absent: [String] = []
    let rules: String
  }

  static let found = [
    Found(
      testDescription: "a month may be longer than thirty days before a limit, too",
      absent: ["ROE0701"],
      rules: """
        fields:
          renewal: { type: date }
        routing:
          inbound:
            match: first
            rows:
              - id: soon
                when: renewal before 2026-02-03 and renewal newer than 1 month and renewal older than 28 days and renewal newer than 30 days
                owner: dana
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
    Found(
      testDescription: "a day before the limit may be a day younger than its greatest age",
      absent: ["ROE0701"],
      rules: """
        fields:
          renewal: { type: date }
        routing:
          inbound:
            match: first
            rows: [{ id: soon, when: renewal before 2026-01-31 and renewal newer than 30 days, owner: dana }]
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
    Found(
      testDescription: "a reason without a second level goes with no value of it",
      codes: ["ROE0701"],
      rules: """
        fields:
          reason: { type: enum, values: [price, other] }
          detail: { type: enum, detail_of: reason, values: { price: [dear, poor] }, optional: true }
        routing:
          inbound:
            match: first
            rows: [{ id: both, when: reason is other and detail is dear, owner: dana }]
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
    Found(
      testDescription: "rows that fit nobody do not fall for lack of a field", codes: ["ROE0701"],
      absent: ["ROE0104"],
      rules: """
        fields:
          score: { type: integer, optional: true }
        routing:
          inbound:
            match: first
            rows: [{ id: none, when: score < 3 and score > 5, owner: dana }]
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
    Found(
      testDescription: "a hole between two definitions is a hole", codes: ["ROE0706"],
      rules: """
        fields:
          score: { type: integer, min: 0, max: 100 }
        definitions:
          cold: score < 50
          hot: score > 50
        routing:
          inbound:
            match: first
            rows: [{ id: low, when: cold, owner: dana }, { id: high, when: hot, owner: eli }]
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
    Found(
      testDescription: "a set that may be missing falls like any other field", codes: ["ROE0104"],
      rules: """
        fields:
          interests: { type: set, values: [api, crm], optional: true }
        routing:
          inbound:
            match: first
            rows: [{ id: api, when: interests has api, owner: dana }]
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
    Found(
      testDescription: "a date whose age is asked for falls like any other field",
      codes: ["ROE0104"],
      rules: """
        fields:
          renewal: { type: date, optional: true }
        routing:
          inbound:
            match: first
            rows: [{ id: old, when: renewal older than 2 months, owner: dana }]
            otherwise: sam
        states:
          new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
        """),
  ]
}
