import RoeMachine
import RoeSource

extension Lint {
  static let uncoveredHours = Lint(
    Code(
      "ROE1105", "uncovered-hours", .warning,
      title: "Nobody covers these hours",
      rationale: """
        The clock counts hours in which, on most days, nobody of the group that gets the leads is \
        at work. What comes in then is late before anybody could see it. Let somebody begin \
        earlier or stay longer, or promise the hours that are covered.
        """,
      avoid: Example(
        """
        calendars:
          long: { zone: Europe/Berlin, hours: { mon-fri: "08:00-20:00" } }
        roster:
          people:
            ana: { name: Ana Ruiz, role: sdr, calendar: office }
            tom: { name: Tom Ott, role: sdr, calendar: office }
        pools:
          callers: { members: [ana, tom], steward: kim }
        states:
          new:
            owner: [callers, kim]
            entry: true
            clocks: [{ after: 30 business minutes, calendar: long, owner: kim }, { after: 30 days, to: lost }]  # ROE1105
        """),
      prefer: Example(
        """
        roster:
          people:
            ana: { name: Ana Ruiz, role: sdr, calendar: office }
            tom: { name: Tom Ott, role: sdr, calendar: office }
        pools:
          callers: { members: [ana, tom], steward: kim }
        states:
          new:
            owner: [callers, kim]
            entry: true
            clocks: [{ after: 30 business minutes, calendar: office, owner: kim }, { after: 30 days, to: lost }]
        """))
  ) { input in
    input.officeClocks { journey, ref, calendar, states, span in
      let clock = journey.lifecycle.clocks[ref]
      for state in states {
        guard let source = journey.lifecycle.states[state].owner.first,
          let gap = input.uncovered(source, by: Hours(calendar))
        else { continue }
        let zone = input.machine.zones[input.machine.zone]
        return Finding(
          "“\(clock.id)” counts hours in which nobody is at work who gets the leads of “\(journey.lifecycle.states[state].id)”",
          at: span,
          notes: [
            "For example from \(zone.stamp(gap.lowerBound)) to \(zone.stamp(gap.upperBound)); so it is on most days."
          ],
          help: "Cover those hours, or count those that are covered.",
          scenes: [
            Scene(
              journey.lifecycle, in: [state], where: clock.when, arriving: gap.lowerBound,
              [.ring(ref, 0)])
          ])
      }
      return nil
    }
  }
}
