/// Writes canonical JSON (RFC 8785) straight into bytes.
///
/// Keys must come in order; a debug build checks that they do.
struct CanonicalWriter {
  private(set) var bytes: [UInt8] = []
  private var lastKeys: [String] = []

  mutating func object(_ members: (inout Self) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "{"))
    assert(openKeys())
    members(&self)
    assert(closeKeys())
    bytes.append(UInt8(ascii: "}"))
  }

  mutating func array<Elements: Sequence>(
    _ elements: Elements, _ write: (inout Self, Elements.Element) -> Void
  ) {
    separate()
    bytes.append(UInt8(ascii: "["))
    for element in elements { write(&self, element) }
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func key(_ key: String) {
    assert(isNextKey(key), "the key \(key) comes too late")
    separate()
    quote(key)
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func string(_ text: String) {
    separate()
    quote(text)
  }

  mutating func integer(_ number: Int) {
    separate()
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let first = bytes.count
    var magnitude = number.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    bytes[first...].reverse()
  }

  mutating func boolean(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  mutating func write(_ value: JSON) {
    switch value {
    case .null: null()
    case .boolean(let value): boolean(value)
    case .integer(let number): integer(number)
    case .string(let text): string(text)
    case .array(let elements): array(elements) { $0.write($1) }
    case .object(let members):
      object { writer in
        for member in members.sorted(by: { $0.key.precedesAsKey($1.key) }) {
          writer.key(member.key)
          writer.write(member.value)
        }
      }
    }
  }

  /// Puts bytes that are canonical JSON already.
  mutating func raw(_ canonical: [UInt8]) {
    separate()
    bytes.append(contentsOf: canonical)
  }

  private mutating func separate() {
    switch bytes.last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): break
    default: bytes.append(UInt8(ascii: ","))
    }
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x08: bytes.append(contentsOf: "\\b".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0C: bytes.append(contentsOf: "\\f".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(contentsOf: [Self.hex(byte >> 4), Self.hex(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  static func hex(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
  }

  private mutating func openKeys() -> Bool {
    lastKeys.append("")
    return true
  }

  private mutating func closeKeys() -> Bool {
    lastKeys.removeLast()
    return true
  }

  private mutating func isNextKey(_ key: String) -> Bool {
    guard let last = lastKeys.popLast() else { return false }
    lastKeys.append(key)
    return last.isEmpty || last.precedesAsKey(key)
  }
}
