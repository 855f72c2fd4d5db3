import Testing

extension LintCase {
  /// Of what tables say of all leads.
  static let ofTables: [LintCase] = [
    LintCase(
      "rows that an assumption rules out",
      """
      fields:
        country: { type: enum, values: [DE, AT, CH] }
      assume: { home: country is DE }
      routing:
        inbound:
          match: first
          rows:
            - { id: austria, when: country is AT, owner: dana }  # ROE0701
            - { id: swiss, when: country is CH, owner: eli }
          otherwise: sam
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "whom a row names and nobody permits is told once, of the row, and never owns a lead",
      """
      fields:
        domain: { type: text }
      routing:
        desks:
          match: first
          rows: [{ id: a, when: domain is "a.com", owner: [dana, kim] }, { id: b, when: domain is "b.com", owner: lena }]  # ROE0801
          otherwise: [eli, kim]
      states:
        new: { owner: { routing: desks }, entry: true, permitted: [ae, manager], clocks: [{ after: 20 days, to: lost }], moves: [{ event: done, to: won }] }
      expect:
        no_sdr: { when: domain is "b.com", never_owned_by: sdr }
      """),
    LintCase(
      "that nobody owns those whom no row fits is told of the table, and not where they go",
      """
      fields:
        plan: { type: enum, values: [red, green] }
      routing:
        desks:
          match: first
          rows: [{ id: red, when: plan is red, owner: [dana, kim] }]
          otherwise: nobody  # ROE1001
      states:
        new: { owner: { routing: desks }, entry: true, clocks: [{ after: 9 days, to: late }] }
        late: { owner: keep, clocks: [{ after: 9 days, to: lost }] }
      """),
    LintCase(
      "rows that the same row hides are told together",
      """
      fields:
        plan: { type: enum, values: [red, green, blue] }
      routing:
        desks:
          match: first
          rows:
            - { id: all_but_blue, when: "plan in [red, green]", owner: dana }
            - { id: red, when: plan is red, owner: eli }  # ROE0704
            - { id: green, when: plan is green, owner: kim }
          otherwise: sam
      states:
        new: { owner: [{ routing: desks }, kim], entry: true, clocks: [{ after: 9 days, to: lost }] }
      """),
    LintCase(
      "what both the answer and the silence of a handoff lack is told once",
      """
      fields:
        budget: { type: integer, optional: true }
      events:
        ok: { by: asked }
        no: { by: asked }  # ROE0106
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 14 days, to: lost }] }
        live: { owner: keep, requires: budget, clocks: [{ after: 30 days, to: won }] }
      handoffs:
        over: { from: new, event: done, to: live, owner: eli, answer: { within: 3 days, accept: ok, reject: { event: no, to: new, owner: giver }, silence: { to: live, owner: kim } } }  # ROE0506
      """),
    LintCase(
      "rows exclude each other beside an exception, too",
      """
      fields:
        size: { type: integer, min: 0 }
        domain: { type: text, optional: true }
      routing:
        inbound:
          match: unique
          rows:
            - { id: large, when: size >= 50, owner: [dana, kim] }
            - { id: small, when: size <= 50, owner: [eli, kim] }  # ROE0302
          otherwise: sam
      exceptions:
        acme: { in: inbound, when: domain is "acme.com", owner: [lena, kim], approved_by: kim, until: 2029-06-30 }
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "an exception takes leads of rows that exclude each other",
      """
      fields:
        size: { type: integer, min: 0 }
        domain: { type: text, optional: true }
      routing:
        inbound:
          match: unique
          rows:
            - { id: large, when: size >= 50, owner: [dana, kim] }
            - { id: small, when: size < 50, owner: [eli, kim] }
          otherwise: sam
      exceptions:
        acme: { in: inbound, when: domain is "acme.com", owner: [lena, kim], approved_by: kim, until: 2029-06-30 }
        tiny: { in: inbound, when: size < 5, owner: [lena, kim], approved_by: kim, until: 2029-06-30 }
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "exceptions have no order, so that no two fit the same lead on the same day",
      """
      fields:
        size: { type: integer, min: 0 }
        domain: { type: text }
      routing:
        inbound:
          match: first
          rows: [{ id: small, when: size <= 50, owner: [eli, kim] }]
          otherwise: sam
      exceptions:
        acme: { in: inbound, when: domain is "acme.com", owner: [lena, kim], approved_by: kim, from: 2028-01-01, until: 2028-06-30 }
        acme_again: { in: inbound, when: domain is "acme.com", owner: [dana, kim], approved_by: kim, from: 2028-06-30, until: 2029-06-30 }  # ROE0302
        acme_later: { in: inbound, when: domain is "acme.com", owner: [lena, kim], approved_by: kim, from: 2029-07-01, until: 2029-09-30 }
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "one row within another of a table in which one fits at most is told once",
      """
      fields:
        country: { type: enum, values: [DE, AT] }
        size: { type: integer, min: 0 }
      routing:
        inbound:
          match: unique
          rows:
            - { id: all, when: country is DE, owner: [dana, kim] }
            - { id: big, when: country is DE and size >= 200, owner: [eli, kim] }  # ROE0302
          otherwise: sam
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a field is missing beside a row for another one",
      table(
        """
        - { id: known, when: account_owner is present, owner: [{ field: account_owner }, kim] }
        - { id: germany, when: country is DE, owner: [dana, kim] }
        - { id: austria, when: country is AT, owner: [eli, kim] }
        """, "  # ROE0104")),
    LintCase(
      "a field is missing beside a row for large leads",
      table(
        """
        - { id: large, when: size >= 500, owner: [lena, kim] }
        - { id: germany, when: country is DE, owner: [dana, kim] }
        - { id: austria, when: country is AT, owner: [eli, kim] }
        """, "  # ROE0104")),
    LintCase(
      "a field is missing that divides the leads of one country",
      table(
        """
        - { id: germany_large, when: country is DE and size >= 200, owner: [lena, kim] }
        - { id: germany_small, when: country is DE and size < 200, owner: [dana, kim] }
        - { id: austria, when: country is AT, owner: [eli, kim] }
        - { id: nowhere, when: country is missing, owner: [eli, kim] }
        """, "  # ROE0104")),
    LintCase(
      "a field is missing beside an exception",
      table(
        """
        - { id: germany, when: country is DE, owner: [dana, kim] }
        - { id: austria, when: country is AT, owner: [eli, kim] }
        """, "  # ROE0104",
        "exceptions: { big: { in: inbound, when: size >= 900, owner: [lena, kim], approved_by: kim, until: 2029-01-01 } }"
      )),
    LintCase(
      "a lead without what an exception asks for is no exception",
      table(
        """
        - { id: germany, when: country is DE, owner: [dana, kim] }
        - { id: nowhere, when: country is missing, owner: [eli, kim] }
        """, "",
        "exceptions: { big: { in: inbound, when: size >= 900, owner: [lena, kim], approved_by: kim, until: 2029-01-01 } }"
      )),
    LintCase(
      "a lead without a size goes where the next row says",
      table(
        """
        - { id: germany_large, when: country is DE and size >= 200, owner: [lena, kim] }
        - { id: germany, when: country is DE, owner: [dana, kim] }
        - { id: nowhere, when: country is missing, owner: [eli, kim] }
        """, "")),
    LintCase(
      "who asks whether it is known says what happens if not",
      table(
        """
        - { id: known, when: account_owner is present, owner: [{ field: account_owner }, kim] }
        - { id: germany, when: country is DE, owner: [dana, kim] }
        - { id: abroad, when: country is present, owner: [eli, kim] }
        """, "")),
    LintCase(
      "a lead is in no class of an SLA for want of a field",
      """
      fields:
        source: { type: enum, values: [demo, form] }
        trucks: { type: integer, min: 0, optional: true }
      definitions:
        hot: source is demo and trucks >= 50
      slas:
        first_touch:  # ROE0104
          calendar: office
          classes:
            - { id: hot, when: hot, due: 15 business minutes, owner: kim }
            - { id: normal, when: source is not demo or trucks < 50, due: 4 business hours, owner: kim }
        second_touch:
          calendar: office
          classes:
            - { id: hot, when: hot, due: 30 business minutes, owner: kim }
            - { id: normal, when: not hot, due: 5 business hours, owner: kim }
        large_touch:
          calendar: office
          classes:
            - { id: large, when: trucks >= 500, due: 45 business minutes, owner: kim }
            - { id: largest, when: trucks >= 5000, due: 20 business minutes, owner: kim }
      states:
        new: { owner: dana, entry: true, clocks: [first_touch, second_touch, large_touch, { after: 30 days, to: lost }] }
      """),
    LintCase(
      "a clock gives the lead to the one who is asked",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: [dana, kim], entry: true, clocks: [{ after: 2 days, owner: kim }, { after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:  # ROE0508
          from: working
          event: handed
          to: selling
          owner: kim
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "a clock gives the lead to somebody, and another one is asked then",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: [dana, kim], entry: true, clocks: [{ after: 2 days, owner: kim }, { after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: [kim, eli]
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "what is over before the rules take effect never is in force",
      """
      fields:
        size: { type: integer, min: 1 }
      routing:
        who:
          match: first
          rows:
            - { id: old, when: size < 100, owner: dana, until: 2027-01-31 }  # ROE0701
            - { id: soon, when: size < 50, owner: dana, until: 2027-02-28 }
            - { id: now, when: size < 100, owner: eli, from: 2027-02-01 }
          otherwise: sam
      effective: 2027-02-01
      states:
        new:
          owner: { routing: who }
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, from: 2027-02-01, to: won }, { event: done, until: 2027-01-31, to: lost }]  # ROE0603
      """),
    LintCase(
      "one postcode between two ranges of postcodes",
      """
      fields:
        zip: { type: text, optional: true }
      routing:
        who:
          match: first
          rows:
            - { id: north, when: "zip >= '01000' and zip <= '19999'", owner: dana }
            - { id: south, when: "zip >= '20001' and zip <= '29999'", owner: eli }  # ROE0706
            - { id: far, when: "zip >= '30010' and zip <= '39999'", owner: lena }
            - { id: unknown, when: zip is missing, owner: kim }
          otherwise: sam
      states:
        new: { owner: [{ routing: who }, kim], entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "an age at which one range ends and the next has not begun",
      """
      fields:
        kind: { type: enum, values: [a, b, c] }
        renewal: { type: date }
        signed: { type: date }
        asked: { type: time }
      routing:
        days:
          match: first
          rows:
            - { id: old, when: renewal older than 30 days, owner: lena }
            - { id: new, when: renewal newer than 30 days, owner: dana }  # ROE0706
          otherwise: sam
        months:
          match: first
          rows:
            - { id: old, when: signed older than 3 months, owner: lena }
            - { id: new, when: signed newer than 3 months, owner: dana }  # ROE0706
          otherwise: sam
        hours:
          match: first
          rows:
            - { id: old, when: asked older than 36 hours, owner: lena }
            - { id: new, when: asked newer than 36 hours, owner: dana }  # ROE0706
          otherwise: sam
      states:
        a: { entry: kind is a, owner: [{ routing: days }, kim], clocks: [{ after: 30 days, to: lost }] }
        b: { entry: kind is b, owner: [{ routing: months }, kim], clocks: [{ after: 30 days, to: lost }] }
        c: { entry: kind is c, owner: [{ routing: hours }, kim], clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "an age that one range takes, and ages of which a whole span is left",
      """
      fields:
        renewal: { type: date }
      routing:
        inbound:
          match: first
          rows:
            - { id: old, when: renewal older than 30 days, owner: lena }
            - { id: new, when: not renewal older than 30 days, owner: dana }
          otherwise: sam
        later:
          match: first
          rows:
            - { id: old, when: renewal older than 30 days, owner: lena }
            - { id: new, when: renewal newer than 20 days, owner: dana }
          otherwise: sam
      states:
        new: { owner: [{ routing: inbound }, { routing: later }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
  ]

  /// A table about fields that may be missing.
  private static func table(_ rows: String, _ mark: String, _ more: String = "") -> String {
    let rows = rows.split(separator: "\n").joined(separator: "\n      ")
    return """
      fields:
        country: { type: enum, values: [DE, AT], optional: true }
        account_owner: { type: person, optional: true }
        size: { type: integer, min: 0, optional: true }
      routing:
        inbound:
          match: first
          rows:
            \(rows)
          otherwise: sam\(mark)
      \(more)
      states:
        new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
      """
  }
}
