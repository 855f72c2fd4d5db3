/// What the bytes of a table are, before anybody looks for cells in them.
enum CSVEncoding: Equatable {
  case utf8
  /// The first byte that is not UTF-8, or the first character U+FFFD, which a program leaves where
  /// it lost one.
  case notUTF8(at: Int)
  case utf16
  /// A workbook (`.xlsx`, `.ods`) under the name of a table.
  case workbook
  /// A NUL, which no text has.
  case binary(at: Int)

  init(of bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
      || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    {
      self = .workbook
    } else if let nul = bytes.firstIndex(of: 0) {
      self = .binary(at: nul)
    } else if let bad = Self.firstFlaw(in: bytes) {
      self = .notUTF8(at: bad)
    } else {
      self = .utf8
    }
  }

  private static func firstFlaw(in bytes: [UInt8]) -> Int? {
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      if first < 0x80 {
        index += 1
        continue
      }
      guard let width = width(of: first), index + width <= bytes.count else { return index }
      for offset in 1..<width where bytes[index + offset] & 0xC0 != 0x80 { return index }
      let second = bytes[index + 1]
      switch first {
      case 0xE0 where second < 0xA0, 0xED where second > 0x9F, 0xF0 where second < 0x90,
        0xF4 where second > 0x8F:
        return index
      case 0xEF where second == 0xBF && bytes[index + 2] == 0xBD: return index
      default: index += width
      }
    }
    return nil
  }

  private static func width(of first: UInt8) -> Int? {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: nil
    }
  }

  /// The text as old versions of Excel meant these bytes.
  static func windows1252(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      let value = (0x80...0x9F).contains(byte) ? upperHalf[Int(byte) - 0x80] : UInt32(byte)
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  /// What Windows-1252 has at 0x80…0x9F.
  private static let upperHalf: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]
}
