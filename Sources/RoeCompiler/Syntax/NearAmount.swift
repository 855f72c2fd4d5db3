import RoeSource

/// What people mean by lengths of time that are not written as roe reads them.
extension Lowering {
  /// The length of time that somebody has probably meant: `14d`, `4 bussiness hours`, `one month`,
  /// `1.5 days`.
  static func nearAmount(_ text: String) -> String? {
    let lower = text.lowercased()
    // Less than nothing is something else, not a slip.
    if lower.hasPrefix("-") || lower.hasPrefix("−") { return nil }
    var words = lower.split { $0.isWhitespace || $0 == "-" }.map(String.init)
    // `14d` and `4hours` are a number and a unit.
    if let first = words.first {
      let digits = first.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      if !digits.isEmpty, digits.count < first.count {
        words.replaceSubrange(0..<1, with: [String(digits), String(first.dropFirst(digits.count))])
      }
    }
    guard (2...3).contains(words.count), let count = words.first.map(number) ?? nil else {
      return nil
    }
    let isBusiness = words.count == 3
    if isBusiness {
      let asked = words[1]
      guard
        ["working", "work", "office", "biz", "bus", "open"].contains(asked)
          || nearName(to: asked, among: ["business"]) != nil
      else { return nil }
    }
    let last = words[words.count - 1]
    guard let unit = units[last] ?? near(unit: last),
      let (number, unit) = whole(count, unit, ofDay: isBusiness ? nil : 24)
    else { return nil }
    let found = "\(number) \(isBusiness ? "business " : "")\(unit)\(number == 1 ? "" : "s")"
    if case .amount = amount(found) { return found }
    return nil
  }

  /// In tenths, so that `1.5 days` can be told in hours.
  private static func number(_ word: String) -> Int? {
    let numbers = [
      "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
      "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    ]
    if let number = numbers[word] { return number * 10 }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts[0]), (0...100_000).contains(whole) else {
      return nil
    }
    if parts.count == 1 { return whole * 10 }
    guard parts[1].count == 1, let tenth = Int(parts[1]), tenth >= 0 else { return nil }
    return whole * 10 + tenth
  }

  /// A number of units, or of smaller ones where it is not whole; a day has so many hours.
  private static func whole(
    _ tenths: Int, _ unit: String, ofDay hours: Int?
  ) -> (Int, String)? {
    if tenths % 10 == 0 { return (tenths / 10, unit) }
    let smaller: (String, Int)? =
      switch unit {
      case "minute": ("second", 60)
      case "hour": ("minute", 60)
      case "day": hours.map { ("hour", $0) }
      case "week": ("day", 7)
      case "year": ("month", 12)
      default: nil
      }
    guard let (unit, count) = smaller, tenths * count % 10 == 0 else { return nil }
    return (tenths * count / 10, unit)
  }

  private static let units = [
    "s": "second", "sec": "second", "secs": "second", "m": "minute", "min": "minute",
    "mins": "minute", "h": "hour", "hr": "hour", "hrs": "hour", "d": "day", "w": "week",
    "wk": "week", "wks": "week", "mo": "month", "mon": "month", "mth": "month", "y": "year",
    "yr": "year", "yrs": "year",
  ]

  private static func near(unit: String) -> String? {
    let names = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]
    if names.contains(unit) { return unit }
    let near = nearName(to: unit, among: names + names.map { $0 + "s" })
    return near.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
  }
}
