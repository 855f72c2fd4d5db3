extension Cuts<Bytes> {
  /// A text of a piece that a person would write; nil when no text at all lies in it.
  func sample(of piece: Int) -> String? {
    let lower = piece > 0 ? bounds[piece - 1] : Bytes("")
    let upper = piece < bounds.count ? bounds[piece] : nil
    func fits(_ text: String) -> Bool {
      let bytes = Bytes(text)
      return bytes >= lower && (upper.map { bytes < $0 } ?? true)
    }
    var candidates: [String] = []
    if piece == 0 { candidates = ["other", "another", "1", "0", "A"] }
    if let text = lower.text {
      if lower.units.last == 0 {
        // Right after a text that somebody wrote: the next number, or a longer text.
        let written = String(text.unicodeScalars.dropLast())
        if let number = written.nextNumber { candidates.append(number) }
        candidates += ["other", "xyz"] + ["1", "a", "0", " "].map { written + $0 }
      } else {
        candidates.append(text)
      }
    }
    if let found = candidates.first(where: fits) { return found }
    return lower.leastText.flatMap { fits($0) ? $0 : nil }
  }

  /// Whether a piece holds one text alone, or of all numbers of as many digits as its ends have one
  /// alone, as it is between “19999” and “20001”.
  func isNarrow(_ piece: Int) -> Bool {
    guard piece > 0, piece < bounds.count else { return false }
    let (lower, upper) = (bounds[piece - 1], bounds[piece])
    if upper == lower.next { return true }
    guard let only = sample(of: piece), let next = only.nextNumber else { return false }
    let isFirst = lower == Bytes(only) || lower.written?.nextNumber == only
    return isFirst && (upper == Bytes(only).next || upper == Bytes(next))
  }
}

extension String {
  /// The next number of as many digits.
  var nextNumber: String? {
    guard !isEmpty, utf8.count <= 15, utf8.allSatisfy({ (48...57).contains($0) }),
      let number = Int(self)
    else { return nil }
    let next = String(number + 1)
    guard next.utf8.count <= utf8.count else { return nil }
    return String(repeating: "0", count: utf8.count - next.utf8.count) + next
  }
}

extension Bytes {
  /// The text right after which it comes; nil where there is none.
  fileprivate var written: String? {
    units.last == 0 ? Bytes(units: units.dropLast()).text : nil
  }

  /// The least text, in the order of bytes, that is not less; nil when there is none.
  var leastText: String? {
    if let text { return text }
    for length in stride(from: units.count - 1, through: 0, by: -1) {
      guard let start = Bytes(units: Array(units[..<length])).text else { continue }
      let rest = Bytes(units: Array(units[length...]))
      if let scalar = rest.leastScalar { return start + String(Character(scalar)) }
    }
    return nil
  }

  /// The least character whose bytes are not less; characters are ordered as their bytes are.
  private var leastScalar: Unicode.Scalar? {
    func scalar(_ value: Int) -> Unicode.Scalar? {
      // The gap of the surrogates is closed, so that every number is a character.
      UInt32(exactly: value >= 0xD800 ? value + 0x800 : value).flatMap(Unicode.Scalar.init)
    }
    var (low, high) = (0, 0x110000 - 0x800)
    let end = high
    while low < high {
      let middle = (low + high) / 2
      guard let candidate = scalar(middle) else { return nil }
      if Bytes(String(Character(candidate))) < self { low = middle + 1 } else { high = middle }
    }
    return low < end ? scalar(low) : nil
  }
}
