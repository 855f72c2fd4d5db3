extension LintCase {
  /// Of what leads and systems bring about in vain.
  static let ofEvents: [LintCase] = [
    LintCase(
      "a state follows what nobody can edit",
      """
      fields:
        country: { type: country, frozen: true }
        size: { type: integer, min: 1 }
      routing:
        inbound:
          match: first
          rows: [{ id: dach, when: "country in [DE, AT, CH] and size > 50", owner: dana }]
          otherwise: eli
      states:
        new:
          owner: { routing: inbound }
          because: Whoever knows such accounts has them.
          follow: [country, size]  # ROE0603
          entry: true
          clocks: [{ after: 30 days, to: talking }]
        talking:
          owner: { routing: inbound }
          because: Whoever knows such accounts has them.
          follow: size
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a payment is heard before a handoff and after it, and not while somebody is asked",
      """
      events:
        paid: { by: system }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: paid, to: won }]
        selling:
          owner: keep
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ event: paid, to: won }]
      handoffs:
        to_sales:  # ROE0604
          from: working
          event: done
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: working } }
      """),
    LintCase(
      "a payment is heard while somebody is asked, too",
      """
      events:
        paid: { by: system }
        ordered: { by: lead }
        called: { by: ae }
        accepted: { by: asked }
        rejected: { by: asked }
      anywhere:
        - { event: paid, to: won }
        - { event: ordered, in: [to_sales_pending] }
      states:
        working:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: ordered, to: won }, { event: called, to: lost }]
        selling:
          owner: keep
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ event: ordered, to: won }, { event: called, to: lost }]
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: working } }
      """),
    LintCase(
      "before a handoff it is heard for some leads, and after it for others",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      events:
        paid: { by: system }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: paid, when: source is web, to: won }, { event: paid, when: source is partner }]
        selling:
          owner: keep
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ event: paid, when: source is partner, to: won }, { event: paid, when: source is web }]
      handoffs:
        to_sales:
          from: working
          event: done
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: working } }
      """),
    LintCase(
      "what a system says is refused without a value",
      """
      fields:
        budget: { type: integer, optional: true }
        day: { type: date, optional: true }
      events:
        signed: { by: system }
        dated: { by: system, carries: day }
        asked: { by: [ae, lead] }
        called: { by: ae }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: signed, requires: budget, to: won }  # ROE0604
            - { event: dated, requires: day, to: won }
            - { event: asked, to: rich }  # ROE0604
            - { event: called, requires: budget, to: won }
        rich:
          owner: lena
          requires: budget
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: signed, when: budget is missing }, { event: signed, when: budget is present, requires: budget, to: won }]
      """),
    LintCase(
      "what a system says hands a lead over, and needs a value",
      """
      fields:
        budget: { type: integer, optional: true }
        size: { type: integer, optional: true, frozen: true }
      events:
        signed: { by: system }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        small: { owner: lena, entry: size is missing, clocks: [{ after: 30 days, to: lost }] }
        large:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: done, to: working }]
        working:
          owner: lena
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: signed, requires: size, to: won }]
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: large
          event: signed  # ROE0604
          requires: [budget, size]
          to: selling
          owner: dana
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: working } }
      """),
    LintCase(
      "a lead is so already when it comes, and “becomes” passes over it",
      """
      fields:
        score: { type: integer, min: 0, max: 100, optional: true }
        size: { type: integer, min: 0, max: 100, optional: true }
      events:
        measured: { by: ae, carries: score }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { becomes: score >= 50, to: hot }  # ROE0409
            - { event: done, to: late }
        late:
          owner: lena
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ becomes: size >= 90, to: hot }]  # ROE0409
        hot: { owner: lena, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "no lead is so when it comes where somebody waits for it",
      """
      fields:
        score: { type: integer, min: 0, max: 100, optional: true }
        size: { type: integer, min: 0, max: 100, optional: true }
        rank: { type: integer, min: 0, max: 100 }
      routing:
        inbound:
          match: first
          rows: [{ id: large, when: rank >= 50, to: hot }]
          otherwise: lena
      states:
        new:
          owner: { routing: inbound }
          entry: score < 50 or score is missing
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { becomes: score >= 50, to: hot }
            - { becomes: rank >= 50, to: hot }
            - { id: larger, becomes: size >= 50, to: hot }
            - { id: large, whenever: size >= 50, to: hot }
        hot:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: rest }]
          moves: [{ event: done, to: new }]
        rest:
          kind: nurture
          owner: lena
          clocks: [{ after: 90 days, to: lost }]
          moves: [{ becomes: score >= 80, to: new }]
      """),
    LintCase(
      "a rule sends what may not be sent, what nothing hears, and what is heard",
      """
      fields:
        twin: { type: text, optional: true }
      links: { twin: { lifecycle: lead, mine: twin } }
      events:
        refused: { by: ae }
        unheard: { by: system }
        heard: { by: system }
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - { after: 30 days, to: lost, do: [{ send: { event: unheard, to: twin } }] }  # ROE0604
          moves:
            - { event: refused, to: won, do: [{ send: { event: heard, to: twin } }] }
            - { event: heard, to: lost, do: [{ send: { event: refused, to: twin } }] }  # ROE0604
            - { event: asked_again, to: lost, do: [{ send: { event: unheard, to: twin } }] }
      """),
    LintCase(
      "whoever leaves shall keep the leads, at once or later; whoever is away does",
      """
      policies:
        leavers:
          - { in: new, owner: keep }  # ROE0906
          - { in: late, within: 2 days, owner: keep }  # ROE0906
          - { in: last, owner: [keep, kim] }
        absences: [{ owner: keep }]
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 3 days, to: late }] }
        late: { owner: dana, clocks: [{ after: 3 days, to: last }] }
        last: { owner: eli, clocks: [{ after: 3 days, to: lost }] }
      """),
    LintCase(
      "a move that looks by itself for leads which are there already",
      """
      fields:
        plan: { type: enum, values: [red, green] }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ whenever: plan is red, owner: kim, to: new }, { event: done, to: won }]  # ROE0603
      """),
    LintCase(
      "no earlier state to go back to",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      states:
        new:
          owner: lena
          entry: plan is red
          clocks: [{ after: 30 days, to: held }]
        other:
          owner: lena
          entry: plan is green
          clocks: [{ after: 30 days, to: previous }]  # ROE1008
          moves: [{ event: done, to: won }]
        held: { owner: keep, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: previous }] }
      """),
    LintCase(
      "what settles a flag does nothing where the flag is not up, and need not",
      """
      events:
        disputed: { by: [sdr, lead] }
        decided: { by: [manager, system] }
      flags:
        dispute: { event: disputed, cleared_by: decided, decide_within: 1 day, decided_by: kim, silence: keep }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "what an event counts as has been counted when a move asks for it",
      """
      activities:
        touch: { any: asked_again }
        call: { any: asked_again, by: sdr }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: asked_again, when: not touch within 2 days, to: working }  # ROE0603
            - { event: asked_again, when: not call within 2 days, to: won }
            - { event: done, when: not touch within 2 days, to: won }
            - { event: done, when: touch within 2 days, to: lost }
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      """),
  ]
}
