extension LintCase {
  /// Of what rules count, from 0 on.
  static let ofCounters: [LintCase] = [
    LintCase(
      "a move waits for more than is ever counted",
      """
      fields:
        tries: { type: counter, max: 5 }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, when: tries < 3, do: [{ count: tries }] }
            - { event: done, when: tries > 3, to: won }  # ROE0603
      """),
    LintCase(
      "what looks by itself waits for more than is ever counted",
      """
      fields:
        tries: { type: counter, max: 5 }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, when: tries < 3, do: [{ count: tries }] }
            - { whenever: tries > 3, to: won }  # ROE0603
      """),
    LintCase(
      "a move waits for just what is counted",
      """
      fields:
        tries: { type: counter, max: 5 }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, when: tries < 3, do: [{ count: tries }] }
            - { event: done, when: tries >= 3, to: late }
        late: { owner: kim, clocks: [{ after: 30 days, to: lost }] }
      expect:
        few: { when: tries >= 4, never_in: [late] }
      """),
    LintCase(
      "a promise about what is counted in lost and found",
      """
      fields:
        tries: { type: counter, max: 5 }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, when: tries < 3, do: [{ count: tries }] }
            - { event: done, when: tries >= 3, do: [{ count: tries }], to: late }
        late: { owner: kim, clocks: [{ after: 30 days, to: lost }] }
      expect:
        few: { when: tries >= 4, never_in: [late] }  # ROE0411
      """),
    LintCase(
      "a table has rows for all that is counted",
      """
      fields:
        tries: { type: counter, max: 5 }
      routing:
        who:
          match: unique
          rows: [{ id: usual, when: tries = 3, owner: keep }]
          otherwise: next
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, when: tries < 3, do: [{ count: tries }] }
            - { event: done, when: tries >= 3, to: late, owner: { routing: who } }
        late: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a clock waits for leads that have been counted more often than any",
      """
      fields:
        tries: { type: counter, max: 5 }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves:
            - { event: done, when: tries < 3, do: [{ count: tries }] }
            - { event: done, when: tries >= 3, to: late }
        late:
          owner: kim
          clocks:
            - { id: many, when: tries >= 4, after: 2 days, owner: dana }  # ROE0404
            - { after: 30 days, to: lost }
      """),
  ]
}
