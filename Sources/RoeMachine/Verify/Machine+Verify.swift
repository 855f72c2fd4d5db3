extension Machine {
  /// What a machine may not be, though its types could be it; empty for a sound machine.
  ///
  /// A machine without problems can be run with any roster that fits it, and with any input.
  public func verify() -> [MachineError] {
    var verifier = Verifier(self)
    verifier.checkPrincipals()
    for offset in lifecycles.indices { verifier.check(lifecycles[offset], "lifecycles[\(offset)]") }
    return verifier.problems
  }
}

extension Verifier {
  fileprivate mutating func checkPrincipals() {
    require(
      (0...Int.safeMax).contains(machine.syncLag), "sync_lag", "a lag is not negative")
    requireSortedIDs(machine.zones.map(\.id), "zones")
    requireSortedIDs(machine.calendars.map(\.id), "calendars")
    requireSortedIDs(machine.people.map(\.id), "people")
    requireSortedIDs(machine.roles.map(\.id), "roles")
    requireSortedIDs(machine.pools.map(\.id), "pools")
    requireSortedIDs(machine.queues.map(\.id), "queues")
    requireSortedIDs(machine.lifecycles.map(\.id), "lifecycles")
    for (offset, zone) in machine.zones.enumerated() { check(zone, "zones[\(offset)]") }
    for (offset, calendar) in machine.calendars.enumerated() {
      check(calendar, "calendars[\(offset)]")
    }
    for (offset, pool) in machine.pools.enumerated() {
      require(pool.atLeast >= 0, "pools[\(offset)].at_least", "a number of members is not negative")
      require(pool.cap ?? 0 >= 0, "pools[\(offset)].cap", "a cap is not negative")
    }
  }

  private mutating func check(_ zone: Zone, _ path: String) {
    require(!zone.offsets.isEmpty, "\(path).offsets", "a zone has at least one offset")
    for (index, offset) in zone.offsets.enumerated() {
      require(
        abs(offset.seconds.clamped(to: -86_401...86_401)) <= 86_400, "\(path).offsets[\(index)]",
        "an offset is at most a day")
      requireSafe(offset.from, "\(path).offsets[\(index)]")
      if index > 0 {
        require(
          zone.offsets[index - 1].from < offset.from, "\(path).offsets[\(index)]",
          "offsets stand in the order of time")
      }
    }
  }

  private mutating func check(_ calendar: BusinessCalendar, _ path: String) {
    require(
      (1...86_400).contains(calendar.daySeconds), "\(path).day",
      "a business day has 1 to 86400 open seconds")
    requireSafe(calendar.span.lowerBound, "\(path).span")
    requireSafe(calendar.span.upperBound, "\(path).span")
    for (list, intervals) in [("open", calendar.open), ("days", calendar.days)] {
      for (index, interval) in intervals.enumerated() {
        require(
          !interval.isEmpty && interval.lowerBound >= calendar.span.lowerBound
            && interval.upperBound <= calendar.span.upperBound,
          "\(path).\(list)[\(index)]", "this is not within the span of the calendar")
        if index == 0 { continue }
        let previous = intervals[index - 1]
        require(
          list == "open"
            ? previous.upperBound < interval.lowerBound
            : previous.lowerBound < interval.lowerBound
              && previous.upperBound < interval.upperBound,
          "\(path).\(list)[\(index)]", "these stand in the order of time, and apart")
      }
    }
  }
}

extension Int {
  fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
