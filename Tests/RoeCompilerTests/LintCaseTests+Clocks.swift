extension LintCase {
  /// Of clocks that run for some leads and not for others, and of silence.
  static let ofClocks: [LintCase] = [
    LintCase(
      "a step that never comes loses no lead for what it lacks",
      """
      fields: { why: { type: text, optional: true } }
      events: { declined: { by: ae, carries: why } }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ id: late, after: 30 days, to: over }, { after: 20 days, to: lost }]  # ROE0404
          moves: [{ event: done, to: won }, { event: declined, to: over }]
        over: { kind: closed, owner: keep, requires: why }
      """),
    LintCase(
      "a step that never comes closes no lead without a reason",
      """
      fields: { why: { type: enum, values: [price, other], optional: true } }
      events: { declined: { by: ae, carries: why } }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ id: late, after: 30 days, to: over }, { after: 20 days, to: lost }]  # ROE0404
          moves: [{ event: done, to: won }, { event: declined, to: over }]
        over: { kind: closed, owner: keep }
      """),
    LintCase(
      "what has just been done is not long ago",
      """
      activities:
        touch: { any: [done] }
        answer: { any: [done], by: [ae] }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: working }]
        working:
          owner: keep
          clocks: [{ when: touch within 1 day, after: 30 days, to: other }]
          moves: [{ event: asked_again, to: won }]
        other:  # ROE0401
          owner: keep
          clocks: [{ when: touch within 1 day, after: 30 days, to: lost }]
          moves: [{ event: done, to: another }]
        another:  # ROE0401
          owner: keep
          clocks: [{ when: answer within 1 day, after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "several clocks on conditions leave out those who fit none of them",
      """
      fields:
        plan: { type: enum, values: [red, green, blue], frozen: true }
      states:
        new:  # ROE0401
          owner: dana
          entry: true
          clocks:
            - { id: red_ones, when: plan is red, after: 14 days, to: lost }
            - { id: green_ones, when: plan is green, after: 14 days, to: lost }
          moves: [{ event: done, to: working }]
        working:
          owner: dana
          clocks:
            - { id: red_work, when: plan is red, after: 14 days, to: lost }
            - { id: other_work, when: "plan in [green, blue]", after: 30 days, to: lost }
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "the classes of an SLA leave out those who are in none of them",
      """
      fields:
        plan: { type: enum, values: [red, green, blue] }
      slas:
        reply:
          to: lost
          classes:
            - { id: red, when: plan is red, due: 1 day }
            - { id: green, when: plan is green, due: 2 days }
      states:
        new:  # ROE0401
          owner: dana
          entry: true
          clocks: [reply]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "what is empty fits neither side of a limit",
      """
      fields:
        staff: { type: integer, min: 0, max: 5000, optional: true }
      states:
        new:  # ROE0401
          owner: dana
          entry: true
          clocks: [{ id: few, when: staff < 200, after: 14 days, to: lost }, { id: many, when: staff >= 200, after: 14 days, to: lost }]
          moves: [{ event: done, to: working }]
        working:
          owner: dana
          clocks: [{ id: less, when: staff < 200, after: 14 days, to: lost }, { id: more, when: not staff < 200, after: 14 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "one condition that holds for every lead is none",
      """
      fields:
        plan: { type: enum, values: [red, green, blue] }
        tone: { type: enum, values: [high, low], frozen: true }
      assume:
        always_high: tone is high
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ when: "plan in [red, green, blue]", after: 30 days, to: lost }]
          moves: [{ event: done, to: working }]
        working:
          owner: dana
          clocks: [{ when: tone is high, after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "only leads that come into the state need a clock there",
      """
      fields:
        size: { type: integer, min: 0, max: 1000 }
        plan: { type: enum, values: [red, green, blue], frozen: true }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ id: big, when: size >= 500, after: 30 days, to: lost }, { id: small, when: size < 500, after: 30 days, to: other }]
          moves: [{ event: done, when: size < 200, to: working }, { whenever: plan is blue, to: other }]
        working:
          owner: dana
          clocks: [{ when: size < 200, after: 60 days, to: lost }]
          moves: [{ event: done, to: won }]
        other:
          owner: dana
          clocks: [{ id: blue, when: plan is blue, after: 60 days, to: lost }, { id: others, when: plan is not blue, after: 6 days, to: lost }]
      """),
    LintCase(
      "of two steps that are due in one moment the machine carries one out",
      """
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - { id: away, after: 3 days, to: working }
            - { id: told, after: 3 days, do: [{ notify: kim }] }  # ROE0404
          moves: [{ event: done, to: won }]
        working:
          owner: dana
          clocks:
            - { id: away, when: called_on is present, after: 3 days, to: waiting }
            - { id: told, after: 3 days, owner: kim }
            - { after: 9 days, to: waiting }
          moves: [{ event: done, to: won }]
        waiting:
          owner: dana
          clocks: [{ id: a_told, after: 3 days, owner: kim }, { id: away, after: 3 days, to: later }]
          moves: [{ event: done, to: won }]
        later:
          owner: dana
          clocks: [{ id: away, after: 3 business days, calendar: office, to: lost }, { id: told, after: 3 days, owner: kim }]
          moves: [{ event: done, to: won }]
      fields:
        called_on: { type: date, optional: true }
      """),
    LintCase(
      "a lead that moves on at once, or is sent elsewhere, needs no clock",
      """
      fields:
        plan: { type: enum, values: [red, green, blue] }
      routing:
        desks:
          match: first
          rows: [{ id: red, when: plan is red, to: other }]
          otherwise: dana
      states:
        new:
          owner: { routing: desks }
          entry: true
          clocks: [{ when: plan is green, after: 30 days, to: lost }]
          moves: [{ whenever: plan is blue, to: other }, { event: done, to: won }]
        other: { owner: dana, clocks: [{ after: 6 days, to: lost }] }
      """),
    LintCase(
      "a clock that counts from a day which nobody can take away lasts",
      """
      fields:
        day: { type: date, optional: true, frozen: true }
      assume:
        soon: not day >= 2028-01-01
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ id: on_day, after: 1 day, since: { field: day }, to: lost }, { id: at_last, when: day is missing, after: 30 days, to: lost }]
          moves: [{ event: done, to: working }]
        working:  # ROE0401
          owner: dana
          clocks: [{ id: by_day, after: 1 day, since: { field: day }, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "another day arms one of the clocks that count from it",
      """
      fields:
        size: { type: enum, values: [big, small] }
        day: { type: date }
        eve: { type: date }
      activities:
        touch: { any: done, by: owner }
      states:
        new:  # ROE0412
          owner: dana
          entry: true
          clocks: [{ id: big, after: 5 days, since: { field: day }, when: size is big, to: lost }, { id: small, after: 9 days, since: { field: day }, when: size is small, to: lost }]
          moves: [{ event: done, to: other }]
        other:  # ROE0401
          owner: dana
          clocks: [{ id: some, after: 5 days, since: { field: day }, when: size is big, to: lost }, { id: rest, after: 9 days, since: { field: eve }, when: size is small, to: lost }]
          moves: [{ event: done, to: third }]
        third:  # ROE0401
          owner: dana
          clocks: [{ id: large, after: 5 days, since: { field: day }, when: size is big, to: lost }, { id: little, after: 9 days, since: { field: day }, when: size is small, met_by: touch, to: lost }]
          moves: [{ event: done, when: size is small, to: won }, { event: done, when: size is big }]
      """),
    LintCase(
      "a clock that the giver has left running runs on when the lead comes back",
      """
      fields:
        size: { type: integer, min: 0, max: 1000 }
      events:
        taken: { by: asked }
        refused: { by: asked }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ id: small, when: size < 200, after: 60 days, to: lost }, { id: big, when: size >= 200, after: 30 days, to: lost }]
        working: { owner: keep, clocks: [{ after: 6 days, to: lost }], moves: [{ event: done, to: won }] }
      handoffs:
        over:
          from: new
          event: done
          to: working
          owner: dana
          answer:
            within: 2 days
            accept: taken
            reject: { event: refused, to: new, owner: giver }
            silence: { to: working, owner: kim }
      """),
    LintCase(
      "a chain of managers comes to its top",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 4 days, owner: [{ manager_of: owner }, keep], repeats: true }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a chain of managers that begins again at its top goes round",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 4 days, owner: [{ manager_of: owner }, eli], repeats: true }]  # ROE0607
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "somebody who can own the lead has no backup",
      """
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - { id: over, after: 1 day, owner: { backup_of: owner } }  # ROE0906
            - { id: out, after: 30 days, to: lost }
          moves: [{ event: done, to: working }]
        working:
          owner: dana
          clocks:
            - { id: away, after: 1 day, owner: { backup_of: owner } }
            - { id: off, after: 30 days, to: lost }
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "what stops the clock takes only some leads on",
      """
      fields:
        size: { type: integer, min: 1 }
      activities:
        touch: { any: done, by: owner }
      states:
        new:  # ROE0401
          owner: dana
          entry: true
          clocks: [{ after: 2 days, met_by: touch, to: lost }]
          moves: [{ event: done, when: size < 5, to: won }]
      """),
    LintCase(
      "what stops the clock takes all leads on for which it runs",
      """
      fields:
        size: { type: integer, min: 1, frozen: true }
      activities:
        touch: { any: done, by: owner }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ id: small, when: size < 5, after: 2 days, met_by: touch, to: lost }, { id: big, when: size >= 5, after: 2 days, to: lost }]
          moves: [{ event: done, when: size < 5, to: won }, { event: done, when: size >= 5 }]
      """),
    LintCase(
      "an SLA that nobody can keep",
      """
      events:
        call: { by: sdr }
      activities:
        touch: { any: call, by: owner }
      slas:
        first: { due: 2 hours, met_by: touch, ladder: [{ at: 2 hours, owner: kim }] }  # ROE0411
      states:
        new: { owner: dana, entry: true, clocks: [first, { after: 20 days, to: lost }], moves: [{ event: call, to: won }] }
      """),
    LintCase(
      "what stops the clock comes with an edit that another rule hears first",
      """
      fields:
        score: { type: integer, min: 0, max: 100 }
      activities:
        touch: { any: done }
      states:
        new:  # ROE0401
          owner: dana
          entry: true
          clocks: [{ after: 2 days, met_by: touch, to: lost }]
          moves: [{ id: a_hot, becomes: score >= 80, do: [{ notify: kim }] }, { event: done, to: won }]
      """),
  ]
}
