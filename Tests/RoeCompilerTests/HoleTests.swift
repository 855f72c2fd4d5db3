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

  static let cases: [LintCase] = [
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
      "what is due in a ladder is one of its steps",
      """
      slas:
        reply: { due: 90 days, ladder: [{ at: 5 minutes, owner: kim }] }  # ROE0413
        answer: { due: 2 hours, ladder: [{ at: 50%, do: [{ remind: owner }] }, { at: 100%, owner: kim }] }
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
