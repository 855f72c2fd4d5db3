/// Why a text of the rules or of a spreadsheet cannot be read, as a clause that follows the text:
/// `25:00 is not a time of the day`.
package struct Unreadable: Error, Equatable {
  package let reason: String
  package init(_ reason: String) { self.reason = reason }
}

/// Days of the week.
package struct Weekdays: Equatable, Sendable {
  /// One bit for each day, Monday first.
  private(set) var bits: UInt8 = 0

  /// 0 is Monday.
  package init(_ weekdays: [Int]) {
    for weekday in weekdays where (0..<7).contains(weekday) { bits |= 1 << weekday }
  }

  package func contains(_ weekday: Int) -> Bool {
    (0..<7).contains(weekday) && bits & (1 << weekday) != 0
  }

  package var all: [Int] { (0..<7).filter(contains) }

  /// Reads `mon-fri`, `sat`, `mon, wed, fri`, `sun-thu`, `daily`.
  package init(parsing text: String) throws(Unreadable) {
    let plain = text.lowercased()
    guard plain != "daily" else {
      bits = 0x7F
      return
    }
    for item in plain.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = item.split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count <= 2, let first = Self.weekday(ends[0]) else {
        throw Unreadable(
          "“\(item.trimmed)” is not a day of the week; write mon, mon-fri or mon,wed")
      }
      guard ends.count == 2 else {
        bits |= 1 << first
        continue
      }
      guard let last = Self.weekday(ends[1]) else {
        throw Unreadable(
          "“\(ends[1].trimmed)” is not a day of the week; write mon, mon-fri or mon,wed")
      }
      for step in 0...((last - first + 7) % 7) { bits |= 1 << ((first + step) % 7) }
    }
  }

  /// 0 is Monday; whole names and their first three letters.
  static func weekday(_ text: some StringProtocol) -> Int? {
    let name = text.trimmed.lowercased()
    return names.firstIndex { $0 == name || $0.prefix(3) == name }
  }

  static let names = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
}

/// The hours of one day, in minutes from its midnight; a shift that ends the next morning ends
/// after 1440.
package struct OpenTimes: Equatable, Sendable {
  package let spans: [Range<Int>]

  package static let closed = OpenTimes([])

  /// Sorts, and joins what touches or overlaps.
  package init(_ spans: [Range<Int>]) {
    self.spans = spans.merged()
  }

  /// Reads `09:00-17:00`, `09:00-12:00, 13:00-17:30`, `22:00-06:00`, `00:00-24:00`, `closed`.
  package init(parsing text: String) throws(Unreadable) {
    guard text.trimmed.lowercased() != "closed" else {
      self = .closed
      return
    }
    var spans: [Range<Int>] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = item.split { $0 == "-" || $0 == "–" }
      guard ends.count == 2 else {
        throw Unreadable("“\(item.trimmed)” is not a span of time; write 09:00-17:00, or closed")
      }
      let opening = try Self.minutes(ends[0])
      let closing = try Self.minutes(ends[1])
      guard opening < 1440 else { throw Unreadable("a day cannot open at 24:00") }
      guard opening != closing else {
        throw Unreadable(
          "“\(item.trimmed)” opens and closes at the same time; for the whole day write 00:00-24:00"
        )
      }
      let span = opening..<(closing > opening ? closing : closing + 1440)
      if let other = spans.first(where: { $0.overlaps(span) }) {
        throw Unreadable("\(Self.text(other)) and \(Self.text(span)) overlap")
      }
      spans.append(span)
    }
    self.init(spans)
  }

  /// Reads `09:00` … `24:00` as minutes from midnight.
  package static func minutes(_ text: some StringProtocol) throws(Unreadable) -> Int {
    let parts = text.trimmed.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
    else { throw Unreadable("“\(text.trimmed)” is not a time of the day; write it like 09:00") }
    return hour * 60 + minute
  }

  var seconds: Int { spans.reduce(0) { $0 + $1.count } * 60 }

  /// What is left when the day ends at this minute.
  func until(_ minute: Int) -> OpenTimes {
    OpenTimes(spans.filter { $0.lowerBound < minute }.map { $0.clamped(to: 0..<minute) })
  }

  /// A span that leaves less than eight hours closed and ends after six in the morning, as no night
  /// does: its ends are probably in the wrong order. How it is written, and how it was meant.
  var turned: (written: String, meant: String)? {
    guard let span = spans.first(where: { $0.count > 960 && $0.upperBound > 1440 + 360 }) else {
      return nil
    }
    let (opening, closing) = (Self.clock(span.lowerBound), Self.clock(span.upperBound - 1440))
    return ("\(opening)-\(closing)", "\(closing)-\(opening)")
  }

  private static func text(_ span: Range<Int>) -> String {
    "\(clock(span.lowerBound))-\(clock(span.upperBound > 1440 ? span.upperBound - 1440 : span.upperBound))"
  }

  private static func clock(_ minutes: Int) -> String {
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }
}

extension Array where Element == Range<Int> {
  /// Sorted, without empty ranges, and joined where they touch or overlap.
  func merged() -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = merged.last, last.upperBound >= range.lowerBound {
        merged[merged.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  var trimmed: String {
    let tail = drop(while: \.isWhitespace)
    guard let last = tail.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(tail[...last])
  }
}
