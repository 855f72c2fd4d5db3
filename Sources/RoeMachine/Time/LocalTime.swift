extension Zone {
  /// The offset in seconds east of UTC at an instant.
  public func offset(at instant: Int) -> Int {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle].from <= instant { low = middle + 1 } else { high = middle }
    }
    return offsets.isEmpty ? 0 : offsets[max(0, low - 1)].seconds
  }

  public func day(at instant: Int) -> CivilDate {
    CivilDate(instant: instant, offset: offset(at: instant))
  }

  /// The first instant with this local time (milliseconds since 1970 on the local clock); one in
  /// a gap moves forward by the length of the gap.
  public func instant(ofLocal local: Int) -> Int {
    // No offset reaches a day, so only the offsets in force within a day on either side matter.
    let day = 86_400_000
    var index = segment(at: local.saturating(minus: day))
    let last = segment(at: local.saturating(plus: day))
    while index <= last, offsets.indices.contains(index) {
      let candidate = local.saturating(minus: offsets[index].seconds.saturating(times: 1000))
      let next = index + 1 < offsets.count ? offsets[index + 1].from : .max
      // A candidate before this offset's time, but not before the one before it ended: the gap.
      if index > 0, candidate < offsets[index].from {
        return local.saturating(minus: offsets[index - 1].seconds.saturating(times: 1000))
      }
      if candidate < next { return candidate }
      index += 1
    }
    return local.saturating(minus: offset(at: local).saturating(times: 1000))
  }

  /// The instant at which a local day begins.
  public func start(of day: CivilDate) -> Int {
    instant(ofLocal: day.days.saturating(times: 86_400_000))
  }

  /// The same local time so many months later, with the day clamped to the month.
  public func adding(months: Int, to instant: Int) -> Int {
    let local = instant.saturating(plus: offset(at: instant).saturating(times: 1000))
    let day = CivilDate(days: local.floorDivided(by: 86_400_000))
    let time = local.modulo(86_400_000)
    let moved = day.adding(months: months).days.saturating(times: 86_400_000)
    return self.instant(ofLocal: moved.saturating(plus: time))
  }

  private func segment(at instant: Int) -> Int {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle].from <= instant { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}
