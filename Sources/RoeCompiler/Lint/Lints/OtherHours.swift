import RoeMachine
import RoeSource

extension Lint {
  static let otherHours = Lint(
    Code(
      "ROE1102", "other-hours", .warning,
      title: "Clock and owner live in different hours",
      rationale: """
        The deadline counts the hours of one office, and the owner works in those of another: it \
        begins and ends while they sleep, on most days of the year. They are late before they have \
        seen the lead. Count the owner's hours (`calendar: { of: owner }`), or give the lead to \
        somebody who is there.
        """,
      avoid: Example(
        """
        calendars:
          pacific: { zone: America/Los_Angeles, hours: { mon-fri: "09:00-17:00" } }
        roster:
          people:
            joe: { name: Joe Park, role: ae, manager: kim, calendar: pacific }
        states:
          new:
            owner: joe
            entry: true
            clocks: [{ after: 30 business minutes, calendar: office, owner: kim }, { after: 30 days, to: lost }]  # ROE1102
        """),
      prefer: Example(
        """
        calendars:
          pacific: { zone: America/Los_Angeles, hours: { mon-fri: "09:00-17:00" } }
        roster:
          people:
            joe: { name: Joe Park, role: ae, manager: kim, calendar: pacific }
        states:
          new:
            owner: joe
            entry: true
            clocks: [{ after: 30 business minutes, calendar: { of: owner }, owner: kim }, { after: 30 days, to: lost }]
        """))
  ) { input in
    input.officeClocks { journey, ref, calendar, states, span in
      let clock = journey.lifecycle.clocks[ref]
      let office = Hours(calendar)
      let time = BusinessTime(calendar)
      for state in states {
        guard let source = journey.lifecycle.states[state].owner.first,
          // What nobody of a group covers is told as such.
          !input.isUncovered(source, by: office)
        else { continue }
        for person in input.members(of: source) {
          guard let mine = input.hours(of: person), mine.id != calendar.id else { continue }
          let own = Hours(mine)
          let miss = office.usually(comparedWith: own, from: input.machine.usualInstant) { spans in
            own.miss(in: spans, after: clock.rungs[0].after, time)
          }
          guard let miss else { continue }
          let zone = input.machine.zones[input.machine.zone]
          return Finding(
            "“\(clock.id)” can begin and be over while \(input.name(of: person)), who owns the lead in “\(journey.lifecycle.states[state].id)”, is not at work",
            at: span,
            notes: [
              "For example it begins \(zone.stamp(miss.start)) and is due \(zone.stamp(miss.due)); they are there from \(zone.stamp(miss.back)) on."
            ],
            help: "Say calendar: { of: owner }, or give such leads to somebody who is there.",
            scenes: [
              Scene(
                journey.lifecycle, in: [state], where: clock.when, arriving: miss.start,
                [.owned(by: [person]), .ring(ref, 0)])
            ])
        }
      }
      return nil
    }
  }
}

extension LintInput {
  /// Those whom a source picks, stewards left out.
  fileprivate func members(of source: OwnerSource) -> [String] {
    switch source {
    case .pool(let pool):
      return team.members(of: pool)
    case .person, .role: return team.usualPeople(from: source, owner: nil) ?? []
    default: return []
    }
  }

  /// The calendars of a group of two or more of whom each has one.
  private func calendars(of source: OwnerSource) -> [BusinessCalendar]? {
    let members = members(of: source)
    let calendars = members.compactMap { hours(of: $0) }
    return members.count > 1 && calendars.count == members.count ? calendars : nil
  }

  fileprivate func isUncovered(_ source: OwnerSource, by office: Hours) -> Bool {
    uncovered(source, by: office) != nil
  }

  /// A time of a day of the office, of half an hour or more, at which on most days nobody of a
  /// group is at work.
  func uncovered(_ source: OwnerSource, by office: Hours) -> Range<Int>? {
    guard let calendars = calendars(of: source), let group = Hours(anyOf: calendars) else {
      return nil
    }
    return office.usually(comparedWith: group, from: machine.usualInstant) { spans in
      spans.lazy.flatMap { group.gaps(in: $0) }.first { $0.count >= 30 * 60_000 }
    }
  }
}

extension Hours {
  /// A deadline on a day that begins and ends between two of these hours.
  fileprivate func miss(
    in spans: [Range<Int>], after amount: Amount, _ time: BusinessTime
  ) -> (start: Int, due: Int, back: Int)? {
    for gap in spans.lazy.flatMap({ gaps(in: $0) }) {
      guard let due = time.due(after: amount, since: gap.lowerBound),
        let back = nextOpen(from: gap.lowerBound), back > due
      else { continue }
      return (gap.lowerBound, due, back)
    }
    return nil
  }
}
