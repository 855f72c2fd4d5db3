extension LintCase {
  /// Of steps that come after others, or do not, with those who have the leads then.
  static let ofLadders: [LintCase] = [
    LintCase(
      "a reminder after the takeover, where another clock ends it",
      """
      slas:
        first_answer:
          due: 1 hour
          ladder:
            - { at: 1 hour, owner: { backup_of: owner } }
            - { at: 2 hours, do: [{ notify: kim }] }
      states:
        new: { owner: dana, entry: true, clocks: [first_answer, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a reminder after the takeover, where another clock ends it for some leads",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      slas:
        first_answer:
          due: 1 hour
          ladder:
            - { at: 1 hour, owner: { backup_of: owner } }
            - { at: 2 hours, do: [{ notify: kim }] }  # ROE0901
      states:
        new: { owner: dana, entry: true, clocks: [first_answer, { after: 30 days, when: plan is red, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a reminder after the takeover, where another clock ends it for all of its leads",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      slas:
        first_answer:
          when: plan is red
          due: 1 hour
          ladder:
            - { at: 1 hour, owner: { backup_of: owner } }
            - { at: 2 hours, do: [{ notify: kim }] }
      states:
        new: { owner: dana, entry: true, clocks: [first_answer, { after: 30 days, when: plan is present, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a reminder after another clock has given the lead to somebody",
      """
      slas:
        first_answer:
          due: 1 hour
          ladder:
            - { at: 1 hour, owner: { backup_of: owner } }
            - { at: 2 days, do: [{ notify: kim }] }  # ROE0901
      states:
        new: { owner: dana, entry: true, clocks: [first_answer, { after: 1 day, owner: kim }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a ladder that repeats does not keep another clock from ringing",
      """
      states:
        new:
          owner: dana
          entry: true
          permitted: [ae]
          clocks:
            - { id: turn, after: 3 days, repeats: true, owner: { backup_of: owner } }
            - { id: up, after: 10 days, owner: { manager_of: owner } }  # ROE0301
            - { id: ends, after: 40 days, to: lost }
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "time since the assignment may begin before the lead comes",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: working }] }
        working:
          owner: keep
          permitted: [ae]
          clocks:
            - { after: 5 days, to: lost }
            - { after: 10 days, since: assignment, owner: { manager_of: owner } }  # ROE0301
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a clock that begins again counts in the hours of whoever has the lead then",
      """
      calendars:
        slow: { hours: { mon: "09:00-11:00" } }
        wide: { hours: { mon-sun: "00:00-24:00" } }
      roster:
        people:
          tom: { name: Tom Ott, role: ae, manager: kim, backup: dana, calendar: slow }
          lee: { name: Lee Park, role: ae, manager: sam, backup: dana, calendar: wide }
      events: { called: { by: [ae] } }
      states:
        new:
          owner: tom
          entry: true
          permitted: [ae]
          clocks:
            - { id: ends, after: 10 business hours, calendar: { of: owner }, to: lost }
            - { id: up, after: 20 business hours, calendar: { of: owner }, restart_on_new_owner: 1, owner: { manager_of: owner } }  # ROE0301
          moves: [{ event: called, owner: lee }, { event: done, to: won }, { event: asked_again, to: old }]
        old:
          owner: tom
          clocks:
            - { id: closes, after: 10 business hours, calendar: { of: owner }, to: lost }
            - { id: rises, after: 20 business hours, calendar: { of: owner }, restart_on_new_owner: 1, owner: { manager_of: owner } }
          moves: [{ event: called, owner: lee }, { event: done, to: won }]
      """),
    LintCase(
      "nor does it surely come after another one that counts in the hours of the first",
      """
      calendars:
        slow: { hours: { mon: "09:00-11:00" } }
        wide: { hours: { mon-sun: "00:00-24:00" } }
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      roster:
        people:
          tom: { name: Tom Ott, role: ae, manager: kim, backup: dana, calendar: slow }
          lee: { name: Lee Park, role: ae, manager: sam, backup: dana, calendar: wide }
      events: { called: { by: [ae] } }
      states:
        new:
          owner: tom
          entry: true
          clocks:
            - { id: ends, when: source is web, after: 10 business hours, calendar: { of: owner }, to: lost }
            - { id: up, after: 20 business hours, calendar: { of: owner }, restart_on_new_owner: 1, to: calm }
          moves: [{ event: called, owner: lee }, { event: done, to: won }]
        calm: { owner: dana, clocks: [{ after: 30 days, to: lost }] }
      expect:
        web_is_hot: { when: source is web, never_in: calm }  # ROE0411
      """),
    LintCase(
      "nor after one that came along and counts in the hours of whoever had the lead before",
      """
      calendars:
        slow: { hours: { mon: "09:00-11:00" } }
        wide: { hours: { mon-sun: "00:00-24:00" } }
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      roster:
        people:
          tom: { name: Tom Ott, role: ae, manager: kim, backup: dana, calendar: slow }
          lee: { name: Lee Park, role: ae, manager: sam, backup: dana, calendar: wide }
      events:
        called: { by: [ae] }
        asked: { by: [ae] }
        accepted: { by: ae }
        rejected: { by: ae }
      slas:
        ends: { when: source is web, calendar: { of: owner }, ladder: [{ at: 10 business hours, to: lost }] }
      states:
        new:
          owner: tom
          entry: true
          clocks: [ends, { id: up, after: 20 business hours, calendar: { of: owner }, to: calm }]
          moves: [{ event: called, owner: lee }, { event: done, to: won }]
        calm: { owner: dana, clocks: [{ after: 30 days, to: lost }] }
        taken: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      handoffs:
        over:
          from: new
          event: asked
          to: taken
          owner: dana
          answer: { within: 1 hour, accept: accepted, reject: rejected, silence: { owner: keep, to: new } }
      expect:
        web_is_hot: { when: source is web, never_in: calm }  # ROE0411
      """),
    LintCase(
      "a ladder that comes along begins again with the owner whom the state names",
      """
      roster:
        people:
          ana: { name: Ana Sit, role: sdr, manager: mia, backup: dana }
          mia: { name: Mia Web, role: head, manager: zed, backup: dana }
          zed: { name: Zed Bo, role: boss, manager: kay, backup: dana }
          kay: { name: Kay Cox, role: chief, manager: mia, backup: dana }
      events:
        held: { by: head }
        accepted: { by: ae }
        rejected: { by: ae }
      slas:
        reply:
          restart_on_new_owner: 1
          ladder:
            - { at: 1 day, owner: { manager_of: owner } }  # ROE0301
            - { at: 9 days, to: lost }
      states:
        new: { permitted: [sdr, head, boss], entry: true, owner: ana, clocks: [reply, { after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      handoffs:
        hands_over:
          from: new
          event: held
          by: owner
          to: selling
          owner: dana
          answer:
            within: 1 day
            accept: accepted
            reject: { event: rejected, owner: [{ manager_of: owner }, ana] }
            silence: { owner: ana, to: new }
      """),
    LintCase(
      "a table that asks itself twice has no answer there",
      """
      fields:
        size: { type: enum, values: [small, big] }
      routing:
        desk:
          match: first
          rows:
            - { id: big, when: size is big, owner: [{ routing: desk }, { routing: desk }, lena] }
            - { id: small, when: size is small, owner: [{ routing: desk }, { routing: desk }, dana] }
          otherwise: kim
      states:
        new:
          owner: { routing: desk }
          entry: true
          clocks: [{ after: 3 days, owner: kim }, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a table behind a table sends leads back to where they come from",
      """
      fields:
        tries: { type: counter, max: 3 }
      routing:
        desks:  # ROE0606
          match: first
          rows: [{ id: often, when: tries >= 2, owner: { routing: hard_ones } }]
          otherwise: dana
        hard_ones:
          match: first
          rows: [{ id: again, when: tries >= 1, to: hard }]
          otherwise: eli
      states:
        new:
          entry: true
          owner: { routing: desks }
          clocks: [{ after: 30 days, to: lost }, { id: cap, after: 90 days, since: capture, to: lost }]
          moves: [{ event: done, to: new, do: [{ count: tries }] }]
        hard: { owner: { routing: desks }, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
  ]
}
