extension Int {
  /// A length of time in milliseconds with all its units down to seconds, as in `4 days 16 hours 15
  /// minutes`: for one that is compared with another, which may differ in the smallest of them. What
  /// is left of a second counts as one.
  var exactSpanWords: String {
    let seconds = Swift.max(0, self) / 1000 + (self % 1000 > 0 ? 1 : 0)
    let parts = [
      (seconds / 86_400, "day"), (seconds / 3600 % 24, "hour"), (seconds / 60 % 60, "minute"),
      (seconds % 60, "second"),
    ]
    let said = parts.filter { $0.0 > 0 }.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
    return said.isEmpty ? "no time" : said.joined(separator: " ")
  }
}
