import RoeMachine

extension Amount {
  /// As one would write it in the rules.
  var words: String {
    switch self {
    case .seconds(let n): Self.words(n, "", days: true)
    case .businessSeconds(let n): Self.words(n, "business ", days: false)
    case .businessDays(let n): n == 1 ? "1 business day" : "\(n) business days"
    case .endOfBusinessDay(0): "end of business day"
    case .endOfBusinessDay(1): "end of next business day"
    case .endOfBusinessDay(let n): "\(n) business days later, end of day"
    case .months(let n): n == 1 ? "1 month" : "\(n) months"
    }
  }

  private static func words(_ seconds: Int, _ kind: String, days: Bool) -> String {
    let units = [("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)]
    for (unit, size) in units.dropFirst(days ? 0 : 1) where seconds % size == 0 {
      let number = seconds / size
      return "\(number) \(kind)\(unit)\(number == 1 ? "" : "s")"
    }
    return "\(seconds) \(kind)seconds"
  }
}
