extension LintCase {
  /// Of leads that go round while nobody does anything.
  static let ofRounds: [LintCase] = [
    LintCase(
      "two states that send leads back to each other",
      """
      events:
        check: { by: ae }
        hold: { by: ae }
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 14 days, to: lost }], moves: [{ event: hold, to: held }] }
        held: { owner: keep, clocks: [{ after: 30 days, to: previous }], moves: [{ event: check, to: legal }] }  # ROE0904
        legal: { owner: keep, clocks: [{ after: 10 days, to: previous }], moves: [{ event: hold, to: held }] }
      """),
    LintCase(
      "a state that sends leads back to where they came from, and one of which it is sure",
      """
      events:
        check: { by: ae }
        hold: { by: ae }
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 14 days, to: lost }], moves: [{ event: hold, to: held }] }
        held: { owner: keep, clocks: [{ after: 30 days, to: previous }], moves: [{ event: check, to: legal }] }
        legal: { owner: keep, clocks: [{ after: 10 days, to: new }] }
      """),
    LintCase(
      "a day that always lies behind is nothing to wait for",
      """
      fields:
        seen: { type: date }
        signed: { type: date }
      assume:
        past: seen older than 1 day
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ since: { field: seen }, after: 4 days, to: working }]
          moves: [{ event: done, to: won }]
        working:  # ROE0412
          owner: dana
          clocks: [{ since: { field: signed }, after: 4 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "tables that send leads to and fro",
      """
      fields:
        colour: { type: enum, values: [red, blue, green], optional: true }
        hot: boolean
      routing:
        desks:  # ROE0606
          match: first
          rows:
            - { id: red, when: colour is red, to: mid }
            - { id: hot, when: hot, to: working }
            - { id: blue, when: colour is blue, to: new }
          otherwise: dana
      states:
        new: { entry: true, owner: { routing: desks }, clocks: [{ after: 2 days, to: lost }], moves: [{ event: done, to: won }] }
        mid: { owner: { routing: desks }, clocks: [{ after: 2 days, to: lost }], moves: [{ event: done, to: won }] }
        working: { owner: { routing: desks }, clocks: [{ after: 2 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "leads change hands for ever when the day has passed before which a clock does not ring",
      """
      fields:
        cut: { type: date, optional: true }
      states:
        new:  # ROE0412
          owner: dana
          entry: true
          clocks: [{ after: 2 days, to: mid, not_before: cut }]  # ROE0607
          moves: [{ event: done, to: won }]
        mid:
          owner: eli
          clocks: [{ after: 3 days, to: new }]
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "leads change hands for ever when the day has passed from which a clock counts",
      """
      fields:
        cut: { type: date }
      states:
        new:  # ROE0412
          owner: dana
          entry: true
          clocks: [{ after: 2 days, to: mid, since: { field: cut } }]  # ROE0607
          moves: [{ event: done, to: won }]
        mid:
          owner: eli
          clocks: [{ after: 3 days, to: new }]
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "rounds between two owners end some time after the capture",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 2 days, to: mid }, { after: 30 days, since: capture, to: lost }]
          moves: [{ event: done, to: won }]
        mid:
          owner: eli
          clocks: [{ after: 3 days, to: new }]
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "rounds between two owners end when a lead is old",
      """
      fields:
        seen: { type: date, frozen: true }
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { id: again, after: 2 days, to: mid }
          moves: [{ event: done, to: won }]
        mid:
          owner: eli
          clocks:
            - { id: young, when: seen newer than 90 days, after: 3 days, to: new }
            - { id: old, after: 4 days, to: lost }
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "what takes no time is told as that, whoever has the lead",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 20 days, to: mid }]
          moves: [{ event: done, to: won }]
        mid:
          owner: eli
          clocks: [{ after: 10 days, since: capture, to: third }]  # ROE0606
          moves: [{ event: done, to: won }]
        third:
          owner: eli
          clocks: [{ id: back, after: 30 days, since: capture, to: mid }]
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "rounds on which one owner keeps the lead, and is reminded",
      """
      states:
        new:  # ROE0904
          owner: dana
          entry: true
          clocks: [{ after: 3 days, to: mid }]
          moves: [{ event: done, to: won }]
        mid:
          owner: keep
          clocks: [{ after: 3 days, to: new, do: [{ remind: owner }] }]
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "rounds on which one owner has the lead, and somebody else is told",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 3 days, to: mid }]
          moves: [{ event: done, to: won }]
        mid:
          owner: dana
          clocks: [{ after: 3 days, to: new, do: [{ notify: kim }] }]
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "a group of one gives the lead to the same person each time, one of two does not",
      """
      pools:
        one: { members: [dana], steward: dana }
        two: { members: [dana, eli], steward: kim }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 4 days, owner: one, repeats: true }]  # ROE0305
          moves: [{ event: done, to: mid }]
        mid:
          owner: dana
          clocks: [{ after: 4 days, owner: two, repeats: true }]  # ROE0607
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a lead that only comes back to its own state",
      """
      states:
        new:  # ROE0904
          owner: dana
          entry: true
          clocks: [{ after: 2 days, to: new }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a lead that nobody owns, and that nobody can keep",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 2 days, to: floor }], moves: [{ event: done, to: won }] }
        floor:
          because: Free for all.
          owner: nobody
          clocks: [{ after: 2 days, do: [{ remind: owner }], owner: keep, repeats: true }]  # ROE0301
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "whoever was asked owns a lead, and nobody was",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 3 days, to: mid }], moves: [{ event: done, to: lost }] }
        mid:  # ROE0601
          owner: asked  # ROE0301
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a clock that repeats counts from a day long past",
      """
      fields:
        created: { type: date }
        asked: { type: time }
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { since: { field: created }, repeats: true, after: 2 days, do: [{ notify: kim }] }  # ROE0606
            - { after: 20 days, to: lost }
          moves: [{ event: done, to: later }]
        later:
          owner: dana
          clocks:
            - { since: { field: asked }, repeats: true, after: 1 day, do: [{ notify: kim }] }  # ROE0606
            - { after: 20 days, to: lost }
      """),
    LintCase(
      "a clock that repeats counts from a day that is not long past, or seldom",
      """
      fields:
        created: { type: date }
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { id: often, since: { field: created }, when: created newer than 30 days, repeats: true, after: 2 days, do: [{ notify: kim }] }
            - { id: yearly, since: { field: created }, repeats: true, after: 12 months, do: [{ notify: kim }] }
            - { id: here, repeats: true, after: 2 days, do: [{ notify: kim }] }
            - { after: 20 days, to: lost }
      """),
    LintCase(
      "a table that sends leads to where they are, when a clock asks it",
      """
      fields:
        employees: { type: integer, min: 1 }
      routing:
        who: { match: first, rows: [{ id: large, when: employees >= 100, to: working }], otherwise: kim }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: working }] }
        working:
          owner: dana
          clocks: [{ after: 2 days, owner: { routing: who } }, { after: 30 days, since: capture, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a clock that counts from the assignment, and the owner stays the same",
      """
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 1 day, since: assignment, do: [{ notify: kim }], to: new }, { after: 30 days, since: capture, to: lost }]  # ROE0606
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "two clocks that count from the assignment and keep the owner",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 1 day, since: assignment, to: held }], moves: [{ event: done, to: won }, { event: asked_again, to: lost }] }  # ROE0606
        held: { owner: keep, clocks: [{ after: 20 hours, since: assignment, do: [{ notify: kim }], to: new }] }
      """),
    LintCase(
      "two clocks that count from the assignment, where the owner changes",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 1 day, since: assignment, to: held }], moves: [{ event: done, to: won }, { event: asked_again, to: lost }] }  # ROE0607
        held: { owner: dana, clocks: [{ after: 20 hours, since: assignment, do: [{ notify: kim }], to: new }] }
      """),
    LintCase(
      "a clock that is overdue asks a table, which sends the lead round at once",
      """
      fields:
        size: { type: enum, values: [small, big] }
      routing:
        again:  # ROE0606
          match: first
          rows: [{ id: big, when: size is big, to: late }]
          otherwise: kim
        onwards:
          match: first
          rows: [{ id: big, when: size is big, to: last }]
          otherwise: kim
      states:
        new: { owner: kim, entry: true, clocks: [{ after: 20 days, to: late }] }
        late:
          owner: lena
          clocks: [{ id: ask, after: 15 days, since: capture, owner: { routing: again } }, { after: 35 days, to: next }]
        next:
          owner: lena
          clocks: [{ id: ask, after: 15 days, since: capture, owner: { routing: onwards } }, { after: 35 days, to: last }]
        last: { owner: dana, clocks: [{ after: 35 days, to: lost }] }
      """),
  ]
}
