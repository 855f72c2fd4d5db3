import RoeMachine
import RoeSource

/// Opening hours as they are compared with those of somebody else.
struct Hours {
  let calendar: BusinessCalendar

  init(_ calendar: BusinessCalendar) { self.calendar = calendar }

  /// Of several people: open when one of them is at work.
  init?(anyOf calendars: [BusinessCalendar]) {
    guard var all = calendars.first else { return nil }
    all.open = calendars.flatMap(\.open).merged()
    self.init(all)
  }

  /// The first open instant at or after the given one.
  func nextOpen(from instant: Int) -> Int? {
    let index = calendar.open.partitioningIndex { $0.upperBound > instant }
    return index < calendar.open.count ? max(instant, calendar.open[index].lowerBound) : nil
  }

  /// What these hours leave open of a span of time.
  func gaps(in span: Range<Int>) -> [Range<Int>] {
    var gaps: [Range<Int>] = []
    var start = span.lowerBound
    var index = calendar.open.partitioningIndex { $0.upperBound > start }
    while index < calendar.open.count, calendar.open[index].lowerBound < span.upperBound {
      let open = calendar.open[index]
      if open.lowerBound > start { gaps.append(start..<open.lowerBound) }
      start = max(start, open.upperBound)
      index += 1
    }
    if start < span.upperBound { gaps.append(start..<span.upperBound) }
    return gaps
  }

  /// Asks about every business day that the other hours cover, too, and gives the answer for the
  /// first day from an instant on. Nil unless there is an answer for most of the days: a holiday
  /// in one of two countries is nothing to speak of.
  ///
  /// - Parameter ask: gets the open spans of a day.
  func usually<Answer>(
    comparedWith other: Hours, from instant: Int, _ ask: ([Range<Int>]) -> Answer?
  ) -> Answer? {
    var (days, found) = (0, 0)
    var first: Answer?
    var isEarly = true
    var next = 0
    for day in calendar.days {
      while next < calendar.open.count, calendar.open[next].upperBound <= day.lowerBound {
        next += 1
      }
      var spans: [Range<Int>] = []
      var place = next
      while place < calendar.open.count, calendar.open[place].lowerBound < day.upperBound {
        spans.append(calendar.open[place].clamped(to: day))
        place += 1
      }
      guard let last = spans.last,
        other.calendar.span.contains(day.lowerBound), other.calendar.span.contains(last.upperBound)
      else { continue }
      days += 1
      guard let answer = ask(spans) else { continue }
      found += 1
      if isEarly { first = answer }
      if day.lowerBound >= instant { isEarly = false }
    }
    return days > 0 && found * 2 > days ? first : nil
  }
}

extension Clock {
  /// The one calendar in which it counts business time.
  func calendar(of machine: Machine) -> BusinessCalendar? {
    guard case .calendar(let ref)? = hours else { return nil }
    return machine.calendars[ref]
  }
}

extension LintInput {
  /// The hours of somebody, where the roster states them.
  func hours(of person: String) -> BusinessCalendar? {
    guard let id = team.member(person)?.calendar else { return nil }
    return machine.calendars.first { $0.id == id }
  }

  /// Asks about every clock that counts in the hours of one calendar and that some reachable state
  /// arms, with these states.
  func officeClocks(
    _ ask: (Journey, Ref<Clock>, BusinessCalendar, [Ref<State>], SourceSpan) -> Finding?
  ) -> [Finding] {
    armedClocks { journey, ref, span in
      let clock = journey.lifecycle.clocks[ref]
      guard let calendar = clock.calendar(of: machine),
        clock.rungs.first?.after.isBusiness == true
      else { return nil }
      return ask(journey, ref, calendar, journey.states(arming: ref), span)
    }
  }
}

extension LintInput {
  /// The calendars in which a clock may count when it starts; each with those who then have the lead,
  /// by id, where it is theirs.
  func hours(
    of ref: Ref<Clock>, in journey: Journey
  ) -> [(calendar: Ref<BusinessCalendar>?, owners: Set<String>?)] {
    let clock = journey.lifecycle.clocks[ref]
    let calendars = clock.calendars(of: machine)
    var owners: [Ref<BusinessCalendar>: Set<String>] = [:]
    if clock.hours == .owner {
      for person in possibleOwners(in: journey).owners(starting: ref) {
        let own = hours(of: person)?.id
        let calendar = calendars.first { machine.calendars[$0].id == own } ?? calendars.first
        if let calendar { owners[calendar, default: []].insert(person) }
      }
    }
    if owners.isEmpty { return calendars.isEmpty ? [(nil, nil)] : calendars.map { ($0, nil) } }
    return owners.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
