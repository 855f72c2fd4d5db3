import RoeMachine
import RoeSource

extension Lint {
  static let ringsAtNight = Lint(
    Code(
      "ROE0908", "rings-at-night", .warning,
      title: "A rung rings while its target sleeps",
      rationale: """
        The step is due in the hours of one office, and whoever it calls works when that office is \
        closed: on most days the two never meet. The escalation arrives, and nobody is there. Call \
        somebody who is at work then.
        """,
      avoid: Example(
        """
        calendars:
          pacific: { zone: America/Los_Angeles, hours: { mon-fri: "09:00-17:00" } }
        roster:
          people:
            joe: { name: Joe Park, role: manager, calendar: pacific }
        slas:
          first_answer:
            calendar: office
            due: 2 business hours
            ladder:
              - { at: 2 business hours, owner: joe }  # ROE0908
              - { at: 8 business hours, owner: kim }
        states:
          new:
            owner: dana
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """),
      prefer: Example(
        """
        slas:
          first_answer:
            calendar: office
            due: 2 business hours
            ladder:
              - { at: 2 business hours, owner: eli }
              - { at: 8 business hours, owner: kim }
        states:
          new:
            owner: dana
            entry: true
            clocks: [first_answer, { after: 30 days, to: lost }]
            moves: [{ event: done, to: won }]
        """))
  ) { input in
    input.officeClocks { journey, ref, calendar, _, span in
      let clock = journey.lifecycle.clocks[ref]
      for (number, rung) in clock.rungs.enumerated() where rung.after.isBusiness {
        guard let person = rung.outcome.called,
          let mine = input.hours(of: input.machine.people[person].id), mine.id != calendar.id
        else { continue }
        let own = Hours(mine)
        let office = Hours(calendar)
        let sleep = office.usually(comparedWith: own, from: input.machine.usualInstant) { spans in
          spans.allSatisfy { own.gaps(in: $0) == [$0] } ? spans.last?.upperBound : nil
        }
        guard let sleep, let back = own.nextOpen(from: sleep) else { continue }
        let zone = input.machine.zones[input.machine.zone]
        return Finding(
          "this step is due while \(input.name(of: person)) is not at work, on most days",
          at: input.span(RuleID.clock(journey.lifecycle.id, clock.id), "\(number + 1)") ?? span,
          notes: [
            "For example “\(calendar.id)” closes \(zone.stamp(sleep)), and they are there from \(zone.stamp(back)) on."
          ],
          help: "Call somebody who is at work then.",
          scenes: [Scene(ring: number, of: ref, in: journey)])
      }
      return nil
    }
  }
}

extension Outcome {
  /// The one person whom it makes the owner, or else tells.
  fileprivate var called: Ref<Person>? {
    if let owner { return owner.firstPerson }
    for action in actions {
      if case .notify(.person(let person)) = action { return person }
    }
    return nil
  }
}
