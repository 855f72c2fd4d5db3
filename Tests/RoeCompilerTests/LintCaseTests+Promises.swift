extension LintCase {
  /// Of promises, and of who is found for which leads.
  static let ofPromises: [LintCase] = [
    LintCase(
      "somebody is called in time, or not",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - { ladder: [{ at: 1 hour, do: [{ remind: owner }] }], when: source is partner }
            - { after: 2 days, to: lost }
          moves: [{ event: done, to: won }]
      expect:
        partners_within_an_hour: { when: source is partner, called_within: 1 hour }
        partners_at_once: { when: source is partner, called_within: 59 minutes }  # ROE0411
        everybody_in_two_days: { called_within: 2 days }
        the_web_within_a_day: { when: source is web, called_within: 1 day }  # ROE0411
        office_hours: { when: source is partner, called_within: 1 business hour, calendar: office }
        two_office_hours: { called_within: 2 business hours, calendar: office }  # ROE0411
      """),
    LintCase(
      "a promise of time is kept where tables send the leads, too",
      """
      fields:
        source: { type: enum, values: [web, partner, list], frozen: true }
      routing:
        desks:
          match: first
          rows:
            - { id: lists, when: source is list, to: won }
            - { id: partners, when: source is partner, to: waiting }
            - { id: lists_again, when: source is list, to: waiting }  # ROE0704
          otherwise: sam
      states:
        new:
          owner: [{ routing: desks }, kim]
          entry: true
          clocks: [{ after: 1 hour, owner: kim }, { after: 30 days, to: lost }]
        waiting: { owner: kim, clocks: [{ after: 20 days, to: lost, do: [{ notify: sam }] }] }
      expect:
        partners_within_two_hours: { when: source is partner, called_within: 2 hours }  # ROE0411
        the_web_within_two_hours: { when: source is web, called_within: 2 hours }
        the_rest_within_two_hours: { when: source is not partner, called_within: 2 hours }
      """),
    LintCase(
      "promises count on the wall where no calendar is",
      """
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 2 hours, owner: kim }, { after: 30 days, to: lost }]
      expect:
        soon: { called_within: 1 hour }  # ROE0411
        in_time: { called_within: 2 hours }
      """),
    LintCase(
      "who never owns leads is named by no state, move or clock",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      events:
        done: { by: owner }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 2 hours, owner: kim }, { after: 30 days, to: lost }]
          moves: [{ event: done, when: source is web, owner: sam, to: late }]
        late: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      expect:
        not_lena: { never_owned_by: lena }  # ROE0411
        not_kim: { when: source is partner, never_owned_by: kim }  # ROE0411
        not_sam: { when: source is partner, never_owned_by: sam }
        nobody_else: { when: source is web, never_owned_by: sam }  # ROE0411
      """),
    LintCase(
      "a table is asked only about leads that come there",
      """
      fields:
        country: { type: enum, values: [DE, FR], optional: true, frozen: true }
      routing:
        desks: { match: first, rows: [{ id: germany, when: country is DE, owner: [lena, kim] }, { id: france, when: country is FR, owner: [kim, lena] }], otherwise: next }
      states:
        placed: { owner: { routing: desks }, entry: country is present, clocks: [{ after: 30 days, to: lost }] }
        other: { owner: sam, entry: country is missing, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "nobody need be called about leads that come somewhere else",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      states:
        new:
          owner: lena
          entry: source is web
          clocks: [{ after: 2 hours, owner: kim }, { after: 30 days, to: lost }]
        slow:
          owner: lena
          entry: source is partner
          clocks: [{ after: 30 days, to: lost }]
      expect:
        the_web: { when: source is web, called_within: 2 hours }
        partners: { when: source is partner, called_within: 20 days }  # ROE0411
      """),
    LintCase(
      "of several states that hand over, one lets the others in",
      """
      fields:
        country: { type: enum, values: [DE, FR], optional: true, frozen: true }
      events:
        ready: { by: owner }
        accepted: { by: asked }
        declined: { by: asked }
      routing:
        closers:
          match: first
          rows:
            - { id: germany, when: country is DE, owner: [lena, kim] }
            - { id: france, when: country is FR, owner: [kim, lena] }
          otherwise: next  # ROE0801
      states:
        placed: { owner: dana, entry: country is present, clocks: [{ after: 30 days, to: lost }] }
        unplaced: { owner: sam, entry: country is missing, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      handoffs:
        to_sales:
          from: [placed, unplaced]
          event: ready
          to: selling
          owner: { routing: closers }
          answer:
            within: 1 day
            accept: accepted
            reject: declined
            silence: { owner: sam, to: selling }
      """),
    LintCase(
      "who alone owns leads is asked of every place that names somebody",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      pools:
        closers: { members: [dana, eli], steward: dana }
      routing:
        inbound:
          match: first
          rows: [{ id: partners, when: source is partner, owner: [dana, kim] }]
          otherwise: [lena, kim]
      states:
        new:
          owner: [{ routing: inbound }, kim]
          entry: true
          clocks: [{ after: 2 hours, owner: { manager_of: owner } }, { after: 30 days, to: lost }]
          moves:
            - { event: done, when: source is web, owner: sam, to: late }
            - { event: done, when: source is partner, owner: [closers, kim], to: late }
            - { event: asked_again, to: late }
        late: { owner: closers, clocks: [{ after: 30 days, to: lost }] }
      expect:
        dana_alone: { when: source is partner, owned_by: dana }  # ROE0411
        those_who_sell: { when: source is partner, owned_by: [closers, kim] }
        the_people: { when: source is partner, owned_by: [dana, eli, kim] }
        the_web: { when: source is web, owned_by: [lena, sam, closers, kim] }
        lena_sells: { when: source is web, owned_by: [lena, sam, dana, kim] }  # ROE0411
        not_sales: { when: source is web, never_owned_by: ae }  # ROE0411
        no_callers: { when: source is partner, never_owned_by: sdr }
        no_manager: { when: source is partner, never_owned_by: manager }  # ROE0411
      """),
    LintCase(
      "a state is not asked where every way in names somebody",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
        rep: { type: person, optional: true }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, when: source is web, to: late, owner: [dana, kim] }
            - { event: done, when: source is partner, to: late }
            - { event: asked_again, to: named }
        late: { owner: sam, clocks: [{ after: 30 days, to: lost }] }
        named: { owner: [{ field: rep }, lena], clocks: [{ after: 30 days, to: lost }] }
      expect:
        not_sam: { when: source is web and not rep is sam, never_owned_by: sam }
        no_ops: { when: source is web, never_owned_by: ops }  # ROE0411
        partners: { when: source is partner and rep is lena, owned_by: [lena, sam] }
      """),
    LintCase(
      "a table that is asked only about leads of which the promise does not speak",
      """
      fields:
        out: { type: boolean }
        big: { type: boolean }
      states:
        new:
          owner: [{ routing: who }, kim]
          entry: not out
          clocks: [{ after: 10 days, to: working }]
          moves: [{ event: done, to: won }]
        working: { owner: keep, clocks: [{ after: 10 days, to: lost }] }
        blocked: { kind: closed, owner: kim, entry: out }
      routing:
        who: { match: first, rows: [{ id: big, when: big, owner: [dana, kim] }], otherwise: [eli, kim] }
      overrides:
        stop: { when: out, to: blocked }
      expect:
        not_dana: { when: out, never_owned_by: [dana] }
      """),
    LintCase(
      "a lead that is edited once whoever got it from a table has kept it",
      """
      fields:
        out: { type: boolean }
        big: { type: boolean }
      states:
        new:
          owner: [{ routing: who }, kim]
          entry: not out
          clocks: [{ after: 10 days, to: working }]
          moves: [{ whenever: out, to: blocked }, { event: done, to: won }]
        working: { owner: keep, clocks: [{ after: 10 days, to: lost }] }
        blocked: { kind: closed, owner: kim, entry: out }
      routing:
        who: { match: first, rows: [{ id: big, when: big, owner: [dana, kim] }], otherwise: [eli, kim] }
      expect:
        not_dana: { when: out, never_owned_by: [dana] }  # ROE0411
      """),
    LintCase(
      "an SLA that nobody can keep who may have some of the leads",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      activities:
        touched: { any: done, by: owner }
      slas:
        answer:  # ROE0411
          says: Every lead is answered within 8 hours.
          due: 8 hours
          met_by: touched
          ladder: [{ at: 8 hours, owner: [{ manager_of: owner }, sam] }]
      routing:
        who: { match: first, rows: [{ id: red, when: plan is red, owner: kim }], otherwise: dana }
      states:
        new:
          owner: [{ routing: who }, kim]
          entry: true
          clocks: [answer, { after: 14 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "hours that only a promise asks for, and months",
      """
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, owner: kim }, { after: 60 days, to: lost }]
          moves: [{ event: done, to: won }]
      expect:
        an_hour: { called_within: 1 business hour, calendar: office }  # ROE0411
        forty_days_of_work: { called_within: 40 business days, calendar: office }
        a_month: { called_within: 1 month }  # ROE0411
        two_months: { called_within: 2 months }
      """),
    LintCase(
      "a month has 28 days, or more",
      """
      slas:
        answer: { due: 30 days, never_longer_than: 1 month, owner: kim }  # ROE0406
        thanks: { due: 27 days, never_longer_than: 1 month, owner: sam }
        review: { due: 1 month, never_longer_than: 1 month, owner: sam }
      states:
        new:
          owner: lena
          entry: true
          clocks: [answer, thanks, review, { after: 60 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "leads that an earlier clock takes never see a later one",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ id: soon, when: source is web, after: 5 days, to: lost }, { id: late, after: 20 days, to: calm }]
          moves: [{ event: done, to: won }]
        calm: { owner: dana, clocks: [{ after: 30 days, to: lost }] }
      expect:
        web_is_hot: { when: source is web, never_in: calm }
        web_is_lenas: { when: source is web, never_owned_by: dana }
        partners: { when: source is partner, never_in: calm }  # ROE0411
      """),
    LintCase(
      "what would meet an SLA leaves out every lead, or only some",
      """
      fields:
        source: { type: enum, values: [web, partner] }
      activities:
        touch: { any: asked_again, except: source is web or source is partner }
        call: { any: asked_again, except: source is web }
      slas:
        reply: { due: 1 hour, met_by: touch, owner: kim }  # ROE0411
        answer: { due: 2 hours, met_by: call, owner: eli }
      states:
        new: { owner: dana, entry: true, clocks: [reply, answer, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a clock that never rings breaks no promise",
      """
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 5 days, to: lost }, { id: late, after: 20 days, to: old }] }  # ROE0404
        old: { owner: eli, clocks: [{ after: 5 days, to: older }] }
        older: { owner: eli, clocks: [{ after: 5 days, to: lost }] }
      expect: { never_older: { never_in: older } }
      """),
  ]
}
