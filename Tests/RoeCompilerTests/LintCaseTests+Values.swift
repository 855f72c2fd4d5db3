extension LintCase {
  /// Of the values that rules bring, and those that they need.
  static let ofValues: [LintCase] = [
    LintCase(
      "an event brings along what another rule waits for",
      """
      fields:
        score: { type: integer, min: 0, max: 100, optional: true }
      events:
        scored: { by: ae, carries: score }
      states:
        new:
          owner: dana
          entry: score is missing
          clocks: [{ after: 9 days, to: lost }]
          moves:
            - { event: scored, to: working }
            - { becomes: score >= 80, to: hot, owner: kim }  # ROE0605
        known: { owner: kim, entry: score is present, clocks: [{ after: 30 days, to: lost }] }
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        hot: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "an event brings along what another rule waits for, and leaves it to that one",
      """
      fields:
        score: { type: integer, min: 0, max: 100, optional: true }
      events:
        scored: { by: ae, carries: score }
      states:
        new:
          owner: dana
          entry: score is missing
          clocks: [{ after: 9 days, to: lost }]
          moves:
            - { event: scored, when: not score >= 80, to: working }
            - { becomes: score >= 80, to: hot, owner: kim }
        known: { owner: kim, entry: score is present, clocks: [{ after: 30 days, to: lost }] }
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        hot: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "an event brings along what another rule looks for by itself",
      """
      fields:
        score: { type: integer, min: 0, max: 100, optional: true }
      events:
        scored: { by: ae, carries: score }
      states:
        new:
          owner: dana
          entry: score is missing
          clocks: [{ after: 9 days, to: lost }]
          moves:
            - { event: scored, to: working }
            - { whenever: score >= 80, to: hot, owner: kim }  # ROE0605
        known: { owner: kim, entry: score is present, clocks: [{ after: 30 days, to: lost }] }
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        hot: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "what an event does where the lead stays is done before a rule looks by itself",
      """
      fields:
        score: { type: integer, min: 0, max: 100, optional: true }
      events:
        scored: { by: ae, carries: score }
      states:
        new:
          owner: dana
          entry: score is missing
          clocks: [{ after: 9 days, to: lost }]
          moves:
            - { event: scored, do: [{ notify: sam }] }
            - { whenever: score >= 80, to: hot, owner: kim }
        known: { owner: kim, entry: score is present, clocks: [{ after: 30 days, to: lost }] }
        hot: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "what another rule waits for does not come with the event",
      """
      fields:
        score: { type: integer, min: 0, max: 100, optional: true }
      events:
        scored: { by: ae }
      states:
        new:
          owner: dana
          entry: score is missing
          clocks: [{ after: 9 days, to: lost }]
          moves:
            - { event: scored, to: working }
            - { becomes: score >= 80, to: hot, owner: kim }
        known: { owner: kim, entry: score is present, clocks: [{ after: 30 days, to: lost }] }
        working: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        hot: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "an override leads to a state that requires what leads may lack",
      """
      fields:
        country: { type: country, optional: true }
        reason: { type: enum, values: [price, other], optional: true }
      events:
        no_need: { by: sdr, carries: reason }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: lost }]
          moves: [{ event: no_need, to: out }]
        out: { owner: sam, requires: reason, clocks: [{ after: 30 days, to: lost }] }
      overrides:
        embargo: { when: country is RU, to: out, except: [out, won, lost] }  # ROE0604
      """),
    LintCase(
      "an override sets what the next state requires",
      """
      fields:
        country: { type: country, optional: true }
        reason: { type: enum, values: [price, other], optional: true }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: out, do: [{ set: { reason: other } }] }]
        out: { owner: sam, requires: reason, clocks: [{ after: 30 days, to: lost }] }
      overrides:
        embargo: { when: country is RU, to: out, except: [out, won, lost], do: [{ set: { reason: other } }] }
      """),
    LintCase(
      "another rule takes the leads that lack what the next state requires",
      """
      fields:
        country: { type: country, optional: true }
        reason: { type: enum, values: [price, other], optional: true }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, to: out, do: [{ set: { reason: other } }] }]
          moves:
            - { whenever: country is RU, to: out }
            - { whenever: country is RU and reason is missing, to: parked }
        parked: { owner: kim, clocks: [{ after: 30 days, to: lost }] }
        out: { owner: sam, requires: reason, clocks: [{ after: 30 days, to: lost }] }
      """),
    LintCase(
      "a step that takes away what it needs where it leads",
      """
      fields:
        reason: { type: enum, values: [price, fit], optional: true }
      events:
        called: { by: ae }
      states:
        new:
          owner: lena
          entry: true
          clocks: [{ after: 30 days, do: [{ clear: reason }], to: over }]  # ROE1007
          moves:
            - { event: called, do: [{ clear: reason }], to: over }  # ROE0603
            - { whenever: reason is price, do: [{ clear: reason }], to: over }  # ROE0603
            - { event: done, do: [{ clear: reason }, { set: { reason: fit } }], to: over }
        over: { kind: closed, requires: reason }
      """),
    LintCase(
      "of many rows with one name, the name is told once",
      """
      fields:
        country: { type: country }
      routing:
        inbound:
          match: first
          rows:
            - { id: dach, when: country is DE, owner: lena }
            - { id: dach, when: country is AT, owner: dana }  # ROE0207
            - { id: dach, when: country is CH, owner: eli }
          otherwise: sam
      states:
        new: { owner: [{ routing: inbound }, kim], entry: true, clocks: [{ after: 30 days, to: lost }] }
      """),
  ]
}
