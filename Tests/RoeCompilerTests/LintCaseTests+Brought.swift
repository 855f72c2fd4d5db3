extension LintCase {
  /// Of clocks that leads bring along into states that do not arm them.
  static let ofBrought: [LintCase] = [
    LintCase(
      "an absence takes to a state only leads that have been where it is asked about",
      """
      fields:
        cold: { type: boolean, frozen: true }
      states:
        new:
          entry: not cold
          owner: dana
          clocks: [{ after: 60 days, to: resting }]
          moves: [{ event: done, to: resting }]
        resting:
          kind: nurture
          entry: cold
          owner: [keep, eli]
          clocks: [{ after: 90 days, to: late }]
          moves: [{ event: asked_again, to: lost }]
        late: { owner: [eli, kim], clocks: [{ after: 6 days, to: lost }] }
      policies:
        absences: [{ in: [new], within: 5 days, owner: [lena, kim], to: new }]
      expect:
        no_cold_work: { when: cold, never_in: new }
        not_with_lena: { when: cold, never_owned_by: lena }
      """),
    LintCase(
      "an absence that is asked about everywhere takes every lead there",
      """
      fields:
        cold: { type: boolean, frozen: true }
      states:
        new:
          entry: not cold
          owner: dana
          clocks: [{ after: 60 days, to: resting }]
          moves: [{ event: done, to: resting }]
        resting:
          kind: nurture
          entry: cold
          owner: [keep, eli]
          clocks: [{ after: 90 days, to: late }]
          moves: [{ event: asked_again, to: lost }]
        late: { owner: [eli, kim], clocks: [{ after: 6 days, to: lost }] }
      policies:
        absences: [{ in: [resting, late], within: 5 days, owner: [lena, kim], to: new }]
      expect:
        no_cold_work: { when: cold, never_in: new }  # ROE0411
        not_with_lena: { when: cold, never_owned_by: lena }  # ROE0411
      """),
    LintCase(
      "a lead takes along what began before, wherever it goes next",
      """
      fields:
        cold: { type: boolean, frozen: true }
      states:
        new:
          entry: true
          owner: dana
          clocks: [{ after: 60 days, to: warm }]
          moves: [{ event: done, when: cold, to: resting }, { event: done, when: not cold, to: warm }]
        warm: { owner: [eli, kim], clocks: [{ after: 6 days, to: lost }] }
        resting: { owner: [eli, kim], clocks: [{ after: 6 days, to: later }] }
        later: { owner: [eli, kim], clocks: [{ after: 6 days, to: lost }] }
      policies:
        absences: [{ in: [resting], within: 10 days, owner: [sam, kim] }]
      expect:
        cold_ones: { when: cold, never_owned_by: sam }  # ROE0411
        others: { when: not cold, never_owned_by: sam }
      """),
  ]
}
