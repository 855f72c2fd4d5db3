extension LintCase {
  /// Leads that rest, and whether a date brings each of them back.
  static let ofNurture: [LintCase] = [
    LintCase(
      "the way back is not for every lead that rests",
      """
      fields:
        plan: { type: enum, values: [red, green] }
      states:
        again: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
        resting:  # ROE1003
          kind: nurture
          owner: keep
          clocks: [{ when: plan is red, after: 6 months, to: again }]
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "two ways back that are for every lead between them",
      """
      fields:
        plan: { type: enum, values: [red, green], frozen: true }
      states:
        again: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
        resting:
          kind: nurture
          owner: keep
          clocks: [{ id: soon, when: plan is red, after: 1 month, to: again }, { id: late, when: plan is green, after: 6 months, to: again }]
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "who rests waits for a day that may be missing",
      """
      fields:
        renewal: { type: date, optional: true }
      states:
        again: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
        resting:  # ROE1003
          kind: nurture
          owner: keep
          clocks: [{ since: { field: renewal }, after: 1 day, to: again }]
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "after one reminder nobody thinks of who rests",
      """
      states:
        again: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
        resting:  # ROE1003
          kind: nurture
          owner: keep
          clocks: [{ after: 6 months, do: [{ remind: owner }] }]
          moves: [{ event: asked_again, to: again }]
      """),
    LintCase(
      "who rests comes back after it has been quiet",
      """
      activities:
        touch: { any: [asked_again] }
      states:
        again: { owner: keep, clocks: [{ after: 30 days, to: lost }] }
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
        resting:
          kind: nurture
          owner: keep
          clocks: [{ since: { activity: touch }, after: 6 months, to: again }]
          moves: [{ event: asked_again, to: again }]
      """),
    LintCase(
      "who has been counted rests for ever",
      """
      fields:
        rounds: { type: counter, max: 3 }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 30 days, to: resting }] }
        resting:  # ROE1003
          kind: nurture
          owner: keep
          clocks: [{ when: rounds < 2, after: 6 months, to: new, do: [{ count: rounds }] }]
          moves: [{ event: done, to: lost }]
      """),
    LintCase(
      "a lead that rests until a day ends once the day is past",
      """
      fields:
        renewal: { type: date, optional: true }
      states:
        new: { owner: lena, entry: true, clocks: [{ after: 14 days, to: resting }], moves: [{ event: done, to: won }] }
        resting:
          kind: nurture
          owner: kim
          clocks: [{ after: 12 months, to: new }, { after: 6 months, not_before: renewal, to: lost }]
          moves: [{ event: asked_again, to: new }]
      """),
  ]
}
