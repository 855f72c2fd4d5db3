/// Text made ready for a terminal: tabs expanded, control characters visible, the width known.
struct DisplayLine {
  private(set) var text = ""
  /// How many columns of the terminal it takes.
  private(set) var width = 0
  /// Where each character begins: in the source, and on the terminal.
  private var marks: [(byte: Int, cell: Int)] = []

  /// Shows the bytes of one line; each that is not UTF-8 becomes the replacement character.
  init(_ bytes: ArraySlice<UInt8>) {
    var byte = bytes.startIndex
    for character in String(decoding: Self.mended(bytes), as: UTF8.self) {
      marks.append((byte, width))
      append(character)
      byte += character.utf8.count
    }
    marks.append((bytes.endIndex, width))
  }

  /// What stands for a byte that is not UTF-8, so that the bytes after it keep their places.
  private static let substitute: UInt8 = 0x1A

  private static func mended(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let character): result += character
      case .error(let length): result += repeatElement(substitute, count: length)
      case .emptyInput: return result
      }
    }
  }

  private mutating func append(_ character: Character) {
    if character == "\t" {
      let spaces = 4 - width % 4
      text += String(repeating: " ", count: spaces)
      width += spaces
      return
    }
    let shown = Self.visible(character)
    text += shown
    width += shown.reduce(0) { $0 + Self.cells($1) }
  }

  /// The column at which the byte `offset` is shown.
  func cell(of offset: Int) -> Int {
    var low = 0
    var high = marks.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if marks[middle].byte <= offset { low = middle } else { high = middle }
    }
    return marks[low].cell
  }

  /// `text` with all that could steer a terminal spelled out; line breaks stay.
  static func visible(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
    return text.reduce(into: "") { $0 += $1 == "\n" ? "\n" : visible($1) }
  }

  private static func visible(_ character: Character) -> String {
    guard character.unicodeScalars.contains(where: steersTerminal) else { return String(character) }
    return character.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar.value {
      case UInt32(Self.substitute): text += "\u{FFFD}"
      case 0..<0x20:
        text.unicodeScalars.append(Unicode.Scalar(UInt16(scalar.value) + 0x2400) ?? " ")
      case 0x7F: text += "\u{2421}"
      case _ where steersTerminal(scalar):
        let hex = String(scalar.value, radix: 16, uppercase: true)
        text += "<U+\(String(repeating: "0", count: max(0, 4 - hex.count)))\(hex)>"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// Control characters, and those that hide or reverse the text around them; the joiner inside an
  /// emoji is none.
  private static func steersTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0001:
      true
    default: false
    }
  }

  /// How many columns of a terminal a character takes.
  private static func cells(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch first.value {
    case 0x300...0x36F, 0x200C...0x200D, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F: return 0
    case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2614...0x2615,
      0x2648...0x2653, 0x26A1, 0x2705, 0x274C, 0x2753...0x2755, 0x2757, 0x2B50, 0x2E80...0x303E,
      0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F004, 0x1F0CF, 0x1F18E,
      0x1F191...0x1F19A, 0x1F1E6...0x1F202, 0x1F210...0x1F23B, 0x1F240...0x1F248,
      0x1F250...0x1F251, 0x1F260...0x1F265, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F7E0...0x1F7EB, 0x1F90C...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

extension String {
  /// The text for a terminal: all that could steer one is spelled out; line breaks stay.
  package var harmless: String { DisplayLine.visible(self) }
}
