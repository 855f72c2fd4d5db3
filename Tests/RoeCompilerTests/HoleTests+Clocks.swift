extension HoleTests {
  /// Of clocks, hours and days.
  static let ofClocks: [LintCase] = [
    LintCase(
      "a clock that repeats needs time to pass",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - after: 0 hours
              repeats: true  # ROE0102
              owner: kim
            - { after: 30 days, to: lost }
      """),
    LintCase(
      "what is due in a ladder is one of its steps",
      """
      slas:
        reply: { due: 90 days, ladder: [{ at: 5 minutes, owner: kim }] }  # ROE0413
        answer: { due: 2 hours, ladder: [{ at: 50%, do: [{ remind: owner }] }, { at: 100%, owner: kim }] }
      states:
        new: { owner: dana, entry: true, clocks: [reply, answer, { after: 30 days, to: lost }] }
      """),
    LintCase(
      "an SLA of which no step can be read is there all the same",
      """
      calendars:
        office: { hours: { mon-fri: "09:00-17:00" } }
      slas:
        reply: { due: 1 business day, calendar: office, ladder: [{ at: 100%, owner: kim }] }  # ROE0102
        answer: { ladder: [{ at: 80%, owner: kim }] }  # ROE0102
      states:
        new: { owner: dana, entry: true, clocks: [reply, answer, { after: 30 days, to: lost }] }
      """),
    LintCase(
      "a class of an SLA has no classes, target or promise of its own",
      """
      fields:
        hot: boolean
      slas:
        reply:
          owner: kim
          classes:
            - id: hot
              when: hot
              due: 5 minutes
              target: 90  # ROE0108
              classes: [{ id: cold, due: 1 day }]  # ROE0108
            - { id: cold, when: not hot, due: 9 minutes }
        second: { id: other, due: 1 day, owner: kim }  # ROE0108
        third: { due: 1 day, owner: kim, target: 500 }  # ROE0102
      states:
        new: { owner: dana, entry: true, clocks: [reply, second, third, { after: 30 days, to: lost }] }
      """),
    LintCase(
      "a queue's clock runs in the states that the queue owns, and only there",
      """
      queues:
        inbox: { steward: lena, longest_stay: { after: 1 day, to: lost } }
      routing:
        inbound:
          match: first
          rows: []
          otherwise: inbox  # ROE0108
      states:
        new: { owner: inbox, entry: true }
        old:
          owner: { routing: inbound }
          clocks: [{ after: 1 day, to: new }]
        odd:
          owner: [{ field: account_owner }, inbox]  # ROE0108
          clocks: [{ after: 1 day, to: lost }]
      anywhere:
        - { event: done, in: new, to: old }
        - { event: asked_again, in: new, to: odd }
      fields:
        account_owner: { type: person, optional: true }
      """),
    LintCase(
      "the clock of a queue is read though the queue owns nothing yet",
      """
      queues:
        inbox: { steward: lena, longest_stay: { aftr: 4 hours } }  # ROE0101
      states:
        new: { owner: [dana], entry: true, clocks: [{ after: 1 day, to: lost }], moves: [{ event: done, to: shelf }] }
        shelf: { owner: dana, clocks: [{ after: 1 hour, owner: inbox }, { after: 1 day, to: lost }] }  # ROE0108
      """),
    LintCase(
      "a promise that counts no time has no calendar",
      """
      expect:
        a: { never_in: won, calendar: office }  # ROE0108
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 1 day, to: lost }] }
      policies:
        leavers: [{ owner: kim, calendar: office }]  # ROE0108
      """),
    LintCase(
      "a rule that ends before it begins never holds",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 1 day, to: lost }]
          moves: [{ event: done, to: won, from: 2027-05-01, until: 2027-01-01 }]  # ROE0102
      """),
    LintCase(
      "no time to answer is no time",
      """
      events:
        accepted: {}
        rejected: {}
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 1 day, to: lost }] }
        sold: { owner: keep, clocks: [{ after: 1 day, to: won }] }
      handoffs:
        h:
          from: new
          event: done
          to: sold
          owner: dana
          answer: { within: 0 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: new } }  # ROE0102
      """),
    LintCase(
      "a day has at most 24 hours, and an hour that is skipped is no moment",
      """
      calendars:
        odd: { hours: { mon: "09:00-17:00" }, day: 30 hours }  # ROE0102
      slas:
        reply: { due: 1 business day, calendar: odd, owner: kim }
      states:
        new: { owner: dana, entry: true, clocks: [reply, { after: 1 day, to: lost }] }
      scenarios:
        gap:
          lead: {}
          starts: 2027-03-28 02:30  # ROE0102
          steps: [{ after: 1 minute, state: new }]
      """),
    LintCase(
      "the hours of the owner need a calendar that an owner can have",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - after: 1 day
              to: lost
              calendar: { of: owner, by: region }  # ROE0108
      """),
    LintCase(
      "a pause of which the assumptions say that it ends, or that another clock ends",
      """
      fields:
        day: date
        other: date
      assume:
        soon: day before 2028-01-01
      states:
        new: { owner: dana, entry: true, clocks: [{ since: { field: day }, after: 1 day, to: old }] }
        old:
          owner: dana
          clocks: [{ since: { field: other }, after: 1 day, to: lost }, { after: 1 year, to: lost }]
      """),
    LintCase(
      "a clock on the first day on which something is older looks in time",
      """
      fields:
        day: date
        seen: time
      activities:
        touch: { any: done, by: owner }
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { id: old, since: { field: day }, after: 31 days, do: [{ notify: kim }] }
            - { after: 90 days, to: rest }
          moves: [{ whenever: day older than 30 days, to: rest }]
        rest:
          owner: dana
          clocks:
            - { id: cold, since: { activity: touch }, after: 15 days, do: [{ notify: kim }] }
            - { after: 90 days, to: daily }
          moves:
            - { whenever: not touch within 14 days, to: daily }
            - { event: done, do: [{ notify: kim }] }
        daily:
          owner: dana
          clocks:
            - { id: look, after: 1 day, repeats: true, do: [{ remind: owner }] }
            - { after: 90 days, to: lost }
          moves: [{ whenever: seen older than 2 hours, to: won }]
      """),
    LintCase(
      "a clock on the last day on which something is not older comes too early",
      """
      fields:
        day: date
      states:
        new:
          owner: dana
          entry: true
          clocks:
            - { id: old, since: { field: day }, after: 30 days, do: [{ notify: kim }] }
            - { after: 90 days, to: lost }
          moves:
            - { whenever: day older than 30 days, to: won }  # ROE0409
      """),
    LintCase(
      "a day that has passed rings a clock at once",
      """
      fields:
        day: date
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 1 day, not_after: day, to: old }] }  # ROE0606
        old: { owner: dana, clocks: [{ after: 1 day, not_after: day, to: new }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a clock that gives the lead to somebody leaves none running",
      """
      fields:
        day: { type: date, optional: true }
        score: { type: integer }
      states:
        new:  # ROE0401
          owner: dana
          entry: true
          clocks: [{ after: 4 hours, owner: kim }]
          moves: [{ event: done, to: dated }]
        dated:  # ROE0401
          owner: dana
          clocks: [{ after: 1 day, since: { field: day }, to: scored }]
          moves: [{ event: done, to: scored }]
        scored:  # ROE0401
          owner: dana
          clocks: [{ after: 1 day, when: score >= 80, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a clock that begins again always runs",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 1 day, repeats: true, owner: kim }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "two clocks that ring together and contradict each other",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }, { id: z, after: 30 days, to: won }]  # ROE0413
      """),
  ]
}
