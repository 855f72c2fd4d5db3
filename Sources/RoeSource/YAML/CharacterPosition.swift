/// Turns libyaml's positions, which count characters, into bytes.
///
/// It remembers the last position asked for and walks from there; as events come in the order of
/// the file, a whole file costs one walk.
struct CharacterPosition {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isASCII: Bool
  private var start = 0
  private var character = 0
  private(set) var byte = 0

  init(bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    self.bytes = bytes
    self.isASCII = isASCII
  }

  /// Counts characters from `offset` on.
  mutating func begin(at offset: Int) {
    start = offset
    character = 0
    byte = offset
  }

  /// The byte at which the character `index` begins.
  mutating func byte(at index: Int) -> Int {
    guard !isASCII else { return min(start + index, bytes.count) }
    while character < index, byte < bytes.count {
      byte += 1
      while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
      character += 1
    }
    while character > index, byte > start {
      byte -= 1
      while byte > start, bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
      character -= 1
    }
    return byte
  }
}
