extension HoleTests {
  /// Of those who own leads, and the tables and groups that name them.
  static let ofOwners: [LintCase] = [
    LintCase(
      "weights are from 1 to 100, and of members",
      """
      pools:
        closers:
          members:
            - dana
            - eli
            - dana  # ROE0207
          steward: kim
          weights:
            dana: 0  # ROE0102
            eli: 101  # ROE0102
            lena: 2  # ROE0201
        callers: { members: [lena], steward: kim, weights: [lena] }  # ROE0102
      states:
        new: { owner: closers, entry: true, clocks: [{ after: 1 day, to: lost, owner: callers }] }
      """),
    LintCase(
      "what a pool compares is a column and a field",
      """
      fields:
        area: { type: text }
      pools:
        closers:
          members: [dana, eli]
          steward: kim
          match:
            zork: area  # ROE0201
            role: aria  # ROE0201
        nobodies: { members: role is closr, steward: kim }  # ROE0304
      states:
        new: { owner: closers, entry: area is "x", clocks: [{ after: 1 day, to: lost }] }
        other: { owner: nobodies, entry: true, clocks: [{ after: 1 day, to: lost }] }
      """),
    LintCase(
      "a row may be explained, and is not called otherwise",
      """
      fields:
        hot: boolean
      routing:
        inbound:
          match: first
          rows: [{ id: a, when: hot, owner: eli, says: The hot ones. }]
          otherwise: dana
        twice:
          match: first
          rows:
            - { id: otherwise, when: hot, owner: eli }  # ROE0207
          otherwise: dana
      states:
        new: { owner: { routing: inbound }, entry: hot, clocks: [{ after: 1 day, to: lost }] }
        old: { owner: { routing: twice }, entry: true, clocks: [{ after: 1 day, to: lost }] }
      """),
    LintCase(
      "an empty list names nobody",
      """
      events:
        called: { by: [] }  # ROE0102
      lists:
        dach: []  # ROE0102
      fields:
        country: { type: country }
      activities:
        touch: { any: [] }  # ROE0102
      states:
        new:
          owner: dana
          entry: country in dach
          requires: []  # ROE0102
          permitted: []  # ROE0102
          clocks: [{ after: 1 day, to: lost, met_by: touch }]
          moves: [{ event: called, to: old }]
        old:
          owner: []  # ROE0102
          entry: true
          clocks: [{ after: 1 day, to: lost }]
      handoffs:
        h: { from: [], event: done, to: old, owner: eli }  # ROE0102
      """),
    LintCase(
      "nobody ends a list of owners",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 1 day, to: old }]
        old:
          because: It waits for the court.
          owner:
            - nobody
            - dana  # ROE0108
          clocks: [{ after: 1 day, to: lost }]
      """),
    LintCase(
      "nobody as the answer of a table, a move or a clock needs a reason",
      """
      fields:
        hot: boolean
      routing:
        inbound:
          match: first
          rows: []
          otherwise: nobody  # ROE0301
        fallen:
          because: They are not our market.
          match: first
          rows: [{ id: a, when: hot, owner: eli }]
          otherwise: nobody  # ROE1001
        stated:
          because: They are the owner's own.
          match: first
          rows: []
          otherwise: nobody
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 1 day, to: newer }] }
        newer: { owner: { routing: fallen }, clocks: [{ after: 1 day, to: old }] }
        old:
          owner: { routing: stated }
          clocks: [{ after: 1 day, to: lost }, { after: 2 hours, owner: nobody }]  # ROE0301
          moves:
            - event: done
              to: new
              owner: nobody  # ROE0301
            - { event: asked_again, to: lost, owner: nobody }
      """),
    LintCase(
      "a table that leaves the answer to the next needs a next",
      """
      fields:
        hot: boolean
      routing:
        inbound:
          match: first
          rows: [{ id: a, when: hot, owner: eli }]
          otherwise: next  # ROE0801
      states:
        new: { owner: { routing: inbound }, entry: true, clocks: [{ after: 1 day, to: old }] }
        old: { owner: [{ routing: inbound }, dana], clocks: [{ after: 1 day, to: lost }] }
      """),
    LintCase(
      "a pool that gets too small when people go, on or after the day that is named",
      """
      roster:
        people:
          ann: { role: closer }
          bob: { role: closer, last_day: 2027-01-31 }
          cem: { role: closer, last_day: 2026-09-30 }
        absences:
          - { id: ann, from: 2026-10-01, to: 2026-10-09 }
      pools:
        thin:  # ROE0304
          members: [ann, bob]
          at_least: 2 present
          steward: kim
        wide: { members: [dana, eli, ann, bob], at_least: 2 present, steward: kim }
      states:
        new: { owner: thin, entry: true, clocks: [{ after: 1 day, to: old }] }
        old: { owner: wide, clocks: [{ after: 1 day, to: lost }] }
      """),
    LintCase(
      "tables that leave nobody to the next need no next",
      """
      fields:
        hot: boolean
        size: { type: integer, min: 1 }
      routing:
        all:
          match: first
          rows: [{ id: a, when: hot, owner: eli }, { id: b, when: not hot, owner: dana }]
          otherwise: next
        large: { match: first, rows: [{ id: a, when: size > 50, owner: eli }], otherwise: next }
        small: { match: first, rows: [{ id: a, when: size <= 50, owner: lena }], otherwise: next }
      states:
        new: { owner: { routing: all }, entry: true, clocks: [{ after: 1 day, to: old }] }
        old: { owner: [{ routing: large }, { routing: small }], clocks: [{ after: 1 day, to: lost }] }
      """),
    LintCase(
      "two tables together may leave a lead out",
      """
      fields:
        size: { type: integer, min: 1 }
      routing:
        large: { match: first, rows: [{ id: a, when: size > 50, owner: eli }], otherwise: next }
        small:
          match: first
          rows: [{ id: a, when: size < 50, owner: lena }]
          otherwise: next  # ROE0801
      states:
        new:
          owner: [{ routing: large }, { routing: small }]
          entry: true
          clocks: [{ after: 1 day, to: lost }]
      """),
    LintCase(
      "a clock that gives a lead to its owner changes nothing",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { after: 1 day, owner: dana }  # ROE0403
            - { after: 30 days, to: old }
        old:
          owner: dana
          clocks: [{ after: 1 day, owner: dana }, { after: 30 days, to: lost }]
          moves: [{ event: done, owner: kim }]
      """),
    LintCase(
      "silence that only tells somebody leaves the lead between two people",
      """
      events:
        accepted: {}
        rejected: {}
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: lost }] }
        sold: { owner: keep, clocks: [{ after: 1 day, to: won }] }
      handoffs:
        told:  # ROE0510
          from: new
          event: done
          to: sold
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { do: [{ notify: kim }] } }
        taken:  # ROE0510
          from: new
          event: asked_again
          to: sold
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim } }
      """),
  ]
}
