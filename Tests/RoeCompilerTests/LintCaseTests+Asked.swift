extension LintCase {
  /// Handoffs that ask one after the other, and whom they find.
  static let ofAsking: [LintCase] = [
    LintCase(
      "silence asks whoever a field names again",
      """
      fields:
        closer: { type: person, optional: true }
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
          requires: closer
          to: selling
          owner: { field: closer }
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: next }  # ROE0510
              - { owner: kim, to: selling }
      """),
    LintCase(
      "silence asks somebody behind whoever a field names",
      """
      fields:
        closer: { type: person, optional: true }
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
          requires: closer
          to: selling
          owner: [{ field: closer }, dana]
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: next }
              - { owner: kim, to: selling }
      """),
    LintCase(
      "silence asks the one who has been asked, and then ends nothing",
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
            silence: { ask: next }  # ROE0510
      """),
    LintCase(
      "silence asks one more, and then ends nothing",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:  # ROE0510
          from: working
          event: handed
          to: selling
          owner: dana
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence: { ask: eli }
      """),
    LintCase(
      "the field that says who is asked may be empty",
      """
      fields:
        closer: { type: person, optional: true }
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
          owner: [{ field: closer }, dana]
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: next }  # ROE0510
              - { owner: kim, to: selling }
      """),
    LintCase(
      "silence asks the steward of a group of which no more are promised",
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
              - { ask: kim }  # ROE0510
              - { owner: kim, to: selling }
      """),
    LintCase(
      "the rules promise that two of the group are there",
      """
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      pools:
        closers: { members: [dana, eli], at_least: 2 present, steward: kim }
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
              - { ask: kim }
              - { owner: kim, to: selling }
      """),
    LintCase(
      "a table answers with a state where somebody is asked",
      """
      fields:
        country: { type: enum, values: [DE, AT], optional: true }
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      routing:
        closing:
          match: first
          rows:
            - { id: known, when: "country in [DE, AT]", owner: dana }
            - { id: unknown, when: country is missing, to: resting }  # ROE0801
          otherwise: eli
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
        resting: { kind: nurture, owner: kim, clocks: [{ after: 60 days, to: lost }], moves: [{ event: done, to: working }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: { routing: closing }
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "everything else of a table that says who is asked is a state",
      """
      fields:
        country: { type: enum, values: [DE, AT], optional: true }
      events:
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      routing:
        closing:
          match: first
          rows: [{ id: known, when: "country in [DE, AT]", owner: dana }]
          otherwise: { to: resting }  # ROE0801
      states:
        working: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
        resting: { kind: nurture, owner: kim, clocks: [{ after: 60 days, to: lost }], moves: [{ event: done, to: working }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: { routing: closing }
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "the next of a group is asked where no group gave the lead to its owner",
      """
      events:
        taken: { by: ae }
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        box:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: taken, to: working, owner: actor }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:  # ROE0508
          from: working
          event: handed
          to: selling
          owner: { next_in_pool: owner }
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "the next of a group is asked where a group gave the lead to its owner",
      """
      pools:
        closers: { members: role is ae, at_least: 2 present, steward: kim }
      events:
        taken: { by: ae }
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        box:
          owner: closers
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: taken, to: working }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: { next_in_pool: owner }
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "whoever hands over is asked, and that may be the owner",
      """
      events:
        taken: { by: ae }
        handed: { by: [owner, manager] }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        box:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: taken, to: working, owner: actor }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:  # ROE0508
          from: working
          event: handed
          to: selling
          owner: actor
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "whoever hands over is asked, who is never the owner",
      """
      events:
        taken: { by: ae }
        handed: { by: manager }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        box:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: taken, to: working, owner: actor }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: actor
          answer: { within: 4 hours, accept: accepted, reject: rejected, silence: { owner: kim, to: selling } }
      """),
    LintCase(
      "silence asks whoever had the lead before, and nobody had",
      """
      events:
        taken: { by: ae }
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        box:
          owner: dana
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: taken, to: working }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: eli
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: previous }  # ROE0510
              - { owner: kim, to: selling }
      """),
    LintCase(
      "silence asks whoever had the lead before",
      """
      events:
        taken: { by: ae }
        handed: { by: owner }
        accepted: { by: asked }
        rejected: { by: asked }
      states:
        box:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: taken, to: working, owner: actor }]
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        selling: { owner: keep, clocks: [{ after: 90 days, to: lost }] }
      handoffs:
        to_sales:
          from: working
          event: handed
          to: selling
          owner: kim
          answer:
            within: 4 hours
            accept: accepted
            reject: rejected
            silence:
              - { ask: previous }
              - { owner: kim, to: selling }
      """),
  ]
}
