extension LintCase {
  /// Of deadlines and clocks that run for the same leads.
  static let ofDeadlines: [LintCase] = [
    LintCase(
      "two deadlines run for a lead that is in two classes, or has two SLAs",
      """
      fields:
        staff: { type: integer, min: 0, max: 5000 }
        plan: { type: enum, values: [red, green, blue] }
      activities:
        touch: { any: [done], by: owner }
      slas:
        reply:
          met_by: touch
          classes:
            - { id: many, when: staff >= 200, due: 1 hour, owner: kim }
            - { id: few, when: staff <= 500, due: 8 hours, owner: dana }
        red_reply: { when: plan is red, met_by: touch, due: 2 hours, owner: kim }
        any_reply: { met_by: touch, due: 3 hours, owner: kim }
        blue_reply: { when: plan is blue, met_by: touch, due: 2 hours, owner: kim }
      states:
        new:
          owner: lena
          entry: true
          clocks: [reply, { after: 30 days, to: lost }]  # ROE0413
          moves: [{ event: done, to: working }]
        working:
          owner: lena
          clocks: [red_reply, any_reply, { after: 30 days, to: lost }]  # ROE0413
          moves: [{ event: done, to: won }, { event: asked_again, to: other }]
        other:
          owner: lena
          clocks: [red_reply, blue_reply, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "only leads that come into the state may have two deadlines there",
      """
      fields:
        staff: { type: integer, min: 0, max: 5000 }
        plan: { type: enum, values: [red, green, blue], frozen: true }
        tone: { type: enum, values: [high, low] }
      assume:
        red_is_high: not plan is red or tone is high
      activities:
        touch: { any: [done], by: owner }
      slas:
        reply:
          met_by: touch
          classes:
            - { id: many, when: staff >= 200, due: 1 hour, owner: kim }
            - { id: few, when: staff <= 500, due: 8 hours, owner: dana }
        red_reply: { when: plan is red, met_by: touch, due: 2 hours, owner: kim }
        low_reply: { when: tone is low, met_by: touch, due: 3 hours, owner: kim }
      states:
        new:
          owner: lena
          entry: true
          clocks: [red_reply, low_reply, { after: 30 days, to: lost }]
          moves: [{ event: done, when: staff > 500, to: working }]
        working:
          owner: lena
          clocks: [reply, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "two deadlines for leads on which somebody has worked are none for new ones",
      """
      fields:
        staff: { type: integer, min: 0, max: 5000 }
      activities:
        touch: { any: [done], by: owner }
      slas:
        reply:
          met_by: touch
          classes:
            - { id: soon, when: touch within 2 days, due: 1 hour, owner: kim }
            - { id: later, when: not touch within 1 day, due: 8 hours, owner: dana }
        answer:
          met_by: touch
          classes:
            - { id: many, when: staff >= 200, due: 1 hour, owner: kim }
            - { id: later, when: not touch within 1 day, due: 8 hours, owner: dana }
      states:
        new:
          owner: lena
          entry: true
          clocks: [reply, { after: 30 days, to: lost }]
          moves: [{ event: done, to: working }, { event: asked_again, to: won }]
        working:
          owner: lena
          clocks: [answer, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }, { event: asked_again, to: other }]
        other:
          owner: lena
          clocks: [answer, { after: 30 days, to: lost }]  # ROE0413
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a reminder for some leads is no second deadline",
      """
      fields:
        plan: { type: enum, values: [red, green, blue] }
      activities:
        touch: { any: [done], by: owner }
      slas:
        reply: { met_by: touch, due: 8 hours, owner: kim }
      states:
        new:
          owner: lena
          entry: true
          clocks: [reply, { id: red, when: plan is red, met_by: touch, after: 1 hour, do: [{ remind: owner }] }, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "two clocks with other conditions ring together",
      """
      fields:
        staff: { type: integer, min: 0, max: 5000 }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ id: many, when: staff >= 200, after: 8 days, to: lost }, { id: few, when: staff <= 500, after: 8 days, to: other }]  # ROE0413
        other:
          owner: lena
          clocks: [{ id: more, when: staff > 500, after: 8 days, to: lost }, { id: less, when: staff <= 500, after: 8 days, to: won }]
      """),
    LintCase(
      "a last day may be missing by which the clock would ring",
      """
      fields:
        start: { type: date, optional: true }
        end: { type: date, optional: true }
        last: { type: date }
      states:
        new:  # ROE0412
          owner: dana
          entry: end is missing
          clocks: [{ after: 5 days, not_before: start, not_after: end, to: lost }]
        known: { owner: dana, entry: true, clocks: [{ after: 6 days, not_before: start, not_after: last, to: won }] }
      """),
    LintCase(
      "SLAs without their heading are told of once",
      """
      activities:
        touch: { any: asked_again }
        reply:  # ROE0107
          due: 1 hour
          met_by: touch
          ladder: [{ at: 1 hour, owner: kim }]
        answer: { due: 2 hours, met_by: touch, owner: eli }
      states:
        new: { owner: dana, entry: true, clocks: [reply, answer, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
  ]
}
