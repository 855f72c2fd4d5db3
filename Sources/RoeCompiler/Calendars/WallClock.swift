import RoeMachine

/// The clock on the wall of one place over some years: from local times to instants.
struct WallClock {
  let first: CivilDate
  let last: CivilDate
  /// From each instant to the next, the same offset.
  private let offsets: [Zone.Offset]

  init(zone: String, years: ClosedRange<Int>) throws(CalendarProblem) {
    guard ZoneData.years.contains(years.lowerBound), ZoneData.years.contains(years.upperBound),
      let first = CivilDate(year: years.lowerBound, month: 1, day: 1),
      let last = CivilDate(year: years.upperBound, month: 12, day: 31)
    else { throw .years(covered: ZoneData.years) }
    self.first = first
    self.last = last
    let day = 86_400_000
    let span = (first.days - 3) * day..<(last.days + 3) * day
    guard let offsets = ZoneData.offsets(of: zone, over: span) else {
      throw .unknownZone(nearest: ZoneData.nearest(to: zone))
    }
    self.offsets = offsets
  }

  /// The instants at which the clock shows a time within these minutes from midnight: none within
  /// an hour that is skipped, two ranges within an hour that comes twice. Milliseconds UTC.
  func instants(of minutes: Range<Int>, on date: CivilDate) -> [Range<Int>] {
    let midnight = date.days * 86_400_000
    let local = midnight + minutes.lowerBound * 60_000..<midnight + minutes.upperBound * 60_000
    var found: [Range<Int>] = []
    for index in candidates(local) {
      let offset = offsets[index].seconds * 1000
      let from = max(local.lowerBound - offset, offsets[index].from)
      let end = index + 1 < offsets.count ? offsets[index + 1].from : .max
      let to = min(local.upperBound - offset, end)
      if from < to { found.append(from..<to) }
    }
    return found.merged()
  }

  /// The first instant of the day.
  func midnight(_ date: CivilDate) -> Int {
    let local = date.days * 86_400_000
    for index in candidates(local..<local) {
      let instant = max(local - offsets[index].seconds * 1000, offsets[index].from)
      if index + 1 >= offsets.count || instant < offsets[index + 1].from { return instant }
    }
    return local
  }

  /// The offsets that may hold at these local times (milliseconds), in order.
  private func candidates(_ local: Range<Int>) -> Range<Int> {
    let day = 86_400_000
    let lower = max(1, firstIndex { $0.from > local.lowerBound - 2 * day }) - 1
    let upper = firstIndex { $0.from > local.upperBound + 2 * day }
    return lower..<max(lower, upper)
  }

  private func firstIndex(where isLater: (Zone.Offset) -> Bool) -> Int {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if isLater(offsets[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
