import RoeLogic
import RoeMachine

/// The due functions of the amounts and calendars of a lifecycle, each worked out once.
struct DueTable {
  /// When something is due, and for which anchors the calendar ends before.
  struct Timing {
    let due: DueFunction
    /// The ends of the stretches of such anchors, as functions that are always due just then.
    let calendarEnds: [(begin: DueFunction, end: DueFunction?)]
  }

  private struct Key: Hashable {
    var amount: Amount
    var calendar: Ref<BusinessCalendar>?
  }

  let algebra: DueAlgebra
  private let machine: Machine
  let start: Int
  private var known: [Key: Timing] = [:]
  /// The instants at which months may begin to move otherwise.
  private var monthBreaks: [Int] = []

  init(_ model: SilentModel) { self.init(model.machine, from: model.span.lowerBound) }

  init(_ machine: Machine, from start: Int) {
    self.machine = machine
    self.start = start
    algebra = DueAlgebra(from: start)
  }

  /// For which instants the calendar of a timing ends before, when the anchor is a function of them.
  func ended(_ timing: Timing, after anchor: DueFunction) -> InstantSet {
    if timing.calendarEnds.isEmpty { return .none }
    var ended: [Range<Int>] = []
    for (begin, end) in timing.calendarEnds {
      // The anchor lies in the stretch: not before its beginning, and before its end.
      var set = algebra.span(of: begin, notAfter: anchor)
      if let end { set = set.subtracting(algebra.span(of: end, notAfter: anchor)) }
      ended += set.ranges
    }
    return InstantSet(ranges: ended.sorted { $0.lowerBound < $1.lowerBound })
  }

  mutating func timing(_ amount: Amount, _ calendar: Ref<BusinessCalendar>?) -> Timing {
    let key = Key(amount: amount, calendar: calendar)
    if let timing = known[key] { return timing }
    let timing = make(amount, calendar)
    known[key] = timing
    return timing
  }

  private mutating func make(_ amount: Amount, _ ref: Ref<BusinessCalendar>?) -> Timing {
    let due: DueFunction
    switch (amount, ref.map { machine.calendars[$0] }) {
    case (.seconds(let n), _):
      return timing(DueFunction(from: start, after: Self.milliseconds(n)), .none)
    case (.months(let n), _):
      return timing(months(n), .none)
    case (_, nil):
      return timing(DueFunction(from: start), .all)
    case (.businessSeconds(let n), let calendar?):
      due = DueFunction(
        from: start, open: calendar.open, span: calendar.span, milliseconds: Self.milliseconds(n))
    case (.businessDays(let n), let calendar?):
      let (seconds, overflow) = n.multipliedReportingOverflow(by: calendar.daySeconds)
      due = DueFunction(
        from: start, open: calendar.open, span: calendar.span,
        milliseconds: overflow ? .max : Self.milliseconds(seconds))
    case (.endOfBusinessDay(let n), let calendar?):
      due = DueFunction(from: start, days: calendar.days, span: calendar.span, endOfDay: n)
    }
    guard let calendar = ref.map({ machine.calendars[$0] }) else {
      return timing(due, .none)
    }
    let hasEnded = due.finiteSpan.complement
    return timing(
      due.replacingNever(by: calendar.span.upperBound),
      hasEnded.intersection(InstantSet(ranges: [start..<Int.max])))
  }

  private func timing(_ due: DueFunction, _ calendarEnds: InstantSet) -> Timing {
    Timing(
      due: due,
      calendarEnds: calendarEnds.ranges.map { range in
        func always(_ instant: Int) -> DueFunction { DueFunction(from: start, constant: instant) }
        return (
          always(range.lowerBound), range.upperBound < .max ? always(range.upperBound) : nil
        )
      })
  }

  private static func milliseconds(_ seconds: Int) -> Int {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    return overflow ? .max : product
  }

  /// For how many days months are worked out: six years, which no step outlasts.
  private static let days = 6 * 366

  /// Until when months are worked out.
  static func end(of machine: Machine, from start: Int) -> Int {
    let zone = machine.zones[machine.zone]
    return zone.start(of: zone.day(at: start).adding(days: days))
  }

  private mutating func months(_ count: Int) -> DueFunction {
    let zone = machine.zones[machine.zone]
    if monthBreaks.isEmpty { monthBreaks = breaks(ofMonthsIn: zone) }
    let end = Self.end(of: machine, from: start)
    return DueFunction(from: start, breaks: monthBreaks, end: end) {
      min(zone.adding(months: count, to: $0), DueFunction.never)
    }
  }

  private func breaks(ofMonthsIn zone: Zone) -> [Int] {
    // The days of a month move alike, but for the last ones of long months; and clocks do not
    // change twice within a week.
    let day = zone.day(at: start)
    let month = day.adding(days: 1 - day.parts.day)
    var breaks = (0...Self.days / 28).flatMap { number in
      [0, 7, 14, 21, 28, 29, 30].map { day in
        zone.start(of: month.adding(months: number).adding(days: day))
      }
    }
    breaks += zone.offsets.map(\.from)
    return Set(breaks).sorted()
  }
}
