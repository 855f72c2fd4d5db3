import RoeMachine

extension Amount {
  /// The length of time in words: `15 business minutes`, `3 days`.
  var words: String {
    switch self {
    case .seconds(let n): clockWords(n, "")
    case .businessSeconds(let n): clockWords(n, "business ", largest: 3600)
    case .businessDays(let n): n.of("business day")
    case .endOfBusinessDay(0): "the end of the business day"
    case .endOfBusinessDay(1): "the end of the next business day"
    case .endOfBusinessDay(let n): "the end of the \(ordinal(n)) business day"
    case .months(let n):
      n != 0 && n.isMultiple(of: 12) ? (n / 12).of("year") : n.of("month")
    }
  }

  var isNothing: Bool {
    switch self {
    case .seconds(0), .businessSeconds(0), .businessDays(0), .months(0): true
    default: false
    }
  }

  /// `within 15 business minutes`, but `by the end of the next business day`.
  var deadline: String {
    switch self {
    case .endOfBusinessDay: "by \(words)"
    case _ where isNothing: "at once"
    default: "within \(words)"
    }
  }

  /// The word between the deadline and what it is counted from.
  var preposition: String {
    switch self {
    case .endOfBusinessDay(1...): "after"
    default: "of"
    }
  }

  /// `after 15 business minutes`, but `at the end of the next business day`.
  var moment: String {
    switch self {
    case .endOfBusinessDay: "at \(words)"
    case _ where isNothing: "at once"
    default: "after \(words)"
    }
  }
}

/// Seconds in days, hours and minutes, each only where there are some.
func clockWords(_ seconds: Int, _ kind: String, largest: Int = 86_400) -> String {
  guard seconds > 0 else { return "0 \(kind)minutes" }
  var rest = seconds
  var parts: [String] = []
  for (unit, name) in [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")]
  where unit <= largest && rest >= unit {
    // 36 hours and 90 minutes are said so, not as days and hours.
    if parts.isEmpty, !rest.isMultiple(of: unit), rest < 2 * unit, unit > 1 { continue }
    parts.append((rest / unit).of(kind + name))
    rest %= unit
  }
  return listed(parts, "and")
}

/// `first`, `second`, then `4th`.
func ordinal(_ n: Int) -> String {
  switch n {
  case 1: return "first"
  case 2: return "second"
  case 3: return "third"
  default: break
  }
  let isTeen = (11...13).contains(n % 100)
  switch n % 10 {
  case 1 where !isTeen: return "\(n)st"
  case 2 where !isTeen: return "\(n)nd"
  case 3 where !isTeen: return "\(n)rd"
  default: return "\(n)th"
  }
}
