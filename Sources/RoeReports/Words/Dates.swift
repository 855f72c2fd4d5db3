import RoeMachine

extension Names {
  /// The local day of an instant in the zone of the rules, `2026-01-31`.
  func day(_ instant: Int) -> String { civil(instant).day }

  /// The local day and time of an instant in the zone of the rules.
  func moment(_ instant: Int) -> String {
    let local = civil(instant)
    return "\(local.day) \(local.time)"
  }

  private func civil(_ instant: Int) -> (day: String, time: String) {
    let offsets = machine.zones.isEmpty ? [] : machine.zones[machine.zone].offsets
    let offset = offsets.last { $0.from <= instant } ?? offsets.first
    let seconds = instant.dividedDown(by: 1000).addingReportingOverflow(offset?.seconds ?? 0)
      .partialValue
    let days = seconds.dividedDown(by: 86_400)
    let minute = (seconds - days * 86_400) / 60
    let time = "\((minute / 60).padded(2)):\((minute % 60).padded(2))"
    return (gregorianDay(days), time)
  }
}

/// The date of a day counted from 1970-01-01, `YYYY-MM-DD`.
private func gregorianDay(_ days: Int) -> String {
  // Eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
  let shifted = days + 719_468
  let era = shifted.dividedDown(by: 146_097)
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shiftedMonth = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
  let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))"
}

extension Int {
  fileprivate func dividedDown(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  fileprivate func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
