extension LintCase {
  /// Messages, and whom they reach.
  static let ofNotices: [LintCase] = [
    LintCase(
      "whoever had a new lead before is told",
      """
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - { after: 1 hour, do: [{ notify: previous }] }  # ROE0509
            - { after: 20 days, owner: kim }
            - { after: 30 days, to: lost }
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "whoever had a lead before is told once it has changed hands",
      """
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - { after: 1 day, to: working }
          moves: [{ event: done, to: won }]
        working:
          owner: dana
          clocks:
            - { after: 1 hour, do: [{ notify: previous }] }
            - { after: 30 days, to: lost }
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "whoever had a lead before is told after a step that gives it to somebody else",
      """
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - ladder:
                - { at: 1 day, owner: kim }
                - { at: 2 days, do: [{ notify: previous }] }
                - { at: 30 days, to: lost }
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "a clock tells whoever does it",
      """
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - { after: 1 day, do: [{ notify: actor }] }  # ROE0509
            - { after: 20 days, owner: kim }
            - { after: 30 days, to: lost }
          moves: [{ event: done, to: won, do: [{ notify: actor }] }]
      """),
    LintCase(
      "whoever has been asked is told where nobody is asked",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        new:
          owner: lena
          entry: true
          clocks:
            - { after: 1 day, do: [{ notify: asked }] }
            - { after: 30 days, to: lost, do: [{ notify: asked }] }  # ROE0509
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: new
          event: handed
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence: { owner: kim, to: selling, do: [{ notify: asked }] }
      """),
    LintCase(
      "the next of a group is told",
      """
      pools:
        closers: { members: role is ae, at_least: 2 present, steward: kim }
      states:
        new:
          owner: closers
          entry: true
          clocks:
            - { after: 1 day, do: [{ notify: { next_in_pool: owner } }] }  # ROE0509
            - { after: 30 days, to: lost }
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "the next of a group decides a dispute",
      """
      events:
        doubted: { by: [ae, sdr] }
        decided: { by: [ae, sdr, manager] }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      flags:
        in_doubt: { event: doubted, cleared_by: decided, decide_within: 2 days, decided_by: [kim, { next_in_pool: owner }], silence: keep }  # ROE0509
      """),
    LintCase(
      "the manager of somebody is told whom a table names, and who has none",
      """
      fields:
        size: { type: enum, values: [s, l] }
      routing:
        desk:
          match: first
          rows:
            - { id: small, when: size is s, owner: lena }
            - { id: large, when: size is l, owner: [kim, lena] }
          otherwise: lena
      states:
        new:
          owner: { routing: desk }
          entry: true
          clocks:
            - { after: 1 day, when: size is s, do: [{ notify: { manager_of: owner } }] }
            - { after: 2 days, do: [{ notify: { manager_of: owner } }] }  # ROE0509
            - { after: 30 days, to: lost }
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "the manager of somebody is told behind whom one stands who has none",
      """
      fields:
        size: { type: enum, values: [s, l] }
      routing:
        desk:
          match: first
          rows:
            - { id: small, when: size is s, owner: [lena, kim] }
            - { id: large, when: size is l, owner: dana }
          otherwise: [lena, kim]
      states:
        new:
          owner: { routing: desk }
          entry: true
          clocks:
            - { after: 2 days, do: [{ notify: { manager_of: owner } }] }
            - { after: 30 days, to: lost }
          moves: [{ event: done, to: won }]
      """),
  ]
}
