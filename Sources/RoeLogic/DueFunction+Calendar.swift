/// Business time: schema/machine.md, 5.13, for all anchors at once.
extension DueFunction {
  /// The earliest instant by which so many milliseconds were open since the anchor; never, where
  /// the calendar ends before, or does not reach back to the anchor.
  ///
  /// - Parameter open: sorted and disjoint.
  package init(from start: Int, open: [Range<Int>], span: Range<Int>, milliseconds wanted: Int) {
    var builder = Builder(capacity: 2 * open.count + 4)
    if start < span.lowerBound { builder.append(start, Self.never, 0) }
    let begin = max(start, span.lowerBound)
    if begin < span.upperBound {
      if wanted <= 0 {
        builder.append(begin, begin, 1)
      } else {
        Self.count(wanted, in: open, from: begin, until: span.upperBound, into: &builder)
      }
    }
    builder.append(max(begin, span.upperBound), Self.never, 0)
    self = builder.function()
  }

  private static func count(
    _ wanted: Int, in open: [Range<Int>], from begin: Int, until end: Int,
    into builder: inout Builder
  ) {
    // The goal lies `left` milliseconds before the end of the interval `goal`.
    var goal = 0
    var left = 0
    // Closed time at the beginning asks the first interval that is still to come.
    var index = open.firstIndex { $0.upperBound > begin } ?? open.count
    guard index < open.count else {
      builder.append(begin, never, 0)
      return
    }
    goal = index
    left = open[index].upperBound - max(begin, open[index].lowerBound)
    var missing = wanted
    func advance() -> Bool {
      while missing > left {
        missing -= left
        goal += 1
        if goal == open.count { return false }
        left = open[goal].count
      }
      left -= missing
      missing = 0
      return true
    }
    guard advance() else {
      builder.append(begin, never, 0)
      return
    }
    if begin < open[index].lowerBound { builder.append(begin, open[goal].upperBound - left, 0) }
    while index < open.count {
      var instant = max(begin, open[index].lowerBound)
      let close = min(open[index].upperBound, end)
      while instant < close {
        // The anchor moves on with the goal until the goal has reached the end of its interval.
        builder.append(instant, open[goal].upperBound - left, 1)
        let length = open[index].upperBound - instant
        if left >= length {
          left -= length
          instant = open[index].upperBound
        } else {
          instant += left + 1
          left = 0
          missing = 1
          guard advance() else {
            // Just one more millisecond, and the calendar has no such instant.
            if instant < end { builder.append(instant, never, 0) }
            return
          }
        }
      }
      if open[index].upperBound < end {
        builder.append(open[index].upperBound, open[goal].upperBound - left, 0)
      }
      index += 1
    }
  }

  /// The end of the business day of the anchor (0), of the next (1), and so on; never, where the
  /// calendar ends before, or does not reach back to the anchor.
  ///
  /// - Parameter days: the midnight and the close of every business day.
  package init(from start: Int, days: [Range<Int>], span: Range<Int>, endOfDay number: Int) {
    var builder = Builder(capacity: days.count + 3)
    if start < span.lowerBound { builder.append(start, Self.never, 0) }
    let begin = max(start, span.lowerBound)
    // A day counts for the anchors before this instant of it.
    func limit(_ day: Range<Int>) -> Int { number <= 0 ? day.upperBound : day.lowerBound }
    let ahead = max(0, number - 1)
    var from = begin
    if begin < span.upperBound {
      for (index, day) in days.enumerated() where limit(day) > from {
        let (target, overflow) = index.addingReportingOverflow(ahead)
        if overflow || target >= days.count { break }
        builder.append(from, days[target].upperBound, 0)
        from = limit(day)
        if from >= span.upperBound { break }
      }
    }
    if from < span.upperBound { builder.append(from, Self.never, 0) }
    builder.append(max(begin, span.upperBound), Self.never, 0)
    self = builder.function()
  }
}
