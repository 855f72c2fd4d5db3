extension LintCase {
  /// Of what happens to a lead on its way: clocks, rounds, pauses.
  static let ofJourneys: [LintCase] = [
    LintCase(
      "a deadline that never comes in any state in which it runs",
      """
      slas:
        late:
          ladder:
            - { at: 2 days, do: [{ remind: owner }] }
            - { at: 40 days, owner: kim }  # ROE0404
      states:
        new:
          owner: dana
          entry: true
          clocks: [late, { after: 10 days, to: working }]
          moves: [{ event: done, to: won }]
        working: { owner: dana, clocks: [late, { after: 1 month, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a deadline that comes where it is for others, or counts in office hours",
      """
      fields:
        hot: boolean
      activities:
        touch: { any: [done] }
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { id: quick, when: hot, after: 5 days, to: working }
            - { id: slow, after: 6 days, owner: kim }
            - { id: long, after: 20 days, to: lost }
        working:
          owner: dana
          clocks:
            - { id: met, met_by: touch, after: 2 days, to: lost }
            - { id: office, after: 3 business hours, calendar: office, owner: kim }
            - { id: open, after: 4 days, to: lost }
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a move back into the same state may be counted, or be made by the lead",
      """
      fields:
        calls: { type: counter, max: 5 }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: asked_again, to: new }
            - { event: done, do: [{ count: calls }], to: new }
            - { whenever: calls >= 5, to: lost }
      """),
    LintCase(
      "rounds that end some time after the capture",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
        resting:
          kind: nurture
          owner: lena
          clocks: [{ after: 3 months, to: new }, { after: 24 months, since: capture, to: lost }]
      """),
    LintCase(
      "nobody counts what is asked for",
      """
      fields:
        calls: { type: counter, max: 5 }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, when: calls < 3, to: won }  # ROE0708
            - { event: done, when: calls >= 3, to: lost }
      """),
    LintCase(
      "rows of a table that only other tables ask, about other leads",
      """
      fields:
        country: { type: enum, values: [DE, AT, US] }
      routing:
        inbound:
          match: first
          rows: [{ id: home, when: "country in [DE, AT]", owner: { routing: dach } }]
          otherwise: sam
        dach:
          match: first
          rows:
            - { id: germany, when: country is DE, owner: lena }
            - { id: abroad, when: country is US, owner: eli }  # ROE0806
          otherwise: dana
      states:
        new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "offices that differ by a holiday and half an hour do not live in different hours",
      """
      calendars:
        london: { zone: Europe/London, hours: { mon-fri: "08:00-16:30" }, holidays: [12-28] }
      roster:
        people:
          ben: { name: Ben Ode, role: sdr, manager: kim, calendar: london }
      states:
        new:
          owner: ben
          entry: true
          clocks: [{ after: 4 business hours, calendar: office, owner: kim }, { after: 30 days, to: lost }]
      """),
    LintCase(
      "rounds that are counted, and counted anew each time",
      """
      fields:
        rounds: { type: counter, max: 3 }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, do: [{ set: { rounds: 0 } }], to: resting }] }
        resting:
          kind: nurture
          owner: lena
          clocks:
            - { when: rounds < 2, after: 3 months, do: [{ count: rounds }], to: new }  # ROE1004
            - { after: 12 months, to: lost }
      """),
    LintCase(
      "rounds that are counted on the way to rest",
      """
      fields:
        rounds: { type: counter, max: 3 }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ when: rounds < 3, after: 30 days, do: [{ count: rounds }], to: resting }, { after: 40 days, to: lost }]
        resting: { kind: nurture, owner: lena, clocks: [{ after: 3 months, to: new }] }
      """),
    LintCase(
      "another clock always ends the round",
      """
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }, { after: 20 days, to: lost }] }  # ROE0404
        resting: { kind: nurture, owner: lena, clocks: [{ after: 3 months, to: new }, { after: 1 year, to: lost }] }  # ROE0404
      """),
    LintCase(
      "one kind of leads goes round, the others go on",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      states:
        new:  # ROE0602
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: resting }]
          moves: [{ whenever: source is web, to: calling }]
        calling: { owner: sam, clocks: [{ when: source is web, after: 3 months, to: lost }, { after: 4 months, to: resting }] }
        resting: { kind: nurture, owner: lena, clocks: [{ after: 3 months, to: new }] }  # ROE1004
      """),
    LintCase(
      "those who go round never come there",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      states:
        new: { owner: lena, entry: source is web, clocks: [{ after: 30 days, to: resting }] }
        other: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        resting:
          kind: nurture
          owner: lena
          clocks: [{ when: source is partner, after: 3 months, to: new }, { after: 4 months, to: lost }]  # ROE0404
      """),
    LintCase(
      "clocks with conditions end the busywork of all leads together, or of some",
      """
      fields:
        hot: boolean
        renewal: { type: date, optional: true }
      events:
        called: { by: ae }
      states:
        all:
          owner: dana
          entry: hot
          clocks:
            - { after: 30 days, to: lost }
            - { when: hot, after: 60 days, since: capture, to: lost }
            - { when: not hot, after: 90 days, since: capture, to: lost }
          moves: [{ event: done, to: all }, { event: called, to: some }]
        some:
          owner: dana
          entry: true
          clocks:
            - { after: 30 days, to: lost }
            - { when: hot, after: 60 days, since: capture, to: lost }
          moves:
            - { event: done, when: hot, to: some }
            - { event: done, when: not hot, to: won }
            - { event: called, to: some }  # ROE0407
            - { event: asked_again, to: dated }
        dated:
          owner: dana
          clocks:
            - { after: 30 days, to: lost }
            - { after: 1 day, since: { field: renewal }, to: lost }
          moves: [{ event: done, to: dated }]  # ROE0407
      """),
    LintCase(
      "busywork that is counted, and asked for or not",
      """
      fields:
        calls: { type: counter, max: 9 }
        ended: { type: boolean }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: working }]
          moves:
            - { event: done, when: calls < 5, do: [{ count: calls }], to: new }
            - { event: done, when: calls >= 5, to: lost }
        working:
          owner: dana
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, do: [{ count: calls }], to: working }]  # ROE0407
      """),
    LintCase(
      "busywork with a last day",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, until: 2030-01-01, to: new }]
      """),
    LintCase(
      "deadlines in office hours and on the wall are compared at their worst",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { after: 2 business days, calendar: office, to: working }
            - { id: early, after: 2 days, owner: kim }
            - { id: late, after: 6 days, owner: kim }  # ROE0404
        working:
          owner: dana
          clocks:
            - { after: 4 days, to: held }
            - { id: days, after: 5 business days, calendar: office, owner: kim }  # ROE0404
            - { id: hours, after: 30 business hours, calendar: office, owner: kim }
        held:
          owner: dana
          clocks:
            - { after: 366 days, to: lost }
            - { id: year, after: 12 months, owner: kim }
            - { id: more, after: 13 months, owner: kim }  # ROE0404
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a pause without an end for those for whom the other clock is not",
      """
      fields:
        call_again: date
        hot: boolean
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: waiting }] }
        waiting:  # ROE0412
          owner: dana
          clocks:
            - { since: { field: call_again }, after: 0 days, to: open }
            - { when: hot, after: 12 months, to: open }
        open:
          owner: dana
          clocks:
            - { since: { field: call_again }, after: 0 days, to: lost }
            - { when: hot, after: 12 months, to: lost }
            - { when: not hot, after: 6 months, to: lost }
      """),
    LintCase(
      "a pause that only those get whose day may be far, and one that none of them gets",
      """
      fields:
        call_again: { type: date, frozen: true }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: lost }], moves: [{ event: done, to: waiting }, { whenever: call_again before 2027-01-01, to: soon }] }
        waiting:  # ROE0412
          owner: dana
          clocks: [{ since: { field: call_again }, after: 0 days, to: lost }]
          moves: [{ whenever: call_again before 2027-01-01, to: soon }]  # ROE0603
        soon:
          owner: dana
          clocks: [{ since: { field: call_again }, after: 0 days, to: lost }]
      """),
  ]
}
