extension LintCase {
  /// Queues in which nobody claims anything, and handoffs in which silence asks somebody who is passed
  /// over.
  static let ofSilence: [LintCase] = [
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
