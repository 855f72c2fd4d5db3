/// A calendar made ready for counting open time: every question is a binary search.
package struct BusinessTime: Sendable {
  package let calendar: BusinessCalendar
  /// The open milliseconds before each open interval, and after the last.
  private let openBefore: [Int]

  package init(_ calendar: BusinessCalendar) {
    self.calendar = calendar
    var total = 0
    var openBefore = [0]
    openBefore.reserveCapacity(calendar.open.count + 1)
    for interval in calendar.open {
      total = total.saturating(plus: interval.upperBound - interval.lowerBound)
      openBefore.append(total)
    }
    self.openBefore = openBefore
  }

  /// When an amount is due that counts from an anchor; nil when the calendar ends before, and for
  /// months, which are of a zone.
  package func due(after amount: Amount, since anchor: Int) -> Int? {
    switch amount {
    case .seconds(let count): anchor.saturating(plus: count.saturating(times: 1000))
    case .businessSeconds(let count): instant(after: count, openSince: anchor)
    case .businessDays(let count):
      instant(after: count.saturating(times: calendar.daySeconds), openSince: anchor)
    case .endOfBusinessDay(let number): endOfDay(number, since: anchor)
    case .months: nil
    }
  }

  /// The earliest instant at or after the anchor by which so many seconds were open; nil when the
  /// calendar ends before.
  package func instant(after seconds: Int, openSince anchor: Int) -> Int? {
    guard calendar.span.contains(anchor) else { return nil }
    let wanted = seconds.saturating(times: 1000)
    if wanted <= 0 { return anchor }
    let goal = open(before: anchor).saturating(plus: wanted)
    // The interval in which the goal is reached: the first with goal ≤ open time at its end.
    let index = openBefore.partitionPoint(where: { $0 >= goal })
    guard index < openBefore.count, index > 0 else { return nil }
    return calendar.open[index - 1].upperBound - (openBefore[index] - goal)
  }

  /// The end of the business day of the anchor (0), of the next (1), and so on.
  package func endOfDay(_ number: Int, since anchor: Int) -> Int? {
    guard calendar.span.contains(anchor) else { return nil }
    let days = calendar.days
    let index: Int
    if number <= 0 {
      index = days.partitionPoint(where: { $0.upperBound > anchor })
    } else {
      index = days.partitionPoint(where: { $0.lowerBound > anchor }).saturating(plus: number - 1)
    }
    return index < days.count ? days[index].upperBound : nil
  }

  /// The open milliseconds of the calendar before an instant.
  private func open(before instant: Int) -> Int {
    let index = calendar.open.partitionPoint(where: { $0.upperBound > instant })
    guard index < calendar.open.count else { return openBefore.last ?? 0 }
    return openBefore[index] + max(0, instant - calendar.open[index].lowerBound)
  }
}

extension Array {
  /// The first index for which a condition holds that, once it holds, holds to the end; the count
  /// when it never does.
  func partitionPoint(where holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
