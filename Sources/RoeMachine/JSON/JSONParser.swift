extension JSON {
  /// How deeply lists and objects may be nested, so that no file can exhaust the stack.
  public static let depthLimit = 200

  /// Reads one value that fills the whole text.
  ///
  /// Stricter than RFC 8259: keys do not repeat, numbers are integers within ±(2^53 − 1).
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    self = .null
    var failure: JSONError?
    bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(bytes: buffer)
      do throws(JSONError) { self = try parser.document() } catch { failure = error }
    }
    if let failure { throw failure }
  }

  public init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }
}

/// A recursive descent over the bytes.
private struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw error("the file begins with a byte order mark; save it as plain UTF-8")
    }
    skipSpace()
    if position == bytes.count { throw error("the text is empty") }
    let value = try value()
    skipSpace()
    if position < bytes.count { throw error("something follows after the end of the value") }
    return value
  }

  mutating func value() throws(JSONError) -> JSON {
    switch peek {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .boolean(true))
    case UInt8(ascii: "f"): return try literal("false", .boolean(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
    case nil: throw error("the text ends where a value should stand")
    default: throw error("a value should stand here")
    }
  }

  mutating func object() throws(JSONError) -> JSON {
    try enter()
    var members: [JSON.Member] = []
    var offsets: [Int] = []
    skipSpace()
    if peek == UInt8(ascii: "}") {
      leave()
      return .object([])
    }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw error("a key in quotes should stand here") }
      offsets.append(position)
      let key = try string()
      skipSpace()
      guard peek == UInt8(ascii: ":") else { throw error("a colon should follow the key") }
      position += 1
      skipSpace()
      members.append(JSON.Member(key, try value()))
      skipSpace()
      switch peek {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "}"):
        leave()
        try refuseRepeats(members, offsets)
        return .object(members)
      case nil: throw error("the text ends inside an object")
      default: throw error("a comma or a closing brace should stand here")
      }
    }
  }

  mutating func array() throws(JSONError) -> JSON {
    try enter()
    var elements: [JSON] = []
    skipSpace()
    if peek == UInt8(ascii: "]") {
      leave()
      return .array([])
    }
    while true {
      skipSpace()
      elements.append(try value())
      skipSpace()
      switch peek {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "]"):
        leave()
        return .array(elements)
      case nil: throw error("the text ends inside a list")
      default: throw error("a comma or a closing bracket should stand here")
      }
    }
  }

  mutating func number() throws(JSONError) -> JSON {
    let start = position
    let isNegative = peek == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let firstDigit = position
    var magnitude = 0
    while let digit = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
      magnitude = magnitude.saturating(times: 10).saturating(plus: Int(digit - 48))
      position += 1
    }
    if position == firstDigit { throw error("a digit should follow the minus sign") }
    if position > firstDigit + 1, bytes[firstDigit] == UInt8(ascii: "0") {
      throw error("a number does not begin with 0", at: start)
    }
    switch peek {
    case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      throw error("numbers are whole here, without a fraction or an exponent", at: start)
    default: break
    }
    if magnitude > Int.safeMax {
      throw error("the number is outside ±9007199254740991 (2^53 − 1)", at: start)
    }
    if isNegative, magnitude == 0 { throw error("zero has no minus sign", at: start) }
    return .integer(isNegative ? -magnitude : magnitude)
  }

  mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count,
      (0..<count).allSatisfy({ bytes[position + $0] == word.utf8Start[$0] })
    else { throw error("a value should stand here; the words are true, false and null") }
    position += count
    return value
  }

  mutating func string() throws(JSONError) -> String {
    let start = position
    position += 1
    let first = position
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if peek == UInt8(ascii: "\"") {
      position += 1
      return try text(UnsafeBufferPointer(rebasing: bytes[first..<position - 1]), from: first)
    }
    var content = Array(bytes[first..<position])
    while true {
      switch peek {
      case nil: throw error("the text ends inside quotes", at: start)
      case UInt8(ascii: "\""):
        position += 1
        var result = ""
        var failure: JSONError?
        content.withUnsafeBufferPointer { buffer in
          do throws(JSONError) { result = try text(buffer, from: start) } catch { failure = error }
        }
        if let failure { throw failure }
        return result
      case UInt8(ascii: "\\"): try escape(into: &content)
      case .some(let byte):
        if byte < 0x20 { throw error("a control character must be written as an escape") }
        content.append(byte)
        position += 1
      }
    }
  }

  private mutating func escape(into content: inout [UInt8]) throws(JSONError) {
    let start = position
    position += 1
    guard let letter = peek else { throw error("the text ends inside quotes") }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"):
      var code = try fourHexDigits(from: start)
      if (0xD800..<0xDC00).contains(code) {
        guard peek == UInt8(ascii: "\\"), position + 1 < bytes.count,
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw error("half of a surrogate pair stands alone", at: start) }
        position += 2
        let low = try fourHexDigits(from: start)
        guard (0xDC00..<0xE000).contains(low) else {
          throw error("half of a surrogate pair stands alone", at: start)
        }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw error("half of a surrogate pair stands alone", at: start)
      }
      content.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default:
      throw error("there is no such escape; after \\ comes one of \" \\ / b f n r t u", at: start)
    }
  }

  private mutating func fourHexDigits(from start: Int) throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits should follow \\u", at: start)
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private func text(_ content: UnsafeBufferPointer<UInt8>, from start: Int) throws(JSONError)
    -> String
  {
    guard let text = String(validating: content, as: UTF8.self) else {
      throw error("the text between these quotes is not valid UTF-8", at: start)
    }
    return text
  }

  private func refuseRepeats(_ members: [JSON.Member], _ offsets: [Int]) throws(JSONError) {
    if members.count < 2 { return }
    if members.count <= 12 {
      for later in 1..<members.count {
        for earlier in 0..<later where members[earlier].key.hasSameBytes(as: members[later].key) {
          throw repeated(members[later].key, offsets[later])
        }
      }
      return
    }
    let order = members.indices.sorted { members[$0].key.precedes(members[$1].key) }
    for (earlier, later) in zip(order, order.dropFirst())
    where members[earlier].key.hasSameBytes(as: members[later].key) {
      throw repeated(members[later].key, max(offsets[earlier], offsets[later]))
    }
  }

  private func repeated(_ key: String, _ offset: Int) -> JSONError {
    error("the key \"\(key)\" stands here a second time", at: offset)
  }

  private mutating func enter() throws(JSONError) {
    depth += 1
    if depth > JSON.depthLimit {
      throw error("lists and objects are nested more than \(JSON.depthLimit) deep")
    }
    position += 1
  }

  private mutating func leave() {
    depth -= 1
    position += 1
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private func error(_ message: String, at offset: Int? = nil) -> JSONError {
    let offset = min(offset ?? position, bytes.count)
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONError(
      offset: offset, line: before.count { $0 == 0x0A } + 1, column: offset - lineStart + 1,
      message: message)
  }
}
