extension LintCase {
  /// Queues in which nobody claims anything, and handoffs in which silence asks somebody who is passed
  /// over.
  static let ofSilence: [LintCase] = [
    LintCase(
      "a clock that counts from the assignment rings on the second round",
      """
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ id: over, after: 15 days, since: assignment, owner: eli }, { after: 14 days, to: next }]  # ROE0607
          moves: [{ event: done, to: won }]
        next: { owner: keep, clocks: [{ after: 5 days, to: new }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a table sends the lead to rest, from where it comes back",
      """
      fields: { big: { type: boolean, frozen: true } }
      pools: { pb: { members: [dana, eli], steward: kim, at_least: 1 present } }
      routing:
        desks: { match: first, rows: [{ id: off, when: big, to: resting }], otherwise: kim }
      states:
        new:
          entry: true
          owner: pb
          clocks: [{ after: 8 days, owner: { routing: desks } }, { after: 14 days, to: lost }]
          moves: [{ event: done, to: won }]
        resting:
          kind: nurture
          owner: keep
          clocks: [{ after: 14 days, to: new }]  # ROE1004
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a clock that repeats stops once its last day has begun",
      """
      fields: { end: { type: date, optional: true }, tries: { type: counter, max: 5 } }
      states:
        new:  # ROE0401
          owner: dana
          entry: true
          clocks: [{ id: nudge, after: 7 days, not_after: end, repeats: true, do: [{ count: tries }, { notify: kim }] }]
          moves: [{ event: done, to: won }, { id: out, whenever: tries >= 3, to: lost }]
      """),
    LintCase(
      "a clock that does not run for all is no end for those who are only reminded",
      """
      fields: { last_gift: { type: date, optional: true } }
      states:
        donor:
          owner: dana
          entry: true
          clocks:
            - { after: 1 year, repeats: true, do: [{ remind: owner }] }  # ROE0905
            - { since: { field: last_gift }, after: 18 months, to: lost }
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "leads that an override takes on are in nobody's way",
      """
      fields: { tobacco: { type: boolean } }
      events: { called: { by: [ae, sdr] }, accepted: { by: [ae, manager] }, declined: { by: [ae, manager] } }
      routing:
        desks: { match: first, rows: [{ id: bad, when: tobacco, to: lost }], otherwise: [eli, kim] }
        firsts: { match: first, rows: [{ id: bad, when: tobacco, owner: kim }], otherwise: dana }
      states:
        new:
          entry: true
          owner: { routing: firsts }
          clocks: [{ after: 1 day, owner: kim }, { after: 30 days, to: lost }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      handoffs:
        over:
          from: new
          event: called
          to: working
          owner: { routing: desks }
          answer: { within: 1 day, accept: accepted, reject: declined, silence: { owner: kim, to: working } }
      overrides:
        ethics: { when: tobacco, to: lost }
      """),
    LintCase(
      "a round through a table that sends the lead on, between two owners",
      """
      fields:
        size: { type: enum, values: [small, big], frozen: true }
      routing:
        desks: { match: first, rows: [{ id: mine, when: size is big, to: working }], otherwise: kim }
      states:
        new: { owner: { routing: desks }, entry: true, clocks: [{ after: 14 days, to: lost }], moves: [{ event: done, to: won }] }
        working:
          owner: dana
          clocks: [{ after: 14 days, to: waiting, owner: eli }]  # ROE0607
          moves: [{ event: done, to: won }]
        waiting: { owner: keep, clocks: [{ after: 22 days, to: new }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "the steward of a queue has to take what has lain in it for too long",
      """
      queues:
        inbox: { steward: kim, longest_stay: { after: 4 business hours, calendar: office, owner: kim } }
      states:
        new: { entry: true, owner: inbox, clocks: [{ after: 9 days, to: lost }], moves: [{ event: done, to: won, owner: actor }] }
      """),
    LintCase(
      "silence asks whoever has been asked",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: eli }
              - { ask: [dana, eli] }  # ROE0510
              - { owner: kim, to: selling }
      """),
    LintCase(
      "silence asks whoever was named behind the one who has the lead",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: working, owner: dana }, { event: handed, to: working, owner: sam }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: [dana, eli]
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: eli }  # ROE0510
              - { owner: kim, to: selling }
      """),
    LintCase(
      "silence asks whoever was named behind somebody who never has the lead",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: working, owner: lena }, { event: handed, to: working, owner: sam }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: [dana, eli]
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: eli }
              - { owner: kim, to: selling }
      """),
    LintCase(
      "silence asks whoever has got the lead since it was late",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working:
          owner: lena
          entry: true
          clocks: [{ after: 1 day, owner: kim }, { after: 30 days, to: lost }]
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: dana
          answer:
            within: 2 days
            accept: accepted
            reject: rejected
            silence:
              - { ask: kim }  # ROE0510
              - { owner: eli, to: selling }
      """),
    LintCase(
      "silence asks the next of a group until nobody is left",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      pools:
        closers: { members: [dana, eli], at_least: 1 present, steward: kim }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: closers
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: next }
              - { ask: next }
              - { ask: next }  # ROE0510
              - { owner: kim, to: selling }
      """),
    LintCase(
      "whoever has got the lead on the way is the one who is asked",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 1 day, owner: dana }, { after: 30 days, to: lost }]
          moves: [{ event: done, to: working }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:  # ROE0508
          from: working
          event: handed
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
        to_team:
          from: working
          event: asked_again
          to: selling
          owner: [dana, eli]
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "silence asks whoever gets the lead while it waits",
      """
      events:
        handed: { by: sdr }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working:
          owner: lena
          entry: true
          clocks: [{ after: 1 day, owner: kim }, { after: 30 days, to: lost }]
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          by: owner
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: kim }  # ROE0510
              - { owner: eli, to: selling }
      """),
    LintCase(
      "silence asks whoever had the lead before it was late",
      """
      events:
        handed: { by: sdr }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working:
          owner: lena
          entry: true
          clocks: [{ after: 1 day, owner: kim }, { after: 30 days, to: lost }]
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          by: owner
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: [kim, lena] }
              - { owner: eli, to: selling }
      """),
  ]
}
