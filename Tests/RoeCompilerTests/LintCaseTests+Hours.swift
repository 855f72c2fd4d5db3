extension LintCase {
  /// Of deadlines in business hours, where clocks change, and in the hours of owners.
  static let ofHours: [LintCase] = [
    LintCase(
      "hours that were probably written the wrong way round",
      """
      calendars:
        office:
          hours:
            mon-tue: "10:00-16:00"
            wed: "22:00-06:00"
            thu: "17:00-09:00"
            fri: "13:00-10:00"  # ROE0084
            sat: "06:00-02:00"
      states:
        new:
          owner: dana
          entry: true
          clocks: [{ after: 3 business hours, calendar: office, to: lost }]
      """),
    LintCase(
      "the end of a business day after a holiday",
      """
      calendars:
        offices: { zone: Europe/Berlin, hours: { mon-fri: "09:00-17:00" }, holidays: ["2026-04-03", "2026-04-06"] }
      slas:
        first_call:  # ROE0406
          due: end of next business day
          calendar: offices
          never_longer_than: 5 days
          ladder: [{ at: end of next business day, owner: kim }]
      states:
        new: { owner: lena, entry: true, clocks: [first_call, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "the day on which clocks go back",
      """
      calendars:
        always: { zone: Europe/Berlin, hours: { mon-sun: "00:00-24:00" } }
      slas:
        first_call:  # ROE0406
          due: end of business day
          calendar: always
          never_longer_than: 24 hours
          ladder: [{ at: end of business day, owner: kim }]
      states:
        new: { owner: lena, entry: true, clocks: [first_call, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a month in which clocks go back",
      """
      slas:
        first_call:  # ROE0406
          due: 1 month
          never_longer_than: 31 days
          ladder: [{ at: 1 month, owner: kim }]
      states:
        new: { owner: lena, entry: true, clocks: [first_call, { after: 90 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "an SLA that waits for a day",
      """
      fields:
        renewal: { type: date, optional: true }
      slas:
        first_call:  # ROE0406
          due: 4 hours
          not_before: renewal
          never_longer_than: 117 hours
          ladder: [{ at: 4 hours, owner: kim }]
      states:
        new: { owner: lena, entry: true, clocks: [first_call, { after: 14 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "a late note of what has happened, as the rules allow for",
      """
      sync_lag: 2 hours
      slas:
        first_call:  # ROE0406
          due: 4 hours
          never_longer_than: 5 hours
          ladder: [{ at: 4 hours, owner: kim }]
      states:
        new: { owner: lena, entry: true, clocks: [first_call, { after: 14 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "the end of a later business day",
      """
      slas:
        first_call:  # ROE0406
          due: 3 business days later, end of day
          calendar: office
          never_longer_than: 5 days
          ladder: [{ at: "3 business days later, end of day", owner: kim }]
      states:
        new: { owner: lena, entry: true, clocks: [first_call, { after: 30 days, to: lost }], moves: [{ event: done, to: won }] }
      """),
    LintCase(
      "the owner's hours are those of whoever may have the lead when the deadline starts",
      """
      calendars:
        saturdays: { hours: { sat: "09:00-17:00" } }
      roster:
        people:
          rita: { name: Rita Ott, role: head, manager: kim, backup: kim, calendar: saturdays }
          ada: { name: Ada Berg, role: bdr, manager: rita, backup: lena }
      pools:
        bdrs: { members: role is bdr, at_least: 1 present, steward: rita }
      slas:
        first_call:
          calendar: { of: owner }
          never_longer_than: 5 days
          due: 4 business hours
          ladder: [{ at: 4 business hours, owner: kim }, { at: 8 business hours, owner: rita }]
      states:
        new:
          owner: bdrs
          entry: true
          clocks: [first_call, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
    LintCase(
      "somebody who may have the lead when the deadline starts is seldom at work",
      """
      calendars:
        saturdays: { hours: { sat: "09:00-17:00" } }
      roster:
        people:
          rita: { name: Rita Ott, role: head, manager: kim, backup: kim, calendar: saturdays }
      slas:
        first_call:  # ROE0406
          calendar: { of: owner }
          never_longer_than: 5 days
          due: 4 business hours
          ladder: [{ at: 4 business hours, owner: kim }]
      states:
        new:
          owner: [lena, rita]
          entry: true
          clocks: [first_call, { after: 30 days, to: lost }]
          moves: [{ event: done, to: won }]
      """),
  ]
}
