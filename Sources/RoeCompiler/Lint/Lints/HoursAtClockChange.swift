import RoeMachine
import RoeSource

extension Lint {
  static let hoursAtClockChange = Lint(
    Code(
      "ROE1104", "hours-at-clock-change", .warning,
      title: "02:30 does not exist, or exists twice",
      rationale: """
        On the night when the clocks change, a time within the hour that is skipped never comes, \
        and one within the hour that comes twice is there twice: the office would open, close and \
        open again. Let it open or close on the hour.
        """,
      avoid: Example(
        """
        calendars:
          night:  # ROE1104
            zone: Europe/Berlin
            hours: { sat-sun: "22:00-02:30" }
        states:
          new:
            owner: dana
            entry: true
            clocks: [{ after: 2 business hours, calendar: night, owner: kim }, { after: 30 days, to: lost }]
        """),
      prefer: Example(
        """
        calendars:
          night:
            zone: Europe/Berlin
            hours: { sat-sun: "22:00-03:00" }
        states:
          new:
            owner: dana
            entry: true
            clocks: [{ after: 2 business hours, calendar: night, owner: kim }, { after: 30 days, to: lost }]
        """))
  ) { input in
    input.texts.calendars.compactMap { text -> Finding? in
      guard let span = input.span(RuleID.calendar(text.id)),
        let calendar = input.machine.calendars.first(where: { $0.id == text.id }),
        let offsets = ZoneData.offsets(of: text.zone, over: calendar.span)
      else { return nil }
      for (before, after) in zip(offsets, offsets.dropFirst()) {
        // On the clock on the wall, from the last minute before to the first one after.
        let ends = [before, after].map { after.from.saturating(plus: $0.seconds * 1000) }
        let (lower, upper) = (min(ends[0], ends[1]), max(ends[0], ends[1]))
        for (minute, date) in text.edges(around: lower..<upper) {
          let local = date.days * 86_400_000 + minute * 60_000
          guard lower < local, local < upper else { continue }
          let time = "\(minute / 60 % 24):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
          let day = CivilDate(days: local.floorDivided(by: 86_400_000))
          return Finding(
            before.seconds < after.seconds
              ? "“\(text.id)” opens or closes at \(time), a time that does not exist on \(day)"
              : "“\(text.id)” opens or closes at \(time), a time that comes twice on \(day)",
            at: span, notes: ["The clocks of \(text.zone) change then."],
            help: "Let it open or close on the hour, before or after the change.")
        }
      }
      return nil
    }
  }
}

extension CalendarText {
  /// The opening and closing times, in minutes from the midnight of a day, of the days that a span
  /// of local time touches, and of those before.
  fileprivate func edges(around span: Range<Int>) -> [(minute: Int, day: CivilDate)] {
    let day = CivilDate(days: span.lowerBound.floorDivided(by: 86_400_000))
    return hours.flatMap { line -> [(minute: Int, day: CivilDate)] in
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2, let weekdays = try? Weekdays(parsing: parts[0]),
        let times = try? OpenTimes(parsing: parts[1])
      else { return [] }
      return [day.adding(days: -1), day].filter { weekdays.contains($0.weekday) }.flatMap { day in
        times.spans.flatMap { [($0.lowerBound, day), ($0.upperBound, day)] }
      }
    }
  }
}
