/// The bytes of a file once it is certain that they are text.
struct YAMLText {
  static let maximumBytes = 1 << 30

  /// The bytes of the file, with `?` for each that is not text.
  let bytes: [UInt8]
  /// Where the text begins, behind a byte order mark.
  let start: Int
  let isASCII: Bool

  /// Nil when the file is no text at all; a wrong byte here or there is reported and replaced.
  init?(checking source: SourceText, file: FileID, reporting diagnostics: inout [Diagnostic]) {
    let bytes = source.bytes
    func report(_ code: Code, _ message: String, at lower: Int, _ upper: Int, help: String? = nil) {
      let span = SourceSpan(file: file, lower: lower, upper: upper)
      diagnostics.append(Diagnostic(code, message, at: span, help: help))
    }
    guard bytes.count <= Self.maximumBytes else {
      report(.beyondLimits, "\(source.name) is larger than 1 GB", at: 0, 0)
      return nil
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      report(
        .unreadableText, "\(source.name) is saved as UTF-16, and roe reads UTF-8", at: 0, 0,
        help: "Save the file again with the encoding UTF-8.")
      return nil
    }
    if let zero = bytes.firstIndex(of: 0) {
      report(
        .unreadableText, "\(source.name) is not a text file: it holds a zero byte", at: zero, zero,
        help: "Save the rules as plain text in UTF-8.")
      return nil
    }
    let flaws = Flaws(in: bytes)
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    isASCII = flaws.isASCII
    guard let first = flaws.ranges.first else {
      self.bytes = bytes
      return
    }
    diagnostics.append(
      flaws.diagnostic(at: first, in: bytes, file: file, others: flaws.ranges.count - 1))
    var mended = bytes
    for range in flaws.ranges {
      for index in range { mended[index] = UInt8(ascii: "?") }
    }
    self.bytes = mended
  }
}

/// The bytes of a file that are not text.
private struct Flaws {
  private(set) var ranges: [Range<Int>] = []
  private(set) var isASCII = true

  init(in bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte &- 0x20 < 0x5F || byte == 0x0A || byte == 0x0D || byte == 0x09 {
          index += 1
        } else if byte < 0x80 {
          ranges.append(index..<index + 1)
          index += 1
        } else {
          isASCII = false
          let (length, isText) = Self.character(in: bytes, at: index)
          if !isText { ranges.append(index..<index + length) }
          index += length
        }
      }
    }
  }

  /// The length of the character that begins at `index`, and whether it is one that a text file
  /// may hold.
  private static func character(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (length: Int, isText: Bool) {
    let lead = bytes[index]
    let length: Int
    var value: UInt32
    switch lead {
    case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, value) = (4, UInt32(lead & 0x07))
    default: return (1, false)
    }
    guard index + length <= bytes.count else { return (1, false) }
    for offset in 1..<length {
      guard bytes[index + offset] & 0xC0 == 0x80 else { return (1, false) }
      value = value << 6 | UInt32(bytes[index + offset] & 0x3F)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000
    guard value >= smallest, Unicode.Scalar(value) != nil else { return (1, false) }
    let isControl = value < 0xA0 && value != 0x85
    return (length, !isControl && value != 0xFFFE && value != 0xFFFF)
  }

  func diagnostic(
    at range: Range<Int>, in bytes: [UInt8], file: FileID, others: Int
  ) -> Diagnostic {
    let byte = bytes[range.lowerBound]
    let hex = (byte < 16 ? "0x0" : "0x") + String(byte, radix: 16, uppercase: true)
    let isControl = byte < 0x80 || range.count > 1
    var diagnostic = Diagnostic(
      .unreadableText,
      isControl
        ? "A control character stands in the text" : "The byte \(hex) here is not UTF-8 text",
      at: SourceSpan(file: file, lower: range.lowerBound, upper: range.upperBound),
      help: isControl
        ? "Delete it, or retype the line." : "Save the file again with the encoding UTF-8.")
    if isControl {
      diagnostic.fix = Fix(
        "delete it", edits: [Fix.Edit(replace: diagnostic.span, with: "")], safety: .safe)
    } else if byte >= 0xA0 {
      diagnostic.notes = [
        "In files saved as Windows-1252 or Latin-1 this byte is \"\(Unicode.Scalar(byte))\"."
      ]
    }
    if others > 0 {
      diagnostic.notes.append(
        others == 1 ? "One more place is like it." : "\(others) more places are like it.")
    }
    return diagnostic
  }
}
