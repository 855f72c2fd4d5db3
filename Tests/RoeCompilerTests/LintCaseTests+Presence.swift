extension LintCase {
  /// Of what depends on which leads can be where.
  static let ofPresence: [LintCase] = [
    LintCase(
      "what sales sends away never comes to where leads are handed over",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      events:
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: lena, entry: source is web, clocks: [{ after: 30 days, to: lost }] }
        partners: { owner: sam, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling:
          owner: keep
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ whenever: source is partner, to: working, owner: lena }]  # ROE0603
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: lost } }
      """),
    LintCase(
      "what sales sends away comes from one of two states",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      events:
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: lena, entry: source is web, clocks: [{ after: 30 days, to: lost }] }
        partners: { owner: sam, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling:
          owner: keep
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ whenever: source is partner, to: working, owner: lena }]
      handoffs:
        to_sales:
          from: [working, partners]
          event: done  # ROE0506
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: lost } }
      """),
    LintCase(
      "what is required at the end was required on the way",
      """
      fields:
        budget: { type: money, currency: EUR, optional: true, frozen: true }
      events:
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: working }] }
        working: { owner: lena, requires: budget, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, requires: budget, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: lost } }
      """),
    LintCase(
      "a table is asked by a state to which only some leads come",
      """
      fields:
        country: { type: enum, values: [DE, AT, US], frozen: true }
      routing:
        dach:
          match: first
          rows:
            - { id: germany, when: country is DE, owner: [lena, kim] }
            - { id: abroad, when: country is US, owner: [eli, kim] }  # ROE0806
          otherwise: dana
      states:
        home: { owner: [{ routing: dach }, kim], entry: "country in [DE, AT]", clocks: [{ after: 30 days, to: lost }] }
        away: { owner: sam, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a table is asked by a rule that speaks of all its leads",
      """
      fields:
        country: { type: enum, values: [DE, AT, US] }
      routing:
        dach:
          match: first
          rows:
            - { id: germany, when: country is DE, owner: [lena, kim] }
            - { id: abroad, when: country is US, owner: [eli, kim] }
          otherwise: dana
      states:
        new:
          owner: sam
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, when: "country in [DE, US]", to: late, owner: [{ routing: dach }, kim] }, { event: done, when: country is AT, to: won }]
        late: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a row for leads that no asking rule speaks of",
      """
      fields:
        country: { type: enum, values: [DE, AT, US] }
      routing:
        dach:
          match: first
          rows:
            - { id: germany, when: country is DE, owner: [lena, kim] }
            - { id: abroad, when: country is US, owner: [eli, kim] }  # ROE0806
          otherwise: dana
      states:
        new:
          owner: sam
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, when: "country in [DE, AT]", to: late, owner: [{ routing: dach }, kim] }, { event: done, when: country is US, to: won }]
        late: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a group is asked about leads that some of it never match",
      """
      fields:
        language: { type: enum, values: [german, english], frozen: true }
      roster:
        people:
          ana: { name: Ana Ruiz, role: sdr, attributes: { language: german } }
          tom: { name: Tom Ott, role: sdr, attributes: { language: english } }
      pools:
        callers: { members: [ana, tom], match: { language: language }, steward: kim }  # ROE0806
      states:
        new: { owner: [callers, kim], entry: language is german, clocks: [{ after: 30 days, to: lost }] }
        abroad: { owner: sam, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "who may not answer is named by a row, for leads that come there",
      """
      fields:
        country: { type: enum, values: [DE, FR, US], frozen: true }
      events:
        accepted: { by: ae }
        rejected: { by: [ae, sdr] }
      routing:
        closers:
          match: first
          rows:
            - { id: germany, when: country is DE, owner: dana }
            - { id: france, when: country is FR, owner: lena }
          otherwise: [eli, dana]
      states:
        working: { owner: sam, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: { routing: closers }
          answer:
            within: 4 hours
            accept: accepted  # ROE0511
            reject: rejected
            silence: { owner: kim, to: lost }
      """),
    LintCase(
      "who may not answer is named for leads that do not come there",
      """
      fields:
        country: { type: enum, values: [DE, FR, US], frozen: true }
      events:
        accepted: { by: ae }
        rejected: { by: [ae, sdr] }
      routing:
        closers:
          match: first
          rows:
            - { id: germany, when: country is DE, owner: dana }
            - { id: france, when: country is FR, owner: lena }  # ROE0806
          otherwise: [eli, dana]
      states:
        working: { owner: sam, entry: country is not FR, clocks: [{ after: 30 days, to: lost }] }
        french: { owner: sam, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: { routing: closers }
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: lost } }
      """),
    LintCase(
      "the owner's manager may not answer",
      """
      events:
        accepted: { by: [ae, sdr] }
        rejected: { by: asked }
      states:
        working: { owner: sam, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: { manager_of: owner }
          answer:
            within: 4 hours
            accept: accepted  # ROE0511
            reject: rejected
            silence: { owner: dana, to: lost }
      """),
    LintCase(
      "two tables name one person for the same leads",
      """
      fields:
        country: { type: enum, values: [DE, FR, US], frozen: true }
      events:
        accepted: { by: asked }
        rejected: { by: asked }
      routing:
        callers:
          match: first
          rows: [{ id: germany, when: country is DE, owner: lena }]
          otherwise: sam
        closers:
          match: first
          rows: [{ id: germany, when: country is DE, owner: lena }]
          otherwise: [eli, dana]
      states:
        working: { owner: { routing: callers }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:  # ROE0508
          from: working
          event: done
          to: selling
          owner: { routing: closers }
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: lost } }
      """),
    LintCase(
      "two tables name one person for other leads",
      """
      fields:
        country: { type: enum, values: [DE, FR, US], frozen: true }
      events:
        accepted: { by: asked }
        rejected: { by: asked }
      routing:
        callers:
          match: first
          rows: [{ id: germany, when: country is DE, owner: lena }]
          otherwise: sam
        closers:
          match: first
          rows: [{ id: germany, when: country is FR, owner: lena }]
          otherwise: [eli, dana]
      states:
        working: { owner: { routing: callers }, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: { routing: closers }
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: lost } }
      """),
    LintCase(
      "whoever has the lead is asked",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: sam, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:  # ROE0508
          from: working
          event: handed
          to: selling
          owner: actor
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: lost } }
      """),
    LintCase(
      "two rules that look by themselves want one lead",
      """
      fields:
        score: { type: integer, min: 0 }
        size: { type: integer, min: 1 }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ id: hot, whenever: score > 50, to: won }, { id: big, whenever: size > 50, to: lost }]  # ROE0605
      """),
    LintCase(
      "two rules that look by themselves, of which a lead never fits both",
      """
      fields:
        score: { type: integer, min: 0 }
        size: { type: integer, min: 1, frozen: true }
      states:
        new:
          owner: dana
          entry: size > 50
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ id: hot, whenever: score > 50, to: won }, { id: small, whenever: size < 9, to: lost }]  # ROE0603
        small: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a lead is counted up after its clock has begun to run",
      """
      fields:
        n: { type: counter, max: 5 }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ id: few, when: n < 2, after: 4 days, to: working }, { id: many, after: 20 days, to: lost }]
          moves: [{ event: done, do: [{ count: n }] }]
        working:  # ROE0401
          owner: keep
          clocks: [{ when: n < 2, after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      expect: { few_work: { when: n >= 2, never_in: working } }  # ROE0411
      """),
    LintCase(
      "what stops the clock makes the lead enter anew",
      """
      activities:
        touch: { any: asked_again }
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 5 days, met_by: touch, to: lost }, { after: 90 days, since: capture, to: lost }]
          moves: [{ event: asked_again, to: new }, { event: done, to: won }]
      """),
    LintCase(
      "two overrides want one lead",
      """
      fields:
        listed: { type: boolean }
        stopped: { type: boolean }
      states:
        new: { owner: dana, entry: true, clocks: [{ after: 30 days, to: lost }] }
      overrides:
        list: { when: listed, to: lost }
        stop: { when: stopped, to: won }  # ROE0605
      """),
  ]
}
