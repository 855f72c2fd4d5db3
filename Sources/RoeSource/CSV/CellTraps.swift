/// What spreadsheets do to cells behind their author's back. Each check returns what to tell the
/// author, or nil; none guesses what the cell was meant to say.
extension CSVTable {
  /// The traps that no cell may be in, whatever its column means.
  package func trap(_ row: Int, _ column: Int) -> Diagnostic? {
    let cell = cell(row, column)
    if cell.hasSuspiciousByte,
      let found = spreadsheetError(row, column) ?? scientificNumber(row, column)
        ?? lookAlikeQuote(row, column) ?? oddSpace(row, column)
    {
      return found
    }
    return turnedIntoDate(row, column)
  }

  /// `#N/A` and its siblings: a formula that had no answer.
  package func spreadsheetError(_ row: Int, _ column: Int) -> Diagnostic? {
    let cell = cell(row, column)
    guard cell.first == UInt8(ascii: "#") else { return nil }
    let text = cell.text
    guard Self.errorValues.contains(text.uppercased()) else { return nil }
    return Diagnostic(
      .cellSpreadsheetError, "\(place(row, column)): \(text) is a spreadsheet's error, not a value",
      at: cell.span, help: "Mend the formula in the spreadsheet, or type the value.")
  }

  private static let errorValues: Set<String> = [
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#GETTING_DATA", "#ERROR!", "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!", "####", "#####",
    "######", "#######", "########",
  ]

  /// `1.23E+15`: a long number or id of which the spreadsheet has kept only the first digits.
  package func scientificNumber(_ row: Int, _ column: Int) -> Diagnostic? {
    let cell = cell(row, column)
    let text = cell.text
    let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard parts.count == 2, let sign = parts[1].first, sign == "+" || sign == "-",
      parts[1].dropFirst().isDigits, !parts[0].isEmpty,
      parts[0].allSatisfy({ $0.isASCIIDigit || $0 == "." || $0 == "," || $0 == "-" })
    else { return nil }
    return Diagnostic(
      .cellScientificNumber,
      "\(place(row, column)): \(text) is a long number of which the spreadsheet kept only the "
        + "first digits",
      at: cell.span,
      help: "Format the column as text and enter the whole number again.")
  }

  /// `‘`, `“`, `´` and others at the ends of a value: typed as quotes, but part of the text.
  package func lookAlikeQuote(_ row: Int, _ column: Int) -> Diagnostic? {
    let cell = cell(row, column)
    return .lookAlikeQuote(cell.text, at: cell.span, prefix: "\(place(row, column)): ")
  }

  /// A space within the value that looks like one and is not: `San\u{A0}Marino`.
  package func oddSpace(_ row: Int, _ column: Int) -> Diagnostic? {
    let cell = cell(row, column)
    let text = cell.text
    guard text.unicodeScalars.contains(where: Self.oddSpaces.contains) else { return nil }
    var plain = ""
    for scalar in text.unicodeScalars where !Self.invisible.contains(scalar) {
      plain.unicodeScalars.append(Self.oddSpaces.contains(scalar) ? " " : scalar)
    }
    return Diagnostic(
      .cellOddSpace,
      "\(place(row, column)): “\(plain)” has a space in it that is not the space of the keyboard",
      at: cell.span, notes: ["It looks the same, but a comparison with the typed text is false."],
      help: "Type the value again.",
      fix: Fix("write \(plain)", edits: [.init(replace: cell.span, with: plain)]))
  }

  private static let oddSpaces: Set<Unicode.Scalar> = [
    "\u{A0}", "\u{202F}", "\u{2007}", "\u{2009}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}",
    "\u{FEFF}", "\u{3000}", "\u{AD}",
  ]
  private static let invisible: Set<Unicode.Scalar> = [
    "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}",
  ]

  /// `1067` where every value has five digits: a number format that has eaten the zero.
  /// - Parameter kind: what has that many digits, in the plural: `German postcodes`.
  package func lostZero(
    _ row: Int, _ column: Int, digits: Int, kind: String
  ) -> Diagnostic? {
    let cell = cell(row, column)
    let text = cell.text
    guard text.isDigits, text.utf8.count < digits else { return nil }
    let missing = digits - text.utf8.count
    let padded = String(repeating: "0", count: missing) + text
    let has = text.utf8.count == 1 ? "1 digit" : "\(text.utf8.count) digits"
    let zeros = missing == 1 ? "a zero" : "zeros"
    return Diagnostic(
      .cellLostZero, "\(place(row, column)): \(text) has \(has), \(kind) have \(digits)",
      at: cell.span, help: "A spreadsheet probably dropped \(zeros): \(padded)?",
      fix: Fix("write \(padded)", edits: [.init(replace: cell.span, with: padded)]))
  }

  /// `1. Feb`, `2-Jan`: a range or an id like `1-2` that the spreadsheet has taken for a day.
  package func turnedIntoDate(_ row: Int, _ column: Int) -> Diagnostic? {
    let cell = cell(row, column)
    guard cell.mayBeDayAndMonth else { return nil }
    let text = cell.text
    guard let (first, second) = DayAndMonth.meaning(of: text) else { return nil }
    return Diagnostic(
      .cellTurnedIntoDate, "\(place(row, column)): \(text) is a day of the year", at: cell.span,
      notes: ["Spreadsheets turn values like 1-2 into days."],
      help: "Format the column as text and enter the value again: "
        + "\(first)-\(second), or \(second)-\(first)?")
  }

  /// The day and the month of a cell that shows a day of a year, such as `1 Jan`.
  package func dayAndMonth(_ row: Int, _ column: Int) -> (day: Int, month: Int)? {
    DayAndMonth.meaning(of: cell(row, column).text).map { (day: $0.0, month: $0.1) }
  }

  /// `DE, AT`: several values where one is expected.
  package func severalValues(_ row: Int, _ column: Int) -> Diagnostic? {
    let cell = cell(row, column)
    guard cell.hasListSeparator else { return nil }
    let text = cell.text
    let parts = text.split { $0 == "," || $0 == ";" || $0 == "|" || $0.isNewline }
      .map { $0.trimmingSpaces }.filter { !$0.isEmpty }
    guard parts.count > 1 else { return nil }
    return Diagnostic(
      .cellSeveralValues,
      "\(place(row, column)): “\(parts.joined(separator: ", "))” are \(parts.count) values in one cell",
      at: cell.span, help: "Write one row for each of them.")
  }

  /// A blank that seems to stand for the value above, which roe never reads into it.
  package func blankAsAbove(_ row: Int, _ column: Int) -> Diagnostic {
    let cell = cell(row, column)
    var notes: [String] = []
    let above = row > 0 ? self.cell(row - 1, column) : cell
    if !above.isBlank {
      notes.append("A blank never means “the same as above” (\(above.text)).")
    }
    return Diagnostic(
      .cellBlank, "\(place(row, column)) is blank", at: cell.span, notes: notes,
      help: "Fill in the value in every row.")
  }
}

extension Diagnostic {
  /// What to tell of a text with such quotes at its ends.
  /// - Parameters:
  ///   - prefix: what the message begins with.
  ///   - quote: what to put around the text instead.
  package static func lookAlikeQuote(
    _ text: String, at span: SourceSpan, prefix: String = "", instead quote: String = ""
  ) -> Diagnostic? {
    guard let first = text.first, let last = text.last,
      let found = [first, last].first(where: lookAlikes.contains)
    else { return nil }
    let plain = quote + String(text.filter { !lookAlikes.contains($0) }) + quote
    return Diagnostic(
      .cellLookAlikeQuote, "\(prefix)the quote \(found) is part of the value \(text)", at: span,
      help: quote.isEmpty ? "Delete the quotes." : "Write \(plain).",
      fix: Fix("write \(plain)", edits: [.init(replace: span, with: plain)]))
  }

  private static let lookAlikes: Set<Character> = [
    "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}", "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}",
    "\u{B4}", "`", "\u{AB}", "\u{BB}", "\u{2032}", "\u{2033}",
  ]
}

/// A day of a year as spreadsheets show it, in English and German: `1. Feb`, `Feb 1`, `01-Feb`.
private enum DayAndMonth {
  /// The two numbers that were probably typed: day, month.
  static func meaning(of text: String) -> (Int, Int)? {
    let parts = text.lowercased().split { " -./".contains($0) }
    guard parts.count == 2 else { return nil }
    if let month = months[parts[1]], let number = number(parts[0]) { return (number, month) }
    if let month = months[parts[0]], let number = number(parts[1]) { return (number, month) }
    return nil
  }

  /// A day, or the last two digits of a year (`Jan 32` stands for January 2032).
  private static func number(_ text: Substring) -> Int? {
    text.count <= 2 && text.isDigits ? Int(text) : nil
  }

  private static let months: [Substring: Int] = [
    "jan": 1, "january": 1, "januar": 1, "feb": 2, "february": 2, "februar": 2, "mar": 3,
    "march": 3,
    "mär": 3, "mrz": 3, "märz": 3, "apr": 4, "april": 4, "may": 5, "mai": 5, "jun": 6, "june": 6,
    "juni": 6, "jul": 7, "july": 7, "juli": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9,
    "september": 9, "oct": 10, "october": 10, "okt": 10, "oktober": 10, "nov": 11, "november": 11,
    "dec": 12, "december": 12, "dez": 12, "dezember": 12,
  ]
}

extension CSVCell {
  var first: UInt8? { isBlank ? nil : bytes[range.lower] }

  /// Whether a look at the text is worth its price: a plain word or number is in no trap.
  fileprivate var hasSuspiciousByte: Bool {
    guard let first else { return false }
    let isNumber = isDigit(first)
    return contains { byte in
      switch byte {
      case 0x80...0xFF, UInt8(ascii: "#"), UInt8(ascii: "`"): true
      case UInt8(ascii: "E"), UInt8(ascii: "e"): isNumber || first == UInt8(ascii: "-")
      default: false
      }
    }
  }

  /// Short, one or two digits, and a word that begins like a month.
  fileprivate var mayBeDayAndMonth: Bool {
    guard (4...16).contains(range.upper - range.lower) else { return false }
    var digits = 0
    var index = range.lower
    while index < range.upper, bytes[index] < UInt8(ascii: "A") {
      if isDigit(bytes[index]) { digits += 1 }
      index += 1
    }
    guard digits <= 2, index + 2 < range.upper else { return false }
    switch (bytes[index] | 0x20, bytes[index + 1] | 0x20) {
    case (0x6A, 0x61), (0x66, 0x65), (0x6D, 0x61), (0x6D, 0x72), (0x6D, 0xE3), (0x61, 0x70),
      (0x6A, 0x75), (0x61, 0x75), (0x73, 0x65), (0x6F, 0x63), (0x6F, 0x6B), (0x6E, 0x6F),
      (0x64, 0x65):
      return true  // ja fe ma mr mä ap ju au se oc ok no de
    default: return false
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  fileprivate var hasListSeparator: Bool {
    contains { byte in
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), .lineFeed, .carriageReturn: true
      default: false
      }
    }
  }

  @inline(__always)
  private func contains(_ isWanted: (UInt8) -> Bool) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      UnsafeBufferPointer(rebasing: bytes[range.lower..<range.upper]).contains(where: isWanted)
    }
  }
}

extension Character {
  var isASCIIDigit: Bool { "0"..."9" ~= self && isASCII }
}

extension StringProtocol {
  /// Nothing but ASCII digits, and at least one.
  var isDigits: Bool { !isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) } }

  var trimmingSpaces: String {
    let tail = drop { $0.isWhitespace }
    guard let last = tail.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(tail[...last])
  }
}
