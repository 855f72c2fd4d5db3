/// Results of operations on two nodes. A newer result may displace an older one.
struct Memo: Sendable {
  private struct Entry {
    var key: UInt64
    var operation: UInt32
    var result: UInt32
  }

  private static let free = Entry(key: 0, operation: 0, result: 0)

  private var entries = [Entry](repeating: free, count: 1 << 10)

  private static let sizeLimit = 1 << 20

  @inline(__always)
  private func place(_ operation: UInt32, _ key: UInt64) -> Int {
    let mixed = (key ^ UInt64(operation) << 20) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed >> 32) & (entries.count - 1)
  }

  @inline(__always)
  func result(_ operation: UInt32, _ key: UInt64) -> UInt32? {
    let entry = entries[place(operation, key)]
    return entry.key == key && entry.operation == operation ? entry.result : nil
  }

  @inline(__always)
  mutating func store(_ operation: UInt32, _ key: UInt64, _ result: UInt32) {
    entries[place(operation, key)] = Entry(key: key, operation: operation, result: result)
  }

  /// Keeps twice as many places as there are nodes.
  mutating func grow(with nodeCount: Int) {
    guard nodeCount * 2 > entries.count, entries.count < Self.sizeLimit else { return }
    let old = entries
    entries = [Entry](repeating: Self.free, count: old.count * 2)
    for entry in old where entry.operation != 0 {
      entries[place(entry.operation, entry.key)] = entry
    }
  }
}
