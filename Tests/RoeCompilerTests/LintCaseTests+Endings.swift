extension LintCase {
  /// Leads that can never come to an end, that clocks lose, or of which nobody speaks.
  static let ofEndings: [LintCase] = [
    LintCase(
      "a way out that what nobody can edit closes for some leads",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      states:
        new:  # ROE0602
          owner: lena
          entry: true
          clocks: [{ after: 3 days, owner: kim, do: [{ notify: lena }], repeats: true }]
          moves: [{ event: done, when: plan is red, to: won }]
      """),
    LintCase(
      "a way out that an edit opens",
      """
      fields:
        plan: { type: enum, values: [red, green] }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 3 days, owner: kim, do: [{ notify: lena }], repeats: true }]
          moves: [{ event: done, when: plan is red, to: won }, { event: done, when: plan is green }]
      """),
    LintCase(
      "a way out that nobody may take",
      """
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 3 days, owner: kim, do: [{ notify: lena }], repeats: true }]
          moves: [{ event: done, by: kim, to: won }]  # ROE0603, and so ROE0602 of new
      """),
    LintCase(
      "a way out that asks for what can never be filled in",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true, optional: true }
      states:
        new:  # ROE0602
          owner: lena
          entry: true
          clocks: [{ after: 3 days, owner: kim, do: [{ notify: lena }], repeats: true }]
          moves: [{ event: done, requires: plan, to: won }]
      """),
    LintCase(
      "a way out that waits for what cannot become so",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 3 days, owner: kim, do: [{ notify: lena }], repeats: true }]
          moves: [{ becomes: plan is red, to: won }]  # ROE0603
      """),
    LintCase(
      "a way out whose time passes",
      """
      states:
        new:  # ROE0602
          owner: lena
          entry: true
          clocks: [{ after: 3 days, owner: kim, do: [{ notify: lena }], repeats: true }]
          moves: [{ event: done, until: 2026-12-31, to: won }]
      """),
    LintCase(
      "a place whose table sends away those who could not leave it",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      routing:
        inbound:
          match: first
          rows: [{ id: green, when: plan is green, to: lost }]
          otherwise: lena
      states:
        new:
          owner: [{ routing: inbound }, kim]
          entry: true
          clocks: [{ after: 3 days, owner: kim, do: [{ notify: lena }], repeats: true }]
          moves: [{ event: done, when: plan is red, to: won }, { event: done, when: plan is green }]
      """),
    LintCase(
      "a counter that has run out closes the way",
      """
      fields:
        tries: { type: counter, max: 3 }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 3 days, owner: kim, do: [{ notify: lena }], to: late }]
          moves: [{ event: asked_again, do: [{ count: tries }], to: late }]
        late:  # ROE0602
          owner: kim
          clocks: [{ after: 3 days, owner: sam, do: [{ notify: lena }], repeats: true }]
          moves: [{ event: done, when: tries is 0, to: won }, { event: done, when: tries > 0 }]
      """),
    LintCase(
      "assumptions that exclude each other, and no others",
      """
      fields:
        plan: { type: enum, values: [red, green, blue] }
        size: { type: integer, min: 1 }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
      assume:
        small: size < 100
        not_red: plan is not red
        not_blue: plan is not blue or size > 200
        green: not plan is green  # ROE0701
      expect:
        nowhere: { never_in: new }
      """),
    LintCase(
      "an assumption that no lead fits",
      """
      fields:
        plan: { type: enum, values: [red, green, blue] }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
      assume:
        unknown: plan is missing  # ROE0701
      """),
    LintCase(
      "a promise about leads that there cannot be",
      """
      fields:
        plan: { type: enum, values: [red, green, blue] }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
      expect:
        both: { when: plan is red and plan is green, never_in: new }  # ROE0701
        one: { when: plan is red, never_in: won }
      """),
    LintCase(
      "entries that leave leads out",
      """
      fields:
        plan: { type: enum, values: [red, green, blue] }
      states:
        new: { owner: lena, entry: plan is red, clocks: [{ after: 30 days, to: lost }] }  # ROE0610
        old: { owner: lena, entry: plan is green, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "entries that leave nobody out",
      """
      fields:
        plan: { type: enum, values: [red, green] }
      states:
        new: { owner: lena, entry: plan is red, clocks: [{ after: 30 days, to: lost }] }
        old: { owner: lena, entry: plan is green, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "clocks lead to where something is asked for",
      """
      fields:
        plan: { type: enum, values: [red, green], optional: true }
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - { when: plan is present, after: 30 days, to: known }
            - { id: unknown, when: plan is missing, after: 30 days, to: known }  # ROE1007
          moves: [{ event: done, to: won }]
        known: { owner: kim, requires: plan, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "what a clock asks for is counted, and lost, after it was armed",
      """
      fields:
        plan: { type: enum, values: [red, green], optional: true }
        tries: { type: counter, max: 3 }
      states:
        new:  # ROE0610
          owner: lena
          entry: plan is present
          clocks:
            - { id: known, when: tries is 0, after: 30 days, to: known }  # ROE1007
            - { after: 40 days, to: lost }
          moves: [{ event: done, do: [{ count: tries }, { clear: plan }] }]
        known: { owner: kim, requires: plan, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "the same people may make two moves",
      """
      fields:
        source: { type: enum, values: [web, partner], frozen: true }
      states:
        new:
          owner: lena
          entry: source is web
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, by: owner, to: won }
            - { event: done, by: sdr, to: lost }  # ROE0605
        offered:
          owner: dana
          entry: source is partner
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, by: owner, to: won }
            - { event: done, by: sdr, to: lost }
      """),
    LintCase(
      "a way out that only some of those may take who may have the lead",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      routing:
        who: { match: first, rows: [{ id: red, when: plan is red, owner: kim }], otherwise: dana }
      states:
        new:  # ROE0602
          owner: [{ routing: who }, kim]
          entry: true
          clocks: [{ repeats: true, ladder: [{ at: 2 days, do: [{ remind: owner }] }, { at: 4 days, do: [{ notify: lena }], owner: kim }] }]  # ROE0305
          moves: [{ event: done, by: owner, to: won }]
      """),
    LintCase(
      "the same, where the lead is handed on to somebody who may take it",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      routing:
        who: { match: first, rows: [{ id: red, when: plan is red, owner: kim }], otherwise: dana }
      states:
        new:
          owner: [{ routing: who }, kim]
          entry: true
          clocks: [{ repeats: true, ladder: [{ at: 2 days, do: [{ remind: owner }] }, { at: 4 days, do: [{ notify: kim }], owner: lena }] }]
          moves: [{ event: done, by: owner, to: won }]
      """),
  ]
}
