/// Cuts a condition into words, signs and quoted texts, by bytes.
struct GuardLexer {
  enum Token: Equatable {
    case word(String)
    case quoted(String)
    case sign(UInt8)
    case comparison(String)
    case unclosedQuote
    case unexpected(String)
    case end
  }

  private let bytes: [UInt8]
  private var position = 0
  /// The bytes of the current token.
  private(set) var range = 0..<0
  private(set) var token = Token.end

  init(_ text: UnsafeBufferPointer<UInt8>) {
    bytes = Array(text)
    advance()
  }

  mutating func advance() {
    while position < bytes.count, bytes[position] <= 32 { position += 1 }
    let start = position
    defer { range = start..<position }
    guard start < bytes.count else {
      token = .end
      return
    }
    let byte = bytes[start]
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","):
      position += 1
      token = .sign(byte)
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"):
      while position < bytes.count, Self.isComparison(bytes[position]) { position += 1 }
      token = .comparison(text(start..<position))
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      position += 1
      while position < bytes.count, bytes[position] != byte { position += 1 }
      if position < bytes.count {
        token = .quoted(text(start + 1..<position))
        position += 1
      } else {
        token = .unclosedQuote
      }
    case _ where Self.isWord(byte):
      while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
      token = .word(text(start..<position))
    default:
      position += 1
      while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
      token = .unexpected(text(start..<position))
    }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private static func isComparison(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "=")
      || byte == UInt8(ascii: "!")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80 || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/")
  }
}
