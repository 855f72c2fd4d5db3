extension LintCase {
  /// Of what passes from hand to hand: leads, what is known of them, and notices.
  static let ofHandoffs: [LintCase] = [
    LintCase(
      "whoever declines passes the lead to the next of the group, without an end",
      """
      pools:
        closers: { members: [dana, eli], steward: kim }
      events:
        declined: { by: owner }
      states:
        new:
          owner: closers
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: declined, owner: [{ next_in_pool: owner }, kim] }]  # ROE0608
      """),
    LintCase(
      "notices to managers that nobody has, and to roles that nobody holds",
      """
      states:
        new:
          owner: sam
          entry: true
          clocks:
            - { after: 1 day, do: [{ notify: { manager_of: owner } }], owner: kim }
            - { after: 2 days, do: [{ notify: { manager_of: owner } }], to: lost }
          moves: [{ event: done, to: other }]
        other:
          owner: kim
          clocks: [{ after: 9 days, do: [{ notify: { manager_of: owner } }], to: lost }]  # ROE0509
      """),
    LintCase(
      "a handoff may rely on what the next one learns, or on what is known for certain",
      """
      fields:
        budget: { type: money, currency: EUR, optional: true }
        decide_by: { type: date, optional: true }
      events:
        accepted: { by: asked }
        rejected: { by: asked }
        offered: { by: ae, carries: budget }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling:
          owner: keep
          clocks: [{ since: { field: decide_by }, after: 7 days, owner: kim }, { after: 90 days, to: lost }]
          moves:
            - { event: offered, when: budget >= 500 EUR, to: won }
            - { event: offered, when: not budget >= 500 EUR, to: lost }
      handoffs:
        to_sales:
          from: working
          event: done
          when: decide_by is present
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "a manager who gives a lead to the next of the group",
      """
      pools:
        closers: { members: [dana, eli], steward: kim }
      events:
        given_away: { by: manager }
      states:
        new:
          owner: closers
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: given_away, owner: [{ next_in_pool: owner }, kim] }]
      """),
    LintCase(
      "one reason is enough at the end",
      """
      fields:
        reason: { type: enum, values: [price, timing, no_answer], optional: true }
        rival: { type: enum, values: [big, small], optional: true }
      events:
        declined: { by: ae, carries: [reason, rival] }
      states:
        working:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: over, do: [{ set: { reason: no_answer } }] }]
          moves: [{ event: declined, to: over }, { event: done, to: won }]
        over: { kind: closed }
      """),
    LintCase(
      "a handoff may rely on a rule for those of whom nothing is known",
      """
      fields:
        budget: { type: money, currency: EUR, optional: true }
      events:
        accepted: { by: asked }
        rejected: { by: asked }
        offered: { by: ae }
        closed: { by: ae }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling:
          owner: keep
          clocks: [{ after: 90 days, to: lost }]
          moves:
            - { event: offered, when: budget >= 500 EUR, to: won }
            - { event: offered, when: not budget >= 500 EUR, to: lost }
            - { event: closed, when: budget >= 500 EUR, to: won }
      handoffs:
        to_sales:  # ROE0505
          from: working
          event: done
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "a reason that the rule's own condition asks for is there",
      """
      fields:
        reason: { type: enum, values: [price, timing], optional: true }
        rival: { type: enum, values: [big, small], optional: true }
      events:
        declined: { by: ae, carries: reason }
        beaten: { by: ae }
        dropped: { by: ae }
      states:
        working:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: over, do: [{ set: { reason: price } }] }]
          moves:
            - { event: declined, to: over }
            - { event: beaten, when: "rival is big or reason is price", to: over }
            - { event: beaten, when: not (rival is big or reason is price), to: won }
            - { event: dropped, when: not rival is big, to: over }  # ROE1006
            - { event: dropped, when: rival is big, to: won }
        over: { kind: closed }
      """),
    LintCase(
      "a claim that is counted is not made twice",
      """
      fields:
        claims: { type: counter, max: 9 }
        team: { type: enum, values: [north, south], optional: true }
      events:
        claimed: { by: ae }
        taken: { by: ae }
        fetched: { by: ae }
      queues:
        floor: { steward: kim }
      states:
        free:
          owner: floor
          entry: true
          clocks: [{ after: 3 days, to: lost }]
          moves:
            - { event: claimed, do: [{ count: claims }], to: working, owner: actor }
            - { event: taken, do: [{ set: { team: north } }], to: working, owner: actor }
            - { event: fetched, do: [{ count: claims }], to: working, owner: actor }
        working:
          owner: keep
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: claimed, when: claims < 1, owner: actor }
            - { event: taken, when: team is south, owner: actor }
            - { event: taken, when: not team is south, to: won }
            - { event: fetched, when: claims < 3, do: [{ count: claims }], owner: actor }  # ROE0310
            - { event: fetched, when: claims >= 3, to: won }
            - { event: claimed, when: claims >= 1, to: won }
      """),
    LintCase(
      "what is required is brought by a later event alone",
      """
      fields:
        budget: { type: money, currency: EUR, optional: true }
        rival: { type: text, optional: true }
        size: { type: integer, optional: true }
      events:
        met: { by: ae }
        offered: { by: ae, carries: [budget, rival, size] }
        asked: { by: ae, carries: rival }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: met, requires: budget, to: selling }  # ROE0708
            - { event: asked, requires: rival, to: selling }
            - { event: done, when: size > 5, requires: size, to: selling }
            - { event: done, when: not size > 5, to: selling }
        selling:
          owner: dana
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: offered, requires: [budget, rival], to: closing }
        closing: { owner: dana, requires: budget, clocks: [{ after: 30 days, to: lost }], moves: [{ event: met, requires: rival, to: won }] }
      """),
    LintCase(
      "whoever is asked may own leads, and may hand none over",
      """
      fields:
        country: { type: enum, values: [de, fr], frozen: true }
      events:
        passed: { by: sdr }
        accepted: { by: asked }
        declined: { by: asked }
      routing:
        desks: { match: first, rows: [{ id: de, when: country is de, owner: dana }], otherwise: kim }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 1 day, owner: kim }, { after: 30 days, to: lost }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      handoffs:
        over:
          from: new
          event: passed
          by: owner
          to: working
          owner: { routing: desks }
          answer: { within: 1 day, accept: accepted, reject: declined, silence: { owner: eli, to: working } }
      """),
    LintCase(
      "a lead comes back to wait, and nobody is asked again",
      """
      fields:
        vip: { type: boolean }
      events:
        handed: { by: owner }
        back: { by: [ae, manager] }
        accepted: { by: ae }
        rejected: { by: ae }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        courted:
          owner: keep
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, to: won }
            - { event: back, when: not vip, to: previous }  # ROE0511
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      overrides:
        courting: { when: vip, to: courted, except: selling }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: working } }
      """),
    LintCase(
      "no lead comes back to wait, or whoever accepts need not be asked",
      """
      fields:
        vip: { type: boolean }
      events:
        handed: { by: owner }
        offered: { by: owner }
        back: { by: [ae, manager] }
        accepted: { by: ae }
        rejected: { by: ae }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        courted:
          owner: keep
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: won }, { event: back, when: not vip, to: previous }]
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      overrides:
        courting: { when: vip, to: courted, except: [selling, to_sales_pending] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: working } }
        to_team:
          from: working
          event: offered
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: { event: accepted, by: ae }
            reject: { event: rejected, by: ae }
            silence: { owner: kim, to: working }
      """),
    LintCase(
      "a handoff requires what nobody can fill in any more",
      """
      fields:
        country: { type: country, optional: true, frozen: true }
      events:
        handed: { by: owner }
        sent: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: sent, when: country is present, requires: country, to: won }]
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed  # ROE0708
          requires: [country]
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence: { owner: kim, to: selling }
      """),
  ]
}
