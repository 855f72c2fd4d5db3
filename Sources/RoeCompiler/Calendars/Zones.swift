package import RoeMachine
import RoeSource

/// The time zones of the world, as they were when the table was made.
///
/// The data are part of the binary, so that the same rules become the same machine wherever roe
/// runs, and no library has to be started first. Only the entry of the zone that is asked is read.
package enum ZoneData {
  /// The release of the IANA data, such as `2025b`.
  package static var version: String { ZoneTable.version }

  /// The years for which the data hold.
  package static var years: ClosedRange<Int> { ZoneTable.years }

  package static func isKnown(_ zone: String) -> Bool { entry(of: zone) != nil }

  /// The offset at the start of the span, then every change within it; nil for an unknown zone.
  /// - Parameter span: milliseconds UTC.
  package static func offsets(of zone: String, over span: Range<Int>) -> [Zone.Offset]? {
    guard let entry = entry(of: zone), let rule = ZoneRule(entry) else { return nil }
    var initial = rule.initial
    var changes: [Zone.Offset] = []
    for change in rule.changes(over: span) {
      if change.from <= span.lowerBound {
        initial = change.seconds
      } else if change.from < span.upperBound, change.seconds != changes.last?.seconds ?? initial {
        changes.append(change)
      }
    }
    return [Zone.Offset(from: span.lowerBound, seconds: initial)] + changes
  }

  /// All names, sorted by their bytes.
  package static var names: [String] {
    ZoneTable.text.withUTF8Buffer { bytes in
      bytes.split(separator: semicolon).map { entry in
        String(decoding: entry.prefix { $0 != space }, as: UTF8.self)
      }
    }
  }

  private static let space = UInt8(ascii: " ")
  private static let semicolon = UInt8(ascii: ";")

  /// What follows the name in the table.
  private static func entry(of zone: String) -> String? {
    guard !zone.isEmpty, zone.utf8.allSatisfy({ $0 > space }) else { return nil }
    return ZoneTable.text.withUTF8Buffer { bytes in
      var low = 0
      var high = bytes.count
      while low < high {
        let middle = (low + high) / 2
        let start = bytes[low..<middle].lastIndex(of: semicolon).map { $0 + 1 } ?? low
        let end = bytes[middle..<high].firstIndex(of: semicolon) ?? high
        let name = bytes[start..<end].prefix { $0 != space }
        if name.elementsEqual(zone.utf8) {
          return String(decoding: bytes[min(name.endIndex + 1, end)..<end], as: UTF8.self)
        }
        if name.lexicographicallyPrecedes(zone.utf8) { low = end + 1 } else { high = start }
      }
      return nil
    }
  }
}

/// One entry of the zone table: listed changes, then a rule that repeats every year.
private struct ZoneRule {
  struct Change {
    var month: Int
    /// 5 is the last.
    var week: Int
    /// 0 is Sunday.
    var weekday: Int
    /// Local time of the day, by the offset that ends here; may be negative or beyond 24 hours.
    var seconds: Int
  }

  var standard: Int
  var summer: (offset: Int, begin: Change, end: Change)?
  /// The offset before the first listed change, in seconds.
  var before: Int?
  var listed: [Zone.Offset] = []

  init?(_ line: String) {
    let words = line.split(separator: " ")
    guard let first = words.first, let standard = Int(first) else { return nil }
    self.standard = standard
    var rest = words.dropFirst()
    if let second = rest.first, second != "@" {
      let parts = Array(rest.prefix(3))
      guard parts.count == 3, let offset = Int(second), let begin = Change(parts[1]),
        let end = Change(parts[2])
      else { return nil }
      summer = (offset, begin, end)
      rest = rest.dropFirst(3)
    }
    guard rest.first == "@" else { return }
    before = rest.dropFirst().first.flatMap { Int($0) }
    for word in rest.dropFirst(2) {
      let parts = word.split(separator: "=")
      guard parts.count == 2, let at = Int(parts[0]), let offset = Int(parts[1]) else { return nil }
      listed.append(Zone.Offset(from: at * 1000, seconds: offset))
    }
  }

  /// What holds before every change that `changes` names.
  var initial: Int { before ?? standard }

  /// All changes that may touch the span, and at least one year of them before it; ascending.
  func changes(over span: Range<Int>) -> [Zone.Offset] {
    guard let summer else { return listed }
    // Far years are cut off: nothing is known about them, and they would take forever.
    let first = min(max(CivilDate(instant: span.lowerBound).year - 1, 1900), 2200)
    let last = min(max(CivilDate(instant: span.upperBound).year + 1, first), 2200)
    var regular: [Zone.Offset] = []
    for year in first...last {
      if let begin = summer.begin.instant(in: year, offset: standard),
        let end = summer.end.instant(in: year, offset: summer.offset)
      {
        regular.append(Zone.Offset(from: begin, seconds: summer.offset))
        regular.append(Zone.Offset(from: end, seconds: standard))
      }
    }
    regular.sort { $0.from < $1.from }
    guard let lastListed = listed.last else { return regular }
    return listed + regular.filter { $0.from > lastListed.from }
  }
}

extension ZoneRule.Change {
  /// Reads `3.5.0/7200`.
  init?(_ text: Substring) {
    let parts = text.split { $0 == "." || $0 == "/" }.compactMap { Int($0) }
    guard parts.count == 4 else { return nil }
    self.init(month: parts[0], week: parts[1], weekday: parts[2], seconds: parts[3])
  }

  /// Milliseconds UTC.
  func instant(in year: Int, offset: Int) -> Int? {
    let monday = (weekday + 6) % 7
    let date =
      week == 5
      ? CivilDate.last(weekday: monday, month: month, year: year)
      : CivilDate.nth(week, weekday: monday, month: month, year: year)
    return date.map { ($0.days * 86_400 + seconds - offset) * 1000 }
  }
}
