package import RoeMachine

/// Business hours as people write them down, before they become instants.
package struct CalendarDescription: Equatable, Sendable {
  package struct Hours: Equatable, Sendable {
    package var weekdays: Weekdays
    package var times: OpenTimes
    package init(_ weekdays: Weekdays, _ times: OpenTimes) {
      self.weekdays = weekdays
      self.times = times
    }
  }

  package var id: String
  /// The IANA name of the zone whose clock shows the hours.
  package var zone: String
  /// No day of the week occurs twice; one that does not occur is closed.
  package var weekly: [Hours]
  package var holidays: [Holiday]
  /// The years that are covered.
  package var years: ClosedRange<Int>
  /// The length of a business day in open seconds; nil for that of the most common day.
  package var daySeconds: Int?

  package init(
    id: String, zone: String, weekly: [Hours], holidays: [Holiday] = [], years: ClosedRange<Int>,
    daySeconds: Int? = nil
  ) {
    self.id = id
    self.zone = zone
    self.weekly = weekly
    self.holidays = holidays
    self.years = years
    self.daySeconds = daySeconds
  }
}

/// Why a description is not a calendar.
package enum CalendarProblem: Error, Equatable {
  /// With the name that was perhaps meant.
  case unknownZone(nearest: String?)
  /// The zone data do not cover these years.
  case years(covered: ClosedRange<Int>)
  /// Hours are stated twice for a day of the week (0 is Monday).
  case weekdayTwice(Int)
  /// There is no open minute in all the years.
  case neverOpen
  /// A business day without open seconds.
  case emptyDay
}

extension CalendarDescription {
  /// Works the hours out to instants.
  ///
  /// A calendar is open when the clock on its wall shows an open time of the day: when the clock
  /// skips an hour, nobody works in it, and when an hour comes twice, both are worked. A shift
  /// belongs to the day on which it begins, holidays included.
  package func compiled() throws(CalendarProblem) -> BusinessCalendar {
    let wall = try WallClock(zone: zone, years: years)
    try checkWeekdays()
    let exceptions = exceptions()
    let span = wall.midnight(wall.first)..<wall.midnight(wall.last.adding(days: 1))
    var open: [Range<Int>] = []
    var days: [Range<Int>] = []
    // A shift may reach into the first day from the day before.
    var date = wall.first.adding(days: -1)
    while date <= wall.last {
      defer { date = date.adding(days: 1) }
      let times = times(on: date, exceptions)
      let pieces = times.spans.flatMap { wall.instants(of: $0, on: date) }
        .map { $0.clamped(to: span) }.filter { !$0.isEmpty }
      guard let close = pieces.map(\.upperBound).max() else { continue }
      open += pieces
      guard date >= wall.first else { continue }
      // A long night shift may end after the hours of the next day; closing times stay in order.
      days.append(wall.midnight(date)..<max(close, days.last?.upperBound ?? close))
    }
    guard !days.isEmpty else { throw .neverOpen }
    guard let daySeconds = daySeconds ?? commonDaySeconds, daySeconds > 0 else { throw .emptyDay }
    return BusinessCalendar(
      id: id, span: span, daySeconds: daySeconds, open: open.merged(), days: days)
  }

  private func checkWeekdays() throws(CalendarProblem) {
    for (index, hours) in weekly.enumerated() {
      for earlier in weekly[..<index] {
        if let twice = hours.weekdays.all.first(where: earlier.weekdays.contains) {
          throw .weekdayTwice(twice)
        }
      }
    }
  }

  private func times(on date: CivilDate, _ exceptions: [CivilDate: Int]) -> OpenTimes {
    let usual = weekly.first { $0.weekdays.contains(date.weekday) }?.times ?? .closed
    return exceptions[date].map(usual.until) ?? usual
  }

  /// For every holiday the minute until which the calendar is open, 0 for a closed day.
  private func exceptions() -> [CivilDate: Int] {
    var found: [CivilDate: Int] = [:]
    var moved: [(from: CivilDate, until: Int)] = []
    for holiday in holidays where holiday.calendars.isEmpty || holiday.calendars.contains(id) {
      let until = max(0, holiday.openUntil ?? 0)
      for year in years.lowerBound - 1...years.upperBound {
        guard let date = holiday.day.date(in: year) else { continue }
        found[date] = min(until, found[date] ?? until)
        if holiday.observed == .monday, date.weekday >= 5 { moved.append((date, until)) }
      }
    }
    moved.sort { ($0.from, $0.until) < ($1.from, $1.until) }
    for (date, until) in moved {
      var target = date.adding(days: 7 - date.weekday)
      while target.weekday >= 5 || found[target] != nil { target = target.adding(days: 1) }
      found[target] = until
    }
    return found
  }

  /// The open seconds that most days of the week have; of two, the longer.
  private var commonDaySeconds: Int? {
    var counts: [Int: Int] = [:]
    for hours in weekly where hours.times.seconds > 0 {
      counts[hours.times.seconds, default: 0] += hours.weekdays.all.count
    }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
  }
}
