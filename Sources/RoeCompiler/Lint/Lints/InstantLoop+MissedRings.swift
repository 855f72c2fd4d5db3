import RoeMachine
import RoeSource

extension LintInput {
  /// Clocks that repeat and count from a day that may be long past: all that they have missed rings
  /// at once, and the machine gives the lead up.
  var missedRings: [Finding] {
    if !isExact { return [] }
    return armedClocks { journey, ref, span in
      let lifecycle = journey.lifecycle
      let clock = lifecycle.clocks[ref]
      guard clock.repeats, case .field(let field) = clock.anchor, clock.notBefore == nil,
        clock.notAfter == nil, !clock.rungs.contains(where: { $0.outcome.to != nil }),
        let days = daysOfRunaway(clock)
      else { return nil }
      let age: Age =
        lifecycle.fields[field].type == .date
        ? .days(days) : .seconds(days.saturating(times: 86_400))
      let condition = Guard.all([clock.when, .test(field, .age(.greaterOrEqual, age))])
      // What is too complex to follow is told where it stands.
      guard var presence = try? Presence(journey, asking: [condition], in: machine) else {
        return nil
      }
      for state in journey.states(arming: ref) where lifecycle.states[state].kind != .closed {
        guard let lead = try? presence.lead(condition, in: state) else { continue }
        let last = Scene.Act.ring(ref, clock.rungs.count - 1)
        let name = lifecycle.fields[field].id
        return Finding(
          "a lead whose “\(name)” is long past hears all at once what this clock has missed, and after \(Configuration.decisionLimit) decisions in one moment it goes to lost and found",
          at: span, severity: .warning,
          help:
            "Say for which leads it counts, such as when: \(name) newer than 30 days; or let it count from when they get there.",
          scenes: [
            Scene(lifecycle, in: [state], as: lead, [last, last, last]),
            Scene(lifecycle, in: [state], where: condition, [last, last, last]),
          ])
      }
      return nil
    }
  }

  /// How many days ago a clock must have begun so that it has missed more than the machine carries
  /// out at once; nil where that is before any day that is kept of a lead.
  private func daysOfRunaway(_ clock: Clock) -> Int? {
    guard let round = clock.rungs.last?.after else { return nil }
    let most = Configuration.decisionLimit
    let days: Int
    switch round {
    case .seconds(let count): days = count.saturating(times: most) / 86_400
    case .months: return nil
    case .businessSeconds, .businessDays, .endOfBusinessDay:
      guard case .calendar(let ref)? = clock.hours else { return nil }
      let calendar = machine.calendars[ref]
      let each =
        switch round {
        case .businessSeconds(let count):
          count.saturating(times: most) / max(1, calendar.daySeconds)
        case .businessDays(let count), .endOfBusinessDay(let count):
          max(1, count).saturating(times: most)
        case .seconds, .months: 0
        }
      // About every other day is one of work; before the calendar begins nothing is counted.
      days = each.saturating(times: 2)
      let start = machine.usualInstant.saturating(
        minus: days.saturating(plus: 2).saturating(times: 86_400_000))
      if start < calendar.span.lowerBound { return nil }
    }
    return days < 50 * 365 ? days + 2 : nil
  }
}
